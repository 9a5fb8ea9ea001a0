"""The audit of one text as a section of the page."""

from sentiment.audit import Audit
from sentiment.prediction import Prediction
from sentiment.report.audited import in_words
from sentiment.report.markup import bar, escape, signed


def render_audit(prediction: Prediction, audit: Audit) -> str:
    """The audit as a section: its warnings, the counter-words, and a table beside random words."""
    marked, random = audit.contribution, audit.random
    counter, _ = in_words(prediction, audit)
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
        f'<section class="audit"><h3>Audit: words cut out, the rest read again</h3>{warnings}'
        f'<p class="counter">{escape(counter)}</p>'
        '<table class="plain"><thead><tr><td></td><th scope="col">most weighty</th><th scope="col">random</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></section>"
    )


def _row(name: str, meaning: str, marked: float, random: float) -> str:
    cells = "".join(f"<td class={bar(min(1.0, max(0.0, value)))}>{signed(value)}</td>" for value in (marked, random))
    return f'<tr><th scope="row">{name} <small>{meaning}</small></th>{cells}</tr>'


def _share(share: float | None) -> str:
    return "never" if share is None else f"{share:.1%}"
