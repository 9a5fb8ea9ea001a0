"""What the classifier answers: a label, a calibrated probability, and the reasons, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment.errors import SentimentError
from sentiment.words import Sentence, Token, Word, sentence_spans, word_spans

SCHEMA = 1
UNCERTAIN = "uncertain"
"""The label of a text that is not answered."""

Id = str | int | None


@dataclass(frozen=True, eq=False)
class Prediction:
    """The answer to one text.

    `probability` = sigmoid(`logit`) is the calibrated probability of the positive class; `label` is positive from
    .5 on, or "uncertain" where the classifier was told to abstain (see `Classifier`) and is not confident enough.
    `logit` = `bias` + the sum of all contributions, over tokens, words or sentences alike.

    Attributes:
        text: The text exactly as it was given; all offsets are `str` indices into it.
        label: Name of the predicted class, or "uncertain".
        probability: P(positive), in [0, 1].
        logit: Log-odds of the positive class.
        bias: What the logit would be with no evidence at all.
        num_tokens: Tokens in the text.
        num_tokens_read: Tokens the model has read; fewer than `num_tokens` only in a very long text.
        warnings: What to know before trusting this answer; empty for most texts.
        abstained: Whether the label is "uncertain" because the classifier abstained.
        unknown_share: Share of the words read that the model does not know, or knows in fragments only, in [0, 1].
        offsets: Character offsets of each token read.  # [num_tokens_read] pairs
        attention: Attention weight of each token read, sums to 1.  # [num_tokens_read]
        contribution: Signed part of the logit of each token read.  # [num_tokens_read]
    """

    text: str
    label: str
    probability: float
    logit: float
    bias: float
    num_tokens: int
    num_tokens_read: int
    offsets: Sequence[tuple[int, int]] = field(repr=False)
    attention: NDArray[np.float32] = field(repr=False)
    contribution: NDArray[np.float32] = field(repr=False)
    warnings: tuple[str, ...] = ()
    abstained: bool = False
    unknown_share: float = 0.0

    @property
    def confidence(self) -> float:
        """Probability of the likelier class, in [.5, 1]."""
        return max(self.probability, 1 - self.probability)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens read, in order of the text."""
        values = zip(self.offsets, self.attention.tolist(), self.contribution.tolist(), strict=True)
        return tuple(Token(self.text[start:end], start, end, a, c) for (start, end), a, c in values)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words read, in order; each token lies in exactly one."""
        spans = word_spans(self.text, self.offsets)
        if not spans:
            return ()
        starts, ends, firsts, _ = zip(*spans, strict=True)
        texts = [self.text[start:end] for start, end in zip(starts, ends, strict=True)]
        attention, contribution = (
            np.add.reduceat(values.astype(np.float64), firsts).tolist()
            for values in (self.attention, self.contribution)
        )
        return tuple(map(Word, texts, starts, ends, attention, contribution))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences read, in order; each word lies in exactly one."""
        words = self.words
        sentences = []
        for first, last in sentence_spans(self.text, [(word.start, word.end) for word in words]):
            start, end = words[first].start, words[last - 1].end
            attention = sum(word.attention for word in words[first:last])
            contribution = sum(word.contribution for word in words[first:last])
            sentences.append(Sentence(self.text[start:end], start, end, attention, contribution))
        return tuple(sentences)

    def to_dict(self, *, id: Id = None, explain: bool = False) -> dict[str, Any]:
        """The answer as JSON-ready values (schema 1); `explain` adds words and sentences."""
        row: dict[str, Any] = {
            "schema": SCHEMA,
            "id": id,
            "label": self.label,
            "probability": self.probability,
            "logit": self.logit,
            "bias": self.bias,
            "num_tokens": self.num_tokens,
            "num_tokens_read": self.num_tokens_read,
        }
        if self.warnings:
            row["warnings"] = list(self.warnings)
        if explain:
            row["words"] = [
                {
                    "text": word.text,
                    "start": word.start,
                    "end": word.end,
                    "attention": word.attention,
                    "contribution": word.contribution,
                }
                for word in self.words
            ]
            row["sentences"] = [
                {"start": sentence.start, "end": sentence.end, "contribution": sentence.contribution}
                for sentence in self.sentences
            ]
        return row

    def _repr_html_(self) -> str:
        """The highlighted text, as notebooks show it."""
        from sentiment.report.notebook import render_notebook  # above this module: only once there is something to show

        return render_notebook(self)


@dataclass(frozen=True)
class Failure:
    """Stands in the place of a prediction for a text that could not be classified."""

    error: SentimentError

    def to_dict(self, *, id: Id = None, explain: bool = False) -> dict[str, Any]:
        """The failure as JSON-ready values (schema 1)."""
        return {"schema": SCHEMA, "id": id, "error": str(self.error)}
