"""A bundle in forms that other tools read: one Keras file that takes token ids, or the ONNX graph in full precision.

Both compute in float32 from `weights.safetensors`, which keeps the weights in half precision. So they agree with each
other; the bundle's own `model.onnx` has its embedding in int8, and its logits may be off by a few hundredths.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np

from sentiment.bundle import MODEL, TOKENIZER, WEIGHTS, Bundle, Golden, file_hashes, write_bundle
from sentiment.classifier import Classifier, GoldenCheck
from sentiment.corpus.quiet import quiet
from sentiment.errors import BundleCorruptError
from sentiment.files import whole_file
from sentiment.metrics import sigmoid
from sentiment.tokenizer import Tokenizer
from sentiment.training.batches import pad
from sentiment.training.onnx_graph import float_model
from sentiment.training.stored import load_network, read_stored


def write_keras(bundle: Bundle, output: Path) -> float:
    """Write a bundle as one `.keras` file: token ids [batch, length], padded with 0 on the right, to probability.

    The file is written whole or not at all; a file there is replaced. Tokenize with the bundle's `tokenizer.json`.

    Returns:
        By how much a probability differs, at most, from what Keras answered to the golden examples when the bundle
        was made.

    Raises:
        BundleCorruptError: The model answers its golden examples in another way.
        OutputError: The file cannot be written.
    """
    with quiet():  # what TensorFlow says when it looks for a GPU
        classifier = load_network(bundle.path).classifier
        probability = keras.layers.Activation("sigmoid", name="probability")(classifier.output)
        model = keras.Model(classifier.input, probability, name="sentiment")
    difference = _difference(model, bundle.manifest.golden)
    if not difference <= bundle.manifest.tolerance:
        raise _strays(bundle, difference)
    with whole_file(output) as partial:
        model.save(partial)
    return difference


def write_onnx(bundle: Bundle, output: Path, *, force: bool) -> GoldenCheck:
    """Writes a bundle with `model.onnx` in float32: the same files and interface, larger and exact.

    Args:
        bundle: What to write.
        output: The directory to make.
        force: Whether to replace a bundle that is there.

    Returns:
        How well it answers the golden examples.

    Raises:
        BundleCorruptError: It answers them in another way.
        OutputError: There is something already, or it cannot be written.
    """
    _, weights = read_stored(bundle.path, bundle.manifest)
    is_word = ~Tokenizer(bundle.tokenizer).punctuation
    model = float_model(weights, is_word).SerializeToString()
    files = {TOKENIZER: bundle.tokenizer, MODEL: model, WEIGHTS: (bundle.path / WEIGHTS).read_bytes()}
    manifest = replace(bundle.manifest, files=file_hashes(files))
    check = Classifier(Bundle(output, manifest, bundle.tokenizer, model)).verify()
    if not check.passed:
        raise _strays(bundle, check.max_logit_difference)
    write_bundle(output, manifest, files, force=force)
    return check


def _difference(model: keras.Model, golden: Sequence[Golden]) -> float:
    """Return the largest difference of a probability."""
    rows = [np.array(example.ids, dtype=np.int32) for example in golden]
    probabilities = model.predict_on_batch(pad(rows))[:, 0]
    return float(np.abs(probabilities - sigmoid(np.array([example.logit for example in golden]))).max(initial=0))


def _strays(bundle: Bundle, difference: float) -> BundleCorruptError:
    return BundleCorruptError(
        f"{bundle.path} answers its golden examples differently than when it was made (off by {difference:.2g}): "
        "reinstall or re-download the model, or install the versions in constraints.txt"
    )
