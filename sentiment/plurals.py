"""Numbers with their nouns, for a person."""


def many(number: int, singular: str, plural: str = "") -> str:
    """A number and its noun: "1 text", "2,000 texts"; `plural` where it is not the singular and an s."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
