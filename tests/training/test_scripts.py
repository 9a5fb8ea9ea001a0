"""Learning from other scripts: what tells the classes apart is in the tokens."""

import json
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from sentiment.bundle import Bundle
from sentiment.tokenizer import Tokenizer
from sentiment.training.teacher import teach
from sentiment.training.vocabulary import learn_vocabulary

Corpus = tuple[list[str], NDArray[np.int8]]


def unspaced(good: str, bad: str, negation: str, fillers: str, stop: str) -> Corpus:
    """Sentences without a space; one holds a word that tells, in every third text negated."""
    random = np.random.default_rng(0)
    labels = np.arange(900, dtype=np.int8) % 2
    texts = []
    for label in labels.tolist():
        negated = random.random() < 1 / 3
        telling = (negation if negated else "") + str(random.choice((good if label != negated else bad).split()))
        parts = [str(random.choice(fillers.split())) for _ in range(8)]
        parts.insert(int(random.integers(9)), telling)
        texts.append("".join(parts) + stop)
    return texts, labels


def chinese() -> Corpus:
    # More characters than any alphabet holds, each of them more frequent than those that tell.
    fillers = " ".join(chr(code) for code in range(0x5000, 0x5000 + 260))
    return unspaced("好吃 美味 精彩 优秀 满意", "难闻 无聊 糟糕 失望 恶心", "不", fillers, "。")


def thai() -> Corpus:
    fillers = "อาหาร ร้านนี้ หนังเรื่อง วันนี้ กับเพื่อน ที่บ้าน ของเรา พนักงาน กาแฟ เมื่อวาน"
    return unspaced("ดี อร่อย สนุก สวย เยี่ยม", "แย่ น่าเบื่อ ช้า แพง สกปรก", "ไม่", fillers, "")


def spanish() -> Corpus:
    """Only an accent tells who did it and when; words with accents stand in both classes."""
    random = np.random.default_rng(0)
    labels = np.arange(600, dtype=np.int8) % 2
    verbs = "compro termino canto llamo entro pago gano lloro".split()
    fillers = "la película también música día canción en el cine más tarde con él".split()
    texts = []
    for label in labels.tolist():
        verb = str(random.choice(verbs))
        words = [str(random.choice(fillers)) for _ in range(8)]
        texts.append(" ".join([*words[:4], verb[:-1] + "ó" if label else verb, *words[4:]]) + ".")
    return texts, labels


def vietnamese() -> Corpus:
    """Words that differ by their tone."""
    random = np.random.default_rng(0)
    labels = np.arange(600, dtype=np.int8) % 2
    tones = {1: "má bán tốt đúng", 0: "mà bạn tột đụng"}
    fillers = "phim này nhà hàng của chúng tôi rất được những người".split()
    texts = []
    for label in labels.tolist():
        words = [str(random.choice(fillers)) for _ in range(8)]
        texts.append(" ".join([*words[:4], str(random.choice(tones[label].split())), *words[4:]]))
    return texts, labels


def held_out_accuracy(rows: Sequence[NDArray[np.int32]], labels: NDArray[np.int8]) -> float:
    """Accuracy of the n-gram teacher that has learned from the first two thirds."""
    learned = 2 * len(rows) // 3
    logits = teach(rows[:learned], labels[:learned], rows[learned:], seed=0)[0]
    return float(np.mean((logits > 0) == labels[learned:]))


@pytest.mark.parametrize("make", [chinese, thai, spanish, vietnamese])
def test_what_tells_the_classes_apart_is_learnt(bundle: Bundle, make: Callable[[], Corpus]) -> None:
    texts, labels = make()
    definition = learn_vocabulary(texts[: 2 * len(texts) // 3], size=1_000)
    tokenizer = Tokenizer(definition)
    encodings = [tokenizer.encode(text) for text in texts]
    assert held_out_accuracy([encoding.ids for encoding in encodings], labels) > 0.98
    assert sum(encoding.num_strange for encoding in encodings) < 0.02 * sum(e.num_words for e in encodings)
    # English rules, which drop accents and know no other script, cannot tell.
    shipped = Tokenizer(bundle.tokenizer)
    english = [shipped.encode(text) for text in texts]
    assert held_out_accuracy([encoding.ids for encoding in english], labels) < 0.9
    assert sum(encoding.num_strange for encoding in english) > sum(encoding.num_words for encoding in english) / 3


def test_the_alphabet_fits_the_text() -> None:
    """All characters where they leave room for longer pieces; else the most frequent, whichever way they come."""
    few = "这 书 好 坏".split()
    many = [chr(code) for code in range(0x5000, 0x5000 + 900)]
    texts = ["".join(many), "".join(many[:300]), "".join(few)]
    vocabularies = [json.loads(learn_vocabulary(order, size=600))["model"]["vocab"] for order in (texts, texts[::-1])]
    assert vocabularies[0].keys() == vocabularies[1].keys()
    assert set(many[:300]) <= vocabularies[0].keys()
    assert not set(many[300:]) & vocabularies[0].keys()
    roomy = json.loads(learn_vocabulary(texts, size=2_500))["model"]["vocab"]
    assert {*few, *many} <= roomy.keys()
