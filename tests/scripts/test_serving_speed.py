"""What scripts/serving_speed measures, on a small load."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from sentiment.classifier import Classifier
from sentiment.service.limits import Limits  # noqa: TID253
from tests.service.client import serving

ROOT = Path(__file__).parents[2]
TEXTS = ["A superb film, and not a dull minute in it."] * 64


@pytest.fixture(scope="module")
def script() -> SimpleNamespace:
    """The names in scripts/serving_speed."""
    return SimpleNamespace(**runpy.run_path(str(ROOT / "scripts" / "serving_speed")))


def test_all_is_measured(script: SimpleNamespace, classifier: Classifier, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(classifier) as running, script.Client(running.port) as client:
        assert script.throughput(client, classifier, TEXTS) > 0
        script.latency(client, TEXTS, 20, load_seconds=0.5)
        script.memory(client, TEXTS, 640)
    shown = capsys.readouterr().out
    for words in ("of classify_many", "p99", "(10)", "MiB: "):
        assert words in shown


def test_too_many_callers_are_sent_away_and_nothing_else(script: SimpleNamespace, classifier: Classifier) -> None:
    with (
        serving(classifier, limits=Limits(max_calls=script.MAX_CALLS)) as running,
        script.Client(running.port) as client,
    ):
        found = script.overload(client, TEXTS, load_seconds=1)
    assert found.keys() == {200, 429}


def test_any_other_answer_is_an_error(script: SimpleNamespace, classifier: Classifier) -> None:
    refused = pytest.raises(click.ClickException, match="422")
    with serving(classifier) as running, script.Client(running.port) as client, refused:
        script.overload(client, [], load_seconds=1)
