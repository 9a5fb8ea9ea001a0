"""The description for programs: valid, complete, and true of what is answered, whatever is asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sentiment.service.app import openapi
from sentiment.service.limits import Limits
from tests.service.client import Served

schemathesis = pytest.importorskip("schemathesis")
_EXAMPLES = 8  # of each kind

# What makes a file of texts readable, no schema can say.
_CONFIG = """
[[operations]]
include-path = "/v1/report"
checks.positive_data_acceptance.enabled = false
"""


def test_it_is_valid_and_says_the_limits(served: Served) -> None:
    from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

    description = served.get("/openapi.json").json()
    OPENAPI_31_VALIDATOR.validate(description)
    assert description == openapi(Limits())
    several = openapi(Limits(max_texts=7))["components"]["schemas"]["Several"]
    assert several["properties"]["texts"]["maxItems"] == 7


def test_every_reference_leads_somewhere_and_everything_is_referred_to() -> None:
    description = openapi(Limits())
    source = json.dumps(description)
    for kind in ("schemas", "responses"):
        for name in description["components"][kind]:
            assert f'"#/components/{kind}/{name}"' in source
    assert source.count('"$ref"') == sum(
        source.count(f'"#/components/{kind}/{name}"')
        for kind in ("schemas", "responses")
        for name in description["components"][kind]
    )


def test_every_address_is_described_with_its_method(served: Served) -> None:
    from sentiment.service.app import PATHS

    paths = served.get("/openapi.json").json()["paths"]
    assert paths.keys() == PATHS.keys()
    for path, methods in paths.items():
        [method] = methods
        allowed = served.call("DELETE", path, b"", {}).headers["allow"].split(", ")
        assert method.upper() in allowed
        assert bool(PATHS[path]) == ("security" in methods[method])


def test_nothing_that_is_asked_is_answered_otherwise_than_described(served: Served, tmp_path: Path) -> None:
    (tmp_path / "schemathesis.toml").write_text(_CONFIG)
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{served.url}/openapi.json"]
    options = ["--max-examples", str(_EXAMPLES), "--seed", "1", "--no-color"]
    result = subprocess.run(
        [*command, *options], cwd=tmp_path, env={**os.environ, "CI": ""}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr
    assert served.notes == []
