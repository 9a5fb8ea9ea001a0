"""What people marked, on its way from a file to spans."""

import json
from pathlib import Path

import pytest

from sentiment.corpus import load_examples, open_corpus, read_rationales
from sentiment.errors import CorpusError

TEXT = "A superb film."


def test_pairs_are_spans() -> None:
    assert read_rationales("[[2, 8], [0, 14]]", TEXT) == ((2, 8), (0, 14))
    assert read_rationales("[]", TEXT) == ()
    assert read_rationales(" ", TEXT) is None


@pytest.mark.parametrize(
    "written",
    ["[[2]]", "[2, 8]", "{}1", "[[8, 2]]", "[[2, 15]]", "[[-1, 3]]", "[[0, 1.5]]", "[[false, true]]", "7", "[" * 9999],
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(CorpusError, match="start < end") as caught:
        read_rationales(written, TEXT)
    assert len(str(caught.value)) < 200


def test_the_column_goes_by_its_name(tmp_path: Path) -> None:
    table, lines = tmp_path / "marked.csv", tmp_path / "marked.jsonl"
    table.write_text(f'Rationales,label,text\n"[[2, 8]]",positive,{TEXT}\n,negative,dull\n')
    rows = [{"text": TEXT, "rationales": [[2, 8]], "label": 1}, {"text": "dull", "label": 0}]
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows))
    for path in (table, lines):
        found = list(open_corpus(str(path), labelled=True))
        assert [row.text for row in found] == [TEXT, "dull"]
        assert [read_rationales(row.rationales, row.text or "") for row in found] == [((2, 8),), None]


def test_training_does_not_mind_them(tmp_path: Path) -> None:
    path = tmp_path / "marked.csv"
    path.write_text(f"text,label,rationales\n{TEXT},positive,nonsense\nA dull one.,negative,\n")
    assert len(load_examples(str(path))) == 2
