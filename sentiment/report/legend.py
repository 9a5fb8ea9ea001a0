"""The bar above the texts that says what a mark means and on which scale, and lets a reader choose what is marked."""

from sentiment.report.colours import NUM_ATTENTION_LEVELS, NUM_LEVELS
from sentiment.report.markup import Labels, escape

_VIEWS = ("words", "sentences", "attention")


def render_legend(labels: Labels) -> str:
    """The legend, with a choice of views that the script shows; `labels` name the negative and the positive class."""
    negative, positive = (escape(label) for label in labels)
    steps = range(1, NUM_LEVELS + 1)
    swatches = (
        "".join(f"<mark class=n{step}>a</mark>" for step in reversed(steps))
        + "<span>a</span>"
        + "".join(f"<mark class=p{step}>a</mark>" for step in steps)
    )
    attention = "".join(f"<mark class=a{step}>a</mark>" for step in range(1, NUM_ATTENTION_LEVELS + 1))
    views = "".join(
        f'<label><input type="radio" name="view" value="{view}"{" checked" if view == "words" else ""}>{view}</label>'
        for view in _VIEWS
    )
    return f"""<section class="legend" aria-label="Legend">
<div class="bar"><form id="views" hidden><fieldset class="switch"><legend>Marks show</legend>{views}</fieldset></form>
<p class="scale signed"><span>toward {negative} <small>dashed</small></span><span class="steps" aria-hidden="true">\
{swatches}</span><span>toward {positive} <small>solid</small></span></p>
<p class="scale unsigned"><span>average or less</span><span class="steps" aria-hidden="true">{attention}</span>\
<span>most attention</span></p></div>
{_meanings(positive)}
</section>"""


def _meanings(positive: str) -> str:
    """What a mark means, a paragraph for each view; the style sheet shows the one of the view in sight."""
    odds = (
        f"+0.69 doubles the odds of {positive}, \u22120.69 halves them;"
        " with the bias they add up to the log-odds of the text."
    )
    return f"""<p class="meaning of-words">A mark is a <b>contribution</b> in log-odds: what a word added to or took \
from the answer. {odds} It belongs to a position in context, not to the word alone: the same word may weigh \
differently elsewhere. Colour is relative to the strongest word of each text; words without a mark weigh next to \
nothing.</p>
<p class="meaning of-sentences">A mark is a <b>contribution</b> in log-odds: what a sentence added to or took from the \
answer, the sum over its words. {odds} Colour is relative to the strongest sentence of each text; the number of a \
sentence stands at its end.</p>
<p class="meaning of-attention">A mark is <b>attention</b>: the share of the LSTM\u2019s reading that a word got; the \
words of a text share 100% among them. It has no sign: it says where the model looked, not which way a word led. \
Colour begins at the mean of each text and is full at its most attended word.</p>"""
