"""Folders with one text a file: neg/*.txt and pos/*.txt as in aclImdb, or just *.txt."""

import os
from collections.abc import Iterator
from pathlib import Path

from sentiment.corpus.encoding import decode
from sentiment.corpus.opening import LINE_LIMIT
from sentiment.corpus.rows import Note, Record
from sentiment.errors import CorpusError

_CLASSES = ("neg", "pos", "negative", "positive")
_UNLABELLED = "unsup"


def read_folder(path: Path, *, source: str, note: Note, labelled: bool) -> Iterator[Record]:
    """One record a file, folder by folder, in order of the names; the id is the path inside the folder.

    Raises:
        CorpusError: there are no texts where they are looked for, or labels are asked for and there are none.
    """
    entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    folders = [entry.name for entry in entries if entry.is_dir()]
    classes = [name for name in folders if name.casefold() in _CLASSES]
    chosen = classes or [""]
    if not labelled and _UNLABELLED in folders:
        chosen = [*classes, _UNLABELLED]
    if labelled and not classes:
        inside = ", ".join(repr(name) for name in folders) or "none"
        raise CorpusError(f"{source}: no folders pos and neg in it, which labels come from; its folders are {inside}")
    if classes or chosen != [""]:
        note(f"{source}: texts from the folders {', '.join(chosen)}")
    number = 0
    for folder in chosen:
        for name in _text_files(path / folder):
            number += 1
            yield _record(number, path, f"{folder}/{name}" if folder else name, folder if labelled else "")
    if not number:
        inside = ", ".join(repr(name) for name in folders) or "none"
        raise CorpusError(f"{source}: no .txt files in it; its folders are {inside}")


def _text_files(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if entry.name.lower().endswith(".txt") and entry.is_file())


def _record(number: int, path: Path, name: str, label: str) -> Record:
    try:
        if (path / name).stat().st_size > LINE_LIMIT:
            raise ValueError(f"larger than {LINE_LIMIT:,} bytes, the limit of a text")
        return Record(number, decode((path / name).read_bytes()), name, label)
    except ValueError as error:
        return Record(number, None, name, label, error=f"{name}: {error}")
    except OSError as error:
        return Record(number, None, name, label, error=f"{name}: {error.strerror or error}")
