"""ROC and precision-recall curves."""

from pathlib import Path

import pytest

from sentiment.curves import curve
from sentiment.plots import save
from sentiment.plots_curves import precision_recall_figure, roc_figure

pytest.importorskip("matplotlib")
CURVE = curve([1, 1, 0, 0, 1], [0.97, 0.7, 0.7, 0.65, 0.4])


def test_the_curve_is_drawn_with_its_area_and_the_answers(tmp_path: Path) -> None:
    assert CURVE is not None
    for number, (figure, point) in enumerate(
        (
            (roc_figure(CURVE, area=0.75, labels=("$bad_1$", "good")), (100, 200 / 3)),
            (precision_recall_figure(CURVE, area=0.8, positive="$good^2$"), (200 / 3, 50)),
        )
    ):
        [axes] = figure.axes
        assert axes.get_xlabel()
        assert axes.get_ylabel()
        *_, answers = axes.lines
        assert (answers.get_xdata()[0], answers.get_ydata()[0]) == pytest.approx(point)  # type: ignore[index]
        legend = axes.get_legend()
        assert legend is not None
        names = " ".join(text.get_text() for text in legend.get_texts())
        assert ("0.750", "0.800")[number] in names
        save(figure, tmp_path / f"{number}.png")
        figure.draw_without_rendering()
        assert legend.get_window_extent().y0 >= axes.get_window_extent().y1 - 1  # above, not on the curve
    assert len(list(tmp_path.iterdir())) == 2


def test_the_names_of_the_classes_are_on_the_axes() -> None:
    assert CURVE is not None
    [axes] = roc_figure(CURVE, area=0.75, labels=("down", "up")).axes
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("down texts called up (%)", "up texts found (%)")
