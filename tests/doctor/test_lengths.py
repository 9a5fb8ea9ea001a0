"""Lengths against what training reads."""

import ast
from pathlib import Path

from sentiment.doctor.diagnosis import MAX_TOKENS
from sentiment.doctor.lengths import count_words, find_long, five_numbers
from tests.doctor.corpora import changed, reviews

ROOT = Path(__file__).parents[2]


def test_the_longest_come_first() -> None:
    examples = changed(reviews(20), row_3="word " * 50, row_5="word " * 70)
    [finding] = find_long(examples, count_words(examples.texts), 45)
    assert finding.rows == (5, 3)
    assert finding.counts == {"num_texts": 2, "share": 0.1, "longest": 70}
    assert [*find_long(examples, count_words(examples.texts), 70)] == []


def test_five_numbers_are_least_quartiles_and_most() -> None:
    assert five_numbers(count_words(["a", "a b", "a b c", "a, b", "长长长长长"])) == (1, 2, 3, 3, 5)
    assert five_numbers(count_words([])) == ()


def test_training_reads_as_much() -> None:
    tree = ast.parse((ROOT / "sentiment" / "training" / "config.py").read_text(encoding="utf-8"))
    values = [
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and node.target.id == "max_tokens"
        and isinstance(node.value, ast.Constant)
    ]
    assert values == [MAX_TOKENS]
