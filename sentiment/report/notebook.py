"""A prediction in a notebook: a fragment of HTML in inline styles, which fits into a light page and a dark one.

There is no style sheet and no script, so that nothing leaks into the notebook's page; letters keep its colours.
"""

from sentiment.prediction import Prediction
from sentiment.report.colours import NUM_LEVELS, Scale, contribution_level, notebook_style, scale_of
from sentiment.report.markup import equation, escape, percent, signed
from sentiment.report.passage import Piece, pieces, weightiest
from sentiment.report.terminal import CAVEAT

_NUM_WEIGHTS = 5
_TEXT = "white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate;line-height:1.8;max-height:32em;overflow:auto"
_NOTE = "font-size:.85em;opacity:.8"


def render_notebook(prediction: Prediction) -> str:
    """Label and probability, the text with its highlights, what weighed most, and a legend; a long text scrolls."""
    negative, positive = (escape(name) for name in _class_names(prediction))
    scale = scale_of(prediction.words)
    text = "".join(_piece(piece, scale) for piece in pieces(prediction))
    warnings = "".join(f"<div><b>Warning:</b> {escape(warning)}</div>" for warning in prediction.warnings)
    return (
        '<div style="max-width:50rem">'
        f'<div><b style="font-size:1.15em">{escape(prediction.label)}</b>'
        f' <span style="{_NOTE}">probability of {positive}: {percent(prediction.probability)}</span></div>{warnings}'
        f'<div dir="auto" tabindex="0" style="{_TEXT};margin:.4em 0">{text}</div>'
        f'<div style="{_NOTE}">{_weights(prediction, (negative, positive))}{_legend(scale, negative, positive)}'
        f"<div>{equation(prediction.logit, prediction.bias)}. {CAVEAT}.</div></div></div>"
    )


def _class_names(prediction: Prediction) -> tuple[str, str]:
    """Names of the negative and the positive class, as far as an answer says: it has the name of one at the most."""
    label = prediction.label
    if prediction.abstained or label in ("negative", "positive"):
        return "negative", "positive"
    return (f"not {label}", label) if prediction.logit >= 0 else (label, f"not {label}")


def _piece(piece: Piece, scale: Scale) -> str:
    shown = escape(piece.text)
    if not piece.was_read:
        return f'<span style="{_NOTE}">[not read: {shown}]</span>'
    level = contribution_level(piece.word.contribution, scale) if piece.word else 0
    if piece.word is None or not level:
        return shown
    title = f"{signed(piece.word.contribution, digits=3)} log-odds, {piece.word.attention:.1%} of the attention"
    return f'<mark style="{notebook_style(level)}" title="{title}">{shown}</mark>'


def _weights(prediction: Prediction, labels: tuple[str, str]) -> str:
    """A line of the words that weighed most, for each class; `labels` are escaped."""
    sides = weightiest(prediction.words, number=_NUM_WEIGHTS)
    return "".join(
        f"<div>toward {label}: "
        + ", ".join(f"<b>{escape(weight.text)}</b> {signed(weight.contribution)}" for weight in weights)
        + "</div>"
        for label, weights in zip(labels[::-1], sides, strict=True)
        if weights
    )


def _legend(scale: Scale, negative: str, positive: str) -> str:
    steps = "".join(
        f'<mark style="{notebook_style(level)};padding:0 .3em">a</mark>' if level else "<span> a </span>"
        for level in range(-NUM_LEVELS, NUM_LEVELS + 1)
    )
    return (
        f'<div>toward {negative} (dashed) <span aria-hidden="true">{steps}</span> toward {positive} (solid);'
        f" full colour: {scale.contribution:.2f} log-odds</div>"
    )
