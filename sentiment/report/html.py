"""Predictions as one self-contained HTML page: no network, no notebook, readable without JavaScript.

A page is text in, text out. Whatever comes from outside goes through `escape`, and the page's own
Content-Security-Policy admits its one style sheet and its one script, by their hashes, and nothing else.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from sentiment.audit import Audit
from sentiment.prediction import Failure, Id, Prediction
from sentiment.report.article import render_article
from sentiment.report.colours import NUM_ATTENTION_LEVELS, NUM_LEVELS, page_rules
from sentiment.report.markup import escape
from sentiment.report.summary import render_summary


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One text of a report: its id, if it has one, its prediction, or what went wrong, and its audit, if it has one."""

    id: Id
    result: Prediction | Failure
    audit: Audit | None = None


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a report says of the model.

    Attributes:
        name: Name of the model.
        labels: Names of the negative and the positive class.
        facts: What to know of it, as (name, value), in order: trained on, accuracy, limits.
    """

    name: str
    labels: tuple[str, str] = ("negative", "positive")
    facts: tuple[tuple[str, str], ...] = ()


def render_report(entries: Sequence[ReportEntry], *, title: str, model_card: ModelCard) -> str:
    """A whole page: a summary if there are several texts, then every text with its reasons, failures in place."""
    style = _asset("page.css") + page_rules()
    script = _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    results = [(_name(number, entry), entry.result) for number, entry in enumerate(entries, 1)]
    articles = "\n".join(
        render_article(number, *result, labels=model_card.labels) for number, result in enumerate(results, 1)
    )
    summary = render_summary(results, labels=model_card.labels) if len(entries) > 1 else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
<header class="top">
<h1>{escape(title)}</h1>
<p>{_count(len(entries))} read by the model <b>{escape(model_card.name)}</b>: words marked by what they \
contributed to the answer.</p>
</header>
{_legend(model_card)}
<main>
{summary}{articles}
</main>
{_footer(model_card)}
<script>{script}</script>
</body>
</html>
"""


def _legend(card: ModelCard) -> str:
    negative, positive = (escape(label) for label in card.labels)
    steps = range(1, NUM_LEVELS + 1)
    swatches = (
        "".join(f"<mark class=n{step}>a</mark>" for step in reversed(steps))
        + "<span>a</span>"
        + "".join(f"<mark class=p{step}>a</mark>" for step in steps)
    )
    attention = "".join(f"<mark class=a{step}>a</mark>" for step in range(1, NUM_ATTENTION_LEVELS + 1))
    return f"""<section class="legend" aria-label="Legend">
<div class="bar"><fieldset><legend>Show</legend>
<label><input type="radio" name="view" id="view-words" checked>words</label>\
<label><input type="radio" name="view" id="view-sentences">sentences</label>\
<label><input type="radio" name="view" id="view-attention">attention</label></fieldset>
<p class="scale signed"><span>toward {negative} <small>dashed</small></span><span class="steps" aria-hidden="true">\
{swatches}</span><span>toward {positive} <small>solid</small></span></p>
<p class="scale unsigned"><span>average or less</span><span class="steps" aria-hidden="true">{attention}</span>\
<span>most attention</span></p>
<output aria-live="polite"></output></div>
{_meanings(positive)}
</section>"""


def _meanings(positive: str) -> str:
    """What a mark means, a paragraph for each view; the style sheet shows the one of the view in sight."""
    odds = (
        f"+0.69 doubles the odds of {positive}, \u22120.69 halves them;"
        " with the bias they add up to the log-odds of the text."
    )
    return f"""<p class="meaning of-words">A mark is a <b>contribution</b> in log-odds: what a word added to or took \
from the answer. {odds} A contribution belongs to a position in context, not to the word alone: the same word may \
weigh differently elsewhere. Colour is relative to the strongest word of each text; words without a mark weigh next to \
nothing. Point at a word for its contribution and its share of the attention.</p>
<p class="meaning of-sentences">A mark is a <b>contribution</b> in log-odds: what a sentence added to or took from the \
answer, the sum over its words. {odds} A contribution belongs to a sentence in context, not to the sentence alone. \
Colour is relative to the strongest sentence of each text; the number of a sentence stands at its end.</p>
<p class="meaning of-attention">A mark is <b>attention</b>: the share of the reading that a word got, from 0 to 1; the \
words of a text share 1 among them. It has no sign: it says where the model looked, not which way a word led. Colour \
begins at the mean of each text and is full at its most attended word; words without a mark got about the mean or \
less. Point at a word for its contribution and its share of the attention.</p>"""


def _footer(card: ModelCard) -> str:
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in card.facts)
    return f"""<footer><h2>The model</h2>
<dl><dt>Name</dt><dd>{escape(card.name)}</dd>{facts}
<dt>How it answers</dt><dd>A bidirectional LSTM reads the text, attention weighs each position, one linear unit sums \
up. The contribution of a position is its attention times the value of what was read there, so that bias and \
contributions add up to the log-odds exactly; the probability is their logistic function.</dd></dl></footer>"""


def _name(number: int, entry: ReportEntry) -> str:
    return f"Text {number}" if entry.id is None else str(entry.id)


def _count(number: int) -> str:
    return "One text" if number == 1 else f"{number:,} texts"


def _asset(name: str) -> str:
    return resources.files("sentiment.report").joinpath(name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    """The source expression by which a Content-Security-Policy admits an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")
