"""The table of films, rebuilt from a tiny archive with the official layout."""

import io
import subprocess
import sys
import tarfile
from pathlib import Path

import numpy as np

from sentiment.corpus import Examples, text_key, with_groups

SCRIPT = Path(__file__).parents[2] / "scripts" / "imdb_movies"
FILES = {
    "aclImdb/train/pos/1_10.txt": "Loved it. ",
    "aclImdb/train/pos/0_9.txt": "Café, très bien",
    "aclImdb/train/urls_pos.txt": "http://www.imdb.com/title/tt0453418/usercomments\nhttp://www.imdb.com/title/tt2/x\n",
    "aclImdb/train/urls_neg.txt": "http://www.imdb.com/title/tt0000003/usercomments\n",
    "aclImdb/train/neg/0_1.txt": "Hated it.",
    "aclImdb/train/unsup/0_0.txt": "No idea.",
    "aclImdb/test/pos/0_7.txt": "Fine.",
    "aclImdb/test/urls_pos.txt": "http://www.imdb.com/title/tt0000009/usercomments\n",
}


def pack(folder: Path, files: dict[str, str]) -> Path:
    path = folder / "aclImdb_v1.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, text in files.items():
            content = text.encode("utf-8")
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def run(archive: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    output = str(archive.parent / "movies.tsv")
    command = [sys.executable, str(SCRIPT), str(archive), "-o", output, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def line(text: str, movie: str, rating: int) -> str:
    return f"{text_key(text)[:16]}\t{movie}\t{rating}"


def test_the_table_has_a_sorted_line_for_each_labelled_training_review(tmp_path: Path) -> None:
    result = run(pack(tmp_path, FILES))
    assert result.returncode == 0, result.stderr
    table = (tmp_path / "movies.tsv").read_text(encoding="utf-8").splitlines()
    reviews = [line("Café, très bien", "tt0453418", 9), line("Loved it.", "tt2", 10), line("Hated it.", "tt0000003", 1)]
    assert table == ["text_sha256_16\tmovie\trating", *sorted(reviews)]
    examples = Examples(["Hated it.", "Loved it. "], np.array([0, 1], np.int8), [1, 2])
    assert with_groups(examples, tmp_path / "movies.tsv").groups == ["tt0000003", "tt2"]


def test_the_test_split_on_request(tmp_path: Path) -> None:
    assert run(pack(tmp_path, FILES), "--split", "all").returncode == 0
    assert line("Fine.", "tt0000009", 7) in (tmp_path / "movies.tsv").read_text(encoding="utf-8")


def test_an_existing_table_is_kept_without_force(tmp_path: Path) -> None:
    archive = pack(tmp_path, FILES)
    (tmp_path / "movies.tsv").write_text("mine", encoding="utf-8")
    result = run(archive)
    assert (result.returncode, (tmp_path / "movies.tsv").read_text(encoding="utf-8")) == (1, "mine")
    assert "--force" in result.stderr
    assert run(archive, "--force").returncode == 0


def test_other_archives_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    cases = {
        "leads out of the archive": FILES | {"../outside.txt": "x"},
        "no reviews": {"other/file.txt": "x"},
        "no line for review 1": FILES | {"aclImdb/train/urls_pos.txt": "http://www.imdb.com/title/tt0453418/x\n"},
        "no film in the address": FILES | {"aclImdb/train/urls_pos.txt": "http://example.org/\n" * 2},
    }
    for message, files in cases.items():
        result = run(pack(tmp_path, files))
        assert (result.returncode, result.stderr.count("\n")) == (1, 1), result.stderr
        assert message in result.stderr
    whole = pack(tmp_path, FILES | {f"aclImdb/train/pos/{n}_8.txt": str(n) for n in range(2, 90)})
    whole.write_bytes(whole.read_bytes()[:-700])
    assert run(whole).returncode == 1
    assert run(tmp_path / "nowhere.tar.gz").returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["aclImdb_v1.tar.gz"]
