"""What a network is fitted to: labels, hard or soft, and answers that are sure of themselves."""

from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="sentiment")
class SoftCrossEntropy(keras.losses.Loss):
    """Cross-entropy with a probability as target, and the weighted entropy of the model's own answer.

        loss = -y log p - (1 - y) log(1 - p) + weight * H(p)        with p = sigmoid(logit)

    The second term keeps the decision boundary away from texts (Grandvalet & Bengio 2004, "Semi-supervised Learning
    by Entropy Minimization"). Both in nats.

    Args:
        entropy_weight: 0 for plain cross-entropy.

    Call arguments:
        y_true: Probability that a text is positive.  # [batch, 1]
        y_pred: Logit.  # [batch, 1]
    """

    def __init__(self, entropy_weight: float = 0.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.entropy_weight = entropy_weight

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Returns nats [batch]."""
        loss = _cross_entropy(y_true, y_pred)
        if self.entropy_weight:
            loss = loss + self.entropy_weight * _cross_entropy(ops.sigmoid(y_pred), y_pred)
        return ops.mean(loss, axis=-1)

    def get_config(self) -> dict[str, Any]:
        """What is needed to make the loss anew."""
        return {**super().get_config(), "entropy_weight": self.entropy_weight}


def divergence(logit: Any, other: Any) -> Any:
    """Kullback-Leibler divergence KL(p ‖ q), in nats, of the answers p and q whose logits these are.

    Exact where either is all but certain.

    Args:
        logit: Of p.
        other: Of q, in the same shape.
    """
    positive = ops.sigmoid(logit) * (ops.log_sigmoid(logit) - ops.log_sigmoid(other))
    return positive + ops.sigmoid(-logit) * (ops.log_sigmoid(-logit) - ops.log_sigmoid(-other))


def _cross_entropy(target: Any, logit: Any) -> Any:
    # -log sigmoid(x) = softplus(-x); y softplus(-x) + (1 - y) softplus(x) = softplus(x) - y x
    return ops.softplus(logit) - target * logit
