"""The figures of `sentiment evaluate --plots`: whether they can be written, and then drawn."""

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from sentiment.cli.evaluate_shown import Evaluation
from sentiment.cli.options import note
from sentiment.cli.output import check_output
from sentiment.errors import MissingExtraError, OutputError

_CONFUSION, _RELIABILITY, _RISK_COVERAGE = "confusion.png", "reliability.png", "risk_coverage.png"
_ROC, _PRECISION_RECALL, _DELETION = "roc.png", "precision_recall.png", "deletion.png"


def check_plots(folder: Path, *, explanations: bool, force: bool) -> None:
    """Refuse now what would fail after minutes of work.

    Raises:
        MissingExtraError: Figures cannot be drawn here.
        OutputError: They cannot be written there, or would replace others.
    """
    if find_spec("matplotlib") is None:
        raise MissingExtraError("--plots (matplotlib)")
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: no figures can be written there, {there} is no folder that you may write to")
    if there != folder:  # it is made when there is something to put into it
        return
    names = (_CONFUSION, _RELIABILITY, _RISK_COVERAGE, _ROC, _PRECISION_RECALL)
    for name in (*names, _DELETION) if explanations else names:
        check_output(folder / name, force=force)


def draw_plots(folder: Path, found: Evaluation, labels: Sequence[int], probabilities: Sequence[float]) -> None:
    """Draws them all.

    Args:
        folder: Made where it is not there.
        found: What is drawn.
        labels: Of the texts measured.
        probabilities: P(positive) of the same.
    """
    from sentiment.curves import curve
    from sentiment.metrics import reliability
    from sentiment.plots import confusion_matrix, reliability_diagram, risk_coverage_curve, save
    from sentiment.plots_curves import precision_recall_figure, roc_figure
    from sentiment.plots_explanations import deletion_curves

    folder.mkdir(parents=True, exist_ok=True)
    save(confusion_matrix(found.metrics.confusion, labels=found.labels), folder / _CONFUSION)
    save(reliability_diagram(reliability(labels, probabilities), positive=found.labels[1]), folder / _RELIABILITY)
    save(risk_coverage_curve(found.curve), folder / _RISK_COVERAGE)
    written = [_CONFUSION, _RELIABILITY, _RISK_COVERAGE]
    bounds = curve(labels, probabilities)
    if bounds is None:
        note("note: all texts are of one class, so there is no ROC and no precision-recall curve to draw")
    else:
        save(roc_figure(bounds, area=found.metrics.auc, labels=found.labels), folder / _ROC)
        precision_recall = precision_recall_figure(
            bounds, area=found.metrics.average_precision, positive=found.labels[1]
        )
        save(precision_recall, folder / _PRECISION_RECALL)
        written += [_ROC, _PRECISION_RECALL]
    if found.explanations is not None:
        save(deletion_curves(found.explanations), folder / _DELETION)
        written.append(_DELETION)
    *others, last = (str(folder / name) for name in written)
    note(f"wrote {', '.join(others)} and {last}")
