"""Looking at an input before it is scored, and cutting it into parts."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sentiment.corpus import Columns, Row, ignore
from sentiment.corpus.columns import COLUMN_LIMIT
from sentiment.errors import CorpusError, OutputError
from sentiment.scoring import Job, Plan, make_plan
from sentiment.scoring.plan import cut
from sentiment.scoring.survey import Surveyor


def plan_of(source: Path | str, output: Path, bundle: Path, **options: Any) -> Plan:
    job = Job(source=str(source), output=output, bundle=bundle, columns=Columns(), **options)
    return make_plan(job, note=ignore, watch=iter)


def kinds_of(rows: list[dict[str, Any]]) -> dict[str, str]:
    surveyor = Surveyor("rows")
    for _ in surveyor.look_at(Row(n, "x", cells=cells) for n, cells in enumerate(rows, start=1)):
        pass
    return dict(surveyor.found().kinds)


@pytest.mark.parametrize("num_rows", [100, 1023, 1024, 1025, 5000])
@pytest.mark.parametrize("changed", [0, 50, 1023, 2000, 4999, "shorter", "longer"])
def test_an_input_that_is_another_by_now_is_noticed_soon(num_rows: int, changed: int | str) -> None:
    rows = [Row(number, "x", cells={"a": number}) for number in range(1, num_rows + 1)]
    first = Surveyor("rows")
    assert list(first.look_at(rows)) == rows
    assert list(Surveyor("rows", first.found()).look_at(rows)) == rows
    others: dict[int | str, list[Row]] = {"shorter": rows[:-1], "longer": [*rows, rows[0]]}
    if isinstance(changed, int):
        others[changed] = [replace(row, cells={"a": "b"}) if row.number == changed + 1 else row for row in rows]
    if others[changed] == rows:
        return
    again = Surveyor("rows", first.found())
    with pytest.raises(CorpusError, match="was changed while it was read"):
        list(again.look_at(others[changed]))
    assert again.num_rows <= (changed + 1024 if isinstance(changed, int) else num_rows + 1)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["a", None], "string"),
        ([None], "string"),
        ([1, 2**60, None], "integer"),
        ([1, 0.5], "number"),
        ([2**60, 0.5], "mixed"),  # a float would change it
        ([2**64], "mixed"),
        ([True, False], "boolean"),
        ([True, 1], "mixed"),
        (["a", 1], "mixed"),
        ([[1]], "mixed"),
        ([{"a": 1}], "mixed"),
    ],
    ids=str,
)
def test_the_kind_of_a_column(values: list[Any], kind: str) -> None:
    assert kinds_of([{"x": value} for value in values]) == {"x": kind}


def test_columns_stand_in_order_of_appearance() -> None:
    assert list(kinds_of([{"b": 1}, {"a": 1, "b": 2}, {"c": 1}])) == ["b", "a", "c"]


def test_too_many_columns_are_refused_by_number() -> None:
    with pytest.raises(CorpusError, match=f"more than {COLUMN_LIMIT:,} columns, the limit"):
        kinds_of([{f"column {row} {n}": 1 for n in range(COLUMN_LIMIT // 2)} for row in range(3)])


def test_a_part_ends_by_rows_or_by_characters() -> None:
    short = [Row(n, "x") for n in range(2500)]
    assert [len(part) for part in cut(short)] == [1024, 1024, 452]
    long = [Row(n, "x" * 2**17) for n in range(5)]
    assert [len(part) for part in cut(long)] == [2, 2, 1]
    assert [row for part in cut(short) for row in part] == short
    assert list(cut([])) == []


def test_the_identity_follows_the_rows_and_the_options(tmp_path: Path, bundle_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("text\na\nb\n")
    output = tmp_path / "out.csv"
    begun = plan_of(source, output, bundle_path).identity
    assert json.loads(json.dumps(begun)) == json.loads(json.dumps(plan_of(source, output, bundle_path).identity))
    explained = plan_of(source, output, bundle_path, explain=True).identity
    assert {name for name in begun if begun[name] != explained[name]} == {"options"}
    source.write_text("text\na\nc\n")  # of the same size
    changed = plan_of(source, output, bundle_path).identity
    assert {name for name in begun if begun[name] != changed[name]} == {"input"}
    copy = tmp_path / "moved.csv"
    copy.write_text("text\na\nb\n")
    assert plan_of(copy, output, bundle_path).identity == begun


def test_a_column_under_a_new_name_moves_the_answers_and_is_said(tmp_path: Path, bundle_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("text,label\na,1\n")
    notes: list[str] = []
    job = Job(source=str(source), output=tmp_path / "out.csv", bundle=bundle_path, columns=Columns())
    found = make_plan(job, note=notes.append, watch=iter)
    assert found.job.names == ["predicted_" + name for name in ("label", "probability", "warnings", "error")]
    assert "has a column 'label' of its own, so the answers go to predicted_label, predicted_probability" in notes[-1]
    assert found.identity == plan_of(source, tmp_path / "out.csv", bundle_path, prefix="predicted_").identity
    source.write_text("text\na\n")
    assert plan_of(source, tmp_path / "out.csv", bundle_path).job.names[0] == "label"


def test_no_column_of_the_input_is_ever_replaced(tmp_path: Path, bundle_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("text,label,predicted_error\na,1,\n")
    with pytest.raises(CorpusError, match=r"has 'label' and 'predicted_error' of its own.*--prefix"):
        plan_of(source, tmp_path / "out.csv", bundle_path)
    for prefix, taken in (("", "label"), ("predicted_", "predicted_error")):
        with pytest.raises(CorpusError, match=rf"has '{taken}' of its own.*--prefix"):
            plan_of(source, tmp_path / "out.csv", bundle_path, prefix=prefix)
    assert plan_of(source, tmp_path / "out.csv", bundle_path, prefix="new_").job.names[0] == "new_label"


def test_the_dialect_is_part_of_the_identity(tmp_path: Path, bundle_path: Path) -> None:
    source, output = tmp_path / "a.csv", tmp_path / "out.csv"
    identities = []
    for raw in (b"text,n\na,1\n", b"text;n\na;1\n", b"\xef\xbb\xbftext,n\na,1\n"):
        source.write_bytes(raw)
        identities.append(plan_of(source, output, bundle_path).identity)
    assert len({identity["input"] for identity in identities}) == 1  # the rows are the same
    assert identities[0] != identities[1] != identities[2] != identities[0]


@pytest.mark.parametrize("name", ["out", "out.txt", "out.parquet.gz", ".csv", "out.gz"])
def test_an_output_of_another_kind_is_refused(tmp_path: Path, bundle_path: Path, name: str) -> None:
    source = tmp_path / "a.txt"
    source.write_text("a\n")
    with pytest.raises(OutputError, match=r"should end in \.csv"):
        plan_of(source, tmp_path / name, bundle_path)


def test_half_a_character_in_a_name_needs_json(tmp_path: Path, bundle_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"text": "a", "\\ud800": 1}\n')
    plan_of(source, tmp_path / "out.jsonl", bundle_path)
    with pytest.raises(CorpusError, match=r"give an OUTPUT in \.jsonl"):
        plan_of(source, tmp_path / "out.csv", bundle_path)
