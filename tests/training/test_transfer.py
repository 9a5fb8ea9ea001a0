"""What is taken over from another model: vocabulary, embeddings, texts to rehearse."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.bundle import FILES, read_bundle, write_bundle
from sentiment.corpus import Examples
from sentiment.errors import BundleCorruptError, TrainingError
from sentiment.tokenizer import Tokenizer
from sentiment.training.batches import LabelledRows
from sentiment.training.transfer import Origin, Subset, extend_vocabulary, read_origin, rehearsal, starting_weights
from sentiment.training.vocabulary import learn_vocabulary
from tests.training.conftest import made_up_examples, other_examples


def vocabulary_of(definition: bytes) -> dict[str, int]:
    found: dict[str, int] = json.loads(definition)["model"]["vocab"]
    return found


@pytest.fixture(scope="module")
def definition() -> bytes:
    return learn_vocabulary(made_up_examples(240).texts, size=200)


def test_new_words_become_whole_and_ids_stay(definition: bytes) -> None:
    texts = other_examples(60).texts
    extended = extend_vocabulary(definition, texts)
    before, after = vocabulary_of(definition), vocabulary_of(extended)
    assert {word: after[word] for word in before} == before
    assert sorted(after.values()) == list(range(len(after)))
    old, new = Tokenizer(definition), Tokenizer(extended)
    assert len(old.encode("drawer").ids) > 1
    assert new.encode("Drawer").ids.tolist() == [after["drawer"]]
    assert new.encode("the film was superb").ids.tolist() == old.encode("the film was superb").ids.tolist()


def test_only_words_of_several_texts_are_added_the_most_frequent_first(definition: bytes) -> None:
    texts = ["gadget gadget gadget gadget", "gizmo", "gizmo widget", "gizmo widget", "widget , widget", "widget"]
    added = vocabulary_of(extend_vocabulary(definition, texts)).keys() - vocabulary_of(definition).keys()
    assert added == {"gizmo", "widget"}, "a word said often in one text is none of the domain"
    ids = vocabulary_of(extend_vocabulary(definition, texts))
    assert ids["widget"] < ids["gizmo"]


def test_nothing_new_changes_nothing(definition: bytes) -> None:
    assert vocabulary_of(extend_vocabulary(definition, [])) == vocabulary_of(definition)
    assert vocabulary_of(extend_vocabulary(definition, ["\u200b", "<br />", " "] * 3)) == vocabulary_of(definition)


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_word_of_any_script_can_be_started_from(origin: Origin, texts: list[str]) -> None:
    extended = extend_vocabulary(origin.tokenizer, texts * 3)
    embeddings = starting_weights(origin, extended)["embedding/embeddings"]
    assert len(embeddings) == len(vocabulary_of(extended))
    assert np.isfinite(embeddings).all()
    Tokenizer(extended)  # its ids are 0, 1, 2, …


def test_a_new_word_starts_as_the_mean_of_its_pieces(origin: Origin) -> None:
    extended = extend_vocabulary(origin.tokenizer, other_examples(60).texts)
    start = starting_weights(origin, extended)
    embeddings = start["embedding/embeddings"]
    known = origin.weights["embedding/embeddings"]
    np.testing.assert_array_equal(embeddings[: len(known)], known)
    pieces = Tokenizer(origin.tokenizer).encode("drawer").ids
    np.testing.assert_allclose(embeddings[vocabulary_of(extended)["drawer"]], known[pieces].mean(axis=0), rtol=1e-6)
    assert set(start) == set(origin.weights)


@given(st.lists(st.lists(st.integers(0, 29), min_size=1, max_size=8), max_size=6), st.integers(0, 9))
def test_a_subset_takes_and_puts_back(rows: list[list[int]], seed: int) -> None:
    ids = [np.array(row, dtype=np.int32) for row in rows]
    random = np.random.default_rng(seed)
    whole = {"embedding/embeddings": random.normal(size=(30, 2)), "output/bias": np.zeros(1)}
    subset = Subset(ids)
    part = subset.take(whole)
    assert len(part["embedding/embeddings"]) == len(subset) == len({0, 1, *(i for row in rows for i in row)})
    few = subset.renumbered(LabelledRows(ids, np.zeros(len(ids), dtype=np.float32)))
    for old, new in zip(ids, few.rows, strict=True):
        np.testing.assert_array_equal(part["embedding/embeddings"][new], whole["embedding/embeddings"][old])
        assert ((new == 0) == (old == 0)).all()
        assert ((new == 1) == (old == 1)).all()
    np.testing.assert_array_equal(subset.ids[subset.known(range(10))], [i for i in subset.ids if i < 10])
    learnt = {"embedding/embeddings": part["embedding/embeddings"] + 1, "output/bias": np.ones(1)}
    back = subset.put(whole, learnt)
    moved = back["embedding/embeddings"] - whole["embedding/embeddings"]
    np.testing.assert_allclose(moved[subset.ids], 1)
    assert not np.delete(moved, subset.ids, axis=0).any(), "what does not occur stays as it was"
    assert back["output/bias"] == 1


@given(st.lists(st.integers(0, 60), min_size=80, max_size=120))
def test_what_is_measured_is_never_rehearsed(numbers: list[int]) -> None:
    texts = [f"text {number}" for number in numbers]  # some of them twice
    replay = Examples(texts, (np.array(numbers) % 2).astype(np.int8), list(range(len(texts))))
    try:
        found = rehearsal(replay)
    except TrainingError:  # nearly all are the same
        return
    assert not set(found.learnt.texts) & set(found.measured.texts)
    assert len(found.learnt) + len(found.measured) == len(texts)
    assert rehearsal(replay).measured.texts == found.measured.texts


def test_no_more_is_rehearsed_than_is_of_use() -> None:
    replay = made_up_examples(12_000)
    found = rehearsal(replay)
    assert len(found.learnt) == len(found.measured) == 2_000
    assert abs(found.learnt.labels.mean() - 0.5) < 0.05


@pytest.mark.parametrize("number", [0, 1, 10])
def test_too_little_to_replay_is_refused(number: int) -> None:
    with pytest.raises(TrainingError, match="too little to replay"):
        rehearsal(made_up_examples(number))


def test_one_large_group_cannot_be_replayed() -> None:
    with pytest.raises(TrainingError, match="more groups"):
        rehearsal(replace(made_up_examples(100), groups=["one film"] * 100))


def test_the_origin_is_read_as_it_answers(origin: Origin) -> None:
    texts = made_up_examples(20, seed=3).texts
    expected = [origin.classifier.classify(text).logit for text in texts]
    np.testing.assert_allclose(origin.logits([*texts, "\u200b"]), [*expected, 0.0])


def test_a_model_that_does_not_say_how_it_was_made_is_refused(origin: Origin, tmp_path: Path) -> None:
    source = origin.classifier.path
    manifest = read_bundle(source).manifest
    files = {name: (source / name).read_bytes() for name in FILES}
    write_bundle(tmp_path / "model", replace(manifest, training={}), files)
    with pytest.raises(TrainingError, match="does not say how it was made"):
        read_origin(tmp_path / "model")


def test_altered_weights_are_refused(origin: Origin, tmp_path: Path) -> None:
    copy = shutil.copytree(origin.classifier.path, tmp_path / "model")
    (copy / "weights.safetensors").write_bytes(b"\0" * 100)
    with pytest.raises(BundleCorruptError, match="altered"):
        read_origin(copy)
