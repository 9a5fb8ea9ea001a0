"""Wrongly decoded characters are found, and rightly decoded ones are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.doctor.mojibake import find_mojibake, first_mojibake
from tests.doctor.corpora import changed, made, reviews

RIGHT = [
    "I didn’t like it — at all… “Great”, they said. 5 € for 30 °C, ½ price, Ångström & naïve café.",
    "É a pior! NÃO É BOM. IRMÃ. “Voilà…” « café » Ça va. JÖRG: „Ö“ – ÜBER…",
    "Фильм отличный, но конец слабый.",
    "とても面白い映画でした。",
    "很好看😀👍🏽",
    "Việt Nam, Škoda, Łódź, ελληνικά, עברית, العربية",
]
WRONG = [
    *("donâ€™t", "cafÃ©", "â€œGreatâ€\x9d", "Â£5", "ðŸ˜€", "ï»¿text", "Ð¤Ð¸Ð»ÑŒÐ¼"),
    *("don‚Äôt", "caf√©", "don�t", "itâ\x80\x99s"),
]


@pytest.mark.parametrize("text", WRONG)
def test_it_is_found(text: str) -> None:
    assert first_mojibake(f"It is good, {text} and so on.") is not None


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not(text: str) -> None:
    assert first_mojibake(text) is None


@pytest.mark.parametrize("text", RIGHT)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_what_is_right_is_found_after_a_wrong_decoding(text: str, encoding: str) -> None:
    wrong = "".join(
        bytes([byte]).decode(encoding) if encoding == "latin-1" or byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte)
        for byte in text.encode()
    )
    assert first_mojibake(wrong) is not None


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_ascii_is_never_wrong(text: str) -> None:
    assert first_mojibake(text) is None


def test_the_rows_are_named_with_the_place() -> None:
    honest = reviews(100)
    long = "word " * 40 + "but I donâ€™t know"
    [finding] = find_mojibake(changed(honest, row_7=long, row_9="a cafÃ© in it"))
    assert finding.severity == "warning"
    assert finding.rows == (7, 9)
    assert finding.counts == {"num_texts": 2, "share": 0.02}
    assert [case.remark for case in finding.cases] == ["â€™", "Ã©"]
    assert "donâ€™t know" in finding.cases[0].texts[0]
    assert "UTF-8" in finding.advice
    assert list(find_mojibake(honest)) == []
    assert list(find_mojibake(made([], []))) == []
