"""Soft labels on disk: the logit that a teacher gave to each text, found again by the text's hash.

With the file a student can be retrained without its teacher. It is a compressed NumPy archive without pickles:

* `hashes`: the first 4 to 8 bytes of the SHA-256 of each text in UTF-8, in ascending order, one plane a byte, the most
  significant first. It takes as many bytes as are needed to tell all texts in the file apart.  # [bytes, texts] uint8
* `logits`: rounded to 1/64.  # [texts] float16

A text costs about five bytes. The texts themselves cannot be read from the file.
"""

import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sentiment.errors import TrainingError
from sentiment.files import whole_file

HIGHEST = 30.0
"""Logits are kept in [-HIGHEST, HIGHEST]; beyond, the probability is 0 or 1 for any practical purpose."""
_STEP = 1 / 64
_WIDTHS = range(4, 9)  # bytes of a hash
_DIGEST = 8
_LARGEST = 2**30  # bytes, unpacked
_NAMES = ("hashes", "logits")


@dataclass(frozen=True)
class SoftLabels:
    """Logits by text.

    Attributes:
        hashes: Hash of each text, ascending.  # [texts] uint64
        logits: Logit of each text.  # [texts] float16
        width: Bytes of a hash.
    """

    hashes: NDArray[np.uint64]
    logits: NDArray[np.float16]
    width: int

    def __len__(self) -> int:
        """Number of texts."""
        return len(self.hashes)

    def lookup(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Look texts up.

        Returns:
            The logit of each text, 0 where it has none, and whether it has one.  # [texts], [texts]
        """
        wanted = _shortened(_digests(texts), self.width)
        if not len(self):
            return np.zeros(len(wanted), dtype=np.float32), np.zeros(len(wanted), dtype=np.bool_)
        places = np.minimum(np.searchsorted(self.hashes, wanted), len(self) - 1)
        found = self.hashes[places] == wanted
        return np.where(found, self.logits[places], 0).astype(np.float32), found


def write_soft_labels(path: Path, texts: Sequence[str], logits: ArrayLike) -> None:
    """Write the logit of each text. Of equal texts the first one counts.

    Args:
        path: The file to write, or to replace in one step.
        texts: The texts.
        logits: Their logits.  # [texts]

    Raises:
        TrainingError: There is not one finite logit per text.
        OutputError: The file cannot be written.
    """
    given = np.asarray(logits, dtype=np.float32)
    if given.shape != (len(texts),):
        raise TrainingError(
            f"soft labels need one logit per text: got logits of shape {list(given.shape)} for {len(texts):,} texts"
        )
    if not np.isfinite(given).all():
        raise TrainingError(
            f"the logit of text {int(np.argmin(np.isfinite(given))) + 1:,} is not a finite number: check the teacher"
        )
    digests, first = np.unique(_digests(texts), return_index=True)
    kept = np.clip(np.round(given[first] / _STEP) * _STEP, -HIGHEST, HIGHEST).astype(np.float16)
    # Eight bytes always do: two of a billion texts share them with a probability of 3 %, and then one logit is off.
    width = next(
        (width for width in _WIDTHS if len(np.unique(_shortened(digests, width))) == len(digests)), _WIDTHS[-1]
    )
    planes = digests.astype(">u8").view(np.uint8).reshape(-1, _DIGEST).T[:width]
    with whole_file(path) as partial, partial.open("wb") as file:
        np.savez_compressed(file, hashes=np.ascontiguousarray(planes), logits=kept)


def read_soft_labels(path: Path) -> SoftLabels:
    """Read and check a file of soft labels.

    Raises:
        TrainingError: The file cannot be read or is not a whole, valid file of soft labels.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sorted(archive.namelist()) != [f"{name}.npy" for name in _NAMES]:
                raise _invalid(path, f"it holds {', '.join(archive.namelist()) or 'nothing'}")
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise _invalid(path, f"it unpacks to more than {_LARGEST:,} bytes")
            planes, logits = (_array(path, archive, name) for name in _NAMES)
    except OSError as error:
        raise TrainingError(f"{path} cannot be read: {error.strerror or error}; check the path") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _invalid(path, str(error)) from error
    if planes.dtype != np.uint8 or planes.ndim != 2 or len(planes) not in _WIDTHS:
        raise _invalid(path, f"hashes are {planes.dtype} {list(planes.shape)}")
    if logits.dtype != np.float16 or logits.shape != planes.shape[1:]:
        raise _invalid(path, f"logits are {logits.dtype} {list(logits.shape)} for {planes.shape[1]:,} hashes")
    if not np.isfinite(logits).all():
        raise _invalid(path, "a logit is not a finite number")
    hashes = np.zeros(planes.shape[1], dtype=np.uint64)
    for plane in planes:
        hashes = hashes << np.uint64(8) | plane
    if not (hashes[1:] > hashes[:-1]).all():
        raise _invalid(path, "the hashes are not in ascending order")
    return SoftLabels(hashes, logits, len(planes))


def _array(path: Path, archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    """Read an array; the header is checked before anything of the size that it claims is allocated."""
    entry = archive.getinfo(f"{name}.npy")
    with archive.open(entry) as file:
        try:
            version = np.lib.format.read_magic(file)
            if version != (1, 0):
                raise ValueError(f"version {version} of the NumPy format")
            shape, by_column, dtype = np.lib.format.read_array_header_1_0(file)
            content = file.read()
            if by_column and len(shape) > 1:
                raise ValueError("it is stored by column")
            return np.frombuffer(content, dtype=dtype).reshape(shape)
        except (ValueError, TypeError, SyntaxError) as error:
            raise _invalid(path, f"{name}: {error}") from error


def _digests(texts: Iterable[str]) -> NDArray[np.uint64]:
    """Return the first eight bytes of the SHA-256 of each text as a big-endian number."""
    raw = b"".join(sha256(text.encode("utf-8", "surrogatepass")).digest()[:_DIGEST] for text in texts)
    return np.frombuffer(raw, dtype=">u8").astype(np.uint64)


def _shortened(digests: NDArray[np.uint64], width: int) -> NDArray[np.uint64]:
    return digests >> np.uint64(8 * (_DIGEST - width))


def _invalid(path: Path, reason: str) -> TrainingError:
    return TrainingError(f"{path} is not a valid file of soft labels ({reason}): get it again, or write it again")
