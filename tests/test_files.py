"""A file is there whole or not at all, whatever happens while it is written."""

import contextlib
import errno
import os
import resource
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from sentiment.errors import OutputError
from sentiment.files import PARTIAL, check_place, whole_file, write_file


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond 1,000 bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_file(tmp_path / "text", "a\r\nb \udc80 é\n")
    write_file(tmp_path / "bytes", b"\x00\xff")
    assert (tmp_path / "text").read_bytes() == b"a\r\nb \\udc80 \xc3\xa9\n"
    assert (tmp_path / "bytes").read_bytes() == b"\x00\xff"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bytes", "text"]


def test_nothing_is_seen_until_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "model.weights.h5"
    path.write_bytes(b"old")
    with whole_file(path) as partial:
        partial.write_bytes(b"new")
        assert path.read_bytes() == b"old"
        assert partial.name.startswith(PARTIAL)
        assert partial.name.endswith("model.weights.h5")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_two_that_write_at_once_are_not_mixed(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with whole_file(path) as one:
        one.write_bytes(b"one")
        with whole_file(path) as other:
            other.write_bytes(b"other")
        assert path.read_bytes() == b"other"
    assert path.read_bytes() == b"one"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_what_stops_a_writer_leaves_everything_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"old")

    def stopped() -> None:
        with whole_file(path) as partial:
            partial.write_bytes(b"half")
            raise error

    with pytest.raises(error):
        stopped()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("existing", [False, True])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, existing: bool) -> None:
    path = tmp_path / "page.html"
    if existing:
        path.write_bytes(b"old")
    with pytest.raises(OutputError, match=r"page\.html cannot be written: File too large; make room, or choose"):
        write_file(path, "x" * 2_000)
    assert [entry.read_bytes() for entry in tmp_path.iterdir()] == ([b"old"] if existing else [])


@pytest.mark.parametrize(("number", "refused"), [(errno.EIO, True), (errno.EINVAL, False), (errno.ENOTSUP, False)])
def test_a_folder_that_cannot_be_forced_to_the_disk_has_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, refused: bool
) -> None:
    path = tmp_path / "page.html"
    to_disk = os.fsync

    def fails_for_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        to_disk(descriptor)

    monkeypatch.setattr(os, "fsync", fails_for_folders)
    expected = pytest.raises(OutputError, match=r"page\.html is written, but would not survive a power cut \(Input")
    with expected if refused else contextlib.nullcontext():
        write_file(path, "new")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_the_remedy_is_the_writers(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"No such file or directory; go on with --resume"):
        write_file(tmp_path / "absent" / "file", "", remedy="go on with --resume")


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_permissions_are_those_of_any_new_file(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_file(tmp_path / "page.html", "")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize("name", ["é" * 120, "x" * 250, "x.y" * 80])
def test_a_name_may_be_as_long_as_the_disk_allows(tmp_path: Path, name: str) -> None:
    write_file(tmp_path / name, "whole")
    assert (tmp_path / name).read_text() == "whole"


def test_places_where_no_file_can_be_put(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/null")
    check_place(tmp_path / "new")
    with pytest.raises(OutputError, match="is a folder"):
        check_place(tmp_path)
    for place in (tmp_path / "pipe", tmp_path / "link", Path("/dev/stdout"), Path("/dev/null")):
        with pytest.raises(OutputError, match="device or pipe"):
            check_place(place)
    with pytest.raises(OutputError, match=r"there is no folder .*absent: make it first"):
        check_place(tmp_path / "absent" / "file")
