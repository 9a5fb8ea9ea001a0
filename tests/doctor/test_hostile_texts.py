"""Texts made to be slow to search: each check takes time in proportion to their length."""

import pytest

from sentiment.doctor.addresses import find_addresses, without_addresses
from sentiment.doctor.language import find_language
from sentiment.doctor.markup import find_markup
from sentiment.doctor.mojibake import find_mojibake
from tests.doctor.corpora import made

PARTS = ["[b=", "<p ", "a", "a.", "a-", "@", "RT ", "&#", "&a", "u/", "/u", "http://", "Ã", "â€", "ß¿", "www.", "@a."]


@pytest.mark.hostile
@pytest.mark.timeout(60)
@pytest.mark.parametrize("part", PARTS)
def test_a_long_text_takes_seconds_at_most(part: str) -> None:
    text = "@ // " + part * (500_000 // len(part))
    examples = made([text], [0])
    without_addresses(text)
    for find in (find_addresses, find_language, find_markup, find_mojibake):
        list(find(examples))
