"""A trained network to a bundle; nothing is written unless the runtime agrees with Keras."""

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sentiment.bundle import MODEL, TOKENIZER, WEIGHTS, Golden
from sentiment.errors import TrainingError
from sentiment.session import Session
from sentiment.tokenizer import Tokenizer
from sentiment.training.batches import pad
from sentiment.training.model import Network
from sentiment.training.onnx_graph import float_model, half_model, small_model
from sentiment.training.weights import get_weights, to_safetensors

FLOAT_TOLERANCE, SMALL_TOLERANCE = 1e-5, 0.05
_ROUNDING = 2e-6  # of the sizes of all contributions together: what float32 leaves open in their sum

_WRITTEN = (
    "A superb film, and not a dull minute in it.",
    "I don't know why anyone would sit through this mess. Two hours of my life, gone!",
    "Not bad at all.<br /><br />The first half drags; the second -- oh my -- is wonderful… 10/10",
    "Meh 😐 caf\u00e9 na\u00efve \u201cart\u201d \u2018film\u2019 5\u00bd stars\r\n\tthe end",
)
_DRAWN_LENGTHS = (1, 12, 90, 400)  # words of the texts drawn from the vocabulary


def export(network: Network, definition: bytes, *, seed: int) -> tuple[dict[str, bytes], list[Golden]]:
    """Writes the model's files, in memory, and checks them.

    Args:
        network: Trained and calibrated.
        definition: Its `tokenizer.json`.
        seed: Of the golden texts that are drawn from the vocabulary: no text of the corpus goes into a bundle.

    Returns:
        Content of each file, and the golden examples, answered by Keras.

    Raises:
        TrainingError: The exact model differs from Keras by more than 1e-5 (and 2e-6 of the sizes of its
            contributions), or the small one, in int8 or else in float16, by more than .05.
    """
    weights, tokenizer = get_weights(network), Tokenizer(definition)
    is_word = network.classifier.get_layer("words").get_weights()[0] > 0
    golden = [_golden(network, text, tokenizer.encode(text).ids) for text in _texts(definition, seed)]
    _check("exact", float_model(weights, is_word).SerializeToString(), golden, FLOAT_TOLERANCE, relative=_ROUNDING)
    small = small_model(weights, is_word).SerializeToString()
    try:
        _check("small", small, golden, SMALL_TOLERANCE)
    except TrainingError:
        small = half_model(weights, is_word).SerializeToString()
        _check("small", small, golden, SMALL_TOLERANCE)
    return {TOKENIZER: definition, MODEL: small, WEIGHTS: to_safetensors(weights)}, golden


def _texts(definition: bytes, seed: int) -> list[str]:
    vocabulary = json.loads(definition)["model"]["vocab"]
    words = sorted(token for token in vocabulary if not token.startswith(("##", "[")))
    random = np.random.default_rng(seed)
    return [*_WRITTEN, *(" ".join(random.choice(words, size=length)) for length in _DRAWN_LENGTHS)]


def _golden(network: Network, text: str, ids: NDArray[np.int32]) -> Golden:
    logit, attention, contribution = (np.asarray(value) for value in network.explainer.predict_on_batch(pad([ids])))
    length = len(ids)
    return Golden(
        text=text,
        ids=ids.tolist(),
        logit=float(logit[0]),
        attention=[round(value, 8) for value in attention[0, :length].tolist()],
        contribution=[round(value, 8) for value in contribution[0, :length].tolist()],
    )


def _check(name: str, model: bytes, golden: Sequence[Golden], tolerance: float, *, relative: float = 0.0) -> None:
    session = Session(model)
    for example in golden:
        reading = session.read(np.array(example.ids, dtype=np.int32))
        allowed = tolerance + relative * float(np.abs(example.contribution).sum())
        off = abs(reading.logit - example.logit)
        if not off <= allowed:  # NaN, too
            raise TrainingError(f"the {name} model's logit is off by {off:.2g} on {example.text[:60]!r}")
        for values, expected in ((reading.attention, example.attention), (reading.contribution, example.contribution)):
            off = float(np.abs(values - np.array(expected)).max())
            if not off <= allowed:
                raise TrainingError(f"the {name} model is off by {off:.2g} at a token of {example.text[:60]!r}")
