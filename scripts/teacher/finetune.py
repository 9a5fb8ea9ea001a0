#!/usr/bin/env python3
"""Fine-tune all-mpnet-base-v2 on the labeled IMDB reviews of folds 1 to 4: the teacher of the shipped model.

    scripts/teacher/finetune.py runs/teacher/texts.jsonl runs/teacher/all-mpnet-base-v2 -o runs/teacher/teacher

Each line of the texts is a JSON object with `text`, `label` (0, 1 or null) and `fold` (0 to 4). The model comes from
`scripts/fetch_teacher all-mpnet-base-v2`. Needs the packages in scripts/teacher/requirements.txt.
The lower seven layers and the embeddings stay as they are. One pass: each review once, cut to 160 tokens (the first
third and the last two thirds), and for every second review one extract of one to three sentences under the review's
label, which counts .3. A stopped run continues where it was.
"""

import argparse
import json
import os
import re
import time
from pathlib import Path

import numpy as np
import torch
from mpnet import PAD, Classifier
from tokenizers import Tokenizer
from torch.nn.functional import binary_cross_entropy_with_logits

FROZEN = 7
BATCH, POOL = 32, 50
TOKENS, EXTRACT_WEIGHT, EXTRACT_TOKENS = 160, 0.3, 64
ENCODER_RATE, HEAD_RATE, WEIGHT_DECAY, WARM_UP = 5e-5, 1e-3, 0.01, 0.06
DROPOUT, GRADIENT_NORM, SAVE_EVERY = 0.1, 1.0, 100
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]*\s+|<br\s*/?>\s*")


def shorten(ids: list[int], most: int) -> list[int]:
    """Keep the first third and the last two thirds of `most` tokens; ids start with <s> and end with </s>."""
    head = most // 3
    return ids if len(ids) <= most else ids[:head] + ids[head - most :]


def training_batches(texts: list[dict], tokenizer: Tokenizer, seed: int) -> list[list[tuple[list[int], float, float]]]:
    """Return reviews and extracts as batches of (ids, label, weight), in training order."""
    random = np.random.default_rng(seed)
    rows = []
    for number, row in enumerate(texts):
        rows.append((row["text"].replace("<br />", " "), float(row["label"]), 1.0, TOKENS))
        sentences = [part for part in SENTENCE_END.split(row["text"]) if len(part) > 3]
        if number % 2 and len(sentences) > 3:
            first = int(random.integers(len(sentences)))
            extract = " ".join(sentences[first : first + int(random.integers(1, 4))])
            rows.append((extract, float(row["label"]), EXTRACT_WEIGHT, EXTRACT_TOKENS))
    encodings = tokenizer.encode_batch([row[0] for row in rows])
    ready = [(shorten(e.ids, row[3]), row[1], row[2]) for e, row in zip(encodings, rows, strict=True)]
    order = random.permutation(len(ready))
    batches = []
    for start in range(0, len(order), BATCH * POOL):
        pool = sorted(order[start : start + BATCH * POOL], key=lambda index: len(ready[index][0]))
        batches += [pool[first : first + BATCH] for first in range(0, len(pool), BATCH)]
    return [[ready[index] for index in batches[place]] for place in random.permutation(len(batches))]


def padded(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids [batch, length] and the mask of real tokens."""
    ids = torch.full((len(rows), max(map(len, rows))), PAD)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
    return ids, ids != PAD


def main() -> None:
    """Fine-tune from where the checkpoint is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(os.cpu_count() or 1)
    options.output.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    texts = [json.loads(line) for line in options.texts.open()]
    batches = training_batches([row for row in texts if row["fold"] in (1, 2, 3, 4)], tokenizer, options.seed)

    model = Classifier(options.model)
    lower = Classifier(options.model).to(torch.bfloat16).eval()
    encoder = [parameter for layer in model.layers[FROZEN:] for parameter in layer.parameters()]
    head = list(model.head.parameters())
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": head, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / (WARM_UP * len(batches)), (len(batches) - step) / len(batches) / (1 - WARM_UP)),
    )
    checkpoint, first = options.output / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        first = state["step"]
        model.load_state_dict(state["model"], strict=False)
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])

    trained_parts = ("head.", *(f"layers.{number}." for number in range(FROZEN, len(model.layers))))

    def save(step: int) -> None:
        trained = {name: value for name, value in model.state_dict().items() if name.startswith(trained_parts)}
        state = {"step": step, "model": trained, "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
        torch.save(state, checkpoint.with_suffix(".partial"))
        checkpoint.with_suffix(".partial").replace(checkpoint)

    began, tokens, recent = time.monotonic(), 0, []
    for step in range(first, len(batches)):
        rows = batches[step]
        ids, mask = padded([row[0] for row in rows])
        labels, weights = torch.tensor([row[1] for row in rows]), torch.tensor([row[2] for row in rows])
        with torch.no_grad():
            states, bias = lower.encode(ids, mask, FROZEN)
        states = torch.nn.functional.dropout(states, DROPOUT * 0.5)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model.classify(states, bias, mask, FROZEN)
        loss = (binary_cross_entropy_with_logits(logits, labels, reduction="none") * weights).sum() / len(rows)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder + head, GRADIENT_NORM)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        tokens += int(mask.sum())
        right = ((logits > 0) == (labels > 0.5))[weights == 1]
        recent = (recent + right.tolist())[-1000:]
        if step % 20 == 19:
            seconds = time.monotonic() - began
            left = seconds / (step + 1 - first) * (len(batches) - step - 1)
            print(
                f"step {step + 1}/{len(batches)}  accuracy of the last 1,000: {np.mean(recent):.3f}  "
                f"{tokens / seconds:,.0f} tokens/s  {left / 60:.1f} min left",
                flush=True,
            )
        if step % SAVE_EVERY == SAVE_EVERY - 1:
            save(step + 1)
    save(len(batches))


if __name__ == "__main__":
    main()
