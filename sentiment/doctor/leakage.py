"""What is on both sides of a split: a model is then measured on texts that it has seen."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sentiment.corpus import Examples, text_key
from sentiment.doctor.copies import Copies
from sentiment.doctor.duplicates import families, family_case
from sentiment.doctor.findings import MOST_CASES, Case, Finding, graded, percent, shortened
from sentiment.plurals import many

# Shares of the texts measured on that have a copy among those learnt from.
_SOME, _MUCH = 0.01, 0.1
_MISLEADS = "the figures would be better than the model is."


def find_leaks(examples: Examples, copies: Copies, held_out: NDArray[np.bool_], *, split: str) -> Iterator[Finding]:
    """Copies, and groups, that are on both sides.

    Args:
        examples: All of both sides.
        copies: Among them.
        held_out: Which are measured on.  # [num_examples]
        split: "split" for the one that training makes, "validation" for a second corpus.
    """
    is_own = split == "split"
    num_held_out = int(held_out.sum())
    leaks = [family for family in families(copies.near) if np.unique(held_out[family]).size > 1]
    num_leaked = sum(int(held_out[family].sum()) for family in leaks)
    if leaks:
        share = num_leaked / num_held_out
        num_exact = sum(
            int(held_out[part].sum())
            for family in leaks
            for part in families(copies.exact, family)
            if np.unique(held_out[part]).size > 1
        )
        texts = many(num_held_out, "held-out text" if is_own else "validation text")
        texts += " has" if num_leaked == 1 else " have"
        yield Finding(
            f"{split}-leak",
            graded(share, warning=_SOME, error=_MUCH),
            f"{num_leaked:,} of {texts} a copy among the texts to learn from ({percent(share)}), "
            f"{num_exact:,} of them exact: {_MISLEADS if share >= _SOME else 'too few to matter.'}",
            "Remove the copies, or give each family of them one --group-column value: a group is never split."
            if is_own
            else "Remove these rows from one of the two corpora.",
            {"num_leaked": num_leaked, "num_exact": num_exact, "share": round(share, 4)},
            tuple(
                family_case(examples, (*family[~held_out[family]][:1], *family[held_out[family]][:1]), _remark(split))
                for family in leaks[:MOST_CASES]
            ),
            tuple(examples.ids[i] for family in leaks for i in family[held_out[family]]),
        )
    yield from _shared_groups(examples, held_out, split)


def _shared_groups(examples: Examples, held_out: NDArray[np.bool_], split: str) -> Iterator[Finding]:
    if examples.groups is None:
        return
    own = {text_key(text) for text in examples.texts}  # of a text that has no group
    sides: dict[str, list[list[int]]] = {}  # group to its places: to learn from, and held out
    for place, group in enumerate(examples.groups):
        if group not in own:
            sides.setdefault(group, [[], []])[int(held_out[place])].append(place)
    shared = {group: places for group, places in sorted(sides.items()) if all(places)}
    if not shared:
        return
    inside = sorted(place for _, measured in shared.values() for place in measured)
    share = percent(len(inside) / int(held_out.sum()))
    yield Finding(
        f"{split}-groups",
        "warning",
        f"{many(len(shared), 'group is', 'groups are')} on both sides ({share} of the texts measured on): " + _MISLEADS,
        "Give equal texts the same group."
        if split == "split"
        else "Keep the texts of a group in one of the two corpora.",
        {"num_groups": len(shared), "num_texts": len(inside)},
        tuple(
            Case((examples.ids[seen[0]], examples.ids[measured[0]]), (shortened(group),), _remark(split))
            for group, (seen, measured) in list(shared.items())[:MOST_CASES]
        ),
        tuple(examples.ids[i] for i in inside),
    )


def _remark(split: str) -> str:
    return f"to learn from, {'held out' if split == 'split' else split}"
