"""Tables, JSON and fastText's lines are told from one text a line where no name says it; prose stays prose."""

import io
import json
from pathlib import Path

import pytest

from sentiment.corpus import Columns, load_examples, open_corpus
from sentiment.corpus.sniffing import tell_format
from sentiment.errors import CorpusError

TABLES = {
    "csv": "id,text,label\n1,Great film,1\n2,Bad film,0\n",
    "tsv": "id\ttext\tlabel\n1\tGreat film\t1\n2\tBad film\t0\n",
    "jsonl": '{"id": "1", "text": "Great film", "label": 1}\n{"id": "2", "text": "Bad film", "label": 0}\n',
    "json": '[{"id": "1", "text": "Great film", "label": 1},\n {"id": "2", "text": "Bad film", "label": 0}]\n',
    "fasttext": "__label__1 Great film\n__label__0 Bad film\n",
}
PROSE = [
    "A superb film.\nA dull film.\n",
    "Good, but long.\nBad, but short.\nFine, and funny.\n",
    "Great film, loved it\nBad film, hated it\nSo-so film, forgot it\n",
    "I like the review, the content\nand more, much more\n",
    "One; two\nThree; four\n",
    "[Spoilers] Great film.\n[No spoilers] Bad film.\n",
    "{great} film\n",
    '"Great," he said.\n"Bad," she said.\n"So-so," they said.\n',
    "A text, with\tone tab\nand one without\n",
    "Great,film\n",
    "text\nmore text\n",
    "",
    "\n\n",
    "label: good, text: a film\nlabel: bad, text: a film\n",
]


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> object:
    def give(content: str | bytes) -> None:
        raw = content if isinstance(content, bytes) else content.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))

    return give


@pytest.mark.parametrize("form", TABLES)
@pytest.mark.parametrize("where", ["a.txt", "-"])
def test_tables_are_read_as_what_they_are_and_said(tmp_path: Path, stdin: object, form: str, where: str) -> None:
    source = where
    if where == "-":
        stdin(TABLES[form])  # type: ignore[operator]
    else:
        source = str(tmp_path / where)
        Path(source).write_text(TABLES[form])
    notes: list[str] = []
    rows = list(open_corpus(source, note=notes.append, labelled=True))
    assert [(row.text, row.label) for row in rows] == [("Great film", 1), ("Bad film", 0)]
    assert "read as" in notes[0]
    assert "judging by its first lines; --input-format decides otherwise" in notes[0]


@pytest.mark.parametrize("form", TABLES)
def test_a_form_that_is_given_is_believed(tmp_path: Path, stdin: object, form: str) -> None:
    stdin(TABLES[form])  # type: ignore[operator]
    rows = list(open_corpus("-", Columns(input_format="text")))
    assert [row.text for row in rows] == TABLES[form].splitlines()
    path = tmp_path / "a.dat"
    path.write_text(TABLES[form])
    notes: list[str] = []
    found = list(open_corpus(str(path), Columns(input_format=form), note=notes.append))
    assert [row.text for row in found] == ["Great film", "Bad film"]
    assert not any("--input-format" in note for note in notes)


@pytest.mark.parametrize("content", PROSE)
@pytest.mark.parametrize("whole", [True, False])
def test_prose_is_one_text_a_line(content: str, whole: bool) -> None:
    assert tell_format(content, whole=whole) == "text"


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("Nr;Kommentar\n1;Super, wirklich\n2;Schlecht\n", "csv"),
        ("A film that I like\tgood\nOne that I do not\tbad\n", "tsv"),
        ('name,words\nAnn,"Great, really"\nBob,"Bad, really"\n', "csv"),
        ("text,label\n", "csv"),
        ("review|stars\nGreat|5\n", "csv"),
        ('\n{"text": "a"}\n', "jsonl"),
        ('{"text": "cut he', "jsonl"),
        ('{"text": "damaged\n{"text": "a"}\n', "jsonl"),
        ('{\n  "a": 1\n}\n', "json"),
        ("[\n  {\n", "json"),
        ('["a",', "json"),
    ],
)
def test_other_forms_are_told(content: str, form: str) -> None:
    assert tell_format(content, whole=False) == form


def test_tabs_in_most_lines_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a\tb\nc\td\te\nf\n")
    notes: list[str] = []
    assert len(list(open_corpus(str(path), note=notes.append))) == 3
    assert notes == [f"{path}: most lines have tabs, but are read as one text each; for a table: --input-format tsv"]


def test_a_table_without_header_is_refused_and_not_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Great film.\t1\nBad film.\t0\n")
    with pytest.raises(CorpusError, match="looks like data and not like names of columns"):
        open_corpus(str(path))
    assert [row.text for row in open_corpus(str(path), Columns(input_format="text"))] == [
        "Great film.\t1",
        "Bad film.\t0",
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_standard_input_may_be_of_any_encoding(stdin: object, encoding: str) -> None:
    stdin("id,text\r\n1,I didn’t like it – at all\r\n".encode(encoding))  # type: ignore[operator]
    assert [row.text for row in open_corpus("-")] == ["I didn’t like it – at all"]


@pytest.mark.parametrize("source", ["folder", "tfds:imdb_reviews"])
def test_a_form_is_for_files(tmp_path: Path, source: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("a")
    with pytest.raises(CorpusError, match="--input-format is for a file; leave it out"):
        open_corpus(source if ":" in source else str(tmp_path / source), Columns(input_format="csv"))


def test_fasttext_lines_keep_labels_and_texts_apart(tmp_path: Path) -> None:
    path = tmp_path / "train.ft.txt"
    path.write_text("__label__2 Great book: a joy\n__label__1 __label__x Bad\nno label\n__label__2\n")
    rows = list(open_corpus(str(path), Columns(cells=True, positive=("2",), negative=("1",)), labelled=True))
    assert [(row.text, row.label) for row in rows] == [
        ("Great book: a joy", 1),
        ("Bad", None),
        ("no label", None),
        ("", 1),
    ]
    assert rows[0].cells == {"label": "2", "text": "Great book: a joy"}
    path.write_text("__label__2 Great\n__label__1 Bad\n")
    with pytest.raises(CorpusError, match=r"the labels here are '2' .1., '1' .1.; say which mean what with --positive"):
        load_examples(str(path))


def test_json_keys_with_cut_first_line() -> None:
    long = json.dumps({"text": "x" * 200_000})
    assert tell_format(long[:131_072], whole=False) == "jsonl"


@pytest.mark.parametrize(
    "sample",
    [
        "content,very content\nsad film\n",
        "Review,great\nAwful film indeed\nGood film\n",
        "review;really\nthe film was dull\nso was I\n",
    ],
)
def test_a_first_line_of_prose_is_no_header_of_lines_without_cells(sample: str) -> None:
    assert tell_format(sample, whole=True) == "text"


@pytest.mark.timeout(20)
def test_a_long_line_takes_no_more_time_than_its_length() -> None:
    assert tell_format("[" + " " * 100_000 + "x\ngood film\n", whole=True) == "text"
