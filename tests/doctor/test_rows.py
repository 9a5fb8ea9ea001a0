"""A corpus is read to its end; what cannot be learnt from is a finding, not an exception."""

from pathlib import Path

import pytest

from sentiment.corpus import Columns, load_examples
from sentiment.doctor.findings import Finding
from sentiment.doctor.rows import Reading, read_corpus
from sentiment.errors import CorpusError
from tests.doctor.corpora import by_name


def written(folder: Path, content: str) -> str:
    path = folder / "corpus.jsonl"
    path.write_text(content, encoding="utf-8")
    return str(path)


def named(reading: Reading) -> dict[str, Finding]:
    return by_name(reading.findings)


GOOD = '{"text": "a", "label": "pos", "id": "x"}\n{"text": "b", "label": "neg", "group": "g"}\n'


def test_a_good_corpus_is_as_load_examples_reads_it(tmp_path: Path) -> None:
    source = written(tmp_path, GOOD)
    reading, expected = read_corpus(source), load_examples(source)
    assert reading.findings == ()
    assert (reading.examples.texts, reading.examples.ids) == (expected.texts, expected.ids)
    assert reading.examples.groups == expected.groups
    assert reading.examples.labels.tolist() == expected.labels.tolist()
    assert reading.examples.labels.dtype == expected.labels.dtype


def test_rows_that_cannot_be_read_are_an_error_with_the_first_line_named(tmp_path: Path) -> None:
    reading = read_corpus(written(tmp_path, GOOD + '{"text": 5\n' + GOOD))
    finding = named(reading)["unreadable-rows"]
    assert finding.severity == "error"
    assert finding.rows == (3,)
    assert "line 3" in finding.cases[0].remark
    assert len(reading.examples) == 4


def test_a_row_without_label_is_an_error_unless_the_labels_are_listed(tmp_path: Path) -> None:
    source = written(tmp_path, GOOD + '{"text": "c", "label": ""}\n')
    assert named(read_corpus(source))["no-label"].severity == "error"
    listed = Columns(positive=("pos",), negative=("neg",))
    assert named(read_corpus(source, listed))["dropped-labels"].severity == "note"


@pytest.mark.parametrize(("num", "severity"), [(100, "note"), (1, "warning")])
def test_empty_texts_are_dropped_and_counted(tmp_path: Path, num: int, severity: str) -> None:
    reading = read_corpus(written(tmp_path, GOOD * num + '{"text": " ", "label": "pos"}\n'))
    assert named(reading)["blank-texts"].severity == severity
    assert named(reading)["blank-texts"].rows == (2 * num + 1,)
    assert len(reading.examples) == 2 * num


def test_a_third_class_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="'meh'"):
        read_corpus(written(tmp_path, GOOD + '{"text": "c", "label": "meh"}\n'))


def test_nothing_to_learn_from_is_no_exception(tmp_path: Path) -> None:
    assert len(read_corpus(written(tmp_path, '{"text": "", "label": "pos"}\n')).examples) == 0
