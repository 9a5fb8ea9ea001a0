"""CSV and TSV: every row comes out, in order, whatever is wrong with it."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentiment.corpus import Columns, load_examples, open_corpus
from sentiment.errors import CorpusError

CELL = st.text(st.characters(codec="utf-8"), max_size=12)


def write(folder: Path, content: str | bytes, name: str = "reviews.csv") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return str(path)


def test_columns_are_guessed_and_said(tmp_path: Path) -> None:
    source = write(tmp_path, "id,Sentence,opinion\n7,good,positive\n8,bad,negative\n")
    notes: list[str] = []
    rows = list(open_corpus(source, note=notes.append, labelled=True))
    assert [(row.number, row.text, row.id, row.label) for row in rows] == [(1, "good", "7", 1), (2, "bad", "8", 0)]
    assert "text from column 'Sentence', label from column 'opinion', id from column 'id'" in notes[0]
    assert notes[1].endswith("labels read: 'negative' (1) as negative, 'positive' (1) as positive")


def test_named_columns_win_and_are_not_said(tmp_path: Path) -> None:
    source = write(tmp_path, "text,body,stars\na,b,5\nc,d,1\n")
    notes: list[str] = []
    columns = Columns(text="body", label="stars", positive=("4", "5"), negative=("1", "2"))
    examples = load_examples(source, columns, note=notes.append)
    assert (examples.texts, examples.labels.tolist(), examples.ids) == (["b", "d"], [1, 0], [1, 2])
    assert not any("guessed" in note for note in notes)


def test_the_only_column_is_the_text(tmp_path: Path) -> None:
    assert [row.text for row in open_corpus(write(tmp_path, "opinions\na\n"))] == ["a"]


@pytest.mark.parametrize("text", ["A superb film.", '"Moving, and funny."', "Удивительноинтересноепроизведение"])
def test_a_lone_column_without_a_header_loses_no_row(tmp_path: Path, text: str) -> None:
    source = write(tmp_path, f"{text}\nA dull film.\n")
    with pytest.raises(CorpusError, match=r"looks like a text .*put a line above it that says: text.*--text-column"):
        open_corpus(source)


def test_a_lone_column_of_a_known_or_a_given_name_may_be_long(tmp_path: Path) -> None:
    assert [row.text for row in open_corpus(write(tmp_path, "Review Text\na\n"))] == ["a"]
    source = write(tmp_path, "what people wrote\na\n")
    assert [row.text for row in open_corpus(source, Columns(text="what people wrote"))] == ["a"]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (Columns(text="nope"), "no column 'nope'; the columns are 'a', 'b', 'c'; name one with --text-column"),
        (Columns(), "cannot tell which column holds the text; the columns are 'a', 'b', 'c'"),
        (Columns(text="a"), "no label column; the columns are 'a', 'b', 'c'; name it with --label-column"),
    ],
)
def test_a_missing_column_is_refused_with_those_present(tmp_path: Path, columns: Columns, message: str) -> None:
    source = write(tmp_path, "a,b,c\n1,2,3\n")
    with pytest.raises(CorpusError, match=r"reviews\.csv") as caught:
        open_corpus(source, columns, labelled=True)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="there 2 times"):
        open_corpus(write(tmp_path, "text,text\na,b\n"), Columns(text="text"))


def test_quoted_newlines_and_quotes_are_text(tmp_path: Path) -> None:
    source = write(tmp_path, 'text,label\r\n"two\r\nlines, ""quoted""",1\r\nplain,0\r\n')
    assert [row.text for row in open_corpus(source)] == ['two\r\nlines, "quoted"', "plain"]


def test_a_ragged_row_is_an_error_with_its_line(tmp_path: Path) -> None:
    source = write(tmp_path, 'text,label\n"a\nb",1\nno label\nx,y,1\nlast,0\n')
    rows = list(open_corpus(source, labelled=True))
    assert [row.error for row in rows] == [None, None, "line 5: 3 cells, but the header names 2 columns", None]
    assert [row.text for row in rows] == ["a\nb", "no label", None, "last"]
    with pytest.raises(CorpusError, match=r"2 of 4 rows cannot be used \(the first: row 2: no label"):
        load_examples(source)


QUOTED = "".join(f'"Fine, {number}",1\n' for number in range(20))


def test_a_quote_that_is_never_closed_costs_one_row(tmp_path: Path) -> None:
    source = write(tmp_path, f'text,label\n{QUOTED}"open,1\nthird,0\nfourth,0\n')
    rows = list(open_corpus(source))
    assert [row.text for row in rows[19:]] == ["Fine, 19", None, "third", "fourth"]
    assert "line 22: a quote" in (rows[20].error or "")


def test_text_after_a_closing_quote_costs_one_row(tmp_path: Path) -> None:
    quoted = QUOTED.replace(",1", "\t1").replace(", ", "\t")
    rows = list(open_corpus(write(tmp_path, f'text\tlabel\n{quoted}"Great" film\t1\nnext\t0\n', "reviews.tsv")))
    assert [row.text for row in rows[19:]] == ["Fine\t19", None, "next"]
    assert "line 22: text after a closing quote" in (rows[20].error or "")
    assert "tab" in (rows[20].error or "")


def test_invalid_utf8_is_an_error_of_its_row_alone(tmp_path: Path) -> None:
    source = write(tmp_path, "text,other\nça và,é\n".encode() + b"caf\xe9,x\nfine too,\xff\n")
    rows = list(open_corpus(source))
    assert [row.text for row in rows] == ["ça và", None, "fine too"]
    assert rows[1].error is not None
    assert rows[1].error.startswith("line 3: not UTF-8 (byte 0xe9 at position 3 of the text); convert")


def test_bom_and_nul_bytes_are_read(tmp_path: Path) -> None:
    rows = list(open_corpus(write(tmp_path, b"\xef\xbb\xbftext,label\na\x00b and some more words,1\n")))
    assert rows[0].text == "a\x00b and some more words"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_refused(tmp_path: Path, codec: str) -> None:
    with pytest.raises(CorpusError, match="UTF-16"):
        open_corpus(write(tmp_path, "text,label\nfine,1\n".encode(codec)))


@pytest.mark.parametrize("content", ["", "\n", ",,\n"])
def test_a_file_without_header_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(CorpusError, match="the first line should name the columns"):
        open_corpus(write(tmp_path, content))


def test_blank_lines_are_rows_unless_they_end_the_file(tmp_path: Path) -> None:
    rows = list(open_corpus(write(tmp_path, "text,label\na,1\n\nb,0\n\n\n")))
    assert [(row.number, row.text, row.error) for row in rows] == [
        (1, "a", None),
        (2, None, "line 3: the line is empty"),
        (3, "b", None),
    ]


@pytest.mark.parametrize(("delimiter", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
def test_other_delimiters_are_noticed(tmp_path: Path, delimiter: str, name: str) -> None:
    notes: list[str] = []
    content = f'text{delimiter}id\n"good, {delimiter} really"{delimiter}1\nbad{delimiter}2{delimiter}3\n'
    good, bad = open_corpus(write(tmp_path, content), note=notes.append)
    assert (good.text, good.id) == (f"good, {delimiter} really", "1")
    assert bad.error == "line 3: 3 cells, but the header names 2 columns"
    assert f"separated by {name}" in notes[0]


@pytest.mark.parametrize(
    ("line", "name"), [("sep=;\r\n", "semicolons"), ("SEP=|\n", "vertical bars"), ("sep=^\n", "'\\^'")]
)
@pytest.mark.parametrize("file", ["excel.csv", "excel.tsv"])
def test_the_delimiter_that_the_first_line_names_is_believed(tmp_path: Path, line: str, name: str, file: str) -> None:
    notes: list[str] = []
    content = f"\ufeff{line}text;id\ngood, really;1\n\nbad;2\n".replace(";", line[4])
    rows = list(open_corpus(write(tmp_path, content, file), Columns(cells=True), note=notes.append))
    assert [(row.text, row.id) for row in rows] == [("good, really", "1"), (None, None), ("bad", "2")]
    assert rows[0].cells == {"text": "good, really", "id": "1"}
    assert rows[1].error == "line 4: the line is empty"
    assert re.search(rf"separated by {name}, as its first line says", notes[0])


@pytest.mark.parametrize("line", ["sep=;", "sep=;\r", "sep=;\n"])
def test_a_first_line_that_names_a_delimiter_is_no_header(tmp_path: Path, line: str) -> None:
    with pytest.raises(CorpusError, match="the file is empty"):
        list(open_corpus(write(tmp_path, line)))


def test_a_header_that_was_forgotten_loses_no_row(tmp_path: Path) -> None:
    for line in ("4,1467810369,what a day", f"{'A superb film. ' * 10},pos", "A superb film.,pos"):
        with pytest.raises(CorpusError, match=r"looks like data .* put a line above it that names its \d columns"):
            open_corpus(write(tmp_path, f"{line}\n{line}\n"))
    source = write(tmp_path, "0,1\na text,pos\nanother,neg\n")
    assert [row.text for row in open_corpus(source, Columns(text="0"))] == ["a text", "another"]


def test_a_megabyte_in_one_cell_is_read(tmp_path: Path) -> None:
    assert [len(row.text or "") for row in open_corpus(write(tmp_path, f"text\n{'x' * 2**20}\n"))] == [2**20]


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.tuples(CELL, CELL), max_size=8), delimiter=st.sampled_from([",", "\t"]))
def test_what_csv_writes_is_read_back_row_by_row(tmp_path: Path, cells: list[tuple[str, str]], delimiter: str) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["text", "id"])
    writer.writerows(cells)
    name = "random.csv" if delimiter == "," else "random.tsv"
    rows = list(open_corpus(write(tmp_path, "\ufeff" + buffer.getvalue(), name)))
    assert [(row.text, row.id or "") for row in rows if row.error is None] == cells
    assert [row.number for row in rows] == list(range(1, len(cells) + 1))


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.binary(max_size=12).filter(lambda line: not set(line) & set(b'\r\n"')), max_size=8))
def test_any_bytes_without_quotes_give_one_row_a_line(tmp_path: Path, lines: list[bytes]) -> None:
    header = b"text,label" + b" " * 200  # enough plain bytes for the file not to look binary
    source = write(tmp_path, b"\n".join([header, *(line + b"." for line in lines)]) + b"\n")
    rows = list(open_corpus(source))
    assert len(rows) == len(lines)
    assert all((row.text is None) == (row.error is not None) for row in rows)
