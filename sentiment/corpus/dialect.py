"""How a table of text is written: what separates its cells, and what its quotes mean.

The whole sample decides, not its first line: each way of reading is tried, and the one with the least trouble is taken.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from sentiment.corpus.rows import Note
from sentiment.errors import CorpusError

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}

# Characters in one cell. A quote that is never closed is noticed here at the latest.
CELL_LIMIT = 16 * 2**20
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
"""A cell that is a number, with a decimal point or comma."""

_SAID = re.compile(r"""sep=(\t|[^\w\s"])[\r\n]*""", re.IGNORECASE)
_ENCLOSED = re.compile(
    r'(^|[,;|\t])"[^"]*"([,;|\t\r\n]|$)'
)  # a name in quotes: then those of other cells mean the same
_ESCAPED = re.compile(r'(?<!\\)(\\+)"')
_SPACED = re.compile(r'[,;|\t] +"')
_MOST_LINES = 20_000  # that are judged
_MOST_READ = 4  # times, on average, that a line is read
_MOST_AGAIN = 3_000_000  # lines that are read again after broken rows
_PATTERN_LINES, _LONGEST_CLASS = 2000, 20
_SPACED_WORD = re.compile(r', +[^ "]')
_WHOLE_LINE = "\x1f"  # separates nothing: for a file of one column

# What a row costs that is read this way.
_BROKEN = 1.0  # a quote that is not closed, text after a closing quote, or more cells than columns
_STRAY = 0.25  # a cell with an odd number of quotes
_KEPT_QUOTES = 0.1  # a cell whose enclosing quotes would be taken for text
_PROSE = 0.1  # a cell that starts with a space: a comma within a sentence
_LONG = 100  # lines of a row that more likely has a quote too many
_SHORT = 0.1  # too few cells, or too many of which the last are empty


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""How a table of text is written.

    Attributes:
        delimiter: What separates cells.
        quoted: Whether quotes enclose cells; if not, they are text.
        escaped: Whether a quote within a cell is written \" (else it is doubled).
        spaced: Whether spaces after a delimiter mean nothing, so that a quote may follow them.
    """

    delimiter: str
    quoted: bool = True
    escaped: bool = False
    spaced: bool = False

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Return a reader of rows; it raises csv.Error on a row that breaks the rules of quoting."""
        csv.field_size_limit(CELL_LIMIT)
        if self.escaped:
            lines = (_ESCAPED.sub(_doubled, line) for line in lines)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            skipinitialspace=self.spaced,
            strict=self.quoted,
        )


@dataclass(frozen=True, slots=True)
class RowPattern:
    """What single lines of a table look like, to tell rows that a stray quote has merged from lines within a cell.

    Attributes:
        delimiter: What separates cells.
        num_columns: How many cells a row has.
        numbers: The columns of numbers.
        classes: The columns of few different words, with these.
    """

    delimiter: str
    num_columns: int
    numbers: frozenset[int]
    classes: dict[int, frozenset[str]]

    @classmethod
    def of(cls, lines: list[str], delimiter: str, num_columns: int) -> "RowPattern":
        """Return the pattern of most lines below the header."""
        rows = [line.strip("\r\n").split(delimiter) for line in lines[1:_PATTERN_LINES]]
        rows = [row for row in rows if len(row) == num_columns]
        numbers, classes = set(), {}
        for place in range(num_columns if rows else 0):
            cells = [row[place].strip(' "') for row in rows]
            if sum(NUMBER.fullmatch(cell) is not None for cell in cells) * 10 >= len(cells) * 6:
                numbers.add(place)
            elif any(cells) and len(set(cells)) * 2 <= len(cells) and max(map(len, cells)) <= _LONGEST_CLASS:
                classes[place] = frozenset(cells)
        return cls(delimiter, num_columns, frozenset(numbers), classes)

    def is_merged(self, lines: list[str]) -> bool:
        """Return whether these lines, read as one row by their quotes, each look like a row."""
        if len(lines) < 2 or self.num_columns < 2:
            return False
        if self.delimiter == "," and not (self.numbers or self.classes):
            return False  # a comma is as likely part of a sentence
        return all(map(self._fits, lines))

    def _fits(self, line: str) -> bool:
        cells = [cell.strip(' "') for cell in line.strip("\r\n").split(self.delimiter)]
        return (
            len(cells) == self.num_columns
            and all(NUMBER.fullmatch(cells[place]) for place in self.numbers)
            and all(cells[place] in classes for place, classes in self.classes.items())
        )


def find_dialect(sample: str, default: str, source: str, note: Note, *, whole: bool, certain: bool = False) -> Dialect:
    r"""Return how a table is written, from its first lines; `note` gets a line if it is not what its name says.

    Args:
        sample: The first lines.
        default: What separates cells if nothing speaks against it.
        source: The name of the table in the note.
        note: Gets the note.
        whole: Whether these are all lines; if not, the last one may be cut.
        certain: Whether `default` separates cells, whatever speaks against it.
    """
    lines = sample_lines(sample, whole=whole)
    whole = whole and len(lines) < _MOST_LINES
    header = next((line for line in lines if line.strip()), "")
    candidates = [default]
    if not certain:
        candidates += [other for other in DELIMITERS if other != default and other in header]
    best, least, widest, num_plain = Dialect(default), float("inf"), 0, 0
    spaced = _SPACED.search(sample) is not None
    escaped = '\\"' in sample
    for delimiter in candidates:
        plain = Dialect(delimiter)
        tried = [plain]
        if '"' in sample:
            tried += [replace(plain, spaced=True)] if spaced else []
            tried += [replace(plain, escaped=True)] if escaped else []
            tried += [replace(plain, escaped=True, spaced=True)] if escaped and spaced else []
            if not _ENCLOSED.search(header):
                tried.append(replace(plain, quoted=False))
        for dialect in tried:
            most = least if widest > 1 else float("inf")
            trouble, num_columns = _trouble(lines, dialect, most=most, whole=whole)
            if dialect == plain:
                num_plain = num_columns
            if (num_columns < 2 and widest > 1) or (num_columns != num_plain and not dialect.quoted):
                continue
            better = trouble < least or (trouble == least and num_columns > widest)
            if better or (num_columns > 1 and widest < 2):
                best, least, widest = dialect, trouble, num_columns
    if widest < 2 and '"' not in header and _is_prose(lines, default):
        return replace(best, delimiter=_WHOLE_LINE)
    _say(best, default, source, note)
    return best


def sample_lines(sample: str, *, whole: bool) -> list[str]:
    """Return the lines of a sample, up to a limit; if it is not whole, without the last one, which may be cut."""
    lines = list(islice(io.StringIO(sample, newline=""), _MOST_LINES))
    if not whole and len(lines) > 1:
        lines.pop()
    return lines


def said_delimiter(first: str, source: str, note: Note) -> str | None:
    """Return what a first line for Excel, such as "sep=;", names as the delimiter; None for other lines."""
    if said := _SAID.fullmatch(first):
        note(f"{source}: columns are separated by {DELIMITERS.get(said[1], repr(said[1]))}, as its first line says")
        return said[1]
    return None


def _say(dialect: Dialect, default: str, source: str, note: Note) -> None:
    said = []
    if dialect.delimiter != default:
        said.append(f"columns are separated by {DELIMITERS.get(dialect.delimiter, repr(dialect.delimiter))}")
    if not dialect.quoted:
        said.append('quotes (") are read as text, since they do not enclose cells')
    if dialect.escaped:
        said.append(r"\" within a cell is read as a quote")
    if said:
        note(f"{source}: {'; '.join(said)} (judging by all rows)")


class Lines:
    """Lines of a table; those of the row being read can be given back.

    Args:
        lines: The lines.
        check_length: Gets the number of characters of the row so far, and may refuse it.
    """

    def __init__(self, lines: Iterator[str], check_length: Callable[[int], None] = lambda length: None) -> None:
        self._lines = lines
        self._check_length = check_length
        self._returned: list[str] = []
        self._length = 0  # of the row
        self.row: list[str] = []
        self.line = 0  # the last one handed out, from 1

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._returned.pop() if self._returned else next(self._lines)
        self.row.append(line)
        self._length += len(line)
        self._check_length(self._length)
        self.line += 1
        return line

    def start_row(self) -> None:
        """Begin a row with the next line."""
        self.row = []
        self._length = 0

    def give_back(self, num_kept: int) -> None:
        """Hand out all but the first `num_kept` lines of the row again."""
        back = self.row[num_kept:]
        self._returned.extend(reversed(back))
        self.line -= len(back)
        self.start_row()


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a table of text.

    Attributes:
        line: The number of its first line, from 1.
        lines: Its lines; for a broken row all that were read before that showed.
        cells: Its cells; none if it is broken or empty.
        error: Why it is broken, as csv says it.
    """

    line: int
    lines: list[str]
    cells: list[str]
    error: str = ""


def raw_rows(lines: Lines, dialect: Dialect) -> Iterator[RawRow]:
    """Yield each row; after a broken one, continue at the next line.

    Raises:
        CorpusError: So many rows are broken, each up to the end of the file, that reading would take hours.
    """
    reader = dialect.reader(lines)
    num_again = 0
    while True:
        lines.start_row()
        start = lines.line + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            taken = lines.row
            num_again += len(taken) - 1
            if num_again > _MOST_AGAIN:
                raise CorpusError(
                    f"line {start}: the quotes of this row and of many before it are never closed; double the quotes "
                    "within quoted cells, or remove those that are not in pairs"
                ) from None
            lines.give_back(1)
            yield RawRow(start, taken, [], str(error))
            reader = dialect.reader(lines)
        else:
            yield RawRow(start, lines.row, cells)


def _trouble(lines: list[str], dialect: Dialect, *, most: float, whole: bool) -> tuple[float, int]:
    """Return what reading these lines costs, up to `most`, and the number of columns that the first row has."""
    cost, num_columns, pattern, num_read = 0.0, 0, None, 0
    for row in raw_rows(Lines(iter(lines)), dialect):
        if row.cells and not num_columns:
            num_columns = len(row.cells)
            pattern = RowPattern.of(lines, dialect.delimiter, num_columns)
        num_read += len(row.lines)
        if num_read > _MOST_READ * (len(lines) + _LONG):  # broken rows are read again and again
            return float("inf"), num_columns
        merged = len(row.lines) > 1 and pattern is not None and pattern.is_merged(row.lines)
        if row.error:
            cut = not whole and row.line + len(row.lines) > len(lines)
            if cut and not merged and len(row.lines) < _LONG:
                break  # the sample ends within the row
            cost += _BROKEN * (len(row.lines) if merged else 1)
        elif row.cells:
            cost += _cost(row, dialect, num_columns) + _BROKEN * len(row.lines) * merged
        if cost > most:
            break
    return cost, num_columns


def _cost(row: RawRow, dialect: Dialect, num_columns: int) -> float:
    cells, cost = row.cells, 0.0
    if len(cells) > num_columns:
        cost += _BROKEN if any(cell.strip() for cell in cells[num_columns:]) else _SHORT
    elif len(cells) < num_columns:
        cost += _SHORT
    text = "".join(row.lines)
    if '"' in text:
        doubled = dialect.quoted and (dialect.escaped or '""' in text)
        cost += _STRAY * sum(cell.count('"') % 2 for cell in cells if not doubled)
        if dialect.escaped and '\\"' in text and not (text.startswith('"') or f'{dialect.delimiter}"' in text):
            cost += 2 * _STRAY  # nothing encloses what is escaped
        if not dialect.quoted:
            cost += _KEPT_QUOTES * sum(len(cell) > 1 and cell[0] == cell[-1] == '"' for cell in cells)
    if dialect.delimiter == "," and ", " in text:
        spaced = _SPACED_WORD.search(text) if dialect.spaced else any(cell.startswith(" ") for cell in cells[1:])
        cost += _PROSE * bool(spaced)
    return cost


def _is_prose(lines: list[str], delimiter: str) -> bool:
    """Return whether the lines below the header hold the delimiter, but not equally often."""
    return len({line.count(delimiter) for line in lines[1:] if line.strip()}) > 1


def _doubled(found: re.Match[str]) -> str:
    backslashes = len(found[1])
    return "\\" * (backslashes // 2) + ('""' if backslashes % 2 else '"')
