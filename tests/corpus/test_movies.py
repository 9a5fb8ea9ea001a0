"""Reviews grouped by their film."""

from pathlib import Path

import numpy as np
import pytest

from sentiment.corpus import Examples, read_movies, text_key, with_groups
from sentiment.errors import CorpusError

EXAMPLES = Examples(["one", " two\n", "three"], np.array([0, 1, 1], np.int8), [1, 2, 3])


def write(folder: Path, *rows: str) -> Path:
    path = folder / "movies.tsv"
    path.write_text("text_sha256_16\tmovie\trating\n" + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_text_belongs_to_the_first_film_listed(tmp_path: Path) -> None:
    keys = [text_key(text)[:16] for text in ("one", "two")]
    table = write(tmp_path, f"{keys[0]}\ttt2\t1", f"{keys[0]}\ttt1\t1", f"{keys[1]}\ttt3\t9")
    notes: list[str] = []
    groups = with_groups(EXAMPLES, table, note=notes.append).groups
    assert groups == ["tt2", "tt3", text_key("three")]
    assert "1 of 3 texts are not in the table" in notes[0]


def test_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="none of the 3 texts"):
        with_groups(EXAMPLES, write(tmp_path, "0123456789abcdef\ttt1\t1"))
    with pytest.raises(CorpusError, match="line 2 has 2 cells"):
        read_movies(write(tmp_path, "0123456789abcdef\ttt1"))
    with pytest.raises(CorpusError, match="scripts/imdb_movies"):
        read_movies(tmp_path / "nowhere.tsv")
    (tmp_path / "other.tsv").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="columns text_sha256_16, movie, rating expected"):
        read_movies(tmp_path / "other.tsv")
