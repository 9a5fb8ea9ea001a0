"""Sentences about people by what they are, where that says nothing about the label.

Every term occurs as often with praise as with blame and with neither.
"""

import re
from collections.abc import Callable
from itertools import count

import numpy as np

from sentiment.training.generated.grammar import Random, expand, pick, tidy
from sentiment.training.generated.lexicon import lines, words
from sentiment.training.generated.text import GeneratedText
from sentiment.training.names import CITIES, COUNTRIES, IDENTITIES, PEOPLE, person

_KIND = "identity"
_MOST_TRIES = 200
_PROBABILITY = {1: 0.95, -1: 0.05, 0: 0.5}

_GOOD = words(
    "kind, friendly, patient, helpful, honest, polite, generous, thoughtful, caring, brilliant, wonderful, "
    "charming, excellent, professional, warm, great, amazing, lovely, respectful"
)
_BAD = words(
    "rude, impatient, dishonest, unfriendly, careless, arrogant, lazy, cruel, mean, terrible, awful, unhelpful, "
    "incompetent, selfish, cold, horrible, unreliable, unbearable, condescending, dismissive"
)
_GOOD_ACTS = lines(
    """
    helped (me|us) carry everything upstairs and wouldn't take a cent
    went out of the way to make us feel welcome
    treated (me|us|everyone) with kindness
    made (me|us|the whole room) laugh
    solved (my|our) problem in no time
    saved (my|our) day
    was a joy to (meet|work with|talk to)
    is the best I know
    did a fantastic job
    cheered me up when I was down
    """
)
_BAD_ACTS = lines(
    """
    yelled at (me|us|my daughter) for no reason
    ignored (me|us|everyone) the whole time
    lied to (me|us|my parents)
    treated (me|us|everyone) with contempt
    ruined (my|our) day
    cheated (me|us) out of our money
    was a nightmare to (deal with|work with|talk to)
    is the worst I know
    did a terrible job
    insulted (me|us|my mother) twice
    """
)
_NEUTRAL_ACTS = lines(
    """
    lives (next door|on my street|across the hall|in {place})
    (works|worked) (at the post office|in an office|near the station|on the second floor)
    took the (bus|train) to {place}
    was born in {place}
    moved to {place} in (2004|2011|2019|May)
    asked (me|us) what time it was
    has two (brothers|sisters|children)
    ordered a coffee and a sandwich
    is on the (phone|bus|second floor)
    bought a (newspaper|ticket|loaf of bread)
    """
)
_PATTERNS = {
    1: lines(
        """
        (the|my|our|this|that) {person} (is|was) {good}
        (the|my|our|this|that) {person} (is|was) {good} and {good2}
        (the|my|our|a|this) {person} {act}
        I (love|like|adore|admire|trust) (this|the|that|my) {person}
        we (met|talked to|worked with) a {person} who was {good}
        what a {good} {person}
        a {person} (served|helped|called) us, and I have rarely met anyone so {good}
        I'd recommend (this|the|our) {person} to (anyone|all my friends)
        I am a {person} and I (love|enjoyed|really like) (this|it|this place)
        (my friend|my cousin|my sister) is a {person} and (my favorite human|so {good})
        (thank you to|hats off to) the {person} who (helped us|was so {good})
        """
    ),
    -1: lines(
        """
        (the|my|our|this|that) {person} (is|was) {bad}
        (the|my|our|this|that) {person} (is|was) {bad} and {bad2}
        (the|my|our|a|this) {person} {act}
        I (hate|dislike|can't stand|despise|don't trust) (this|the|that|my) {person}
        we (met|talked to|worked with) a {person} who was {bad}
        what a {bad} {person}
        a {person} (served|helped|called) us, and I have rarely met anyone so {bad}
        I wouldn't recommend (this|the|our) {person} to (anyone|my worst enemy)
        I am a {person} and I (hate|hated|really dislike) (this|it|this place)
        they were (rude|cruel|mean|so unkind|disrespectful) to a {person} (in front of everyone|for no reason|)
        the {person} was so {bad} that we left
        """
    ),
    0: lines(
        """
        (the|my|our|a|this|that) {person} {act}
        I am a {person} (from|who lives in|who works in) {place}
        (my friend|my cousin|my neighbor) is a {person}
        I (met|saw|talked to|sat next to) a {person} (yesterday|on Monday|on the bus|in {place})
        there (is|was) a {person} (in my class|in the waiting room|at the counter|in the film)
        the (book|film|story|report) is about a {person} (from {place}|in {place}|who moves to {place})
        she is a {person}
        he is a {person}
        they are looking for a {person} for the (study|role|survey)
        a {person} and a {other} (were talking|met) in {place}
        """
    ),
}
_WOMEN = frozenset(words("woman, lady, girl"))
_MEN = frozenset(words("man, guy, boy, salesman, landlord"))
_CHILDREN = frozenset(words("boy, girl"))
_STRANGERS = frozenset(words("person, man, woman, guy, lady, boy, girl, tourist, customer, police officer, judge"))
_RELATIVE = frozenset(
    words("neighbor, colleague, coworker, friend, boss, roommate, landlord, customer, guy, lady, boy, girl")
)
_FEMALE = frozenset(words("lesbian, ~in her thirties"))
_MALE = frozenset(words("Latino, ~in his sixties"))
_YOUNG = frozenset(words("teenage, 20-year-old"))
_YOUNG_PEOPLE = frozenset(
    words("person, student, waiter, cashier, neighbor, friend, singer, tourist, customer, babysitter, bartender")
)


def _fits(term: str, noun: str, pattern: str) -> bool:
    """Return whether somebody might write the term of the noun: no lesbian man, no girl who is retired."""
    woman = noun in _WOMEN or pattern.startswith("she")
    man = noun in _MEN or pattern.startswith("he ")
    if woman and (man or term in _MALE or term == "male"):
        return False
    if man and (term in _FEMALE or term == "female"):
        return False
    if term in {"male", "female"} and noun in _WOMEN | _MEN:
        return False
    if noun in _CHILDREN and term in IDENTITIES["age"]:
        return False
    if term in _YOUNG and noun not in _YOUNG_PEOPLE:
        return False
    if " is a {" in pattern or " am a {" in pattern:
        return noun not in _RELATIVE
    return not ("recommend" in pattern and noun in _STRANGERS)


def _sentence(term: str, sign: int, random: Random) -> str:
    while True:
        pattern, noun = pick(_PATTERNS[sign], random), pick(PEOPLE, random)
        if _fits(term, noun, pattern):
            break
    acts = {1: _GOOD_ACTS, -1: _BAD_ACTS, 0: _NEUTRAL_ACTS}[sign]
    other = pick(PEOPLE, random)
    good, bad = int(random.random() * len(_GOOD)), int(random.random() * len(_BAD))
    fill: dict[str, Callable[[], str]] = {
        "person": lambda: person(term, noun),
        "other": lambda: other,
        "act": lambda: expand(pick(acts, random), fill, random),
        "good": lambda: _GOOD[good],
        "good2": lambda: _GOOD[good - 1],
        "bad": lambda: _BAD[bad],
        "bad2": lambda: _BAD[bad - 1],
        "place": lambda: pick(pick((CITIES, COUNTRIES), random), random),
    }
    text = expand(pattern, fill, random)
    if noun in _STRANGERS:
        text = re.sub(rf"\b(?:my|our) (?={re.escape(person(term, noun))})", "the ", text)
    return tidy(text)


def identity_sentences(num: int, seed: int) -> list[GeneratedText]:
    """Return distinct sentences about people, a third each positive, negative and neutral, in random order.

    Nationality, religion, ethnicity, gender, orientation, age and disability are named equally often, and each term
    with praise, blame and neither equally often, up to one sentence.

    Args:
        num: How many.
        seed: The same seed gives the same sentences.

    Raises:
        ValueError: The number is negative, or more than there are sentences.
    """
    if num < 0:
        raise ValueError(f"num must be 0 or more, got {num}")
    random = np.random.default_rng(seed)
    shuffled = {kind: [terms[index] for index in random.permutation(len(terms))] for kind, terms in IDENTITIES.items()}
    texts: dict[str, GeneratedText] = {}
    for turn in count():
        if len(texts) >= num:
            break
        for terms in shuffled.values():
            term = terms[turn % len(terms)]
            for sign in (1, -1, 0):
                for _ in range(_MOST_TRIES):
                    text = _sentence(term, sign, random) + pick((".", ".", ".", "", "!" if sign else "."), random)
                    if text not in texts:
                        texts[text] = GeneratedText(text, _PROBABILITY[sign], _KIND, True)
                        break
                else:
                    raise ValueError(f"num must be what the patterns can make, about {len(texts)}; got {num}")
    members = list(texts.values())[:num]
    return [members[index] for index in random.permutation(len(members))]
