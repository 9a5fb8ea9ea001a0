"""Texts of different length, and where they are real when they are padded."""

import numpy as np

LENGTHS = (5, 1, 3)
TEXTS = [np.arange(2, 2 + length, dtype=np.int32) for length in LENGTHS]
LONG = np.full(50, 4, dtype=np.int32)
MASK = np.arange(5) < np.array(LENGTHS)[:, None]  # of TEXTS
