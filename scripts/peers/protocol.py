"""What every peer of scripts/benchmark answers to, each in an environment of its own; standard library only.

    python -m scripts.peers.NAME fit DATA MODEL         tunes and fits, writes MODEL, prints what it chose
    python -m scripts.peers.NAME accuracy MODEL DATA    prints how many validation texts it gets right
    python -m scripts.peers.NAME speed MODEL TEXTS      prints how long it takes, many at once and one by one
    python -m scripts.peers.NAME one MODEL TEXT         prints the label of one text, then ends

DATA and TEXTS are JSON files, MODEL is a folder. Results are one JSON object on stdout.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

Classify = Callable[[Sequence[str]], Sequence[bool]]
"""Which texts are positive; called with many texts where speed is measured, else with one."""


@dataclass(frozen=True)
class Labelled:
    """Texts and their labels, 1 positive, 0 negative."""

    texts: list[str]
    labels: list[int]

    def num_right(self, answers: Sequence[bool]) -> int:
        """How many of the answers, one a text, are right."""
        return sum(bool(answer) == bool(label) for answer, label in zip(answers, self.labels, strict=True))


@dataclass(frozen=True)
class Data:
    """The split that all peers share: they learn from `train` and are tuned on `validation`."""

    train: Labelled
    validation: Labelled

    @classmethod
    def read(cls, path: Path) -> "Data":
        """From a JSON file `{"train": {"texts", "labels"}, "validation": {"texts", "labels"}}`."""
        found = json.loads(path.read_text(encoding="utf-8"))
        return cls(Labelled(**found["train"]), Labelled(**found["validation"]))


@dataclass(frozen=True)
class Fitted:
    """What `fit` did.

    Attributes:
        setting: What was chosen on the validation texts, and out of what.
        files: What has to lie on disk to answer.
    """

    setting: str
    files: list[Path]


@dataclass(frozen=True)
class Speed:
    """How long it took; seconds throughout.

    Attributes:
        num_texts: Texts read together.
        seconds: All of them.
        alone: Each of the texts that were read one by one.
        num_tokens: Tokens of the texts read together, where the peer has a tokenizer to be timed.
        tokenizing: Making them.
    """

    num_texts: int
    seconds: float
    alone: list[float]
    num_tokens: int | None = None
    tokenizing: float | None = None


def serve(
    fit: Callable[[Data, Path], Fitted],
    load: Callable[[Path], Classify],
    *,
    tokenizer: Callable[[Path], Callable[[str], int]] | None = None,
) -> None:
    """Carries out the command that this process was started with.

    Args:
        fit: Learns from the data and leaves a model in a folder, which is there.
        load: Reads that folder. Slow imports belong in here, so that a cold start pays for what it needs only.
        tokenizer: Reads that folder, gives what counts the tokens of a text.
    """
    command, first, second = sys.argv[1:]
    if command == "fit":
        model = Path(second)
        model.mkdir(parents=True, exist_ok=True)
        fitted = fit(Data.read(Path(first)), model)
        size = sum(path.stat().st_size for path in fitted.files)
        print(json.dumps({"setting": fitted.setting, "bytes": size}))
    elif command == "accuracy":
        validation = Data.read(Path(second)).validation
        right = validation.num_right(load(Path(first))(validation.texts))
        print(json.dumps({"num_right": right, "num_texts": len(validation.texts)}))
    elif command == "speed":
        texts = json.loads(Path(second).read_text(encoding="utf-8"))
        tokens = tokenizer(Path(first)) if tokenizer else None
        print(json.dumps(asdict(timed(load(Path(first)), tokens=tokens, **texts))))
    elif command == "one":
        print("positive" if load(Path(first))([second])[0] else "negative")
    else:
        sys.exit(f"fit, accuracy, speed or one, not {command!r}")


def timed(
    classify: Classify,
    *,
    warm_up: Sequence[str],
    together: Sequence[str],
    alone: Sequence[str],
    tokens: Callable[[str], int] | None = None,
) -> Speed:
    """Times a classifier, after it has read the texts to warm up on."""
    for text in warm_up:
        classify([text])
    began = time.perf_counter()
    classify(together)
    seconds = time.perf_counter() - began
    each = []
    for text in alone:
        began = time.perf_counter()
        classify([text])
        each.append(time.perf_counter() - began)
    if tokens is None:
        return Speed(len(together), seconds, each)
    for text in warm_up:
        tokens(text)
    began = time.perf_counter()
    number = sum(map(tokens, together))
    return Speed(len(together), seconds, each, number, time.perf_counter() - began)


def plain(text: str) -> str:
    """The text without IMDB's only mark-up, `<br />`, which no peer should have to know."""
    return text.replace("<br />", " ")


def best_threshold(scores: Iterable[float], labels: Sequence[int]) -> float:
    """The threshold from which on a score counts as positive, so that most labels are right.

    Between two scores the middle is taken; of thresholds that do equally well, the lowest.
    """
    ranked = sorted(zip(scores, labels, strict=True))
    values = [score for score, _ in ranked]
    right = most = sum(labels)  # all positive
    threshold = values[0] - 1.0
    for place, (score, label) in enumerate(ranked):
        right += -1 if label else 1  # this score is now below the threshold
        following = values[place + 1] if place + 1 < len(values) else score + 2.0
        if following > score and right > most:
            most, threshold = right, (score + following) / 2
    return threshold
