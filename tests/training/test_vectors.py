"""Word vectors: words that occur alike lie together."""

import numpy as np

from sentiment.training.vectors import learn_vectors


def test_words_of_one_topic_lie_together() -> None:
    random = np.random.default_rng(0)
    topics = (np.arange(2, 102), np.arange(102, 202))
    rows = [random.choice(topics[index % 2], size=30).astype(np.int32) for index in range(1500)]
    seen: list[int] = []
    vectors = learn_vectors(rows, num_tokens=205, size=12, epochs=20, seed=0, tick=seen.append)
    assert vectors.shape == (205, 12)
    assert vectors.dtype == np.float32
    assert sum(seen) == 21 * len(rows)  # gensim counts once, then reads twenty times
    unit = vectors[2:202] / np.linalg.norm(vectors[2:202], axis=1, keepdims=True)
    similar = unit @ unit.T
    assert similar[:100, :100].mean() > similar[:100, 100:].mean() + 0.2
    assert not vectors[0].any()
    assert vectors[202:].all()  # never seen, yet not zero


def test_few_texts_always_give_the_same() -> None:
    random = np.random.default_rng(0)
    rows = [random.integers(2, 100, size=300).astype(np.int32) for _ in range(200)]  # several of gensim's jobs
    one, other = (learn_vectors(rows, num_tokens=100, size=8, epochs=2, seed=0) for _ in range(2))
    np.testing.assert_array_equal(one, other)


def test_a_very_long_text_is_read_whole() -> None:
    rows = [np.concatenate([np.full(15_000, 2), np.full(5, 3)]).astype(np.int32)] * 3
    vectors = learn_vectors(rows, num_tokens=5, size=4, epochs=1, seed=0)
    assert vectors[3].any()
