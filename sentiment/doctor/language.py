"""Texts in another language than that of the shipped model: most of their words are unknown to it, or in fragments."""

import functools
from collections.abc import Iterator

from sentiment.bundle import SHIPPED, find_bundle, read_bundle
from sentiment.classifier import FAR
from sentiment.corpus import Examples
from sentiment.doctor.addresses import without_addresses
from sentiment.doctor.findings import MOST_CASES, Case, Finding, Progress, percent, shortened, silent
from sentiment.errors import BundleError, TextError
from sentiment.plurals import many
from sentiment.tokenizer import Tokenizer

_SOME, _ALL = 0.01, 0.9  # share of the texts from which on it is said; and is the language of the corpus
_FEWEST_WORDS = 4  # of a text that can be judged


def find_language(examples: Examples, *, progress: Progress = silent) -> Iterator[Finding]:
    """Find texts in other languages, or in no language, such as program code."""
    tokenizer = _shipped_tokenizer()
    if tokenizer is None or not len(examples):
        return
    foreign = []
    for index, text in enumerate(progress(examples.texts, "texts tokenized", total=len(examples))):
        share = _unknown_share(tokenizer, text)
        if share > FAR:
            foreign.append((index, share))
    share = len(foreign) / len(examples)
    if share < _SOME:
        return
    whole = share >= _ALL
    yield Finding(
        "language",
        "note" if whole else "warning",
        f"{many(len(foreign), 'text is', 'texts are')} in another language than the English of the model shipped with "
        f"this package, or in none ({percent(share)}), judging by words that it does not know.",
        "Train without --from, and do not rely on the shipped model for such texts."
        if whole
        else "Remove them, or train on each language alone: the few texts of a language teach little.",
        {"num_texts": len(foreign), "share": round(share, 4)},
        tuple(
            Case((examples.ids[i],), (shortened(examples.texts[i]),), f"{unknown:.0%} of the words unknown")
            for i, unknown in foreign[:MOST_CASES]
        ),
        tuple(examples.ids[i] for i, _ in foreign),
    )


def _unknown_share(tokenizer: Tokenizer, text: str) -> float:
    try:
        encoding = tokenizer.encode(without_addresses(text))
    except TextError:
        return 0.0
    return encoding.unknown_share if encoding.num_words >= _FEWEST_WORDS else 0.0


@functools.cache
def _shipped_tokenizer() -> Tokenizer | None:
    try:
        return Tokenizer(read_bundle(find_bundle(SHIPPED)).tokenizer)
    except BundleError:
        return None
