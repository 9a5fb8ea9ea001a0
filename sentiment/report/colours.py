"""The one place that decides how a number becomes a colour: on a page, a terminal, a notebook, a picture or a plot.

Blue leads to the positive class and orange to the negative one: a pair that people with any of the common kinds
of colour blindness tell apart. Colour is never alone: a mark (`MARKS`) or a printed sign goes with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sentiment.words import Span

Colour = Literal["truecolor", "256", "none"]
"""What a terminal can show: 24-bit colour, the 256-colour palette, or plain text only."""

NUM_LEVELS = 6
"""Steps of colour of a contribution on a page, each way, beside none at all."""

NUM_ATTENTION_LEVELS = 4
"""Steps of colour of attention on a page, beside none at all."""

NUM_TERMINAL_LEVELS = 4
"""Steps of colour on a terminal, where only strong differences can be told apart on any background."""

MARKS = {1: "solid", -1: "dashed"}
"""How a word is underlined, by the sign of its contribution, where it has a colour (but on a terminal)."""

_SMALLEST_FULL_CONTRIBUTION = 0.1  # log-odds: a text in which nothing weighs is not painted as if it did
_SMALLEST_PEAK = 2.0  # times the mean: attention that is spread evenly is not painted as if it were a choice


@dataclass(frozen=True, slots=True)
class Scale:
    """The values that get full colour, those of the strongest word of a text, and the attention that gets none.

    Attributes:
        contribution: Log-odds, in absolute value; no colour at 0.
        attention: Share of the attention of the text.
        mean_attention: What each word would get if attention were spread evenly; no colour up to here.
    """

    contribution: float
    attention: float
    mean_attention: float


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of a page, as `#rrggbb`: its paper and ink, and the full colour of each scale."""

    paper: str
    ink: str
    positive: str
    negative: str
    attention: str


LIGHT = Theme(paper="#ffffff", ink="#1b2028", positive="#62aef0", negative="#f7a04b", attention="#b59ae8")
DARK = Theme(paper="#171b21", ink="#eef1f4", positive="#1b69b0", negative="#a0540e", attention="#6f51ad")

POSITIVE_INK = "#0b64ad"
NEGATIVE_INK = "#b04a00"
ATTENTION_INK = "#6d4bc0"
"""Full colours dark enough for lines and letters on white, as in plots."""

# Where the background is unknown, on a terminal and in a notebook: read on black and on white.
_ANYWHERE = {1: "#3f8fdc", -1: "#d2720f"}
_MOST_OPAQUE = 0.45  # of the background of a word in a notebook: letters of any theme can be read on it

# On a terminal weak words are coloured letters; stronger ones bring their own background, with white letters. Every
# second step is bold.
_TERMINAL_BACKGROUNDS = {1: "#0768cc", -1: "#b84f00"}
_TERMINAL_INK = "#ffffff"
RESET = "\x1b[0m"


def scale_of(spans: Sequence[Span]) -> Scale:
    """The scale on which the strongest of `spans` has full colour, and none has where nothing weighs."""
    contribution = max((abs(span.contribution) for span in spans), default=0.0)
    mean = sum(span.attention for span in spans) / max(1, len(spans))
    peak = max((span.attention for span in spans), default=0.0)
    return Scale(max(contribution, _SMALLEST_FULL_CONTRIBUTION), max(peak, _SMALLEST_PEAK * mean), mean)


def intensity(value: float, full: float) -> float:
    """Strength of colour in [0, 1]: proportional to `value` in absolute value, 1 from `full` on."""
    return min(1.0, abs(value) / full) if full else 0.0


def contribution_level(contribution: float, scale: Scale, *, num_levels: int = NUM_LEVELS) -> int:
    """Step of colour from -`num_levels` to `num_levels`, signed like the contribution; 0 is not coloured."""
    level = _level(contribution, scale.contribution, num_levels)
    return level if contribution > 0 else -level


def attention_level(attention: float, scale: Scale) -> int:
    """Step of colour from 0 (not coloured) to `NUM_ATTENTION_LEVELS`."""
    excess = max(0.0, attention - scale.mean_attention)
    return _level(excess, scale.attention - scale.mean_attention, NUM_ATTENTION_LEVELS)


def _level(value: float, full: float, num_levels: int) -> int:
    return int(intensity(value, full) * num_levels + 0.5)


def shades(theme: Theme) -> dict[str, str]:
    """The colour of each step of each scale of a theme, from its paper to its full colour, as `#rrggbb`.

    The names are those of the page's classes: `p1`… positive, `n1`… negative, `a1`… attention.
    """
    scales = (
        ("p", theme.positive, NUM_LEVELS),
        ("n", theme.negative, NUM_LEVELS),
        ("a", theme.attention, NUM_ATTENTION_LEVELS),
    )
    return {
        f"{letter}{level}": _mix(theme.paper, full, _strength(level, num_levels))
        for letter, full, num_levels in scales
        for level in range(1, num_levels + 1)
    }


def shade(level: int, theme: Theme) -> str:
    """The colour behind a word of one step, -`NUM_LEVELS` to `NUM_LEVELS`; the paper itself at 0."""
    full = theme.positive if level > 0 else theme.negative
    return _mix(theme.paper, full, _strength(abs(level), NUM_LEVELS)) if level else theme.paper


def notebook_style(level: int) -> str:
    """Inline CSS of a word of one step, -`NUM_LEVELS` to `NUM_LEVELS`, on a page whose colours are unknown.

    A translucent background, so that the letters keep the colour that the page gives them, and the line of `MARKS`.
    """
    sign = 1 if level > 0 else -1
    channels = ",".join(map(str, _rgb(_ANYWHERE[sign])))
    opacity = _MOST_OPAQUE * _strength(abs(level), NUM_LEVELS)
    return (
        f"background:rgba({channels},{opacity:.2f});color:inherit;"
        f"text-decoration:underline {MARKS[sign]} {_ANYWHERE[sign]} {1 if abs(level) == 1 else 2}px;"
        "text-underline-offset:.24em;text-decoration-skip-ink:none"
    )


def page_rules() -> str:
    """The style sheet of the scales: classes `p1`… and `n1`… set `--c`, `a1`… set `--a`, in both themes."""
    light, dark = (
        ";".join([f"--paper:{theme.paper};--ink:{theme.ink}", *(f"--{name}:{c}" for name, c in shades(theme).items())])
        for theme in (LIGHT, DARK)
    )
    classes = "".join(f".{name}{{--{'a' if name[0] == 'a' else 'c'}:var(--{name})}}" for name in shades(LIGHT))
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{classes}\n"


def terminal_style(level: int, colour: Colour) -> str:
    """The escape sequence that opens a word of one step, -`NUM_TERMINAL_LEVELS` to `NUM_TERMINAL_LEVELS`.

    Words toward the positive class are underlined and words toward the negative one are in italics, which every
    terminal that shows colour can do. The empty string where nothing is to be shown; else close with `RESET`.
    """
    if level == 0 or colour == "none":
        return ""
    sign, strength = (1, level) if level > 0 else (-1, -level)
    codes = ["4" if sign > 0 else "3", *(["1"] if strength % 2 == 0 else [])]
    if strength <= NUM_TERMINAL_LEVELS // 2:
        codes.append(_terminal_code(38, _ANYWHERE[sign], colour))
    else:
        codes.append(_terminal_code(38, _TERMINAL_INK, colour))
        codes.append(_terminal_code(48, _TERMINAL_BACKGROUNDS[sign], colour))
    return f"\x1b[{';'.join(codes)}m"


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours after WCAG 2, from 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (channel / 255 for channel in _rgb(colour))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _strength(level: int, num_levels: int) -> float:
    """Share of the full colour that a step from 1 on has, in (0, 1]: the weakest can be seen, too."""
    return 0.18 + 0.82 * level / num_levels


def _mix(start: str, end: str, share: float) -> str:
    mixed = (round(s + share * (e - s)) for s, e in zip(_rgb(start), _rgb(end), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _terminal_code(ground: int, colour: str, mode: Colour) -> str:
    """The part of an escape sequence that sets letters (38) or background (48)."""
    if mode == "truecolor":
        return "{};2;{};{};{}".format(ground, *_rgb(colour))
    return f"{ground};5;{nearest_of_256(colour)}"


def nearest_of_256(colour: str) -> int:
    """The entry of the 256-colour palette (its 6×6×6 cube and its greys) nearest to a colour."""
    steps = (0, 95, 135, 175, 215, 255)
    palette = {
        16 + 36 * r + 6 * g + b: (steps[r], steps[g], steps[b]) for r in range(6) for g in range(6) for b in range(6)
    }
    palette |= {232 + grey: (8 + 10 * grey,) * 3 for grey in range(24)}
    wanted = _rgb(colour)
    return min(palette, key=lambda entry: sum((a - b) ** 2 for a, b in zip(palette[entry], wanted, strict=True)))
