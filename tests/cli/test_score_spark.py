"""`sentiment score --engine spark`: what is refused before Spark starts; tests/scoring has the rest."""

import sys
from pathlib import Path

import pytest

from tests.cli.samples import Run, assert_one_error


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--master", "local[2]"), "add --engine spark"),
        (("--engine", "spark", "--workers", "2"), "leave --workers out"),
        (("--engine", "spark", "--resume", "--force"), "give one of them"),
        (("--engine", "spark", "--input-format", "csv"), "leave --input-format and --sheet out"),
        (("--engine", "flink"), "'flink' is not one of"),
    ],
)
def test_wrong_usage(run: Run, reviews: Path, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run("score", reviews, "-o", tmp_path / "out.parquet", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (tmp_path / "out.parquet").exists()


def test_standard_input_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("score", "-", "-o", tmp_path / "out.parquet", "--engine", "spark", stdin="A superb film.\n")
    assert result.exit_code == 2
    assert "does not read standard input" in result.stderr


@pytest.mark.parametrize("missing", ["pyspark", "pandas", "pyarrow"])
def test_without_the_extra_it_is_named(
    run: Run, reviews: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    result = run("score", reviews, "-o", tmp_path / "out.parquet", "--engine", "spark")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "needs the extra 'spark'")


def test_without_java_it_is_named(run: Run, reviews: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pyspark", "pandas", "pyarrow"):
        pytest.importorskip(module)
    for home, path in ((str(tmp_path), None), (None, str(tmp_path))):
        monkeypatch.delenv("JAVA_HOME", raising=False)
        if home:
            monkeypatch.setenv("JAVA_HOME", home)
        if path:
            monkeypatch.setenv("PATH", path)
        result = run("score", reviews, "-o", tmp_path / "out.parquet", "--engine", "spark")
        assert result.exit_code == 1
        assert_one_error(result.stderr, "Java 17", "openjdk-17-jre-headless")
