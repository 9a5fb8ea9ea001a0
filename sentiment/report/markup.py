"""What goes into the page: text made harmless, numbers made readable, bars of a few lengths."""

import html

from sentiment.report.safe import visible

Labels = tuple[str, str]
"""Names of the negative and the positive class."""

NUM_BAR_STEPS = 20
"""Lengths of a bar, `w0` to `w20` in the page's style sheet."""


def escape(text: object) -> str:
    """The one way into the page: control characters made visible, markup made harmless, in text and attributes."""
    return html.escape(visible(str(text)), quote=True)


def signed(value: float, *, digits: int = 2) -> str:
    """A number with its sign: `+0.93`, `−0.41`; only what rounds to zero has none."""
    shown = f"{value:+.{digits}f}"
    return shown[1:] if float(shown) == 0 else shown.replace("-", "\u2212")


def remainder(total: float, *parts: float, digits: int = 2) -> float:
    """What is left of a total beside its other parts, all of them rounded, so that an equation adds up as shown."""
    left = round(total, digits) - sum(round(part, digits) for part in parts)
    return round(left, digits) + 0.0  # no negative zero


def percent(share: float) -> str:
    """A probability as per cent, never rounded to a certainty it does not have."""
    return f"{min(max(share, 0.001), 0.999):.1%}"


def equation(logit: float, bias: float) -> str:
    """The log-odds of a text as the sum they are: `log-odds +1.20 = bias −0.10, words +1.30`."""
    return f"log-odds {signed(logit)} = bias {signed(bias)}, words {signed(remainder(logit, bias))}"


def bar(share: float) -> str:
    """The class of a bar that is this share, in [0, 1], of its full length."""
    return f"w{round(share * NUM_BAR_STEPS)}"


def side(value: float) -> str:
    """The class of what leads to one of the two classes: `"positive"` or `"negative"`."""
    return "positive" if value >= 0 else "negative"
