"""Any value as JSON that every reader takes (RFC 8259)."""

import base64
import json
import math
from typing import Any


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON that can be written as UTF-8 whatever it holds: half a surrogate pair is escaped.

    Times are as ISO 8601 has them, bytes in base 64; NaN and infinity, which JSON has no word for, are null.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, indent=indent, default=plain, allow_nan=False)
    except ValueError:
        return to_json(_finite(value), indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent, default=plain)
    return text


def plain(value: Any) -> Any:
    """A value that JSON has no form for, as text."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
