"""What `sentiment check` found, as a page for a person on a terminal."""

import textwrap
from collections.abc import Iterator

from sentiment.doctor import Case, Diagnosis, Finding
from sentiment.doctor.findings import CLASSES, SEVERITIES, shortened
from sentiment.plurals import many
from sentiment.report.safe import one_line

_INDENT = 9  # columns, of all but the severity


def check_lines(diagnosis: Diagnosis, corpus: str, *, width: int) -> Iterator[str]:
    """The figures, the findings with their rows, and a verdict, in lines of at most `width` columns if words allow."""
    yield one_line(f"{corpus}: {many(diagnosis.num_examples, 'labelled text')}")
    for name, value in _figures(diagnosis):
        yield from _wrapped(f"  {name:<12} ", value, width)
    for finding in diagnosis.findings:
        yield ""
        yield from _finding(finding, width)
    yield ""
    yield from _wrapped("", _verdict(diagnosis), width)


def _figures(diagnosis: Diagnosis) -> Iterator[tuple[str, str]]:
    if not diagnosis.num_examples:
        return
    numbers = (diagnosis.num_negative, diagnosis.num_positive)
    shares = [f"{n:,} {name} ({n / diagnosis.num_examples:.1%})" for n, name in zip(numbers, CLASSES, strict=True)]
    yield "classes", " and ".join(shares)
    least, low, median, high, most = diagnosis.num_words
    yield "words", f"{median:,} in a typical text, {low:,} to {high:,} in the middle half; from {least:,} to {most:,}"
    if diagnosis.num_groups is not None:
        yield "groups", f"{diagnosis.num_groups:,}"
    if diagnosis.num_held_out is not None:
        yield "held out", f"{diagnosis.num_held_out:,}, by sentiment train to measure the model"
    if diagnosis.num_validation is not None:
        yield "validation", f"{many(diagnosis.num_validation, 'labelled text')}, compared with these"
    if diagnosis.baseline is not None:
        always = max(numbers) / diagnosis.num_examples
        yield (
            "to be beaten",
            f"{diagnosis.baseline:.1%} right by tf-idf and logistic regression in cross-validation; "
            f"{always:.1%} by always saying {CLASSES[numbers.index(max(numbers))]}",
        )


def _finding(finding: Finding, width: int) -> Iterator[str]:
    yield from _wrapped(f"{finding.severity.upper():<{_INDENT}}", finding.message, width)
    yield from _wrapped(" " * _INDENT + "→ ", finding.advice, width)
    for case in finding.cases:
        yield from _case(case, width)
    named = sum(len(case.rows) for case in finding.cases)
    if len(finding.rows) > named:
        yield " " * _INDENT + f"… {many(len(finding.rows), 'row')} in all; --format json has them"


def _case(case: Case, width: int) -> Iterator[str]:
    yield from _wrapped(" " * _INDENT + "· ", f"{_rows(case)}: {case.remark}" if case.remark else _rows(case), width)
    for text in case.texts:
        yield " " * (_INDENT + 2) + f"“{one_line(text)}”"


def _rows(case: Case) -> str:
    """Rows by number, or by the names that the corpus has for them."""
    noun = ("row " if len(case.rows) == 1 else "rows ") if all(isinstance(row, int) for row in case.rows) else ""
    return noun + ", ".join(shortened(str(row)) for row in case.rows)


def _verdict(diagnosis: Diagnosis) -> str:
    counts = [many(diagnosis.count(severity), severity) for severity in SEVERITIES if diagnosis.count(severity)]
    found = " and ".join([", ".join(counts[:-1]), counts[-1]] if len(counts) > 1 else counts) or "nothing found"
    if diagnosis.has_errors:
        return f"Not ready ({found}): training would fail, or its figures would mislead; mend the errors first."
    if diagnosis.count("warning"):
        return f"Can be trained on ({found}): read the warnings first, they say what the model may get wrong."
    return f"Ready to train on ({found})."


def _wrapped(opening: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        one_line(text),
        width=width,
        initial_indent=opening,
        subsequent_indent=" " * len(opening),
        break_long_words=False,
        break_on_hyphens=False,
    )
