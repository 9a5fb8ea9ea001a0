import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import numpy as np
import pytest

from sentiment.errors import MissingExtraError, OutputError
from sentiment.picture import highlighted_text
from sentiment.plots import save
from sentiment.prediction import Prediction
from sentiment.report.colours import LIGHT, NUM_LEVELS, shade, shades

if TYPE_CHECKING:
    from matplotlib.figure import Figure

pytest.importorskip("matplotlib")

REVIEW = "A thin plot.<br /><br />But superb leads, and superb music."
HOSTILE = (
    "<script>alert(1)</script> --> ]]> $x^2$ $ _a_ \U0001f3ac \u6620\u753b & \x1b[31m\x00 \u202e \ud800 e\u0301 "
    + "waste" * 100
    + " \u0301" * 50
    + "\u0301" * 500
    + "\n\n\n \u0634\u0643\u0631\u0627"
)


def predict(text: str, *, strongest: float = 1.0) -> Prediction:
    """A prediction with made-up weights, one token for each stretch without spaces, from negative to positive."""
    starts = [
        index for index, character in enumerate(text) if character != " " and (not index or text[index - 1] == " ")
    ]
    offsets = [(start, len(text[start:].split(" ", 1)[0]) + start) for start in starts]
    contribution = np.linspace(-strongest, strongest, len(offsets), dtype=np.float32)
    attention = np.full(len(offsets), 1 / len(offsets), np.float32)
    size = len(offsets)
    return Prediction(text, "positive", 0.9, 1.0, 0.1, size, size, offsets, attention, contribution)


def texts_of(figure: "Figure") -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_words_have_the_colours_of_the_page_and_lines_by_their_sign() -> None:
    figure = highlighted_text(predict("awful dull film superb"))
    [axes] = figure.axes
    from matplotlib.colors import to_hex

    painted = [to_hex(patch.get_facecolor()) for patch in axes.patches]
    assert painted[:4] == [shade(level, LIGHT) for level in (-6, -2, 2, 6)]
    assert set(painted[4:]) == {colour for name, colour in shades(LIGHT).items() if name[0] != "a"}
    dashed = [line.get_linestyle() == "--" for line in axes.lines]
    assert dashed == [True, True, False, False] + [True] * NUM_LEVELS + [False] * NUM_LEVELS


def test_a_text_written_from_the_right_begins_there() -> None:
    text = "\u05d4\u05e1\u05e8\u05d8 \u05d4\u05d9\u05d4 good and bad"
    texts = {text.get_text(): text.get_position()[0] for text in highlighted_text(predict(text)).axes[0].texts}
    first, second, *others = text.split()
    assert sorted(text.split(), key=texts.__getitem__) == [*others, second, first]


def test_the_answer_is_there() -> None:
    prediction = predict(REVIEW)
    shown = " ".join(texts_of(highlighted_text(prediction, labels=("bad", "good"))))
    for words in ("positive probability of good: 90.0%", "superb", "toward bad", "toward good;", "log-odds", "context"):
        assert words in shown


@pytest.mark.parametrize("width", [2.5, 3.3, 6.5, 20.0])
@pytest.mark.parametrize("text", [REVIEW, HOSTILE, "superb awful " * 60], ids=["short", "hostile", "long"])
def test_everything_lies_on_the_paper(text: str, width: float) -> None:
    figure = highlighted_text(predict(text), width=width)
    [axes] = figure.axes
    left, right = axes.get_xlim()
    bottom, top = axes.get_ylim()
    assert figure.get_size_inches()[0] == pytest.approx(width)
    assert left < 0
    for text_artist in axes.texts:
        x, y = text_artist.get_position()
        assert 0 <= x <= right
        assert top < y < bottom
    for patch in axes.patches:
        assert patch.get_x() + patch.get_width() <= right  # type: ignore[attr-defined]


def test_runs_of_a_line_do_not_overlap() -> None:
    figure = highlighted_text(predict("superb " * 30 + HOSTILE))
    [axes] = figure.axes
    rows: dict[float, list[tuple[float, float]]] = {}
    for patch in axes.patches:
        rows.setdefault(patch.get_y(), []).append((patch.get_x(), patch.get_x() + patch.get_width()))  # type: ignore[attr-defined]
    assert len(rows) > 3
    for runs in rows.values():
        assert all(end <= start + 1e-6 for (_, end), (start, _) in pairwise(runs))


def test_no_letter_is_lost_but_in_a_text_that_is_cut() -> None:
    text = "superb awful " * 60 + "waste" * 60
    shown = "".join(texts_of(highlighted_text(predict(text)))).replace(" ", "")
    assert text.replace(" ", "") in shown
    long = " ".join(texts_of(highlighted_text(predict("superb awful " * 3000))))
    assert "the first" in long
    assert "% of the text is shown" in long
    assert long.count("superb") < 600


def test_the_height_is_bounded() -> None:
    heights = {highlighted_text(predict("superb awful " * number)).get_size_inches()[1] for number in (2000, 4000)}
    assert len(heights) == 1
    assert heights.pop() < 14


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_hostile_text_is_drawn_and_cannot_act(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"text.{ending}"
    save(highlighted_text(predict(HOSTILE), labels=("<b>$bad$", "--> good")), path)
    if ending == "png":
        assert path.read_bytes().startswith(b"\x89PNG")
        return
    root = ElementTree.parse(path).getroot()
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert not {"script", "image", "foreignObject", "a", "iframe"} & tags
    names = {name.split("}")[-1] for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on")]
    links = [value for element in root.iter() for name, value in element.attrib.items() if name.endswith("}href")]
    assert all(link.startswith("#") for link in links)


def test_the_same_text_is_the_same_file(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save(highlighted_text(predict(REVIEW)), tmp_path / f"{name}.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


@pytest.mark.parametrize("width", [0.0, 2.0, 21.0, float("nan")])
def test_a_width_that_makes_no_picture_is_refused(width: float) -> None:
    with pytest.raises(OutputError, match=r"give a width from 2\.5 to 20 inches"):
        highlighted_text(predict(REVIEW), width=width)


def test_without_matplotlib_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r"pip install -c constraints.txt '\.\[train\]'"):
        highlighted_text(predict(REVIEW))


def test_the_module_itself_does_not_import_matplotlib() -> None:
    code = "import sys, sentiment.picture; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
