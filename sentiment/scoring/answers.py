"""From a row of the input to a row of the output: the same wherever it is done."""

import re
from collections.abc import Mapping
from typing import Any

from sentiment.classifier import Classifier
from sentiment.corpus import Row
from sentiment.errors import BundleCorruptError, TextError
from sentiment.json_text import to_json
from sentiment.scoring.formats import Format
from sentiment.scoring.plan import ERROR, LABEL, PROBABILITY, WARNINGS, WORDS, Job, model_digest
from sentiment.scoring.survey import cells_of

_SURROGATE = re.compile("[\ud800-\udfff]")


class Answerer:
    """A loaded model that answers rows.

    Args:
        job: What is asked for; the model is that of `job.bundle`.
        model: SHA-256 of the manifest that it must have.
        format: What the output can hold.

    Raises:
        BundleError: the model cannot be used, or is another by now.
    """

    def __init__(self, job: Job, model: str, format: Format) -> None:
        self._job, self._format = job, format
        self._classifier = Classifier.load(job.bundle, abstain_below=job.abstain_below)
        if model_digest(job.bundle) != model:
            raise BundleCorruptError(f"{job.bundle} is another model by now: start anew with --force")

    def values(self, row: Row) -> Mapping[str, Any]:
        """The row's own values and the answer's, by column.

        Raises:
            BundleCorruptError: the model cannot be run.
        """
        cells, error = cells_of(row), row.error
        if not self._format.any_text and any(
            isinstance(value, str) and _SURROGATE.search(value) for value in cells.values()
        ):
            error = "half a character (a lone surrogate); an OUTPUT in .jsonl can hold it"
            cells = {name: _escaped(value) for name, value in cells.items()}
        answer: dict[str, Any] = {LABEL: None, PROBABILITY: None, WARNINGS: None, ERROR: error}
        words = None
        if error is None:
            try:
                prediction = self._classifier.classify(row.text or "")
            except TextError as failure:
                answer[ERROR] = str(failure)
            else:
                answer[LABEL], answer[PROBABILITY] = prediction.label, prediction.probability
                if prediction.warnings:
                    warnings = prediction.warnings
                    answer[WARNINGS] = list(warnings) if self._format.nested else "; ".join(warnings)
                if self._job.explain:
                    words = prediction.to_dict(explain=True)["words"]
        if self._job.explain:
            answer[WORDS] = words if self._format.nested or words is None else to_json(words)
        return {**cells, **{self._job.column(name): value for name, value in answer.items()}}


def _escaped(value: Any) -> Any:
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
