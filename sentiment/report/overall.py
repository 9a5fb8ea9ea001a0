"""The words that weigh most over all texts of a report, and where they weigh most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sentiment.prediction import Prediction
from sentiment.report.markup import Labels, bar, escape, signed
from sentiment.report.passage import short

_NUM_WORDS = 15
_NUM_LINKS = 2


@dataclass(slots=True)
class Overall:
    """One word, whatever its case, over all texts.

    Attributes:
        text: As it is written, in small letters if it ever is.
        contribution: Sum over all its occurrences, in log-odds.
        num_occurrences: How often it occurs.
        texts: What it contributed to each text with it, by the text's number.
    """

    text: str
    contribution: float = 0.0
    num_occurrences: int = 0
    texts: dict[int, float] = field(default_factory=dict)


def weightiest_overall(predictions: Iterable[tuple[int, Prediction]]) -> tuple[list[Overall], list[Overall]]:
    """The words that weigh most toward the positive and toward the negative class, strongest first.

    Predictions come as (number of the text, prediction).
    """
    words: dict[str, Overall] = {}
    for number, prediction in predictions:
        for word in prediction.words:
            key = word.text.casefold()
            overall = words.get(key) or words.setdefault(key, Overall(word.text))
            if word.text.islower():
                overall.text = word.text
            overall.contribution += word.contribution
            overall.num_occurrences += 1
            overall.texts[number] = overall.texts.get(number, 0.0) + word.contribution
    ranked = sorted(words.values(), key=lambda overall: -abs(overall.contribution))
    least = 0.01
    positive = [overall for overall in ranked if overall.contribution >= least][:_NUM_WORDS]
    negative = [overall for overall in ranked if overall.contribution <= -least][:_NUM_WORDS]
    return positive, negative


def render_overall(predictions: Iterable[tuple[int, Prediction]], names: Sequence[str], labels: Labels) -> str:
    """Two tables, one for each class; `names[number - 1]` is the name of text `number`."""
    sides = weightiest_overall(predictions)
    strongest = max((abs(word.contribution) for words in sides for word in words), default=1.0)
    tables = "".join(
        f'<table class="{side}"><caption>toward {escape(label)}</caption><thead><tr><th scope="col">word</th>'
        '<th scope="col">log-odds in all</th><th scope="col">times</th><th scope="col">texts</th>'
        '<th scope="col">most in</th></tr></thead><tbody>'
        + "".join(_row(word, strongest, names) for word in words)
        + "</tbody></table>"
        for side, label, words in zip(("positive", "negative"), labels[::-1], sides, strict=True)
        if words
    )
    return f'<section class="overall"><h2>Words that weigh most over all texts</h2><div>{tables}</div></section>'


def _row(word: Overall, strongest: float, names: Sequence[str]) -> str:
    sign = 1 if word.contribution > 0 else -1
    most = sorted(word.texts, key=lambda number: -sign * word.texts[number])[:_NUM_LINKS]
    links = " ".join(f'<a href="#t{number}">{escape(short(names[number - 1]))}</a>' for number in most)
    return (
        f'<tr><th scope="row">{escape(short(word.text))}</th>'
        f"<td class={bar(abs(word.contribution) / strongest)}>{signed(word.contribution)}</td>"
        f"<td>{word.num_occurrences:,}</td><td>{len(word.texts):,}</td><td>{links}</td></tr>"
    )
