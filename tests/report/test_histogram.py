import re

from hypothesis import given
from hypothesis import strategies as st

from sentiment.report.histogram import bins_of, render_histogram


@given(values=st.lists(st.floats(0, 100)), number=st.integers(1, 30))
def test_every_value_is_in_the_bin_that_holds_it(values: list[float], number: int) -> None:
    width = 100 / number
    bins = bins_of(values, width=width, number=number)
    assert sum(bar.count for bar in bins) == len(values)
    for bar in bins[:-1]:
        assert bar.high is not None
        assert bar.count == sum(int(value / width) == round(bar.low / width) for value in values)


def test_what_lies_beyond_is_in_the_last_bin() -> None:
    bins = bins_of([1, 5, 900], width=10, number=3, open_end=True)
    assert [bar.count for bar in bins] == [2, 0, 1]
    assert bins[-1].high is None


def test_the_tallest_bar_is_as_high_as_the_plot_and_none_stands_for_nothing() -> None:
    svg = render_histogram(bins_of([1, 1, 1, 25], width=10, number=3), of="length", unit=" m", field="n")
    heights = re.findall(r'<rect x="[^"]*" y="[^"]*" width="[^"]*" height="(\d+)"', svg)
    assert heights == ["72", "0", "24"]
    assert "<title>20 to 30 m: 1 text</title>" in svg
    assert 'aria-label="Histogram of texts by length. 0 to 10 m: 3; 20 to 30 m: 1"' in svg
