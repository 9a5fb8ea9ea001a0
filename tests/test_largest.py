from hypothesis import given
from hypothesis import strategies as st

from sentiment.largest import Largest


@given(st.lists(st.integers(-5, 5)), st.integers(1, 8))
def test_it_is_the_head_of_the_sorted_list(keys: list[int], size: int) -> None:
    largest: Largest[int] = Largest(size)
    for place, key in enumerate(keys):
        largest.offer(key, place)
    assert largest.num_seen == len(keys)
    assert largest.items == sorted(range(len(keys)), key=lambda place: -keys[place])[:size]
