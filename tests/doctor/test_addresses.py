"""Web addresses and handles, and copies that differ in nothing else."""

import numpy as np
import pytest

from sentiment.doctor.addresses import find_addresses, without_addresses
from sentiment.doctor.copies import find_copies
from sentiment.doctor.duplicates import find_duplicates
from sentiment.doctor.leakage import find_leaks
from tests.doctor.corpora import by_name, changed, made, reviews

HONEST = reviews(100)


@pytest.mark.parametrize(
    "address",
    [
        *("https://t.co/aB3", "http://example.org/a?b=c#d", "www.example.com", "bit.ly/2xY", "pic.twitter.com/x1"),
        *("@someone", "RT @someone:", "ann.lee@example.org", "u/some-one"),
    ],
)
def test_they_are_taken_out(address: str) -> None:
    assert without_addresses(f"Great film {address} indeed").split() == ["Great", "film", "indeed"]


@pytest.mark.parametrize("text", ["Good.Bad film", "5 @ 3 each", "and/or", "a.m. or p.m.", "The end.Or not/yes"])
def test_other_words_stay(text: str) -> None:
    assert without_addresses(text) == text


def test_many_are_said() -> None:
    def with_addresses(number: int) -> list[str]:
        return [f"{text} https://t.co/{i}" if i < number else text for i, text in enumerate(HONEST.texts)]

    labels = HONEST.labels.tolist()
    assert list(find_addresses(made(with_addresses(4), labels))) == []
    [some] = find_addresses(made(with_addresses(5), labels))
    [many] = find_addresses(made(with_addresses(25), labels))
    assert (some.severity, many.severity) == ("note", "warning")
    assert many.rows == tuple(range(1, 26))
    assert many.cases[1].remark == "https://t.co/1"
    assert list(find_addresses(made([], []))) == []


def test_copies_that_differ_only_there_are_copies() -> None:
    first, second = "Loved it! https://t.co/abc", "@ann loved it! https://t.co/xyz"
    examples = changed(HONEST, row_3=first, row_8=second, row_9=HONEST.texts[0] + " indeed")
    findings = by_name(list(find_duplicates(examples, find_copies(examples.texts))))
    finding = findings["address-duplicates"]
    assert finding.rows == (3, 8)
    assert finding.counts["num_extra"] == 1
    assert finding.cases[0].texts == (first, second)
    assert findings["near-duplicates"].rows == (1, 9)


def test_such_copies_across_a_split_are_a_leak() -> None:
    examples = changed(HONEST, row_3="Loved it! https://t.co/abc", row_98="Loved it! https://t.co/xyz")
    held_out = np.arange(100) >= 90
    [leak] = find_leaks(examples, find_copies(examples.texts), held_out, split="split")
    assert leak.rows == (98,)
