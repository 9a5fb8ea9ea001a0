"""VADER: a lexicon with rules (Hutto & Gilbert 2014); nothing is learnt but the threshold of its polarity."""

import json
from collections.abc import Callable
from pathlib import Path

from scripts.peers.protocol import Classify, Data, Fitted, best_threshold, plain, serve


def fit(data: Data, model: Path) -> Fitted:
    """Chooses the threshold."""
    import vaderSentiment  # type: ignore[import-not-found]

    polarity = _polarity()
    threshold = best_threshold(map(polarity, data.validation.texts), data.validation.labels)
    (model / "threshold.json").write_text(json.dumps(threshold))
    lexicons = Path(vaderSentiment.__file__).parent.glob("*lexicon.txt")
    return Fitted(f"compound polarity from {threshold:.4f} on", [*lexicons, model / "threshold.json"])


def load(model: Path) -> Classify:
    """Reads the lexicon and the threshold."""
    polarity, threshold = _polarity(), json.loads((model / "threshold.json").read_text())
    return lambda texts: [polarity(text) >= threshold for text in texts]


def _polarity() -> Callable[[str], float]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # type: ignore[import-not-found]

    analyzer = SentimentIntensityAnalyzer()
    return lambda text: float(analyzer.polarity_scores(plain(text))["compound"])


if __name__ == "__main__":
    serve(fit, load)
