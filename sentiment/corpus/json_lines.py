"""JSON: one object a line, or an array of objects or strings. The columns are the keys of the first objects."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from sentiment.corpus.columns import SAMPLE_ROWS, check_width, find_columns
from sentiment.corpus.encoding import check_decoded
from sentiment.corpus.opening import TextLines, TextSource
from sentiment.corpus.rows import Columns, Note, Record
from sentiment.corpus.typed import as_written, typed_record, with_article
from sentiment.errors import CorpusError
from sentiment.plurals import many

_DEEPEST = 100  # lists and objects within one another; far more of them cannot be written again
_SHOWN = 40  # characters of a key
_TOO_DEEP = "not JSON that can be read (nested too deeply)"

_CHUNK = 2**20  # characters that are read at once


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in the place of a row.

    Attributes:
        where: Its place in words, as in "line 3".
        value: An object or a text; None if there is none.
        error: Why there is none.
    """

    where: str
    value: dict[str, Any] | str | None
    error: str = ""


def read_json_lines(text: TextSource, columns: Columns, *, note: Note, labelled: bool) -> Iterator[Record]:
    """Yield one record a line; blank lines at the end are no rows, others are rows that cannot be read.

    Raises:
        CorpusError: No line holds an object, or a column is missing.
    """
    with text.lines() as lines:
        look_ahead = text.look_ahead(SAMPLE_ROWS)
        yield from _records(
            _line_items(lines),
            columns,
            source=text.name,
            note=note,
            labelled=labelled,
            look_ahead=look_ahead,
            of="line",
        )


def read_json(text: TextSource, columns: Columns, *, note: Note, labelled: bool) -> Iterator[Record]:
    """Yield one record for each object or string of an array, or for each line if there is an object a line.

    Raises:
        CorpusError: It is neither, or a column is missing, or the array breaks off.
    """
    start = text.sample.lstrip()
    first_line, ended, _ = start.partition("\n")
    if start.startswith("{") and (not ended or _is_object(first_line)):
        yield from read_json_lines(text, columns, note=note, labelled=labelled)
    elif start.startswith("["):
        with text.lines() as lines:
            yield from _records(
                _array_items(lines, text.name), columns, source=text.name, note=note, labelled=labelled, of="item"
            )
    else:
        what = "this is one object over several lines" if start.startswith("{") else "this is none"
        raise CorpusError(f"{text.name}: an array of objects or strings, or an object a line, is expected; {what}")


def _records(
    items: Iterator[Item],
    columns: Columns,
    *,
    source: str,
    note: Note,
    labelled: bool,
    of: str,
    look_ahead: int = SAMPLE_ROWS,
) -> Iterator[Record]:
    first = list(islice(items, look_ahead))
    sample = [item.value for item in first if isinstance(item.value, dict)]
    header: list[str] = []
    places = None
    if sample:
        header = list(dict.fromkeys(chain.from_iterable(sample)))
        check_width(header, source)
        written = [[as_written(values.get(name)) for name in header] for values in sample]
        places = find_columns(header, columns, source=source, note=note, labelled=labelled, sample=written)
    elif not any(isinstance(item.value, str) for item in first):
        why = f" ({first[0].where}: {first[0].error})" if first else ""
        raise CorpusError(
            f"{source}: no JSON object that can be read in {many(len(first), of)}{why}; each {of} should be like "
            '{"text": "…"}'
        )
    for number, item in enumerate(chain(first, items), start=1):
        if isinstance(item.value, str):
            yield Record(number, item.value)
        elif item.value is None:
            yield Record(number, None, error=f"{item.where}: {item.error}")
        elif places is None:
            yield Record(number, None, error=f"{item.where}: this is an object, and the items before are strings")
        else:
            yield typed_record(number, item.where, item.value, header, places, cells=columns.cells)


def _line_items(lines: TextLines) -> Iterator[Item]:
    """Yield what is in each line but the blank ones at the end."""
    num_blank = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            num_blank += 1
            continue
        for blank in range(number - num_blank, number):
            yield Item(f"line {blank}", None, "the line is empty")
        num_blank = 0
        try:
            yield Item(f"line {number}", parse_line(line, lines.encoding))
        except ValueError as error:
            yield Item(f"line {number}", None, str(error))


def _array_items(lines: TextLines, source: str) -> Iterator[Item]:
    """Yield the items of an array, of which only the one being read is held.

    Raises:
        CorpusError: The array breaks off, or holds what is not JSON.
    """
    reader = _Ahead(lines)
    reader.skip("[")
    number = 0
    while (char := reader.next_char()) != "]":
        if number:
            if char != ",":
                raise _broken(source, reader, "a comma or ] should follow the item" if char else "it is incomplete")
            reader.skip(",")
        elif not char:
            raise _broken(source, reader, "it is incomplete")
        number += 1
        where = f"item {number}"
        try:
            text, value = reader.decode()
        except json.JSONDecodeError as error:
            raise _broken(source, reader, error.msg, error.pos) from None
        except RecursionError:
            raise _broken(source, reader, _TOO_DEEP) from None
        except ValueError as error:  # a key that is there twice
            raise _broken(source, reader, str(error)) from None
        try:
            check_decoded(text, lines.encoding)
            _check_depth(text, value)
        except ValueError as error:
            yield Item(where, None, str(error))
            continue
        if isinstance(value, dict | str):
            yield Item(where, value)
        else:
            yield Item(where, None, f"an object or a string is expected, this is {with_article(value)}")
    reader.skip("]")
    if reader.next_char():
        raise _broken(source, reader, "something follows the array")


class _Ahead:
    """Text of which a part is held, to be decoded value by value."""

    def __init__(self, lines: TextLines) -> None:
        self._lines = lines
        self._held = ""
        self._at = 0  # place in what is held
        self._num_lines, self._line_start = 0, 0  # before what is held, and where its first line starts
        self._ended = False

    def next_char(self) -> str:
        """Return the next character that is not white space, which stays the next; "" at the end."""
        while True:
            found = _NOT_SPACE.search(self._held, self._at)
            if found:
                self._at = found.start()
                return found[0]
            self._at = len(self._held)
            if not self._read_on(_CHUNK):
                return ""

    def skip(self, char: str) -> None:
        """Skip the next character that is not white space."""
        assert self.next_char() == char
        self._at += 1

    def decode(self) -> tuple[str, Any]:
        """Return the next value and its text.

        Raises:
            ValueError: It cannot be read.
        """
        self.next_char()
        more = _CHUNK
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
                if end < len(self._held) or not self._read_on(more):  # else a number may go on
                    text, self._at = self._held[self._at : end], end
                    return text, value
            except json.JSONDecodeError:
                if not self._read_on(more):
                    raise
            self._lines.check_length(len(self._held) - self._at)
            more *= 2

    def place(self, position: int | None) -> tuple[int, int]:
        """Return line and column, from 1, of a position in what is held, or of the next character."""
        position = self._at if position is None else position
        line = self._held.count("\n", 0, position)
        start = self._held.rfind("\n", 0, position) + 1
        column = position - start + (0 if line else self._line_start) + 1
        return self._num_lines + line + 1, column

    def _read_on(self, num_characters: int) -> bool:
        """Hold up to so many more characters; return whether there are more."""
        more = "" if self._ended else self._lines.read(num_characters)
        if not more:
            self._ended = True
            return False
        gone = self._held[: self._at]
        breaks = gone.count("\n")
        self._num_lines += breaks
        self._line_start = len(gone) - gone.rfind("\n") - 1 if breaks else self._line_start + len(gone)
        self._held, self._at = self._held[self._at :] + more, 0
        return True


def _broken(source: str, reader: _Ahead, why: str, position: int | None = None) -> CorpusError:
    line, column = reader.place(position)
    return CorpusError(f"{source}: not a JSON array that can be read (line {line}, column {column}: {why})")


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def parse_line(line: str, encoding: str) -> dict[str, Any]:
    """The values of one line, which was decoded with `ESCAPE` from that encoding.

    Raises:
        ValueError: they cannot be read; the message says why.
    """
    check_decoded(line, encoding)
    try:
        values = _DECODER.decode(line)
    except json.JSONDecodeError as error:
        column = min(error.pos, len(line.rstrip("\r\n"))) + 1
        raise ValueError(f"not JSON ({error.msg} at column {column})") from None
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    _check_depth(line, values)
    if not isinstance(values, dict):
        raise ValueError(f'a JSON object like {{"text": "…"}} is expected, this is {with_article(values)}')
    return values


def _check_depth(text: str, values: Any) -> None:
    if text.count("[") + text.count("{") > _DEEPEST and _is_deep(values, _DEEPEST):
        raise ValueError(_TOO_DEEP)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        shown = repr(twice[:_SHOWN]) + "…" * (len(twice) > _SHOWN)
        raise ValueError(f"the key {shown} is there more than once; give each value its own key")
    return values


_NOT_SPACE = re.compile(r"[^ \t\r\n]")
_DECODER = json.JSONDecoder(object_pairs_hook=_unique)


def _is_deep(value: Any, most: int) -> bool:
    """Whether lists and objects lie more than `most` deep within one another."""
    if not isinstance(value, list | dict):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return most == 0 or any(_is_deep(inner, most - 1) for inner in inside)
