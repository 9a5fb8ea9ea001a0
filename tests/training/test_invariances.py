import html
import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.training.generated import generate, identity_sentences
from sentiment.training.invariances import CHANGES, PROTECTED, vary
from sentiment.training.names import CITIES, COUNTRIES, IDENTITIES, LAST, MEN, WOMEN

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NEGATED = re.compile(r"\w+nt")


def protected(text: str) -> Counter[str]:
    """Words that turn or weigh a text, however their apostrophes and case are written."""
    plain = re.sub(r"https?://\S+|[@#]\w+|<br ?/?>", " ", html.unescape(text))
    found = (re.sub("['’]", "", word.casefold()) for word in _WORD.findall(plain))
    return Counter(word for word in found if word in PROTECTED or word in _CONTRACTIONS)


_CONTRACTIONS = frozenset(
    "isnt wasnt arent werent doesnt dont didnt wont wouldnt couldnt cant shouldnt hasnt havent hadnt".split()
)
_WORDS = st.sampled_from(
    [
        *PROTECTED, *CHANGES, "isn't", "don’t", "CAN'T", "Wouldn't", "wouldn&#39;t",
        "I", "he", "her", "his", "Maria", "John",
        "Smith",
        "Paris", "Nigeria", "the", "a", "an", "my", "friend", "doctor", "gay", "Jewish", "woman", "it's", "so", "good",
        "terrible", "1/10", "5 stars", "1999", "$300", "14 days", "https://example.com/not", "@never", "#nothing",
        "&amp;",
        '"', "&", "<br />", ":)", "😡", ".", "!", "?",
        ",", "\n", "knight", "nerve", "onto",
    ]
)  # fmt: skip
_TEXTS = st.lists(_WORDS, min_size=1, max_size=25).map(" ".join)


@given(text=_TEXTS, seed=st.integers(0, 2**32 - 1))
def test_words_that_turn_a_text_stay(text: str, seed: int) -> None:
    varied = vary(text, np.random.default_rng(seed))
    assert protected(varied) == protected(text)


@pytest.mark.parametrize("name", CHANGES)
@given(text=_TEXTS, seed=st.integers(0, 2**32 - 1))
def test_words_that_turn_a_text_stay_under_each_change(name: str, text: str, seed: int) -> None:
    varied = CHANGES[name](text, np.random.default_rng(seed))
    assert varied.strip() or not text.strip()
    assert protected(varied) == protected(text)


@given(text=st.text(), seed=st.integers(0, 2**32 - 1))
def test_any_text_can_be_varied(text: str, seed: int) -> None:
    varied = vary(text, np.random.default_rng(seed))
    assert bool(varied.strip()) == bool(text.strip())


def test_generated_texts_keep_their_negations_and_nearly_all_change() -> None:
    random = np.random.default_rng(0)
    texts = [text.text for text in generate(3_000, seed=4)]
    varied = [vary(text, random) for text in texts]
    for text, other in zip(texts, varied, strict=True):
        assert protected(other) == protected(text), (text, other)
    assert sum(text != other for text, other in zip(texts, varied, strict=True)) > 2_900


def test_the_same_generator_gives_the_same_variants() -> None:
    texts = [text.text for text in generate(200, seed=0)]
    first, second = ([vary(text, np.random.default_rng(index)) for index, text in enumerate(texts)] for _ in range(2))
    assert first == second


TEXT = (
    "My friend Maria Smith didn't like it & said the doctor in Paris (France) was \"rude\". He was late; it's so sad. "
    "I paid $300 in 2019 for 14 days: a terrible place!"
)


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "pronoun"])
def test_every_change_changes_something(name: str) -> None:
    random = np.random.default_rng(0)
    assert any(CHANGES[name](TEXT, random) != TEXT for _ in range(5))


def _all(name: str, text: str, times: int = 200) -> set[str]:
    random = np.random.default_rng(0)
    return {CHANGES[name](text, random) for _ in range(times)}


@pytest.mark.parametrize(("name", "sign"), [("url", "http"), ("handle", "@"), ("hashtag", "#")])
def test_what_is_put_in_stands_before_between_or_after_sentences(name: str, sign: str) -> None:
    for varied in _all(name, "One. Two."):
        pieces = varied.split(" ")
        assert len(pieces) == 3
        assert [piece for piece in pieces if not piece.startswith(sign)] == ["One.", "Two."]
    firsts = {varied.split(" ").index("One.") for varied in _all(name, "One. Two.")}
    assert firsts == {0, 1}


def test_names_become_names_of_the_same_gender_the_same_everywhere() -> None:
    for varied in _all("name", "Maria met John Smith. Maria left."):
        found = re.fullmatch(r"(\w+) met (\w+) (\S+)\. (\w+) left\.", varied)
        assert found
        assert found[1] == found[4]
        assert found[1] in WOMEN
        assert found[2] in MEN
        assert found[3] in LAST


def test_cities_become_cities_and_countries_countries() -> None:
    for varied in _all("place", "From New York to South Africa."):
        found = re.fullmatch(r"From (.+) to (.+)\.", varied)
        assert found
        assert found[1] in CITIES
        assert found[2] in COUNTRIES


@pytest.mark.parametrize(
    "text",
    [
        "10/10",
        "5 stars",
        "9 out of 10",
        "a solid 8",
        "100%",
        "1 day",
        "3.5 stars",
        "no. 2",
        "24/7",
        "12/05/2019",
        "5/5",
    ],
)
def test_ratings_and_the_like_stay(text: str) -> None:
    assert _all("number", text) == {text}


def test_amounts_change_a_little() -> None:
    for varied in _all("number", "It cost $300 in 2019 and lasted 12 days."):
        found = re.fullmatch(r"It cost \$(\d+) in (\d+) and lasted (\d+) days\.", varied)
        assert found
        assert 250 <= int(found[1]) <= 350
        assert found[1] != "300"
        assert 2016 <= int(found[2]) <= 2022
        assert int(found[3]) in (10, 11, 13, 14)


def test_a_person_gets_any_kind_of_identity_and_its_article() -> None:
    varied = _all("identity", "A woman helped us.", 2_000)
    kinds = {kind for kind, terms in IDENTITIES.items() if any(term.lstrip("~") in " ".join(varied) for term in terms)}
    assert kinds == set(IDENTITIES)
    for text in varied:
        assert re.match(r"An? ", text)
        assert ("An " in text) == bool(re.match(r"An? (?!Uk|Eu)[AEIOUaeiou]|An 8", text)), text


def test_an_identity_is_swapped_not_added() -> None:
    for varied in _all("identity", "The Jewish doctor was kind."):
        assert "Jewish" not in varied or "Jewish doctor" in varied
        assert re.fullmatch(r"The (?:[\w -]+ )?doctor(?: [\w ]+)? was kind\.", varied)


@pytest.mark.parametrize("text", ["I ate Indian food.", "A straight line.", "The doctor's office.", "My old phone."])
def test_what_is_no_person_has_no_identity(text: str) -> None:
    assert _all("identity", text) == {text}


def test_identity_sentences_stay_sentences_about_people() -> None:
    random = np.random.default_rng(0)
    for sentence in identity_sentences(300, 0):
        assert not re.search(r"\b[Aa] [aio]|\b[Aa]n [bcdfgjklmnpqrstvwz]", CHANGES["identity"](sentence.text, random))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("He lost his bag, and I helped him.", "She lost her bag, and I helped her."),
        ("She lost her bag, and I helped her.", "He lost his bag, and I helped him."),
        ("I blame her for it. HER fault!", "I blame him for it. HIS fault!"),
        ("The fault is his.", "The fault is hers."),
        ("He told his wife.", "He told his wife."),
        ("He met her.", "He met her."),
        ("Maria lost her bag.", "Maria lost her bag."),
    ],
)
def test_pronouns_are_swapped_where_nothing_else_says_the_gender(text: str, other: str) -> None:
    assert CHANGES["pronoun"](text, np.random.default_rng(0)) == other


def test_typos_are_few_and_in_long_words() -> None:
    text = "never hardly without although boring short a bit terrible"
    for varied in _all("typo", text):
        pairs = list(zip(text.split(), varied.split(), strict=True))
        changed = [word for word, other in pairs if word != other]
        assert set(changed) <= {"boring", "short", "terrible"}
        assert len(changed) <= 2


@pytest.mark.parametrize(
    ("name", "text", "other"),
    [
        ("lower case", "I Hate IT @Bob https://Example.com/A", "i hate it @Bob https://Example.com/A"),
        ("upper case", "I hate it &amp; @bob<br />", "I HATE IT &amp; @bob<br />"),
        ("sentence case", "i hate IT. you? www.example.com", "I hate it. You? www.example.com"),
        ("no apostrophes", "I don't, it’s Bob's, we'll", "I dont, its Bob's, we'll"),
        ("curly apostrophes", "I don't say 'no'", "I don’t say 'no'"),
    ],
)
def test_case_and_apostrophes(name: str, text: str, other: str) -> None:
    assert CHANGES[name](text, np.random.default_rng(0)) == other


def test_endings() -> None:
    assert _all("final punctuation", "Bad.") == {"Bad", "Bad..", "Bad...", "Bad!", "Bad!!", "Bad!!!"}
    assert _all("final punctuation", "Why?") == {"Why?"}
    assert _all("final punctuation", "Great :)") == {"Great :)"}


def test_entities_read_as_the_text() -> None:
    for varied in _all("entities", '"It\'s" R&B &amp; more'):
        assert html.unescape(varied) == '"It\'s" R&B & more'
        assert varied != '"It\'s" R&B &amp; more'


def test_spaces_and_line_breaks_leave_the_words() -> None:
    for varied in _all("spaces", TEXT) | _all("line breaks", TEXT):
        assert re.sub(r"<br ?/?>", " ", varied).split() == TEXT.split()


def test_one_vowel_is_dragged() -> None:
    for varied in _all("elongation", "It is so good, never boring."):
        assert re.sub(r"(.)\1{2,}", r"\1", varied).replace("god", "good") == "It is so good, never boring."
        assert len(varied) > len("It is so good, never boring.")
    assert _all("elongation", "No, not at all.") == {"No, not at all."}


def test_changes_can_be_chosen() -> None:
    random = np.random.default_rng(0)
    assert all(vary("Bad.", random, changes=["upper case"]) == "BAD." for _ in range(20))
    with pytest.raises(ValueError, match=r"changes must be among url, .*; got shouting"):
        vary("Bad.", random, changes=["shouting"])
