"""The state of an unfinished fine-tuning in one file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment.errors import TrainingError
from sentiment.files import write_file
from sentiment.training.trainer import GO_ON


class FitState:
    """The file that a run of `fit` continues from.

    Args:
        path: The file.
        definition: Identifies the run.
    """

    def __init__(self, path: Path, definition: str) -> None:
        self.path, self.definition = path, definition

    def load(self) -> tuple[int, dict[str, list[NDArray[Any]]]]:
        """Return the number of steps done and the arrays of each group in order."""
        from safetensors import SafetensorError, safe_open

        if not self.path.exists():
            return 0, {}
        groups: dict[str, list[NDArray[Any]]] = {"model": []}
        try:
            with safe_open(self.path, framework="numpy") as file:
                facts = file.metadata() or {}
                for name in sorted(file.keys()):
                    groups.setdefault(name.partition("/")[0], []).append(file.get_tensor(name))
            step = int(facts["step"])
        except (SafetensorError, OSError, ValueError, KeyError) as error:
            raise damaged(self.path) from error
        if facts.get("definition") != self.definition:
            raise TrainingError(
                f"{self.path} is of a teacher with other texts or another configuration: give the same as at first, "
                "or start again with --force"
            )
        return step, groups

    def save(self, step: int, groups: Mapping[str, Sequence[keras.Variable]]) -> None:
        """Replace the file in one step."""
        from safetensors.numpy import save

        tensors = {
            f"{group}/{index:05}": np.asarray(keras.ops.convert_to_numpy(variable), order="C")
            for group, variables in groups.items()
            for index, variable in enumerate(variables)
        }
        facts = {"definition": self.definition, "step": str(step)}
        write_file(self.path, save(tensors, metadata=facts), remedy=GO_ON)


def restore(variables: Sequence[keras.Variable], arrays: Sequence[NDArray[Any]], path: Path) -> None:
    """Assign arrays from the file at `path` to variables.

    Raises:
        TrainingError: They do not fit.
    """
    if [tuple(variable.shape) for variable in variables] != [array.shape for array in arrays]:
        raise damaged(path)
    for variable, array in zip(variables, arrays, strict=True):
        variable.assign(array)


def damaged(path: Path) -> TrainingError:
    """Return the error for a file that cannot be used."""
    return TrainingError(f"{path} is damaged: delete it, or start again with --force")
