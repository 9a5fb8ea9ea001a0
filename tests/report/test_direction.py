import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sentiment.report.direction import as_seen, is_right_to_left

ONE, TWO, THREE = "\u05d4\u05e1\u05e8\u05d8", "\u05d4\u05d9\u05d4", "\u0631\u0627\u0626\u0639"  # Hebrew and Arabic


def shown(text: str, *, right_to_left: bool | None = None) -> str:
    """The words of a text as they stand from left to right."""
    parts = text.split("|")
    side = is_right_to_left(text) if right_to_left is None else right_to_left
    return "|".join(part for _, part in as_seen(parts, right_to_left=side))


def test_words_of_each_direction_stand_in_their_own_order() -> None:
    assert shown("a| |b|.") == "a| |b|."
    assert shown(f"{ONE}| |{TWO}|!") == f"!|{TWO}| |{ONE}"
    assert shown(f"a| |{ONE}| |{TWO}|!| |b") == f"a| |{TWO}| |{ONE}|!| |b"
    assert shown(f"{ONE}| |a| |b|.| |{TWO}") == f"{TWO}| |.|a| |b| |{ONE}"
    assert shown(f"{ONE}|!| |{THREE}") == f"{THREE}| |!|{ONE}"


def test_numbers_go_with_the_word_before_them() -> None:
    assert shown(f"{ONE}| |7| |8| |a") == f"a| |8| |7| |{ONE}"
    assert shown(f"a| |7| |{ONE}") == f"a| |7| |{ONE}"
    assert shown(f"7| |{ONE}| |{TWO}", right_to_left=False) == f"7| |{TWO}| |{ONE}"
    assert shown(f"{ONE}| |a| |7|.| |{TWO}") == f"{TWO}| |.|a| |7| |{ONE}"


def test_a_number_of_several_parts_stands_from_left_to_right() -> None:
    assert shown(f"{ONE}| |7|/|10| |{TWO}") == f"{TWO}| |7|/|10| |{ONE}"
    assert shown(f"{ONE}| |8|:|30|.") == f".|8|:|30| |{ONE}"
    assert shown(f"{ONE}| |7| |/| |10") == f"10| |/| |7| |{ONE}"


def test_brackets_open_where_the_text_comes_from() -> None:
    assert shown(f"{ONE}| |(|{TWO}|)") == f"(|{TWO}|)| |{ONE}"
    assert shown(f"{ONE}| |(|a|)| |{TWO}") == f"{TWO}| |(|a|)| |{ONE}"
    assert shown(f"a| |(|{ONE}|)| |b") == f"a| |(|{ONE}|)| |b"
    assert shown(f"{ONE}|»|<|≠") == f"≠|>|«|{ONE}"


def test_two_brackets_go_together() -> None:
    """Rule N0."""
    assert shown(f"{ONE}| |a|(|7|)| |{TWO}") == f"{TWO}| |a|(|7|)| |{ONE}"
    assert shown(f"a| |{ONE}|(|7|)| |b") == f"a| |(|7|)|{ONE}| |b"
    assert shown(f"{ONE}| |a|(|b|[|{TWO}|]|)| |{TWO}") == f"{TWO}| |(|[|{TWO}|]|b|)|a| |{ONE}"
    assert shown(f"{ONE}| |a|(|b|]|)|)| |{TWO}") == f"{TWO}| |(|a|(|b|]|)| |{ONE}"
    assert shown("a|(|!|)| |b") == "a|(|!|)| |b"


def test_what_has_letters_is_mirrored_by_who_draws_it() -> None:
    assert shown(f"{ONE}| |({TWO})| |)\u200f") == f")\u200f| |({TWO})| |{ONE}"


def test_mirrors_are_pairs() -> None:
    signs = [sign for sign in map(chr, range(sys.maxunicode)) if unicodedata.mirrored(sign)]
    turned = [shown(f"{ONE}|{sign}").split("|")[0] for sign in signs]
    assert sum(one != other for one, other in zip(signs, turned, strict=True)) > 100
    assert [shown(f"{ONE}|{sign}").split("|")[0] for sign in turned] == signs


def test_the_first_letter_decides() -> None:
    assert is_right_to_left(f'1. "{ONE}" a')
    assert not is_right_to_left(f"1. a {ONE}")
    assert not is_right_to_left("")


@given(parts=st.lists(st.sampled_from([ONE, TWO, "a", "b", " ", "!", "/", "7"])), right_to_left=st.booleans())
def test_every_part_has_its_place(parts: list[str], *, right_to_left: bool) -> None:
    assert sorted(place for place, _ in as_seen(parts, right_to_left=right_to_left)) == list(range(len(parts)))
