"""Scoring: one row out for each row in, the same file whatever happens on the way."""

import json
import multiprocessing
import os
import signal
import time
from pathlib import Path
from threading import Thread

import pytest

from sentiment.classifier import Classifier
from sentiment.corpus import Columns, ignore
from sentiment.errors import BundleError, CorpusError, OutputError
from sentiment.scoring import Job, Plan, local, make_plan, open_journal, plan, score_locally

NUM_ROWS = 120


@pytest.fixture(autouse=True)
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "_PART_ROWS", 16)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    lines = [json.dumps({"n": n, "text": f"A superb film, but {n} minutes of it are dull."}) for n in range(NUM_ROWS)]
    lines[3] = "{"
    lines[50] = '{"n": 50, "text": "  "}'
    lines[51] = '{"n": 51, "text": "half \\ud83d a face", "late": true}'
    path.write_text("\n".join(lines) + "\n")
    return path


def plan_of(source: Path, output: Path, bundle: Path, *, explain: bool = False) -> Plan:
    job = Job(source=str(source), output=output, bundle=bundle, columns=Columns(), explain=explain)
    return make_plan(job, note=ignore, watch=iter)


def run(made: Plan, *, num_workers: int = 1, stop_after: int | None = None) -> list[int]:
    """The parts that are done now, in order."""
    finished = []
    with open_journal(made.job.output, made.identity, force=False) as journal:
        parts = score_locally(made, journal, num_workers=num_workers)
        for part in parts:
            finished.append(part.index)
            if stop_after == len(finished):
                parts.close()  # type: ignore[attr-defined]
                break
    return sorted(finished)


def test_a_row_out_for_each_row_in(source: Path, tmp_path: Path, bundle_path: Path, classifier: Classifier) -> None:
    output = tmp_path / "out.jsonl"
    made = plan_of(source, output, bundle_path, explain=True)
    assert made.survey.num_rows == NUM_ROWS
    run(made)
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert len(rows) == NUM_ROWS
    assert [row.get("n") for row in rows] == [None if n == 3 else n for n in range(NUM_ROWS)]
    assert "line 4: not JSON" in rows[3]["error"]
    assert "blank" in rows[50]["error"]
    assert rows[51]["late"] is True
    for row in rows[:3] + rows[51:]:
        alone = classifier.classify(row["text"])
        assert (row["label"], row["probability"], row["error"]) == (alone.label, alone.probability, None)
        assert row["words"] == alone.to_dict(explain=True)["words"]


@pytest.mark.parametrize("name", ["out.csv", "out.parquet", "out.jsonl.gz"])
def test_the_same_file_whoever_makes_it_and_however_often_it_stops(
    source: Path, tmp_path: Path, bundle_path: Path, name: str
) -> None:
    folder = tmp_path / "stopped"
    folder.mkdir()
    made = plan_of(source, tmp_path / name, bundle_path)
    indices = run(made)
    assert indices == list(range(len(indices)))
    assert len(indices) > 5
    again = plan_of(source, folder / name, bundle_path)
    first = run(again, stop_after=2)
    assert not (folder / name).exists()
    second = run(again, num_workers=2, stop_after=3)
    assert not (folder / name).exists()
    rest = run(again)
    assert sorted(first + second + rest) == indices
    assert (folder / name).read_bytes() == (tmp_path / name).read_bytes()
    assert run(again) == []


def test_half_a_character_fails_where_it_cannot_be_written(source: Path, tmp_path: Path, bundle_path: Path) -> None:
    output = tmp_path / "out.csv"
    run(plan_of(source, output, bundle_path))
    line = output.read_text().splitlines()[52]
    assert line.startswith(r"51,half \ud83d a face,true,,,")
    assert "half a character" in line


def test_another_model_on_the_way_is_noticed(source: Path, tmp_path: Path, bundle_path: Path) -> None:
    made = plan_of(source, tmp_path / "out.csv", bundle_path)
    other = Plan(made.job, made.survey, made.format, "0" * 64)
    for num_workers in (1, 2):
        with pytest.raises(BundleError, match="another model by now"):
            run(other, num_workers=num_workers)


def test_another_input_on_the_way_is_noticed(source: Path, tmp_path: Path, bundle_path: Path) -> None:
    made = plan_of(source, tmp_path / "out.csv", bundle_path)
    source.write_text(source.read_text().replace("119 minutes", "120 minutes"))
    with pytest.raises(CorpusError, match="was changed while it was read"):
        run(made)
    assert not (tmp_path / "out.csv").exists()


def test_a_worker_that_dies_is_one_line_and_the_rest_is_kept(
    source: Path, tmp_path: Path, bundle_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill_one() -> None:
        while len(multiprocessing.active_children()) < 2:
            time.sleep(0.01)
        os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)

    output = tmp_path / "out.csv"
    made = plan_of(source, output, bundle_path)
    run(made, stop_after=2)
    killer = Thread(target=kill_one)
    killer.start()
    with pytest.raises(OutputError, match=r"a worker process ended.*go on with --resume"):
        run(made, num_workers=2)
    killer.join()
    assert not output.exists()
    assert 0 not in run(made)
    assert output.exists()


def test_memory_is_that_of_a_few_parts(source: Path, tmp_path: Path, bundle_path: Path) -> None:
    """Rows are read as processes take them: never more parts than two for each process are under way."""
    taken: list[int] = []

    def watched(rows: object) -> object:
        for index, part in enumerate(plan.cut(rows)):  # type: ignore[arg-type]
            taken.append(index)
            yield part

    made = plan_of(source, tmp_path / "out.csv", bundle_path)
    with pytest.MonkeyPatch.context() as patch, open_journal(made.job.output, made.identity, force=False) as journal:
        patch.setattr(local, "cut", watched)
        for number, _ in enumerate(score_locally(made, journal, num_workers=2), start=1):
            assert len(taken) - number <= 4
