"""Names of columns in which 1 means negative."""

from pathlib import Path

import pytest

from sentiment.corpus import Columns, load_examples, open_corpus
from sentiment.corpus.columns import GROUP, ID, LABEL, TEXT
from sentiment.corpus.negative_names import means_negative
from sentiment.errors import CorpusError
from tests.corpus.test_guessing import BAD, GOOD, write

NEGATIVE = """
negative Negative is_bad isBad isbad complaint Complaint? is_negative toxic severe_toxic unhappy churn
dissatisfied has_complaint customer_complained neg label_negative not_satisfied not-recommended isn't_good
is_malo négatif queja negativ unzufrieden IsNegative isToxic
""".split()
OTHER = """
label sentiment positive is_good liked not_bad non_toxic no_complaint pos_neg positive_or_negative target
negate badge negotiation sadness_of_things no No. text churchgoer class y
""".split()


@pytest.mark.parametrize("name", NEGATIVE)
def test_they_are_told_by_their_words(name: str) -> None:
    assert means_negative(name)


@pytest.mark.parametrize("name", OTHER)
def test_others_are_not(name: str) -> None:
    assert not means_negative(name)


@pytest.mark.parametrize("name", [*TEXT, *LABEL, *ID, *GROUP])
def test_known_names_of_columns_are_not(name: str) -> None:
    assert not means_negative(name)


@pytest.mark.parametrize(("no", "yes"), [("0", "1"), ("no", "yes"), ("False", "True"), ("-1", "1"), ("n", "y")])
@pytest.mark.parametrize("name", ["negative", "is_bad", "complaint", "churn"])
@pytest.mark.parametrize("named", [False, True])
def test_one_is_never_taken_for_positive_there(tmp_path: Path, no: str, yes: str, name: str, named: bool) -> None:
    source = write(tmp_path, ["text", name], [BAD, yes], [GOOD, no], [BAD, yes])
    columns = Columns(label=name) if named else Columns()
    with pytest.raises(
        CorpusError, match=rf"column '{name}' is the label, and by its name .* means negative"
    ) as caught:
        load_examples(source, columns)
    assert f"--positive={no.lower()} --negative={yes.lower()}" in str(caught.value)
    decided = Columns(label=columns.label, positive=(no.lower(),), negative=(yes.lower(),))
    assert load_examples(source, decided).labels.tolist() == [0, 1, 0]
    assert [row.text for row in open_corpus(source)] == [BAD, GOOD, BAD]  # without labels there is nothing to ask


def test_words_are_what_they_say_whatever_their_column_is_called(tmp_path: Path) -> None:
    source = write(tmp_path, ["text", "negative"], [BAD, "negative"], [GOOD, "positive"])
    assert load_examples(source).labels.tolist() == [0, 1]


def test_booleans_of_json_are_asked_about_too(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "{BAD}", "is_bad": true}}\n{{"text": "{GOOD}", "is_bad": false}}\n')
    with pytest.raises(CorpusError, match="--positive=false --negative=true"):
        load_examples(str(path))
    columns = Columns(positive=("false",), negative=("true",))
    assert load_examples(str(path), columns).labels.tolist() == [0, 1]


def test_a_name_is_asked_about_where_all_rows_of_a_sample_say_no(tmp_path: Path) -> None:
    source = write(tmp_path, ["text", "negative"], [GOOD, "0"], [GOOD, "0"], [GOOD, "0"])
    with pytest.raises(CorpusError, match="--positive=0 --negative=1"):
        load_examples(source, Columns(label="negative"))
