"""Text as people write it becomes plain words, and each character knows where it comes from."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sentiment.normalization import CHUNK, normalize, normalize_chunk, whole_words
from tests.small_tokenizer import VOCABULARY
from tests.texts import HOSTILE, any_script

RANKS = whole_words({piece: rank for rank, piece in enumerate(dict.fromkeys(VOCABULARY))})
RANKS["soo"] = RANKS["so"] * 20  # known, but rare


def plain(text: str) -> str:
    """The text in plain words, with single spaces."""
    return " ".join("".join(normalize_chunk(chunk, RANKS) for chunk in CHUNK.findall(text)).split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # URLs and e-mail addresses
        ("see http://imdb.com/title/tt01?x=1.", "see urltoken."),
        ("(https://a.b/c_(d)), www.foo.org!", "(urltoken), urltoken!"),
        ("HTTP://A.B imdb.com IMDB.COM/x, amazon.co.uk bit.ly/3Ax", "urltoken urltoken urltoken, urltoken urltoken"),
        ("me@x.co.uk, j.r-r+x@mail.example.org", "urltoken, urltoken"),
        ("It was good.The end good.it show.me to.be", "It was good.The end good.it show.me to.be"),
        ("etc.com.", "urltoken."),
        ("e.g. i.e. U.S. 3.50 a.m.", "e.g. i.e. U.S. 3.50 a.m."),
        ("awww.that and/or http:// x", "aww.that and/or http:// x"),
        # handles and hashtags
        ("@some_user: hi, f@ck @ home", "usertoken: hi, f@ck @ home"),
        ("#notgood #WorstMovieEver #worst_movie_ever", "not good Worst Movie Ever worst movie ever"),
        ("#ilovethis #iii #2good #zyzxqv #GOOD", "i love this iii 2 good zyzxqv GOOD"),
        ("#1 a#b # x", "#1 a#b # x"),
        # entities
        ("&quot;good&quot; don&#39;t don&#x27;t R&amp;B &amp;#39;s", "\"good\" don't don't R&B 's"),
        ("caf&eacute;&nbsp;film &lt;3", "caf\xe9 film love"),
        ("&foo; &; AT&T a &amp b &#0; &notit;", "&foo; &; AT&T a & b \ufffd &notit;"),
        # emoji and emoticons
        ("\U0001f60d\U0001f621", "smiling heart eyes angry red"),
        ("\u2764\ufe0f \u263a\ufe0f \U0001f44d\U0001f3fd", "love heart smiling thumbs up"),
        ("\U0001f602" * 7, "tears of joy tears of joy"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea 1\ufe0f\u20e3", "man woman girl flag 1"),
        ("good\U0001f525film", "good fire film"),
        (":) :-) =) ;) :D :( :-( :'( <3 :/ D:", "smile smile smile wink laugh frown frown cry love skeptical dismay"),
        ("XD great:)", "laugh greatsmile"),
        (
            "10:30 a:b (2003): 5 <3.5 http://x Genre:Drama x=3 D: a",
            "10:30 a:b (2003): 5 <3.5 urltoken Genre:Drama x=3 D: a",
        ),
        # typography
        ("\u201cgood\u201d \u2018film\u2019 it\u2019s it\xb4s it`s", "\"good\" 'film' it's it's it's"),
        ("a\u2014b \u2013 \x96 \u2212 well\u2010made end\u2026 \u2033", 'a-b - - - well-made end... "'),
        # contractions
        ("I dont, isnt DONT Im youre thats ive", "I don't, isn't DON'T I'm you're that's i've"),
        ("were well its lets id ill cant'", "were well its lets id ill can't'"),
        # elongations
        ("sooo goooood NOOOO coool yesss waaaay", "so good no cool yes way"),
        ("zzzzork hahahaaaa III www", "zzork hahahaa III ww"),
        ("tooo", "too"),
        ("good!!!!!! what??? no..... --------- ?!?!?!", "good!!! what??? no... --- ?!?!?!"),
        ("****/5 ***** **********/10 ***********", "****/5 ***** **********/10 ***"),
        # line breaks
        ("a<br />b<BR>c<br/>", "abc"),
        ("good film, it's 10/10.", "good film, it's 10/10."),
    ],
)
def test_plain_words(text: str, words: str) -> None:
    assert plain(text) == words


@pytest.mark.hostile
@given(any_script)
@example(" ".join(HOSTILE))
@example("&#0;&#xd800;&amp;amp;amp;amp;")
@example("#\xe9 #_a #a_ #aB1\u4e2d")
def test_each_character_comes_from_its_chunk(text: str) -> None:
    chunks = CHUNK.findall(text)
    assert "".join(chunks) == text
    for chunk in chunks:
        normalized = normalize(chunk, RANKS)
        assert normalize_chunk(chunk, RANKS) == normalized.text
        assert len(normalized.text) == len(normalized.spans)
        assert all(0 <= start < end <= len(chunk) for start, end in normalized.spans)
        for (start, end), (following, last) in pairwise(normalized.spans):
            assert start <= following
            assert end <= last
        for character, (start, end) in zip(normalized.text, normalized.spans, strict=True):
            if end - start == 1 and character.isalnum() and chunk[start].isascii():
                assert character.lower() == chunk[start].lower()


@given(st.lists(st.sampled_from(["good", "dont", "sooo", "#notgood", "@me", "imdb.com", "\U0001f621"]), min_size=1))
def test_words_apart_do_not_change_each_other(words: list[str]) -> None:
    assert plain(" ".join(words)) == " ".join(map(plain, words))


@pytest.mark.parametrize(
    "unit",
    [*"&#@.<:a1'\u2026\u4e2d\u0e01\u0301\U0001f621", "&amp;", "a.", "a-", "a@", "www.", "http://", "#a", "@a", "&#",
     "D: ", "\u200d\U0001f621", "\U0001f1e9", "aaab", ":)", "a\U0001f3fb", "amp;", "<br", "x&amp;", "\ud83d", "aab.c/"],
)  # fmt: skip
def test_no_text_takes_long(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    start = time.process_time()
    for chunk in CHUNK.findall(text):
        normalize(chunk, RANKS)
    assert time.process_time() - start < 4
