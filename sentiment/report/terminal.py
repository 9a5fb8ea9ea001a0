"""A prediction for a person at a terminal: the text itself, highlighted, and what weighed most."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from sentiment.prediction import Prediction
from sentiment.report.colours import (
    NUM_TERMINAL_LEVELS,
    RESET,
    Colour,
    Scale,
    contribution_level,
    scale_of,
    terminal_style,
)
from sentiment.report.markup import percent
from sentiment.report.passage import Piece, Weight, pieces, visible, weightiest

CAVEAT = "A contribution belongs to a position in context, not to the word alone"
_NUM_WEIGHTS = 6
_WEIGHT_COLUMNS = 30
_INDENT = "  "
_TRUE_COLOUR = ("truecolor", "24bit")
_SPACES = re.compile(r"([ \t\u3000]+)")

Atom = list[tuple[str, int]]
"""Text that stays on one line, in stretches of one level of colour each."""


def detect_colour(environ: Mapping[str, str], *, is_tty: bool) -> Colour:
    """What the terminal can show, by the usual variables.

    Nothing where the output is no terminal, `NO_COLOR` is set (https://no-color.org), or `TERM` is missing or dumb.
    """
    terminal = environ.get("TERM", "")
    if environ.get("NO_COLOR") or not is_tty or terminal in ("", "dumb") or terminal.startswith("vt"):
        return "none"
    if environ.get("COLORTERM", "").lower() in _TRUE_COLOUR or terminal.endswith("-direct"):
        return "truecolor"
    return "256"


def render_terminal(prediction: Prediction, *, colour: Colour, width: int) -> str:
    """The answer to one text as lines of at most `width` columns (a longer word stays whole), ending in a line break.

    Without colour a word that weighs is shown as `[+word+]` or `[-word-]`. No character of the text reaches the
    terminal as a control character.
    """
    scale = scale_of(prediction.words)
    lines = [_verdict(prediction, colour), _equation(prediction), ""]
    text = _wrap(_atoms(prediction, scale), width - len(_INDENT), colour)
    lines += (_INDENT + line if line else "" for line in text)
    lines += ["", *_weights(prediction, colour, width), ""]
    for warning in prediction.warnings:
        lines += _fill(f"warning: {visible(warning)}", width)
    for sentence in _legend(scale, colour):
        lines += _fill(sentence, width)
    return "\n".join(lines) + "\n"


def _verdict(prediction: Prediction, colour: Colour) -> str:
    label = visible(prediction.label)
    if colour != "none":
        label = _paint(label, NUM_TERMINAL_LEVELS if prediction.logit >= 0 else -NUM_TERMINAL_LEVELS, colour)
    return f"{label}  (probability of positive: {percent(prediction.probability)})"


def _equation(prediction: Prediction) -> str:
    words = prediction.logit - prediction.bias
    return f"log-odds {prediction.logit:+.2f} = bias {prediction.bias:+.2f}, words {words:+.2f}"


def _legend(scale: Scale, colour: Colour) -> tuple[str, str]:
    if colour == "none":
        marks = "[+word+] leads to positive, [-word-] to negative"
    else:
        marks = "blue, underlined: leads to positive; orange, italic: to negative"
    return f"{marks}; the strongest word: {scale.contribution:.2f} log-odds.", f"{CAVEAT}."


def _atoms(prediction: Prediction, scale: Scale) -> Iterator[Atom | None]:
    """What may not be torn apart, in order; None is a line break."""
    atom: Atom = []
    for piece in pieces(prediction):
        level = _level(piece, scale)
        text = piece.text if piece.was_read else f"\n[... {len(piece.text):,} characters not read ...]\n"
        for number, line in enumerate(text.split("\n")):
            if number:
                yield atom
                yield None
                atom = []
            for part in _SPACES.split(line):
                if _SPACES.fullmatch(part):
                    yield atom
                    atom = []
                elif part:
                    atom.append((part, level))
    yield atom


def _level(piece: Piece, scale: Scale) -> int:
    if piece.word is None:
        return 0
    return contribution_level(piece.word.contribution, scale, num_levels=NUM_TERMINAL_LEVELS)


def _wrap(atoms: Iterator[Atom | None], width: int, colour: Colour) -> Iterator[str]:
    line, columns = "", 0
    for atom in atoms:
        if atom is None:
            yield line
            line, columns = "", 0
        elif atom:
            text = "".join(_paint(part, level, colour) for part, level in atom)
            needed = sum(_columns(part) + (4 if level and colour == "none" else 0) for part, level in atom)
            if columns and columns + 1 + needed > width:
                yield line
                line, columns = "", 0
            line += (" " if columns else "") + text
            columns += needed + (1 if columns else 0)
    if line:
        yield line


def _paint(text: str, level: int, colour: Colour) -> str:
    if not level:
        return text
    if colour == "none":
        sign = "+" if level > 0 else "-"
        return f"[{sign}{text}{sign}]"
    return f"{terminal_style(level, colour)}{text}{RESET}"


def _columns(text: str) -> int:
    """Columns of a terminal that a text takes: two for wide letters, none for accents and joiners."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.category(character) in ("Mn", "Me", "Cf") for character in text)


def _weights(prediction: Prediction, colour: Colour, width: int) -> list[str]:
    """The words that weighed most, each way in a column of its own; one below the other where it is narrow."""
    sides = weightiest(prediction.words, number=_NUM_WEIGHTS)
    columns: list[list[str]] = []
    room = min(_WEIGHT_COLUMNS, width - len(_INDENT))
    for name, weights in zip(("positive", "negative"), sides, strict=True):
        columns.append([f"toward {name}".ljust(room), *(_weight(weight, room, colour) for weight in weights)])
    if width < 2 * (room + len(_INDENT)):
        return [_INDENT + line.rstrip() for column in columns for line in column]
    rows = zip_longest(*columns, fillvalue=" " * room)
    return [(_INDENT + left + _INDENT + right).rstrip() for left, right in rows]


def _weight(weight: Weight, column: int, colour: Colour) -> str:
    name, value = weight.text, f"{weight.contribution:+.2f}"
    times = f" x{weight.num_occurrences}" if weight.num_occurrences > 1 else ""
    room = column - len(value) - len(times) - 1
    while _columns(name) > room:
        name = name[: max(1, min(len(name) - 2, room - 1))] + "…"
    painted = name if colour == "none" else _paint(name, 1 if weight.contribution > 0 else -1, colour)
    return painted + times + " " * (room + 1 - _columns(name)) + value


def _fill(text: str, width: int) -> list[str]:
    return list(_wrap(([(word, 0)] for word in text.split()), width, "none"))
