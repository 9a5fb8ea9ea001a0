"""Tables of figures."""

from sentiment.faithfulness import summarize
from sentiment.report.safe import num_columns
from sentiment.report.tables import Table, faithfulness_tables, markdown_text, terminal_text
from tests.test_faithfulness import text

TABLE = Table("Figures", ("ranking", "one"), (("integrated gradients", ".53 (.50 to .56)"), ("random", "–")))


def test_a_terminal_has_columns() -> None:
    assert list(TABLE.lines()) == [
        "Figures",
        "  ranking                            one",
        "  integrated gradients  .53 (.50 to .56)",
        "  random                               –",
    ]


def test_columns_stand_under_each_other_in_every_script() -> None:
    rows = (("映画" * 20, "1,200", "worse"), ("ab", "7", ""))
    _, header, wide, narrow = Table("", ("", "texts", ""), rows).lines()
    assert "…" not in wide
    assert num_columns(wide.removesuffix("  worse")) == num_columns(header) == num_columns(narrow)
    assert num_columns(terminal_text("映画" * 20)) <= 32


def test_markdown_has_a_row_for_each() -> None:
    lines = TABLE.markdown().splitlines()
    assert lines[0] == "Figures"
    assert lines[2:4] == ["| ranking | one |", "| --- | --- |"]
    assert lines[-1] == "| random | – |"


def test_a_name_is_no_markup() -> None:
    assert markdown_text("a|b\n<i>*c* [d](e) \x1b &amp;") == r"a\|b \<i\>\*c\* \[d\]\(e\) ␛ \&amp\;"


def test_figures_are_short_and_keep_their_sign() -> None:
    found = summarize([text(0.9, 0.95, 0.1, marked=True), text(0.9, 0.95, 1.0)], seed=0)
    deleted, unknown, agreement, marked = faithfulness_tables(found)
    assert deleted.rows[0] == ("contribution", "−.05 (−.05 to −.05)", ".00 (.00 to .00)", ".55 (.10 to 1.00)")
    assert unknown.rows[0][3] == "1.00 (1.00 to 1.00)"
    assert agreement.rows[1] == ("random", "–", "–")
    assert marked.rows[0][1:] == (".50 (.50 to .50)",) * 2
    assert "1 of the texts" in marked.title


def test_without_marks_there_is_no_table_of_them() -> None:
    assert len(list(faithfulness_tables(summarize([text(0.9, 0.5, 0.1)], seed=0)))) == 3
