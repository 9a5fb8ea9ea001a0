"""TFRecord files, made by hand."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.corpus.tfrecord import masked_checksum, read_records


def crc32c(data: bytes) -> int:
    """The definition, a bit at a time."""
    state = 0xFFFFFFFF
    for byte in data:
        state ^= byte
        for _ in range(8):
            state = state >> 1 ^ (0x82F63B78 if state & 1 else 0)
    return state ^ 0xFFFFFFFF


def masked(crc: int) -> int:
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def test_the_checksum_of_the_standard() -> None:
    assert crc32c(b"123456789") == 0xE3069283  # RFC 3720, appendix B.4, has more
    assert masked_checksum(bytes(32)) == masked(0x8A9136AA)


@given(st.binary(max_size=2_100))
def test_the_checksum_by_blocks_is_the_one_by_bits(data: bytes) -> None:
    assert masked_checksum(data) == masked(crc32c(data))


@pytest.mark.parametrize("size", [1_023, 1_024, 1_025, 1_027, 2_049])
def test_the_checksum_at_the_edges_of_blocks(size: int) -> None:
    data = bytes(index * 7 % 251 for index in range(size))
    assert masked_checksum(data) == masked(crc32c(data))


def write(path: Path, records: list[bytes]) -> Path:
    content = b""
    for record in records:
        head = struct.pack("<Q", len(record))
        content += head + struct.pack("<I", masked_checksum(head))
        content += record + struct.pack("<I", masked_checksum(record))
    path.write_bytes(content)
    return path


def test_a_range_of_records(tmp_path: Path) -> None:
    path = write(tmp_path / "file", [b"one", b"", b"three"])
    assert list(read_records(path, 0, 3)) == [b"one", b"", b"three"]
    assert list(read_records(path, 1, 2)) == [b""]
    with pytest.raises(OSError, match="file ends before record 3"):
        list(read_records(path, 0, 4))


def test_a_length_beyond_the_end_is_refused_before_it_is_read(tmp_path: Path) -> None:
    head = struct.pack("<Q", 2**62)
    path = tmp_path / "file"
    path.write_bytes(head + struct.pack("<I", masked_checksum(head)) + b"short")
    with pytest.raises(OSError, match="file ends within record 0"):
        list(read_records(path, 0, 1))
    with pytest.raises(OSError, match="file ends within record 0"):
        list(read_records(path, 1, 2))
