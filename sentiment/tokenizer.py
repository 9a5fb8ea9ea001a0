"""Text to token ids, and to where each token stands in the text.

A text is cut into chunks, each chunk is put into plain words (`sentiment.normalization`) and tokenized by the
`tokenizers` library, which reads the vocabulary and its own rules from `tokenizer.json`. The ids of a text are those of
its chunks, one after the other. They are remembered: few chunks of a text are new.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import Any, overload

import numpy as np
import tokenizers
from numpy.typing import DTypeLike, NDArray

from sentiment.errors import BundleCorruptError, TextError
from sentiment.normalization import CHUNK, normalize, normalize_chunk, whole_words

MAX_CHARACTERS = 10_000_000
MAX_TOKENS = 20_000
UNKNOWN = 1
"""Id of the token that stands for what is not in the vocabulary."""
_HALF = MAX_TOKENS // 2
# Kinds of tokens; 0 is punctuation.
_BEGINS, _GOES_ON, _STRANGE, _MISSING = 1, 2, 3, 255

_MEMORY = 1 << 17  # chunks
_LONG = 40  # characters of a chunk that is not worth remembering
_SURROGATE = re.compile("[\ud800-\udfff]")


class Offsets(Sequence[tuple[int, int]]):
    """Start and end of each token as `str` indices, looked up when first needed: a label alone needs none.

    `numpy.asarray` of it is fast.  # [tokens, 2]
    """

    def __init__(self, places: "_Places", text: str) -> None:
        self._places, self._text = places, text
        self._found: NDArray[np.int32] | None = None

    def _looked_up(self) -> NDArray[np.int32]:
        if self._found is None:
            self._found = _both_ends(self._places.of_text(self._text))
        return self._found

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self._looked_up(), dtype=dtype, copy=copy)

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[int, int]]: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int] | Sequence[tuple[int, int]]:
        if isinstance(index, slice):
            return list(self)[index]
        start, end = self._looked_up()[index].tolist()
        return start, end

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return map(tuple, self._looked_up().tolist())

    def __len__(self) -> int:
        return len(self._looked_up())

    def __reduce__(self) -> tuple[type[tuple[Any, ...]], tuple[list[tuple[int, int]]]]:
        """Pickle and copy as a tuple of the pairs: the tokenizer stays behind."""
        return tuple, (list(self),)


@dataclass(frozen=True, eq=False, slots=True)
class Encoding:
    """One text as the model reads it.

    Attributes:
        ids: Token ids.  # [tokens read]
        offsets: Start and end of each token read.  # [tokens read] pairs
        num_tokens: Tokens in the text; more than `len(ids)` where the middle of a very long text is left out.
        num_words: Words read, as the vocabulary counts them, without punctuation.
        num_strange: Words among them that are unknown, or known in fragments only.
    """

    ids: NDArray[np.int32]
    offsets: Offsets
    num_tokens: int
    num_words: int
    num_strange: int

    @property
    def unknown_share(self) -> float:
        """Share of `num_words` that is `num_strange`, in [0, 1]; 0 for a text without words."""
        return self.num_strange / self.num_words if self.num_words else 0.0


class Tokenizer:
    """Reads texts as the model was trained to; training uses this class, too.

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
        vocabulary: dict[str, int] = self._library.get_vocab()
        kinds = bytearray([_MISSING]) * len(vocabulary)
        punctuation = np.zeros(len(vocabulary), dtype=np.bool_)
        with suppress(IndexError):  # an id beyond the end leaves one missing
            for token, id in vocabulary.items():
                kinds[id] = _GOES_ON if token.startswith("##") else token[:1].isalnum()
                punctuation[id] = not any(map(str.isalnum, token))
        if _MISSING in kinds:
            raise BundleCorruptError(
                "tokenizer.json leaves out an id, or uses one twice: reinstall or re-download the model"
            )
        if vocabulary.get(str(getattr(self._library.model, "unk_token", None))) != UNKNOWN:
            raise BundleCorruptError(
                f"tokenizer.json has no unknown token with id {UNKNOWN}: reinstall or re-download the model"
            )
        kinds[UNKNOWN] = _STRANGE
        self._kinds = np.frombuffer(kinds, dtype=np.uint8)  # [vocabulary]
        self.punctuation: NDArray[np.bool_] = punctuation
        """Whether a token has no letter and no digit.  # [vocabulary]"""
        words = whole_words(vocabulary)
        self._chunks = _Chunks(self._library, words)
        self._places = _Places(self._library, words)

    @property
    def num_tokens(self) -> int:
        """Size of the vocabulary."""
        return len(self._kinds)

    def encode(self, text: str) -> Encoding:
        """Split a text into tokens.

        A text of more than 20,000 tokens keeps its first and last 10,000.

        Raises:
            TextError: The text is not a string, has more than ten million characters, or has no token.
        """
        ids = self._all_ids(text)
        num_tokens = len(ids)
        ids = _both_ends(ids)
        kinds = self._kinds[ids].tobytes()
        unknown = kinds.count(_STRANGE)
        fragmented = kinds.count(bytes([_BEGINS, _GOES_ON]))
        return Encoding(
            ids, Offsets(self._places, text), num_tokens, kinds.count(_BEGINS) + unknown, fragmented + unknown
        )

    def encode_ids(self, text: str) -> NDArray[np.int32]:
        """Return the ids of `encode` alone, [tokens read].

        Raises:
            TextError: See `encode`.
        """
        return _both_ends(self._all_ids(text))

    def _all_ids(self, text: str) -> NDArray[np.int32]:
        if not isinstance(text, str):
            raise TextError(f"a text must be a string, received {type(text).__name__}")
        if len(text) > MAX_CHARACTERS:
            raise TextError(f"the text has {len(text):,} characters, more than {MAX_CHARACTERS:,}: split it")
        ids = np.array(list(chain.from_iterable(map(self._chunks.__getitem__, CHUNK.findall(text)))), dtype=np.int32)
        if not len(ids):
            raise TextError("the text is blank: there is nothing to classify")
        return ids


class _Chunks(dict[str, list[int]]):
    """Ids of chunks seen before; a new one is tokenized."""

    def __init__(self, library: tokenizers.Tokenizer, words: dict[str, int]) -> None:
        super().__init__()
        self._library, self._words = library, words

    def __missing__(self, chunk: str) -> list[int]:
        ids: list[int] = _encoded(self._library, normalize_chunk(chunk, self._words)).ids
        if len(chunk) <= _LONG:
            if len(self) >= _MEMORY:
                self.clear()
            self[chunk] = ids
        return ids


class _Places(dict[str, list[int]]):
    """Start and end, start and end, ... of the tokens of chunks seen before, in the chunk."""

    def __init__(self, library: tokenizers.Tokenizer, words: dict[str, int]) -> None:
        super().__init__()
        self._library, self._words = library, words

    def __missing__(self, chunk: str) -> list[int]:
        normalized = normalize(chunk, self._words)
        spans = normalized.spans or ((0, len(chunk)),)
        places: list[int] = []
        for first, last in _encoded(self._library, normalized.text).offsets:
            first = min(first, len(spans) - 1)  # whatever a tokenizer.json says
            places += spans[first][0], spans[max(first, last - 1)][1]
        if len(chunk) <= _LONG:
            if len(self) >= _MEMORY:
                self.clear()
            self[chunk] = places
        return places

    def of_text(self, text: str) -> NDArray[np.int32]:
        """Return the starts and ends of all tokens of a text: [tokens, 2]."""
        chunks = CHUNK.findall(text)
        places = list(map(self.__getitem__, chunks))
        lengths, counts = (np.fromiter(map(len, each), dtype=np.int32, count=len(chunks)) for each in (chunks, places))
        starts = np.cumsum(lengths, dtype=np.int32) - lengths
        flat = np.array(list(chain.from_iterable(places)), dtype=np.int32) + np.repeat(starts, counts)
        return flat.reshape(-1, 2)


def _encoded(library: tokenizers.Tokenizer, text: str) -> tokenizers.Encoding:
    return library.encode(well_formed(text), add_special_tokens=False)


def _both_ends(ids: NDArray[np.int32]) -> NDArray[np.int32]:
    return ids if len(ids) <= MAX_TOKENS else np.concatenate([ids[:_HALF], ids[-_HALF:]])


def well_formed(text: str) -> str:
    """Return the text with U+FFFD for each lone surrogate, which UTF-8 cannot encode; no offset changes."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
