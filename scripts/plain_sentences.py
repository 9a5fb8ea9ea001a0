"""Single sentences of reviews whose label is plain, to measure a model on.

They are chosen by the rules of this file alone, without a model, from reviews of 1, 2, 9 or 10 stars, one of
each group a review at most, and equal ones once:

* verdict: states a verdict on the film in so many words, as in "one of the best films I have ever seen" or "do not
waste your time" (VERDICTS), which agrees with the stars, in 4 to 30 words of which no other could turn it (TURNS: a
negation, a contrast, a condition, a question …). The last such sentence of the review. Plain.

* judgement: the review's last sentence, or else its first, if in 3 to 15 words it says what the film is, as in "This
film is a …" or "What a …", and states no verdict. What it says is not looked at, its label is the review's: harder, and
not always plain.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sentiment.corpus import Examples
from sentiment.line_breaks import LINE_BREAK
from sentiment.words import sentence_spans

STRONG = (1, 2, 9, 10)  # stars
VERDICT_WORDS, JUDGEMENT_WORDS = range(4, 31), range(3, 16)

_FILM = (
    r"(?:films?|movies?|flicks?|pictures?|shows?|series|documentar(?:y|ies)|comed(?:y|ies)|thrillers?|dramas?|sequels?"
    r"|remakes?|musicals?|cartoons?|westerns?)"
)
_THIS = rf"(?:it|this one|(?:this|the) (?:\w+ )?{_FILM})\b"
_VERY = r"(?:(?:really|absolutely|totally|thoroughly|truly|just|simply|completely|so) )*"
_THE = r"(?:is|was|it's|are|of|among|simply|easily|definitely|by far|possibly|probably) the (?:very |absolute )?"
_FILMS = rf" (?:[\w-]+ ){{0,2}}{_FILM}\b"
VERDICTS = {
    1: re.compile(
        rf"\b(?:{_THE}(?:best|greatest|finest|funniest){_FILMS}"
        rf"|I {_VERY}(?:love|loved|adore|adored|enjoyed) (?:every (?:minute|second|moment) of )?{_THIS}"
        r"|(?:highly|strongly|definitely|heartily|thoroughly) recommend(?:ed)?\b"
        r"|(?:is|was|it's) (?:\w+ )?worth (?:seeing|watching|every)\b"
        r"|(?:is|it's) a (?:definite |real |total |absolute )?must[- ]see\b"
        rf"|(?:don't|do not) miss {_THIS}"
        rf"|my (?:all[- ]time )?favou?rite {_FILM}\b)",
        re.IGNORECASE,
    ),
    0: re.compile(
        rf"\b(?:{_THE}worst{_FILMS}"
        rf"|I {_VERY}(?:hate|hated|despise|despised|loathed|disliked|regret (?:watching|seeing)) {_THIS}"
        r"|waste (?:of|your|my) (?:\w+ )?(?:time|money)\b"
        r"|(?:don't|do not|dont) (?:even )?(?:waste|bother)\b"
        r"|avoid (?:it|this|at all costs?|like the plague)\b"
        r"|(?:stay|keep) (?:far |well )?away from (?:it|this)\b"
        r"|(?:is|was|it's) not worth\b"
        r"|want(?:ed)? my (?:money|time) back\b"
        r"|(?:hours?|minutes) of my life\b"
        r"|(?:do not|don't|cannot|can't|would not|wouldn't) recommend\b)",
        re.IGNORECASE,
    ),
}
TURNS = re.compile(
    r"\b(?:not|no|never|nothing|nobody|hardly|cannot|without|but|although|though|however|despite|yet|while|except|if"
    r"|unless|would|could|should|might|wish|wanted to|than|until|used to|supposed|expect\w*|hear\w*|sa(?:y|ys|id)"
    r"|call\w*|others?|another|instead|rather|far from|unlike|when|avoid\w*|skip\w*|pass)\b|n't\b|\bdont\b|[?\"“”]",
    re.IGNORECASE,
)
JUDGEMENT = re.compile(
    r"(?:(?:overall|all in all|in short|in conclusion|bottom line|simply put|so|but|and|well),? )?"
    rf"(?:(?:(?:this|the) {_FILM}|this one|this) {_VERY}(?:is|was|isn't|wasn't) {_VERY}"
    r"(?:(?:an?|such|so|very|one of|the most) [^?]+|(?!(?:over|it)\b)(?:[\w'-]+ ){0,2}[\w'-]+[.!]*)"
    r"|what an? (?:[\w'-]+[ ,]+){0,3}[\w'-]+[.!]*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a review; the label is 0 (negative) or 1 (positive)."""

    text: str
    label: int


def sentences(text: str) -> list[str]:
    """The sentences of a review, as the package cuts them; white space and line breaks become one space."""
    text = re.sub(LINE_BREAK, "\n", text)
    words = [match.span() for match in re.finditer(r"\S+", text)]
    spans = sentence_spans(text, words)
    return [" ".join(text[words[first][0] : words[last - 1][1]].split()) for first, last in spans]


def verdict(sentence: str) -> int | None:
    """1 or 0 if the sentence states that verdict, and nothing else that could turn it; else None."""
    stated = [label for label, pattern in VERDICTS.items() if pattern.search(sentence)]
    if len(stated) != 1 or TURNS.search(VERDICTS[stated[0]].sub(" ", sentence)):
        return None
    return stated[0]


def find_verdict(text: str, label: int) -> str | None:
    """The last sentence of a review that states the verdict `label`."""
    for sentence in reversed(sentences(text)):
        if len(sentence.split()) in VERDICT_WORDS and verdict(sentence) == label:
            return sentence
    return None


def find_judgement(text: str, label: int) -> str | None:
    """The last sentence of a review, or else its first, if it says what the film is; what it says is not looked at."""
    cut = sentences(text)
    for sentence in (*cut[-1:], *cut[:1]):
        if len(sentence.split()) in JUDGEMENT_WORDS and JUDGEMENT.fullmatch(sentence) and verdict(sentence) is None:
            return sentence
    return None


GROUPS: dict[str, Callable[[str, int], str | None]] = {"verdict": find_verdict, "judgement": find_judgement}


def choose(examples: Examples, stars: Sequence[int | None], group: str) -> list[Sentence]:
    """The sentences of one group, in the order of the reviews.

    Args:
        examples: The reviews.
        stars: The rating of each, 1 to 10; None where it is not known.  # [num_examples]
        group: "verdict" or "judgement".
    """
    chosen: dict[str, Sentence] = {}
    for text, label, rating in zip(examples.texts, examples.labels.tolist(), stars, strict=True):
        sentence = GROUPS[group](text, label) if rating in STRONG else None
        if sentence is not None:
            chosen.setdefault(sentence.casefold(), Sentence(sentence, label))
    return list(chosen.values())
