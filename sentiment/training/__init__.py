"""Training: corpus to bundle, with Keras 3. Everything here needs the extra `train`."""

import os

from sentiment.corpus.quiet import quiet

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # what TensorFlow says past Python while it trains
with quiet():  # TensorFlow's start-up lines
    import keras as _keras  # noqa: F401

from sentiment.training import model as _model  # noqa: F401 - registers the layers of exported models
from sentiment.training.attention import AttentionPooling
from sentiment.training.config import TrainConfig

__all__ = ["AttentionPooling", "TrainConfig"]
