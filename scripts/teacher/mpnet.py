"""MPNet (Song et al. 2020, https://arxiv.org/abs/2004.09297) as a sentiment classifier, in PyTorch.

It reads the weights of sentence-transformers/all-mpnet-base-v2 in Hugging Face layout and agrees with transformers'
implementation to 1e-6. Writing it out makes two things easy that fine-tuning on a CPU needs: running the frozen
layers in bfloat16 without gradients, and one matrix product for query, key and value.
"""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

PAD = 1
"""Id of the padding token."""
_HIDDEN, _HEADS, _INNER, _LAYERS = 768, 12, 3072, 12
_BUCKETS, _LONGEST_DISTANCE = 32, 128
_FIRST_POSITION = 2


class Layer(nn.Module):
    """One encoder layer: self-attention with a relative position bias, then a feed-forward network."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(_HIDDEN, 3 * _HIDDEN), nn.Linear(_HIDDEN, _HIDDEN)
        self.up, self.down = nn.Linear(_HIDDEN, _INNER), nn.Linear(_INNER, _HIDDEN)
        self.attention_norm, self.norm = nn.LayerNorm(_HIDDEN), nn.LayerNorm(_HIDDEN)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """states: [batch, length, 768]; bias: [batch, heads, length, length]; returns states."""
        batch, length, _ = states.shape
        query, key, value = self.qkv(states).view(batch, length, 3, _HEADS, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        states = self.attention_norm(states + self.out(mixed.transpose(1, 2).reshape(states.shape)))
        return self.norm(states + self.down(functional.gelu(self.up(states))))


class Classifier(nn.Module):
    """Encoder, mean pooling over tokens, one linear unit.

    Args:
        folder: A directory with `model.safetensors`.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        stored = load_file(folder / "model.safetensors")
        weights = {name.removeprefix("mpnet."): value for name, value in stored.items()}
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"])
        self.positions = nn.Embedding.from_pretrained(weights["embeddings.position_embeddings.weight"])
        self.norm = nn.LayerNorm(_HIDDEN)
        self.relative = nn.Embedding.from_pretrained(weights["encoder.relative_attention_bias.weight"])
        self.layers = nn.ModuleList([Layer() for _ in range(_LAYERS)])
        self.head = nn.Linear(_HIDDEN, 1)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        _copy(self.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            place = f"encoder.layer.{number}"
            with torch.no_grad():
                for kind in ("weight", "bias"):
                    parts = [weights[f"{place}.attention.attn.{part}.{kind}"] for part in "qkv"]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
            _copy(layer.out, weights, f"{place}.attention.attn.o")
            _copy(layer.attention_norm, weights, f"{place}.attention.LayerNorm")
            _copy(layer.up, weights, f"{place}.intermediate.dense")
            _copy(layer.down, weights, f"{place}.output.dense")
            _copy(layer.norm, weights, f"{place}.output.LayerNorm")

    def encode(self, ids: Tensor, mask: Tensor, num_layers: int) -> tuple[Tensor, Tensor]:
        """Run the lowest layers.

        Args:
            ids: Token ids.  # [batch, length]
            mask: True for real tokens.  # [batch, length]
            num_layers: How many layers to run.

        Returns:
            States [batch, length, 768] and the attention bias that the other layers need.
        """
        places = torch.arange(ids.shape[1]) + _FIRST_POSITION
        states = self.norm(self.words(ids) + self.positions(places))
        bias = self._bias(mask).to(states.dtype)
        for layer in self.layers[:num_layers]:
            states = layer(states, bias)
        return states, bias

    def classify(self, states: Tensor, bias: Tensor, mask: Tensor, first_layer: int) -> Tensor:
        """Run the layers from `first_layer` on, the pooling and the head; returns logits [batch]."""
        for layer in self.layers[first_layer:]:
            states = layer(states, bias)
        real = mask[..., None]
        pooled = (states.float() * real).sum(1) / real.sum(1)  # [batch, 768]
        return self.head(pooled.to(self.head.weight.dtype))[:, 0].float()

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return logits [batch]."""
        states, bias = self.encode(ids, mask, _LAYERS)
        return self.classify(states, bias, mask, _LAYERS)

    def _bias(self, mask: Tensor) -> Tensor:
        """Relative position bias by T5's buckets, and -1e4 at padding; [batch, heads, length, length]."""
        places = torch.arange(mask.shape[1])
        distance = places[:, None] - places[None, :]
        half, exact = _BUCKETS // 2, _BUCKETS // 4
        far = distance.abs().clamp(min=1).float()
        log = exact + (torch.log(far / exact) / math.log(_LONGEST_DISTANCE / exact) * (half - exact)).long()
        bucket = torch.where(distance.abs() < exact, distance.abs(), log.clamp(max=half - 1))
        bias = self.relative(bucket + half * (distance < 0)).permute(2, 0, 1)[None]
        return bias + (~mask)[:, None, None, :] * -1e4


def _copy(module: nn.Linear | nn.LayerNorm, weights: dict[str, Tensor], name: str) -> None:
    with torch.no_grad():
        module.weight.copy_(weights[f"{name}.weight"])
        module.bias.copy_(weights[f"{name}.bias"])
