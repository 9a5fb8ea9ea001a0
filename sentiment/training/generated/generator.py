"""A mix of all kinds and domains, as many positive as negative."""

import re
from bisect import bisect
from itertools import accumulate

import numpy as np

from sentiment.training.generated.grammar import Random, Scene, draw, pick, tidy
from sentiment.training.generated.lexicon import DOMAINS, Domain
from sentiment.training.generated.templates import KINDS
from sentiment.training.generated.text import GeneratedText

KIND_NAMES = tuple(KINDS)
"""The kinds of texts."""
DOMAIN_NAMES = tuple(domain.name for domain in DOMAINS)
"""What the texts are about."""

_MOST_TRIES = 50
"""Per text asked for; far more than a request that can be met needs."""
_LEADS = (
    "So, here are my two cents.",
    "Quick note.",
    "Here is what I think.",
    "This is my first post here.",
    "Writing this on the bus.",
    "Let me start with the facts.",
    "It's Tuesday evening and I finally have time to write this.",
    "My sister asked me to write this down.",
    "A few words about this.",
    "I don't usually write reviews.",
    "Some of you asked.",
    "Update from last week:",
    "I'll keep it short.",
    "OK,",
    "Well,",
    "So,",
    "Anyway,",
    "By the way,",
    "Just saying:",
    "In short:",
    "Hi everyone.",
    "Hello from Toronto.",
    "This is an honest opinion.",
    "Nobody paid me to write this.",
    "I was asked to leave a comment.",
    "My two cents:",
    "To whom it may concern:",
    "A friend asked about this.",
    "I thought I'd share this.",
    "Monday, half past nine.",
    "First things first:",
    "To sum up:",
    "Look,",
    "Honestly,",
    "You asked, so here goes.",
)
_TAILS = (
    "That's all.",
    "That is all I have to say.",
    "Those are my two cents.",
    "I wrote this on my phone.",
    "More next week.",
    "Just my opinion.",
    "See you next time.",
    "I'm off to bed now.",
    "Posted on a Sunday.",
    "Greetings from Ohio.",
    "That was in March.",
    "Make of that what you will.",
    "Over and out.",
    "Signed, a regular.",
    "I'll be back on Monday.",
    "Feel free to ask.",
    "Sent from my phone.",
    "Just so you know.",
    "End of story.",
    "Anyway, back to work.",
    "Dinner is at seven.",
    "Sorry for the typos.",
    "That's my opinion.",
    "Have a look for yourself.",
)
_DECORATED, _SHORT_DECORATED = 0.12, 0.3  # shares of the texts, and of those of up to _SHORT characters
_SHORT = 30
_LOWER, _UNCAPITALIZED, _BARE, _EXCLAIMED = 0.1, 0.06, 0.2, 0.12
_CLOSED = tuple(".?!)")
_FACE = re.compile(r":D|D:|<3|=\)|=\(|:\)|:\(")


def decorate(text: str, random: Random, *, domain: str | None = None) -> str:
    """Return a text with up to two neutral clauses before or after it.

    Args:
        text: What to decorate.
        random: Draws them.
        domain: One of `DOMAIN_NAMES`; its facts are then drawn from as well.
    """
    facts = [] if domain is None else [found for found in DOMAINS if found.name == domain]
    if domain is not None and not facts:
        raise ValueError(f"domain must be one of {', '.join(DOMAIN_NAMES)}, got {domain!r}")
    return _decorated(text, random, facts[0] if facts else None)


def _decorated(text: str, random: Random, domain: Domain | None) -> str:
    number = int(random.random() * 3)
    before = number == 2 or random.random() < 0.6
    if number and before:
        lead = _clause(_LEADS, random, domain, text)
        if lead.endswith((",", ":")) and not text.startswith(("I ", "I'")):
            text = text[:1].lower() + text[1:]
        text = f"{lead} {text}"
    if number == 2 or (number and not before):
        end = "" if text.rstrip().endswith(_CLOSED) or not text.rstrip()[-1:].isalnum() else "."
        text = f"{text}{end} {_clause(_TAILS, random, domain, text)}"
    return text


def _clause(general: tuple[str, ...], random: Random, domain: Domain | None, text: str) -> str:
    if domain is None or random.random() < 0.35:
        return pick(general, random)
    for _ in range(8):
        fact = tidy(Scene(domain, random, plural=False).expand(pick(domain.facts, random)))
        if " ".join(fact.split()[:2]).lower() not in text.lower():  # it does not weigh two pounds and three
            return f"{fact}."
    return pick(general, random)


def _finished(text: str, probability: float, random: Random) -> str:
    """Return a text with an ending, in the case that people write it in."""
    if _FACE.search(text):
        return text
    if text[-1].isalnum() or text[-1] in "'\"":
        chance = random.random()
        strong = probability < 0.1 or probability > 0.9
        if chance < _EXCLAIMED and strong:
            text += "!"
        elif chance > _EXCLAIMED + _BARE:
            text += "."
    chance = random.random()
    if chance < _LOWER:
        return text.lower()
    if chance < _LOWER + _UNCAPITALIZED and text[1:2] != "'" and not text.startswith("I "):
        return text[:1].lower() + text[1:]
    return text


def generate(num_texts: int, *, seed: int) -> list[GeneratedText]:
    """Return distinct texts of all kinds, in random order, as many positive as negative.

    Args:
        num_texts: How many.
        seed: The same seed gives the same texts.

    Raises:
        ValueError: The number is negative, or more than the grammar can make.
    """
    if num_texts < 0:
        raise ValueError(f"num_texts must be 0 or more, got {num_texts}")
    random = np.random.default_rng(seed)
    shares = list(accumulate(share for share, _, _ in KINDS.values()))
    texts: dict[str, GeneratedText] = {}
    balance = 0  # positive texts less negative ones
    tries = 0
    while len(texts) < num_texts:
        tries += 1
        if tries > _MOST_TRIES * (num_texts + 100):
            raise ValueError(f"num_texts must be what the grammar can make, about {len(texts)}; got {num_texts}")
        kind = KIND_NAMES[bisect(shares, random.random() * shares[-1])]
        domain = pick(DOMAINS, random)
        wanted = -1 if balance > 0 else 1 if balance < 0 else pick((1, -1), random)
        drawn = draw(kind, wanted, domain, random)
        if drawn is None:
            continue
        text, probability, sign = drawn
        text = _finished(text, probability, random)
        if random.random() < (_SHORT_DECORATED if len(text) <= _SHORT else _DECORATED):
            text = _decorated(text, random, domain)
        if text in texts:
            continue
        texts[text] = GeneratedText(text, round(probability, 2), kind, KINDS[kind][1])
        balance += sign
    order = random.permutation(len(texts))
    members = list(texts.values())
    return [members[index] for index in order]
