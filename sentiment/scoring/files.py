"""Files that are there whole or not at all, and survive a power cut once they are."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sentiment.errors import OutputError


def part_path(folder: Path, index: int) -> Path:
    """Where part `index`, from 0, lies."""
    return folder / f"{index:08d}.part"


def write_file(path: Path, content: bytes) -> None:
    """Write a file at once.

    Raises:
        OutputError: it cannot be written.
    """
    with new_file(path, path.parent) as file:
        file.write(content)


@contextlib.contextmanager
def new_file(path: Path, folder: Path) -> Iterator[BinaryIO]:
    """A file to write, under a temporary name in `folder`; renamed when the block ends, dropped when it fails.

    Raises:
        OutputError: it cannot be written.
    """
    temporary = folder / f"{path.name}.{os.getpid()}.tmp"
    try:
        try:
            with temporary.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> OutputError:
    """The error that says why, and how to go on."""
    return OutputError(
        f"{path} cannot be written: {error.strerror or error}; rows done are kept: make room or mend it, then go on "
        "with --resume"
    )


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
