import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import numpy as np
import pytest

from sentiment.errors import MissingExtraError, OutputError
from sentiment.metrics import Confusion, reliability
from sentiment.plots import (
    attention_over_text,
    confusion_matrix,
    reliability_diagram,
    risk_coverage_curve,
    save,
    training_curves,
)
from sentiment.prediction import Prediction
from sentiment.selective import risk_coverage

if TYPE_CHECKING:
    from matplotlib.figure import Figure

pytest.importorskip("matplotlib")


@dataclass(frozen=True)
class Step:
    epoch: int
    loss: float
    validation_loss: float | None
    validation_accuracy: float | None


def predict(text: str) -> Prediction:
    """A prediction with made-up weights, one token for each stretch without spaces."""
    starts = [0, *(index + 1 for index, character in enumerate(text) if character == " ")]
    offsets = [(start, start + len(part)) for start, part in zip(starts, text.split(" "), strict=True)]
    attention = np.full(len(offsets), 1 / len(offsets), np.float32)
    contribution = np.linspace(-0.5, 1.0, len(offsets), dtype=np.float32)
    logit = 0.1 + float(contribution.sum())
    return Prediction(text, "positive", 0.9, logit, 0.1, len(offsets), len(offsets), offsets, attention, contribution)


def curves() -> "Figure":
    return training_curves([Step(100, 0.7, None, None), Step(200, 0.4, 0.45, 0.81), Step(300, 0.3, 0.4, 0.86)])


def calibration() -> "Figure":
    return reliability_diagram(reliability([0, 0, 1, 1, 1], [0.1, 0.2, 0.7, 0.9, 1.0]))


def abstaining() -> "Figure":
    return risk_coverage_curve(risk_coverage([1, 1, 0, 0, 1], [0.97, 0.7, 0.7, 0.65, 0.55]))


FIGURES: list[Callable[[], "Figure"]] = [
    curves,
    lambda: training_curves([{"epoch": 1, "loss": 0.7}]),
    lambda: confusion_matrix(Confusion(90, 10, 0, 0), labels=("$bad_1$", "good")),
    calibration,
    abstaining,
    lambda: attention_over_text(predict("cost $5 and $6 but superb \U0001f3ac _x^2")),
    lambda: attention_over_text(predict("one $ two " * 25 + "end")),
]


@pytest.mark.parametrize("draw", FIGURES)
@pytest.mark.parametrize("ending", ["png", "svg"])
def test_every_figure_is_drawn_and_labelled(draw: Callable[[], "Figure"], ending: str, tmp_path: Path) -> None:
    figure = draw()
    assert all(axes.get_ylabel() for axes in figure.axes)
    assert figure.axes[-1].get_xlabel()
    path = tmp_path / f"figure.{ending}"
    save(figure, path)
    if ending == "png":
        assert path.read_bytes().startswith(b"\x89PNG")
    else:
        assert ElementTree.parse(path).getroot().tag.endswith("svg")
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_the_same_figure_is_the_same_file(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save(curves(), tmp_path / f"{name}.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_bars_are_the_contributions_and_the_attention() -> None:
    prediction = predict("not bad but rather superb")
    upper, lower = attention_over_text(prediction).axes
    drawn = sum(bar.get_height() for bar in upper.patches)  # type: ignore[attr-defined]
    assert drawn == pytest.approx(prediction.logit - prediction.bias, abs=1e-5)
    assert sum(bar.get_height() for bar in lower.patches) == pytest.approx(100)  # type: ignore[attr-defined]
    assert [label.get_text() for label in lower.get_xticklabels()] == ["not", "bad", "but", "rather", "superb"]


def test_named_words_have_bars_and_room() -> None:
    text = "dreadfully " + "so " * 30 + ", " * 20 + "extraordinarily!"
    prediction = predict(text.strip())
    figure = attention_over_text(prediction)
    figure.draw_without_rendering()
    upper = figure.axes[0]
    frame = upper.get_window_extent()
    names = [label.get_text() for label in upper.texts]
    assert "extraordinari…" in names
    assert "dreadfully" in names
    assert "," not in names
    for label in upper.texts:
        extent = label.get_window_extent()
        assert frame.y0 <= extent.y0
        assert extent.y1 <= frame.y1


def test_words_without_a_visible_bar_have_no_name() -> None:
    prediction = predict("one two " * 25 + "end")
    weights = np.full(51, 0.001, np.float32)
    weights[[3, 50]] = 1.0, -0.5
    upper = attention_over_text(replace(prediction, contribution=weights)).axes[0]
    assert [label.get_text() for label in upper.texts] == ["two", "end"]


def test_rounded_numbers_of_the_title_add_up() -> None:
    for number in range(1, 20):
        prediction = predict("not bad but rather superb " * number + "end")
        prediction = replace(prediction, bias=0.1049, logit=prediction.logit + 0.0049 + number / 1000)
        title = attention_over_text(prediction).axes[0].get_title(loc="left")
        total, bias, words = map(Decimal, re.findall(r"[+-]\d+\.\d\d", title))
        assert total == bias + words


def test_the_bounds_named_on_the_risk_coverage_curve_lie_on_it() -> None:
    [axes] = abstaining().axes
    assert {text.get_text(): text.xy for text in axes.texts} == {  # type: ignore[attr-defined]
        "60%": pytest.approx((80, 50)),
        "70%": pytest.approx((60, 100 / 3)),
        "80%": pytest.approx((20, 0)),  # as are 90 % and 95 %, whose names would stand upon this one
    }


def test_no_name_on_the_risk_coverage_curve_lies_upon_another_or_across_the_axis() -> None:
    random = np.random.default_rng(0)
    probabilities = random.beta(2.5, 2.5, 3000)  # few are sure
    figure = risk_coverage_curve(risk_coverage(random.random(3000) < probabilities, probabilities))
    figure.draw_without_rendering()
    [axes] = figure.axes
    boxes = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) > 2
    assert all(box.x0 >= axes.get_window_extent().x0 for box in boxes)
    assert not any(one.overlaps(other) for one, other in pairwise(boxes))


def test_counts_and_shares_of_the_confusion_matrix() -> None:
    texts = [text.get_text() for text in confusion_matrix(Confusion(1500, 500, 1, 3)).axes[0].texts]
    assert texts == ["1,500\n75.0%", "500\n25.0%", "1\n25.0%", "3\n75.0%"]


def test_a_path_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"end the name in \.png or \.svg"):
        save(curves(), tmp_path / "figure.bmp")
    with pytest.raises(OutputError, match="choose another place"):
        save(curves(), tmp_path / "absent" / "figure.png")
    assert list(tmp_path.iterdir()) == []


def test_without_matplotlib_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r"pip install -c constraints.txt '\.\[train\]'"):
        curves()


def test_the_module_itself_does_not_import_matplotlib() -> None:
    code = "import sys, sentiment.plots; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
