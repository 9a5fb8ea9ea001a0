"""The sentences of one text, most telling first, each with its share of the answer and a link to where it stands."""

from collections.abc import Sequence

from sentiment.report.markup import Labels, bar, escape, side, signed
from sentiment.words import Sentence

_NUM_SHOWN = 6


def render_sentences(number: int, sentences: Sequence[Sentence], *, labels: Labels) -> str:
    """The sentences of text `number` by the size of their contribution; nothing of a text with one sentence."""
    if len(sentences) < 2:
        return ""
    ranked = sorted(enumerate(sentences, 1), key=lambda entry: -abs(entry[1].contribution))
    strongest = abs(ranked[0][1].contribution) or 1.0
    items = [_item(f"t{number}s{place}", sentence, strongest) for place, sentence in ranked]
    rest = items[_NUM_SHOWN:]
    more = f"<details><summary>{len(rest):,} more</summary><ol>{''.join(rest)}</ol></details>" if rest else ""
    return (
        '<section class="sentences"><h3>Sentences, most telling first</h3>'
        f"<p>Log-odds toward {escape(labels[1])} (+) or {escape(labels[0])} (\u2212).</p>"
        f"<ol>{''.join(items[:_NUM_SHOWN])}</ol>{more}</section>"
    )


def _item(anchor: str, sentence: Sentence, strongest: float) -> str:
    return (
        f'<li class="{side(sentence.contribution)}"><b class="{bar(abs(sentence.contribution) / strongest)}">'
        f"{signed(sentence.contribution)}</b>"
        f' <a href="#{anchor}"><bdi>{escape(sentence.text)}</bdi></a></li>'
    )
