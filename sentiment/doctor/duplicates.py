"""Texts that are in a corpus more than once, and those whose copies have other labels."""

from collections.abc import Iterable, Iterator

import numpy as np

from sentiment.corpus import Examples
from sentiment.doctor.addresses import without_addresses
from sentiment.doctor.copies import SIMILARITY, Copies, Indices
from sentiment.doctor.findings import CLASSES, Case, Finding, graded, percent, shortened
from sentiment.plurals import many

_MANY = 0.05  # share of the texts that are copies
_MOST_ROWS = 5  # of a family that are named
_MOST_FAMILIES = 3  # that are shown


def find_duplicates(examples: Examples, copies: Copies) -> Iterator[Finding]:
    """Exact and near copies; one text with two labels, exactly or nearly."""
    exact, near = families(copies.exact), families(copies.near)
    mixed = [family for family in exact if _is_mixed(examples, family)]
    nearly_mixed = [
        family
        for family in near
        if _is_mixed(examples, family) and not any(_is_mixed(examples, part) for part in families(copies.exact, family))
    ]
    if mixed:
        share = sum(map(len, mixed)) / len(examples)
        yield Finding(
            "two-labels",
            graded(share, warning=0.0, error=_MANY),
            f"{many(len(mixed), 'text is', 'texts are')} labelled both negative and positive "
            f"({percent(share)} of the rows): whatever a model answers, it is wrong on some of them.",
            "Decide which label is right and remove the other rows.",
            {"num_texts": len(mixed), "share": round(share, 4)},
            *_shown(examples, mixed),
        )
    if nearly_mixed:
        yield Finding(
            "near-two-labels",
            "note",
            f"{many(len(nearly_mixed), 'text has', 'texts have')} a near-copy with the other label.",
            "Look at them: where the small difference does not turn the meaning, one of the labels is wrong.",
            {"num_texts": len(nearly_mixed)},
            *_shown(examples, nearly_mixed),
        )
    yield from _copied(examples, copies, exact, is_near=False)
    different = [family for family in near if np.unique(copies.exact[family]).size > 1]
    by_address = [family for family in different if _differ_in_addresses(examples, family)]
    if by_address:
        yield _copied_but_for_addresses(examples, copies, by_address)
    others = [family for family in different if not any(family is known for known in by_address)]
    yield from _copied(examples, copies, others, is_near=True)


def families(first: Indices, within: Indices | None = None) -> list[Indices]:
    """Indices that have the same `first`, where there are two or more of them; the largest families first."""
    places = np.arange(first.size) if within is None else within
    order = places[np.argsort(first[places], kind="stable")]
    parts = np.split(order, np.flatnonzero(np.diff(first[order])) + 1)
    return sorted((part for part in parts if part.size > 1), key=len, reverse=True)


def family_case(examples: Examples, members: Iterable[int], remark: str) -> Case:
    """The rows of one family, and the text of its first or, where they differ, of its first two kinds."""
    members = list(members)
    texts = {" ".join(examples.texts[i].split()).casefold(): examples.texts[i] for i in reversed(members)}
    return Case(
        tuple(examples.ids[i] for i in members[:_MOST_ROWS]),
        tuple(shortened(text) for text in list(reversed(texts.values()))[:2]),
        remark,
    )


def _copied(examples: Examples, copies: Copies, found: list[Indices], *, is_near: bool) -> Iterator[Finding]:
    if not found:
        return
    kinds = copies.exact if is_near else np.arange(len(examples))
    num_extra = sum(np.unique(kinds[family]).size - 1 for family in found)
    share = num_extra / len(examples)
    kind = "near-copies" if is_near else "exact copies"
    meaning = f", with {SIMILARITY:.0%} of their phrases in common or more" if is_near else ""
    yield Finding(
        "near-duplicates" if is_near else "duplicates",
        graded(share, warning=_MANY),
        f"{many(num_extra, 'text is', 'texts are')} {kind} of {many(len(found), 'other')}{meaning} "
        f"({percent(share)} of the rows).",
        "Remove the copies, unless it matters how often a text is written; give templates one --group-column value."
        if is_near
        else "Remove the copies, unless it matters how often a text is written; a split keeps them on one side.",
        {"num_extra": num_extra, "num_families": len(found), "share": round(share, 4)},
        *_shown(examples, found),
    )


def _copied_but_for_addresses(examples: Examples, copies: Copies, found: list[Indices]) -> Finding:
    num_extra = sum(np.unique(copies.exact[family]).size - 1 for family in found)
    share = num_extra / len(examples)
    return Finding(
        "address-duplicates",
        graded(share, warning=_MANY),
        f"{many(num_extra, 'text differs', 'texts differ')} from {many(len(found), 'other')} only in a web address or "
        f"a handle ({percent(share)} of the rows).",
        "Remove the copies, unless it matters how often a text is written; if they stay, give all forms of a text one "
        "--group-column value, or a split puts them on both sides.",
        {"num_extra": num_extra, "num_families": len(found), "share": round(share, 4)},
        *_shown(examples, found),
    )


def _differ_in_addresses(examples: Examples, family: Indices) -> bool:
    """Return whether all texts of a family are the same without their addresses and handles."""
    return len({" ".join(without_addresses(examples.texts[i]).split()).casefold() for i in family}) == 1


def _is_mixed(examples: Examples, family: Indices) -> bool:
    return np.unique(examples.labels[family]).size > 1


def _shown(examples: Examples, found: list[Indices]) -> tuple[tuple[Case, ...], tuple[str | int, ...]]:
    """Cases of the first families, a row of each label among those named; and the ids of all rows."""
    cases = []
    for family in found[:_MOST_FAMILIES]:
        labels = examples.labels[family]
        order = family[np.argsort([np.sum(labels[:i] == label) for i, label in enumerate(labels)], kind="stable")]
        counts = [
            many(int(np.sum(labels == label)), name, name) for label, name in enumerate(CLASSES) if label in labels
        ]
        cases.append(family_case(examples, order.tolist(), ", ".join(counts)))
    return tuple(cases), tuple(examples.ids[i] for family in found for i in family)
