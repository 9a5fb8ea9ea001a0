"""A prediction for a person at a terminal: the text itself, highlighted, and what weighed most."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest

from sentiment.audit import Audit
from sentiment.prediction import Prediction
from sentiment.report.audited import in_words
from sentiment.report.colours import (
    NUM_TERMINAL_LEVELS,
    RESET,
    Colour,
    Scale,
    contribution_level,
    scale_of,
    terminal_style,
)
from sentiment.report.markup import equation, percent
from sentiment.report.passage import Piece, Weight, pieces, weightiest
from sentiment.report.safe import cut_to, num_columns, one_line, visible
from sentiment.words import Sentence

CAVEAT = "A contribution belongs to a position in context, not to the word alone"
_NUM_WEIGHTS = 6
_NUM_SENTENCES = 3
_SENTENCE_LINES = 3
_WEIGHT_COLUMNS = 30
_INDENT = "  "
_TRUE_COLOUR = ("truecolor", "24bit")
_TRUE_COLOUR_TERMINALS = ("alacritty", "foot", "wezterm", "xterm-ghostty", "xterm-kitty")
_FEW_COLOURS = re.compile(r"dumb|vt\d|ansi|cygwin|xterm-color|.*-(8|16)color|.*-m(ono)?")
_SPACES = re.compile(r"([ \t\u3000]+)")

Atom = list[tuple[str, int]]
"""Text that stays on one line, in stretches of one level of colour each."""


def detect_colour(environ: Mapping[str, str], *, is_tty: bool) -> Colour:
    """What the terminal can show, by the usual variables.

    Nothing where the output is no terminal, `NO_COLOR` is set (https://no-color.org), or `TERM` is missing or names
    one of fewer than 256 colours. `COLORTERM` says true colour, but for `TERM=screen…`, which passes it on from the
    terminal around it and shows 256; some terminals are known by their `TERM`, the one of the two that ssh passes on.
    """
    terminal = environ.get("TERM", "")
    if environ.get("NO_COLOR") or not is_tty or not terminal or _FEW_COLOURS.match(terminal):
        return "none"
    if terminal.startswith("screen"):
        return "256"
    says_so = environ.get("COLORTERM", "").lower() in _TRUE_COLOUR
    if says_so or terminal.endswith("-direct") or terminal.startswith(_TRUE_COLOUR_TERMINALS):
        return "truecolor"
    return "256"


def render_terminal(
    prediction: Prediction,
    audit: Audit | None = None,
    *,
    colour: Colour,
    width: int,
    labels: tuple[str, str] = ("negative", "positive"),
) -> str:
    """The answer to one text as lines of at most `width` columns (a longer word stays whole), ending in a line break.

    A text of more than three sentences is preceded by the three of them that weigh most, and its audit follows it.
    `labels` are the names of the negative and the positive class. Without colour a word that weighs is shown as
    `[+word+]` or `[-word-]`. No character of the text reaches the terminal as a control character.
    """
    scale = scale_of(prediction.words)
    negative, positive = names = one_line(labels[0]), one_line(labels[1])
    shown = list(pieces(prediction))
    lines = [*_verdict(prediction, positive, colour, width), *_fill(_equation(prediction), width), ""]
    if len(prediction.sentences) > _NUM_SENTENCES:
        lines += [*_telling(prediction.sentences, shown, scale, colour, width), ""]
    text = _wrap(_atoms(shown, scale), width - len(_INDENT), colour)
    lines += (_INDENT + line if line else "" for line in text)
    lines += ["", *_weights(prediction, names, colour, width), ""]
    if audit is not None:
        lines += [*render_audit(prediction, audit, width=width), ""]
    for warning in prediction.warnings:
        lines += _fill(f"warning: {visible(warning)}", width)
    for sentence in _legend(scale, negative, positive, colour):
        lines += _fill(sentence, width)
    return "\n".join(lines) + "\n"


def render_audit(prediction: Prediction, audit: Audit, *, width: int) -> list[str]:
    """An audit in plain words, as indented lines of at most `width` columns."""
    told = (*in_words(prediction, audit), *(f"warning: {one_line(warning)}" for warning in audit.warnings))
    return [_INDENT + line for sentence in told for line in _fill(sentence, width - len(_INDENT))]


def _verdict(prediction: Prediction, positive: str, colour: Colour, width: int) -> list[str]:
    label = one_line(prediction.label)
    probability = f"(probability of {positive}: {percent(prediction.probability)})"
    fits = num_columns(f"{label}  {probability}") <= width
    if colour != "none" and not prediction.abstained:
        label = _paint(label, NUM_TERMINAL_LEVELS if prediction.logit >= 0 else -NUM_TERMINAL_LEVELS, colour)
    return [f"{label}  {probability}"] if fits else [label, *_fill(probability, width)]


def _equation(prediction: Prediction) -> str:
    return equation(prediction.logit, prediction.bias).replace("\u2212", "-")  # a terminal may know ASCII alone


def _legend(scale: Scale, negative: str, positive: str, colour: Colour) -> tuple[str, str]:
    if colour == "none":
        marks = f"[+word+] leads to {positive}, [-word-] to {negative}"
    else:
        marks = f"blue, underlined: leads to {positive}; orange, italic: to {negative}"
        marks += "; stronger from plain to bold to filled"
    return f"{marks}; the strongest word: {scale.contribution:.2f} log-odds.", f"{CAVEAT}."


def _telling(
    sentences: Sequence[Sentence], shown: Iterable[Piece], scale: Scale, colour: Colour, width: int
) -> Iterator[str]:
    """The sentences that weigh most, strongest first, each with its contribution and no more than its first lines."""
    yield from _fill(f"The sentences that weigh most, of {len(sentences):,}:", width)
    strongest = sorted(sentences, key=lambda sentence: -abs(sentence.contribution))[:_NUM_SENTENCES]
    own: dict[Sentence, list[Piece]] = {sentence: [] for sentence in strongest}
    for piece in shown:
        if piece.sentence in own:
            own[piece.sentence].append(piece)
    for sentence, parts in own.items():
        value = f"{sentence.contribution:+.2f} "
        room = width - len(_INDENT + value + " …")
        lines = list(islice(_wrap(_atoms(parts, scale), room, colour), _SENTENCE_LINES + 1))
        if len(lines) > _SENTENCE_LINES:
            lines[_SENTENCE_LINES - 1 :] = [lines[_SENTENCE_LINES - 1] + " …"]
        for line in lines:
            yield _INDENT + value + line
            value = " " * len(value)


def _atoms(shown: Iterable[Piece], scale: Scale) -> Iterator[Atom | None]:
    """What may not be torn apart, in order; None is a line break."""
    atom: Atom = []
    for piece in shown:
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
            needed = sum(num_columns(part) + (4 if level and colour == "none" else 0) for part, level in atom)
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


def _weights(prediction: Prediction, labels: tuple[str, str], colour: Colour, width: int) -> list[str]:
    """The words that weighed most, each way in a column of its own; one below the other where it is narrow."""
    sides = weightiest(prediction.words, number=_NUM_WEIGHTS)
    columns: list[list[str]] = []
    room = min(_WEIGHT_COLUMNS, width - len(_INDENT))
    for label, weights in zip(labels[::-1], sides, strict=True):
        heading = cut_to(f"toward {label}", room)
        columns.append(
            [heading + " " * (room - num_columns(heading)), *(_weight(weight, room, colour) for weight in weights)]
        )
    if width < 2 * (room + len(_INDENT)):
        return [_INDENT + line.rstrip() for column in columns for line in column]
    rows = zip_longest(*columns, fillvalue=" " * room)
    return [(_INDENT + left + _INDENT + right).rstrip() for left, right in rows]


def _weight(weight: Weight, column: int, colour: Colour) -> str:
    value = f"{weight.contribution:+.2f}"
    times = f" x{weight.num_occurrences}" if weight.num_occurrences > 1 else ""
    room = max(1, column - len(value) - len(times) - 1)
    name = cut_to(weight.text, room)
    painted = name if colour == "none" else _paint(name, 1 if weight.contribution > 0 else -1, colour)
    return painted + times + " " * (room + 1 - num_columns(name)) + value


def _fill(text: str, width: int) -> list[str]:
    return list(_wrap(([(word, 0)] for word in text.split()), width, "none"))
