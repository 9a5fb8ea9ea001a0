"""A prediction as Markdown, for an issue, a wiki or a chat: CommonMark, and a table as GitHub has it.

Markdown has no colour: **bold** leads to the positive class and *italic* to the negative one. What comes from outside
shows as it is: the characters of HTML and the backslash become entities, those of Markdown get a backslash. Only what
a site makes of bare addresses and @names is its own affair.
"""

import html
import re
from itertools import zip_longest

from sentiment.audit import Audit
from sentiment.prediction import Prediction
from sentiment.report.audited import in_words
from sentiment.report.colours import NUM_TERMINAL_LEVELS, contribution_level, scale_of
from sentiment.report.markup import equation, percent, signed
from sentiment.report.passage import Weight, pieces, weightiest
from sentiment.report.safe import one_line
from sentiment.report.terminal import CAVEAT

_NUM_WEIGHTS = 6
_EMPHASIS = {1: ("**", "b"), -1: ("*", "i")}  # by the sign of a contribution: asterisks, and the tag that does the same
_MARKUP = re.compile(r"[`*_\[\]{}~|$^]")
_BLOCK_START = re.compile(r"^(\d+(?=[.)])|(?=[-+=#:]))")  # of a list, a heading or a rule; guarded after what matches
_BLANK_LINES = re.compile(r"\n\s*\n")


def render_markdown(
    prediction: Prediction, audit: Audit | None = None, *, labels: tuple[str, str] = ("negative", "positive")
) -> str:
    """The answer to one text: label and probability, the text with its highlights, what weighed most, and its audit.

    `labels` are the names of the negative and the positive class. A word is bold or italic from about an eighth of the
    strongest contribution on; the table has numbers (log-odds).
    """
    negative, positive = (_line(label) for label in labels)
    parts = [
        f"**{_line(prediction.label)}** (probability of {positive}: {percent(prediction.probability)})",
        *(f"**Warning:** {_line(warning)}" for warning in prediction.warnings),
        _quote(_text(prediction)),
        f"**Bold** leads to {positive}, *italic* to {negative}. {CAVEAT}.",
        *_table(prediction, (negative, positive)),
        f"{equation(prediction.logit, prediction.bias)}.".capitalize(),
        *(_escape(told) for told in (in_words(prediction, audit) if audit else ())),
        *(f"**Warning:** {_line(warning)}" for warning in (audit.warnings if audit else ())),
    ]
    return "\n\n".join(parts) + "\n"


def _text(prediction: Prediction) -> str:
    scale = scale_of(prediction.words)
    shown = ""
    for piece in pieces(prediction):
        value = piece.word.contribution if piece.word else 0.0
        if contribution_level(value, scale, num_levels=NUM_TERMINAL_LEVELS):
            shown += _emphasis(piece.text, 1 if value > 0 else -1, follows_another=shown.endswith("*"))
        elif piece.was_read:
            shown += _escape(piece.text)
        else:
            shown += f"\n\n\\[… {len(piece.text):,} characters not read …\\]\n\n"
    return shown


def _emphasis(word: str, sign: int, *, follows_another: bool) -> str:
    """A word in bold or italics.

    Asterisks need a letter or a digit on their inner side and no others right before them; elsewhere, as around an
    exclamation mark, tags, which Markdown admits, do the same.
    """
    asterisks, tag = _EMPHASIS[sign]
    if word[0].isalnum() and word[-1].isalnum() and not follows_another:
        return f"{asterisks}{_escape(word)}{asterisks}"
    return f"<{tag}>{_escape(word)}</{tag}>"


def _quote(text: str) -> str:
    """A block quote of paragraphs with their line breaks, in which no line opens another kind of block."""
    paragraphs = (
        "\\\n> ".join(_BLOCK_START.sub(r"\1\\", line.strip()) for line in paragraph.split("\n"))
        for paragraph in _BLANK_LINES.split(text.strip())
    )
    return "> " + "\n>\n> ".join(paragraphs)


def _table(prediction: Prediction, labels: tuple[str, str]) -> list[str]:
    """The words that weighed most, each way in two columns; nothing where none weighs. `labels` are escaped."""
    sides = weightiest(prediction.words, number=_NUM_WEIGHTS)
    if not any(sides):
        return []
    rows = zip_longest(*([_cells(weight) for weight in weights] for weights in sides), fillvalue=" | ")
    header = " | ".join(f"toward {label} | log-odds" for label in labels[::-1])
    return ["\n".join([f"| {header} |", "|---|--:|---|--:|", *(f"| {left} | {right} |" for left, right in rows)])]


def _cells(weight: Weight) -> str:
    times = f" ×{weight.num_occurrences}" if weight.num_occurrences > 1 else ""
    return f"{_escape(weight.text)}{times} | {signed(weight.contribution)}"


def _line(text: str) -> str:
    return _escape(one_line(text))


def _escape(shown: str) -> str:
    """Text that is safe to show (`visible`) as Markdown that says the same."""
    return _MARKUP.sub(r"\\\g<0>", html.escape(shown, quote=False).replace("\\", "&#92;"))
