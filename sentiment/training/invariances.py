"""Changes of a text under which its label stays: names, places, handles, typos, case, punctuation.

No change touches a word that turns or weighs what is said ("not", "hardly", "but"): see `PROTECTED`.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np

from sentiment.training.generated.grammar import pick, with_articles
from sentiment.training.names import CITIES, COUNTRIES, IDENTITIES, LAST, MEN, PEOPLE, WOMEN, person

PROTECTED = frozenset(
    "not no never none nobody nothing nowhere neither nor cannot hardly scarcely barely rarely seldom without lack "
    "but however although though despite except unless yet still while whereas instead too enough less least few "
    "little only if than until far anything".split()
)
"""Words that every change leaves in place; so are contractions with "n't", up to their apostrophe and case."""

Change = Callable[[str, np.random.Generator], str]

# URLs, handles, hashtags, entities and tags stay whole.
_WHOLE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|&#?\w+;|<[^<>\s][^<>]*>")
_NEGATED = re.compile(r"\w+n['’]?t\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?]) +")


def _outside(change: Callable[[str], str], text: str) -> str:
    """Change what is not a URL, handle, hashtag, entity or tag."""
    parts, end = [], 0
    for found in _WHOLE.finditer(text):
        parts += [change(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*parts, change(text[end:])])


def _index(number: int, random: np.random.Generator) -> int:
    return int(random.random() * number)


def _insert(piece: str, text: str, random: np.random.Generator) -> str:
    """Put a piece before, after or between the sentences of a text."""
    gaps = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    at = pick(gaps, random)
    if at == len(text):
        return f"{text} {piece}"
    return f"{text[:at]}{piece} {text[at:]}"


# What is put in

_HOSTS = ("example.com", "www.example.org", "example.net", "pic.example.com", "go.example.org", "short.example")
_PATH = "bcdfghjkmpqrstvwxz23456789"  # no vowels: no words
_HANDLES = ("jm", "news", "travel", "photo", "daily", "team", "the_real", "city", "mister", "studio", "radio", "hq")
_HASHTAGS = (
    "monday tuesday friday weekend today summer winter spring autumn photo video news travel review reviews opinion "
    "nowplaying throwback family work home tech movies books music food london nyc 2019 2024 update life daily"
).split()


def url(text: str, random: np.random.Generator) -> str:
    """Put in a URL."""
    path = "".join(pick(_PATH, random) for _ in range(4 + _index(7, random)))
    return _insert(f"{pick(('https://', 'http://'), random)}{pick(_HOSTS, random)}/{path}", text, random)


def handle(text: str, random: np.random.Generator) -> str:
    """Put in the handle of somebody."""
    first = pick(pick((WOMEN, MEN, LAST, _HANDLES), random), random).lower().replace("'", "")
    return _insert(f"@{first}{pick(('', '_', ''), random)}{_index(1000, random)}", text, random)


def hashtag(text: str, random: np.random.Generator) -> str:
    """Put in a hashtag that says nothing."""
    return _insert(f"#{pick(_HASHTAGS, random)}", text, random)


# Who and where

_KNOWN_WOMEN, _KNOWN_MEN = frozenset(WOMEN), frozenset(MEN)
_FIRST = re.compile(rf"\b(?:{'|'.join(map(re.escape, (*WOMEN, *MEN)))})\b")
_AFTER_FIRST = re.compile(rf"\b({'|'.join(map(re.escape, (*WOMEN, *MEN)))}) ({'|'.join(map(re.escape, LAST))})\b")


def _same_everywhere(pattern: re.Pattern[str], other: Callable[[str], str], text: str) -> str:
    """Replace what a pattern finds, the same by the same."""
    chosen: dict[str, str] = {}

    def replaced(found: re.Match[str]) -> str:
        if found[0] not in chosen:
            chosen[found[0]] = other(found[0])
        return chosen[found[0]]

    return _outside(lambda part: pattern.sub(replaced, part), text)


def name(text: str, random: np.random.Generator) -> str:
    """Call the persons named something else."""

    def last(found: re.Match[str]) -> str:
        return f"{found[1]} {pick(LAST, random)}"

    text = _outside(lambda part: _AFTER_FIRST.sub(last, part), text)
    return _same_everywhere(_FIRST, lambda known: pick(WOMEN if known in _KNOWN_WOMEN else MEN, random), text)


def _one_of(options: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(options, key=len, reverse=True)))})\b")


_CITY, _COUNTRY = _one_of(CITIES), _one_of(COUNTRIES)


def place(text: str, random: np.random.Generator) -> str:
    """Name other cities and countries."""
    text = _same_everywhere(_CITY, lambda _: pick(CITIES, random), text)
    return _same_everywhere(_COUNTRY, lambda _: pick(COUNTRIES, random), text)


_YEAR = re.compile(r"(?<![\w$€£./-])(?:19[5-9]\d|20[0-2]\d)(?![\w/%]|[.,-]\d)")
_AMOUNT = re.compile(
    r"(?<![\w.,:/-])(?:(?P<money>[$€£])(?P<paid>\d{1,6})(?![\w%/]|[.,:-]\d)|(?P<number>\d{1,4})(?=(?: |-)"
    r"(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?|miles|pages|dollars|euros|pounds|people|guests|rooms|"
    r"inches|feet|episodes|levels|employees|gigabytes|degrees)\b))"
)


def number(text: str, random: np.random.Generator) -> str:
    """Change years, and amounts a little; ratings stay."""

    def year(found: re.Match[str]) -> str:
        return str(min(2029, int(found[0]) + pick((-3, -2, -1, 1, 2, 3), random)))

    def amount(found: re.Match[str]) -> str:
        value = int(found["paid"] or found["number"])
        if value < 3:
            return found[0]
        change = 1 + _index(max(1, value // 6), random)
        return f"{found['money'] or ''}{value + pick((-change, change), random)}"

    return _outside(lambda part: _AMOUNT.sub(amount, _YEAR.sub(year, part)), text)


_TERMS = {term: kind for kind, terms in IDENTITIES.items() for term in terms if not term.startswith("~")}
_NOUN = rf"(?P<noun>{'|'.join(sorted(PEOPLE, key=len, reverse=True))})"
_DETERMINED = re.compile(rf"\b(?P<before>[Aa]n?|[Tt]he|[Mm]y|[Oo]ur|[Tt]his|[Tt]hat) {_NOUN}\b(?!['’-])")
_NAMED = re.compile(
    rf"\b(?P<term>{'|'.join(sorted(map(re.escape, _TERMS), key=len, reverse=True))}) {_NOUN}\b(?!['’-])"
)
_WOMEN_ONLY, _MEN_ONLY = frozenset({"lesbian", "female"}), frozenset({"Latino", "male"})
_NEITHER = frozenset({"nonbinary", "genderqueer"})
_WOMEN_NOUNS = frozenset({"woman", "lady", "girl"})
_MEN_NOUNS = frozenset({"man", "guy", "boy", "salesman", "landlord"})


def _term(kind: str, noun: str, random: np.random.Generator) -> str:
    while True:
        term = pick(IDENTITIES[kind], random)
        if not (
            " in h" in term
            or (term in _WOMEN_ONLY and noun in _MEN_NOUNS)
            or (term in _MEN_ONLY and noun in _WOMEN_NOUNS)
            or (term in _NEITHER and noun in _WOMEN_NOUNS | _MEN_NOUNS)
        ):
            return term


_KINDS = tuple(IDENTITIES)


def identity(text: str, random: np.random.Generator) -> str:
    """Say of a person what nationality, religion, age ... they have, or another where that is said."""

    def other(found: re.Match[str]) -> str:
        kind = _TERMS[found["term"]] if random.random() < 0.5 else pick(_KINDS, random)
        return person(_term(kind, found["noun"], random), found["noun"])

    def added(found: re.Match[str]) -> str:
        before = found["before"]
        article = {"an": "a", "An": "A"}.get(before, before)
        return f"{article} {person(_term(pick(_KINDS, random), found['noun'], random), found['noun'])}"

    def change(part: str) -> str:
        swapped = _NAMED.sub(other, part)
        if swapped == part:
            swapped = _DETERMINED.sub(added, part, count=1)
        if swapped == part:
            return part
        return with_articles(re.sub(r"\b([Aa])n (?=[^\WaeiouAEIOU]|[Uu]ni|[Ee]u|Uk)", r"\1 ", swapped))

    return _outside(change, text)


_GENDERED = re.compile(
    r"\b(?:wife|husband|mother|father|mom|dad|sister|brother|daughter|son|aunt|uncle|girlfriend|boyfriend|actress|"
    r"waitress|hostess|lady|woman|man|girl|boy|guy|grandmother|grandfather|heroine|hero|king|queen|mr|mrs|ms|sir|"
    r"madam|women|men|girls|boys|ladies|guys|gentlemen|niece|nephew|male|female|\w+woman|\w+man)\b",
    re.IGNORECASE,
)
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_TO_SHE = {"he": "she", "him": "her", "himself": "herself"}
_TO_HE = {"she": "he", "hers": "his", "herself": "himself"}
_OWNS = re.compile(
    r" (?!(?:to|and|or|in|at|for|with|on|but|as|a|an|the|so|again|when|because|is|was|if|very|who|that|from|by|about|"
    r"up|out|off|down|over|not|never|after|before|yesterday|today|once|twice|all|any|every|since|until|anymore|really|"
    r"too|more|back|away|here|there|now|then|enough|i|we|you|it)\b)[a-z]"
)


def pronoun(text: str, random: np.random.Generator) -> str:
    """Make him her or her him, where the text says nothing else of the gender."""
    del random
    if _GENDERED.search(text) or _FIRST.search(text) or bool(_HE.search(text)) == bool(_SHE.search(text)):
        return text

    def cased(word: str, like: str) -> str:
        return word.upper() if like.isupper() and len(like) > 1 else word.capitalize() if like[0].isupper() else word

    def change(part: str) -> str:
        def she(found: re.Match[str]) -> str:
            word = found[0].lower()
            if word == "his":
                return cased("her" if re.match(r" \w", part[found.end() :]) else "hers", found[0])
            return cased(_TO_SHE[word], found[0])

        def he(found: re.Match[str]) -> str:
            word = found[0].lower()
            if word == "her":
                return cased("his" if _OWNS.match(part[found.end() :].lower()) else "him", found[0])
            return cased(_TO_HE[word], found[0])

        return _HE.sub(she, part) if _HE.search(part) else _SHE.sub(he, part)

    return _outside(change, text)


# How it is typed

_LONG_WORD = re.compile(r"(?<![\w'’.-])[A-Za-z]{5,}(?![\w'’&-]|\.\w)")


def _is_protected(word: str) -> bool:
    return word.lower() in PROTECTED or _NEGATED.fullmatch(word) is not None


def _mistyped(word: str, random: np.random.Generator) -> str:
    at = 1 + _index(len(word) - 2, random)
    way = _index(3, random)
    if way == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if way == 1:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at] + word[at:]


def typo(text: str, random: np.random.Generator) -> str:
    """Swap, drop or double a letter in one or two longer words."""
    whole = [(found.start(), found.end()) for found in _WHOLE.finditer(text)]
    words = [
        found
        for found in _LONG_WORD.finditer(text)
        if not _is_protected(found[0]) and not any(start <= found.start() < end for start, end in whole)
    ]
    chosen = {_index(len(words), random) for _ in range(1 + _index(2, random))} if words else set()
    for index in sorted(chosen, reverse=True):  # from the end, so that places stay
        found = words[index]
        wrong = _mistyped(found[0], random)
        if not _is_protected(wrong):
            text = text[: found.start()] + wrong + text[found.end() :]
    return text


def lower_case(text: str, random: np.random.Generator) -> str:
    """Write everything small."""
    del random
    return _outside(str.lower, text)


def upper_case(text: str, random: np.random.Generator) -> str:
    """SHOUT."""
    del random
    return _outside(str.upper, text)


_BEGINNING = re.compile(r"((?:^|[.!?]\s+)[\"'( ]*)(?!https?://|www\.)([a-z])")


def sentence_case(text: str, random: np.random.Generator) -> str:
    """Begin sentences, and only these, with capital letters."""
    del random
    small = _outside(lambda part: re.sub(r"\bi\b(?!\.)", "I", part.lower()), text)
    return _BEGINNING.sub(lambda found: found[1] + found[2].upper(), small)


_DROPPED = re.compile(
    r"\b(\w+n)['’](t)\b|\b(it|that|what|there|who)['’](s)\b|\b(I)['’](m)\b|\b(you|they)['’](re)\b|\b(I|you|they|we)['’](ve)\b",
    re.IGNORECASE,
)


def no_apostrophes(text: str, random: np.random.Generator) -> str:
    """Write contractions as "dont" and "its"."""
    del random
    return _DROPPED.sub(lambda found: "".join(group for group in found.groups() if group), text)


def curly_apostrophes(text: str, random: np.random.Generator) -> str:
    """Write apostrophes as word processors do."""
    del random
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


_FINAL = re.compile(r"(?<=[A-Za-z0-9])[.!]*\s*$")


def final_punctuation(text: str, random: np.random.Generator) -> str:
    """End a text with nothing, "!!!", "..." and the like."""
    if not (found := _FINAL.search(text)) or _WHOLE.search(text, max(0, len(text) - 80)):
        return text
    now = found[0].strip()
    return text[: found.start()] + pick([end for end in ("", ".", "..", "...", "!", "!!", "!!!") if end != now], random)


def spaces(text: str, random: np.random.Generator) -> str:
    """Double spaces, and put some around the text."""
    gaps = [found.start() for found in re.finditer(r"(?<=\S) (?=\S)", text) if not _inside(found.start(), text)]
    for at in sorted({pick(gaps, random) for _ in range(1 + _index(3, random))} if gaps else set(), reverse=True):
        text = text[:at] + pick(("  ", "   "), random) + text[at + 1 :]
    return pick(("", " "), random) + text + pick(("", " ", "\n"), random)


def _inside(at: int, text: str) -> bool:
    return any(found.start() <= at < found.end() for found in _WHOLE.finditer(text))


def line_breaks(text: str, random: np.random.Generator) -> str:
    """Break lines between sentences, as in a file or as in HTML."""
    brk = pick(("\n", "\n\n", "<br />", "<br /><br />", " <br> "), random)
    if _SENTENCE_END.search(text):
        return _SENTENCE_END.sub(lambda _: brk, text)
    return text + brk


_ENTITIES = {"'": ("&#39;", "&#x27;", "&apos;"), '"': ("&quot;", "&#34;"), "&": ("&amp;",), "’": ("&rsquo;", "&#8217;")}


def entities(text: str, random: np.random.Generator) -> str:
    """Write quotes and ampersands as HTML does."""
    chosen = {character: pick(names, random) for character, names in _ENTITIES.items()}
    return _outside(lambda part: "".join(chosen.get(character, character) for character in part), text)


_EMPHATIC = re.compile(
    r"\b(?:so|very|really|good|great|love|loved|nice|bad|hate|hated|awful|amazing|awesome|terrible|horrible|cool|boring|"
    r"yes|please|perfect|sweet|cute|best|worst|wow|beautiful|fun|super|ugly)\b",
    re.IGNORECASE,
)


def elongation(text: str, random: np.random.Generator) -> str:
    """Drag a vowel of one emphatic word: "sooo good"."""
    found = [found for found in _EMPHATIC.finditer(text) if not _inside(found.start(), text)]
    if not found:
        return text
    word = pick(found, random)
    vowels = [word.start() + index for index, letter in enumerate(word[0]) if letter.lower() in "aeiou"]
    at = vowels[-1] if word[0].lower() in ("so", "good", "wow") else pick(vowels, random)
    return text[:at] + text[at] * (3 + _index(3, random)) + text[at + 1 :]


CHANGES: dict[str, Change] = {
    "url": url,
    "handle": handle,
    "hashtag": hashtag,
    "name": name,
    "place": place,
    "number": number,
    "identity": identity,
    "pronoun": pronoun,
    "typo": typo,
    "lower case": lower_case,
    "upper case": upper_case,
    "sentence case": sentence_case,
    "no apostrophes": no_apostrophes,
    "curly apostrophes": curly_apostrophes,
    "final punctuation": final_punctuation,
    "spaces": spaces,
    "line breaks": line_breaks,
    "entities": entities,
    "elongation": elongation,
}
"""Every change by its name."""

_MOST_CHANGES = 3


def vary(text: str, random: np.random.Generator, *, changes: Sequence[str] = tuple(CHANGES)) -> str:
    """Return a text with one to three random changes under which its label stays.

    Changes that find nothing to change are passed over; where none finds anything the text comes back as it is.

    Args:
        text: What to change.
        random: Draws the changes.
        changes: Names from `CHANGES` to draw from.

    Raises:
        ValueError: A name is not in `CHANGES`.
    """
    if unknown := [known for known in changes if known not in CHANGES]:
        raise ValueError(f"changes must be among {', '.join(CHANGES)}; got {', '.join(unknown)}")
    if not text.strip():
        return text
    left = 1 + _index(_MOST_CHANGES, random)
    for index in random.permutation(len(changes)):
        changed = CHANGES[changes[index]](text, random)
        if changed != text:
            text, left = changed, left - 1
        if not left:
            break
    return text
