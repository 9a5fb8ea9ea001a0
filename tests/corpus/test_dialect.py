"""How a table of text is written is told by all its rows: delimiter, quotes, escapes, spaces."""

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentiment.corpus import Columns, open_corpus
from sentiment.corpus.dialect import Dialect, find_dialect
from sentiment.corpus.rows import ignore
from sentiment.errors import CorpusError


def read(folder: Path, content: str, name: str = "a.csv", **columns: str) -> tuple[list[str | None], list[str]]:
    """Return the texts and the notes."""
    path = folder / name
    path.write_bytes(content.encode())
    notes: list[str] = []
    texts = [row.text for row in open_corpus(str(path), Columns(**columns), note=notes.append)]  # type: ignore[arg-type]
    return texts, notes


@pytest.mark.parametrize(("name", "delimiter"), [("a.tsv", "\t"), ("a.csv", ",")])
def test_quotes_that_are_not_pairs_around_cells_are_text_and_merge_no_rows(
    tmp_path: Path, name: str, delimiter: str
) -> None:
    content = 'text\tlabel\nFine\t1\n"Bore\t0\nFun\t1\nA hit"\t0\nDull\t0\n'.replace("\t", delimiter)
    texts, notes = read(tmp_path, content, name)
    assert texts == ["Fine", '"Bore', "Fun", 'A hit"', "Dull"]
    assert "a." in notes[0]
    assert 'quotes (") are read as text, since they do not enclose cells' in notes[0]


@pytest.mark.parametrize("every", [3, 7, 20])
def test_stray_quotes_cost_no_row_of_many(tmp_path: Path, every: int) -> None:
    expected = [f'"Bore {number}' if number % every == 0 else f"A fine film, {number}" for number in range(200)]
    lines = "".join(f"{text}\t{number % 2}\n" for number, text in enumerate(expected))
    assert read(tmp_path, f"text\tlabel\n{lines}", "a.tsv")[0] == expected


def test_text_after_a_quoted_word_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, 'text\tlabel\n"Great" film\t1\nnext\t0\n', "a.tsv")[0] == ['"Great" film', "next"]


def test_a_few_quotes_around_whole_cells_are_no_text(tmp_path: Path) -> None:
    assert read(tmp_path, 'text\tlabel\n"Great film"\t1\nnext\t0\n', "a.tsv")[0] == ["Great film", "next"]


def test_rows_merged_within_a_quoted_table_are_said(tmp_path: Path) -> None:
    quoted = "".join(f'"good {number}"\t1\n' for number in range(40))
    texts, notes = read(tmp_path, f'text\tlabel\n{quoted}"Bore\t0\nFun\t1\nA hit"\t0\nlast\t1\n', "a.tsv")
    assert texts[40:] == ["Bore\t0\nFun\t1\nA hit", "last"]
    said = "1 quoted cell holds lines that look like rows of their own (line 42): if a quote is never closed there"
    assert any(said in note for note in notes)


@pytest.mark.parametrize(
    "content",
    [
        'id,text\n1,"two\nlines, of text"\n2,b\n',
        'id,text\n1,"a, and\nb, or"\n2,"c, and\nd, or"\n3,e\n',
        'text,label\n"a\nb, c",pos\nd,neg\ne,pos\n',
        'id;text\n1;"a\nb; c"\n2;d\n3;e\n',
        '"text","id"\n",\n","a"\n',
        'text,id\n",\n",a\n',
    ],
)
def test_line_breaks_within_cells_are_text_and_not_said(tmp_path: Path, content: str) -> None:
    texts, notes = read(tmp_path, content)
    assert "\n" in (texts[0] or "")
    assert texts == [
        row["text"] for row in csv.DictReader(io.StringIO(content), delimiter=";" if ";" in content else ",")
    ]
    assert not any("rows of their own" in note for note in notes)


def test_backslash_escapes_are_read(tmp_path: Path) -> None:
    content = (
        "id\tsentiment\treview\n"
        '"5814_8"\t1\t"A film \\"Dust\\" is wonderful."\n'
        '"2381_9"\t0\t"\\"Bad\\", by AC\\DC.\\n"\n'
        '"2"\t0\t"A path: C:\\\\"\n'
    )
    texts, notes = read(tmp_path, content, "a.tsv")
    assert texts == ['A film "Dust" is wonderful.', '"Bad", by AC\\DC.\\n', "A path: C:\\"]
    assert "a quote" in notes[0]


def test_backslash_escapes_of_spark_are_read(tmp_path: Path) -> None:
    content = 'id,text\n1,"He said, \\"great\\", and left"\n2,"A \\"b\\""\n3,"plain, but quoted"\n'
    assert read(tmp_path, content)[0] == ['He said, "great", and left', 'A "b"', "plain, but quoted"]


def test_a_backslash_before_a_quote_that_encloses_nothing_is_text(tmp_path: Path) -> None:
    content = 'text\tlabel\nSay \\"hi\tpos\n"Fine\tneg\nDull\tneg\n'
    assert read(tmp_path, content, "a.tsv")[0] == ['Say \\"hi', '"Fine', "Dull"]


def test_a_backslash_where_quotes_are_doubled_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, 'id,text\n1,"in C:\\"\n2,"a ""b"" \\ c"\n')[0] == ["in C:\\", 'a "b" \\ c']


def test_a_space_before_a_quote_is_read(tmp_path: Path) -> None:
    texts, _ = read(tmp_path, 'id, text, label\n1, "Great, really", 1\n2, "Bad, ""so bad""", 0\n')
    assert texts == ["Great, really", 'Bad, "so bad"']


def test_a_space_before_text_stays(tmp_path: Path) -> None:
    assert read(tmp_path, 'id,text\n1, Great\n2,"a, ""b"""\n')[0] == [" Great", 'a, "b"']


@pytest.mark.parametrize(
    ("content", "column", "expected"),
    [
        ('Nr;"What did you like, what not?"\n1;"Great film, all of it"\n', None, ["Great film, all of it"]),
        ("id;price, EUR;review\n1;5,00;Great, really\n2;6,00;Bad\n", None, ["Great, really", "Bad"]),
        ("id;price, EUR;review\n1;5,00;Great\n2;6,00;Bad\n", None, ["Great", "Bad"]),
        ("id|text, long\n1|Great, really\n2|Bad\n", "text, long", ["Great, really", "Bad"]),
        ("id\ttext, long; short\n1\tGreat, so; yes\n2\tBad\n", "text, long; short", ["Great, so; yes", "Bad"]),
        (
            "Nr;likes, dislikes\n1;Great, good music\n2;All of it, I say\n",
            None,
            ["Great, good music", "All of it, I say"],
        ),
        ("id,text;more\n1,Great; really\n2,Bad\n", "text;more", ["Great; really", "Bad"]),
    ],
)
def test_the_delimiter_is_that_under_which_the_rows_agree(
    tmp_path: Path, content: str, column: str | None, expected: list[str]
) -> None:
    assert read(tmp_path, content, **({"text": column} if column else {}))[0] == expected


def test_a_table_of_one_column_is_not_cut_at_commas(tmp_path: Path) -> None:
    content = 'text\nGreat film, all of it\nBad\n"Quoted, too"\n'
    assert read(tmp_path, content)[0] == ["Great film, all of it", "Bad", "Quoted, too"]


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9) | st.sampled_from(
    ['a "b" c', '"', '""', "a, b", "two\nlines", "a;b", "a\tb", " space", 'say \\"hi\\"', "\\", "c\r\nd", '5" disk']
)


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8),
    delimiter=st.sampled_from([",", "\t", ";", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_what_csv_writes_has_as_many_rows_and_the_same_texts(
    tmp_path: Path, cells: list[tuple[str, str]], delimiter: str, quoting: int
) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(["text", "id", "n"])
    writer.writerows([*row, number] for number, row in enumerate(cells))
    texts, _ = read(tmp_path, "\ufeff" + buffer.getvalue(), "a.tsv" if delimiter == "\t" else "a.csv")
    assert texts == [text for text, _ in cells]


@pytest.mark.parametrize("line", ['"a\n', 'a "b\t1\n', '"a""\t1\n', '""",\n', "a,b;c|d\t\n"])
def test_a_large_sample_is_judged_soon(line: str) -> None:
    sample = "text\tlabel,x;y|z\n" + line * (2**21 // len(line))
    start = time.process_time()
    find_dialect(sample, "\t", "a.tsv", ignore, whole=True)
    assert time.process_time() - start < 5


def test_a_sample_that_ends_within_a_cell_is_no_trouble() -> None:
    sample = 'id,text\n1,"a, b"\n2,"c\nand more, of it\nso much, really\nbut not, I think\nor wh'
    assert find_dialect(sample, ",", "a.csv", ignore, whole=False) == Dialect(",")


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "content",
    [
        '"text","label"\n' + 'x","\n' * 40_000 + 'x"\n',
        '"text","label"\n' + "good film,1\n" * 300 + 'x","\n' * 40_000 + 'x"\n',
        'text,label\n"a \\"q\\" film",1\n"' + "\\" * 150_000 + 'x",0\n"b \\"q\\" film",1\n',
        "text,label\n" + "9" * 150_000 + "x,1\ngood film,0\n",
    ],
    ids=["quotes", "quotes below good rows", "backslashes", "digits"],
)
def test_no_file_takes_hours(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content)
    num_rows, error = 0, None
    try:
        for _ in open_corpus(str(path), Columns(text="text")):
            num_rows += 1
    except CorpusError as refused:
        error = str(refused)
    assert num_rows
    assert error is None or "quotes" in error
