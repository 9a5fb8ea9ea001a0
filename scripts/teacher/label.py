#!/usr/bin/env python3
"""Let the fine-tuned teacher label texts: one logit each, kept in parts, so that a stopped run continues.

    cd runs/teacher
    ../../scripts/teacher/label.py texts.jsonl all-mpnet-base-v2 teacher -o logits

Each line of the texts is a JSON object with a `text`. Part N of the output is a NumPy file with the float16 logits of
lines N * 4,096 and on.
"""

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np
import torch
from finetune import TOKENS, padded, shorten
from mpnet import Classifier
from tokenizers import Tokenizer

PART = 4_096
BATCH_TOKENS = 2_048


def main() -> None:
    """Label what is not labeled yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("model", type=Path, help="folder of all-mpnet-base-v2")
    parser.add_argument("teacher", type=Path, help="output folder of scripts/teacher/finetune")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    options.output.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = Classifier(options.model)
    model.load_state_dict(torch.load(options.teacher / "checkpoint.pt", weights_only=True)["model"], strict=False)
    model = model.to(torch.bfloat16).eval()
    texts = [json.loads(line)["text"] for line in options.texts.open(encoding="utf-8")]
    began, tokens = time.monotonic(), 0
    for part, first in enumerate(range(0, len(texts), PART)):
        path = options.output / f"{part:04}.npy"
        if path.exists():
            continue
        chosen_texts = [text.replace("<br />", " ") for text in texts[first : first + PART]]
        rows = [shorten(encoding.ids, TOKENS) for encoding in tokenizer.encode_batch(chosen_texts)]
        logits = np.empty(len(rows), dtype=np.float16)
        order, start = np.argsort([len(row) for row in rows], kind="stable")[::-1], 0
        with torch.inference_mode():
            while start < len(order):
                chosen = order[start : start + max(1, BATCH_TOKENS // len(rows[order[start]]))]
                ids, mask = padded([rows[index] for index in chosen])
                logits[chosen] = model(ids, mask).numpy()
                start += len(chosen)
                tokens += int(mask.sum())
        with path.with_suffix(".partial").open("wb") as file:
            np.save(file, logits, allow_pickle=False)
        path.with_suffix(".partial").replace(path)
        seconds = time.monotonic() - began
        print(f"{first + len(rows):,} of {len(texts):,} texts, {tokens / seconds:,.0f} tokens/s", flush=True)


if __name__ == "__main__":
    main()
