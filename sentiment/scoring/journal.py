"""OUTPUT.parts: the parts of an output, and a journal of what they belong to and which are done.

    journal.jsonl     a line of what decides the output (`Plan.identity`), then one for each part that lies there whole,
                      and at the end one that says that OUTPUT is
    00000000.part     …

A line is written after what it speaks of. The last one may be torn, and then never was.
"""

import contextlib
import fcntl
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, BinaryIO

from sentiment.errors import OutputError
from sentiment.files import PARTIAL, cannot_write, check_place, sync, whole_file
from sentiment.scoring.formats import Format

_JOURNAL = "journal.jsonl"
_OURS = re.compile(rf"[0-9]{{8}}\.part|{re.escape(PARTIAL)}.+")
KEPT = "rows done are kept: make room or mend it, then go on with --resume"
_OTHERS = {
    "release": "it was begun by another release of this program",
    "input": "the input is another by now",
    "model": "it was begun with another model",
    "options": "it was begun with other options",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part that lies there whole.

    Attributes:
        index: Its place, from 0.
        num_rows: Rows in it.
        num_failed: Rows with an error among them.
        num_bytes: Its size.
    """

    index: int
    num_rows: int
    num_failed: int
    num_bytes: int


_PART = {field.name for field in fields(Part)}


@dataclass
class Journal:
    """What is done of one output. See `open_journal`.

    Attributes:
        folder: Where parts go.
        parts: Those that lie there whole, by index.
        complete: Whether the output itself is there.
    """

    output: Path
    folder: Path
    parts: dict[int, Part] = field(default_factory=dict)
    complete: bool = False
    _file: BinaryIO | None = None

    @property
    def num_rows(self) -> int:
        """Rows done."""
        return sum(part.num_rows for part in self.parts.values())

    @property
    def num_failed(self) -> int:
        """Rows with an error among them."""
        return sum(part.num_failed for part in self.parts.values())

    def add(self, part: Part) -> None:
        """Note that a part is done.

        Raises:
            OutputError: that cannot be written.
        """
        self._append(asdict(part))
        self.parts[part.index] = part

    def finish(self, format: Format) -> None:
        """Join the parts to the output, and remove them.

        Raises:
            OutputError: it cannot be written.
        """
        with whole_file(self.output, folder=self.folder, remedy=KEPT) as path, path.open("wb") as file:
            format.join((part_path(self.folder, index) for index in sorted(self.parts)), file)
        self._append({"complete": True})
        self.complete = True
        self._clear()

    def _append(self, line: dict[str, Any]) -> None:
        assert self._file is not None
        try:
            self._file.write(json.dumps(line).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise cannot_write(self.folder / _JOURNAL, error, remedy=KEPT) from error

    def _clear(self) -> None:
        """Remove all parts but those that are done and still needed, and what was to become one."""
        needed = set() if self.complete else {part_path(self.folder, index) for index in self.parts}
        for path in self.folder.iterdir():
            if _OURS.fullmatch(path.name) and path not in needed:
                path.unlink()

    def _begin(self, identity: dict[str, Any]) -> None:
        assert self._file is not None
        self.parts, self.complete = {}, False
        self._file.truncate(0)
        self._append(identity)
        sync(self.folder)

    def _go_on(self, lines: list[dict[str, Any]]) -> None:
        """Take over what the lines after the first speak of, as far as it is there."""
        for line in lines:
            if "complete" in line:
                self.complete = True
            elif line.keys() == _PART and all(type(value) is int for value in line.values()):
                self.parts[line["index"]] = Part(**line)
            else:
                raise _damaged(self.folder / _JOURNAL, "a line is of no part")
        if self.complete:
            return
        for part in list(self.parts.values()):
            path = part_path(self.folder, part.index)
            if not (path.is_file() and path.stat().st_size == part.num_bytes):
                del self.parts[part.index]


@contextlib.contextmanager
def open_journal(output: Path, identity: dict[str, Any], *, force: bool) -> Iterator[Journal]:
    """The journal of an output, this process's alone while the block lasts.

    It goes on with what is there, if anything is. Whether that is wanted, `check_output` asks.

    Args:
        output: The file to write.
        identity: What decides it (`Plan.identity`).
        force: Whether to start anew, whatever is there.

    Raises:
        OutputError: what is there is of another job, or of a process that still runs; or it cannot be written.
    """
    folder = parts_folder(output)
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(exist_ok=True)
            names = {path.name for path in folder.iterdir()}
            strange = sorted(name for name in names if name != _JOURNAL and not _OURS.fullmatch(name))
            if strange:
                raise OutputError(f"{folder} is needed for parts, and holds {strange[0]!r}: move that away")
            file = stack.enter_context((folder / _JOURNAL).open("a+b"))
            journal = Journal(output, folder, _file=file)
            _lock(file, output)
            lines = [] if force else _lines(file)
            if lines:
                check_same(output, lines[0], identity)
                journal._go_on(lines[1:])
            if not lines or (journal.complete and not output.is_file()):
                journal._begin(identity)
            journal._clear()
        except OSError as error:
            raise cannot_write(folder, error, remedy=KEPT) from error
        yield journal


def check_output(output: Path, *, source: str, resume: bool, force: bool) -> None:
    """Refuse, before any work is done, an output that could not be written, or would replace another or its input.

    Raises:
        OutputError: see `open_journal`.
    """
    folder = parts_folder(output)
    begun = (folder / _JOURNAL).is_file() and (folder / _JOURNAL).stat().st_size > 0
    check_place(output)
    if output.exists() and Path(source).exists() and output.samefile(source):
        raise OutputError(f"{output} is the input, and would be lost: choose another name for the output")
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is needed for parts, and is no folder: move it away")
    if force or (resume and begun):
        return
    if output.exists():
        how = f"there is no {folder} to go on with: " if resume else ""
        raise OutputError(f"{output} is already there; {how}choose another name, or replace it with --force")
    if begun and not resume:
        raise OutputError(f"{output} was begun, in {folder}: go on with --resume, or start anew with --force")


def parts_folder(output: Path) -> Path:
    """Where the parts of an output lie."""
    return output.with_name(output.name + ".parts")


def part_path(folder: Path, index: int) -> Path:
    """Where part `index`, from 0, lies."""
    return folder / f"{index:08d}.part"


def _lock(file: BinaryIO, output: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OutputError(f"{output} is being written by another process: wait for it, or stop it") from None


def _lines(file: BinaryIO) -> list[dict[str, Any]]:
    """What the journal says; a torn last line is cut off."""
    file.seek(0)
    content = file.read()
    whole = content[: content.rfind(b"\n") + 1]
    file.truncate(len(whole))
    try:
        lines = [json.loads(line) for line in whole.splitlines()]
        if not all(isinstance(line, dict) for line in lines):
            raise ValueError("a line is no object")
    except ValueError as error:
        raise _damaged(file.name, error) from None
    return lines


def _damaged(journal: str | Path, why: object) -> OutputError:
    return OutputError(f"{journal} is damaged ({why}): start anew with --force")


def check_same(output: Path | str, begun: dict[str, Any], identity: dict[str, Any]) -> None:
    """Refuse to go on with an output that was begun as another.

    Raises:
        OutputError: the two identities differ (`Plan.identity`).
    """
    for name, why in _OTHERS.items():
        if begun.get(name) != json.loads(json.dumps(identity[name])):
            raise OutputError(f"{output} cannot be gone on with, {why}: start anew with --force")
