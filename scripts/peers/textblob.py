"""TextBlob: the lexicon of the Pattern library, averaged; nothing is learnt but the threshold of its polarity."""

import json
from collections.abc import Callable
from pathlib import Path

from scripts.peers.protocol import Classify, Data, Fitted, best_threshold, plain, serve


def fit(data: Data, model: Path) -> Fitted:
    """Chooses the threshold."""
    import textblob  # type: ignore[import-not-found]

    polarity = _polarity()
    threshold = best_threshold(map(polarity, data.validation.texts), data.validation.labels)
    (model / "threshold.json").write_text(json.dumps(threshold))
    lexicon = Path(textblob.__file__).parent / "en" / "en-sentiment.xml"
    return Fitted(f"polarity from {threshold:.4f} on", [lexicon, model / "threshold.json"])


def load(model: Path) -> Classify:
    """Reads the lexicon and the threshold."""
    polarity, threshold = _polarity(), json.loads((model / "threshold.json").read_text())
    return lambda texts: [polarity(text) >= threshold for text in texts]


def _polarity() -> Callable[[str], float]:
    from textblob import TextBlob

    return lambda text: float(TextBlob(plain(text)).sentiment.polarity)


if __name__ == "__main__":
    serve(fit, load)
