"""One text of a report: its answer, its words by what they contributed, and the reasons in numbers."""

import math
from itertools import groupby
from typing import Literal

from sentiment.audit import Audit
from sentiment.plurals import many
from sentiment.prediction import Failure, Prediction
from sentiment.report.audit_section import render_audit
from sentiment.report.colours import Scale, attention_level, contribution_level, scale_of
from sentiment.report.markup import NUM_BAR_STEPS, Labels, bar, escape, percent, remainder, side, signed
from sentiment.report.passage import Piece, Weight, num_words, pieces, weightiest
from sentiment.report.telling import render_sentences
from sentiment.words import Sentence

Form = Literal["alone", "listed", "waiting"]
"""How a text is shown: alone on its page, with all there is to say; among others; or among thousands, where a browser
that runs scripts leaves it unread, in `<noscript>`, until it comes into view."""

_NUM_WEIGHTS = {"alone": 8, "listed": 4, "waiting": 4}


def render_article(
    number: int,
    name: str,
    outcome: Prediction | Failure,
    *,
    labels: Labels,
    audit: Audit | None = None,
    form: Form = "listed",
) -> str:
    """One text as an `<article>` with the anchor `t` + `number`; a failure says its reason in the same place."""
    heading = f'<h2><a href="#t{number}">{escape(name)}</a></h2>'
    if isinstance(outcome, Failure):
        return (
            f'<article id=t{number} class="failed"><header>{heading}'
            '<p class="verdict"><b>not classified</b></p></header>\n'
            f'<p class="warning">{escape(outcome.error)}</p></article>'
        )
    warnings = "".join(f'<p class="warning">{escape(warning)}</p>\n' for warning in outcome.warnings)
    body = _body(number, outcome, labels=labels, audit=audit, form=form)
    if form == "waiting":
        body = f"<noscript>{body}</noscript>"
    classes = f"{side_of(outcome)} alone" if form == "alone" else side_of(outcome)
    return (
        f'<article id=t{number} class="{classes}" data-p={outcome.probability:.6g} data-n={num_words(outcome.words)}>'
        f"<header>{heading}{_verdict(outcome, labels)}</header>\n{warnings}{body}</article>"
    )


def side_of(outcome: Prediction | Failure) -> str:
    """`"positive"`, `"negative"`, `"uncertain"` or `"failed"`: the class of a result in the page's style sheet."""
    if isinstance(outcome, Failure):
        return "failed"
    return "uncertain" if outcome.abstained else side(outcome.logit)


def _verdict(prediction: Prediction, labels: Labels) -> str:
    step = round(prediction.probability * NUM_BAR_STEPS)
    return (
        f'<p class="verdict"><b>{escape(prediction.label)}</b> <i class="gauge w{step}"></i>'
        f" {percent(prediction.probability)} <small>P({escape(labels[1])})</small></p>"
    )


def _body(number: int, prediction: Prediction, *, labels: Labels, audit: Audit | None, form: Form) -> str:
    scale = scale_of(prediction.words)
    text = _text(number, prediction, scale)
    weights = _weights(prediction, labels, _NUM_WEIGHTS[form])
    equation = _equation(prediction, scale, labels)
    sentences = render_sentences(number, prediction.sentences, labels=labels) if form == "alone" else ""
    audited = render_audit(prediction, audit) if audit is not None else ""
    return f"{text}\n<aside>{weights}</aside>\n{equation}{sentences}{audited}"


def _text(number: int, prediction: Prediction, scale: Scale) -> str:
    """The text with a mark on each word that weighs, in a span for each sentence.

    What the marks stand for is said once, in `data-v`: contribution and attention of each, in thousandths.
    """
    sentence_scale = scale_of(prediction.sentences)
    parts, values, num_sentences = [], [], 0
    for sentence, group in groupby(pieces(prediction), key=lambda piece: piece.sentence):
        content = []
        for piece in group:
            classes = _piece_classes(piece, scale)
            content.append(_piece(piece, classes))
            if piece.word is not None and classes:
                values.append(f"{piece.word.contribution * 1000:.0f},{piece.word.attention * 1000:.0f}")
        if sentence is None:
            parts.extend(content)
        else:
            num_sentences += 1
            parts.append(_sentence(f"t{number}s{num_sentences}", sentence, "".join(content), sentence_scale))
    return f'<p class="text" dir="auto" data-v="{" ".join(values)}">{"".join(parts)}</p>'


def _sentence(anchor: str, sentence: Sentence, content: str, scale: Scale) -> str:
    classes = _classes(contribution_level(sentence.contribution, scale), 0) or " class=s"
    return f"<span id={anchor}{classes} data-s={signed(sentence.contribution)}>{content}</span>"


def _piece(piece: Piece, classes: str) -> str:
    shown = escape(piece.text).replace("\n", "<br>")
    if not piece.was_read:
        return f"<del>{shown}</del>"
    return f"<mark{classes}>{shown}</mark>" if classes else shown


def _piece_classes(piece: Piece, scale: Scale) -> str:
    word = piece.word
    if word is None:
        return ""
    return _classes(contribution_level(word.contribution, scale), attention_level(word.attention, scale))


def _classes(contribution: int, attention: int) -> str:
    """The class attribute for two steps of colour, as short as HTML allows: there is one for each word."""
    names = [f"p{contribution}"] if contribution > 0 else [f"n{-contribution}"] if contribution else []
    names += [f"a{attention}"] if attention else []
    if not names:
        return ""
    return f" class={names[0]}" if len(names) == 1 else f' class="{" ".join(names)}"'


def _weights(prediction: Prediction, labels: Labels, number: int) -> str:
    """The words that weighed most, in a list for each class."""
    sides = weightiest(prediction.words, number=number)
    strongest = max((abs(weight.contribution) for weights in sides for weight in weights), default=1.0)
    return "".join(
        f'<div class="{name}"><h3>toward {escape(label)}</h3><ol>'
        + "".join(_weight(weight, strongest) for weight in weights)
        + "</ol></div>"
        for name, label, weights in zip(("positive", "negative"), labels[::-1], sides, strict=True)
        if weights
    )


def _weight(weight: Weight, strongest: float) -> str:
    times = f" <small>×{weight.num_occurrences}</small>" if weight.num_occurrences > 1 else ""
    length = bar(abs(weight.contribution) / strongest)
    return f"<li class={length}>{escape(weight.text)}{times} <b>{signed(weight.contribution)}</b></li>"


def _equation(prediction: Prediction, scale: Scale, labels: Labels) -> str:
    contributions = [word.contribution for word in prediction.words]
    toward = math.fsum(value for value in contributions if value > 0)
    against = math.fsum(value for value in contributions if value < 0)
    if toward > -against:  # what rounding takes or adds goes to the larger part, where it cannot turn the sign
        toward = remainder(prediction.logit, prediction.bias, against)
    else:
        against = remainder(prediction.logit, prediction.bias, toward)
    read = many(prediction.num_tokens_read, "token")
    if prediction.num_tokens_read < prediction.num_tokens:
        read = f"{prediction.num_tokens_read:,} of {prediction.num_tokens:,} tokens"
    return (
        f'<p class="sum">bias {signed(prediction.bias)}, words toward {escape(labels[1])} {signed(toward)},'
        f" toward {escape(labels[0])} {signed(against)}: log-odds <b>{signed(prediction.logit)}</b>."
        f" Full colour: ±{scale.contribution:.2f} log-odds. {read} read.</p>"
    )
