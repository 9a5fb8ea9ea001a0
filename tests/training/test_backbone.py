"""Folders in Hugging Face layout and keras-hub presets become encoders; others are refused with the reason."""

import json
import shutil
from pathlib import Path

import keras_nlp
import numpy as np
import pytest

from sentiment.errors import TrainingError
from sentiment.training.backbone import load_backbone
from tests.training.tiny_bert import LENGTH, SIZE, VOCABULARY, make_tiny_bert


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_tiny_bert(tmp_path / "tiny")


def ids(words: str) -> list[int]:
    return [VOCABULARY.index(word) for word in words.split()]


def test_hugging_face_layout(folder: Path) -> None:
    backbone = load_backbone(str(folder))
    # The file asks for 8 tokens and padding; accents go because tokenizer.json says so.
    text = "The FILM was süperb . the music was dull ."
    [row] = backbone.encode([text])
    assert row.tolist() == ids("[CLS] the film was superb . the music was dull . [SEP]")
    assert backbone.max_tokens == LENGTH
    inputs = {
        "token_ids": row[None],
        "padding_mask": np.ones((1, len(row)), np.int32),
        "segment_ids": np.zeros((1, len(row)), np.int32),
    }
    assert backbone.encoder.predict_on_batch(inputs).shape == (1, len(row), SIZE)


def test_keras_preset(tmp_path: Path) -> None:
    folder = tmp_path / "preset"
    backbone = keras_nlp.models.BertBackbone(
        vocabulary_size=len(VOCABULARY), num_layers=1, num_heads=2, hidden_dim=SIZE, intermediate_dim=32
    )
    backbone.save_to_preset(folder)
    keras_nlp.models.BertTokenizer(vocabulary=VOCABULARY, lowercase=True).save_to_preset(folder)
    loaded = load_backbone(str(folder))
    [row, empty] = loaded.encode(["the film", ""])
    assert row.tolist() == ids("[CLS] the film [SEP]")
    assert empty.tolist() == ids("[CLS] [SEP]")
    assert loaded.identity["license"] is None


def test_no_dropout(folder: Path) -> None:
    encoder = load_backbone(str(folder)).encoder
    inputs = {
        "token_ids": np.arange(8, dtype=np.int32)[None],
        "padding_mask": np.ones((1, 8), np.int32),
        "segment_ids": np.zeros((1, 8), np.int32),
    }
    np.testing.assert_array_equal(encoder(inputs, training=True), encoder(inputs, training=True))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("config.json", '{"model_type": "mpnet"}', "mpnet"),
        ("config.json", "{", "cannot be used as a teacher"),
        ("model.safetensors", "none", "cannot be used as a teacher"),
        ("tokenizer.json", '{"model": 3}', "tokenizer.json"),
        ("tokenizer.json", "[", "tokenizer.json is not JSON"),
    ],
)
def test_unusable_folders_say_why(folder: Path, name: str, content: str, reason: str) -> None:
    (folder / name).write_text(content)
    with pytest.raises(TrainingError, match=reason) as error:
        load_backbone(str(folder))
    assert "scripts/fetch_teacher" in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_files_say_so(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no such folder"):
        load_backbone(str(tmp_path / "elsewhere"))
    (folder / "model.safetensors").unlink()
    with pytest.raises(TrainingError, match="cannot be used as a teacher"):
        load_backbone(str(folder))
    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(TrainingError, match=r"config\.json"):
        load_backbone(str(folder))


def test_tokenizer_of_another_model_is_refused(folder: Path) -> None:
    path = folder / "tokenizer.json"
    definition = json.loads(path.read_text())
    definition["model"]["vocab"]["more"] = len(VOCABULARY)
    path.write_text(json.dumps(definition))
    with pytest.raises(TrainingError, match=f"has {len(VOCABULARY) + 1} tokens and the model only {len(VOCABULARY)}"):
        load_backbone(str(folder))


def test_handle_without_network_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(TrainingError, match="hf://nobody/nothing"):
        load_backbone("hf://nobody/nothing")
