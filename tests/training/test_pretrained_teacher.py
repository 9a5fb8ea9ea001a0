"""A pre-trained encoder as teacher: it learns, survives a kill and keeps the order of texts."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sentiment.corpus import Examples
from sentiment.errors import TrainingError
from sentiment.training import pretrained_teacher
from sentiment.training.fine_tuning import TeacherConfig
from sentiment.training.pretrained_teacher import PretrainedTeacher
from tests.training.conftest import made_up_examples
from tests.training.other_backend import passes_under_jax
from tests.training.tiny_bert import make_tiny_bert

CONFIG = TeacherConfig(
    epochs=4, batch_size=16, encoder_rate=2e-2, head_rate=5e-2, max_tokens=32, dtype="float32", save_seconds=0.1
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_bert(tmp_path_factory.mktemp("teachers") / "tiny")


@pytest.fixture(scope="module")
def fitted(folder: Path, examples: Examples, tmp_path_factory: pytest.TempPathFactory) -> PretrainedTeacher:
    teacher = PretrainedTeacher.load(str(folder), CONFIG)
    teacher.fit(examples.texts, examples.labels, tmp_path_factory.mktemp("run"))
    return teacher


def test_learns(fitted: PretrainedTeacher) -> None:
    unseen = made_up_examples(200, seed=1)
    figures = fitted.measure(unseen.texts, unseen.labels)
    assert figures["num_examples"] == 200
    assert figures["accuracy"] > 0.95
    assert figures["log_loss"] < 0.3


def test_logits_come_in_the_order_of_the_texts(fitted: PretrainedTeacher) -> None:
    texts = made_up_examples(30, seed=2).texts
    logits = fitted.logits(texts)
    assert logits.dtype == np.float32
    np.testing.assert_allclose(fitted.logits(texts[::-1])[::-1], logits, atol=1e-5)
    np.testing.assert_allclose([fitted.logits([text])[0] for text in texts[:3]], logits[:3], atol=1e-5)
    assert fitted.logits([]).shape == (0,)


def test_line_breaks_do_not_count_and_odd_texts_have_logits(fitted: PretrainedTeacher) -> None:
    plain, broken = fitted.logits(["the film was superb", "the film<br /><br />was superb"])
    assert plain == pytest.approx(broken, abs=1e-6)
    assert np.isfinite(fitted.logits(["", "\ud800", "the " * 5_000, "\x00"])).all()


def test_end_of_a_long_text_counts(fitted: PretrainedTeacher) -> None:
    filler = "the story . " * 400
    good, bad = fitted.logits([filler + "the end was superb , moving .", filler + "the end was awful , boring ."])
    assert good > bad + 0.5


def test_stopped_fit_continues_with_the_same_result(
    folder: Path, examples: Examples, fitted: PretrainedTeacher, tmp_path: Path
) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.training.test_pretrained_teacher import fit_in;"
        "fit_in(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    process = subprocess.Popen([sys.executable, "-c", script, folder, tmp_path], cwd=root, env=environment)
    state = tmp_path / "teacher.safetensors"
    while not state.exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert b"optimizer/" in state.read_bytes()  # it was not done
    resumed = fit_in(folder, tmp_path)
    texts = made_up_examples(50, seed=3).texts
    np.testing.assert_array_equal(resumed.logits(texts), fitted.logits(texts))
    assert b"optimizer/" not in state.read_bytes()

    finished = PretrainedTeacher.load(str(folder), CONFIG)
    finished.fit(examples.texts, examples.labels, tmp_path)
    np.testing.assert_array_equal(finished.logits(texts), fitted.logits(texts))

    with pytest.raises(TrainingError, match="other texts or another configuration"):
        finished.fit(examples.texts[1:], examples.labels[1:], tmp_path)
    other = PretrainedTeacher.load(str(folder), replace(CONFIG, seed=1))
    with pytest.raises(TrainingError, match="other texts or another configuration"):
        other.fit(examples.texts, examples.labels, tmp_path)
    state.write_bytes(state.read_bytes()[:-10])
    with pytest.raises(TrainingError, match="damaged"):
        finished.fit(examples.texts, examples.labels, tmp_path)


def fit_in(folder: Path, state: Path) -> PretrainedTeacher:
    """Fit as `fitted` is fitted."""
    examples = made_up_examples(240)
    teacher = PretrainedTeacher.load(str(folder), CONFIG)
    teacher.fit(examples.texts, examples.labels, state)
    return teacher


def test_labeling_continues(fitted: PretrainedTeacher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pretrained_teacher, "_PART", 8)
    texts = made_up_examples(20, seed=4).texts
    expected = fitted.logits(texts)
    np.testing.assert_allclose(fitted.label(texts, tmp_path), expected, atol=1e-5)
    first, second, third = sorted(tmp_path.iterdir())
    second.unlink()
    np.save(first, np.arange(8, dtype=np.float32))  # shows that it is not made again
    again = fitted.label(texts, tmp_path)
    assert again[:8].tolist() == list(range(8))
    np.testing.assert_allclose(again[8:], expected[8:], atol=1e-5)
    # A file belongs to its texts, not to their place alone.
    others = made_up_examples(20, seed=5).texts
    np.testing.assert_allclose(fitted.label(others, tmp_path), fitted.logits(others), atol=1e-5)
    third.write_bytes(b"\x93NUMPY")
    with pytest.raises(TrainingError, match="damaged"):
        fitted.label(texts, tmp_path)
    assert fitted.label([], tmp_path).shape == (0,)


def test_loss_that_is_no_number_is_an_error(folder: Path, examples: Examples, tmp_path: Path) -> None:
    teacher = PretrainedTeacher.load(str(folder), replace(CONFIG, encoder_rate=1e30))
    with pytest.raises(TrainingError, match="lower its learning rates"):
        teacher.fit(examples.texts[:32], examples.labels[:32], tmp_path)


def test_half_precision_gives_nearly_the_same(folder: Path) -> None:
    texts = made_up_examples(10).texts
    exact = PretrainedTeacher.load(str(folder), CONFIG)
    half = PretrainedTeacher.load(str(folder), replace(CONFIG, dtype="mixed_bfloat16"))
    np.testing.assert_allclose(half.logits(texts), exact.logits(texts), atol=0.02)
    assert not np.array_equal(half.logits(texts), exact.logits(texts))


@pytest.mark.jax
def test_jax() -> None:
    passes_under_jax(Path(__file__), "learns or order")


def test_identity(fitted: PretrainedTeacher, folder: Path) -> None:
    done = subprocess.run(["sha256sum", folder / "model.safetensors"], capture_output=True, text=True, check=True)
    assert fitted.identity == {
        "name": "tiny",
        "handle": str(folder),
        "license": "apache-2.0",
        "sha256": done.stdout.split()[0],
    }
    assert json.loads(json.dumps(fitted.identity)) == fitted.identity
