"""The peers of scripts/benchmark: what they answer, what is measured of them, how it is shown; on tiny data."""

import importlib.util
import json
import math
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.peers import distilbert, distilbert_int8, measure
from scripts.peers.distilbert import Size
from scripts.peers.measure import ENVIRONMENTS, PEERS, SHIPPED, Figures, Peer, figures_of
from scripts.peers.protocol import Data, Fitted, Labelled, best_threshold, timed
from scripts.peers.table import details, markdown

ROOT = Path(__file__).parents[2]
REVIEWS = Labelled(
    [f"{opinion}<br />It was number {number}, {opinion}" for number in range(30) for opinion in ("superb!", "awful!")],
    [1, 0] * 30,
)
DATA = Data(REVIEWS, Labelled(REVIEWS.texts[:10], REVIEWS.labels[:10]))
TINY = Size(layers=2, hidden=16, heads=4, inner=32, vocabulary=120, positions=12)
BY_NAME = {peer.name: peer for peer in PEERS}


def python_of(peer: Peer, package: str) -> str:
    """An interpreter that has what the peer needs: this one, or its environment where it has been made."""
    if importlib.util.find_spec(package):
        return sys.executable
    place = ENVIRONMENTS / str(peer.environment)
    if not (place / f"{peer.environment}.txt").exists():
        pytest.skip(f"{package} is not here: scripts/benchmark --peer {peer.name} makes {place}")
    return str(place / "bin" / "python")


def write(folder: Path, data: Data = DATA) -> Path:
    (folder / "data.json").write_text(json.dumps(asdict(data)))
    (folder / "texts.json").write_text(json.dumps(data.validation.texts))
    return folder / "data.json"


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("ours", "sentiment"),
        ("vader", "vaderSentiment"),
        ("textblob", "textblob"),
        ("fasttext", "fasttext"),
        ("tfidf", "sklearn"),
        ("nbsvm", "sklearn"),
    ],
)
def test_a_peer_fits_answers_and_is_timed(name: str, package: str, tmp_path: Path) -> None:
    python, data, model = python_of(BY_NAME[name], package), write(tmp_path), tmp_path / "model"
    if name == "ours":
        model = SHIPPED

    def ask(*arguments: object) -> str:
        command = [python, "-m", f"scripts.peers.{name}", *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    fitted = json.loads(ask("fit", data, model))
    assert fitted["setting"]
    assert fitted["bytes"] > 100
    assert json.loads(ask("accuracy", model, data)) == {"num_right": 10, "num_texts": 10}
    texts = tmp_path / "speed.json"
    texts.write_text(json.dumps({"warm_up": ["Fine."], "together": REVIEWS.texts[:4], "alone": ["Fine.", ""]}))
    speed = json.loads(ask("speed", model, texts))
    assert (speed["num_texts"], len(speed["alone"])) == (4, 2)
    assert min(speed["seconds"], *speed["alone"]) > 0
    assert ask("one", model, "awful! awful!") == "negative\n"


@given(st.lists(st.tuples(st.integers(-4, 4), st.integers(0, 1)), min_size=1))
def test_no_threshold_is_better_than_the_best(pairs: list[tuple[int, int]]) -> None:
    scores, labels = [float(score) for score, _ in pairs], [label for _, label in pairs]

    def num_right(threshold: float) -> int:
        return sum((score >= threshold) == bool(label) for score, label in zip(scores, labels, strict=True))

    everywhere = max(num_right(half / 2) for half in range(-11, 12))
    assert num_right(best_threshold(scores, labels)) == everywhere


def test_time_is_taken_of_each_text_alone_and_of_tokens() -> None:
    calls: list[list[str]] = []

    def classify(texts: Any) -> list[bool]:
        calls.append(list(texts))
        return [True] * len(texts)

    speed = timed(classify, warm_up=["a"], together=["b c", "d"], alone=["e"], tokens=lambda text: len(text.split()))
    assert calls == [["a"], ["b c", "d"], ["e"]]
    assert (speed.num_texts, len(speed.alone), speed.num_tokens) == (2, 1, 3)


def test_distilbert_has_67_million_parameters() -> None:
    assert abs(distilbert.num_parameters(Size()) - 66.5e6) < 1e6
    head = 768 * 768 + 768 + 768 * 2 + 2
    assert distilbert.num_parameters(Size()) - head == 66_362_880  # of distilbert-base-uncased


def reference(size: Size, weights: dict[str, Any], ids: list[int]) -> Any:
    """A transformer's encoder in plain numpy."""

    def normal(states: Any, name: str) -> Any:
        centred = states - states.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return centred / spread * weights[f"{name}_scale"] + weights[f"{name}_shift"]

    states = normal(weights["words"][ids] + weights["positions"][: len(ids)], "embedding")
    for layer in range(size.layers):
        joint = states @ weights[f"{layer}/attention"] + weights[f"{layer}/attention_bias"]
        query, key, value = (
            part.reshape(len(ids), size.heads, -1).transpose(1, 0, 2) for part in np.split(joint, 3, axis=-1)
        )
        scores = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1]))
        attended = (scores / scores.sum(-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(ids), -1)
        mixed = attended @ weights[f"{layer}/mix"] + weights[f"{layer}/mix_bias"]
        states = normal(mixed + states, f"{layer}/mix")
        wide = states @ weights[f"{layer}/up"] + weights[f"{layer}/up_bias"]
        bent = wide * np.vectorize(lambda x: 0.5 * (1 + math.erf(x / math.sqrt(2))))(wide)
        states = normal(bent @ weights[f"{layer}/down"] + weights[f"{layer}/down_bias"] + states, f"{layer}/down")
    pooled = np.maximum(states[0] @ weights["pooler"] + weights["pooler_bias"], 0)
    return pooled @ weights["output"] + weights["output_bias"]


def run(model: bytes, ids: list[int]) -> Any:
    runtime = pytest.importorskip("onnxruntime")
    session = runtime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(None, {"token_ids": np.array([ids], dtype=np.int32)})[0][0]


def test_the_graph_computes_a_transformer() -> None:
    pytest.importorskip("onnx")
    generator = np.random.default_rng(1)  # all weights random, biases, too
    weights = {
        name: generator.normal(0, 0.5, shape).astype(np.float32) for name, shape in distilbert.shapes(TINY).items()
    }
    model = distilbert.build(TINY, weights)
    sizes = {item.name: math.prod(item.dims) for item in model.graph.initializer if item.name in weights}
    assert sum(sizes.values()) == distilbert.num_parameters(TINY)
    for ids in ([5], [1, 7, 119, 7, 0], list(range(12))):
        np.testing.assert_allclose(run(model.SerializeToString(), ids), reference(TINY, weights, ids), atol=1e-4)
    with pytest.raises(ValueError, match="words"):
        distilbert.build(TINY, weights | {"words": weights["positions"]})


@pytest.mark.parametrize("fit", [distilbert.fit, distilbert_int8.fit])
def test_distilbert_reads_texts_up_to_its_last_position(fit: Callable[..., Fitted], tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    fitted = fit(DATA, tmp_path, size=TINY)
    assert sorted(fitted.files) == sorted(tmp_path.iterdir())
    assert len(distilbert.load(tmp_path)(["superb", "awful " * 40])) == 2
    count = distilbert.tokenizer(tmp_path)
    assert (count("superb"), count("awful " * 40)) == (1, 12)


def test_int8_is_smaller_and_in_eight_bits(tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx")
    size = replace(TINY, hidden=64, inner=256, vocabulary=2000)
    models = []
    for fit, name in ((distilbert.fit, "fp32"), (distilbert_int8.fit, "int8")):
        (tmp_path / name).mkdir()
        fit(DATA, tmp_path / name, size=size)
        models.append((tmp_path / name / "model.onnx").read_bytes())
    assert len(models[1]) < 0.4 * len(models[0])
    operators = {node.op_type for node in onnx.load_from_string(models[1]).graph.node}
    assert {"QAttention", "MatMulInteger"} <= operators
    np.testing.assert_allclose(run(models[1], [3, 4, 5]), run(models[0], [3, 4, 5]), atol=0.02)


def test_the_stopwatch_sees_time_and_memory_of_the_child_alone() -> None:
    code = "import time; held = bytearray(60_000_000); time.sleep(0.2)"
    command = [sys.executable, "-m", "scripts.peers.stopwatch", "2", sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert len(found["seconds"]) == len(found["megabytes"]) == 2
    assert min(found["seconds"]) >= 0.2
    assert 60 < min(found["megabytes"]) <= max(found["megabytes"]) < 90


def test_figures_are_kept_until_the_data_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "NUM_COLD", 1)
    write(tmp_path)
    heard: list[str] = []
    first = figures_of(BY_NAME["ours"], tmp_path, note=heard.append, holdout=SHIPPED)
    assert (first.num_right, first.num_validation) == (10, 10)
    assert (first.seconds_help or 0) > 0
    assert 30 < first.megabytes_cold < 500
    assert heard[-1] == "ours: cold start"
    assert figures_of(BY_NAME["ours"], tmp_path, note=heard.append, holdout=SHIPPED) == first
    assert "measured before" in heard[-1]
    write(tmp_path, replace(DATA, validation=REVIEWS))
    again = figures_of(BY_NAME["ours"], tmp_path, note=heard.append, holdout=SHIPPED)
    assert again.num_validation == 60


MEASURED = Figures(
    name="vader",
    setting="polarity from 0.5 on",
    machine="a machine",
    num_right=91,
    num_validation=100,
    num_texts=1000,
    num_alone=500,
    reviews_per_second=1234.5,
    milliseconds_alone=1.234,
    milliseconds_alone_mean=1.3,
    milliseconds_alone_p99=4.0,
    seconds_cold=0.123,
    megabytes_cold=45.6,
    megabytes_model=0.5567,
    tokens_per_text=None,
    milliseconds_tokenizing=None,
    seconds_help=None,
    signature="",
)
CITED = replace(MEASURED, name="distilbert", num_right=None, num_validation=0, num_texts=60, num_alone=30)
ROWS = [(BY_NAME["vader"], MEASURED), (BY_NAME["distilbert"], replace(CITED, reviews_per_second=2.345))]


def test_the_table_has_a_row_a_peer_and_says_what_is_cited() -> None:
    lines = markdown(ROWS).splitlines()
    assert (
        lines[2] == "| VADER | 91.0 % (83.8 to 95.2) | 1,234 | 1.23 | 0.12 | 46 | 0.557 | polarity from 0.5 on |"
    )  # Wilson's interval of 91 in 100
    assert lines[3].startswith("| DistilBERT, fp32 | 92.8 % (cited) | 2.35 |")
    assert {line.count("|") for line in lines[:4]} == {9}
    assert "1,000 together and 500 one by one; others 60 together and 30 one by one" in lines[-1]
    assert "cited" not in markdown(ROWS[:1])


def test_details_leave_out_nothing_that_was_measured() -> None:
    shown = details(replace(MEASURED, tokens_per_text=287.04, milliseconds_tokenizing=0.1234, seconds_help=0.05))
    for value in ("287.0", "0.123", "1.23", "1.30", "4.00", "45.6", "0.050"):
        assert value in shown.split()


def test_every_peer_has_a_program_and_pinned_requirements() -> None:
    for peer in PEERS:
        assert (measure.PROGRAMS / f"{peer.name}.py").is_file()
        if peer.environment:
            pins = (measure.PROGRAMS / "requirements" / f"{peer.environment}.txt").read_text().splitlines()
            assert pins
            assert all("==" in pin for pin in pins)


def test_the_plot_names_every_peer(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from scripts.peers.plot import accuracy_by_speed
    from sentiment import plots

    figure = accuracy_by_speed(ROWS)
    (axes,) = figure.axes
    assert {label.get_text() for label in axes.texts} == {"VADER", "DistilBERT, fp32 (cited)"}
    assert axes.get_xscale() == "log"
    plots.save(figure, tmp_path / "peers.png")
    assert (tmp_path / "peers.png").read_bytes().startswith(b"\x89PNG")
