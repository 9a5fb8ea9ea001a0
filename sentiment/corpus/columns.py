"""Which column holds the text, the label, the id and the group: as named by the user, or guessed and said."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from sentiment.corpus.guessing import guess_label, guess_text, may_be_label, may_be_text
from sentiment.corpus.labels import plain_label
from sentiment.corpus.negative_names import SWITCHES, means_negative
from sentiment.corpus.rows import Columns, Note
from sentiment.errors import CorpusError

# As `_normal` has them, in order of trust: the first name that is there is taken, if its cells can be what it says.
TEXT = (
    *("fulltext", "text", "review", "reviewtext", "reviewbody", "reviewcontent", "reviewstext", "verifiedreviews"),
    *(
        "reviews",
        "customerreview",
        "reviewcomment",
        "sentence",
        "content",
        "comment",
        "commenttext",
        "comments",
        "body",
    ),
    *("message", "tweet", "tweettext", "post", "document", "feedback", "utterance", "phrase"),
    *("texto", "comentario", "comentarios", "resena", "opiniones", "critica"),  # Spanish, Portuguese
    *("resenha", "avaliacao", "opiniao"),
    *("texte", "commentaire", "avis", "critique"),  # French
    *("bewertungstext", "rezension", "kommentar", "bewertung", "meinung", "kritik"),  # German
    *("testo", "recensione", "commento", "tekst", "recensie", "opmerking"),  # Italian, Dutch
    *("description", "answer", "response", "opinion", "summary"),
)
LABEL = (
    *("label", "labels", "sentiment", "opinion", "polarity", "class", "target", "category", "airlinesentiment"),
    *("rating", "stars", "starrating", "reviewrating", "reviewsrating", "score", "overall", "recommended"),
    *("etiqueta", "sentimiento", "polaridad", "calificacion", "valoracion", "puntuacion", "sentimento", "avaliacao"),
    *("etiquette", "stimmung", "bewertung", "sterne", "punteggio", "beoordeling"),
)
ID = ("id", "reviewid", "rowid", "textid", "tweetid", "commentid", "idx", "index", "uuid", "key")
GROUP = (
    *("group", "groupid", "movie", "movieid", "film", "filmid", "product", "productid", "itemid", "asin"),
    "businessid",
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
    """Return the place of each column in `header`; `note` gets what was guessed.

    Columns are told by their names, as long as the first rows fit; where no name is known, text and label are told by
    the first rows alone. Rationales are told by their name only.

    Args:
        header: The names of the columns.
        columns: What the user has named.
        source: The name of the corpus in messages.
        note: Gets what was guessed.
        labelled: Whether labels are needed. If not, their column is looked for only so as not to be taken for the text;
            so is that of groups without `columns.grouped`.
        texts: If any, the only columns that may be guessed to be the text.
        sample: The cells of the first rows.

    Raises:
        CorpusError: There are more than `COLUMN_LIMIT` columns; a named one is missing or there twice; the text or the
            label cannot be guessed; or the name of the label says that 1 means negative.
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
            place, reason = _guess(header, names, free, _FITTING.get(role), sample), ""
            if place is None and role == "text":
                _refuse_taken(header, columns, TEXT, role, source)
                fitting = [i for i in free if may_be_text(_cells(sample, i))]
                place, reason = (fitting[0], "") if len(fitting) == 1 else guess_text(sample, fitting)
                place = _guess(header, names, free) if place is None else place
            if place is not None:
                found[role], why[role] = place, reason
    if "text" not in found:
        raise CorpusError(
            f"{source}: cannot tell which column holds the text; {present(header)}; name it with --text-column"
        )
    if labelled and "label" not in found:
        _refuse_taken(header, columns, LABEL, "label", source)
        free = _free(header, found)
        fitting, reason = guess_label(sample, free, {*columns.positive, *columns.negative})
        if not fitting and (named := _guess(header, LABEL, free)) is not None:
            fitting = [named]
        if len(fitting) != 1:
            several = ", ".join(repr(header[i]) for i in fitting)
            what = f"cannot tell which column holds the label, {several} could" if fitting else "no label column"
            raise CorpusError(f"{source}: {what}; {present(header)}; name it with --label-column")
        found["label"], why["label"] = fitting[0], reason
    if labelled and not (columns.positive or columns.negative):
        _refuse_reversed(header[found["label"]], _cells(sample, found["label"]), source)
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


def _refuse_reversed(name: str, cells: Sequence[str], source: str) -> None:
    """Refuse to take 1, true or yes for positive in a column whose name says that they are negative.

    Raises:
        CorpusError: It is such a column.
    """
    values = {plain_label(cell) for cell in cells} - {""}
    if means_negative(name) and values <= SWITCHES.keys():
        yes = next((value for value in values if SWITCHES[value]), "1")
        no = next((value for value in values if not SWITCHES[value]), "0")
        raise CorpusError(
            f"{source}: column {name!r} is the label, and by its name {yes!r} means negative there; if it does, add "
            f"--positive={no} --negative={yes}; if not, --positive={yes} --negative={no}; or name another column with "
            "--label-column"
        )


def _guess(
    header: Sequence[str],
    names: Sequence[str],
    free: Sequence[int],
    fits: Callable[[Sequence[str]], bool] | None = None,
    sample: Sequence[Sequence[str]] = (),
) -> int | None:
    """Return the column of the first of the names that is there, and whose cells fit."""
    plain = {i: _normal(header[i]) for i in free}
    for name in names:
        for i in free:
            if plain[i] == name and (fits is None or fits(_cells(sample, i))):
                return i
    return None


def _cells(sample: Sequence[Sequence[str]], place: int) -> list[str]:
    """Return the cells of a column that are not blank."""
    return [row[place] for row in sample if row[place].strip()]


def _normal(name: str) -> str:
    """Return a name without case, accents and separators: "Review_Text", "reviewText" and "review.text" are one."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


_FITTING = {"text": may_be_text, "label": may_be_label}
