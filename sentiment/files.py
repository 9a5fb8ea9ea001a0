"""Files that are there whole or not at all, and survive a power cut once they are."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from sentiment.errors import OutputError

PARTIAL = ".partial-"  # what the name of a file starts with until it is whole
_MAKE_ROOM = "make room"
_REMEDY = f"{_MAKE_ROOM}, or choose another place"
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
CHECK_PERMISSIONS = "check the permissions of the file and of its folder"
# What is said of a folder that cannot be forced to the disk: by such file systems; and without the right to read it.
_UNKNOWN = (errno.EINVAL, errno.ENOTSUP, errno.EACCES)
_NUM_KEPT = 40  # last characters of its name to know it by; the ending, too, says to some writers what to write


@contextlib.contextmanager
def whole_file(path: Path, *, folder: Path | None = None, remedy: str = _REMEDY) -> Iterator[Path]:
    """Where to write a file: renamed to `path` when the block ends, removed when it fails.

    Args:
        path: The file to make, or to replace in one step.
        folder: Where it lies until it is whole, on the same disk; None for the folder of `path`.
        remedy: What to do if it cannot be written.

    Raises:
        OutputError: It cannot be written; or it is there, and the disk fails to say that it will stay.
    """
    partial = (folder or path.parent) / f"{PARTIAL}{secrets.token_hex(4)}-{path.name[-_NUM_KEPT:]}"
    try:
        try:
            yield partial
            sync(partial)
            partial.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                partial.unlink()
            raise
    except OSError as error:
        raise cannot_write(path, error, remedy=remedy) from error
    try:
        sync(path.parent)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise OutputError(
                f"{path} is written, but would not survive a power cut ({error.strerror or error}): check the disk"
            ) from error


def write_file(path: Path, content: str | bytes, *, remedy: str = _REMEDY) -> None:
    """Write a file at once; text in UTF-8, half a surrogate pair escaped.

    Raises:
        OutputError: It cannot be written.
    """
    raw = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    with whole_file(path, remedy=remedy) as partial:
        partial.write_bytes(raw)


def cannot_write(path: Path, error: OSError, *, remedy: str = _REMEDY) -> OutputError:
    """Return the error that says why a file cannot be written, and what to do."""
    if is_denied(error):
        remedy = remedy.replace(_MAKE_ROOM, CHECK_PERMISSIONS)
    return OutputError(f"{path} cannot be written: {error.strerror or error}; {remedy}")


def is_denied(error: OSError) -> bool:
    """Return whether the permissions, or a disk that is read-only, are what is wrong."""
    return error.errno in _DENIED


def why(error: OSError) -> str:
    """Return what the system says of an error and, where permissions are missing, what to do."""
    reason = str(error.strerror or error)
    return f"{reason}: {CHECK_PERMISSIONS}" if is_denied(error) else reason


def sync(path: Path) -> None:
    """Make what is in a file, or the names in a folder, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check_place(path: Path) -> None:
    """Refuse, before any work is done, a place where no file can be put.

    Raises:
        OutputError: It is that of a folder, or of a device such as /dev/stdout, or its folder is missing.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder: give the name of a file")
    if path.parent == Path("/dev") or (path.exists() and not path.is_file()):
        raise OutputError(f"{path} is a device or pipe, which no file can take the place of: give the name of a file")
    if not path.parent.is_dir():
        raise OutputError(f"{path} cannot be written, there is no folder {path.parent}: make it first")
