"""`sentiment serve`: the classifier over HTTP, and a page to type in."""

from dataclasses import replace

import click

from sentiment.cli.options import abstain_option, model_option, note
from sentiment.errors import MissingExtraError

_MOST_SECONDS = 86_400


def _checked_seconds(ctx: click.Context, param: click.Parameter, seconds: float) -> float:
    if not 0 < seconds <= _MOST_SECONDS:  # which nan is not, where click.FloatRange lets it pass
        raise click.BadParameter(f"{seconds:g} is not from above 0 to {_MOST_SECONDS:,}, a day.")
    return seconds


@click.command(epilog="Example: sentiment serve --port 8080")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; another one needs a token.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option(
    "--token",
    envvar="SENTIMENT_TOKEN",
    show_envvar=True,
    metavar="TOKEN",
    help="Secret that callers have to show; others on this machine can read it here, in the variable they cannot.",
)
@click.option(
    "--threads", type=click.IntRange(1, 256), help="Threads that read texts.  [default: one for each processor]"
)
@click.option(
    "--max-calls",
    type=click.IntRange(1, 10_000),
    default=32,
    show_default=True,
    help="Calls at a time; more are told to come again.",
)
@click.option(
    "--timeout",
    "timeout_seconds",
    type=float,
    callback=_checked_seconds,
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Time for one call.",
)
@abstain_option
@model_option
def serve(
    *,
    host: str,
    port: int,
    token: str | None,
    threads: int | None,
    max_calls: int,
    timeout_seconds: float,
    abstain_below: float,
    model: str | None,
) -> None:
    """Answer over HTTP: a page to type in at /, and for programs POST /v1/classify.

    Only this machine can reach it, unless --host says otherwise; then callers have to show a token. GET /openapi.json
    describes all calls, /healthz says whether it is up, /metrics counts for Prometheus. Ctrl-C finishes the calls under
    way, then ends. No text is logged or kept.
    """
    try:
        from sentiment.service import server
        from sentiment.service.app import make_service
        from sentiment.service.limits import Limits
    except ImportError as error:
        raise MissingExtraError("sentiment serve", "serve") from error
    from sentiment.classifier import Classifier
    from sentiment.cli.report import model_card

    limits = Limits(max_calls=max_calls, timeout_seconds=timeout_seconds)
    if threads is not None:
        limits = replace(limits, num_threads=threads)
    with server.bind(host, port, token=token or None) as listening:
        classifier = Classifier.load(model, abstain_below=abstain_below)
        card = model_card(classifier.manifest)
        service = make_service(classifier, card, limits=limits, token=token or None, note=note)
        note(f"serving {classifier.manifest.name} at {server.url_of(listening)} (Ctrl-C stops)")
        server.run(service, listening, limits=limits)
    note("stopped")
