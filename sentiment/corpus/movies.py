"""Which film an IMDB review is about: the table that `scripts/imdb_movies` builds, and examples grouped by it."""

import csv
from dataclasses import replace
from pathlib import Path

from sentiment.corpus.rows import Examples, Note, ignore
from sentiment.corpus.splits import text_key
from sentiment.errors import CorpusError

HEADER = ("text_sha256_16", "movie", "rating")
_KEY_LENGTH = 16


def read_movies(table: str | Path) -> dict[str, str]:
    """Movie by text key (first 16 hex digits); a text under several movies belongs to the first listed.

    Raises:
        CorpusError: no such file, or not this table.
    """
    remedy = "make it from the official archive with scripts/imdb_movies"
    movies: dict[str, str] = {}
    try:
        with Path(table).open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            header = next(rows, [])
            if tuple(header) != HEADER:
                raise CorpusError(f"{table}: columns {', '.join(HEADER)} expected, found {header}; {remedy}")
            for row in rows:
                if len(row) != len(HEADER):
                    raise CorpusError(f"{table}: line {rows.line_num} has {len(row)} cells, not 3; {remedy}")
                movies.setdefault(row[0], row[1])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CorpusError(f"{table}: cannot be read ({error}); {remedy}") from None
    return movies


def with_groups(examples: Examples, table: str | Path, *, note: Note = ignore) -> Examples:
    """The examples, grouped by movie; a text that is not in the table is a group of its own, and counted.

    Raises:
        CorpusError: the table cannot be read, or knows none of the texts.
    """
    movies = read_movies(table)
    keys = [text_key(text) for text in examples.texts]
    groups = [movies.get(key[:_KEY_LENGTH], key) for key in keys]
    num_unknown = sum(group is key for group, key in zip(groups, keys, strict=True))
    if num_unknown == len(groups):
        raise CorpusError(f"{table}: none of the {len(groups):,} texts is in this table of IMDB reviews; leave it out")
    if num_unknown:
        note(f"{table}: {num_unknown:,} of {len(groups):,} texts are not in the table; each is a group of its own")
    return replace(examples, groups=groups)
