"""What a trained model comes to on texts that it has not learnt from, read as it will be read when it is shipped."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment import metrics, selective
from sentiment.corpus import Examples
from sentiment.errors import TextError
from sentiment.session import Session
from sentiment.tokenizer import Tokenizer
from sentiment.training.batches import as_read
from sentiment.training.schedule import FittedModel
from sentiment.training.transfer import Origin


def measure(model: bytes, learnt: FittedModel, labels: NDArray[np.int8]) -> dict[str, Any]:
    """Measure the model on the held-out texts.

    Args:
        model: Content of `model.onnx`.
        learnt: Has the texts.
        labels: Of the held-out texts.  # [held out]
    """
    session = Session(model)
    probabilities = metrics.sigmoid([session.read(as_read(row)).logit for row in learnt.texts.held_out.rows])
    table = selective.risk_coverage(labels, probabilities).table()
    return {**metrics.measure(labels, probabilities).to_dict(), selective.NAME: table}


def before_and_after(
    origin: Origin, tokenizer: bytes, model: bytes, held_out: Examples, old: Examples | None
) -> dict[str, Any]:
    """Accuracy before and after fine-tuning, on the new domain and, where there are texts of it, on the old one.

    Args:
        origin: The model before.
        tokenizer: Of the model after, content of `tokenizer.json`.
        model: Of the model after, content of `model.onnx`.
        held_out: Texts of the new domain.
        old: Texts of the old one, which the model after has not learnt from.
    """
    reader, session = Tokenizer(tokenizer), Session(model)

    def logit(text: str) -> float:
        try:
            return session.read(reader.encode(text).ids).logit
        except TextError:  # as the origin's: it cannot be read
            return 0.0

    return {
        name: {
            "num_examples": len(examples),
            "before": _share_right(origin.logits(examples.texts), examples.labels),
            "after": _share_right([logit(text) for text in examples.texts], examples.labels),
        }
        for name, examples in (("new_domain", held_out), ("old_domain", old))
        if examples is not None
    }


def _share_right(logits: Any, labels: NDArray[np.int8]) -> float:
    return float(np.mean((np.asarray(logits) >= 0) == labels))
