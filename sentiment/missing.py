"""Texts that stand for a missing value, as spreadsheets, databases and data frames write them."""

_MISSING = frozenset(
    [
        *("nan", "-nan", "+nan", "nat", "na", "n/a", "<na>", "#na", "#n/a", "#n/a n/a"),  # data frames, spreadsheets
        *("#null!", "#ref!", "#value!", "#name?", "#div/0!", "#num!"),  # errors of spreadsheets
        *("null", "(null)", "<null>", "\\n", "none", "nil", "undefined"),  # databases and programming languages
    ]
)


def is_missing(text: str) -> bool:
    """Return whether the whole text is a placeholder such as "nan", "NULL" or "#N/A", in any case."""
    return text.strip().casefold() in _MISSING
