"""The schedule: which stages there are, and what reaches the network."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sentiment.corpus import Examples
from sentiment.tokenizer import Tokenizer
from sentiment.training import TrainConfig
from sentiment.training.batches import predict_logits
from sentiment.training.manifest import Inputs, SoftTexts
from sentiment.training.schedule import FittedModel, learn
from sentiment.training.stages import Run
from sentiment.training.vocabulary import Vocabulary, learn_vocabulary
from tests.training.conftest import made_up_examples

WORD = "quaint"  # in as many positive as negative labeled texts


@pytest.fixture(scope="module")
def inputs(examples: Examples) -> Inputs:
    labeled = [f"{WORD} {text}" if index < 12 else text for index, text in enumerate(examples.texts)]
    return Inputs(examples=replace(examples, texts=labeled), corpus="a")


def learned(inputs: Inputs, config: TrainConfig, folder: Path) -> tuple[set[str], FittedModel]:
    """The stages that were run, and what they made."""
    run = Run(folder / "model", {}, resume=False, force=False)
    held_out = np.arange(len(inputs.examples)) % 5 == 4
    made = learn(inputs, held_out, config, run, lambda _: None)
    return set(run.seconds()), made


def logit_of(made: FittedModel, text: str) -> float:
    ids = Tokenizer(made.texts.tokenizer).encode(text).ids
    return float(predict_logits(made.network.classifier, [ids])[0])


def test_unlabeled_texts_are_labeled_by_n_gram_teachers(inputs: Inputs, config: TrainConfig, tmp_path: Path) -> None:
    unlabeled = made_up_examples(60, seed=5).texts
    stages, _ = learned(replace(inputs, unlabeled=unlabeled, unlabeled_corpus="b"), config, tmp_path)
    assert stages == {"tokenizer.json", "ids", "vectors", "teachers"}


def test_without_unlabeled_texts_there_is_no_teacher(inputs: Inputs, config: TrainConfig, tmp_path: Path) -> None:
    stages, _ = learned(inputs, config, tmp_path)
    assert stages == {"tokenizer.json", "ids", "vectors"}


def test_soft_labels_are_learned(inputs: Inputs, config: TrainConfig, tmp_path: Path) -> None:
    """What the labels leave open, probabilities tell."""
    texts = [f"{WORD} {text}" for text in made_up_examples(120, seed=5).texts]
    soft = SoftTexts(texts, np.full(120, 0.98, dtype=np.float32), np.ones(120, dtype=np.float32))
    _, made = learned(replace(inputs, soft=soft), config, tmp_path)
    assert logit_of(made, f"the film was {WORD} .") > logit_of(made, "the film was .")
    assert logit_of(made, f"{WORD} {WORD}") > 0


def test_a_label_and_a_probability_are_mixed(inputs: Inputs, config: TrainConfig, tmp_path: Path) -> None:
    probabilities = np.full(len(inputs.examples), np.nan, dtype=np.float32)
    probabilities[0] = 0.9  # of a negative text
    _, made = learned(replace(inputs, label_probabilities=probabilities), replace(config, epochs=1), tmp_path)
    assert made.texts.labeled.targets[0] == pytest.approx(config.soft_share * 0.9)
    assert set(made.texts.labeled.targets[1:].tolist()) == {0.0, 1.0}


def test_a_given_vocabulary_is_projected_and_folded(inputs: Inputs, config: TrainConfig, tmp_path: Path) -> None:
    definition = learn_vocabulary(inputs.examples.texts, size=200)
    size = Tokenizer(definition).num_tokens
    vectors = np.random.default_rng(0).normal(size=(size, 12)).astype(np.float32)
    stages, made = learned(replace(inputs, vocabulary=Vocabulary(definition, vectors)), config, tmp_path)
    assert stages == {"ids", "tokenizer.json"}
    assert made.texts.tokenizer == definition
    (embedding,) = made.network.classifier.get_layer("embedding").get_weights()
    assert embedding.shape == (size, config.embedding_size)
    assert logit_of(made, "the film was superb .") > logit_of(made, "the film was dreadful .")
