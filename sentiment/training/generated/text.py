"""What the generators return."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GeneratedText:
    """A text and how sure its construction is that it is positive.

    Attributes:
        text: The text.
        probability: Of positive, .02 to .98; .5 says nothing either way.
        kind: What it is an example of, one of `KIND_NAMES` or "identity".
        certain: Whether the probability holds even where a teacher disagrees, as with negation or contrast.
    """

    text: str
    probability: float
    kind: str
    certain: bool
