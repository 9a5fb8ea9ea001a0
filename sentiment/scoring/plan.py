"""What is to be scored, how, and by what: all that decides a byte of the output."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from sentiment import __version__
from sentiment.bundle import read_bundle
from sentiment.corpus import Columns, Note, Row, open_corpus
from sentiment.corpus.dialect import DELIMITERS
from sentiment.corpus.source import FORMAT_NAMES, peek_format
from sentiment.errors import CorpusError, MissingExtraError, OutputError
from sentiment.metrics import THRESHOLD
from sentiment.scoring.dialect import csv_dialect
from sentiment.scoring.formats import Csv, Format, JsonLines, parquet_format
from sentiment.scoring.survey import Survey, Surveyor, cells_of

LABEL, PROBABILITY, WARNINGS, ERROR, WORDS = "label", "probability", "warnings", "error", "words"
ENDINGS = (".csv", ".jsonl", ".csv.gz", ".jsonl.gz", ".parquet")
_PART_ROWS, _PART_CHARACTERS = 1024, 2**18
_STANDARD_INPUT = "-"
_PREFIXES = ("", "predicted_")


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a person asks for.

    Attributes:
        source: The input, as `open_corpus` takes it.
        output: The file to write, by one of `ENDINGS`.
        bundle: Directory of the model.
        columns: Which column holds the text.
        explain: Whether the words of each text are wanted.
        abstain_below: See `Classifier`.
        prefix: What the names of the new columns start with. None for nothing, or "predicted_" where the input has such
            columns of its own; see `with_free_names`.
    """

    source: str
    output: Path
    bundle: Path
    columns: Columns
    explain: bool = False
    abstain_below: float = THRESHOLD
    prefix: str | None = None

    @property
    def names(self) -> list[str]:
        """The new columns."""
        plain = (LABEL, PROBABILITY, WARNINGS, ERROR, *((WORDS,) if self.explain else ()))
        return [self.column(name) for name in plain]

    @property
    def kinds(self) -> dict[str, str]:
        """What the new columns hold in Parquet, as `Survey.kinds`."""
        return dict.fromkeys(self.names, "string") | {self.column(PROBABILITY): "number"}

    @property
    def options(self) -> dict[str, Any]:
        """What decides an answer, but for input and model."""
        columns = asdict(self.columns)
        del columns["grouped"]  # says nothing here
        return {
            "columns": columns,
            "explain": self.explain,
            "abstain": self.abstain_below,
            "prefix": self.prefix,
        }

    def column(self, name: str) -> str:
        """Return the name of a new column, such as `LABEL`, in the output."""
        return (self.prefix or "") + name

    def with_free_names(self, present: Collection[str], note: Note) -> "Job":
        """Return the job with a prefix under which the input has no column of its own.

        Args:
            present: The columns of the input.
            note: Told when a prefix is chosen because the plain names are taken.

        Raises:
            CorpusError: The names under the given prefix, or under all that are tried, are taken.
        """
        tried = [replace(self, prefix=prefix) for prefix in _PREFIXES] if self.prefix is None else [self]
        taken: list[str] = []
        for job in tried:
            found = [name for name in job.names if name in present]
            if not found:
                if taken:
                    note(
                        f"{self.source}: has a column {taken[0]!r} of its own, so the answers go to "
                        f"{', '.join(job.names)} (--prefix decides otherwise)"
                    )
                return job
            taken.append(found[0])
        raise CorpusError(
            f"{self.source}: has {' and '.join(map(repr, taken))} of its own, where the answers would go; give the new "
            "columns other names with --prefix, such as --prefix new_"
        )

    def rows(self, note: Note) -> Iterator[Row]:
        """The rows of the input, with all their columns."""
        return open_corpus(self.source, replace(self.columns, cells=True), note=note)


@dataclass(frozen=True)
class Plan:
    """A job whose input has been looked at.

    Attributes:
        job: The job.
        survey: What is in the input.
        format: How rows are written.
        model: SHA-256 of the model's manifest, which has those of its other files.
    """

    job: Job
    survey: Survey
    format: Format
    model: str

    @property
    def identity(self) -> dict[str, Any]:
        """What must be the same for parts of the output to belong together, each under what it is called."""
        options = {**self.job.options, "format": _ending(self.job.output)}
        if isinstance(self.format, Csv):
            options["dialect"] = [self.format.delimiter, self.format.mark]
        return {"release": __version__, "input": self.survey.digest, "model": self.model, "options": options}


def make_plan(job: Job, *, note: Note, watch: Callable[[Iterable[Row]], Iterable[Row]]) -> Plan:
    """Looks through the input once, unless it is standard input, which can be read only once.

    Args:
        job: What is asked for.
        note: Hears what was guessed about the input.
        watch: Passes the rows on, and may show how many they are.

    Raises:
        BundleError: the model cannot be used.
        CorpusError: the input cannot be read, or has columns of its own under all names for the new ones.
        MissingExtraError: what writes such an output, or reads such an input, is not installed.
        OutputError: no such kind of output is known.
    """
    ending = _ending(job.output)
    if ending == ".parquet":
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            raise MissingExtraError(f"writing {job.output.name} (Parquet)", "data") from None
    model = model_digest(job.bundle)
    if job.source == _STANDARD_INPUT:
        job = _of_lines(job)
        survey = Survey(None, None, {"text": "string"})
    else:
        surveyor = Surveyor(job.source)
        for _ in watch(surveyor.look_at(job.rows(note))):
            pass
        survey = surveyor.found()
    job = job.with_free_names(survey.kinds, note)
    return Plan(job, survey, _format(job, survey, ending, note), model)


def _of_lines(job: Job) -> Job:
    """Return the job with standard input as one text a line.

    Raises:
        CorpusError: It is a table: which columns it has would be known only at its end.
    """
    form = job.columns.input_format or peek_format()
    if form != "text":
        raise CorpusError(
            f"standard input: this is {FORMAT_NAMES[form]}, which score reads twice, and standard input can be read "
            "once: write it to a file, and give its name; or, if it is one text a line: --input-format text"
        )
    return replace(job, columns=replace(job.columns, input_format="text"))


def model_digest(bundle: Path) -> str:
    """SHA-256 of the manifest of a checked bundle, in hex.

    Raises:
        BundleError: it cannot be used.
    """
    return hashlib.sha256(read_bundle(bundle).manifest.to_json()).hexdigest()


def cut(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows in parts, by number and length alone, so that the same rows are always cut alike."""
    part: list[Row] = []
    size = 0
    for row in rows:
        part.append(row)
        size += sum(len(value) for value in cells_of(row).values() if isinstance(value, str))
        if len(part) == _PART_ROWS or size >= _PART_CHARACTERS:
            yield part
            part, size = [], 0
    if part:
        yield part


def _ending(output: Path) -> str:
    name = output.name.lower()
    for ending in ENDINGS:
        if name.endswith(ending) and name != ending:
            return ending
    raise OutputError(f"{output}: what kind of file? Its name should end in {', '.join(ENDINGS)}")


def _format(job: Job, survey: Survey, ending: str, note: Note) -> Format:
    packed = ending.endswith(".gz")
    if ending.startswith(".jsonl"):
        return JsonLines(packed)
    for name in (*survey.kinds, *job.names):
        try:
            name.encode("utf-8")
        except UnicodeEncodeError:
            raise CorpusError(
                f"{job.source}: column {name!r} has half a character in its name; give an OUTPUT in .jsonl"
            ) from None
    if ending == ".parquet":
        source = Path(job.source)
        of_parquet = source if source.suffix.lower() == ".parquet" and source.is_file() else None
        return parquet_format({**survey.kinds, **job.kinds}, of_parquet)
    delimiter, mark = csv_dialect(job.source)
    if delimiter != Csv.delimiter:
        note(f"{job.output}: columns are separated by {DELIMITERS.get(delimiter, repr(delimiter))}, as in the input")
    return Csv((*survey.kinds, *job.names), packed, delimiter=delimiter, mark=mark)
