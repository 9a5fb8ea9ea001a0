"""`scripts/beyond_reviews` on a tiny corpus, its parts, and the frozen pairs of opposite texts."""

import csv
import json
import runpy
from collections import Counter
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from scripts.pairs import Pair, read_pairs
from sentiment.classifier import Classifier
from sentiment.corpus import fold, load_examples, text_key

ROOT = Path(__file__).parents[2]
PAIRS = ROOT / "tests" / "data" / "negation_pairs.tsv"
PAIRS_SHA256 = "814098a033a240f1bcbe188bbe1038254bbb4d5ac8a7da42c82d6ba3cf73a946"
GOOD = (
    "Two sisters open a bakery. The cast is wonderful and every scene is a joy. One of the best films I have ever seen!"
)
BAD = "What a terrible film. The plot is stupid and the acting is awful. Don't waste your time."


@pytest.fixture(scope="module")
def script() -> SimpleNamespace:
    """The names in scripts/beyond_reviews."""
    return SimpleNamespace(**runpy.run_path(str(ROOT / "scripts" / "beyond_reviews")))


def test_the_pairs_are_frozen() -> None:
    content = PAIRS.read_bytes()
    rows = list(csv.DictReader(content.decode("utf-8").splitlines(), delimiter="\t"))
    labels: dict[str, list[str]] = {}
    for row in rows:
        labels.setdefault(row["pair"], []).append(row["label"])
    assert len(rows) == 400
    assert len(labels) == 200
    assert all(sorted(both) == ["negative", "positive"] for both in labels.values())
    assert len({row["text"].casefold() for row in rows}) == 400
    assert all(4 <= len(row["text"].split()) <= 40 for row in rows)
    assert max(Counter(row["template"] for row in rows).values()) <= 2 * 5
    assert sha256(content).hexdigest() == PAIRS_SHA256, "the pairs are frozen: no model is chosen by changing them"


def test_the_pairs_are_a_corpus_as_any_other(script: SimpleNamespace) -> None:
    examples, pairs = load_examples(str(PAIRS)), read_pairs()
    positive = [text for text, label in zip(examples.texts, examples.labels, strict=True) if label == 1]
    assert [pair.positive for pair in pairs] == positive
    assert Counter(pair.negative for pair in pairs) == Counter(examples.texts) - Counter(positive)


def test_buckets_end_with_their_upper_length(script: SimpleNamespace) -> None:
    lengths = (1, 100, 101, 200, 201, 400, 401, 800, 801, 20_000)
    names = ("≤100", "≤100", "101–200", "101–200", "201–400", "201–400", "401–800", "401–800", ">800", ">800")
    assert tuple(map(script.bucket, lengths)) == names


def test_a_share_has_its_interval(script: SimpleNamespace) -> None:
    found = script.share(number < 9 for number in range(10))
    assert (found.right, found.number, found.share) == (9, 10, 0.9)
    assert (found.low, found.high) == pytest.approx((0.5958, 0.9821), abs=1e-4)  # Wilson's


def test_a_pair_is_right_ordered_or_neither(script: SimpleNamespace, classifier: Classifier) -> None:
    ordered = Pair("a", "t", GOOD, "One of the best films. A joy.")
    pairs = [Pair("b", "t", GOOD, BAD), Pair("b", "t", BAD, GOOD)]
    high, low = (classifier.classify(text).logit for text in (ordered.positive, ordered.negative))
    assert min(high, low) > 0  # so one of the two counts as wrong, whatever their order
    found = script.measure_pairs(classifier, [ordered, *pairs])
    assert {name: (f["texts"].right, f["both"].right, f["ordered"].right) for name, f in found.items()} == {
        "all": (3, 1, 1 + (high > low)),
        "a": (1, 0, int(high > low)),
        "b": (2, 1, 1),
    }
    assert (found["all"]["texts"].number, found["all"]["both"].number) == (6, 3)


def test_the_script_measures_the_held_out_films_only(
    script: SimpleNamespace, bundle_path: Path, tmp_path: Path
) -> None:
    inside = next(f"tt{number}" for number in range(100) if fold(f"tt{number}") == 0)
    outside = next(f"tt{number}" for number in range(100) if fold(f"tt{number}") != 0)
    reviews = [
        (GOOD, 1, 10, inside),
        (BAD, 0, 1, inside),
        (GOOD + " " + GOOD * 4, 0, 1, inside),
        ("Bad.", 0, 1, outside),
    ]
    with (tmp_path / "reviews.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "label"), *((text, label) for text, label, _, _ in reviews)])
    lines = [f"{text_key(text)[:16]}\t{movie}\t{stars}" for text, _, stars, movie in reviews]
    movies = tmp_path / "movies.tsv"
    movies.write_text("\n".join(["text_sha256_16\tmovie\trating", *lines]) + "\n", encoding="utf-8")
    arguments = ["-m", str(bundle_path), "--movies", str(movies), "--corpus", str(tmp_path / "reviews.csv")]
    result = CliRunner().invoke(script.main, [*arguments, "--json", str(tmp_path / "figures.json")])
    assert result.exit_code == 0, result.output
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    counts = {name: (found["right"], found["number"]) for name, found in figures["reviews"].items()}
    assert counts == {"all": (2, 3), "≤100": (2, 2), "101–200": (0, 1)}
    assert {name: found["number"] for name, found in figures["sentences"].items()} == {"verdict": 2, "judgement": 1}
    assert figures["pairs"]["all"]["texts"]["number"] == 400
    assert sum(found["both"]["number"] for kind, found in figures["pairs"].items() if kind != "all") == 200
    table = result.output.splitlines()
    assert table[0] == "| | number | share | 95 % interval |"
    assert table[2].startswith("| reviews | 3 | 66.7% |")
    assert len(table) == 2 + 3 + 2 + 3


def test_what_is_missing_is_said(script: SimpleNamespace, tmp_path: Path) -> None:
    result = CliRunner().invoke(script.main, ["-m", str(tmp_path), "--movies", str(PAIRS)])
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert result.output.count("\n") == 1


def test_a_model_that_has_learnt_from_fold_0_is_refused(script: SimpleNamespace) -> None:
    result = CliRunner().invoke(script.main, ["-m", "imdb", "--movies", str(PAIRS)])
    assert result.exit_code == 1
    assert "has learnt from all reviews" in result.output
