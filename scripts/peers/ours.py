"""The model of this package: nothing is fitted here, a finished bundle is measured."""

from collections.abc import Callable
from pathlib import Path

from scripts.peers.protocol import Classify, Data, Fitted, serve


def fit(_: Data, model: Path) -> Fitted:
    """Says what is needed to answer: the bundle without the weights to train on."""
    from sentiment.bundle import WEIGHTS

    files = [path for path in model.iterdir() if path.name != WEIGHTS]
    return Fitted("`scripts/train_imdb`", files)


def load(model: Path) -> Classify:
    """Loads the bundle."""
    from sentiment import Classifier
    from sentiment.prediction import Prediction

    classifier = Classifier.load(model)
    return lambda texts: [
        isinstance(found, Prediction) and found.probability >= 0.5 for found in classifier.classify_many(texts)
    ]


def tokenizer(model: Path) -> Callable[[str], int]:
    """Counts tokens."""
    from sentiment.bundle import TOKENIZER
    from sentiment.tokenizer import Tokenizer

    found = Tokenizer((model / TOKENIZER).read_bytes())
    return lambda text: len(found.encode(text).ids)


if __name__ == "__main__":
    serve(fit, load, tokenizer=tokenizer)
