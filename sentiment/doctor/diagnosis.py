"""All checks of a labelled corpus, one after another."""

import numpy as np
from numpy.typing import NDArray

from sentiment.corpus import Examples, split_keys
from sentiment.doctor.addresses import find_addresses
from sentiment.doctor.amount import FEWEST, find_amount, find_wordless
from sentiment.doctor.copies import Copies, find_copies
from sentiment.doctor.cross_validation import out_of_fold
from sentiment.doctor.duplicates import find_duplicates
from sentiment.doctor.findings import Diagnosis, Finding, Progress, silent, worst_first
from sentiment.doctor.giveaways import find_giveaways
from sentiment.doctor.language import find_language
from sentiment.doctor.leakage import find_leaks
from sentiment.doctor.lengths import count_words, find_long, five_numbers
from sentiment.doctor.markup import find_markup
from sentiment.doctor.mojibake import find_mojibake
from sentiment.doctor.ngram_counts import count_ngrams
from sentiment.doctor.reversed_labels import find_reversed
from sentiment.doctor.shipped import second_opinion
from sentiment.doctor.suspects import find_suspects

MAX_TOKENS = 400
"""What training reads of a text, unless configured otherwise."""


def diagnose(
    examples: Examples,
    *,
    held_out: NDArray[np.bool_] | None = None,
    validation: Examples | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> Diagnosis:
    """What is wrong, or odd, with a corpus, before a model is trained on it; nothing is changed.

    Args:
        examples: The corpus.
        held_out: Which of them are held out to measure the model: copies across that line are looked for.
            # [num_examples]
        validation: A second corpus to measure the model on: copies of it in the first are looked for.
        seed: Of the hashes of MinHash and of the folds of cross-validation; modulo 2³².
        progress: Shows how far it is.

    Raises:
        MissingExtraError: datasketch or scikit-learn is not installed.
        ValueError: `held_out` is not one value an example.
    """
    if held_out is not None and held_out.shape != (len(examples),):
        raise ValueError(f"held_out is one value an example: shape {held_out.shape} for {len(examples)} examples")
    seed %= 2**32
    together = examples if validation is None else _joined(examples, validation)
    everywhere = find_copies(together.texts, seed=seed, progress=progress)
    copies = Copies(everywhere.exact[: len(examples)], everywhere.near[: len(examples)])
    num_words = count_words(examples.texts, progress=progress)

    findings: list[Finding] = [*find_amount(examples, copies, held_out)]
    baseline = None
    counts = count_ngrams(examples.texts, progress=progress) if len(examples) else None
    if counts is not None:
        findings += find_giveaways(examples, counts)
    if counts is not None and np.bincount(examples.labels, minlength=2).min() >= FEWEST:
        probabilities = out_of_fold(counts, examples.labels, _groups(examples, copies), seed=seed, progress=progress)
        if probabilities is not None:
            findings += find_suspects(examples, probabilities)
            baseline = float(np.mean((probabilities >= 0.5) == examples.labels))
    opinion = second_opinion(examples, seed=seed, progress=progress)
    if opinion is not None:
        findings += find_reversed(examples, opinion)
    findings += find_duplicates(examples, copies)
    if held_out is not None:
        findings += find_leaks(examples, copies, held_out, split="split")
    if validation is not None:
        theirs = np.arange(len(together)) >= len(examples)
        findings += find_leaks(together, everywhere, theirs, split="validation")
    findings += find_long(examples, num_words, MAX_TOKENS)
    findings += find_wordless(examples)
    findings += find_mojibake(examples)
    findings += find_markup(examples)
    findings += find_addresses(examples)
    findings += find_language(examples, progress=progress)
    num_positive = int(examples.labels.sum())
    return Diagnosis(
        num_negative=len(examples) - num_positive,
        num_positive=num_positive,
        num_groups=None if examples.groups is None else len(set(examples.groups)),
        num_held_out=None if held_out is None else int(held_out.sum()),
        num_validation=None if validation is None else len(validation),
        num_words=five_numbers(num_words),
        baseline=baseline,
        findings=worst_first(findings),
    )


def _joined(first: Examples, second: Examples) -> Examples:
    """Both corpora; a text without group has its own, if any of them has groups."""
    groups = None
    if first.groups is not None and second.groups is not None:
        groups = first.groups + second.groups
    return Examples(
        texts=first.texts + second.texts,
        labels=np.concatenate([first.labels, second.labels]),
        ids=first.ids + second.ids,
        groups=groups,
    )


def _groups(examples: Examples, copies: Copies) -> NDArray[np.int64]:
    """What cross-validation keeps together: groups, and copies of any kind.  # [num_examples]."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    first: dict[str, int] = {}
    size = len(examples)
    keyed = np.array([first.setdefault(key, i) for i, key in enumerate(split_keys(examples))], dtype=np.int64)
    ends = np.concatenate([keyed, copies.near])
    starts = np.concatenate([np.arange(size), np.arange(size)])
    graph = coo_array((np.ones(2 * size), (starts, ends)), shape=(size, size))
    found: NDArray[np.int64] = connected_components(graph, directed=False)[1]
    return found
