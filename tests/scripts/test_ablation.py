"""The ablation: rows that can be trained, and a table of what is done."""

import json
import runpy
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from scripts.one_pass import OnePass
from sentiment.training.ngrams import learn_ngrams  # noqa: TID253

from sentiment.corpus import stratified_split
from sentiment.training.batches import LabelledRows  # noqa: TID253
from sentiment.training.config import TrainConfig  # noqa: TID253
from sentiment.training.manifest import Inputs  # noqa: TID253
from sentiment.training.model import PAD, UNKNOWN  # noqa: TID253
from sentiment.training.schedule import Material  # noqa: TID253
from sentiment.training.stages import Run  # noqa: TID253
from sentiment.training.vocabulary import learn_vocabulary  # noqa: TID253
from tests.training.conftest import made_up_examples

SCRIPT = Path(__file__).parents[2] / "scripts" / "ablation"


ABLATION = runpy.run_path(str(SCRIPT))


def test_every_row_is_a_configuration_unlike_the_others() -> None:
    rows = [(replace(TrainConfig(), **row.change), row.teachers) for row in ABLATION["ROWS"].values()]
    assert all(row not in rows[:index] for index, row in enumerate(rows))
    assert len({ABLATION["slug_of"](name) for name in ABLATION["ROWS"]}) == len(rows) <= 10


def test_a_row_is_trained_and_shown(tmp_path: Path) -> None:
    name = "n-gram teacher only"
    examples = made_up_examples(60)
    tokenizer = learn_vocabulary(examples.texts, size=100)
    vocabulary = json.loads(tokenizer)["model"]["vocab"]
    rows = [
        np.array([vocabulary.get(word, UNKNOWN) for word in text.split()], dtype=np.int32) for text in examples.texts
    ]
    assert PAD not in np.concatenate(rows)
    texts = LabelledRows(rows, examples.labels.astype(np.float32))
    material = Material(tokenizer, len(vocabulary), [vocabulary["."]], texts, rows[:20], texts, None)
    run = Run(tmp_path / "ablation", {}, resume=True, force=False)
    small = TrainConfig(
        forget_penalty=0.0,
        embedding_size=8,
        units=4,
        attention_units=4,
        max_tokens=40,
        vector_epochs=0,
        epochs=4,
        batch_size=8,
        ema=0.5,
        learning_rate=0.03,
    )
    shared = OnePass(
        inputs=Inputs(examples=examples, corpus="made up"),
        split=stratified_split(examples, seed=0),
        config=small,
        run=run,
        material=material,
        teachers=np.stack([examples.labels[:20] * 2.0 - 1, np.zeros(20)]).astype(np.float32),
        ngrams=learn_ngrams(rows, examples.labels, kept=100, seed=0),
    )
    found = ABLATION["Found"](**json.loads(ABLATION["_measured"](name, shared)))
    assert found.num_texts == 60
    assert found.num_right > 30
    assert 0 <= found.pairs_ordered <= 1
    (run.folder / f"{ABLATION['slug_of'](name)}.json").write_text(json.dumps(asdict(found)))
    table = ABLATION["_table"](run).splitlines()
    assert len(table) == 3
    assert table[2].startswith(f"| {name} | {found.num_right / 60:.2%} | ")
