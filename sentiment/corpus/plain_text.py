"""Lines of text: one text a line, or fastText's lines, which start with their labels."""

import re
from collections.abc import Iterator

from sentiment.corpus.opening import TextLines, TextSource
from sentiment.corpus.rows import Columns, Record

LABEL_MARK = "__label__"

_LABEL = re.compile(rf"{LABEL_MARK}(\S+)(?:\s+|$)")


def read_lines(text: TextSource) -> Iterator[Record]:
    """Yield a record for each line, blank ones too."""
    with text.lines() as lines:
        for number, line, error in _lines(lines):
            yield Record(number, None if error else line, error=error)


def read_fasttext(text: TextSource, columns: Columns, *, labelled: bool) -> Iterator[Record]:
    """Yield a record for each line such as "__label__2 A superb film."; without a label it is unlabeled."""
    with text.lines() as lines:
        for number, line, error in _lines(lines):
            if error:
                yield Record(number, None, error=error)
                continue
            label, words = _split(line)
            cells = {"label": label, "text": words} if columns.cells else None
            yield Record(number, words, label=label if labelled else "", cells=cells)


def _split(line: str) -> tuple[str, str]:
    """Return the labels of a line, with a space between several, and its text."""
    labels, place = [], 0
    while found := _LABEL.match(line, place):
        labels.append(found[1])
        place = found.end()
    return " ".join(labels), line[place:]


def _lines(lines: TextLines) -> Iterator[tuple[int, str, str | None]]:
    """Yield number, text and error of each line."""
    for number, ended in enumerate(lines, start=1):
        line = ended.removesuffix("\n").removesuffix("\r")
        try:
            lines.check(line)
        except ValueError as error:
            yield number, "", f"line {number}: {error}"
        else:
            yield number, line, None
