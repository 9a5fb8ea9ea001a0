"""A text in, an answer with its reasons out: the same alone and in any company."""

import itertools
import math
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sentiment.bundle import ENVIRONMENT_VARIABLE, Bundle
from sentiment.classifier import Classifier
from sentiment.errors import BundleCorruptError, BundleError, BundleNotFoundError, TextError
from sentiment.prediction import Failure, Prediction
from sentiment.session import Reading
from tests.texts import HOSTILE, any_text

POSITIVE = (
    "A superb film. The acting is wonderful, the story is moving, and I loved every minute of it. Highly recommended!",
    "One of the best movies I have ever seen: brilliant, funny and touching. 10/10.",
    "This is an excellent, beautiful picture with a great cast. It is a masterpiece and I will watch it again.",
    "what a wonderful surprise... perfect performances, a great script, and a lovely ending. i enjoyed it immensely",
)
NEGATIVE = (
    "The worst film I have ever seen. Boring, badly acted and a complete waste of time. Avoid it!",
    "Terrible. The plot makes no sense, the dialogue is awful and the acting is pathetic. 1/10.",
    "What a disappointment: a dull, stupid, poorly written mess. I want my money back.",
    "horrible movie... i was bored from start to finish, the script is laughable and nothing works. don't bother",
)
STRANGE = {
    "French": "Malheureusement, l'intrigue est invraisemblable et les comédiens semblent s'ennuyer autant que nous.",
    "German": "Der Film ist leider ziemlich langweilig, und die Schauspieler wirken müde. Nicht zu empfehlen.",
    "Russian": "Это очень скучный фильм, актёры играют плохо.",
    "Japanese": "この映画はとても退屈で、演技もよくなかった",
    "code": "static int parse_hdr(struct ctx *c, const uint8_t *buf, size_t len) { if (len < HDR_MIN) return -EINVAL; "
    "memcpy(&c->hdr, buf, sizeof(c->hdr)); return 0; }",
    "base64": "dGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZw==",
    "emoji": "\U0001f9ff",
}
BAD = (None, "", 3, " \r\n<br />", b"good", ["good"], 2.5, "\x00")


def assert_same(one: Prediction | Failure, other: Prediction | Failure) -> None:
    if isinstance(one, Failure) or isinstance(other, Failure):
        assert isinstance(one, Failure)
        assert isinstance(other, Failure)
        assert str(one.error) == str(other.error)
        return
    assert one.text == other.text
    assert one.logit == pytest.approx(other.logit, abs=1e-6)
    assert one.probability == pytest.approx(other.probability, abs=1e-6)
    np.testing.assert_allclose(one.attention, other.attention, atol=1e-6)
    np.testing.assert_allclose(one.contribution, other.contribution, atol=1e-6)
    assert [(word.start, word.end) for word in one.words] == [(word.start, word.end) for word in other.words]
    assert (one.label, one.num_tokens, one.num_tokens_read, one.warnings) == (
        other.label, other.num_tokens, other.num_tokens_read, other.warnings
    )  # fmt: skip


@pytest.fixture(scope="module")
def small(small_bundle: Bundle) -> Classifier:
    """A small model with random weights, for what does not depend on what a model says."""
    return Classifier(small_bundle)


@pytest.fixture(scope="module")
def company() -> list[str]:
    """Texts of all kinds and lengths."""
    return [*POSITIVE, *NEGATIVE, *HOSTILE, *STRANGE.values(), "good", "!", " ".join(POSITIVE * 30), "", " "]


@pytest.mark.parametrize("window", [1, 3, 64])
def test_an_answer_is_the_same_alone_and_in_any_company(small_bundle: Bundle, company: list[str], window: int) -> None:
    alone = {}
    for text in company:
        (alone[text],) = Classifier(small_bundle).classify_many([text])
    classifier = Classifier(small_bundle)
    for seed in range(3):
        shuffled = random.Random(seed).sample(company * 2, len(company))
        for text, result in zip(shuffled, classifier.classify_many(shuffled, window=window), strict=True):
            assert_same(result, alone[text])


@settings(max_examples=30)
@given(st.lists(any_text, max_size=6), st.integers(1, 7))
def test_any_texts_give_the_answers_they_give_alone(small: Classifier, texts: list[str], window: int) -> None:
    classifier = small
    results = list(classifier.classify_many(texts, window=window))
    assert len(results) == len(texts)
    for text, result in zip(texts, results, strict=True):
        try:
            assert_same(result, classifier.classify(text))
        except TextError as error:
            assert_same(result, Failure(error))


def test_threads_share_a_classifier(small_bundle: Bundle, company: list[str]) -> None:
    expected = list(Classifier(small_bundle).classify_many(company))
    classifier = Classifier(small_bundle)
    with ThreadPoolExecutor(4) as pool:
        for results in pool.map(lambda _: list(classifier.classify_many(company)), range(8)):
            for result, other in zip(results, expected, strict=True):
                assert_same(result, other)


@pytest.mark.parametrize(("window", "num_asked"), [(1, 3), (2, 4), (64, 64)])
def test_many_reads_one_window_ahead(small: Classifier, window: int, num_asked: int) -> None:
    asked = []

    def endless() -> Iterator[str]:
        for number in itertools.count():
            asked.append(number)
            yield f"film number {number}"

    results = small.classify_many(endless(), window=window)
    assert not asked
    assert [result.text for result in itertools.islice(results, 3) if isinstance(result, Prediction)] == [
        "film number 0",
        "film number 1",
        "film number 2",
    ]
    assert asked == list(range(num_asked))


@pytest.mark.parametrize("window", [0, -1])
def test_no_window_is_empty(small: Classifier, window: int) -> None:
    with pytest.raises(ValueError, match="window is at least 1"):
        next(small.classify_many(["good"], window=window))


def test_texts_of_like_length_are_read_together(small_bundle: Bundle) -> None:
    """Little is read of the padding, and there are far fewer runs than texts."""
    runs: list[list[int]] = []

    class Watched(Classifier):
        def _read(self, rows: Sequence[NDArray[np.int32]]) -> list[Reading]:
            runs.append([len(ids) for ids in rows])
            return super()._read(rows)

    lengths = [1 + (number * 37) % 500 for number in range(63)] + [5_000]
    results = list(Watched(small_bundle).classify_many("good " * length for length in lengths))
    assert [result.num_tokens for result in results if isinstance(result, Prediction)] == lengths
    assert sorted(itertools.chain.from_iterable(runs)) == sorted(lengths)
    assert len(runs) <= len(lengths) / 2
    assert sum(max(run) * len(run) for run in runs) <= 1.25 * sum(lengths)
    assert all(max(run) * len(run) <= 2048 or len(run) == 1 for run in runs)


def test_a_text_that_cannot_be_read_fails_alone(small_bundle: Bundle) -> None:
    class Picky(Classifier):
        def _read(self, rows: Sequence[NDArray[np.int32]]) -> list[Reading]:
            if any(len(ids) == 4 for ids in rows):
                raise BundleCorruptError("four tokens")
            return super()._read(rows)

    results = list(Picky(small_bundle).classify_many(["a good film", "a very good film", "so good", "bad"]))
    assert [type(result) for result in results] == [Prediction, Failure, Prediction, Prediction]


def test_logits_are_those_of_the_texts_in_order(small: Classifier) -> None:
    texts = ["a good film " * count for count in (40, 1, 7, 900, 2, 7)]
    logits = small.logits([small.token_ids(text) for text in texts])
    np.testing.assert_allclose(logits, [small.classify(text).logit for text in texts], atol=1e-6)
    assert small.logits([]).shape == (0,)


def test_a_bad_text_fails_in_its_place(small: Classifier) -> None:
    classifier = small
    texts = [text for bad in BAD for text in ("a good film", bad)]
    results = list(classifier.classify_many(texts))
    assert [type(result) for result in results] == [Prediction, Failure] * len(BAD)
    for bad, result in zip(BAD, results[1::2], strict=True):
        assert isinstance(result, Failure)
        assert isinstance(result.error, TextError)
        expected = "the text is blank" if isinstance(bad, str) else f"received {type(bad).__name__}"
        assert expected in str(result.error)
        with pytest.raises(TextError, match=expected):
            classifier.classify(bad)  # type: ignore[arg-type]


def test_one_string_is_not_many_texts(small: Classifier) -> None:
    with pytest.raises(TextError, match="received one string"):
        next(small.classify_many("a good film"))


TEXTS = ["A superb film.", "A dull film."]


@pytest.mark.parametrize(
    "made",
    [
        lambda: {"text": TEXTS},
        lambda: pytest.importorskip("pandas").DataFrame({"id": [1, 2], "text": TEXTS}, index=[7, 7]),
        lambda: pytest.importorskip("pyarrow").table({"id": [1, 2], "text": TEXTS}),
    ],
    ids=["dict", "DataFrame", "Table"],
)
def test_a_table_needs_the_name_of_its_column(small: Classifier, made: Callable[[], Any]) -> None:
    table = made()
    with pytest.raises(TextError, match=r"received \w+ with the columns .*'text': say with text_column"):
        next(small.classify_many(table))
    with pytest.raises(TextError, match=r"has no column 'review': its columns are .*'text'"):
        next(small.classify_many(table, text_column="review"))
    found = list(small.classify_many(table, text_column="text"))
    assert [item.text for item in found if isinstance(item, Prediction)] == TEXTS


@pytest.mark.parametrize(
    "made",
    [
        lambda: tuple(TEXTS),
        lambda: np.array(TEXTS),
        lambda: np.array(TEXTS, dtype=object),
        lambda: pytest.importorskip("pandas").Series(TEXTS, index=["columns", "b"]),
        lambda: pytest.importorskip("pyarrow").chunked_array([TEXTS]),
    ],
    ids=["tuple", "array", "objects", "Series", "ChunkedArray"],
)
def test_a_column_is_texts(small: Classifier, made: Callable[[], Any]) -> None:
    found = list(small.classify_many(made()))
    assert [item.text for item in found if isinstance(item, Prediction)] == TEXTS
    with pytest.raises(TextError, match="text_column names a column of a DataFrame or dict"):
        next(small.classify_many(made(), text_column="text"))


def test_a_missing_value_of_a_column_fails_alone(small: Classifier) -> None:
    frame = pytest.importorskip("pandas").DataFrame({"text": [TEXTS[0], None, float("nan")]})
    found = list(small.classify_many(frame, text_column="text"))
    assert [type(item) for item in found] == [Prediction, Failure, Failure]


def test_what_is_no_column_of_texts_is_refused(small: Classifier) -> None:
    for texts, why in (
        (np.array([TEXTS]), "in one dimension are expected, received ndarray of 2"),
        (np.array("text"), "received ndarray of 0"),
        (5, "such as a list, received int"),
        (b"bytes", "received one string"),
    ):
        with pytest.raises(TextError, match=why):
            next(small.classify_many(texts))
    with pytest.raises(TextError, match="column 'text' of the dict is one string"):
        next(small.classify_many({"text": "A superb film."}, text_column="text"))


def test_an_error_of_the_source_is_not_swallowed(small: Classifier) -> None:
    def broken() -> Iterator[str]:
        yield "a good film"
        raise OSError("the disk is gone")

    results = small.classify_many(broken())
    assert isinstance(next(results), Prediction)
    with pytest.raises(OSError, match="the disk is gone"):
        next(results)


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_text_gets_a_warning(classifier: Classifier, name: str) -> None:
    (warning,) = classifier.classify(STRANGE[name]).warnings
    assert "unknown to the model, or in fragments" in warning
    assert "do not rely on the answer" in warning


@pytest.mark.parametrize(
    "text", [*POSITIVE, *NEGATIVE, "good", "!!!", "Stanley Kubrick's film is good. 10/10 \u2014 don\u2019t miss it"]
)
def test_a_plain_text_gets_none(classifier: Classifier, text: str) -> None:
    assert classifier.classify(text).warnings == ()


def test_a_long_text_is_read_whole(classifier: Classifier) -> None:
    prediction = classifier.classify("good film " * 9_999)
    assert prediction.num_tokens == prediction.num_tokens_read == 19_998
    assert not any("were read" in warning for warning in prediction.warnings)


@pytest.mark.parametrize("text", ["A superb film. ", "The worst film ever made. "])
def test_a_text_of_one_phrase_over_and_over_gets_a_warning(classifier: Classifier, text: str) -> None:
    assert classifier.classify(text * 10).warnings == ()
    prediction = classifier.classify(text * 3_000)
    [warning] = prediction.warnings
    assert warning.startswith(f"log-odds of {prediction.logit:+,.0f} are more than")
    assert prediction.label == classifier.classify(text).label


def test_a_very_long_text_is_read_at_both_ends_with_a_warning(classifier: Classifier) -> None:
    text = "a good film . " * 6_250
    prediction = classifier.classify(text)
    assert prediction.num_tokens == 25_000
    assert prediction.num_tokens_read == len(prediction.tokens) == len(prediction.attention) == 20_000
    assert prediction.warnings[0] == "the text has 25,000 tokens: only its first and last 10,000 were read"
    assert prediction.tokens[9_999].end < len(text) * 0.41
    assert prediction.tokens[10_000].start > len(text) * 0.59
    assert prediction.words[-1].text == "."
    assert math.fsum(prediction.attention.tolist()) == pytest.approx(1, abs=1e-4)
    # What stands in the middle changes nothing.
    middle = len(text) // 2
    other = classifier.classify(text[:middle] + "zyzxqv awful " * 10 + text[middle:])
    assert other.logit == pytest.approx(prediction.logit, abs=1e-6)


def test_a_megabyte_of_one_word_is_answered(classifier: Classifier) -> None:
    prediction = classifier.classify("x1" * 500_000)
    assert prediction.num_tokens_read == min(prediction.num_tokens, 20_000) > 0
    assert "unknown to the model" in prediction.warnings[-1]
    assert 0 <= prediction.probability <= 1


def test_white_space_and_breaks_mean_nothing(classifier: Classifier) -> None:
    plain = classifier.classify("A good film. I liked it.")
    broken = classifier.classify("  A good\r\nfilm.<br /><br />I\tliked   it.\n")
    assert broken.logit == plain.logit
    assert [word.text for word in broken.words] == [word.text for word in plain.words]


@pytest.mark.parametrize("text", POSITIVE)
def test_praise_is_positive(classifier: Classifier, text: str) -> None:
    prediction = classifier.classify(text)
    assert prediction.label == "positive"
    assert prediction.probability > 0.7


@pytest.mark.parametrize("text", NEGATIVE)
def test_a_slating_is_negative(classifier: Classifier, text: str) -> None:
    prediction = classifier.classify(text)
    assert prediction.label == "negative"
    assert prediction.probability < 0.3


def test_sentences_have_the_sign_of_what_they_say(classifier: Classifier) -> None:
    good, bad = classifier.classify(
        "The first part is wonderful, a joy to watch, with superb acting. "
        "The second part is terrible, boring, badly written and a waste of time."
    ).sentences
    assert good.contribution > 0 > bad.contribution


def test_a_model_is_loaded_by_name_path_or_environment(bundle_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(bundle_path))
    for classifier in (Classifier.load(), Classifier.load(bundle_path), Classifier.load(str(bundle_path))):
        assert classifier.path == bundle_path
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "no_such_model")
    with pytest.raises(BundleNotFoundError, match="no_such_model"):
        Classifier.load()


@pytest.mark.parametrize("text", [POSITIVE[0], NEGATIVE[0], "A film.", "It is a film about a man, and a long one."])
def test_it_abstains_below_its_bound_and_only_there(bundle: Bundle, classifier: Classifier, text: str) -> None:
    answered = classifier.classify(text)
    for bound in (0.5, 0.6, 0.9, 0.99, answered.confidence, math.nextafter(answered.confidence, 1)):
        prediction = Classifier(bundle, abstain_below=bound).classify(text)
        assert prediction.abstained == (answered.confidence < bound)
        assert prediction.label == ("uncertain" if prediction.abstained else answered.label)
        assert prediction.probability == answered.probability
        assert prediction.words == answered.words


@pytest.mark.parametrize("bound", [0.4, 1, 80, -0.7, math.nan])
def test_what_is_no_bound_is_refused(bundle: Bundle, bound: float) -> None:
    with pytest.raises(ValueError, match=r"from 0\.5 to below 1"):
        Classifier(bundle, abstain_below=bound)


def test_a_class_called_uncertain_cannot_be_told_from_abstaining(bundle: Bundle) -> None:
    unsure = replace(bundle, manifest=replace(bundle.manifest, labels=("certain", "uncertain")))
    assert Classifier(unsure).classify(POSITIVE[0]).label == "uncertain"
    with pytest.raises(BundleError, match="could not be told apart"):
        Classifier(unsure, abstain_below=0.9)
