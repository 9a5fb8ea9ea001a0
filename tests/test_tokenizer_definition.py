"""What tokenizer.json may hold: anything else is refused, in a line that names it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.errors import BundleCorruptError, TextError
from sentiment.tokenizer import Tokenizer
from sentiment.training.vocabulary import bert_tokenizer  # noqa: TID253
from tests.hostile import bounded, damaged, mistyped
from tests.small_tokenizer import small_tokenizer
from tests.texts import any_script


@pytest.mark.parametrize("raw", [b"", b"{}", b"\xff\xfe", b"[1]", json.dumps({"version": "9"}).encode()])
def test_what_is_no_definition_is_refused(raw: bytes) -> None:
    with pytest.raises(BundleCorruptError, match=r"tokenizer\.json is not a tokenizer definition"):
        Tokenizer(raw)


@pytest.fixture(scope="module")
def definition() -> bytes:
    """A small one."""
    return small_tokenizer()


@pytest.mark.hostile
@given(data=st.data(), text=any_script)
def test_any_definition_is_refused_or_reads_texts(definition: bytes, data: st.DataObject, text: str) -> None:
    changed = data.draw(damaged(definition) | mistyped(definition).map(lambda content: json.dumps(content).encode()))
    with bounded():
        try:
            tokenizer = Tokenizer(changed)
        except BundleCorruptError as error:
            assert str(error).startswith("tokenizer.json ")  # noqa: PT017 - not whether, but what
            return
        try:
            encoding = tokenizer.encode(text)
        except TextError:
            return
    assert 0 <= encoding.ids.min() <= encoding.ids.max() < tokenizer.num_tokens
    assert all(0 <= start <= end <= len(text) for start, end in encoding.offsets)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"film": 10**6}, "leaves out an id"),
        ({"film": 2**32 - 1}, "leaves out an id"),
        ({"film": 2}, "uses one twice"),
        ({"[UNK]": 10**6}, "leaves out an id"),
        ({"[UNK]": 0, "[PAD]": 1}, "no unknown token with id 1"),
    ],
    ids=str,
)
def test_ids_out_of_order_are_refused(definition: bytes, change: dict[str, int], message: str) -> None:
    content = json.loads(definition)
    content["model"]["vocab"].update(change)
    with pytest.raises(BundleCorruptError, match=rf"tokenizer\.json .*{message}.*reinstall or re-download the model"):
        Tokenizer(json.dumps(content).encode())


def test_a_bert_vocabulary_keeps_its_order_without_marks_of_its_own() -> None:
    lines = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[", "]", "c", "##ls", "film"]
    content = json.loads(bert_tokenizer(lines))
    vocabulary = content["model"]["vocab"]
    assert sorted(vocabulary, key=vocabulary.__getitem__) == [
        "[PAD]", "[UNK]", "[", "]", "c", "##ls", "film", "urltoken", "usertoken"
    ]  # fmt: skip
    assert content["added_tokens"] == []
    tokenizer = Tokenizer(json.dumps(content).encode())
    assert tokenizer.encode("[CLS] FILM www.film.org @me").ids.tolist() == [2, 4, 5, 3, 6, 7, 8]


def test_tokens_that_a_definition_adds_are_not_read(definition: bytes) -> None:
    content = json.loads(definition)
    content["post_processor"] = {
        "type": "BertProcessing",
        "sep": ["[PAD]", 0],
        "cls": ["[UNK]", 1],
    }
    content["normalizer"] = {"type": "Prepend", "prepend": "so "}
    encoding = Tokenizer(json.dumps(content).encode()).encode("a film")
    plain = Tokenizer(definition).encode("so a so so film")  # each chunk, white space too, is prepended to
    assert encoding.ids.tolist() == plain.ids.tolist()
    assert all(0 <= start < end <= len("a film") for start, end in encoding.offsets)


@pytest.mark.parametrize("vocabulary", [{}, {"[UNK]": 0}, {"[PAD]": 0, "film": 1}])
def test_a_vocabulary_without_an_unknown_token_is_refused(definition: bytes, vocabulary: dict[str, int]) -> None:
    content = json.loads(definition)
    content["model"]["vocab"] = vocabulary
    with pytest.raises(BundleCorruptError, match=r"tokenizer\.json has no unknown token"):
        Tokenizer(json.dumps(content).encode())
