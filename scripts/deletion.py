"""How faithful a highlight is: the answer without the tokens that are highlighted most, and with them alone.

Comprehensiveness and sufficiency: DeYoung et al. 2020, "ERASER"; agreement with leave-one-out: Jain & Wallace 2019,
"Attention is not Explanation". Tokens are deleted, not masked, and the text is read anew without them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sentiment.metrics import sigmoid
from sentiment.rankings import kendall
from sentiment.training.batches import pad, predict_logits
from sentiment.training.model import Network

SHARE = 0.2  # of the tokens, those with the highest scores
_NUM_RANDOM = 3  # random orders of each text
_BATCH = 32
Floats = NDArray[np.float64]
Ids = NDArray[np.int32]


@dataclass(frozen=True)
class Faithfulness:
    """One way to highlight, over a list of texts; ŷ is the class predicted for the whole text, p its probability.

    Attributes:
        highlight: Its name.
        comprehensiveness: p(text) - p(text without the top fifth) of each text; high is faithful.  # [texts]
        sufficiency: p(text) - p(the top fifth alone) of each text; low is faithful.  # [texts]
        flips: Share of texts of which another class is predicted without the top fifth.
        agreement: Kendall's τ_b with leave-one-out, averaged over texts; None for a random order.
    """

    highlight: str
    comprehensiveness: list[float]
    sufficiency: list[float]
    flips: float
    agreement: float | None


def audit(network: Network, rows: Sequence[Ids], *, highlights: Sequence[str], seed: int) -> list[Faithfulness]:
    """Holds a network's highlights against deletion.

    Args:
        network: Its explainer gives logit, share and contribution.
        rows: Token ids of each text, two or more of them.
        highlights: "contribution" (ranked toward the predicted class), "share" (attention, or features won), or both.
        seed: Of the random order.

    Returns:
        Those asked for; then "leave-one-out" (what p loses without each token: needs no access to the model, and one
        reading for every token) and "random": what the others are to be read against.
    """
    logits, shares, contributions = _explain(network, rows)
    sides = np.where(logits >= 0, 1.0, -1.0)
    sure = sigmoid(sides * logits)  # p of the predicted class
    shorter = [np.delete(row, place) for row in rows for place in range(len(row))]
    lengths = [len(row) for row in rows]
    left = sigmoid(np.repeat(sides, lengths) * predict_logits(network.classifier, shorter))
    drops = np.split(np.repeat(sure, lengths) - left, np.cumsum(lengths)[:-1])
    found: dict[str, list[Floats]] = {
        "contribution": [side * contribution for side, contribution in zip(sides, contributions, strict=True)],
        "share": shares,
    }
    scores = {name: found[name] for name in highlights} | {"leave-one-out": drops}
    sizes = [np.abs(drop) for drop in drops]  # a share has no sign
    audited = []
    for name, score in scores.items():
        reference = sizes if name == "share" else drops
        agreement = float(np.nanmean([kendall(one, other) for one, other in zip(score, reference, strict=True)]))
        audited.append(_delete(network, rows, [score], name, sides, sure, agreement))
    random = np.random.default_rng(seed)
    orders = [[random.random(length) for length in lengths] for _ in range(_NUM_RANDOM)]
    return [*audited, _delete(network, rows, orders, "random", sides, sure, None)]


def top(scores: Floats) -> NDArray[np.bool_]:
    """The fifth of the positions with the highest scores, one at least; of equal ones the earlier."""
    chosen = np.zeros(len(scores), dtype=np.bool_)
    chosen[np.argsort(-scores, kind="stable")[: max(1, round(SHARE * len(scores)))]] = True
    return chosen


def _delete(
    network: Network,
    rows: Sequence[Ids],
    orders: Sequence[Sequence[Floats]],
    name: str,
    sides: Floats,
    sure: Floats,
    agreement: float | None,
) -> Faithfulness:
    """The figures of one highlight, averaged over several orders of each text."""
    chosen = [top(score) for scores in orders for score in scores]
    many = list(rows) * len(orders)
    parts = (
        [row[~tops] for row, tops in zip(many, chosen, strict=True)],
        [row[tops] for row, tops in zip(many, chosen, strict=True)],
    )
    without, alone = (
        sigmoid(sides * predict_logits(network.classifier, part).reshape(len(orders), -1)) for part in parts
    )  # [orders, texts]
    comprehensiveness, sufficiency = ((sure - part).mean(axis=0).round(5).tolist() for part in (without, alone))
    return Faithfulness(name, comprehensiveness, sufficiency, float((without < 0.5).mean()), agreement)


def _explain(network: Network, rows: Sequence[Ids]) -> tuple[Floats, list[Floats], list[Floats]]:
    """Logit [texts], and each text's shares and contributions [tokens]."""
    logits, shares, contributions = [], [], []
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        read = (np.asarray(value, dtype=np.float64) for value in network.explainer.predict_on_batch(pad(batch)))
        logit, share, contribution = read
        logits.append(logit)
        shares += [values[: len(row)] for values, row in zip(share, batch, strict=True)]
        contributions += [values[: len(row)] for values, row in zip(contribution, batch, strict=True)]
    return np.concatenate(logits), shares, contributions
