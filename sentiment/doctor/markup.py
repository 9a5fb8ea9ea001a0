"""Remains of web pages in texts: HTML entities, tags, and the tags of forums."""

import re
from collections.abc import Iterator
from html.entities import html5

from sentiment.corpus import Examples
from sentiment.doctor.findings import Finding, graded, percent
from sentiment.doctor.shown import Found, cases_of, ids_of
from sentiment.plurals import many

_MANY = 0.05  # share of the texts from which on it is a warning
_ENTITY = re.compile(r"&(?:amp;)?(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|([A-Za-z][A-Za-z0-9]{1,30}));")
_TAGS = "a b i u p s em strong div span ul ol li img table tbody tr td th font center blockquote code pre script style"
_TAG = re.compile(
    rf"</?(?:{'|'.join(_TAGS.split())}|h[1-6r]|html|body|iframe)(?:\s[^<>]{0, 1000})?/?>"
    r"|\[/?(?:b|i|u|s|url|quote|img|spoiler|code|size|color)(?:=[^\]]{0,200})?\]",
    re.IGNORECASE,
)


def find_markup(examples: Examples) -> Iterator[Finding]:
    """Find HTML entities, and tags other than `<br />`, which the model reads as a line break."""
    entities = [(index, match) for index, text in enumerate(examples.texts) if (match := _entity(text))]
    tags = [(index, match) for index, text in enumerate(examples.texts) if (match := _TAG.search(text))]
    if entities:
        yield _finding(
            "html-entities",
            "HTML entities such as &amp;",
            "a model reads them as words",
            "Turn them into characters (in Python: html.unescape), in the texts to be classified as well.",
            examples,
            entities,
        )
    if tags:
        yield _finding(
            "markup",
            "tags of HTML or of a forum",
            "a model reads their names and attributes as words",
            "Take the text out of the markup, for the texts to be classified as well.",
            examples,
            tags,
        )


def _finding(name: str, what: str, why: str, advice: str, examples: Examples, found: Found) -> Finding:
    share = len(found) / len(examples)
    return Finding(
        name,
        graded(share, warning=_MANY),
        f"{many(len(found), 'text has', 'texts have')} {what} ({percent(share)}): {why}.",
        advice,
        {"num_texts": len(found), "share": round(share, 4)},
        cases_of(examples, found),
        ids_of(examples, found),
    )


def _entity(text: str) -> "re.Match[str] | None":
    """Return the first entity; a name that HTML does not have is none."""
    if "&" not in text:
        return None
    return next((match for match in _ENTITY.finditer(text) if match[1] is None or f"{match[1]};" in html5), None)
