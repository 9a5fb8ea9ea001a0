"""Options that several verbs share, each a decorator; and what a verb tells a person, on stderr."""

import csv
import functools
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import click
from click.core import ParameterSource

from sentiment.report.safe import one_line

Command = Callable[..., Any]


def model_option(command: Command) -> Command:
    """`-m`, the bundle to use."""
    return click.option(
        "-m",
        "--model",
        envvar="SENTIMENT_MODEL",
        show_envvar=True,
        metavar="BUNDLE",
        help="A model's folder, or the name of a shipped one.  [default: imdb]",
    )(command)


def abstain_option(command: Command) -> Command:
    """`--abstain`, the confidence from which on a text is answered; the command gets it as `abstain_below`."""

    def checked(ctx: click.Context, param: click.Parameter, written: str) -> float:
        try:
            bound = float(written)
        except ValueError:
            bound = float("nan")
        if not 0.5 <= bound < 1:
            raise click.BadParameter(
                f"{written!r} is not a bound: give a number from 0.5 to below 1, such as 0.8 for answers that are 80% "
                "sure."
            )
        return bound

    return click.option(
        "--abstain",
        "abstain_below",
        default="0.5",
        callback=checked,
        metavar="CONFIDENCE",
        help="Say 'uncertain' where the likelier class has a smaller probability than this, such as 0.8.",
    )(command)


def audit_option(command: Command) -> Command:
    """`--audit`, to hold the highlights to account; the command gets it as `audited`."""
    return click.option(
        "--audit",
        "audited",
        is_flag=True,
        help="Cut the highlighted words out and read again, some 160 times: how far can they be believed?",
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """`--format`, one of `formats`; the command gets the one chosen as `form`."""

    def decorate(command: Command) -> Command:
        return click.option(
            "--format",
            "form",
            type=click.Choice(formats),
            callback=lambda ctx, param, form: form or ("text" if is_terminal(sys.stdout) else "jsonl"),
            help="How to print.  [default: text on a terminal, jsonl elsewhere]",
        )(command)

    return decorate


def page_option(name: str, meaning: str) -> Callable[[Command], Command]:
    """An option that takes the name of an HTML page to write."""

    def checked(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
        if path is not None and path.suffix.lower() not in (".html", ".htm"):
            raise click.BadParameter(f"{path.name!r} does not end in .html, and it is to be a page.")
        return path

    return click.option(name, type=click.Path(path_type=Path), callback=checked, metavar="FILE.html", help=meaning)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at what is written there; a stream that was closed is None."""
    return stream is not None and stream.isatty()


def column_options(command: Command) -> Command:
    """Names of columns and classes; the command gets them as one `columns`."""

    @functools.wraps(command)
    def with_columns(
        *args: Any,
        text_column: str | None,
        label_column: str | None,
        id_column: str | None,
        group_column: str | None,
        no_groups: bool,
        input_format: str | None,
        sheet: str | None,
        positive: tuple[str, ...],
        negative: tuple[str, ...],
        **options: Any,
    ) -> Any:
        from sentiment.corpus import Columns

        if no_groups and group_column is not None:
            raise click.UsageError("--no-groups goes without --group-column: give one of them.")
        columns = Columns(
            text=text_column,
            label=label_column,
            id=id_column,
            group=group_column,
            grouped=not no_groups,
            positive=_labels(positive, "--positive"),
            negative=_labels(negative, "--negative"),
            input_format=input_format,
            sheet=sheet,
        )
        return command(*args, columns=columns, **options)

    decorated: Command = with_columns
    for option in (
        click.option("--sheet", metavar="NAME", help="Sheet of a spreadsheet (.xlsx).  [default: the first]"),
        click.option(
            "--input-format",
            type=click.Choice(("text", "csv", "tsv", "jsonl", "json", "fasttext")),
            help="How the input is written.  [default: by its name, or by its first lines]",
        ),
        click.option(
            "--negative", multiple=True, metavar="LABELS", help="Labels that mean negative, such as 1,2; repeatable."
        ),
        click.option(
            "--positive",
            multiple=True,
            metavar="LABELS",
            help="Labels that mean positive, such as 4,5; one with a comma in it as in CSV: '\"yes, very\",yes'.",
        ),
        click.option("--no-groups", is_flag=True, help="Rows share nothing: take no column for that of groups."),
        click.option("--group-column", metavar="NAME", help="Column of what rows share, such as a film."),
        click.option("--id-column", metavar="NAME", help="Column of the row's name in the output."),
        click.option("--label-column", metavar="NAME", help="Column of the label."),
        click.option("--text-column", metavar="NAME", help="Column of the text."),
    ):
        decorated = option(decorated)
    return decorated


def _labels(lists: tuple[str, ...], option: str) -> tuple[str, ...]:
    """The labels of comma-separated lists, read as lines of CSV."""
    labels: list[str] = []
    for written in lists:
        try:
            [found] = csv.reader([written], skipinitialspace=True, strict=True)
        except (csv.Error, ValueError):
            found = []
        if not found or not all(label.strip() for label in found):
            raise click.BadParameter(f"{written!r} is no list of labels, such as 4,5.", param_hint=option)
        labels += found
    return tuple(labels)


def force_option(command: Command) -> Command:
    """`--force`, to replace what is there."""
    return click.option("--force", is_flag=True, help="Replace the output if it is already there.")(command)


def note(message: str) -> None:
    """One line for a person, on stderr, that cannot act on the terminal whatever it quotes."""
    over_progress = "\r\x1b[K" if is_terminal(sys.stderr) else ""  # which may stand on this line
    click.echo(over_progress + one_line(message), err=True)


def typed_again(*, but_for: tuple[str, ...] = ()) -> str:
    """The command that is running, for a shell.

    Args:
        but_for: Options to leave out, by the names of their values.
    """
    context = click.get_current_context()
    words, last = context.command_path.split(), []
    for parameter in context.command.params:
        name = str(parameter.name)
        if name in but_for or context.get_parameter_source(name) is ParameterSource.DEFAULT:
            continue
        value = context.params[name]
        if isinstance(parameter, click.Argument):
            last.append(str(value))
        elif isinstance(parameter, click.Option) and parameter.is_flag:
            words.append(parameter.opts[-1])
        else:
            for one in value if parameter.multiple else [value]:
                words += [parameter.opts[-1], str(one)]
    if any(word.startswith("-") for word in last):
        last.insert(0, "--")
    return shlex.join([*words, *last])
