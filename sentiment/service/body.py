"""The body of a call: read within its limits, and understood as what is asked."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any, NoReturn

from starlette.requests import Request

from sentiment.report.safe import one_line
from sentiment.service.limits import Limits
from sentiment.service.problems import Problem

_MOST_DRAINED = (
    16  # times the limit: what is read and dropped of a body that is too large, so that its sender hears why
)
_FLAGS = ("explain", "audit")
_FIELDS = ("text", "texts", *_FLAGS)
_LONGEST_NAME = 40  # characters of a name that is quoted


@dataclass(frozen=True, slots=True)
class Question:
    """What a call asks.

    Attributes:
        texts: The texts, at least one; all of them can be encoded as UTF-8.
        is_single: Whether one text was given by itself, so that one answer is wanted and not a list.
        explain: Whether words and sentences are wanted.
        audit: Whether the highlights are to be held to account.
    """

    texts: tuple[str, ...]
    is_single: bool = False
    explain: bool = False
    audit: bool = False


async def read_body(request: Request, limits: Limits) -> bytes:
    """The body, never more of it in memory than the limit.

    Raises:
        Problem: 413, it is too large.
    """
    most = limits.max_body_bytes
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most and "expect" in request.headers:
        _refuse_size(most)  # the sender waits for a word before it sends
    body = bytearray()
    num_bytes = 0
    async for chunk in request.stream():
        num_bytes += len(chunk)
        if num_bytes <= most:
            body += chunk
        elif num_bytes > most * _MOST_DRAINED:
            break
    if num_bytes > most:
        _refuse_size(most)
    return bytes(body)


def _refuse_size(most: int) -> NoReturn:
    raise Problem(
        413, f"the body has more than {most:,} bytes: send fewer or shorter texts a call", {"Connection": "close"}
    )


def media_type(request: Request) -> str:
    """The media type of the body, without parameters; empty if none is given."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


def parse_question(body: bytes, limits: Limits) -> Question:
    """What a JSON body asks.

    Raises:
        Problem: 400, it is no JSON in UTF-8; 422, it is not of the right form.
    """
    asked = _object(_loads(body))
    unknown = [name for name in asked if name not in _FIELDS]
    if unknown:
        _refuse(f"there is no field {_quoted(unknown[0])}: leave it out; the fields are {', '.join(_FIELDS)}")
    for name in _FLAGS:
        if not isinstance(asked.get(name, False), bool):
            _refuse(f"{name} is {_kind(asked[name])}: make it true or false")
    if ("text" in asked) == ("texts" in asked):
        _refuse('give either one text, {"text": "…"}, or several, {"texts": ["…", "…"]}')
    is_single = "text" in asked
    texts = [asked["text"]] if is_single else _several(asked["texts"], limits.max_texts)
    for number, text in enumerate(texts, start=1):
        name = "text" if is_single else f"text {number} of texts"
        if not isinstance(text, str):
            _refuse(f"{name} is {_kind(text)}: make it a string")
        if not _is_unicode(text):
            _refuse(f"{name} holds half a surrogate pair, which no text can: send the whole character, or leave it out")
    flags = {name: asked.get(name, False) for name in _FLAGS}
    return Question(tuple(texts), is_single, **flags)


def _loads(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise Problem(400, f"the body is not UTF-8 at byte {error.start:,}: encode it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise Problem(
            400, f"the body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}; mend it there"
        ) from None
    except RecursionError:
        raise Problem(400, "the body is nested too deeply: send one object with text or texts") from None
    except ValueError:  # a number of thousands of digits
        raise Problem(400, "the body holds a number that cannot be read: leave it out") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise Problem(400, f"the field {_quoted(twice)} is there more than once: give it once")
    return values


def _no_constant(name: str) -> NoReturn:
    raise Problem(400, f"{name} is not JSON: leave it out, or make it null or a string")


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(f'the body is {_kind(value)}: send an object, such as {{"text": "…"}}')
    asked: dict[str, Any] = value
    return asked


def _several(texts: Any, most: int) -> list[Any]:
    if not isinstance(texts, list):
        _refuse(f'texts is {_kind(texts)}: make it a list of strings, or send one text as {{"text": "…"}}')
    if not texts:
        _refuse("texts is empty: send one text at least")
    if len(texts) > most:
        _refuse(f"there are {len(texts):,} texts, and a call takes {most:,} at most: send them in several calls")
    several: list[Any] = texts
    return several


def _refuse(detail: str) -> NoReturn:
    raise Problem(422, detail)


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _quoted(name: str) -> str:
    line = one_line(name)
    return f'"{line}"' if len(line) <= _LONGEST_NAME else f'"{line[: _LONGEST_NAME - 1]}…"'


def _kind(value: Any) -> str:
    """A value's kind in JSON's words; the value itself is not said."""
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return "null" if value is None else kinds[type(value)]
