"""The `sentiment` command itself: its verbs, and what becomes of an error.

A verb's module is imported when the verb is used, so that `sentiment --help` is instant.
"""

import contextlib
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from sentiment import __version__
from sentiment.cli.exits import FAILED, INTERRUPTED
from sentiment.cli.meant import unknown_verb
from sentiment.errors import SentimentError
from sentiment.files import why
from sentiment.report.safe import one_line

VERBS = {
    "classify": "Label and probability of texts, and which words made it so.",
    "report": "Write one HTML page with every word highlighted.",
    "score": "Answer many rows into a file: with several processes, and resumable.",
    "check": "Look for what is wrong with a corpus, before training.",
    "train": "Train a model on a corpus of your own.",
    "evaluate": "Measure a model on a labelled corpus.",
    "compare": "Tell which of two models is better, and where they differ.",
    "export": "Write a model for others' tools: Keras, or ONNX in full precision.",
    "serve": "Answer over HTTP, with a page to type in.",
    "inspect": "Show a model's card and check that it is intact.",
}

_INTERRUPTED = "interrupted from the keyboard"


class VerbGroup(click.Group):
    """Finds verbs by name, and turns every error into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order in which people meet them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command behind a verb, imported now."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = getattr(import_module(f"sentiment.cli.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that the arguments start with.

        Raises:
            click.UsageError: There is no such verb; the message says what was probably meant.
        """
        if args[0] not in VERBS and not args[0].startswith("-"):
            ctx.fail(unknown_verb(args, list(VERBS)))
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run the command and exit, as click does, but write its errors as all others are written."""
        extra["standalone_mode"] = False  # then click raises its errors
        try:
            status: object = super().main(*args, **extra)
        except click.UsageError as error:
            if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):  # since click 8.2
                error.show()
                _exit(error.exit_code)
            if error.ctx is not None:
                click.echo(f"{error.ctx.get_usage()}\nTry '{error.ctx.command_path} --help' for help.\n", err=True)
            _exit(error.exit_code, f"error: {error.format_message()}")
        except click.ClickException as error:
            _exit(error.exit_code, f"error: {error.format_message()}")
        except click.Abort:
            _exit(INTERRUPTED, f"stopped: {_INTERRUPTED}")
        sys.exit(status if isinstance(status, int) else 0)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; exit as `sentiment.cli.exits` says, with one line on stderr if it could not be done."""
        try:
            value = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
        except SentimentError as error:
            _exit(FAILED, f"error: {error}")
        except KeyboardInterrupt as error:
            _exit(INTERRUPTED, f"stopped: {str(error).strip() or _INTERRUPTED}")
        except ImportError as error:
            if isinstance(error.__cause__, KeyboardInterrupt):  # while a library in C was being loaded
                _exit(INTERRUPTED, f"stopped: {_INTERRUPTED}")
            raise
        except BrokenPipeError:  # nobody reads on, as in `| head`: not an error
            _exit(0)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            _exit(FAILED, f"error: {place}{why(error)}")
        except MemoryError:
            _exit(FAILED, "error: out of memory: give it fewer or shorter texts at a time")
        return value


def _exit(status: int, message: str = "") -> NoReturn:
    """End here, with one line; what a broken stdout still holds is dropped, or Python would complain at exit."""
    if message:
        click.echo(one_line(message), err=True)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


@click.group(
    cls=VerbGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Example: sentiment classify --explain "A superb film."',
)
@click.version_option(__version__, "-V", "--version", message="sentiment %(version)s")
def cli() -> None:
    """Sentiment of texts, with its reasons: which words made it positive or negative, and by how much."""


def main() -> None:
    """Entry point of the `sentiment` command."""
    if sys.stdin is None:  # closed by whoever started us: nothing to read
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - for as long as the process lives
    cli(prog_name="sentiment")
