"""A real training on real reviews, from nothing but their own text."""

from dataclasses import replace
from pathlib import Path

import pytest

from sentiment.classifier import Classifier
from sentiment.corpus import load_examples
from sentiment.training import TrainConfig
from sentiment.training.manifest import Inputs
from sentiment.training.pipeline import train
from tests.training.conftest import needs_imdb


@needs_imdb
@pytest.mark.real_data
@pytest.mark.timeout(900)
def test_two_thousand_reviews_make_a_useful_model(tmp_path: Path) -> None:
    examples = load_examples("tfds:imdb_reviews:train[:2000]")
    assert len(examples) == 2000
    config = replace(TrainConfig.sized_for(len(examples)), epochs=3, vector_epochs=8)  # one minute, not four
    manifest = train(Inputs(examples=examples, corpus="2,000 reviews of IMDB"), tmp_path / "model", config)
    assert manifest.metrics["num_examples"] > 350
    assert manifest.metrics["accuracy"] >= 0.75
    classifier = Classifier.load(tmp_path / "model")
    assert classifier.verify().passed
    assert (
        classifier.classify("An excellent, wonderful film. The best I have seen, and a great cast.").label == "positive"
    )
    assert classifier.classify("A terrible, boring waste of time. The worst acting, an awful plot.").label == "negative"
