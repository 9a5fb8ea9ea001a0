"""Does the model answer as when it was made, and do its files fit each other?"""

import dataclasses
import json
import math
from typing import Any

import numpy as np
import pytest

from sentiment.bundle import Bundle, Golden
from sentiment.classifier import Classifier
from sentiment.errors import BundleCorruptError


def test_the_model_answers_as_when_it_was_made(classifier: Classifier) -> None:
    check = classifier.verify()
    assert check.passed
    assert check.same_ids
    assert check.num_examples == len(classifier.manifest.golden) > 0
    assert 0 < check.max_logit_difference <= check.tolerance <= 0.05
    assert 0 < check.max_token_difference <= check.tolerance


def test_attention_and_contributions_are_those_of_the_training_side(classifier: Classifier) -> None:
    for example in classifier.manifest.golden:
        prediction = classifier.classify(example.text)
        np.testing.assert_allclose(prediction.attention, example.attention, atol=0.05)
        np.testing.assert_allclose(prediction.contribution, example.contribution, atol=0.05)


def shifted(values: list[float], by: float) -> list[float]:
    """The last value is off."""
    return [*values[:-1], values[-1] + by]


@pytest.mark.parametrize("change", ["logit", "nan", "ids", "blank", "attention", "contribution", "nan of a token"])
@pytest.mark.parametrize("place", [0, -1])
def test_a_model_that_answers_otherwise_does_not_pass(bundle: Bundle, change: str, place: int) -> None:
    golden = list(bundle.manifest.golden)
    right = golden[place]
    wrong: dict[str, Golden] = {
        "logit": dataclasses.replace(right, logit=right.logit + 0.2),
        "nan": dataclasses.replace(right, logit=math.nan),
        "ids": dataclasses.replace(right, text=right.text + " film"),
        "blank": dataclasses.replace(right, text=" "),
        "attention": dataclasses.replace(right, attention=shifted(right.attention, 0.2)),
        "contribution": dataclasses.replace(right, contribution=shifted(right.contribution, -0.2)),
        "nan of a token": dataclasses.replace(right, attention=shifted(right.attention, math.nan)),
    }
    golden[place] = wrong[change]
    check = with_manifest(bundle, golden=golden).verify()
    assert not check.passed
    assert check.same_ids == (change not in ("ids", "blank"))


def test_a_model_without_examples_does_not_pass(bundle: Bundle) -> None:
    check = with_manifest(bundle, golden=[]).verify()
    assert (check.num_examples, check.passed) == (0, False)


def test_no_manifest_allows_itself_more_than_the_package_does(bundle: Bundle) -> None:
    first, *rest = bundle.manifest.golden
    wrong = dataclasses.replace(first, logit=first.logit + 0.2)
    check = with_manifest(bundle, golden=[wrong, *rest], tolerance=10).verify()
    assert check.tolerance == 0.05
    assert not check.passed
    assert not with_manifest(bundle, tolerance=1e-12).verify().passed


def with_manifest(bundle: Bundle, **changes: Any) -> Classifier:
    """The model with other values in its manifest."""
    return Classifier(dataclasses.replace(bundle, manifest=dataclasses.replace(bundle.manifest, **changes)))


@pytest.mark.parametrize("more", [-1, 1])
def test_a_vocabulary_of_another_size_is_refused(bundle: Bundle, more: int) -> None:
    sizes = {**bundle.manifest.sizes, "vocabulary": bundle.manifest.sizes["vocabulary"] + more}
    with pytest.raises(
        BundleCorruptError, match=r"tokenizer\.json has [\d,]+ tokens, manifest\.json says [\d,]+: reinstall"
    ):
        with_manifest(bundle, sizes=sizes)


def test_a_vocabulary_larger_than_the_embedding_is_refused(bundle: Bundle) -> None:
    definition = json.loads(bundle.tokenizer)
    num_tokens = len(definition["model"]["vocab"])
    definition["model"]["vocab"]["zyzxqvwk"] = num_tokens
    sizes = {**bundle.manifest.sizes, "vocabulary": num_tokens + 1}
    larger = dataclasses.replace(bundle, tokenizer=json.dumps(definition).encode())
    with pytest.raises(BundleCorruptError, match=r"model\.onnx cannot be run"):
        with_manifest(larger, sizes=sizes)
