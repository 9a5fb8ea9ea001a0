"""Texts that are hard to cut: by hand, and by hypothesis."""

from hypothesis import strategies as st

HOSTILE = (
    "A superb film, and not a dull minute in it.",
    "don't don\u2019t don`t 'don't' ''tis rock'n'roll o'clock Zyzxqv's",
    "<br />a<br/>b<BR>c<br / >d<br<br />e < br>f<b>g</b>",
    "one\r\ntwo\rthree\n\nfour\x85five\u2028six\x0b\x0cseven",
    "cafe\u0301 !\u0301 <\u0338br /> e\u0301\u0323\u0307 \u0301 \u0301start",
    "a\x00b \x01\x1f\x7f c",
    "lone \ud83d and \ude00 and \ud83d\ude00 surrogates\udfff",
    "zero\u200bwidth\ufeff joi\u200dner soft\u00adhyphen \u200b \u2060",
    "\u202eevil\u202c \u2066iso\u2069 \u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd \u0633\u064e\u0644\u0627\u0645",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f\U0001f3f3\ufe0f\u200d\U0001f308",
    "\U0001f1e9\U0001f1ea \U0001f44d\U0001f3fd",
    "\u00bd \u2122 \ufb01lm \ufdfa \u2460 ẞ ß İstanbul Σίσυφος",
    "映画はとても良い\u3002 좋은 영화 ภาพยนตร\u0e4c",
    "[PAD] [UNK] ##ing &amp; &lt;br&gt; <script>alert('x')</script>",
    "a" * 200 + " " + "é" * 200 + " " + "x'" * 60 + "'" * 50,
    "\u00a0\u3000a\u00a0b\u3000c\u2009d",
    "Mr. J.R.R. Tolkien... e.g. \u201cthis!\u201d (No.) No. 5?! \u2026 etc.",
    "\U000e0041\uffff\U0010ffff\ue000 x",
)

_PIECES = (
    "superb awful film Kubrick zyzxqv I a 1980s 10 Été naïve фильм 映画 "
    "don't it's ' ` \u2019 \u2018 '' < > <br <br /> <br/> <BR> <Br > <b> / ! . ... \u2026 ? , - ( ) \" & # ## _ [UNK] "
    "\u0301 \u0323 \u0338 \u05b0 \u093c \u200d \u200b \u00ad \ufe0f \ufeff \u202e \u00b4 \u00bd \u2122 \ufb01 İ ς ß "
    "\U0001f600 \U0001f44d\U0001f3fd \ud83d \udfff \x00 \x7f \x9f \u00a0 \u3000 \u2028"
).split(" ")
_SPACES = (" ", "  ", "\t", "\n", "\r\n", "\x0b", "\u2009")

any_text = st.one_of(
    st.lists(st.sampled_from((*_PIECES, *_SPACES, " ", " ")), max_size=25).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.characters(exclude_categories=())), max_size=20).map("".join),
)
"""Any `str`, most of it words, marks and breaks side by side."""

SCRIPTS = (
    "映画はとても良くて、がっかりしなかった\u3002",
    "这本书的内容很不错，但是印刷太差\uff01",
    "영화가 정말 재미있어요",
    "หนังไม่ดีเลย อาหารอร่อยมากๆ น้ำเย็น",
    "ອາຫານແຊບຫຼາຍ ບໍ່ດີ",
    "ភាពយន្តនេះល្អណាស់។",
    "ဒီဇာတ်ကား အရမ်းကောင်းတယ်။ သင်္ဘော",
    "བརྙན་འཕྲིན་ཡག་པོ།",
    "अच्छी फ़िल्म। बहुत अंतर्राष्ट्रीय",
    "هذا رائع، جَمِيلٌ جـــداً؟",
)
"""Sentences of ten scripts."""
_WORDS = (
    "año está niño phim không hay dở được хороший ёлка п'ять Ελλάδα İyi ŞIK Straße "
    "映画 がっかり ﾃﾞｽ 这本书 很不错 영화가 좋아요ㅋㅋ ไม่ดี อร่อยมากๆ น้ำ เเย่ ດີຫຼາຍ ល្អណាស់ សង្ឃ ကောင်း သင်္ဘော ꦲꦏ꧀ꦱꦫ བོད་ཡིག "
    "अच्छी फ़िल्म ভালো நல்ல جَمِيلٌ جـــداً لأن מְעוּלָּה ጥሩ፡ኖ კარგი \u0301 \u0e31 \u0e40 \u0e32 \u1039 \u17d2 \u3099 \u0654 \u094d "
    "\u3002 \u060c \u061f \u0964 \u104b \u17d4 \xb4 ' - ! < = <br /> good"
).split(" ")
any_script = st.one_of(
    any_text,
    st.lists(st.sampled_from((*_WORDS, " ", " ")), max_size=20).map("".join),
    st.lists(st.sampled_from(" '".join((*_WORDS, *SCRIPTS))), max_size=40).map("".join),
)
"""Text of many scripts: its words, with and without spaces between them, and its letters and marks in any order."""
