"""Predictions for the renderers: real words of real text, with made-up weights."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sentiment.prediction import Prediction
from sentiment.report.html import ModelCard, ReportEntry, render_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.report.browser import Open

_TOKEN = re.compile(r"<br\s*/?>|(\w+|[^\w\s])", re.IGNORECASE)
_WEIGHTS = {"superb": 2.2, "wonderful": 1.5, "boring": -1.2, "awful": -1.2}

MakePrediction = Callable[..., Prediction]


def _make(text: str, *, warnings: tuple[str, ...] = (), seed: int | None = None) -> Prediction:
    """Weights from a word list, or random ones from a seed."""
    offsets = [match.span() for match in _TOKEN.finditer(text) if match[1]]
    random = np.random.default_rng(seed)
    values = [
        _WEIGHTS.get(text[start:end].lower(), 0.0) if seed is None else float(random.standard_t(2))
        for start, end in offsets
    ]
    attention = np.exp(np.abs(values))
    attention = (attention / max(attention.sum(), 1e-9)).astype(np.float32)  # [num_tokens]
    contribution = (attention * np.array(values) * 3).astype(np.float32)  # [num_tokens]
    bias = 0.1
    logit = bias + math.fsum(contribution.tolist())
    probability = 1 / (1 + math.exp(-logit))
    label = "positive" if logit >= 0 else "negative"
    read = len(offsets)
    return Prediction(text, label, probability, logit, bias, read, read, offsets, attention, contribution, warnings)


@pytest.fixture(scope="session")
def make_prediction() -> MakePrediction:
    """Makes a prediction from a text."""
    return _make


def without_middle(whole: Prediction) -> Prediction:
    """The same of a long text of which only the beginning and the end were read."""
    kept = [index for index, (start, end) in enumerate(whole.offsets) if end < 16 or start > 250]
    return replace(
        whole,
        offsets=[whole.offsets[index] for index in kept],
        attention=whole.attention[kept],
        contribution=whole.contribution[kept],
        num_tokens_read=len(kept),
    )


@pytest.fixture
def opened(chromium: "Browser", tmp_path: Path) -> "Iterator[Open]":
    """Opens a report of some entries; keyword arguments go to the browser's context."""
    from tests.report.browser import CARD, Watched

    contexts = []

    def open_report(
        entries: Sequence[ReportEntry], *, title: str = "Reviews", card: ModelCard = CARD, **options: Any
    ) -> Watched:
        path = tmp_path / "report.html"
        path.write_text(render_report(entries, title=title, model_card=card), encoding="utf-8")
        contexts.append(chromium.new_context(**options))
        watched = Watched(contexts[-1].new_page())
        watched.page.goto(path.as_uri())
        return watched

    yield open_report
    for context in contexts:
        context.close()
