"""The form that sorts and filters the texts of a report: the script shows it, because only the script answers it."""

from collections.abc import Iterable

from sentiment.report.markup import Labels, escape

_ORDERS = (
    ("given", "order given"),
    ("id", "id"),
    ("label", "label"),
    ("p-down", "probability, highest first"),
    ("p-up", "probability, lowest first"),
    ("sure-up", "least certain first"),
    ("n-down", "longest first"),
    ("n-up", "shortest first"),
)


def render_controls(sides: Iterable[tuple[str, str, int]], *, labels: Labels) -> str:
    """The form.

    Args:
        sides: What can be chosen: (class in the page's style sheet, name, number of texts).
        labels: Names of the negative and the positive class.
    """
    choices = "".join(
        f'<label class="{side}"><input type="checkbox" name="side" value="{side}" checked>'
        f"{escape(name)} <small>{count:,}</small></label>"
        for side, name, count in sides
    )
    orders = "".join(f"<option value={value}>{name}</option>" for value, name in _ORDERS)
    return f"""<form class="controls" id="controls" aria-label="Sort and filter" autocomplete="off" hidden>
<label class="wide">Search in all texts<input type="search" name="query" autocomplete="off" spellcheck="false"></label>
<label>Id contains<input type="search" name="which" autocomplete="off" spellcheck="false"></label>
<fieldset class="choices"><legend>Label</legend>{choices}</fieldset>
{_range("p", f"P({escape(labels[1])}), %", 100)}
{_range("n", "Length, words", None)}
<label>Sort by<select name="order">{orders}</select></label>
<p class="found"><output name="found"></output> <button type="reset">Show all</button>
<button type="button" name="csv">Save these as CSV</button></p>
</form>
"""


def _range(name: str, meaning: str, largest: int | None) -> str:
    bounds = 'min="0" step="any"' if largest is None else f'min="0" max="{largest}" step="any"'
    return (
        f'<fieldset class="range"><legend>{meaning}</legend>'
        f'<input type="number" name="{name}-low" aria-label="{meaning}: from" placeholder="from" {bounds}>'
        f'<span aria-hidden="true">–</span>'
        f'<input type="number" name="{name}-high" aria-label="{meaning}: to" placeholder="to" {bounds}></fieldset>'
    )
