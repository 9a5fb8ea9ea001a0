"""Text to token ids, and to where each token stands in the text.

WordPiece (Schuster & Nakajima 2012) by the `tokenizers` library, from one `tokenizer.json`.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import Any, overload

import numpy as np
import tokenizers
from numpy.typing import NDArray

from sentiment.errors import BundleCorruptError, TextError

MAX_CHARACTERS = 10_000_000
MAX_TOKENS = 20_000
UNKNOWN = 1
"""Id of the token that stands for what is not in the vocabulary."""
_HALF = MAX_TOKENS // 2
# Kinds of tokens; 0 is punctuation.
_BEGINS, _GOES_ON, _STRANGE, _MISSING = 1, 2, 3, 255

# No token crosses the border of a chunk, so that a chunk's ids can be remembered: few are new in a text.
_CHUNK = re.compile(r"<[bB][rR] ?/?>|[A-Za-z0-9'`\x80-\U0010ffff]+|[!-&(-/:-@\[-_{-~]")
_MEMORY = 1 << 17  # chunks
_LONG = 40  # characters of a chunk that is not worth remembering
_SURROGATE = re.compile("[\ud800-\udfff]")


class Offsets(Sequence[tuple[int, int]]):
    """Start and end of each token as `str` indices, looked up when first asked for: a label alone needs none."""

    def __init__(self, library: tokenizers.Tokenizer, text: str) -> None:
        self._library, self._text = library, text
        self._pairs: list[tuple[int, int]] | None = None

    def _looked_up(self) -> list[tuple[int, int]]:
        if self._pairs is None:
            pairs = self._library.encode(well_formed(self._text)).offsets
            self._pairs = pairs if len(pairs) <= MAX_TOKENS else pairs[:_HALF] + pairs[-_HALF:]
        return self._pairs

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[int, int]]: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int] | Sequence[tuple[int, int]]:
        return self._looked_up()[index]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._looked_up())

    def __len__(self) -> int:
        return len(self._looked_up())

    def __reduce__(self) -> tuple[type[tuple[Any, ...]], tuple[list[tuple[int, int]]]]:
        """Pickled, and copied, it is a tuple of the pairs: the tokenizer stays behind."""
        return tuple, (self._looked_up(),)


@dataclass(frozen=True, eq=False, slots=True)
class Encoding:
    """One text as the model reads it.

    Attributes:
        ids: Token ids.  # [tokens read]
        offsets: Start and end of each token read.  # [tokens read] pairs
        num_tokens: Tokens in the text; more than `len(ids)` where the middle of a very long text is left out.
        num_words: Words read, as the vocabulary counts them: punctuation is none.
        num_strange: Words among them that are unknown, or known in fragments only.
    """

    ids: NDArray[np.int32]
    offsets: Offsets
    num_tokens: int
    num_words: int
    num_strange: int

    @property
    def unknown_share(self) -> float:
        """Share of `num_words` that is `num_strange`, in [0, 1]; 0 of a text without words."""
        return self.num_strange / self.num_words if self.num_words else 0.0


class Tokenizer:
    """Reads texts as the model was trained to.

    Args:
        definition: A `tokenizer.json` of the `tokenizers` library.

    Raises:
        BundleCorruptError: It is not one, or its ids are not 0, 1, 2 and so on, the unknown token being 1.
    """

    def __init__(self, definition: bytes) -> None:
        try:
            self._library = tokenizers.Tokenizer.from_buffer(definition)
        except Exception as error:  # the library raises plain Exception
            raise BundleCorruptError(f"tokenizer.json is not a tokenizer definition: {error}") from error
        self._chunks = _Chunks(self._library)
        vocabulary: dict[str, int] = self._library.get_vocab()
        kinds = bytearray([_MISSING]) * len(vocabulary)
        with suppress(IndexError):  # an id beyond the end leaves one missing
            for token, id in vocabulary.items():
                kinds[id] = _GOES_ON if token.startswith("##") else token[:1].isalnum()
        if _MISSING in kinds:
            raise BundleCorruptError("tokenizer.json leaves out an id, or uses one twice: get the model anew")
        if vocabulary.get(str(getattr(self._library.model, "unk_token", None))) != UNKNOWN:
            raise BundleCorruptError(f"tokenizer.json has no unknown token with id {UNKNOWN}: get the model anew")
        kinds[UNKNOWN] = _STRANGE
        self._kinds = np.frombuffer(kinds, dtype=np.uint8)  # [vocabulary]

    @property
    def num_tokens(self) -> int:
        """Size of the vocabulary."""
        return int(self._library.get_vocab_size())

    def encode(self, text: str) -> Encoding:
        """Splits a text into tokens.

        A text of more than 20,000 tokens keeps its first and last 10,000.

        Raises:
            TextError: The text is not a string, has more than ten million characters, or no token.
        """
        if not isinstance(text, str):
            raise TextError(f"a text must be a string, received {type(text).__name__}")
        if len(text) > MAX_CHARACTERS:
            raise TextError(f"the text has {len(text):,} characters, more than {MAX_CHARACTERS:,}: split it")
        ids = np.array(list(chain.from_iterable(map(self._chunks.__getitem__, _CHUNK.findall(text)))), dtype=np.int32)
        num_tokens = len(ids)
        if not num_tokens:
            raise TextError("the text is blank: there is nothing to classify")
        if num_tokens > MAX_TOKENS:
            ids = np.concatenate([ids[:_HALF], ids[-_HALF:]])
        kinds = self._kinds[ids].tobytes()
        unknown = kinds.count(_STRANGE)
        fragmented = kinds.count(bytes([_BEGINS, _GOES_ON]))
        return Encoding(
            ids, Offsets(self._library, text), num_tokens, kinds.count(_BEGINS) + unknown, fragmented + unknown
        )


class _Chunks(dict[str, list[int]]):
    """Ids of chunks seen before; a new one is tokenized."""

    def __init__(self, library: tokenizers.Tokenizer) -> None:
        super().__init__()
        self._library = library

    def __missing__(self, chunk: str) -> list[int]:
        ids: list[int] = self._library.encode(well_formed(chunk)).ids
        if len(chunk) <= _LONG:
            if len(self) >= _MEMORY:
                self.clear()
            self[chunk] = ids
        return ids


def well_formed(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which UTF-8 has no form for; no offset changes."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
