"""What is not text is refused, and text in any encoding is not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.corpus.binary import check_is_text
from sentiment.errors import CorpusError

TEXTS = [
    "I didn’t like it — at all… “Great”, they said.\n" * 3,
    "Фильм отличный, но конец слабый.\n" * 3,
    "とても面白い映画でした。\n" * 3,
    "Très drôle, à ne pas manquer.\n" * 3,
]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((TEXTS[0], name) for name in ("utf-8", "cp1252", "mac-roman")),
        *((TEXTS[1], name) for name in ("utf-8", "cp1251", "koi8-r", "cp866")),
        *((TEXTS[2], name) for name in ("utf-8", "cp932", "euc-jp", "iso2022_jp")),
        *((TEXTS[3], name) for name in ("utf-8", "latin-1", "cp850", "mac-roman")),
    ],
)
def test_text_is_text_in_any_encoding(text: str, encoding: str) -> None:
    check_is_text(text.encode(encoding), "a.txt")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_utf_8_is_text_whatever_it_says(text: str) -> None:
    check_is_text(("a" + text).encode(), "a.txt")


@pytest.mark.parametrize("size", [300, 1000, 4096, 100_000])
@pytest.mark.parametrize("seed", range(10))
def test_random_bytes_are_binary(size: int, seed: int) -> None:
    with pytest.raises(CorpusError, match=r"^a\.txt: this is binary data, not text"):
        check_is_text(random.Random(seed).randbytes(size), "a.txt")


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel"),
        (b"SQLite format 3\0", "a SQLite"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
    ],
)
def test_other_formats_are_named(start: bytes, kind: str) -> None:
    with pytest.raises(CorpusError, match=f"this is {kind}.*, not text; "):
        check_is_text(start + bytes(range(256)), "a.txt")
    with pytest.raises(CorpusError, match="unpack or convert it first"):
        check_is_text(start, "standard input")
