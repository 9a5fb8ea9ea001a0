"""`scripts/attention_claims` from end to end on a little made-up corpus, and its parts."""

import json
import runpy
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from scripts.claims import Curve, Outcome, Point, by_length
from scripts.claims_shown import steps_to, tables
from scripts.deletion import Faithfulness
from scripts.poolings import POOLINGS
from sentiment.training.batches import LabelledRows  # noqa: TID253

SCRIPT = Path(__file__).parents[2] / "scripts" / "attention_claims"
GOOD, BAD = ("superb", "wonderful", "moving"), ("dull", "awful", "boring")


def corpus(folder: Path) -> Path:
    """A word that tells among words that do not."""
    random = np.random.default_rng(0)
    lines = []
    for number in range(120):
        words = random.choice(["the film", "an actor", "this story", "a scene"], size=4).tolist()
        words.insert(2, f"was {random.choice(GOOD if number % 2 else BAD)}")
        lines.append(json.dumps({"text": f"{' '.join(words)} {number}", "label": ("negative", "positive")[number % 2]}))
    path = folder / "corpus.jsonl"
    path.write_text("\n".join(lines))
    return path


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    options = ["--output", str(folder / "claims"), "--images", str(folder / "images"), *arguments]
    result = CliRunner().invoke(runpy.run_path(str(SCRIPT))["main"], options)
    return result.exit_code, result.stdout


def test_from_end_to_end_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("--corpus", str(corpus(tmp_path)), "--epochs", "1", "--max-tokens", "16")
    code, shown = run(tmp_path, *arguments)
    assert code == 0
    assert shown.count("| attention |") == 6  # one line in two tables, four highlights in the third
    stored = json.loads((tmp_path / "claims" / "figures.json").read_text())
    assert [row["pooling"] for row in stored] == list(POOLINGS)
    for row in stored:
        outcome = Outcome.from_dict(row)
        assert 0 < sum(outcome.num_right) <= sum(outcome.num_texts) < 60
        assert [point.step for point in outcome.curve] == list(range(1, len(outcome.curve) + 1))
        for highlight in outcome.highlights:
            assert len(highlight.comprehensiveness) == len(highlight.sufficiency) == sum(outcome.num_texts)
    names = {
        pooling: [one["highlight"] for one in row["highlights"]] for pooling, row in zip(POOLINGS, stored, strict=True)
    }
    assert names["attention"] == ["contribution", "share", "leave-one-out", "random"]
    assert names["last"] == ["leave-one-out", "random"]
    pictures = sorted((tmp_path / "images").iterdir())
    assert [path.stem.removeprefix("attention_") for path in pictures] == ["convergence", "faithfulness", "length"]

    def never(*_: object, **__: object) -> None:
        raise AssertionError("what is done was done again")

    monkeypatch.setattr("scripts.claims.fit", never)
    for path in pictures:
        path.unlink()
    assert run(tmp_path, *arguments) == (0, shown)
    assert len(list((tmp_path / "images").iterdir())) == 3


def test_imdb_needs_its_films(tmp_path: Path) -> None:
    code, _ = run(tmp_path)
    assert code == 2
    assert list(tmp_path.iterdir()) == []


def test_points_of_an_unfinished_epoch_are_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "curve.json"
    path.write_text(
        json.dumps([{"step": s, "loss": 1, "validation_loss": 1, "validation_accuracy": 0.5} for s in (2, 4, 6)])
    )
    watched = LabelledRows([], np.empty(0, np.float32))
    assert [point.step for point in Curve(path, None, watched, steps=5, epochs=1).points] == [2, 4]


def test_accuracy_by_length() -> None:
    rows = [np.zeros(length, np.int32) for length in (1, 100, 101, 400, 401, 801, 3000)]
    texts = LabelledRows(rows, np.array([1, 0, 1, 1, 0, 0, 1], np.float32))
    probabilities = np.array([0.5, 0.5, 0.9, 0.1, 0.2, 0.3, 0.6])
    assert by_length(texts, probabilities) == ([2, 1, 1, 1, 2], [1, 1, 0, 1, 2])


def outcome(pooling: str, seed: int, accuracies: list[float]) -> Outcome:
    curve = [Point(10 * (place + 1), 0.5, 0.4, accuracy) for place, accuracy in enumerate(accuracies)]
    highlights = [
        Faithfulness("contribution", [0.5, 0.3], [0.1, 0.1], 0.5, 0.25),
        Faithfulness("leave-one-out", [0.6, 0.4], [0.0, 0.0], 0.5, 1.0),
        Faithfulness("random", [0.1, 0.1], [0.2, 0.2], 0.0, None),
    ]
    return Outcome(pooling, seed, 1.0, curve, [50, 40, 10, 0, 0], [45, 36, 8, 0, 0], highlights)


def test_tables_by_hand() -> None:
    one, other = outcome("mean", 0, [0.7, 0.86, 0.84, 0.89]), outcome("mean", 1, [0.6, 0.7, 0.9, 0.9])
    assert [steps_to(one, goal) for goal in (0.85, 0.88, 0.9)] == [20, 40, None]
    convergence, length, faithfulness = (table.splitlines()[2:] for table in tables([one, other]).split("\n\n"))
    assert convergence == [
        "| mean | 25 (20 to 30) | 35 (30 to 40) | 30, 1 of 2 not | 0.500 | 0.500 | 89.0 (81.4 to 93.7) |"
    ]
    assert length[0].split(" | ")[1:] == [
        "90.0 (78.6 to 95.7)",
        "90.0 (76.9 to 96.0)",
        "80.0 (49.0 to 94.3)",
        "–",
        "– |",
    ]
    assert [line.split(" | ")[1:5] for line in faithfulness] == [
        ["contribution", "0.400 ± 0.196", "0.300 ± 0.196", "75%"],
        ["leave-one-out", "0.500 ± 0.196", "0.400 ± 0.196", ""],
        ["random", "0.100 ± 0.000", "", ""],
    ]
