"""Two classes under known names are mapped unasked; a third is never let in."""

import pytest

from sentiment.corpus import KNOWN_PAIRS, Columns
from sentiment.corpus.labels import labelled_rows, plain_label
from sentiment.corpus.rows import Record
from sentiment.errors import CorpusError


def read(labels: list[str], columns: Columns | None = None, notes: list[str] | None = None) -> list[int | None]:
    records = [Record(number, "text", label=label) for number, label in enumerate(labels, start=1)]
    said = [] if notes is None else notes
    return [row.label for row in labelled_rows(records, columns or Columns(), source="a.csv", note=said.append)]


@pytest.mark.parametrize("pair", KNOWN_PAIRS)
def test_known_pairs_are_mapped(pair: tuple[str, str]) -> None:
    assert read([pair[1], pair[0].upper(), "", f" {pair[1].title()} "]) == [1, 0, None, 1]


@pytest.mark.parametrize(
    ("label", "plain"),
    [("+1.0", "1"), ("-1", "-1"), ("01", "1"), ("4.5", "4.5"), (" A B ", "a b"), ("Neg.", "neg"), ("1.", "1")],
)
def test_plain_label(label: str, plain: str) -> None:
    assert plain_label(label) == plain


@pytest.mark.parametrize(
    "labels",
    [
        ["positive", "neutral", "negative"],
        ["-1", "0", "1"],
        ["1", "0", "-1"],
        ["0", "1", "2"],
        ["1", "2"],
        ["pos", "negative"],
        ["1", "true"],
    ],
)
def test_other_labels_are_refused_and_listed(labels: list[str]) -> None:
    with pytest.raises(CorpusError, match="two classes are supported") as caught:
        read([*labels, labels[-1]])
    message = str(caught.value)
    assert all(repr(label) in message for label in labels)
    assert f"{labels[-1]!r} (2)" in message
    assert "--positive and --negative" in message


def test_named_labels_are_read_and_the_others_dropped_and_counted() -> None:
    notes: list[str] = []
    columns = Columns(positive=("4", "5"), negative=("1", "2"))
    assert read(["5.0", "3", "1", "3", "4"], columns, notes) == [1, None, 0, None, 1]
    assert notes[0].endswith("; 2 rows with other labels dropped (rows 2, 4): '3' (2)")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (Columns(positive=("5",)), "--negative is missing"),
        (Columns(negative=("1",)), "--positive is missing"),
        (Columns(positive=("5", "Good"), negative=("good",)), "good is in --positive and in --negative"),
    ],
)
def test_half_and_contradicting_lists_are_refused(columns: Columns, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        read(["5"], columns)


def test_what_tables_write_for_nothing_is_no_label_unless_the_user_says_so() -> None:
    assert read(["pos", "NaN", "null", "<NA>", "n/a", "neg"]) == [1, None, None, None, None, 0]
    assert read(["some", "n/a"], Columns(positive=("some",), negative=("n/a",))) == [1, 0]


def test_stars_are_met_with_an_example() -> None:
    with pytest.raises(CorpusError, match=r"of stars: --positive 4,5 --negative 1,2"):
        read(["1", "2", "3", "4", "5"])


def test_a_column_of_texts_does_not_fill_the_memory() -> None:
    with pytest.raises(CorpusError, match="and 992 more and others") as caught:
        read([f"text {number}" for number in range(3000)])
    assert len(str(caught.value)) < 600
    labels = [*(str(number) for number in range(10, 3000)), "5", "1"]
    notes: list[str] = []
    assert read(labels, Columns(positive=("5",), negative=("1",)), notes)[-2:] == [1, 0]
    assert "'1' (1) as negative, '5' (1) as positive; 2,990 rows with other labels dropped (rows 1, 2," in notes[0]


def test_many_labels_are_listed_in_part() -> None:
    with pytest.raises(CorpusError, match="and 32 more"):
        read([f"label {number}" for number in range(40)])
