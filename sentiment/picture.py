"""The highlights of one text as a figure, for slides and papers; `plots.save` writes it as SVG or PNG.

Matplotlib (the `train` extra) is imported when a figure is drawn, never before. Colours and marks are those of the
page. Lengths are in points (1/72 inch) but for the width of the figure; the origin is the upper left corner.
"""

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from sentiment.errors import MissingExtraError, OutputError
from sentiment.prediction import Prediction
from sentiment.report.colours import (
    LIGHT,
    MARKS,
    NEGATIVE_INK,
    NUM_LEVELS,
    POSITIVE_INK,
    contribution_level,
    scale_of,
    shade,
)
from sentiment.report.direction import as_seen, is_right_to_left
from sentiment.report.markup import equation, percent
from sentiment.report.passage import pieces
from sentiment.report.safe import one_line
from sentiment.report.terminal import CAVEAT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NARROWEST, _WIDEST = 2.5, 20.0  # inches
_MOST_LINES = 40
_LONGEST_PART = 200  # characters that are measured and drawn as one
_LEAST_WIDTH = 0.02  # of the size, for each character: marks without a width fill a line, too
_MARGIN = 8.0
_SOFT_INK = "#5a6472"
_DASHES = (0.0, (2.2, 1.4))  # in thicknesses of the line
# The first that has a letter draws it. Matplotlib brings the first two; the others serve where they are installed.
_FONTS = ("DejaVu Serif", "DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans Arabic", "Noto Emoji")
_SPACES = re.compile(r"(\n|[^\S\n]+)")

Atom = list[tuple[str, int]]
"""Text that stays on one line, in stretches of one level of contribution each."""


@dataclass(frozen=True, slots=True)
class Font:
    """Letters of one kind: their size, the distance of their lines, and the width of a text set in them."""

    size: float
    line: float
    weight: str
    families: list[str]
    width: Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line: its text, its level of contribution, and where it lies on the line."""

    text: str
    level: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the figure; `gap` lies above it."""

    runs: list[Run]
    font: Font
    ink: str = _SOFT_INK
    gap: float = 0.0


def highlighted_text(
    prediction: Prediction, *, labels: tuple[str, str] = ("negative", "positive"), width: float = 6.5
) -> "Figure":
    """The text with every word marked by its contribution, under label and probability; a legend below.

    A text of more than 40 lines is cut there, and the figure says so.

    Args:
        prediction: The answer to draw.
        labels: Names of the negative and the positive class.
        width: Width of the figure in inches, 2.5 to 20; the letters keep their size (11 points).

    Raises:
        OutputError: The width is not one of these.
        MissingExtraError: Matplotlib is not installed.
    """
    if not _NARROWEST <= width <= _WIDEST:
        raise OutputError(f"a figure {width:g} inches wide: give a width from {_NARROWEST:g} to {_WIDEST:g} inches")
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("drawing a text (matplotlib)") from error
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)  # a letter of no font: drawn as a box
        rows = list(_rows(prediction, labels, 72 * width - 2 * _MARGIN))
    height = sum(row.gap + row.font.line for row in rows) + 2 * _MARGIN
    figure = Figure(figsize=(width, height / 72), facecolor=LIGHT.paper)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(-_MARGIN, 72 * width - _MARGIN), ylim=(height - _MARGIN, -_MARGIN))
    axes.set_axis_off()
    top = 0.0
    for row in rows:
        top += row.gap + row.font.line
        _draw(axes, row, top - 0.3 * row.font.line)
    return figure


def _rows(prediction: Prediction, labels: tuple[str, str], room: float) -> Iterator[Row]:
    """All lines of the figure from its top; `room` is their width."""
    title, body, note = _font(12, 16, weight="bold"), _font(11, 19), _font(8, 11.5)
    negative, positive = (one_line(label) for label in labels)
    ink = LIGHT.ink if prediction.abstained else POSITIVE_INK if prediction.logit >= 0 else NEGATIVE_INK
    for line in islice(_lines(_atoms(one_line(prediction.label)), title, room), 2):
        yield Row(line, title, ink)
    verdict = f"probability of {positive}: {percent(prediction.probability)}"
    yield from _paragraph(verdict, note, room)
    scale = scale_of(prediction.words)
    shown = _lines(_text(prediction), body, room, right_to_left=is_right_to_left(prediction.text))
    lines = list(islice(shown, _MOST_LINES + 1))
    for number, line in enumerate(lines[:_MOST_LINES]):
        yield Row(line, body, LIGHT.ink, gap=0 if number else 4)
    if len(lines) > _MOST_LINES:
        num_shown = sum(len(run.text) for line in lines[:_MOST_LINES] for run in line)
        share = num_shown / max(1, sum(len(part) for part in prediction.text.split()))
        yield from _paragraph(f"[… the first {max(1, round(100 * share))}% of the text is shown …]", note, room)
    legend: list[Atom] = [
        *_atoms(f"toward {negative}"),
        [(" a ", level) for level in range(-NUM_LEVELS, NUM_LEVELS + 1)],
        *_atoms(f"toward {positive};"),
        *_atoms(f"full colour: {scale.contribution:.2f} log-odds."),
    ]
    for number, line in enumerate(_lines(iter(legend), note, room)):
        yield Row(line, note, gap=0 if number else 8)
    warned = (f"Warning: {warning}" for warning in prediction.warnings)
    for sentence in (f"{equation(prediction.logit, prediction.bias)}.", f"{CAVEAT}.", *warned):
        yield from _paragraph(sentence, note, room)


def _paragraph(text: str, font: Font, room: float) -> Iterator[Row]:
    """A note of at most a few lines."""
    for line in islice(_lines(_atoms(one_line(text)), font, room), 4):
        yield Row(line, font)


def _text(prediction: Prediction) -> Iterator[Atom | None]:
    """The text in what may not be torn apart, in order; None is a line break."""
    scale = scale_of(prediction.words)
    atom: Atom = []
    for piece in pieces(prediction):
        level = contribution_level(piece.word.contribution, scale) if piece.word else 0
        text = piece.text if piece.was_read else f"\n[… {len(piece.text):,} characters not read …]\n"
        for part in _SPACES.split(text):
            if part and not part.isspace():
                atom.append((part, level))
                continue
            yield atom
            atom = []
            if part == "\n":
                yield None
    yield atom


def _atoms(text: str) -> Iterator[Atom]:
    return ([(word, 0)] for word in text.split())


def _lines(
    atoms: Iterator[Atom | None], font: Font, room: float, *, right_to_left: bool = False
) -> Iterator[list[Run]]:
    """Lines of at most `room`, each run where it is seen; `right_to_left`: they begin at the right edge."""
    for line in _filled(atoms, font, room):
        parts, end = [], 0.0
        for run in line:
            if run.start > end:
                parts.append(Run(" ", 0, end, run.start - end))
            parts.append(run)
            end = run.start + run.width
        start = room - end if right_to_left else 0.0
        placed = []
        for place, text in as_seen([part.text for part in parts], right_to_left=right_to_left):
            placed.append(replace(parts[place], text=text, start=start))
            start += parts[place].width
        yield [run for run in placed if run.text != " "]


def _filled(atoms: Iterator[Atom | None], font: Font, room: float) -> Iterator[list[Run]]:
    """Lines filled in the order of reading; what is wider than a line goes on in the next."""
    line: list[Run] = []
    end = 0.0
    for atom in atoms:
        if atom is None:
            yield line
            line, end = [], 0.0
        elif atom:
            gap = font.width(" ") if line else 0.0
            if line and end + gap + sum(font.width(text) for text, _ in atom) > room:
                yield line
                line, end, gap = [], 0.0, 0.0
            end += gap
            for text, level in atom:
                while text:
                    length = _fitting(text, font, room - end) or (0 if line else 1)
                    if length:
                        line.append(Run(text[:length], level, end, font.width(text[:length])))
                        end += line[-1].width
                        text = text[length:]
                    if text:
                        yield line
                        line, end = [], 0.0
    if line:
        yield line


def _fitting(text: str, font: Font, room: float) -> int:
    """How many characters of a text fit into `room`."""
    low, high = 0, min(len(text), _LONGEST_PART)
    if font.width(text[:high]) <= room:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if font.width(text[:middle]) <= room else (low, middle - 1)
    return low


def _font(size: float, line: float, *, weight: str = "normal") -> Font:
    from matplotlib.font_manager import FontProperties, fontManager
    from matplotlib.textpath import TextToPath

    installed = {font.name for font in fontManager.ttflist}
    families = [name for name in _FONTS if name in installed]
    properties = FontProperties(family=families, size=size, weight=weight)
    measure = TextToPath().get_text_width_height_descent

    @lru_cache(maxsize=4096)
    def width(text: str) -> float:
        # Between bars, since a text alone is measured without the space around its ink.
        between: float = measure(f"|{text}|", properties, ismath=False)[0] - measure("||", properties, ismath=False)[0]
        return max(between, _LEAST_WIDTH * size * len(text))

    return Font(size, line, weight, families, width)


def _draw(axes: "Axes", row: Row, baseline: float) -> None:
    """The letters of one line, each run on the colour of its level and over the line of its sign."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    size = row.font.size
    for run in row.runs:
        if run.level:
            place, sign = (run.start, baseline - 0.98 * size), 1 if run.level > 0 else -1
            axes.add_artist(Rectangle(place, run.width, 1.32 * size, facecolor=shade(run.level, LIGHT), linewidth=0))
            line = Line2D(
                (run.start, run.start + run.width),
                (baseline + 0.24 * size,) * 2,
                color=POSITIVE_INK if sign > 0 else NEGATIVE_INK,
                linewidth=(0.05 if abs(run.level) == 1 else 0.1) * size,
                linestyle="solid" if MARKS[sign] == "solid" else _DASHES,
                solid_capstyle="butt",
            )
            axes.add_artist(line)
        letters = axes.text(
            run.start,
            baseline,
            run.text,
            color=LIGHT.ink if run.level else row.ink,
            fontsize=size,
            fontfamily=row.font.families,
            fontweight=row.font.weight,
            va="baseline",
            parse_math=False,
        )
        if not run.text.isascii():  # a pile of accents stays on its line
            band = Rectangle((run.start - size, baseline - size), run.width + 2 * size, row.font.line)
            band.set_transform(axes.transData)
            letters.set_clip_path(band)
            letters.set_clip_on(True)
