import re
import time
from collections import Counter

import numpy as np
import pytest

from sentiment.training.generated import DOMAIN_NAMES, KIND_NAMES, GeneratedText, decorate, generate
from sentiment.training.generated.lexicon import BAD, DOMAINS, GOOD

_NEGATION = re.compile(
    r"n't\b|\b(?:not|no|never|none|nothing|nobody|neither|without|hardly|by no means|in no way)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def texts() -> list[GeneratedText]:
    return generate(30_000, seed=3)


def test_the_same_seed_gives_the_same_texts() -> None:
    assert generate(500, seed=1) == generate(500, seed=1)
    assert generate(500, seed=1) != generate(500, seed=2)


def test_texts_are_distinct_and_none_is_blank(texts: list[GeneratedText]) -> None:
    assert len({text.text for text in texts}) == len(texts) == 30_000
    for text in texts:
        assert text.text.strip()
        assert len(text.text) < 400
        assert not re.search(r"[{}|]|  |\b(\w+) \1\b(?<!love love)(?<!bad bad)", text.text), text.text


def test_positive_and_negative_are_balanced(texts: list[GeneratedText]) -> None:
    positive = sum(text.probability > 0.5 for text in texts)
    negative = sum(text.probability < 0.5 for text in texts)
    assert abs(positive - negative) <= 1
    assert positive + negative > 0.85 * len(texts)


def test_probabilities_are_graded(texts: list[GeneratedText]) -> None:
    found = Counter(text.probability for text in texts)
    assert min(found) >= 0.02
    assert max(found) <= 0.98
    assert len(found) > 30


def test_every_kind_occurs_with_every_label_it_has(texts: list[GeneratedText]) -> None:
    kinds = Counter(text.kind for text in texts)
    assert set(kinds) == set(KIND_NAMES)
    assert min(kinds.values()) > 300
    for kind in KIND_NAMES:
        members = [text.probability for text in texts if text.kind == kind]
        if kind != "neutral":
            share = np.mean([probability > 0.5 for probability in members if probability != 0.5])
            assert 0.35 < share < 0.65, kind


def test_every_domain_occurs(texts: list[GeneratedText]) -> None:
    joined = "\n".join(text.text.lower() for text in texts)
    for domain in DOMAINS:
        assert sum(thing in joined for thing in domain.one) > len(domain.one) / 2, domain.name


def test_whether_construction_decides_depends_on_the_kind(texts: list[GeneratedText]) -> None:
    certain = {text.kind for text in texts if text.certain}
    assert {"negated", "far_negation", "litotes", "others", "change"} <= certain
    assert not certain & {text.kind for text in texts if not text.certain}


def test_negated_texts_hold_a_negation(texts: list[GeneratedText]) -> None:
    for text in texts:
        if text.kind == "negated":
            assert _NEGATION.search(text.text), text.text


def test_not_turns_the_adjective(texts: list[GeneratedText]) -> None:
    good, bad = "|".join(GOOD), "|".join(BAD)
    by_sign = {1: re.compile(rf"is(?: not|n't) (?:{bad})\b\W*$"), -1: re.compile(rf"is(?: not|n't) (?:{good})\b\W*$")}
    found = Counter[int]()
    for text in texts:
        for sign, pattern in by_sign.items():
            if text.kind == "negated" and pattern.search(text.text):
                assert np.sign(text.probability - 0.5) == sign, text
                found[sign] += 1
    assert min(found[1], found[-1]) > 10


@pytest.mark.parametrize(
    ("pattern", "positive"),
    [
        (r"never fails to", True),
        (r"couldn't be (?:better|happier|nicer)", True),
        (r"couldn't be (?:worse|less impressed)", False),
        (r"can't complain|no complaints", True),
        (r"not a single dull", True),
        (r"not a single (?:funny|interesting|good)", False),
        (r"nothing to write home about", False),
        (r"(?:not|by no means) a waste of", True),
        (r"(?:just|simply|such) a waste of", False),
        (r"used to (?:love|like|enjoy)\b", False),
        (r"used to (?:hate|dislike)\b", True),
        (r"worth every (?:penny|cent|minute)", True),
        (r"(?:hated|disliked) (?:it|them|him|her) at first, but", True),
        (r"\b(?:loved|liked|enjoyed) (?:it|them|him|her) at first, but", False),
        (r"\bjust what i (?:needed|wanted): (?:a phone that dies|another)", False),
    ],
)
def test_what_an_idiom_says(texts: list[GeneratedText], pattern: str, positive: bool) -> None:
    found = [text for text in texts if re.search(pattern, text.text, re.IGNORECASE)]
    assert found
    # A sentence that sets one thing against another may hold it too.
    wrong = [
        text for text in found if (text.probability > 0.5) != positive and text.kind not in ("concession", "event")
    ]
    assert not wrong


def test_facts_alone_say_nothing(texts: list[GeneratedText]) -> None:
    assert {text.probability for text in texts if text.kind == "neutral"} == {0.5}


def test_many_come_quickly() -> None:
    start = time.process_time()
    generate(10_000, seed=5)
    assert time.process_time() - start < 6  # seconds; 200,000 within two minutes on a slow machine


def test_more_than_there_are_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sentiment.training.generated.generator.KINDS", {"rating": (1, False, "")})
    monkeypatch.setattr("sentiment.training.generated.generator.KIND_NAMES", ("rating",))
    monkeypatch.setattr("sentiment.training.generated.generator.draw", lambda *_: ("10/10", 0.96, 1))
    monkeypatch.setattr("sentiment.training.generated.generator._SHORT_DECORATED", 0)
    with pytest.raises(ValueError, match="num_texts must be what the grammar can make"):
        generate(100, seed=0)


def test_none_and_fewer() -> None:
    assert generate(0, seed=0) == []
    with pytest.raises(ValueError, match="num_texts must be 0 or more, got -1"):
        generate(-1, seed=0)


@pytest.mark.parametrize("domain", [None, *DOMAIN_NAMES])
def test_decorate_adds_up_to_two_neutral_clauses(domain: str | None) -> None:
    random = np.random.default_rng(0)
    text = "It stopped working after two days."
    decorated = [decorate(text, random, domain=domain) for _ in range(60)]
    assert all("topped working after two days." in one for one in decorated)
    assert text in decorated
    assert any(one.startswith(text) and one != text for one in decorated)
    assert any(one.endswith(text) and one != text for one in decorated)


def test_decorate_separates_sentences() -> None:
    random = np.random.default_rng(0)
    for _ in range(60):
        after = decorate("loved it", random).partition("oved it")[2]
        assert after in ("",) or after.startswith(". ")


def test_decorate_knows_its_domains() -> None:
    with pytest.raises(ValueError, match=r"domain must be one of films, .*, got 'cars'"):
        decorate("Fine.", np.random.default_rng(0), domain="cars")
