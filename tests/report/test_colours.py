import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.report.colours import (
    DARK,
    LIGHT,
    NUM_ATTENTION_LEVELS,
    NUM_LEVELS,
    NUM_TERMINAL_LEVELS,
    Scale,
    Theme,
    attention_level,
    contrast,
    contribution_level,
    intensity,
    nearest_of_256,
    notebook_style,
    page_rules,
    scale_of,
    shade,
    shades,
    terminal_style,
)
from sentiment.report.html import report_style
from sentiment.words import Word

finite = st.floats(-1e6, 1e6)


def test_the_strongest_word_gets_full_colour() -> None:
    words = [Word("good", 0, 4, 0.7, 0.5), Word("bad", 5, 8, 0.3, -2.0)]
    scale = scale_of(words)
    assert scale == Scale(contribution=2.0, attention=1.0, mean_attention=0.5)
    assert contribution_level(-2.0, scale) == -NUM_LEVELS
    assert contribution_level(0.5, scale) == 2


def test_attention_has_colour_above_the_average() -> None:
    words = [Word("word", 0, 4, 0.05, 0.0)] * 10 + [Word("peak", 5, 9, 0.5, 0.0)]
    scale = scale_of(words)
    assert attention_level(0.5, scale) == NUM_ATTENTION_LEVELS
    assert attention_level(0.05, scale) == 0
    even = scale_of([Word("word", 0, 4, 0.1, 0.0)] * 10)
    assert attention_level(0.1, even) == 0


def test_a_text_in_which_nothing_weighs_is_not_painted() -> None:
    scale = scale_of([Word("the", 0, 3, 1.0, 0.004)])
    assert contribution_level(0.004, scale) == 0
    assert scale_of([]).contribution > 0


@given(value=finite, full=st.floats(1e-6, 1e6))
def test_intensity_is_a_share_and_levels_keep_the_sign(value: float, full: float) -> None:
    scale = Scale(full, full, 0.0)
    assert 0 <= intensity(value, full) <= 1
    level = contribution_level(value, scale)
    assert -NUM_LEVELS <= level <= NUM_LEVELS
    assert level * value >= 0
    assert contribution_level(-value, scale) == -level


@given(first=finite, second=finite)
def test_a_stronger_word_is_never_paler(first: float, second: float) -> None:
    scale = Scale(3.0, 1.0, 0.0)
    weaker, stronger = sorted((abs(first), abs(second)))
    assert contribution_level(weaker, scale) <= contribution_level(stronger, scale)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_colour_can_be_read(theme: Theme) -> None:
    assert all(contrast(theme.ink, colour) >= 4.5 for colour in shades(theme).values())


@pytest.mark.parametrize(("place", "theme"), [(0, LIGHT), (1, DARK)])
def test_lines_can_be_seen_on_the_strongest_marks_and_on_paper(place: int, theme: Theme) -> None:
    css = report_style()
    for name, colour in (("pos", shades(theme)[f"p{NUM_LEVELS}"]), ("neg", shades(theme)[f"n{NUM_LEVELS}"])):
        line = re.findall(rf"--{name}:(#\w{{6}})", css)[place]
        assert contrast(line, colour) >= 3
        assert contrast(line, theme.paper) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_steps_of_colour_differ_from_the_paper_and_from_each_other(theme: Theme) -> None:
    steps = shades(theme)
    assert len({theme.paper, *steps.values()}) == len(steps) + 1


def test_every_class_of_the_page_has_its_colour_in_both_themes() -> None:
    rules = page_rules()
    for name in shades(LIGHT):
        assert rules.count(f"--{name}:#") == 2
        assert f".{name}{{" in rules


@pytest.mark.parametrize("colour", ["truecolor", "256"])
def test_sign_on_a_terminal_is_more_than_colour(colour: str) -> None:
    for level in range(1, NUM_TERMINAL_LEVELS + 1):
        assert terminal_style(level, colour).startswith("\x1b[4;")  # type: ignore[arg-type]
        assert terminal_style(-level, colour).startswith("\x1b[3;")  # type: ignore[arg-type]
    assert terminal_style(0, colour) == ""  # type: ignore[arg-type]
    assert terminal_style(3, "none") == ""


def test_letters_on_a_terminal_can_be_read_on_the_backgrounds_they_bring() -> None:
    for level in (NUM_TERMINAL_LEVELS, -NUM_TERMINAL_LEVELS):
        red, green, blue = re.findall(r"48;2;(\d+);(\d+);(\d+)", terminal_style(level, "truecolor"))[0]
        assert contrast("#ffffff", f"#{int(red):02x}{int(green):02x}{int(blue):02x}") >= 4.5


def test_letters_on_a_terminal_can_be_read_on_black_and_on_white() -> None:
    for level in (1, -1):
        red, green, blue = re.findall(r"38;2;(\d+);(\d+);(\d+)", terminal_style(level, "truecolor"))[0]
        colour = f"#{int(red):02x}{int(green):02x}{int(blue):02x}"
        assert min(contrast(colour, "#ffffff"), contrast(colour, "#000000")) >= 3


def test_the_256_colours_can_be_read_as_well() -> None:
    for level in (1, -1, NUM_TERMINAL_LEVELS, -NUM_TERMINAL_LEVELS):
        *ground, letters = [_of_cube(int(code)) for code in re.findall(r"[34]8;5;(\d+)", terminal_style(level, "256"))][
            ::-1
        ]
        if ground:
            assert contrast(letters, ground[0]) >= 4.5
        else:
            assert min(contrast(letters, "#ffffff"), contrast(letters, "#000000")) >= 3


def _of_cube(code: int) -> str:
    steps = (0, 95, 135, 175, 215, 255)
    red, green, blue = (code - 16) // 36, (code - 16) // 6 % 6, (code - 16) % 6
    return f"#{steps[red]:02x}{steps[green]:02x}{steps[blue]:02x}"


def test_the_colour_of_a_step_is_that_of_its_class() -> None:
    assert shade(NUM_LEVELS, LIGHT) == shades(LIGHT)[f"p{NUM_LEVELS}"]
    assert shade(-1, DARK) == shades(DARK)["n1"]
    assert shade(0, DARK) == DARK.paper


@pytest.mark.parametrize(
    ("paper", "ink"),
    [("#ffffff", "#212121"), ("#111111", "#ffffff"), ("#1f1f1f", "#cccccc"), ("#383838", "#d5d5d5")],
    ids=["light", "JupyterLab dark", "VS Code dark", "Colab dark"],
)
def test_words_in_a_notebook_can_be_read_on_its_page(paper: str, ink: str) -> None:
    for level in (NUM_LEVELS, -NUM_LEVELS, 1, -1):
        found = re.search(r"background:rgba\((\d+),(\d+),(\d+),([\d.]+)\)", notebook_style(level))
        assert found
        opacity = float(found[4])
        below = (int(paper[index : index + 2], 16) for index in (1, 3, 5))
        mixed = [round(b + opacity * (int(c) - b)) for b, c in zip(below, found.groups()[:3], strict=True)]
        assert contrast("#{:02x}{:02x}{:02x}".format(*mixed), ink) >= 4.5


def test_sign_in_a_notebook_is_more_than_colour() -> None:
    for level in range(1, NUM_LEVELS + 1):
        assert " solid " in notebook_style(level)
        assert " dashed " in notebook_style(-level)


def test_nearest_of_256() -> None:
    assert nearest_of_256("#ff0000") == 196
    assert nearest_of_256("#ffffff") == 231
    assert nearest_of_256("#080808") == 232
