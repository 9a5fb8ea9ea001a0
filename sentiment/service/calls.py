"""What the service does with texts: answers, an article for its page, a report on a file; all of it in threads."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from itertools import islice
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from sentiment.audit import audit
from sentiment.classifier import Classifier
from sentiment.corpus import Row, open_corpus
from sentiment.errors import CorpusError, MissingExtraError, SentimentError, TextError
from sentiment.prediction import Failure, Prediction
from sentiment.report.article import render_article
from sentiment.report.html import ModelCard, ReportEntry, render_report
from sentiment.report.safe import one_line
from sentiment.service.body import Question, media_type, parse_question, read_body
from sentiment.service.deadline import TimedClassifier
from sentiment.service.limits import Limits
from sentiment.service.metrics import Metrics
from sentiment.service.problems import Problem
from sentiment.service.workers import Workers

JSON = "application/json"
FILES = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".ndjson",
    "text/plain": ".txt",
}
"""Media types of a file of texts, and the ending by which a corpus of that kind is known."""

_LONGEST_TITLE = 200


class Calls:
    """The calls that read texts; each is an endpoint.

    Args:
        classifier: Reads them.
        card: What pages say of its model.
        limits: What one call may ask.
        workers: Where the reading is done.
        metrics: Counts the texts.
    """

    def __init__(
        self, classifier: Classifier, card: ModelCard, *, limits: Limits, workers: Workers, metrics: Metrics
    ) -> None:
        self._classifier = classifier
        self._card = card
        self._limits = limits
        self._workers = workers
        self._metrics = metrics

    async def classify(self, request: Request) -> Response:
        """`POST /v1/classify`: one answer for each text, in order."""
        async with self._admitted(request, (JSON,)) as (body, classifier):
            question = await self._workers.run(parse_question, body, self._limits)
            answers = await self._workers.each(
                lambda numbered: self._answer(classifier, *numbered, question),
                list(enumerate(question.texts, start=1)),
                **_turns(question.audit),
            )
        content = answers[0] if question.is_single else b"[" + b",\n".join(answers) + b"]"
        return Response(content + b"\n", media_type=JSON)

    async def article(self, request: Request) -> Response:
        """`POST /v1/article`: one text with its highlights, as a report shows it."""
        async with self._admitted(request, (JSON,)) as (body, classifier):
            question = await self._workers.run(parse_question, body, self._limits)
            if not question.is_single:
                raise Problem(422, 'an article shows one text: send {"text": "…"}')
            article = await self._workers.run(self._article, classifier, question)
        return Response(article, media_type="text/html")

    async def report(self, request: Request) -> Response:
        """`POST /v1/report`: a file of texts as a page."""
        async with self._admitted(request, tuple(FILES)) as (body, classifier):
            name = one_line(request.query_params.get("title", ""))[:_LONGEST_TITLE] or "Report"
            rows = await self._workers.run(self._rows, body, FILES[media_type(request)], name)
            entries = await self._workers.each(partial(self._entry, classifier), rows)
            page = await self._workers.run(self._page, entries, name)
        return Response(page, media_type="text/html")

    @asynccontextmanager
    async def _admitted(
        self, request: Request, media_types: tuple[str, ...]
    ) -> AsyncIterator[tuple[bytes, Classifier]]:
        """A place among the calls under way; the body, and a classifier for the time that there is."""
        seconds = self._limits.timeout_seconds
        with self._workers.admitted():
            if media_type(request) not in media_types:
                received = f"is {media_type(request)[:80]}" if media_type(request) else "is missing"
                raise Problem(415, f"the Content-Type {received}: send {', '.join(media_types)}")
            async with _within(seconds, 408, f"the body took more than {seconds:g} s to arrive: send it faster"):
                body = await read_body(request, self._limits)
            late = f"the answer took more than {seconds:g} s: ask for fewer texts a call, or again later"
            async with _within(seconds, 503, late):
                yield body, TimedClassifier(self._classifier, seconds)

    def _answer(self, classifier: Classifier, number: int, text: str, question: Question) -> bytes:
        outcome = self._outcome(classifier, text)
        values = outcome.to_dict(id=number, explain=question.explain)
        if question.audit and isinstance(outcome, Prediction):
            values["audit"] = audit(classifier, outcome).to_dict()
        return json.dumps(values, ensure_ascii=False).encode("utf-8")

    def _article(self, classifier: Classifier, question: Question) -> str:
        outcome = self._outcome(classifier, question.texts[0])
        audited = audit(classifier, outcome) if question.audit and isinstance(outcome, Prediction) else None
        return render_article(1, "The answer", outcome, labels=self._card.labels, audit=audited, form="alone")

    def _rows(self, content: bytes, ending: str, name: str) -> list[Row]:
        """The rows of a file; it is written down only as long as it is read."""
        most = self._limits.max_texts
        with tempfile.TemporaryDirectory(prefix="sentiment-") as folder:
            path = Path(folder) / f"texts{ending}"
            path.write_bytes(content)
            try:
                rows = list(islice(open_corpus(str(path)), most + 1))
            except (CorpusError, MissingExtraError) as error:
                detail = str(error).replace(str(path), name)
                if "--text-column" in str(error):
                    detail += " of the command sentiment report, or call the column of the texts text"
                raise Problem(422, detail) from None
        if not rows:
            raise Problem(422, f"{name}: no texts in it, so there is nothing to report: send one text at least")
        if len(rows) > most:
            raise Problem(422, f"{name}: more than {most:,} texts: split it, or run sentiment report on it")
        return rows

    def _entry(self, classifier: Classifier, row: Row) -> ReportEntry:
        outcome = (
            Failure(CorpusError(row.error or "the row has no text"))
            if row.text is None
            else self._outcome(classifier, row.text)
        )
        return ReportEntry(row.number if row.id is None else row.id, outcome)

    def _page(self, entries: list[ReportEntry], name: str) -> str:
        return render_report(entries, title=name, model_card=self._card)

    def _outcome(self, classifier: Classifier, text: str) -> Prediction | Failure:
        most = self._limits.max_characters
        if len(text) > most:
            outcome: Prediction | Failure = Failure(
                TextError(f"a text of {len(text):,} characters: the service reads up to {most:,}; send a part of it")
            )
        else:
            try:
                outcome = classifier.classify(text)
            except SentimentError as error:
                outcome = Failure(error)
        self._metrics.count_text(outcome)
        return outcome


def _turns(audited: bool) -> dict[str, int]:
    """An audit reads a text again so often that it takes turns by itself."""
    return {"at_a_time": 1} if audited else {}


@asynccontextmanager
async def _within(seconds: float, status: int, detail: str) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise Problem(status, detail, {"Connection": "close"} if status == 408 else {"Retry-After": "5"}) from None
