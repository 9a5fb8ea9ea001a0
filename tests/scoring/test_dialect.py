"""The dialect of an input."""

import gzip
from pathlib import Path

import pytest

from sentiment.scoring.dialect import csv_dialect


@pytest.mark.parametrize(
    ("first", "columns", "delimiter"),
    [
        ("text", ["text"], ","),
        ("id,text", ["id", "text"], ","),
        ("id;text", ["id", "text"], ";"),
        ('Nr;"What did you like, what not?"', ["Nr", "What did you like, what not?"], ";"),
        ("id;price, EUR;review", ["id", "price, EUR", "review"], ";"),
        ('a,"b;c;d",e', ["a", "b;c;d", "e"], ","),
        ("a|b", ["a", "b"], "|"),
        ("sep=~\na~b", ["a", "b"], "~"),
        ('a\t"two\nlines"', ["a", "two\nlines"], "\t"),
        ("", [], ","),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_delimiter_is_the_one_under_which_the_first_row_names_the_columns(
    tmp_path: Path, first: str, columns: list[str], delimiter: str, encoding: str
) -> None:
    path = tmp_path / "a.csv"
    raw = f"{first}\n".encode(encoding)
    path.write_bytes(raw)
    assert csv_dialect(str(path)) == (delimiter, encoding != "utf-8")
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(raw))
    assert csv_dialect(str(packed)) == (delimiter, encoding != "utf-8")


@pytest.mark.parametrize("name", ["a.jsonl", "a.tsv", "-", "no_such_file.csv"])
def test_anything_else_has_the_plain_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    if name.startswith("a"):
        (tmp_path / name).write_text("\ufeffid;text\n")
    assert csv_dialect(name) == (",", False)
