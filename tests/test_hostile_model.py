"""Models whose digests are right and whose graphs are not."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentiment.tokenizer import Tokenizer
from sentiment.training.onnx_graph import small_model  # noqa: TID253
from sentiment.training.vocabulary import learn_vocabulary  # noqa: TID253
from tests.odd_model import TEXTS, answer, bound_memory, odd, small_weights, write_bundle_of
from tests.texts import SCRIPTS


class Apart:
    """A process of its own that answers: if it crashes, that is a failure here, and the next case gets a new one."""

    def __init__(self) -> None:
        self.pool = self._start()

    def ask(self, folder: Path) -> str:
        """See `answer`."""
        try:
            return self.pool.submit(answer, folder).result()
        except BrokenProcessPool:
            self.pool = self._start()
            pytest.fail("the process crashed, or took too long")

    @staticmethod
    def _start() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=bound_memory)


@pytest.fixture(scope="module")
def tokenizer() -> bytes:
    return learn_vocabulary([*TEXTS, *SCRIPTS] * 2, size=200)


@pytest.fixture(scope="module")
def model(tokenizer: bytes) -> bytes:
    reader = Tokenizer(tokenizer)
    raw: bytes = small_model(small_weights(reader.num_tokens), ~reader.punctuation).SerializeToString()
    return raw


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    apart = Apart()
    yield apart
    apart.pool.shutdown()


def test_the_model_itself_answers(tmp_path: Path, tokenizer: bytes, model: bytes, apart: Apart) -> None:
    write_bundle_of(tmp_path, tokenizer, model, Tokenizer(tokenizer).num_tokens)
    assert apart.ask(tmp_path) == ""


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_odd_graph_is_refused_in_a_line_or_answers_in_finite_numbers(
    tmp_path: Path, tokenizer: bytes, model: bytes, apart: Apart, data: st.DataObject
) -> None:
    write_bundle_of(tmp_path, tokenizer, data.draw(odd(model)), Tokenizer(tokenizer).num_tokens)
    refused = apart.ask(tmp_path)
    assert len(refused.splitlines()) < 2, refused
