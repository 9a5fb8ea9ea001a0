"""The figure of the deletion curves."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sentiment.deletion import SHARES
from sentiment.erasure import ATTENTION, LEAVE_ONE_OUT, RANDOM
from sentiment.faithfulness import Faithfulness, summarize
from sentiment.plots import save
from sentiment.plots_explanations import deletion_curves
from tests.test_faithfulness import text

pytest.importorskip("matplotlib")


def all_rankings() -> Faithfulness:
    found = summarize([text(0.9, 0.5, 0.1), text(0.8, 0.2, 1.0)], seed=0)
    first, random = found.rankings
    names = (ATTENTION, "gradient × input", "integrated gradients", LEAVE_ONE_OUT)
    return replace(found, rankings=(first, *(replace(first, name=name) for name in names), random))


def test_a_line_a_ranking_from_the_whole_text_on(tmp_path: Path) -> None:
    found = all_rankings()
    (axes,) = deletion_curves(found).axes
    assert [line.get_label() for line in axes.get_lines()] == [ranking.name for ranking in found.rankings]
    for line in axes.get_lines():
        across, up = np.asarray(line.get_data(), dtype=np.float64)
        assert across.tolist() == [0, *(100 * share for share in SHARES)]
        assert up[0] == pytest.approx(85)
        assert (up[1:] == pytest.approx([35] * len(SHARES))) == (line.get_label() != RANDOM)
    save(deletion_curves(found), tmp_path / "deletion.png")


def test_no_line_is_told_by_its_colour_alone() -> None:
    (axes,) = deletion_curves(all_rankings()).axes
    looks = {(line.get_linestyle(), line.get_marker()) for line in axes.get_lines()}
    assert len(looks) == len(axes.get_lines())
