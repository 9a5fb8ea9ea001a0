"""Training: corpus to bundle, with Keras 3. Everything here needs the extra `train`."""

from sentiment.corpus.quiet import quiet

with quiet():  # TensorFlow's start-up lines
    import keras as _keras  # noqa: F401

from sentiment.training.attention import AttentionPooling
from sentiment.training.config import TrainConfig

__all__ = ["AttentionPooling", "TrainConfig"]
