"""Answers as lines of text, JSON Lines, JSON or CSV, written as they come."""

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sentiment.cli.answers import Answer
from sentiment.errors import OutputError
from sentiment.files import check_place
from sentiment.json_text import to_json
from sentiment.prediction import Failure, Prediction
from sentiment.report.colours import Colour
from sentiment.report.markup import percent
from sentiment.report.safe import one_line, visible
from sentiment.report.terminal import render_audit, render_terminal

_CSV_COLUMNS = ("id", "label", "probability", "logit", "num_tokens", "num_tokens_read", "warnings", "error")
_AUDIT_COLUMNS = (
    *(
        f"audit_{ranking}_{figure}"
        for ranking in ("contribution", "random")
        for figure in ("comprehensiveness", "sufficiency", "flip_fraction")
    ),
    "audit_agreement",
    "audit_counter_words",
    "audit_counter_label",
    "audit_warnings",
)
_PREVIEW_WIDTH = 60  # characters


def render_jsonl(answers: Iterable[Answer], *, explain: bool) -> Iterator[str]:
    """One JSON object a line."""
    for answer in answers:
        yield to_json(answer.to_dict(explain=explain)) + "\n"


def render_json(answers: Iterable[Answer], *, explain: bool) -> Iterator[str]:
    """One JSON array, an answer a line."""
    opening = "["
    for answer in answers:
        yield f"{opening}\n{to_json(answer.to_dict(explain=explain))}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def render_csv(answers: Iterable[Answer], *, audited: bool = False) -> Iterator[str]:
    """A header, and a line for each answer; `audited`: with its audit, the counter-words as a JSON array."""
    buffer = io.StringIO()
    columns = _CSV_COLUMNS + _AUDIT_COLUMNS if audited else _CSV_COLUMNS
    writer = csv.DictWriter(buffer, columns, extrasaction="ignore", lineterminator="\r\n")  # then a lone \r is quoted

    def taken() -> str:
        line = buffer.getvalue().removesuffix("\r\n") + "\n"
        buffer.seek(0)
        buffer.truncate()
        return line

    writer.writeheader()
    header = taken()
    for answer in answers:
        values = answer.to_dict()
        flat = _flat(values["audit"]) if "audit" in values else {}
        writer.writerow({**values, **flat, "warnings": "; ".join(values.get("warnings", ()))})
        yield header + taken()
        header = ""
    yield header


def _flat(audit: dict[str, Any]) -> dict[str, Any]:
    """An audit as values of `_AUDIT_COLUMNS`."""
    rankings = ("contribution", "random")
    return {
        **{f"audit_{ranking}_{name}": value for ranking in rankings for name, value in audit[ranking].items()},
        "audit_agreement": audit["agreement"],
        "audit_counter_words": to_json([word["text"] for word in audit["counter_words"]]),
        "audit_counter_label": audit["counter_label"],
        "audit_warnings": "; ".join(audit.get("warnings", ())),
    }


def render_text(
    answers: Iterable[Answer],
    *,
    explain: bool,
    with_ids: bool,
    colour: Colour,
    width: int,
    labels: tuple[str, str],
) -> Iterator[str]:
    """A line for each answer; with `explain` the text itself, highlighted. `labels`: negative and positive class."""
    for answer in answers:
        outcome = answer.outcome
        if isinstance(outcome, Failure):
            shown, gap = f"error: {one_line(str(outcome.error))}\n", "  "
        elif explain:
            shown, gap = render_terminal(outcome, answer.audit, colour=colour, width=width, labels=labels), "\n"
        else:
            shown, gap = _line(outcome, one_line(labels[1])), "  "
            if answer.audit is not None:
                shown += "".join(f"{line}\n" for line in render_audit(outcome, answer.audit, width=width))
        yield f"{one_line(str(answer.id))}{gap}{shown}{gap.strip(' ')}" if with_ids else shown


def _line(prediction: Prediction, positive: str) -> str:
    preview = " ".join(visible(prediction.text[: 4 * _PREVIEW_WIDTH]).split())
    if len(preview) > _PREVIEW_WIDTH:
        preview = preview[: _PREVIEW_WIDTH - 1] + "\u2026"
    warnings = "".join(f"  [{one_line(warning)}]" for warning in prediction.warnings)
    label, probability = one_line(prediction.label), percent(prediction.probability)
    return f"{label:<9} (probability of {positive}: {probability:>6})  {preview}{warnings}\n"


def write_stdout(chunks: Iterable[str], *, data: bool) -> None:
    """Write as it comes: `data` always in UTF-8, text in the terminal's encoding, what it lacks escaped."""
    stream = sys.stdout
    if stream is None:
        raise OutputError("standard output is closed: redirect it to a file or open it")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8" if data else None, errors="backslashreplace")
    for chunk in chunks:
        stream.write(chunk)
        stream.flush()


def check_output(path: Path, *, force: bool) -> None:
    """Refuse, before any work is done, a file that is there or has no folder to lie in.

    Raises:
        OutputError: The file could not be written, or would replace another.
    """
    check_place(path)
    if path.exists() and not force:
        raise OutputError(f"{path} is already there: choose another name, or replace it with --force")
