"""Training on several devices: the GPUs of one machine, or of several machines, under JAX.

Data parallelism in step: each device has all weights and reads its part of every batch; gradients are averaged before
each step. So the weights come out as on one device, but for the order in which numbers are added. Every process runs
the whole schedule, in a scratch folder of its own; what process 0 makes counts, and it alone writes the model.

Where there are several machines, Keras' own environment variables say so: KERAS_DISTRIBUTION_JOB_ADDRESSES,
KERAS_DISTRIBUTION_NUM_PROCESSES and KERAS_DISTRIBUTION_PROCESS_ID.
"""

import atexit
import io
import os
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment.errors import TrainingError
from sentiment.training.model import PAD

_VARIABLES = tuple(f"KERAS_DISTRIBUTION_{name}" for name in ("JOB_ADDRESSES", "NUM_PROCESSES", "PROCESS_ID"))
_SHARED = "shared"


def start() -> None:
    """Joins the other processes, if there are any, and spreads what is built from now on over all devices.

    Must come before the first tensor is made; a second call does nothing.

    Raises:
        TrainingError: The backend is not JAX, a variable is missing or wrong, or the processes do not find each other.
    """
    given = [name for name in _VARIABLES if os.environ.get(name)]
    if keras.backend.backend() != "jax":
        if given:
            raise TrainingError(f"{given[0]} is set, and several processes need KERAS_BACKEND=jax: set that, too")
        return
    if keras.distribution.distribution() is not None:
        return
    if given:
        _join(given)
    devices = keras.distribution.list_devices()
    if len(devices) > 1:
        parallel = keras.distribution.DataParallel(devices=devices, auto_shard_dataset=False)
        keras.distribution.set_distribution(parallel)


def _join(given: list[str]) -> None:
    missing = [name for name in _VARIABLES if name not in given]
    if missing:
        raise TrainingError(f"{given[0]} is set and {missing[0]} is not: several processes need all three")
    try:
        keras.distribution.initialize()
    except (ValueError, RuntimeError) as error:
        reason = (str(error).splitlines() or [""])[0]
        raise TrainingError(f"the processes could not be joined ({reason}): check {', '.join(_VARIABLES)}") from error


def is_first() -> bool:
    """Whether this is process 0, or the only one."""
    return _process()[0] == 0


def own_folder(folder: Path) -> Path:
    """The folder itself for process 0; for any other a scratch folder of the same name, gone at exit."""
    if is_first():
        return folder
    scratch = Path(tempfile.mkdtemp(prefix="sentiment-"))
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    return scratch / folder.name


def share_files(path: Path) -> None:
    """Puts a file or folder of process 0 in the place of that of every other process; all have to ask for it."""
    if _process()[1] == 1:
        return
    from jax.experimental.multihost_utils import broadcast_one_to_all

    content = b""
    if is_first():
        with io.BytesIO() as buffer:
            with tarfile.open(fileobj=buffer, mode="w") as archive:
                archive.add(path, arcname=_SHARED)
            content = buffer.getvalue()
    length = int(broadcast_one_to_all(np.array(len(content), dtype=np.int32)))
    mine = np.frombuffer(content, dtype=np.uint8) if is_first() else np.zeros(length, dtype=np.uint8)
    everyones = np.asarray(broadcast_one_to_all(mine)).astype(np.uint8).tobytes()
    if not is_first():
        with tarfile.open(fileobj=io.BytesIO(everyones)) as archive:
            for member in archive:  # under the name that it has here
                member.name = path.name + member.name.removeprefix(_SHARED)
                archive.extract(member, path.parent, filter="data")


def everywhere(truth: bool) -> bool:
    """Whether it is true in every process; all have to ask for it."""
    if _process()[1] == 1:
        return truth
    from jax.experimental.multihost_utils import process_allgather

    return bool(np.all(process_allgather(np.array(truth))))


def share(batches: keras.utils.PyDataset) -> keras.utils.PyDataset:
    """This process's part of batches that all processes draw alike; the batches themselves where there is one device.

    Args:
        batches: Of token ids [batch, length] and targets [batch, 1], and of weights [batch] if not all are 1.
    """
    distribution = keras.distribution.distribution()
    if distribution is None:
        return batches
    return _Share(batches, num_devices=distribution.device_mesh.devices.size)


class _Share(keras.utils.PyDataset):
    """The rows between two bounds of each batch; rows of no weight are added so that every device gets as many."""

    def __init__(self, batches: keras.utils.PyDataset, *, num_devices: int) -> None:
        super().__init__()
        self.batches, self.num_devices = batches, num_devices

    def __len__(self) -> int:
        return len(self.batches)

    def __getitem__(self, index: int) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
        ids, targets, *given = self.batches[index]
        each = given[0] if given else np.ones(len(ids), dtype=np.float32)
        added = -len(ids) % self.num_devices
        total = len(ids) + added
        # Keras divides the sum of losses by the number of all rows.
        weights = np.pad(each * np.float32(total / len(ids)), (0, added))
        ids = np.pad(ids, [(0, added), (0, 0)], constant_values=PAD)
        targets = np.pad(targets, [(0, added), (0, 0)])
        process, num_processes = _process()
        part = slice(process * total // num_processes, (process + 1) * total // num_processes)
        return ids[part], targets[part], weights[part]

    def on_epoch_end(self) -> None:
        """Goes on to the next epoch's batches."""
        self.batches.on_epoch_end()


def _process() -> tuple[int, int]:
    """Number of this process, and how many there are."""
    distribution: Any = keras.distribution.distribution()
    if distribution is None:
        return 0, 1
    import jax

    return jax.process_index(), jax.process_count()
