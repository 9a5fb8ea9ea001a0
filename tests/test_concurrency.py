"""One classifier among many threads, and in processes that were forked: each answer is the one given alone."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from sentiment import tokenizer
from sentiment.bundle import Bundle
from sentiment.classifier import Classifier
from sentiment.prediction import Prediction

NUM_THREADS, NUM_ROUNDS = 8, 15
TEXTS = [
    f"{opening} film{n}, {' '.join(f'word{n}x{m} is dull' for m in range(n % 7))} and I {verb} it. Naïve café <br />!"
    for n, opening in enumerate(("A superb", "A dull", "An odd", "No"))
    for verb in ("loved", "left", "bore")
]


def assert_same(one: Prediction, other: Prediction) -> None:
    assert (one.text, one.label, one.logit) == (other.text, other.label, other.logit)
    assert tuple(one.offsets) == tuple(other.offsets)
    np.testing.assert_array_equal(one.contribution, other.contribution)
    np.testing.assert_array_equal(one.attention, other.attention)


@pytest.mark.parametrize("memory", [5, 1 << 17])
def test_eight_threads_get_the_answers_that_one_gets(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch, memory: int
) -> None:
    """With little memory for tokens, it is emptied all the time, by one thread while others read it."""
    alone = [Classifier(bundle).classify(text) for text in TEXTS]
    monkeypatch.setattr(tokenizer, "_MEMORY", memory)
    shared = Classifier(bundle)
    together = threading.Barrier(NUM_THREADS)

    def work(thread: int) -> int:
        together.wait()
        for turn in range(NUM_ROUNDS * len(TEXTS)):
            place = (turn * (thread + 1) + thread) % len(TEXTS)
            assert_same(shared.classify(TEXTS[place]), alone[place])
        return turn + 1

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(NUM_THREADS) as pool:
            assert sum(pool.map(work, range(NUM_THREADS))) == NUM_THREADS * NUM_ROUNDS * len(TEXTS)
    finally:
        sys.setswitchinterval(interval)


def test_threads_share_one_prediction(classifier: Classifier) -> None:
    """Its words are worked out when they are first asked for, whoever asks."""
    text = " ".join(TEXTS)
    expected = classifier.classify(text).words
    shared = classifier.classify(text)
    with ThreadPoolExecutor(NUM_THREADS) as pool:
        assert all(words == expected for words in pool.map(lambda _: shared.words, range(NUM_THREADS)))


FORKED = """
import multiprocessing, sys, warnings
warnings.simplefilter("ignore", DeprecationWarning)  # of Python 3.12 on: the parent has threads
from sentiment import Classifier
classifier = Classifier.load(sys.argv[1])
texts = sys.argv[2:]

def answers(_=None):
    return [(p.logit, p.label, p.words) for p in map(classifier.classify, texts)]

if __name__ == "__main__":
    alone = answers()
    with multiprocessing.get_context("fork").Pool(4) as pool:
        for forked in pool.map(answers, range(12)):
            assert forked == alone
    assert answers() == alone
    print("same")
"""


def test_a_classifier_answers_in_forked_processes(bundle_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", FORKED, str(bundle_path), *TEXTS],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (result.stdout, result.stderr) == ("same\n", "")
