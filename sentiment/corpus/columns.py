"""Which column holds the text, the label, the id and the group: as named by the user, or guessed and said."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from sentiment.corpus.guessing import guess_label, guess_text
from sentiment.corpus.rows import Columns, Note
from sentiment.errors import CorpusError

# In order of trust: the first name that is there is taken.
TEXT = (
    "text",
    "review",
    "review_text",
    "reviewtext",
    "review_body",
    "sentence",
    "content",
    "comment",
    "body",
    "message",
    "tweet",
    "post",
    "document",
    "feedback",
    "description",
    "answer",
)
LABEL = (
    "label",
    "labels",
    "sentiment",
    "opinion",
    "polarity",
    "class",
    "target",
    "category",
    "rating",
    "stars",
    "star_rating",
    "score",
)
ID = ("id", "review_id", "row_id", "text_id", "idx", "index", "uuid", "key")
GROUP = (
    "group",
    "group_id",
    "movie",
    "movie_id",
    "film",
    "film_id",
    "product",
    "product_id",
    "item_id",
    "asin",
    "business_id",
)
RATIONALES = "rationales"
COLUMN_LIMIT = 10_000
ROLES = ("text", "label", "id", "group")

_SHOWN, _SHOWN_NAME = 30, 60  # names in a message, characters of one
SAMPLE_ROWS = 200  # that a reader looks ahead, for columns to be told by what is in them


@dataclass(frozen=True, slots=True)
class Places:
    """Index of each column in the header; None where the corpus has no such column."""

    text: int
    label: int | None = None
    id: int | None = None
    group: int | None = None
    rationales: int | None = None

    def all(self) -> list[int]:
        """The indices of the columns that are there."""
        return [place for field in fields(self) if (place := getattr(self, field.name)) is not None]


def find_columns(
    header: Sequence[str],
    columns: Columns,
    *,
    source: str,
    note: Note,
    labelled: bool,
    texts: Sequence[str] = (),
    sample: Sequence[Sequence[str]] = (),
) -> Places:
    """Place of each column in `header`; what is guessed goes to `note`. That of rationales goes by its name alone.

    Text and label are guessed by what is in the first rows, `sample`, where no name is known. Without `labelled`, or
    `columns.grouped`, the column of labels, or groups, is looked for only so as not to be taken for the text. `texts`
    narrows the guess of the text column down to these names.

    Raises:
        CorpusError: there are more than `COLUMN_LIMIT` columns; a named one is not there or there twice; or the text
            or the label cannot be guessed.
    """
    check_width(header, source)
    found = {role: _named(header, name, role, source) for role in ROLES if (name := getattr(columns, role)) is not None}
    rationales = _guess(header, (RATIONALES,), _free(header, found))
    if rationales is not None:
        found[RATIONALES] = rationales
    why: dict[str, str] = {}  # of what is guessed
    for role, names in (("label", LABEL), ("id", ID), ("group", GROUP), ("text", TEXT)):
        if role not in found:
            free = _free(header, found)
            if role == "text" and texts:
                free = [i for i in free if header[i] in texts]
            place, reason = _guess(header, names, free), ""
            if place is None and role == "text":
                _refuse_taken(header, columns, TEXT, role, source)
                place, reason = (free[0], "") if len(free) == 1 else guess_text(sample, free)
            if place is not None:
                found[role], why[role] = place, reason
    if "text" not in found:
        raise CorpusError(
            f"{source}: cannot tell which column holds the text; {present(header)}; name it with --text-column"
        )
    if labelled and "label" not in found:
        _refuse_taken(header, columns, LABEL, "label", source)
        fitting, reason = guess_label(sample, _free(header, found), {*columns.positive, *columns.negative})
        if len(fitting) != 1:
            several = ", ".join(repr(header[i]) for i in fitting)
            what = f"cannot tell which column holds the label, {several} could" if fitting else "no label column"
            raise CorpusError(f"{source}: {what}; {present(header)}; name it with --label-column")
        found["label"], why["label"] = fitting[0], reason
    if not labelled:
        found.pop("label", None)
    if not columns.grouped:
        found.pop("group", None)
    said = [role for role in ROLES if role in why and role in found]
    if said:
        what = ", ".join(f"{role} from column {header[found[role]]!r}{why[role]}" for role in said)
        note(f"{source}: {what} (guessed; {_deciding(said)} otherwise)")
    return Places(**{field.name: found[field.name] for field in fields(Places) if field.name in found})


def check_width(header: Sequence[str], source: str) -> None:
    """Refuse more columns than can be held; to be asked before a value is looked up for each in many rows.

    Raises:
        CorpusError: there are more than `COLUMN_LIMIT`.
    """
    if len(header) > COLUMN_LIMIT:
        raise CorpusError(f"{source}: {len(header):,} columns, more than the limit of {COLUMN_LIMIT:,}; drop some")


def is_known(name: str) -> bool:
    """Whether a column of that name is taken for what it holds without being named by the user."""
    return _normal(name) in {*TEXT, *LABEL, *ID, *GROUP}


def is_text_name(name: str) -> bool:
    """Return whether a column of that name is taken for the text without being named by the user."""
    return _normal(name) in TEXT


def _deciding(roles: Sequence[str]) -> str:
    options = [f"--{role}-column" for role in roles] + ["--no-groups"] * ("group" in roles)
    return f"{', '.join(options)} {'decides' if len(options) == 1 else 'decide'}"


def _free(header: Sequence[str], found: dict[str, int]) -> list[int]:
    return [i for i in range(len(header)) if i not in found.values()]


def present(header: Sequence[str]) -> str:
    """Which columns there are, in words, for an error."""
    if not header:
        return "it has no columns"
    shown = ", ".join(repr(name[:_SHOWN_NAME]) for name in header[:_SHOWN])
    more = len(header) - _SHOWN
    return f"the columns are {shown}{f' and {more:,} more' if more > 0 else ''}"


def _named(header: Sequence[str], name: str, role: str, source: str) -> int:
    places = [i for i, other in enumerate(header) if other == name]
    if not places:
        raise CorpusError(f"{source}: no column {name!r}; {present(header)}; name one with --{role}-column")
    if len(places) > 1:
        raise CorpusError(f"{source}: column {name!r} is there {len(places)} times; give each column its own name")
    return places[0]


def _refuse_taken(header: Sequence[str], columns: Columns, names: Sequence[str], role: str, source: str) -> None:
    """Refuse to guess where a role is while the column that is called so was named as the id or the group."""
    for other in ("id", "group"):
        name = getattr(columns, other)
        if name in header and _normal(name) in names:
            raise CorpusError(
                f"{source}: column {name!r} is named as the {other}, so which holds the {role} cannot be told; "
                f"{present(header)}; name it with --{role}-column, be it the same"
            )


def _guess(header: Sequence[str], names: Sequence[str], free: Sequence[int]) -> int | None:
    plain = {i: _normal(header[i]) for i in free}
    for name in names:
        for i in free:
            if plain[i] == name:
                return i
    return None


def _normal(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")
