"""What is done of an output, and who may go on with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from sentiment.errors import OutputError
from sentiment.files import PARTIAL, write_file
from sentiment.scoring.formats import JsonLines
from sentiment.scoring.journal import Part, check_output, open_journal, part_path

IDENTITY: dict[str, Any] = {"release": "1", "input": "i", "model": "m", "options": {"columns": ("a",)}}


def begin(output: Path, num_parts: int = 2) -> None:
    with open_journal(output, IDENTITY, force=False) as journal:
        for index in range(num_parts):
            content = f"{index}\n".encode()
            write_file(part_path(journal.folder, index), content)
            journal.add(Part(index, 1, index, len(content)))


def done(output: Path, identity: dict[str, Any] = IDENTITY) -> list[int]:
    with open_journal(output, identity, force=False) as journal:
        return sorted(journal.parts)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl.parts"


def test_what_is_done_is_known_again(output: Path) -> None:
    begin(output)
    with open_journal(output, IDENTITY, force=False) as journal:
        assert (sorted(journal.parts), journal.num_rows, journal.num_failed) == ([0, 1], 2, 1)
        assert not journal.complete
        journal.finish(JsonLines())
    assert output.read_text() == "0\n1\n"
    with open_journal(output, IDENTITY, force=False) as journal:
        assert (journal.complete, journal.num_rows, journal.num_failed) == (True, 2, 1)
        assert [path.name for path in journal.folder.iterdir()] == ["journal.jsonl"]


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_last_line_never_was(output: Path, folder: Path, cut: int) -> None:
    begin(output)
    journal = folder / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-cut])
    assert done(output) == [0]
    assert not part_path(folder, 1).exists()
    with open_journal(output, IDENTITY, force=False) as again:
        write_file(part_path(folder, 1), b"1\n")
        again.add(Part(1, 1, 1, 2))
    assert done(output) == [0, 1]


def test_a_torn_first_line_is_a_start_from_nothing(output: Path, folder: Path) -> None:
    begin(output, 0)
    journal = folder / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-1])
    assert done(output) == []
    assert json.loads(journal.read_text())["model"] == "m"


@pytest.mark.parametrize("content", [None, b"", b"1"])
def test_a_part_that_is_not_there_whole_is_done_again(output: Path, folder: Path, content: bytes | None) -> None:
    begin(output)
    part_path(folder, 0).unlink()
    if content is not None:
        part_path(folder, 0).write_bytes(content)
    (folder / f"{PARTIAL}12-00000007.part").write_bytes(b"half")
    assert done(output) == [1]
    assert sorted(path.name for path in folder.iterdir()) == ["00000001.part", "journal.jsonl"]


@pytest.mark.parametrize("name", list(IDENTITY))
def test_what_belongs_to_another_job_is_refused(output: Path, name: str) -> None:
    begin(output)
    with pytest.raises(OutputError, match=r"cannot be gone on with.*start anew with --force"):
        done(output, {**IDENTITY, name: "other"})
    with open_journal(output, {**IDENTITY, name: "other"}, force=True) as journal:
        assert not journal.parts


def test_one_process_at_a_time(output: Path) -> None:
    with (
        open_journal(output, IDENTITY, force=False),
        pytest.raises(OutputError, match="is being written by another process"),
    ):
        done(output)
    assert done(output) == []


@pytest.mark.parametrize("content", [b"[]\n", b"nothing\n", b"\xff\n", b"", b'{"index": 2}\n'])
def test_a_damaged_journal_is_refused(output: Path, folder: Path, content: bytes) -> None:
    begin(output)
    with (folder / "journal.jsonl").open("ab") as file:
        file.write(content + b"{}\n")
    with pytest.raises(OutputError, match=r"is damaged.*--force"):
        done(output)


def test_nobodys_files_are_removed(output: Path, folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with (
        pytest.raises(OutputError, match=r"holds 'thesis.txt': move that away"),
        open_journal(output, IDENTITY, force=True),
    ):
        pass
    assert (folder / "thesis.txt").read_text() == "mine"


def test_an_output_that_went_away_is_made_again(output: Path) -> None:
    begin(output)
    with open_journal(output, IDENTITY, force=False) as journal:
        journal.finish(JsonLines())
    output.unlink()
    assert done(output) == []


@pytest.mark.parametrize("resume", [False, True])
def test_an_input_is_never_written_over(tmp_path: Path, resume: bool) -> None:
    source = tmp_path / "in.csv"
    source.write_text("mine")
    (tmp_path / "link.csv").symlink_to(source)
    for output in (source, tmp_path / "link.csv"):
        with pytest.raises(OutputError, match="is the input"):
            check_output(output, source=str(source), resume=resume, force=not resume)


def test_what_check_output_says(output: Path, folder: Path, tmp_path: Path) -> None:
    check_output(output, source="in.csv", resume=True, force=False)
    check_output(output, source="in.csv", resume=False, force=False)
    begin(output)
    with pytest.raises(OutputError, match="go on with --resume, or start anew with --force"):
        check_output(output, source="in.csv", resume=False, force=False)
    check_output(output, source="in.csv", resume=True, force=False)
    check_output(output, source="in.csv", resume=False, force=True)
    other = tmp_path / "other.csv"
    other.write_text("mine")
    for resume in (False, True):
        with pytest.raises(OutputError, match="is already there"):
            check_output(other, source="in.csv", resume=resume, force=False)
    with pytest.raises(OutputError, match="there is no folder"):
        check_output(tmp_path / "no" / "a.csv", source="in.csv", resume=False, force=True)
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        check_output(tmp_path / "b.csv", source="in.csv", resume=False, force=True)
    (tmp_path / "c.csv.parts").write_text("")
    with pytest.raises(OutputError, match="is no folder"):
        check_output(tmp_path / "c.csv", source="in.csv", resume=False, force=True)
