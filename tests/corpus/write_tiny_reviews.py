"""Prepare tiny data sets with tensorflow-datasets' own writer: python write_tiny_reviews.py DATA_DIR.

A process of its own, because the writer is TensorFlow's, which the test process should not have to import.
"""

import sys
from collections.abc import Iterator
from typing import Any

ROWS = {
    "train": [("good café", 1), ("bad", 0), ("fine", 1)],
    "test": [("awful", 0)],
    "unsupervised": [("no idea", -1)],
}
CLASSES = {"plain": ["negative", "positive"], "stars": ["1", "3", "5"]}


def main(data_dir: str) -> None:
    import numpy as np
    import tensorflow_datasets as tfds

    class TinyReviews(tfds.core.GeneratorBasedBuilder):  # type: ignore[misc]
        VERSION = tfds.core.Version("1.0.0")
        BUILDER_CONFIGS = [tfds.core.BuilderConfig(name=name) for name in CLASSES]  # noqa: RUF012

        def _info(self) -> Any:
            features = {
                "idx": np.int32,
                "sentence": tfds.features.Text(),
                "label": tfds.features.ClassLabel(names=CLASSES[self.builder_config.name]),
                "votes": tfds.features.Sequence(np.float32),
                "source": tfds.features.Text(),
            }
            return tfds.core.DatasetInfo(builder=self, features=tfds.features.FeaturesDict(features))

        def _split_generators(self, dl_manager: Any) -> Any:
            return {name: self._generate_examples(rows) for name, rows in ROWS.items()}

        def _generate_examples(self, rows: list[tuple[str, int]]) -> Iterator[tuple[int, dict[str, Any]]]:
            for i, (text, label) in enumerate(rows):
                votes = [0.5] * i
                yield i, {"idx": i + 10, "sentence": text, "label": label, "votes": votes, "source": "web"}

    for name in CLASSES:
        TinyReviews(config=name, data_dir=data_dir).download_and_prepare()


if __name__ == "__main__":
    main(sys.argv[1])
