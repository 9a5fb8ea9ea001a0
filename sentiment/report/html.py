"""Predictions as one self-contained HTML page: no network, no notebook, readable without JavaScript.

A page is text in, text out. Whatever comes from outside goes through `escape`, and the page's own
Content-Security-Policy admits its one style sheet and its one script, by their hashes, and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sentiment.audit import Audit
from sentiment.prediction import Failure, Id, Prediction
from sentiment.report.article import Form, render_article
from sentiment.report.assets import read_assets, source_hash
from sentiment.report.colours import page_rules
from sentiment.report.legend import render_legend
from sentiment.report.markup import escape
from sentiment.report.summary import render_summary

_STYLES = ("page.css", "several.css", "print.css")
_SCRIPTS = ("search.js", "waiting.js", "words.js", "filter.js")
_GROUP = 20  # texts that a browser lays out together, as in waiting.js
_MOST_LISTED = 100  # texts; of more, a browser that runs scripts reads each when it comes into view


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One text of a report.

    Attributes:
        id: Its id, if it has one.
        outcome: Its prediction, or what went wrong.
        audit: How far its highlights can be believed, if that was asked.
    """

    id: Id
    outcome: Prediction | Failure
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
    style, script = report_style(), report_script()
    policy = (
        f"default-src 'none'; style-src '{source_hash(style)}'; script-src '{source_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    labels = model_card.labels
    names = _names(entries)
    form: Form = "alone" if len(entries) == 1 else "listed" if len(entries) <= _MOST_LISTED else "waiting"
    articles = [
        render_article(number, name, entry.outcome, labels=labels, audit=entry.audit, form=form)
        for number, (name, entry) in enumerate(zip(names, entries, strict=True), 1)
    ]
    groups = ["\n".join(articles[first : first + _GROUP]) for first in range(0, len(articles), _GROUP)]
    outcomes = [entry.outcome for entry in entries]
    summary = render_summary(list(zip(names, outcomes, strict=True)), labels=labels) if len(entries) > 1 else ""
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
<main>
{summary}{render_legend(labels)}
<div id="texts">
{"".join(f"<div>{group}</div>" for group in groups)}
</div>
</main>
{render_footer(model_card)}
<output id="tip" hidden></output>
<script>{script}</script>
</body>
</html>
"""


def report_style() -> str:
    """The style sheet of a report, the same for every one."""
    return read_assets("sentiment.report", _STYLES) + page_rules()


def report_script() -> str:
    """The script of a report, the same for every one."""
    return '"use strict";\n' + read_assets("sentiment.report", _SCRIPTS)


def render_footer(card: ModelCard) -> str:
    """What to know of the model, at the end of a page."""
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in card.facts)
    return f"""<footer><h2>The model</h2>
<dl><dt>Name</dt><dd>{escape(card.name)}</dd>{facts}
<dt>How it answers</dt><dd>A bidirectional LSTM reads the text, attention weighs each position, and one linear unit \
sums up; beside it, words and short phrases have weights of their own. The contribution of a position is its \
attention times the value of what was read there, plus its share of the phrases that it is part of, so that bias and \
contributions add up to the log-odds exactly; the probability is their logistic function. Attention is that of the \
LSTM alone.</dd></dl></footer>"""


def _names(entries: Sequence[ReportEntry]) -> list[str]:
    """Their ids; an id that is not there, or that nobody could see or click, gives way."""
    ids = ["" if entry.id is None else str(entry.id) for entry in entries]
    named = [any(map(str.isprintable, id.replace(" ", ""))) for id in ids]
    if named == [False]:
        return ["The answer"]
    return [id if is_name else f"Text {number}" for number, (id, is_name) in enumerate(zip(ids, named, strict=True), 1)]


def _count(number: int) -> str:
    return "One text" if number == 1 else f"{number:,} texts"
