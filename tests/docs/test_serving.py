"""docs/serving.md says what the service does: its addresses, its limits, its options, its examples."""

import json
import re
from pathlib import Path

from sentiment.cli.serve import serve
from sentiment.service.app import openapi
from sentiment.service.body import parse_question
from sentiment.service.limits import Limits

PAGE = (Path(__file__).parents[2] / "docs" / "serving.md").read_text(encoding="utf-8")
DESCRIPTION = openapi(Limits())


def test_all_addresses_are_there() -> None:
    listed = set(re.findall(r"^\| `(GET|POST) (/\S*)` \|", PAGE, re.MULTILINE))
    assert listed == {(method.upper(), path) for path, methods in DESCRIPTION["paths"].items() for method in methods}


def test_all_problems_are_there() -> None:
    listed = {status for line in re.findall(r"^\| ([\d, ]+) \|", PAGE, re.MULTILINE) for status in line.split(", ")}
    described = {
        status
        for methods in DESCRIPTION["paths"].values()
        for operation in methods.values()
        for status in operation["responses"]
    }
    assert listed == described - {"200"}


def test_the_limits_are_those_of_the_code() -> None:
    limits = Limits()
    for shown in (
        f"| {limits.max_texts:,} |",
        f"| {limits.max_characters:,} characters;",
        f"| {limits.max_body_bytes // 2**20} MiB |",
        f"| {limits.max_calls} |",
        f"| {limits.timeout_seconds:g} s |",
    ):
        assert shown in PAGE
    options = {name for parameter in serve.params for name in parameter.opts}
    assert set(re.findall(r"sentiment serve (--\w+)|\| `(--[\w-]+)` \|", PAGE))
    for pair in re.findall(r"sentiment serve (--\w+)|\| `(--[\w-]+)` \|", PAGE):
        assert set(pair) - {""} <= options


def test_the_examples_are_understood() -> None:
    bodies = re.findall(r"-d '([^']+)'", PAGE)
    assert len(bodies) >= 3
    for body in bodies:
        assert parse_question(json.dumps(json.loads(body)).encode(), Limits()).texts


def test_the_proxy_says_who_was_asked_for() -> None:
    assert "proxy_set_header Host $server_name;" in PAGE  # `$host` is what a stranger says, such as localhost


def test_the_image_is_built_from_what_is_there() -> None:
    root = Path(__file__).parents[2]
    dockerfile = (root / "Dockerfile").read_text(encoding="utf-8")
    ignored = (root / ".dockerignore").read_text(encoding="utf-8").split()
    copied = [
        name for names in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE) for name in names.split()
    ]
    assert len(copied) >= 7
    for name in copied:
        assert (root / name).exists()
        assert f"!{name}" in ignored
    assert re.search(r"^USER [1-9]", dockerfile, re.MULTILINE)
