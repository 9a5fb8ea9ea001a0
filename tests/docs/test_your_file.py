"""docs/your_file.md: every example is read, or refused, as the page says."""

import ast
import re
from pathlib import Path

import pytest

from sentiment.corpus import open_corpus
from sentiment.corpus.columns import ID, LABEL, TEXT
from sentiment.corpus.rows import INPUT_FORMATS
from sentiment.corpus.source import FORMATS, SUPPORTED
from sentiment.errors import CorpusError

PAGE = (Path(__file__).parents[2] / "docs" / "your_file.md").read_text(encoding="utf-8")


def rows_of(section: str) -> list[list[str]]:
    """Return the cells of the table in a section."""
    part = PAGE.partition(f"## {section}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]*)`", cell)


def file_of(folder: Path, cell: str) -> Path:
    """Write the example of a cell."""
    name, content = codes(cell) if "``" not in cell else (*codes(cell)[:1], "")
    path = folder / name
    path.write_bytes(ast.literal_eval("b'" + content.replace("'", r"\'") + "'"))
    return path


READ, REFUSED = rows_of("What is read"), rows_of("What is refused")


@pytest.mark.parametrize("row", READ, ids=[row[0] for row in READ])
def test_what_is_read(tmp_path: Path, row: list[str]) -> None:
    _, example, texts, said = [*row, ""][:4]
    notes: list[str] = []
    found = [row.text for row in open_corpus(str(file_of(tmp_path, example)), note=notes.append)]
    assert found == [text.replace(r"\n", "\n") for text in codes(texts)]
    for fragment in codes(said):
        assert any(fragment in note for note in notes), notes
    assert bool(codes(said)) == bool(notes)


@pytest.mark.parametrize("row", REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_refused(tmp_path: Path, row: list[str]) -> None:
    _, example, error = row
    try:
        messages = [row.error for row in open_corpus(str(file_of(tmp_path, example))) if row.error]
    except CorpusError as refused:
        messages = [str(refused)]
    [message] = messages
    [fragment] = codes(error)
    assert fragment in message


def test_the_formats_are_those_of_the_code() -> None:
    endings = [codes(row[0])[0] for row in rows_of("Formats")]
    assert endings == [*FORMATS, ".parquet", ".xlsx"]
    assert all(ending in SUPPORTED for ending in endings)
    assert f"`--input-format {'|'.join(INPUT_FORMATS)}`" in PAGE


def test_the_names_of_columns_are_known() -> None:
    [line] = [line for line in PAGE.splitlines() if line.startswith("* **Columns**")]
    text, label, rest = re.split(r"; the (?:label|name)", line.partition(". The text is")[2])
    assert len(codes(text)) > 3
    for named, known in ((text, TEXT), (label, LABEL), (rest.partition(". ")[0], ID)):
        assert {"".join(filter(str.isalnum, name.casefold())) for name in codes(named)} <= set(known)
