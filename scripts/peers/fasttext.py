"""fastText with bigrams: averaged vectors of hashed words and pairs (Joulin et al. 2017), 10 units as in the paper."""

import re
from itertools import product
from pathlib import Path
from typing import Any

from scripts.peers.protocol import Classify, Data, Fitted, plain, serve

RATES = (0.25, 0.5)
EPOCHS = (5, 15)
_PARTS = re.compile(r"\w+|[^\w\s]")


def fit(data: Data, model: Path) -> Fitted:
    """Tries each learning rate with each number of epochs; one thread, so that a run can be repeated."""
    import fasttext  # type: ignore[import-not-found]

    lines, chosen, most = model / "train.txt", "", -1
    lines.write_text(
        "".join(
            f"__label__{label} {words(text)}\n" for text, label in zip(data.train.texts, data.train.labels, strict=True)
        ),
        encoding="utf-8",
    )
    for rate, epochs in product(RATES, EPOCHS):
        found = fasttext.train_supervised(
            str(lines), wordNgrams=2, dim=10, lr=rate, epoch=epochs, thread=1, seed=0, verbose=0
        )
        right = data.validation.num_right(_classify(found)(data.validation.texts))
        if right > most:
            most, chosen = right, f"learning rate {rate:g} of {_listed(RATES)}; {epochs} epochs of {_listed(EPOCHS)}"
            found.save_model(str(model / "model.bin"))
    lines.unlink()
    return Fitted(chosen, [model / "model.bin"])


def load(model: Path) -> Classify:
    """Reads the model."""
    import fasttext

    return _classify(fasttext.load_model(str(model / "model.bin")))


def words(text: str) -> str:
    """Words and punctuation in lower case on one line, with spaces between them: what fastText reads."""
    return " ".join(_PARTS.findall(plain(text).lower()))


def _classify(model: Any) -> Classify:
    return lambda texts: [label == "__label__1" for (label,) in model.predict([words(text) for text in texts])[0]]


def _listed(values: tuple[float, ...]) -> str:
    return ", ".join(f"{value:g}" for value in values)


if __name__ == "__main__":
    serve(fit, load)
