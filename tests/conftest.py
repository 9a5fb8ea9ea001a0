"""What all tests share: the shipped model, quiet libraries, and no silent skips in CI."""

import os
import shutil
import signal
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from sentiment.bundle import Bundle
    from sentiment.classifier import Classifier

# Before anything imports TensorFlow.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("MPLBACKEND", "Agg")
# Tests in the background are started deaf to Ctrl-C, and so would be the commands that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says more of what else the machine does than of the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
# For scripts/fuzz; tests of hostile input leave the number of examples to the profile.
settings.register_profile("long", deadline=None, max_examples=3_300, suppress_health_check=[HealthCheck.too_slow])

MUST_RUN_IN_CI = ("real_data", "jax", "browser", "spark")
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def bundle_path() -> Path:
    """The shipped bundle."""
    return ROOT / "saved_models" / "imdb"


@pytest.fixture(scope="session")
def bundle(bundle_path: Path) -> "Bundle":
    """The shipped bundle, read."""
    from sentiment.bundle import read_bundle

    return read_bundle(bundle_path)


@pytest.fixture(scope="session")
def classifier(bundle: "Bundle") -> "Classifier":
    """The shipped model, loaded."""
    from sentiment.classifier import Classifier

    return Classifier(bundle)


@pytest.fixture(scope="session")
def small_bundle(tmp_path_factory: pytest.TempPathFactory) -> "Bundle":
    """A bundle of a small network with random weights, on disk."""
    from tests.small_model import small_model_bundle

    return small_model_bundle(tmp_path_factory.mktemp("models") / "small")


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """Debian's Chromium, without a window; its event loop ends with the module."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium (on Debian: apt install chromium)")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test of real data, of another backend, in a browser or of Spark is a failure."""
    report = yield
    marks = [name for name in MUST_RUN_IN_CI if item.get_closest_marker(name)]
    if os.environ.get("CI") and marks and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}, marked {marks[0]}, was skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In CI no module is skipped as a whole: that would hide its marks."""
    report = yield
    if os.environ.get("CI") and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped as a whole, which CI does not allow: {report.longrepr}"
    return report
