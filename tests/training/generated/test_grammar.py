import re
from itertools import product

import numpy as np
import pytest

from sentiment.training.generated.grammar import Scene, draw, expand, pick, templates, tidy
from sentiment.training.generated.lexicon import BAD, DOMAINS, FAIR, GOOD, GREAT, Domain
from sentiment.training.generated.templates import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_template_makes_sentences_in_every_domain_it_fits(kind: str) -> None:
    random = np.random.default_rng(0)
    number = 0
    for domain in DOMAINS:
        for members, cumulated in templates(kind, domain).values():
            assert len(members) == len(cumulated)
            for template in members:
                scene = Scene(domain, random, plural=template.plural)
                text = tidy(scene.expand(template.text))
                assert text.strip()
                assert not re.search(r"[{}|@#]|  | [.,!]| \)", text), (template.text, text)
                assert (template.probability is not None) or (scene.probability is not None)
                number += 1
    assert number >= len(DOMAINS)


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_every_clause_of_a_domain_is_a_template(domain: Domain) -> None:
    random = np.random.default_rng(1)
    lists = (domain.good_acts, domain.bad_acts, domain.good_events, domain.bad_events, domain.facts)
    for clause in (clause for clauses in (*lists, domain.gems, domain.flaws) for clause in clauses):
        text = Scene(domain, random, plural=False).expand(clause)
        assert text.strip()
        assert not re.search(r"[{}|]", text), clause


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_no_word_both_praises_and_blames(domain: Domain) -> None:
    assert not {*domain.good, *domain.great} & {*domain.bad, *domain.awful}
    assert not {*domain.good_acts, *domain.good_events} & {*domain.bad_acts, *domain.bad_events}
    for side in domain.sides:
        assert not {*side.good} & {*side.bad}
        assert len({*side.one, *side.many}) == len(side.one) + len(side.many)


def test_the_sign_of_a_template_is_that_of_its_words() -> None:
    for kind, domain in product(KINDS, DOMAINS):
        for sign, (members, _) in templates(kind, domain).items():
            for template in members:
                if template.probability is None:
                    assert sign == (-1 if "-}" in template.text else 1)
                    assert not ("-}" in template.text and "+}" in template.text), template.text
                else:
                    assert sign == np.sign(round(template.probability - 0.5, 6))


def test_a_drawn_text_has_the_sign_asked_for() -> None:
    random = np.random.default_rng(2)
    for kind, domain, sign in product(KINDS, DOMAINS, (1, -1)):
        if (drawn := draw(kind, sign, domain, random)) is not None:
            _, probability, drawn_sign = drawn
            assert drawn_sign in (sign, 0)
            assert np.sign(round(probability - 0.5, 6)) == drawn_sign


def test_adjectives_for_anything_are_on_their_side() -> None:
    assert min(*GOOD.values(), *GREAT.values(), *FAIR.values()) > 0.5
    assert max(BAD.values()) < 0.5


def test_unknown_slots_are_named() -> None:
    scene = Scene(DOMAINS[0], np.random.default_rng(0), plural=False)
    with pytest.raises(ValueError, match=r"\{nonsense\}"):
        scene.expand("a {nonsense}")


@pytest.mark.parametrize(
    ("rough", "tidied"),
    [
        ("a honest man ate a apple", "An honest man ate an apple"),
        ("a useful thing. what a European!", "A useful thing. What a European!"),
        ("I 've seen  it , twice .", "I've seen it, twice."),
        ("an hour? a 85-year-old", "An hour? An 85-year-old"),
        ("fine ;)", "Fine ;)"),
    ],
)
def test_tidy(rough: str, tidied: str) -> None:
    assert tidy(rough) == tidied


def test_choices_nest_and_may_be_empty() -> None:
    random = np.random.default_rng(0)
    texts = {expand("(a|b (c|)|)x{y}", {"y": lambda: "!"}, random) for _ in range(200)}
    assert texts == {"ax!", "b cx!", "b x!", "x!"}


def test_pick_reaches_every_option() -> None:
    random = np.random.default_rng(0)
    assert {pick("abc", random) for _ in range(100)} == set("abc")
