"""The wall: whoever classifies, reports or inspects never waits for the training side."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TRAINING_SIDE = (
    "gensim",
    "jax",
    "keras",
    "keras_nlp",
    "matplotlib",
    "onnx",
    "pandas",
    "pyspark",
    "safetensors",
    "sentiment.training",
    "tensorflow",
    "tensorflow_datasets",
    "tqdm",
)

PROBE = f"""
import sys
sys.argv = ["sentiment", *sys.argv[1:]]
from sentiment.cli.main import main
try:
    main()
except SystemExit as exit:
    assert exit.code in (0, None), exit.code
imported = [name for name in {TRAINING_SIDE!r} if name in sys.modules]
assert not imported, imported
"""


def probe(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["train", "--help"],
        ["evaluate", "--help"],
        ["export", "--help"],
        ["classify", "--explain", "--format", "text", "A superb film."],
        ["classify", "--explain", "--audit", "--format", "json", "A superb film."],
        ["report", "--text", "A superb film.", "--output", "{folder}/page.html"],
        ["report", "--text", "A superb film.", "--output", "{folder}/text.md"],
        ["evaluate", "{folder}/reviews.csv", "--errors", "{folder}/errors.html"],
        ["compare", "imdb", "imdb", "--on", "{folder}/reviews.csv"],
        ["inspect"],
        ["serve", "--help"],
    ],
    ids=lambda arguments: " ".join(arguments[:3]),
)
def test_no_runtime_verb_imports_the_training_side(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "reviews.csv").write_text("text,label\nA superb film.,positive\nA dull film.,negative\n")
    result = probe(PROBE, *(argument.format(folder=tmp_path) for argument in arguments))
    assert result.returncode == 0, result.stderr


def test_the_library_does_not_import_the_training_side() -> None:
    code = (
        "import sys; from sentiment import Classifier; Classifier.load().classify('A superb film.')._repr_html_()\n"
        f"assert not [name for name in {TRAINING_SIDE!r} if name in sys.modules]"
    )
    result = probe(code)
    assert result.returncode == 0, result.stderr


VERBS = ["", "classify", "report", "score", "check", "train", "evaluate", "compare", "export", "serve", "inspect"]


@pytest.mark.parametrize("verb", VERBS)
def test_help_does_not_even_import_numpy(verb: str) -> None:
    code = PROBE + "assert not {'numpy', 'onnxruntime', 'tokenizers'} & set(sys.modules)"
    result = probe(code, *verb.split(), "--help")
    assert result.returncode == 0, result.stderr


def test_every_public_name_can_be_imported() -> None:
    code = (
        "import sentiment\nfor name in sentiment.__all__: getattr(sentiment, name)\n"
        "assert set(sentiment.__all__) <= set(dir(sentiment))"
    )
    result = probe(code)
    assert result.returncode == 0, result.stderr
    assert probe("from sentiment import nonsense").returncode == 1
