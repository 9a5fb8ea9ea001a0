"""The page of the service: one box to type in, and the answer below it as a report shows it.

It has the style sheet and the scripts of a report, and some of its own. Its policy also admits those of a whole report,
because a report that is opened from it as a blob is held to the same policy.
"""

from sentiment.report.assets import read_assets, source_hash
from sentiment.report.html import ModelCard, render_footer, report_script, report_style
from sentiment.report.legend import render_legend
from sentiment.report.markup import escape

_EXAMPLES = (
    "A superb film, and not a dull minute in it.",
    "Not bad at all. The first half drags; the second is wonderful.",
    "I don’t know why anyone would sit through this mess. Two hours of my life, gone!",
)
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='7' rx='2' fill='%2362aef0'/%3E"
    "%3Crect y='9' width='10' height='7' rx='2' fill='%23f7a04b'/%3E%3C/svg%3E"
)


def render_page(card: ModelCard, *, max_texts: int) -> tuple[str, str]:
    """The page, and its Content-Security-Policy.

    Args:
        card: What it says of the model.
        max_texts: Texts in a file at most.
    """
    style = read_assets("sentiment.service", ("typing.css",))
    script = '"use strict";\n' + read_assets("sentiment.report", ("waiting.js", "words.js"))
    script += read_assets("sentiment.service", ("typing.js",))
    styles, scripts = (
        " ".join(f"'{source_hash(source)}'" for source in sources)
        for sources in ((report_style(), style), (report_script(), script))
    )
    policy = (
        f"default-src 'none'; style-src {styles}; script-src {scripts}; connect-src 'self'; img-src data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    examples = "".join(f'<button type="button">{escape(example)}</button>' for example in _EXAMPLES)
    page = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sentiment</title>
<link rel="icon" href="{_ICON}">
<style>{report_style()}</style>
<style>{style}</style>
</head>
<body class="empty">
<header class="top">
<h1>Sentiment</h1>
<p>Is it {escape(card.labels[1])} or {escape(card.labels[0])}, <b>and which words made it so?</b> Read as you type \
by the model <b>{escape(card.name)}</b>, and kept nowhere.</p>
</header>
<main>
<noscript><p class="warning">This page needs JavaScript. Without it: sentiment classify --explain TEXT</p></noscript>
<form id="ask" autocomplete="off">
<label for="text">Your text</label>
<textarea id="text" name="text" rows="3" spellcheck="false" autofocus
placeholder="Type or paste a text" aria-describedby="hint"></textarea>
<div class="tools"><button type="button" name="audit">Audit the highlights</button>
<a id="link" href="#text=">Link to this text</a>
<label class="file"><input type="file" name="file" accept=".csv,.tsv,.jsonl,.ndjson,.txt">Report on a file…</label>
</div>
<output id="said"></output>
<p class="hint" id="hint">Or drop or paste a file of up to {max_texts:,} texts (CSV, TSV, JSON Lines, or one text a \
line), and get a report on them.</p>
<p class="token" hidden><label>Token of this service <input type="password" name="token" autocomplete="off"></label></p>
<p class="warning" id="problem" role="alert" hidden></p>
</form>
<section id="batch" aria-label="Report" hidden></section>
<section class="examples" aria-label="Examples"><h2>Try one</h2>{examples}</section>
{render_legend(card.labels)}
<div id="texts"></div>
</main>
{render_footer(card)}
<output id="tip" hidden></output>
<script>{script}</script>
</body>
</html>
"""
    return page, policy
