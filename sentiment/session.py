"""Runs the model: the only place that knows onnxruntime.

The model computes in float32, so that the answer to a text is the same, to 1e-6, alone and in a batch with others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from sentiment.errors import BundleCorruptError

onnxruntime.disable_telemetry_events()  # Windows, where what sentiment/__init__.py does says nothing

_FATAL_ONLY = 4  # an error is raised, and its line on stderr would hold what a model calls its nodes, as it is
_EXTERNAL = b"location"  # the key, in ONNX, of a file that weights lie in
_INPUTS = {"token_ids", "lengths"}
_OUTPUTS = ("logit", "attention", "contribution")
_FLOATS = "tensor(float)"


@dataclass(frozen=True, eq=False, slots=True)
class Reading:
    """The model's answer to one text.

    Attributes:
        logit: Log-odds of the positive class.
        attention: Weight of each token, sums to 1.  # [tokens]
        contribution: Signed part of the logit of each token.  # [tokens]
    """

    logit: float
    attention: NDArray[np.float32]
    contribution: NDArray[np.float32]


class Session:
    """A loaded model; safe to use from several threads.

    The model is taken from memory, and must be complete: one that names other files is refused, and so is one with
    operators that ONNX Runtime does not bring, for no library of operators is ever loaded.

    Args:
        model: Content of a bundle's `model.onnx`.

    Raises:
        BundleCorruptError: It is not a model this package can run.
    """

    def __init__(self, model: bytes) -> None:
        if _EXTERNAL in model:
            raise BundleCorruptError(
                "model.onnx has weights in another file, which is never read: reinstall or re-download the model"
            )
        options = onnxruntime.SessionOptions()
        options.add_session_config_entry("session.load_model_format", "ONNX")
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = _FATAL_ONLY
        try:
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors share no base
            raise BundleCorruptError(
                f"model.onnx cannot be loaded ({_reason(error)}): reinstall or re-download the model"
            ) from error
        inputs = {value.name for value in self._session.get_inputs()}
        outputs = {value.name: value.type for value in self._session.get_outputs()}
        if inputs != _INPUTS or [outputs.get(name) for name in _OUTPUTS] != [_FLOATS] * len(_OUTPUTS):
            raise BundleCorruptError("model.onnx is a model of another kind: reinstall or re-download the model")

    def read(self, ids: NDArray[np.int32]) -> Reading:
        """Read one text.

        Args:
            ids: Token ids, at least one.  # [tokens]

        Raises:
            BundleCorruptError: The model cannot be run, such as on an id beyond its embedding.
        """
        return self.read_batch([ids])[0]

    def read_batch(self, rows: Sequence[NDArray[np.int32]]) -> list[Reading]:
        """Read several texts in one run; they are padded to the longest, so texts of like length are best.

        Args:
            rows: At least one; each has at least one token id.  # [batch] rows of [tokens]

        Raises:
            BundleCorruptError: The model cannot be run, such as on an id beyond its embedding.
        """
        lengths = [len(ids) for ids in rows]
        token_ids = np.zeros((len(rows), max(lengths)), dtype=np.int32)  # [batch, length]
        for row, ids in zip(token_ids, rows, strict=True):
            row[: len(ids)] = ids
        feed = {"token_ids": token_ids, "lengths": np.array(lengths, dtype=np.int32)}
        try:
            logits, attention, contribution = self._session.run(_OUTPUTS, feed)
            is_finite = all(np.isfinite(values).all() for values in (logits, attention, contribution))
        except Exception as error:
            raise BundleCorruptError(
                f"model.onnx cannot be run ({_reason(error)}): reinstall or re-download the model"
            ) from error
        if not (logits.shape == (len(rows),) and attention.shape == contribution.shape == token_ids.shape):
            raise BundleCorruptError(
                "model.onnx does not answer once for each token: reinstall or re-download the model"
            )
        if not is_finite:
            raise BundleCorruptError(
                "model.onnx answers with something else than finite numbers: reinstall or re-download the model"
            )
        return [
            Reading(logit, attention[row, :length], contribution[row, :length])
            for row, (logit, length) in enumerate(zip(logits.tolist(), lengths, strict=True))
        ]


def _reason(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
