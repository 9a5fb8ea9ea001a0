"""Columns told by what is in them, where their names do not tell."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from sentiment.corpus import Columns, load_examples, open_corpus
from sentiment.errors import CorpusError

GOOD, BAD = "It works well and looks good.", "Broke after a day, and nobody answers."


def write(folder: Path, header: list[str], *rows: list[str]) -> str:
    path = folder / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return str(path)


def test_the_longest_texts_and_the_two_classes_are_found_and_said(tmp_path: Path) -> None:
    header = ["when", "q1", "q2", "q3", "link"]
    row = ["2024-01-05 12:30", "7", GOOD, "yes", "https://example.org/a/rather/long/address/of/a/page"]
    source = write(tmp_path, header, row, ["2024-01-06 09:10", "3", BAD, "no", row[-1]])
    notes: list[str] = []
    examples = load_examples(source, note=notes.append)
    assert (examples.texts, examples.labels.tolist()) == ([GOOD, BAD], [1, 0])
    assert notes[0].endswith(
        "text from column 'q2', the one of texts, label from column 'q3', which has 'no' and 'yes' "
        "(guessed; --text-column, --label-column decide otherwise)"
    )


def test_json_lines_are_looked_into_too_and_keys_may_come_late(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"a": 1, "b": GOOD}, {"a": 2, "b": BAD, "c": False}, {"b": GOOD, "c": True}, {"b": BAD, "c": False}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = list(open_corpus(str(path), labelled=True))
    assert [(row.text, row.label) for row in found] == [(GOOD, None), (BAD, 0), (GOOD, 1), (BAD, 0)]


def test_a_script_without_spaces_is_prose(tmp_path: Path) -> None:
    source = write(
        tmp_path, ["a", "b"], ["AB-1234567890-XYZ", "とても面白い映画でした。"], ["CD-5", "退屈な映画でした。"]
    )
    assert [row.text for row in open_corpus(source)] == ["とても面白い映画でした。", "退屈な映画でした。"]


def test_of_two_columns_of_prose_the_clearly_longer_one_is_taken(tmp_path: Path) -> None:
    notes: list[str] = []
    rows = list(open_corpus(write(tmp_path, ["a", "b"], ["Not bad", GOOD], ["Never again", BAD]), note=notes.append))
    assert [row.text for row in rows] == [GOOD, BAD]
    assert "'b', whose texts are the longest" in notes[0]
    with pytest.raises(CorpusError, match="cannot tell which column holds the text; the columns are 'a', 'b'"):
        open_corpus(write(tmp_path, ["a", "b"], [BAD, GOOD], [GOOD, BAD]))


def test_a_known_pair_is_taken_before_other_twos(tmp_path: Path) -> None:
    source = write(tmp_path, ["text", "shop", "fine"], [GOOD, "Bonn", "true"], [BAD, "Ulm", "false"])
    assert load_examples(source).labels.tolist() == [1, 0]


def test_two_that_could_be_the_label_are_not_guessed_between(tmp_path: Path) -> None:
    source = write(tmp_path, ["text", "a", "b"], [GOOD, "yes", "1"], [BAD, "no", "0"])
    with pytest.raises(CorpusError, match=r"which column holds the label, 'a', 'b' could; .* with --label-column"):
        load_examples(source)


def test_any_two_values_are_found_and_then_asked_for(tmp_path: Path) -> None:
    source = write(tmp_path, ["text", "verdict"], [GOOD, "keeps"], [BAD, "returns"])
    with pytest.raises(CorpusError, match=r"the labels here are 'keeps' \(1\), 'returns' \(1\); .*--positive"):
        load_examples(source)


def test_the_users_lists_find_the_label(tmp_path: Path) -> None:
    source = write(
        tmp_path, ["text", "day", "verdict"], [GOOD, "12", "keeps"], [BAD, "13", "returns"], [BAD, "14", "?"]
    )
    columns = Columns(positive=("Keeps",), negative=("returns",))
    assert load_examples(source, columns).labels.tolist() == [1, 0]


def test_numbers_of_many_kinds_are_no_label(tmp_path: Path) -> None:
    source = write(tmp_path, ["text", "n"], [GOOD, "1"], [BAD, "2"], [BAD, "3"])
    with pytest.raises(CorpusError, match="no label column; the columns are 'text', 'n'; name it with --label-column"):
        load_examples(source)


def test_many_columns_are_listed_in_part(tmp_path: Path) -> None:
    source = write(tmp_path, [f"c{number}" for number in range(300)], ["1"] * 300)
    with pytest.raises(CorpusError, match="and 270 more") as caught:
        open_corpus(source)
    assert len(str(caught.value)) < 600


def test_a_column_called_text_or_label_that_has_another_role_is_not_guessed_past(tmp_path: Path) -> None:
    source = write(tmp_path, ["text", "label", "verified", "kind"], [GOOD, "1", "0", "x y z"], [BAD, "0", "1", "x"])
    for name in ("text", "label"):
        for role, named in (("id", Columns(id=name)), ("group", Columns(group=name))):
            with pytest.raises(CorpusError, match=rf"'{name}' is named as the {role}.*--{name}-column"):
                load_examples(source, named)
            examples = load_examples(source, replace(named, text="text", label="label"))
            assert (examples.texts, examples.labels.tolist()) == ([GOOD, BAD], [1, 0])
    assert load_examples(source, Columns(group="verified")).labels.tolist() == [1, 0]


def test_what_is_guessed_is_said_with_the_options_that_decide_otherwise(tmp_path: Path) -> None:
    source = write(tmp_path, ["text", "label", "product"], [GOOD, "1", "kettle"], [BAD, "0", "kettle"])
    notes: list[str] = []
    assert load_examples(source, note=notes.append).groups == ["kettle", "kettle"]
    assert notes[0].endswith("(guessed; --text-column, --label-column, --group-column, --no-groups decide otherwise)")
    notes.clear()
    assert load_examples(source, Columns(label="label", grouped=False), note=notes.append).groups is None
    assert notes[0].endswith("text from column 'text' (guessed; --text-column decides otherwise)")


def test_a_column_of_groups_that_are_none_is_still_no_text(tmp_path: Path) -> None:
    source = write(tmp_path, ["film", "seen"], [BAD, "Not bad"], [BAD, "Never again"])
    assert [row.text for row in open_corpus(source, Columns(grouped=False))] == ["Not bad", "Never again"]


def test_a_column_of_objects_is_never_taken_for_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    meta = {"user": {"name": "Ann Lee", "bio": "Writes long sentences about everything she sees on her way."}}
    path.write_text("".join(json.dumps({**meta, "q1": text}) + "\n" for text in (GOOD, BAD)), encoding="utf-8")
    assert [row.text for row in open_corpus(str(path))] == [GOOD, BAD]
    path.write_text("".join(json.dumps({"content": meta, "b": text}) + "\n" for text in (GOOD, BAD)), encoding="utf-8")
    assert [row.text for row in open_corpus(str(path))] == [GOOD, BAD]
    path.write_text("".join(json.dumps({"a": meta, "b": [1, 2]}) + "\n" for _ in range(2)), encoding="utf-8")
    with pytest.raises(CorpusError, match="cannot tell which column holds the text; the columns are 'a', 'b'"):
        open_corpus(str(path))
    path.write_text(json.dumps({"text": meta}) + "\n", encoding="utf-8")
    [row] = open_corpus(str(path))
    assert (row.text, "'text' is a" in (row.error or "")) == (None, True)


@pytest.mark.parametrize(
    "name",
    [
        *("full_text", "review_text", "reviewText", "Review Text", "reviews.text", "content", "comment", "body"),
        *("summary", "verified_reviews", "Text", "Comentario", "Bewertung", "Reseña", "Commentaire", "Avaliação"),
    ],
)
def test_names_that_people_use_are_known(tmp_path: Path, name: str) -> None:
    other = "Our shop in Bonn, a long note on the way the parcel went from there to the house of the customer."
    source = write(tmp_path, ["note", name, "stars"], [other, GOOD, "5"], [other, BAD, "1"])
    assert [row.text for row in open_corpus(source)] == [GOOD, BAD]


def test_a_name_for_both_is_told_by_its_cells(tmp_path: Path) -> None:
    header = ["Titel", "Bewertung", "Kommentar"]
    source = write(tmp_path, header, ["Gut gemacht", "1", GOOD], ["Nie wieder", "0", BAD], ["Schlecht", "0", BAD])
    examples = load_examples(source)
    assert (examples.texts, examples.labels.tolist()) == ([GOOD, BAD, BAD], [1, 0, 0])
    source = write(tmp_path, ["opinion", "positive"], [GOOD, "1"], [BAD, "0"], [BAD, "0"])
    examples = load_examples(source)
    assert (examples.texts, examples.labels.tolist()) == ([GOOD, BAD, BAD], [1, 0, 0])


@pytest.mark.parametrize("numbers", [["0", "1"], ["1", "2"], ["7", "8", "9"], ["15", "203", "7"]])
def test_a_column_of_distinct_integers_is_no_label(tmp_path: Path, numbers: list[str]) -> None:
    source = write(tmp_path, ["", "text"], *([number, GOOD] for number in numbers))
    with pytest.raises(CorpusError, match="no label column; the columns are '', 'text'"):
        load_examples(source)


def test_ids_under_the_name_of_a_label_give_way_to_a_label(tmp_path: Path) -> None:
    rows = [[GOOD if number % 2 else BAD, str(100 + number), str(number % 2)] for number in range(30)]
    source = write(tmp_path, ["text", "score", "recommends"], *rows)
    assert load_examples(source).labels.tolist() == [number % 2 for number in range(30)]
    source = write(tmp_path, ["text", "score"], *(row[:2] for row in rows))
    with pytest.raises(CorpusError, match="the labels here are '100'"):
        load_examples(source)


def test_a_named_text_of_numbers_gives_way_to_prose(tmp_path: Path) -> None:
    notes: list[str] = []
    source = write(tmp_path, ["description", "q7"], ["12", GOOD], ["17.5", BAD])
    assert [row.text for row in open_corpus(source, note=notes.append)] == [GOOD, BAD]
    assert "text from column 'q7'" in notes[0]
    assert [row.text for row in open_corpus(write(tmp_path, ["text", "n"], ["10", "1"]))] == ["10"]
