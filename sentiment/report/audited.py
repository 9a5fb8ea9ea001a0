"""The audit of one text: what the model says once the words that its highlights name are cut out."""

from collections.abc import Sequence
from typing import Protocol

from sentiment.report.markup import bar, escape, signed
from sentiment.words import Word

_NUM_COUNTER_WORDS = 30


class Deletion(Protocol):
    """What cutting words out, in one order, does to p, the probability of the predicted class."""

    @property
    def comprehensiveness(self) -> float:
        """Mean fall of p when the top words are cut out, in [-1, 1]."""

    @property
    def sufficiency(self) -> float:
        """Mean fall of p when nothing but these is kept, in [-1, 1]."""

    @property
    def flip_fraction(self) -> float | None:
        """Smallest share of the words without which the label is another, in (0, 1]; None if there is none."""


class Audit(Protocol):
    """How far the highlights of one text can be believed, as far as a page shows it."""

    @property
    def contribution(self) -> Deletion:
        """Words cut out as the highlights rank them."""

    @property
    def random(self) -> Deletion:
        """Words cut out at random."""

    @property
    def counter_words(self) -> Sequence[Word]:
        """The words without which the text gets the other label; empty if there are none."""

    @property
    def counter_label(self) -> str | None:
        """The label that it then gets."""

    @property
    def warnings(self) -> Sequence[str]:
        """Where the highlights are not to be relied on."""


def render_audit(audit: Audit) -> str:
    """The audit as a section: its warnings, the counter-words, and a table beside random words."""
    marked, random = audit.contribution, audit.random
    rows = "".join(
        (
            _row("Comprehensiveness", "fall of p without them", marked.comprehensiveness, random.comprehensiveness),
            _row("Sufficiency", "fall of p with nothing but them", marked.sufficiency, random.sufficiency),
            f'<tr><th scope="row">Flip fraction <small>of the words cut until the label turns</small></th>'
            f"<td>{_share(marked.flip_fraction)}</td><td>{_share(random.flip_fraction)}</td></tr>",
        )
    )
    warnings = "".join(f'<p class="warning">{escape(warning)}</p>' for warning in audit.warnings)
    return (
        f'<section class="audit"><h3>Audit: words cut out, the rest read again</h3>{warnings}{_counter(audit)}'
        '<table class="plain"><thead><tr><td></td><th scope="col">most weighty</th><th scope="col">random</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></section>"
    )


def _row(name: str, meaning: str, marked: float, random: float) -> str:
    cells = "".join(f"<td class={bar(min(1.0, max(0.0, value)))}>{signed(value)}</td>" for value in (marked, random))
    return f'<tr><th scope="row">{name} <small>{meaning}</small></th>{cells}</tr>'


def _share(share: float | None) -> str:
    return "never" if share is None else f"{share:.1%}"


def _counter(audit: Audit) -> str:
    words, label = audit.counter_words, audit.counter_label
    if not words or label is None:
        return "<p>Cutting out words in order of contribution never turned the label.</p>"
    shown = ", ".join(f"<b>{escape(word.text)}</b>" for word in words[:_NUM_COUNTER_WORDS])
    hidden = len(words) - _NUM_COUNTER_WORDS
    more = f" and {hidden:,} more" if hidden > 0 else ""
    return f'<p class="counter">Without {shown}{more} it would read as <b>{escape(label)}</b>.</p>'
