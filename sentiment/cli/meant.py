"""Guess what was meant by a command line that makes no sense, or that does something else than it seems to."""

import difflib
import os
import re
import shlex
from collections.abc import Sequence
from itertools import takewhile

_LONGEST_PATH = 255
_FILE_ENDINGS = (
    *(".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xls", ".ods", ".gz", ".zst", ".zip"),
    *(".html", ".htm", ".xml", ".pdf", ".docx", ".md"),
)


def looks_like_file(text: str) -> bool:
    """Return whether a text is more likely the name of a file: there is one, or it ends like one."""
    if not text.strip() or len(text) > _LONGEST_PATH or "\n" in text or "\0" in text:
        return False
    return os.path.isfile(text) or text.strip().lower().endswith(_FILE_ENDINGS)  # noqa: PTH113 - Path may raise


def as_text_note(text: str) -> str | None:
    """Return a note for a TEXT of `classify` that seems to name something to read, or None."""
    is_file = looks_like_file(text)
    is_folder = not is_file and "/" in text and len(text) <= _LONGEST_PATH and os.path.isdir(text)  # noqa: PTH112
    if is_file and not os.path.exists(text):  # noqa: PTH110
        return f"{text} is taken as a text: it looks like the name of a file, but there is no such file"
    if not (is_file or is_folder or text == "-" or re.fullmatch(r"tfds:\S+", text)):
        return None
    what = "standard input" if text == "-" else "that folder" if is_folder else "that file" if is_file else "it"
    return f"{text} is taken as a text; to classify what is in {what}: sentiment classify -i {shlex.quote(text)}"


def unknown_verb(words: Sequence[str], verbs: Sequence[str]) -> str:
    """Return the error for a command line whose first word is no verb, with the command that was probably meant.

    Args:
        words: The command line after `sentiment` and its own options; at least one.
        verbs: The verbs there are.
    """
    word, *others = words
    if word.casefold() in ("help", "version"):
        return f"there is no command {word!r}: did you mean {shlex.join(['sentiment', f'--{word.casefold()}'])}"
    near = difflib.get_close_matches(word.casefold(), verbs, n=1)
    if near:
        return f"there is no command {word!r}: did you mean {shlex.join(['sentiment', near[0], *others])}"
    if looks_like_file(word):
        return f"there is no command {word!r}: to classify what is in a file, {_classify('-i', *words)}"
    if " " in word.strip() or not word.isascii():
        return f"there is no command {word!r}: to classify a text, {_classify(*words)}"
    return f"there is no command {word!r}: to classify a text, {_classify(*words)}; the commands are {', '.join(verbs)}"


def text_with_dash(arguments: Sequence[str], option: str = "") -> str | None:
    """Return a hint for a text that starts with a dash and was taken for options, or None.

    Args:
        arguments: The command line of `classify`.
        option: The option that does not exist, such as "-g"; "" to look for a text that options with a value swallow,
            such as "-it was fun".
    """
    for place, argument in enumerate(arguments):
        if argument == "--":
            return None
        is_text = re.match(r"-[^-]..", argument) is not None or (argument.startswith("-") and " " in argument)
        is_swallowed = re.match(r"-[im].* ", argument) is not None and not os.path.exists(argument[2:])  # noqa: PTH110
        if (is_text and argument.startswith(option)) if option else is_swallowed:
            words = list(takewhile(lambda word: not word.startswith("-"), arguments[place + 1 :]))
            rest = arguments[place + 1 + len(words) :]
            command = _classify(*arguments[:place], *rest, "--", " ".join([argument, *words]))
            return f"write -- before a text that starts with a dash: {command}"
    return None


def _classify(*arguments: str) -> str:
    return shlex.join(["sentiment", "classify", *arguments])
