"""From templates and words to sentences.

A template is text with choices, `(a|b|)`, and slots, `{name}`. A slot ending in `+` praises, one ending in `-` blames;
a number before that, as in `{side2-}`, asks for a second, different one.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, TypeVar

from sentiment.training.generated.lexicon import AWFUL, BAD, FAIR, GOOD, GREAT, Domain, Side, lines, words
from sentiment.training.generated.templates import KINDS

Item = TypeVar("Item")


class Random(Protocol):
    """What draws: `numpy.random.Generator` or `random.Random`."""

    def random(self) -> float:
        """Return a number from 0 to 1, 1 left out."""


def pick(options: Sequence[Item], random: Random) -> Item:
    """Return one of the options, each as likely as the others."""
    return options[int(random.random() * len(options))]


# A compiled template: strings, slots and choices.
@dataclass(frozen=True, slots=True)
class _Slot:
    name: str


@dataclass(frozen=True, slots=True)
class _Choice:
    options: "tuple[_Sequence, ...]"


_Sequence = tuple[str | _Slot | _Choice, ...]

_TOKEN = re.compile(r"\{[^{}]*\}|[(|)]|[^{}(|)]+")


@cache
def _compiled(template: str) -> _Sequence:
    stack: list[list[list[str | _Slot | _Choice]]] = [[[]]]
    for token in _TOKEN.findall(template):
        if token == "(":
            stack.append([[]])
        elif token == "|":
            stack[-1].append([])
        elif token == ")":
            options = stack.pop()
            stack[-1][-1].append(_Choice(tuple(tuple(option) for option in options)))
        elif token.startswith("{"):
            stack[-1][-1].append(_Slot(token[1:-1]))
        else:
            stack[-1][-1].append(token)
    (options,) = stack
    (sequence,) = options
    return tuple(sequence)


def _number(sequence: _Sequence) -> float:
    """Estimate how many texts a template makes."""
    number = 1.0
    for part in sequence:
        if isinstance(part, _Choice):
            number *= sum(map(_number, part.options))
        elif isinstance(part, _Slot):
            number *= 12
    return number


def _parts(sequence: _Sequence, slot: Callable[[str], str], random: Random) -> Iterator[str]:
    for part in sequence:
        if isinstance(part, str):
            yield part
        elif isinstance(part, _Slot):
            yield slot(part.name)
        else:
            yield from _parts(pick(part.options, random), slot, random)


def expand(template: str, fill: Mapping[str, Callable[[], str]], random: Random) -> str:
    """Return one text of a template whose slots are filled by name."""
    return "".join(_parts(_compiled(template), lambda name: fill[name](), random))


@dataclass(frozen=True)
class Template:
    """One way to say something.

    Attributes:
        text: With choices and slots.
        probability: That the text is positive; None where its adjective decides.
        sign: 1 for praise, -1 for blame, 0 for neither.
        plural: Whether it may be about "these headphones".
        weight: How often it is drawn; more where it makes more texts.
    """

    text: str
    probability: float | None
    sign: int
    plural: bool
    weight: float


# Kinds whose verbs agree with their subjects by slots.
_PLURAL_KINDS = frozenset({"plain", "intensity", "negated"})
_SINGULAR = "#one"


@cache
def templates(kind: str, domain: Domain) -> dict[int, tuple[tuple[Template, ...], tuple[float, ...]]]:
    """Return a kind's templates that fit a domain, by sign, with their cumulated weights."""
    _, _, text = KINDS[kind]
    found: dict[int, list[Template]] = {}
    for line in text.split("\n"):
        if not (line := line.strip()):
            continue
        parts = line.split(" ")
        groups = next((part[1:].split("|") for part in parts if part.startswith("@")), None)
        singular = _SINGULAR in parts
        body = " ".join(part for part in parts[1:] if not part.startswith("@") and part != _SINGULAR)
        if groups is None:
            if "day" in domain.groups:
                continue
        elif not domain.groups.intersection([*groups]) and domain.name not in groups:
            continue
        if parts[0] == "*":
            probability = None
            sign = -1 if "-}" in body else 1
        else:
            probability = float(parts[0]) / 100
            sign = (probability > 0.5) - (probability < 0.5)
        weight = 2 + min(6.0, math.log10(_number(_compiled(body)))) / 2
        found.setdefault(sign, []).append(
            Template(body, probability, sign, kind in _PLURAL_KINDS and not singular, weight)
        )
    result = {}
    for sign, members in found.items():
        total, cumulated = 0.0, []
        for member in members:
            total += member.weight
            cumulated.append(total)
        result[sign] = (tuple(members), tuple(cumulated))
    return result


_VERY = words("very, really, so, incredibly, extremely, super, seriously, remarkably, truly")
_ABSOLUTELY_GOOD = words("absolutely, simply, truly, just, really, totally")
_ABSOLUTELY_BAD = words("absolutely, simply, truly, just, totally, utterly, completely, downright")
_SAFE = words("really, so, truly")
_PRETTY = words("pretty, quite, rather, fairly")
_A_BIT = words("a bit, a little, slightly, somewhat, kind of, sort of, a tad")
_PLAIN_GOOD = words(
    "good, great, excellent, fantastic, wonderful, amazing, superb, outstanding, terrific, impressive, nice, perfect"
)
_PLAIN_BAD = words("bad, terrible, awful, horrible, disappointing, poor, dreadful, atrocious, abysmal, lousy, mediocre")
_GREAT_WORDS = words(
    "great, excellent, amazing, fantastic, brilliant, outstanding, spectacular, exceptional, wonderful"
)
_AWFUL_WORDS = words("terrible, awful, horrible, dreadful, appalling")
_DISASTROUS_WORDS = words("terrible, awful, horrible, dreadful, appalling, disastrous, catastrophic, disgraceful")
# What cannot stand before a noun, or takes no degree.
_NOUNS = frozenset(
    words("junk, garbage, trash, rubbish, crooks, spyware, hell, heaven, pure joy, endless fun, late, gross, hopeless")
)
# What is said of things but hardly of people.
_INHUMAN = frozenset(
    words(
        "garbage, trash, rubbish, dire, third-rate, inexcusable, unacceptable, a disaster, atrocious, abysmal, "
        "underwhelming, unimpressive, flawless, poor, dreadful, stellar, magnificent, lousy"
    )
)
# What says less when it is denied: a plot that is not superb may be good.
_EXTREME = frozenset(
    words(
        "great, excellent, fantastic, wonderful, amazing, superb, outstanding, terrific, perfect, terrible, awful, "
        "horrible, dreadful, atrocious, abysmal, lousy, mediocre, stunning, gorgeous, breathtaking, magnificent, "
        "unbeatable, mouthwatering, scrumptious, heavenly, angelic, incredible, flawless, delightful, more than fair, "
        "very reasonable, strong and hot, hot and fresh, a joke, a nightmare, a disgrace, a rip-off, "
        "a letdown, disgusting, filthy, pathetic, shameful, inedible, unusable, undrinkable, nonexistent, appalling, "
        "outrageous, way too high, ridiculous, absurd, salty beyond belief, limited and old, over the top, hot, "
        "empty, gross, a nightmare, superior, magnetic, heavenly"
    )
)
_COMPARED = ("ing", "ful", "ive", "ous", "able", "ible", "ant", "ent", "ic", "al", "ive", "ished", "ative")
_UNCOMPARED = frozenset(words("original, excellent, superb, magical, noisy, incompetent, chaotic"))

_OTHERS = words(
    "my sister, my brother, my best friend, my husband, my wife, my mother, my father, my coworker, my neighbor, "
    "my boss, my roommate, my cousin, my uncle, a friend of mine, the critic in the paper, my whole family, everyone, "
    "everybody else, my daughter, my son, a colleague, my girlfriend, my boyfriend, the guy at the desk"
)
_EVERYONE = words(
    "everyone, everybody, everyone I know, the whole internet, my whole family, half the town, everybody at work"
)
_YES = words("absolutely, yes, definitely, oh yes, without a doubt, you bet, of course, yes indeed, totally")
_NO = words(
    "no, absolutely not, not at all, not in the least, nope, definitely not, certainly not, oh no, not one bit, God no"
)
_SMILES = words("😍, 😊, 👍, ❤️, 🎉, 🥰, 😀, 👏, 🔥, 💯, :), :-), :D, ;), <3, 😁, 🤩, 💕, 🙌, ^_^, =), 😂👍")
_FROWNS = words("😡, 👎, 😠, 😞, 💩, 🤬, 😢, 😒, 🙄, :(, :-(, :/, D:, >:(, 🤮, 💔, 😤, :'(, =(, 😩, 👎👎")
# What stands alone and fits anything.
_IDIOMS_GOOD = lines(
    """
    (I|) can't complain
    no complaints (here|at all|from me|)
    (I|) (couldn't|could not) be happier
    (I|) couldn't (ask|have asked) for more
    not bad at all
    no regrets
    I (wasn't|was not) disappointed
    never disappoints
    nothing to complain about
    I (wouldn't|would not) change a thing
    you can't go wrong here
    hard to beat
    second to none
    you won't be disappointed
    not too shabby
    it doesn't get better than this
    nothing could be better
    I have never been so happy
    I can't find a single fault
    far better than I feared
    """
)
_IDIOMS_BAD = lines(
    """
    could be (a lot|much|so much|) better
    nothing to write home about
    nothing special
    (it|) couldn't be worse
    never again
    not what I had hoped for
    I (was|am) (so|very|deeply|) disappointed
    always disappoints
    nothing but problems
    I would change everything
    no redeeming features
    not good at all
    I don't see the appeal
    leaves a lot to be desired
    it doesn't get worse than this
    nothing could be worse
    good for nothing
    I can't find a single good thing to say
    I (can only|could only) complain
    far worse than I feared
    """
)
_PEOPLE_PRONOUNS = {
    "councilwoman": "she",
    "midwife": "she",
    "councilman": "he",
    "brother-in-law": "he",
    "landlord": "he",
}
_RIVALS = words("the last one, the old one, the previous one, the one before, the last two, the other one")
_RIVALS_BY_GROUP = {
    "watch": words("the book, the original, the first one, the remake, the first season"),
    "read": words("the film, the first one, the author's last one, the sequel"),
    "listen": words("the debut, the last album, the early stuff, the original"),
    "goods": words(
        "my old one, the one I had before, the cheap one, the expensive one, last year's model, the previous model"
    ),
    "app": words("the old version, the previous version, the web version, the free one, what we used before"),
    "place": words("the one next door, the one downtown, the place across the street, the one we know at home"),
    "people": words("the one before, the last one, my previous one, the new one"),
    "service": words("my old one, the competition, the one I used before, their biggest rival"),
}
_ABRUPT = re.compile(r"\b(?:it|it's|It)\b")


def _plural(noun: str) -> str:
    if noun.endswith("series"):
        return noun
    if noun.startswith("pair of"):
        return "pairs" + noun[4:]
    if noun == "brother-in-law":
        return "brothers-in-law"
    if noun.endswith(("man", "woman")):
        return noun[:-2] + "en"
    if noun.endswith("landlord's office"):
        return "offices"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("midwife", "scarf")):
        return noun.rstrip("fe") + "ves"
    return noun + "s"


def _is_phrase(adjective: str) -> bool:
    return adjective.startswith(("a ", "an ", "the ", "my ", "one ", "worth ", "not ", "beyond ", "second ", "built "))


def _may_stand_before_noun(adjective: str) -> bool:
    return " " not in adjective and adjective not in _NOUNS


class Scene:
    """What one text is about; fills the slots of its templates.

    Args:
        domain: Gives the words.
        random: Draws them.
        plural: Whether the text may be about several things.
    """

    def __init__(self, domain: Domain, random: Random, *, plural: bool) -> None:
        self.domain = domain
        self.random = random
        self.people = "people" in domain.groups
        self.plural = plural and bool(domain.many) and random.random() < 0.35
        self.thing = pick(domain.many if self.plural else domain.one, random)
        if self.plural:
            self.it, self.obj, self.his = "they", "them", "their"
        elif self.people:
            self.it = _PEOPLE_PRONOUNS.get(self.thing) or pick(("she", "he"), random)
            self.obj, self.his = ("her", "her") if self.it == "she" else ("him", "his")
        else:
            self.it, self.obj, self.his = "it", "it", "its"
        past = random.random() < (0.9 if "day" in domain.groups else 0.25 if self.people else 0.5)
        self.tense = "past" if past else "present"
        self.determiner = self._determiner()
        self.probability: float | None = None
        self._used: set[str] = set()
        self._sides: list[tuple[Side, str, bool]] = []

    def _determiner(self) -> str:
        if self.plural:
            return pick(
                ("these", "those", "the", "my") if "goods" in self.domain.groups else ("these", "the"), self.random
            )
        if "politicians" in self.domain.name:
            return pick(("our", "the", "this"), self.random)
        if self.people:
            return pick(("my", "my", "our", "the", "this", "that"), self.random)
        if "goods" in self.domain.groups:
            return pick(("this", "this", "the", "my", "that"), self.random)
        if "day" in self.domain.groups:
            return pick(("this", "my", "the"), self.random)
        return pick(("this", "this", "the", "that"), self.random)

    # Choosing

    def choose(self, options: Sequence[str]) -> str:
        """Return an option that this text does not have yet, if there is one."""
        for _ in range(8):
            option = pick(options, self.random)
            if option not in self._used:
                break
        self._used.add(option)
        return option

    def _gradable(self, sign: str, *, single: bool = False) -> str:
        own, plain = (self.domain.good, GOOD) if sign == "+" else (self.domain.bad, BAD)
        for _ in range(20):
            if "day" in self.domain.groups or self.random.random() < 0.6:
                adjective = self.choose(own)
                probability = 0.93 if sign == "+" else 0.07
            else:
                adjective = self.choose(tuple(plain))
                probability = plain[adjective]
            if self._fits(adjective) and not (single and (_is_phrase(adjective) or adjective.count(" ") > 1)):
                break
        self.probability = probability
        return adjective

    def _extreme(self, sign: str, *, single: bool = False) -> str:
        own, plain = (self.domain.great, GREAT) if sign == "+" else (self.domain.awful, AWFUL)
        for _ in range(20):
            if own and ("day" in self.domain.groups or self.random.random() < 0.35):
                adjective = self.choose(own)
                probability = 0.97 if sign == "+" else 0.03
            else:
                adjective = self.choose(tuple(plain))
                probability = plain[adjective]
            if self._fits(adjective) and not (single and (_is_phrase(adjective) or " " in adjective)):
                break
        self.probability = probability
        return adjective

    def _fits(self, adjective: str) -> bool:
        if self.plural and adjective.startswith(("a ", "an ")):
            return False
        return not (self.people and adjective in _INHUMAN)

    def _adjective(self, sign: str, *, single: bool = False) -> str:
        if self.random.random() < 0.55:
            return self._gradable(sign, single=single)
        return self._extreme(sign, single=single)

    def _attribute(self, sign: str, *, gradable: bool = False) -> str:
        for _ in range(30):
            adjective = self._gradable(sign) if gradable else self._adjective(sign)
            if _may_stand_before_noun(adjective):
                return adjective
        return "good" if sign == "+" else "bad"

    def _article(self, adjective: str) -> str:
        return adjective if self.plural else f"a {adjective}"

    def _superlative(self, sign: str) -> str:
        own = self.domain.good if sign == "+" else self.domain.bad
        fitting = [word for word in own if " " not in word and word.endswith(_COMPARED) and word not in _UNCOMPARED]
        return self.choose(fitting) if fitting else ("helpful" if sign == "+" else "annoying")

    def _very(self, sign: str, *, single: bool = False) -> str:
        for _ in range(20):
            adjective = self._gradable(sign, single=single)
            if not _is_phrase(adjective) and "wrong way" not in adjective and "good way" not in adjective:
                break
        assert self.probability is not None
        self.probability += 0.03 if sign == "+" else -0.03
        return f"{self.choose(_VERY)} {adjective}"

    def _absolutely(self, sign: str) -> str:
        adjective = self._extreme(sign)
        if adjective == "mediocre":
            return adjective
        if _is_phrase(adjective) or adjective in _NOUNS:
            modifier = self.choose(_ABSOLUTELY_GOOD[:-2])
        else:
            modifier = self.choose(_ABSOLUTELY_GOOD if sign == "+" else _ABSOLUTELY_BAD)
        assert self.probability is not None
        self.probability += 0.01 if sign == "+" else -0.01
        return f"{modifier} {adjective}"

    def _pretty(self, sign: str) -> str:
        adjective = self._gradable(sign, single=True)
        self.probability = 0.85 if sign == "+" else 0.12
        return f"{self.choose(_PRETTY)} {adjective}"

    def _a_bit(self, sign: str) -> str:
        adjective = self._gradable(sign, single=True)
        self.probability = 0.2
        return f"{self.choose(_A_BIT)} {adjective}"

    def _fair(self) -> str:
        adjective = self.choose(tuple(FAIR))
        self.probability = FAIR[adjective]
        return adjective

    # Parts of the thing

    def _side(self, index: int) -> tuple[Side, str, bool]:
        while len(self._sides) < index:
            taken = {noun for _, noun, _ in self._sides}
            sides = [side for side in self.domain.sides if all(side is not other for other, _, _ in self._sides)]
            side = pick(sides or self.domain.sides, self.random)
            nouns = [(noun, False) for noun in side.one if noun not in taken]
            nouns += [(noun, True) for noun in side.many if noun not in taken]
            noun, plural = pick(nouns or [("rest", False)], self.random)
            self._sides.append((side, noun, plural))
        return self._sides[index - 1]

    def _side_adjective(self, index: int, sign: str, *, attribute: bool = False, gradable: bool = False) -> str:
        side, _, _ = self._side(index)
        own, plain = (side.good, _PLAIN_GOOD) if sign == "+" else (side.bad, _PLAIN_BAD)
        for _ in range(20):
            adjective = self.choose(plain if side.plain and self.random.random() < 0.35 else own)
            if attribute and not _may_stand_before_noun(adjective):
                continue
            if not gradable or adjective not in _EXTREME:
                return adjective
        return "good" if sign == "+" else "bad"

    def _side_clause(self, index: int, sign: str) -> str:
        _, noun, plural = self._side(index)
        adjective = self._side_adjective(index, sign)
        if self.random.random() < 0.2 and " " not in adjective:
            adjective = f"{pick(_SAFE, self.random)} {adjective}"
        return f"the {noun} {self._be(plural)} {adjective}"

    def _side_noun(self, index: int, sign: str) -> str:
        _, noun, _ = self._side(index)
        return f"{self._side_adjective(index, sign, attribute=True)} {noun}"

    def _conceded(self, index: int, sign: str) -> str:
        _, noun, plural = self._side(index)
        return f"the {noun} {self._be(plural)} {self._side_adjective(index, sign, gradable=self.random.random() < 0.7)}"

    def _conceded_noun(self, index: int, sign: str) -> str:
        _, noun, _ = self._side(index)
        gradable = self.random.random() < 0.7
        return f"{self._side_adjective(index, sign, attribute=True, gradable=gradable)} {noun}"

    # Verbs

    def _be(self, plural: bool, *, past: bool | None = None, negated: bool = False) -> str:
        past = self.tense == "past" if past is None else past
        verb = ("were" if plural else "was") if past else ("are" if plural else "is")
        if not negated:
            return verb
        return f"{verb} not" if self.random.random() < 0.4 else f"{verb}n't"

    def _do(self, *, negated: bool) -> str:
        verb = "did" if self.tense == "past" else "do" if self.plural else "does"
        if not negated:
            return verb
        return f"{verb} not" if self.random.random() < 0.4 else f"{verb}n't"

    def _verb_object(self, form: int) -> str:
        verb = self.domain.verb[form]
        if "venue" in self.domain.groups and verb.endswith(" at"):
            return f"{verb[:-3]} there"
        if self.domain.groups & {"fly", "shop", "support"}:
            return f"{verb} them"
        return f"{verb} {self.obj}"

    def _event(self, sign: str) -> str:
        clauses = self.domain.good_events if sign == "+" else self.domain.bad_events
        if self.plural:
            clauses = tuple(clause for clause in clauses if not _ABRUPT.search(clause)) or clauses
        return self.expand(self.choose(clauses))

    def _fact(self) -> str:
        clauses = self.domain.facts
        if self.plural:
            clauses = tuple(clause for clause in clauses if not _ABRUPT.search(clause)) or clauses
        return self.expand(self.choose(clauses))

    def _act(self, sign: str) -> str:
        act = self.expand(self.choose(self.domain.good_acts if sign == "+" else self.domain.bad_acts))
        if self.plural:
            act = re.sub(r"^was\b", "were", re.sub(r"^(never )?has\b", r"\1have", act))
        return act

    def _scorned(self) -> str:
        flaws = tuple(
            flaw for flaw in self.domain.flaws if not flaw.startswith(("another", "more", "the fifth", "an "))
        )
        return self.expand(self.choose(flaws or self.domain.flaws))

    def _rival(self) -> str:
        for group, rivals in _RIVALS_BY_GROUP.items():
            if group in self.domain.groups and self.random.random() < 0.6:
                return self.choose(rivals)
        return self.choose(_RIVALS[:4])

    def _question(self) -> str:
        if self.people:
            return self.choose(
                (f"is {self.it} any good", f"can I recommend {self.obj}", f"is this {self.thing} any good")
            )
        return self.choose(
            (
                "is it worth it",
                "was it worth it",
                "worth the money",
                "worth it",
                "is it worth the money",
                "was it worth the wait",
                f"is this {self.thing} worth it",
                "can I recommend it",
                "would I do it again",
            )
        )

    # Slots

    def slot(self, name: str) -> str:
        """Return the text for a slot."""
        matched = _NAME.fullmatch(name)
        fill = matched and _SLOTS.get(matched["name"])
        if matched is None or fill is None:
            raise ValueError(f"no slot is called {{{name}}}")
        return fill(self, int(matched["index"] or 1), matched["sign"])

    def expand(self, template: str) -> str:
        """Return one text of a template."""
        return "".join(_parts(_compiled(template), self.slot, self.random))


_NAME = re.compile(r"(?P<name>[A-Za-z_']*[A-Za-z_'])(?P<index>\d?)(?P<sign>[+-]?)")
_Fill = Callable[[Scene, int, str], str]


def _of_side(fill: Callable[[Scene, Side, str, bool], str]) -> _Fill:
    return lambda scene, index, sign: fill(scene, *scene._side(index))


_SLOTS: dict[str, _Fill] = {
    "this": lambda scene, index, sign: f"{scene.determiner} {scene.thing}",
    "the": lambda scene, index, sign: f"the {scene.thing}",
    "thing": lambda scene, index, sign: scene.thing,
    "things": lambda scene, index, sign: scene.thing if scene.plural else _plural(scene.thing),
    "it": lambda scene, index, sign: scene.it,
    "obj": lambda scene, index, sign: scene.obj,
    "his": lambda scene, index, sign: scene.his,
    "is": lambda scene, index, sign: scene._be(scene.plural),
    "was": lambda scene, index, sign: scene._be(scene.plural, past=True),
    "pres": lambda scene, index, sign: scene._be(scene.plural, past=False),
    "presn't": lambda scene, index, sign: scene._be(scene.plural, past=False, negated=True),
    "were": lambda scene, index, sign: "were",
    "weren't": lambda scene, index, sign: "weren't",
    "will": lambda scene, index, sign: "will",
    "isn't": lambda scene, index, sign: scene._be(scene.plural, negated=True),
    "doesn't": lambda scene, index, sign: scene._do(negated=True),
    "didn't": lambda scene, index, sign: pick(("didn't", "did not"), scene.random),
    "do": lambda scene, index, sign: scene.domain.verb[0],
    "did": lambda scene, index, sign: scene.domain.verb[1],
    "done": lambda scene, index, sign: scene.domain.verb[2],
    "doing": lambda scene, index, sign: scene.domain.verb[3],
    "do_it": lambda scene, index, sign: scene._verb_object(0),
    "done_it": lambda scene, index, sign: scene._verb_object(2),
    "doing_it": lambda scene, index, sign: scene._verb_object(3),
    "adj": lambda scene, index, sign: scene._adjective(sign),
    "single": lambda scene, index, sign: scene._adjective(sign, single=True),
    "attr": lambda scene, index, sign: scene._attribute(sign),
    "a_attr": lambda scene, index, sign: scene._article(scene._attribute(sign)),
    "a_good": lambda scene, index, sign: scene._article(scene._attribute("+", gradable=True)),
    "a_bad": lambda scene, index, sign: scene._article(scene._attribute("-", gradable=True)),
    "a_better": lambda scene, index, sign: scene._article("better"),
    "good": lambda scene, index, sign: scene._gradable("+", single=True),
    "bad": lambda scene, index, sign: scene._gradable("-", single=True),
    "goodq": lambda scene, index, sign: scene._gradable("+", single=True),
    "badq": lambda scene, index, sign: scene._gradable("-", single=True),
    "greatword": lambda scene, index, sign: scene.choose(_GREAT_WORDS),
    "awfulword": lambda scene, index, sign: scene.choose(_AWFUL_WORDS),
    "disastrous": lambda scene, index, sign: scene.choose(_DISASTROUS_WORDS),
    "superl": lambda scene, index, sign: scene._superlative(sign),
    "very": lambda scene, index, sign: scene._very(sign),
    "veryone": lambda scene, index, sign: scene._very(sign, single=True),
    "abs": lambda scene, index, sign: scene._absolutely(sign),
    "pretty": lambda scene, index, sign: scene._pretty(sign),
    "abit": lambda scene, index, sign: scene._a_bit(sign),
    "fair": lambda scene, index, sign: scene._fair(),
    "side": lambda scene, index, sign: scene._side_clause(index, sign) if sign else f"the {scene._side(index)[1]}",
    "Nside": lambda scene, index, sign: scene._side_noun(index, sign),
    "theside": lambda scene, index, sign: f"the {scene._side_noun(index, sign)}",
    "cside": lambda scene, index, sign: scene._conceded(index, sign),
    "cN": lambda scene, index, sign: scene._conceded_noun(index, sign),
    "cthe": lambda scene, index, sign: f"the {scene._conceded_noun(index, sign)}",
    "sideadj": lambda scene, index, sign: scene._side_adjective(index, sign),
    "sidegood": lambda scene, index, sign: scene._side_adjective(index, "+", gradable=True),
    "sidebad": lambda scene, index, sign: scene._side_adjective(index, "-", gradable=True),
    "sidegoodcap": lambda scene, index, sign: scene._side_adjective(index, "+"),
    "sidebadcap": lambda scene, index, sign: scene._side_adjective(index, "-"),
    "sidebadsimple": lambda scene, index, sign: scene._side_adjective(index, "-", attribute=True),
    "siden_is": _of_side(lambda scene, side, noun, plural: scene._be(plural)),
    "siden_was": _of_side(lambda scene, side, noun, plural: scene._be(plural, past=True)),
    "siden_isn't": _of_side(lambda scene, side, noun, plural: scene._be(plural, negated=True)),
    "siden_were": lambda scene, index, sign: "were",
    "event": lambda scene, index, sign: scene._event(sign),
    "act": lambda scene, index, sign: scene._act(sign),
    "fact": lambda scene, index, sign: scene._fact(),
    "idiom": lambda scene, index, sign: scene.expand(scene.choose(_IDIOMS_GOOD if sign == "+" else _IDIOMS_BAD)),
    "gem": lambda scene, index, sign: scene.expand(scene.choose(scene.domain.gems)),
    "flaw": lambda scene, index, sign: scene.expand(scene.choose(scene.domain.flaws)),
    "scorn": lambda scene, index, sign: scene._scorned(),
    "other": lambda scene, index, sign: scene.choose(_OTHERS),
    "everyone": lambda scene, index, sign: scene.choose(_EVERYONE),
    "rival": lambda scene, index, sign: scene._rival(),
    "qworth": lambda scene, index, sign: scene._question(),
    "qagain": lambda scene, index, sign: f"would I {scene._verb_object(0)} again",
    "yes": lambda scene, index, sign: scene.choose(_YES),
    "no": lambda scene, index, sign: scene.choose(_NO),
    "e": lambda scene, index, sign: scene.choose(_SMILES if sign == "+" else _FROWNS),
}
_MERGED = re.compile(r"\{(do|done1?|doing)\} \{obj\}")

_SENTENCE = re.compile(r"((?:^|[.!?] +)[^\w(]*)([a-z])")
_ARTICLE = re.compile(
    r"\b([Aa]) (?=[aeiouAEIO]|U[^k]|ho(?:nest|ur|nor)|F\b|8\d*-)(?!one\b|one-|once|[Uu]s[aei]|[Uu]ni[^mn]|[Ee]u)"
)
_SPACES = re.compile(r" {2,}")
_SPACE_BEFORE = re.compile(r" +([,.?!]|;(?!\))|'(?:ve|d|m|ll|re)\b)")


def with_articles(text: str) -> str:
    """Return a text with "an" where "a" stands before a vowel."""
    return _ARTICLE.sub(r"\1n ", text)


def tidy(text: str) -> str:
    """Return a text with its articles, spaces and capital letters in order."""
    text = _SPACE_BEFORE.sub(r"\1", _SPACES.sub(" ", text)).strip()
    text = with_articles(text.replace("that that ", "that the "))
    return _SENTENCE.sub(lambda found: found[1] + found[2].upper(), text)


def draw(kind: str, sign: int, domain: Domain, random: Random) -> tuple[str, float, int] | None:
    """Return a text of a kind, its probability and its sign; None where the kind has nothing of it for the domain."""
    found = templates(kind, domain)
    if 0 in found and random.random() < len(found[0][0]) / sum(len(members) for members, _ in found.values()):
        sign = 0
    if sign not in found:
        return None
    members, cumulated = found[sign]
    target = random.random() * cumulated[-1]
    template = next(member for member, total in zip(members, cumulated, strict=True) if total > target)
    scene = Scene(domain, random, plural=template.plural)
    text = scene.expand(_MERGED.sub(lambda found: f"{{{found[1].rstrip('1')}_it}}", template.text))
    probability = scene.probability if template.probability is None else template.probability
    assert probability is not None
    if scene.people:
        text = text.replace("enjoyed", "liked").replace("enjoy", "like")  # one enjoys a film, not a mayor
    text = text.replace("really really", "really")
    return tidy(text), min(0.98, max(0.02, probability)), sign
