"""A corpus with a column of probabilities, as any other model gave them: what `--soft-label-column` reads."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sentiment.corpus import Columns, Examples, Row, examples_of, open_corpus
from sentiment.errors import CorpusError
from sentiment.training.manifest import SoftTexts


@dataclass(frozen=True)
class SoftCorpus:
    """A corpus whose rows have labels, probabilities, or both.

    Attributes:
        examples: Rows with a label; all rows, labeled by their probability, where no label column is read.
        probabilities: Probability that each example is positive; NaN where the corpus has none.  # [examples]
        soft: Rows with a probability alone; None where there are none.
    """

    examples: Examples
    probabilities: NDArray[np.float32]
    soft: SoftTexts | None


def read_soft_corpus(
    source: str, columns: Columns, name: str, *, note: Callable[[str], None] = lambda _: None
) -> SoftCorpus:
    """Read texts, probabilities from the column `name`, and labels if `columns.label` names their column.

    Args:
        source: See `open_corpus`.
        columns: Names of columns; the label column is never guessed.
        name: Column of the probability that the text is positive, in [0, 1].
        note: Called with what was guessed and dropped.

    Raises:
        CorpusError: The corpus cannot be read, a probability is not a number in [0, 1], or nothing is left.
    """
    has_labels = columns.label is not None
    labeled: list[Row] = []
    known: list[float] = []
    texts: list[str] = []
    probabilities: list[float] = []
    num_dropped = 0
    for row in open_corpus(source, replace(columns, cells=True), note=note, labelled=has_labels):
        if row.error:
            raise CorpusError(f"{source}: {row.error}; fix or remove this row")
        probability = _probability(row, name, source)
        if not (row.text or "").strip() or (row.label is None and np.isnan(probability)):
            num_dropped += 1
        elif row.label is not None:
            labeled.append(row)
            known.append(probability)
        else:
            texts.append(row.text or "")
            probabilities.append(probability)
            if not has_labels:
                labeled.append(replace(row, label=int(probability >= 0.5)))
                known.append(probability)
    if num_dropped:
        note(f"{source}: {num_dropped:,} rows dropped: no text, or neither a label nor a probability")
    if not labeled:
        raise CorpusError(f"{source}: no row has a text and a label or a value in the column {name!r}")
    soft = None
    if has_labels and texts:
        values = np.array(probabilities, dtype=np.float32)
        soft = SoftTexts(texts, values, np.ones(len(texts), dtype=np.float32))
    return SoftCorpus(examples_of(labeled), np.array(known, dtype=np.float32), soft)


def _probability(row: Row, name: str, source: str) -> float:
    if row.cells is None or name not in row.cells:
        found = ", ".join(row.cells) if row.cells else "none"
        raise CorpusError(f"{source}: no column {name!r} (row {row.number} has the columns {found})")
    value = row.cells[name]
    if value is None or (isinstance(value, str) and not value.strip()):
        return float("nan")
    try:
        probability = float(value)
    except (TypeError, ValueError):
        probability = float("inf")
    if not (0 <= probability <= 1 or np.isnan(probability)):
        raise CorpusError(
            f"{source}: row {row.number} has {value!r} in {name!r}: a probability is a number from 0 to 1"
        )
    return probability
