"""A bundle of a few bytes: the layout without a model."""

from typing import Any

from sentiment.bundle import MODEL, TOKENIZER, WEIGHTS, Golden, Manifest, file_hashes

CONTENT = {TOKENIZER: b'{"a": 1}', MODEL: bytes(range(256)), WEIGHTS: b"\x00weights"}


def make_manifest(**changes: Any) -> Manifest:
    values: dict[str, Any] = {
        "name": "small",
        "created": "2026-01-02",
        "labels": ("neg", "pos"),
        "bias": 0.1,
        "temperature": 1.25,
        "tolerance": 0.05,
        "sizes": {"vocabulary": 3},
        "files": file_hashes(CONTENT),
        "training": {"corpus": "café\udce9.csv", "epochs": [{"loss": 0.1 + 0.2}]},
        "metrics": {"accuracy": 0.9},
        "card": {"use": "none"},
        "golden": [Golden("a\ud800 \U0001f600\x00", [1, 2], 0.25, [0.5, 0.5], [-1e-9, 0.25])],
    }
    return Manifest(**{**values, **changes})
