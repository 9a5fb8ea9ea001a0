"""Spreadsheets: the first sheet or the one named, each cell as text."""

import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentiment.corpus import Columns, load_examples, open_corpus, xlsx
from sentiment.errors import CorpusError, MissingExtraError
from tests.corpus.write_workbook import Cell, write_workbook
from tests.hostile import bounded, damaged

pytest.importorskip("python_calamine")

ROWS: list[list[Cell]] = [
    ["id", "text", "label", "seen"],
    [7, "A superb film,\nreally & truly", 1, True],
    [8.5, "Dull – “so dull”", 0, None],
]


def test_the_first_sheet_is_read_and_said(tmp_path: Path) -> None:
    source = write_workbook(tmp_path / "a.xlsx", {"Empty": [], "Reviews": ROWS, "Other": [["x"]]})
    notes: list[str] = []
    rows = list(open_corpus(source, Columns(cells=True), note=notes.append, labelled=True))
    assert [(row.text, row.id, row.label) for row in rows] == [
        ("A superb film,\nreally & truly", "7", 1),
        ("Dull – “so dull”", "8.5", 0),
    ]
    assert rows[0].cells == {"id": "7", "text": rows[0].text, "label": "1", "seen": "true"}
    assert notes[0].endswith("sheet 'Reviews', the first of 3 with anything in it; --sheet names another")
    assert "text from column 'text'" in notes[1]


def test_a_lone_sheet_is_not_said(tmp_path: Path) -> None:
    notes: list[str] = []
    source = write_workbook(tmp_path / "A.XLSX", {"Sheet1": ROWS})
    assert len(load_examples(source, note=notes.append)) == 2
    assert not any("--sheet" in note for note in notes)


def test_a_sheet_can_be_named(tmp_path: Path) -> None:
    source = write_workbook(tmp_path / "a.xlsx", {"One": ROWS, "Two": [["text"], ["Fine"]]})
    assert [row.text for row in open_corpus(source, Columns(sheet="Two"))] == ["Fine"]
    with pytest.raises(CorpusError, match="no sheet 'Three'; the sheets are 'One', 'Two'; name one with --sheet"):
        open_corpus(source, Columns(sheet="Three"))


def test_empty_rows_and_cells_have_their_place(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["text", "n"], ["a", 1], [None, None], ["b", None], [None, 3]]
    source = write_workbook(tmp_path / "a.xlsx", {"S": rows}, first_row=4)
    found = list(open_corpus(source))
    assert [row.text for row in found] == ["a", None, "b", ""]
    assert found[1].error == "row 6: the row is empty"


def test_a_sheet_is_only_for_spreadsheets(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\na\n")
    with pytest.raises(CorpusError, match=r"--sheet is for a spreadsheet \(\.xlsx\); leave it out"):
        open_corpus(str(tmp_path / "a.csv"), Columns(sheet="One"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xlsx", b"text\na\n", "this is no .xlsx file"),
        ("a.xlsx", b"PK\x03\x04 and so on", "damaged"),
        ("a.xlsx.gz", b"", r"\.xlsx is compressed within"),
        ("a.xls", b"", r"\.xls is not supported; save it as \.xlsx"),
        ("a.csv", b"PK\x03\x04 and so on", "a zip archive or spreadsheet"),
    ],
)
def test_what_is_no_workbook_is_one_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CorpusError, match=message) as caught:
        open_corpus(str(tmp_path / name))
    assert "\n" not in str(caught.value)


def test_a_workbook_without_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nothing is in it"):
        open_corpus(write_workbook(tmp_path / "a.xlsx", {"S": []}))


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "SIZE_LIMIT", 10_000)
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"S": ROWS})
    assert len(list(open_corpus(str(path)))) == 2
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", " " * 10_000)
    with pytest.raises(CorpusError, match="bytes once unpacked, more than the limit of 10,000"):
        open_corpus(str(path))


def test_without_the_extra_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtraError, match=r"reading a\.xlsx \(a spreadsheet\) needs the extra 'data'"):
        open_corpus(write_workbook(tmp_path / "a.xlsx", {"S": ROWS}))


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_is_rows_or_an_error(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"S": ROWS})
    path.write_bytes(data.draw(damaged(path.read_bytes())))
    message = ""
    with bounded():
        try:
            rows = list(open_corpus(str(path)))
        except CorpusError as error:
            rows, message = [], str(error)
    assert message.startswith(str(path)) or not message
    assert all((row.text is None) == (row.error is not None) for row in rows)
