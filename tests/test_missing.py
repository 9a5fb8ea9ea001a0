"""Placeholders of missing values."""

import pytest

from sentiment import Classifier
from sentiment.missing import is_missing

PLACEHOLDERS = ["nan", "None", "null", "N/A", "NULL", "#N/A", " NaN\n", "<NA>", "NaT", "#REF!", "\\N", "undefined"]


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_placeholders_are_missing(text: str) -> None:
    assert is_missing(text)


@pytest.mark.parametrize("text", ["Nan makes good bread", "none of it works", "n", "", "null and void", "No", "naan"])
def test_words_are_not(text: str) -> None:
    assert not is_missing(text)


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_an_answer_to_a_placeholder_has_a_warning(classifier: Classifier, text: str) -> None:
    [warning] = [found for found in classifier.classify(text).warnings if "missing value" in found]
    assert repr(text.strip()) in warning


def test_an_answer_to_a_text_that_holds_one_has_none(classifier: Classifier) -> None:
    assert not any(
        "missing value" in warning for warning in classifier.classify("The battery: N/A. I like it.").warnings
    )
