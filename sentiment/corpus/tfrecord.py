"""The TFRecord format, read without TensorFlow: a length, its checksum, the data, its checksum.

https://www.tensorflow.org/tutorials/load_data/tfrecord. Both checksums (CRC-32C, masked) are verified, and a length is
compared with what is left of the file, so that a damaged copy is noticed before anything is made of it.
"""

import functools
import os
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_HEAD, _CHECKSUM = struct.Struct("<QI"), struct.Struct("<I")
_POLYNOMIAL = 0x82F63B78  # Castagnoli's, bits reversed
_ALL = 0xFFFFFFFF
_MASK = 0xA282EAD8  # added, after a rotation, because a checksum of checksums is weak
_BLOCK = 1024  # bytes whose checksum is looked up at once


def read_records(path: Path, first: int, last: int) -> Iterator[bytes]:
    """Records `first` to `last` (exclusive) of a TFRecord file.

    Raises:
        OSError: the file cannot be read, ends too early, or has a wrong checksum.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        for number in range(last):
            head = file.read(_HEAD.size)
            if len(head) < _HEAD.size:
                raise OSError(f"{path.name} ends before record {number}")
            length, checksum = _HEAD.unpack(head)
            if masked_checksum(head[:8]) != checksum:
                raise OSError(f"{path.name} is damaged at the length of record {number}")
            if length + _CHECKSUM.size > size - file.tell():
                raise OSError(f"{path.name} ends within record {number}")
            if number < first:
                file.seek(length + _CHECKSUM.size, os.SEEK_CUR)
                continue
            record = file.read(length)
            if file.read(_CHECKSUM.size) != _CHECKSUM.pack(masked_checksum(record)):
                raise OSError(f"{path.name} is damaged within record {number}")
            yield record


def masked_checksum(data: bytes) -> int:
    """The checksum that TFRecord stores of `data`."""
    crc = _crc32c(data)
    return ((crc >> 15 | crc << 17) + _MASK) & _ALL


def _crc32c(data: bytes) -> int:
    """CRC-32C, a block at a time: the checksum of a block is the exclusive or of what each of its bytes brings."""
    state = _ALL
    table, rows = _table()
    for start in range(0, len(data), _BLOCK):
        block = np.frombuffer(data, dtype=np.uint8, count=min(_BLOCK, len(data) - start), offset=start)
        places = rows[_BLOCK - len(block) :] + block  # [block size]
        num_mixed = min(4, len(block))
        places[:num_mixed] ^= np.frombuffer(_CHECKSUM.pack(state), dtype=np.uint8, count=num_mixed)
        state = int(np.bitwise_xor.reduce(table.take(places))) ^ state >> 8 * num_mixed
    return state ^ _ALL


@functools.cache
def _table() -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """What each byte at each place of a block brings, end to end, [_BLOCK * 256]; where each place starts, [_BLOCK]."""
    step = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        step = step >> np.uint32(1) ^ (step & np.uint32(1)) * np.uint32(_POLYNOMIAL)
    table = np.empty((_BLOCK, 256), dtype=np.uint32)
    table[-1] = step
    for place in range(_BLOCK - 1, 0, -1):
        table[place - 1] = table[place] >> np.uint32(8) ^ step[table[place] & np.uint32(255)]
    return table.ravel(), np.arange(_BLOCK, dtype=np.int64) * 256
