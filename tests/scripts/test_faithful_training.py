"""More faithful training: rows that differ, and a table of what is done."""

import json
import runpy
from dataclasses import asdict
from pathlib import Path

import numpy as np

from scripts.faithful_shown import BASE, Found, explained_name, slug_of, table
from sentiment.bootstrap import Estimate

ROWS = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "faithful_training"))["ROWS"]
LABELS = np.array([True, False] * 50)


def test_the_rows_differ_and_the_base_comes_first() -> None:
    rows = list(ROWS.values())
    assert next(iter(ROWS)) == BASE
    assert all(row not in rows[:index] for index, row in enumerate(rows))
    assert len({slug_of(name) for name in ROWS}) == len(rows)


def keep(name: str, folder: Path, *, num_wrong: int) -> None:
    """Files of a row that gets the first so many wrong."""
    figure = Estimate(0.5, 0.25, 0.75)
    found = Found(0.012, 0.2, 0.9, (0.5, 0.5, 0.0), 0.75, asdict(figure), 1234, 5.25)
    (folder / f"{slug_of(name)}.json").write_text(json.dumps(asdict(found)))
    right = np.where(LABELS, 0.9, 0.1)
    np.save(folder / f"{slug_of(name)}.npy", np.where(np.arange(100) < num_wrong, 1 - right, right))
    removals = {"deletion": {part: asdict(figure) for part in ("comprehensiveness", "sufficiency", "flip")}}
    rankings = [
        {"name": which, "removals": removals, "agreement": asdict(figure)} for which in ("contribution", "random")
    ]
    (folder / explained_name(name, 40)).write_text(json.dumps({"rankings": rankings}))


def test_the_table_has_what_is_done_against_the_base(tmp_path: Path) -> None:
    keep("conicity", tmp_path, num_wrong=12)
    keep(BASE, tmp_path, num_wrong=10)
    head, _, *rows = table(list(ROWS), tmp_path, LABELS, 40).splitlines()
    assert [row.split(" | ")[0] for row in rows] == ["| base", "| conicity"]
    assert {row.count("|") for row in (head, *rows)} == {14}
    base, other = (row.split(" | ") for row in rows)
    assert base[1].startswith("90.00% (")
    assert base[2] == "–"
    assert other[1].startswith("88.00% (")
    assert other[2].startswith("−2.00 (")
    assert other[3:6] == ["1.2%", "75.0%", ".50 (.25 to .75)"]
    assert not table(list(ROWS), tmp_path, LABELS, 41).splitlines()[2:]
