"""How much one call may ask, and how much the service does at a time."""

import os
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """What the service refuses, so that it can never be asked for more than it can hold.

    Attributes:
        max_texts: Texts in one call.
        max_characters: Characters of a text; reading one cannot be broken off, and so must not take long.
        max_body_bytes: Size of the body of one call.
        max_calls: Calls under way at a time, those that wait for a thread included; more are refused at once.
        num_threads: Threads that run the model, one text each.
        timeout_seconds: Time for the body of a call to arrive, and as long again for its answer.
    """

    max_texts: int = 1000
    max_characters: int = 500_000
    max_body_bytes: int = 4 * 2**20
    max_calls: int = 32
    num_threads: int = field(default_factory=lambda: os.cpu_count() or 1)
    timeout_seconds: float = 30.0
