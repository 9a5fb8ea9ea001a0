"""Input that should break what reads it: files damaged by chance, JSON of other types; and what a case may cost."""

import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import strategies as st

_MOST_SECONDS, _MOST_MEBIBYTES = 10, 256

_TELLING = tuple(
    b'"|""|,|;|\t|\n|\r|\r\n|\0|\xff\xfe|\xfe\xff|\xef\xbb\xbf|\xff|\xe2\x80|\xed\xa0\x80|{|}|[|]|:|{}|[]|\\|\\u|\\ud800|'
    b'\\u0000|"text":|"text": 1|null|true|NaN|-Infinity|1e999|-0|0.0|[[0, 1]]|text|label|id|neg|pos|1|5|\x1f\x8b|PAR1|'
    b"\x28\xb5\x2f\xfd|\x00\x00\x00\x80|\xff\xff\xff\x7f|\xff\xff\xff\xff\xff\xff\xff\xff\x0f|\x80\x80\x80\x80\x01".split(
        b"|"
    )
)
_strings = st.text(st.characters(exclude_categories=()), max_size=12)
_LARGE = (b"9" * 5000, b"[" * 2000, b'{"a":' * 2000, b'"' * 99, b"\0" * 300, b"x" * 3000, b",\n" * 300)


def json_values(*, finite: bool = False) -> st.SearchStrategy[Any]:
    """What JSON can hold; as Python writes it, NaN and numbers too large for a float too."""
    numbers = st.floats(allow_nan=not finite, allow_infinity=not finite)
    large = [-(2**63), 2**64, -0.0, 1e308, "NaN", "\ud800", "\0", "../..", "x" * 300, *([] if finite else [10**400])]
    return st.recursive(
        st.none() | st.booleans() | st.integers() | numbers | st.sampled_from(large) | _strings,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_strings, inner, max_size=2),
        max_leaves=4,
    )


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes after one to four changes, each to a stretch: cut out, doubled, turned or replaced; or the end cut."""
    content = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 8) | st.integers(0, len(content))))
        stretch = bytes(content[start:end])
        turned = bytes(byte ^ 1 << start % 8 for byte in stretch)
        other = st.sampled_from([b"", stretch * 2, turned]) | st.sampled_from(_TELLING) | st.binary(max_size=4)
        content[start:end] = draw(other | st.sampled_from(_LARGE))
        if draw(st.integers(0, 9)) == 0:
            del content[start:]
    return bytes(content)


soup = st.lists(st.sampled_from((*_TELLING, b"\n", b",", b'"')) | st.binary(max_size=3), max_size=30).map(b"".join)
"""Bytes that mean something to a reader, in any order."""


@st.composite
def mistyped(draw: st.DrawFn, written: bytes) -> Any:
    """What the JSON says, after one to three changes: a value of another type, something left out, doubled or added."""
    content = json.loads(written)
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(list(_places(content))))
        change = draw(st.sampled_from(["replace", "drop", "wrap", "add"]))
        if change == "replace":
            holder[key] = draw(json_values())
        elif change == "drop":
            del holder[key]
        elif change == "wrap":
            holder[key] = [holder[key], holder[key]]
        elif isinstance(holder, dict):
            holder[draw(_strings)] = draw(json_values())
        else:
            holder.insert(key, draw(json_values()))
        if not content:
            break
    return content


def _places(content: Any) -> Iterator[tuple[Any, Any]]:
    """Where the values are: a list or an object, and the index or key in it."""
    keys = list(content) if isinstance(content, dict) else range(len(content)) if isinstance(content, list) else ()
    for key in keys:
        yield content, key
        yield from _places(content[key])


@contextmanager
def bounded() -> Iterator[None]:
    """Holds a case to ten seconds of processor time, and to 256 MiB beyond the most this process ever held before."""
    held, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    yield
    assert time.process_time() - start < _MOST_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held < _MOST_MEBIBYTES * 1024
