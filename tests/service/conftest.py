"""One service for all tests that need no special one."""

from collections.abc import Iterator

import pytest

from sentiment.classifier import Classifier
from tests.service.client import Served, serving


@pytest.fixture(scope="package")
def served(classifier: Classifier) -> Iterator[Served]:
    """The shipped model, served with the limits that a person gets who says nothing."""
    with serving(classifier) as running:
        yield running
