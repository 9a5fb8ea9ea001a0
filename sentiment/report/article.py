"""One text of a report: its answer, its words by what they contributed, and the reasons in numbers."""

import math
from itertools import groupby

from sentiment.prediction import Failure, Prediction
from sentiment.report.colours import Scale, attention_level, contribution_level, scale_of
from sentiment.report.markup import escape, percent, remainder, signed
from sentiment.report.passage import Piece, Weight, pieces, weightiest
from sentiment.words import Sentence

_NUM_WEIGHTS = 5
_NUM_BAR_STEPS = 20

Labels = tuple[str, str]
"""Names of the negative and the positive class."""


def render_article(number: int, name: str, result: Prediction | Failure, *, labels: Labels) -> str:
    """One text as an `<article>` with the anchor `t` + `number`; a failure says its reason in the same place."""
    heading = f'<h2><a href="#t{number}">{escape(name)}</a></h2>'
    if isinstance(result, Failure):
        return (
            f'<article id="t{number}" class="failed"><header>{heading}'
            '<p class="verdict"><b>not classified</b></p></header>\n'
            f'<p class="warning">{escape(result.error)}</p></article>'
        )
    warnings = "".join(f'<p class="warning">{escape(warning)}</p>\n' for warning in result.warnings)
    scale = scale_of(result.words)
    return (
        f'<article id="t{number}" class="{side_of(result)}"><header>{heading}{_verdict(result, labels)}</header>\n'
        f'{warnings}<p class="text" dir="auto">{_text(result, scale)}</p>\n'
        f"<aside>{_weights(result, labels)}</aside>\n{_equation(result, scale, labels)}</article>"
    )


def side_of(result: Prediction | Failure) -> str:
    """`"positive"`, `"negative"`, `"uncertain"` or `"failed"`: the class of a result in the page's style sheet."""
    if isinstance(result, Failure):
        return "failed"
    if result.abstained:
        return "uncertain"
    return "positive" if result.logit >= 0 else "negative"


def _verdict(prediction: Prediction, labels: Labels) -> str:
    step = round(prediction.probability * _NUM_BAR_STEPS)
    return (
        f'<p class="verdict"><b>{escape(prediction.label)}</b> <i class="gauge w{step}"></i>'
        f" {percent(prediction.probability)} <small>probability of {escape(labels[1])}</small></p>"
    )


def _text(prediction: Prediction, scale: Scale) -> str:
    """The text with a mark on each word that weighs, in a span for each sentence."""
    sentence_scale = scale_of(prediction.sentences)
    parts = []
    for sentence, group in groupby(pieces(prediction), key=lambda piece: piece.sentence):
        content = "".join(_piece(piece, scale) for piece in group)
        parts.append(content if sentence is None else _sentence(sentence, content, sentence_scale))
    return "".join(parts)


def _sentence(sentence: Sentence, content: str, scale: Scale) -> str:
    classes = _classes(contribution_level(sentence.contribution, scale), 0) or " class=s"
    return f"<span{classes} data-s={signed(sentence.contribution)}>{content}</span>"


def _piece(piece: Piece, scale: Scale) -> str:
    shown = escape(piece.text).replace("\n", "<br>")
    if not piece.was_read:
        return f"<del>{shown}</del>"
    word = piece.word
    if word is None:
        return shown
    classes = _classes(contribution_level(word.contribution, scale), attention_level(word.attention, scale))
    if not classes:
        return shown
    return f'<mark{classes} title="{signed(word.contribution, digits=3)} · {word.attention:.1%}">{shown}</mark>'


def _classes(contribution: int, attention: int) -> str:
    """The class attribute for two steps of colour, as short as HTML allows: there is one for each word."""
    names = [f"p{contribution}"] if contribution > 0 else [f"n{-contribution}"] if contribution else []
    names += [f"a{attention}"] if attention else []
    if not names:
        return ""
    return f" class={names[0]}" if len(names) == 1 else f' class="{" ".join(names)}"'


def _weights(prediction: Prediction, labels: Labels) -> str:
    """The words that weighed most, in a list for each class."""
    sides = weightiest(prediction.words, number=_NUM_WEIGHTS)
    strongest = max((abs(weight.contribution) for side in sides for weight in side), default=1.0)
    return "".join(
        f'<div class="{side}"><h3>toward {escape(label)}</h3><ol>'
        + "".join(_weight(weight, strongest) for weight in weights)
        + "</ol></div>"
        for side, label, weights in zip(("positive", "negative"), labels[::-1], sides, strict=True)
        if weights
    )


def _weight(weight: Weight, strongest: float) -> str:
    step = round(abs(weight.contribution) / strongest * _NUM_BAR_STEPS)
    times = f" <small>×{weight.num_occurrences}</small>" if weight.num_occurrences > 1 else ""
    return f"<li><span>{escape(weight.text)}{times}</span><i class=w{step}></i>{signed(weight.contribution)}</li>"


def _equation(prediction: Prediction, scale: Scale, labels: Labels) -> str:
    contributions = [word.contribution for word in prediction.words]
    toward = math.fsum(value for value in contributions if value > 0)
    against = math.fsum(value for value in contributions if value < 0)
    if toward > -against:  # what rounding takes or adds goes to the larger part, where it cannot turn the sign
        toward = remainder(prediction.logit, prediction.bias, against)
    else:
        against = remainder(prediction.logit, prediction.bias, toward)
    read = f"{prediction.num_tokens_read:,} tokens"
    if prediction.num_tokens_read < prediction.num_tokens:
        read = f"{prediction.num_tokens_read:,} of {prediction.num_tokens:,} tokens"
    return (
        f'<p class="sum">bias {signed(prediction.bias)}, words toward {escape(labels[1])} {signed(toward)},'
        f" toward {escape(labels[0])} {signed(against)}: log-odds <b>{signed(prediction.logit)}</b>."
        f" Full colour: ±{scale.contribution:.2f} log-odds. {read} read.</p>"
    )
