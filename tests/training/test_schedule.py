"""The schedule: which stages there are, and what reaches whom."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sentiment.corpus import Examples
from sentiment.training import TrainConfig
from sentiment.training.manifest import Inputs
from sentiment.training.ngrams import Ngrams
from sentiment.training.schedule import learn
from sentiment.training.stages import Run
from sentiment.training.vocabulary import KerasTokenizer
from tests.training.conftest import made_up_examples

WORD = "quaint"  # in as many good as bad labelled texts, and in good unlabelled ones only


@pytest.fixture(scope="module")
def inputs(examples: Examples) -> Inputs:
    labelled = [f"{WORD} {text}" if index < 12 else text for index, text in enumerate(examples.texts)]
    others = made_up_examples(120, seed=5)
    unlabelled = [f"{WORD} {text}" for text, label in zip(others.texts, others.labels, strict=True) if label]
    unlabelled += [text for text, label in zip(others.texts, others.labels, strict=True) if not label]
    return Inputs(examples=replace(examples, texts=labelled), unlabeled=unlabelled, corpus="a", unlabeled_corpus="b")


def learnt(inputs: Inputs, config: TrainConfig, folder: Path) -> tuple[set[str], float]:
    """The stages that were run, and the weight that the n-grams give WORD."""
    run = Run(folder / "model", {}, resume=False, force=False)
    held_out = np.arange(len(inputs.examples)) % 5 == 4
    made = learn(inputs, held_out, config, run, lambda _: None)
    [ids] = KerasTokenizer(made.material.tokenizer).encode([WORD])
    ngrams: Ngrams = made.ngrams
    assert set(made.fit_seconds) == {"fit"}
    return set(run.seconds()), float(ngrams.logits([ids])[0])


@pytest.mark.parametrize(
    ("weight", "low", "high", "network"), [(1.0, 0.1, 9.0, {"network"}), (0.0, -0.05, 0.05, set())]
)
def test_n_grams_learn_from_unlabelled_texts_once_the_network_is_fitted(
    weight: float, low: float, high: float, network: set[str], inputs: Inputs, config: TrainConfig, tmp_path: Path
) -> None:
    stages, found = learnt(inputs, replace(config, taught_weight=weight), tmp_path)
    assert stages == {"tokenizer.json", "ids", "vectors", "teachers", "ngrams.safetensors"} | network
    assert low < found < high


def test_without_unlabelled_texts_nobody_is_asked(inputs: Inputs, config: TrainConfig, tmp_path: Path) -> None:
    stages, found = learnt(replace(inputs, unlabeled=[]), replace(config, students=1), tmp_path)
    assert stages == {"tokenizer.json", "ids", "vectors", "ngrams.safetensors"}
    assert -0.05 < found < 0.05
