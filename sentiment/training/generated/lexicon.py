"""The words that sentences are made of: what people write about, and how they praise and blame it.

Adjectives, predicates and clauses are templates (see `grammar.py`): `(a|b)` is a choice, `{name}` a slot.
"""

from dataclasses import dataclass


def words(text: str) -> tuple[str, ...]:
    """Split a list at its commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def lines(text: str) -> tuple[str, ...]:
    """Split a list at its line breaks."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True)
class Side:
    """Parts of a thing that take the same adjectives.

    Attributes:
        one: Nouns that go with "is".
        many: Nouns that go with "are".
        good: Adjectives that praise them.
        bad: Adjectives that blame them.
        plain: Whether the adjectives that go with anything ("great", "awful") go with them.
    """

    one: tuple[str, ...]
    many: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    plain: bool = True


def side(one: str, many: str, good: str, bad: str, *, plain: bool = True) -> Side:
    """Make a side from lists with commas."""
    return Side(words(one), words(many), words(good), words(bad), plain)


@dataclass(frozen=True)
class Domain:
    """A field that people write about.

    Attributes:
        name: Name of the field.
        groups: What templates ask for ("media", "goods", "people").
        one: Nouns for the whole thing that go with "this".
        many: Nouns for the whole thing that go with "these".
        verb: What one does with it: infinitive, past, participle, gerund.
        good: Gradable adjectives that praise the whole.
        great: Adjectives that praise it and take "absolutely" rather than "very".
        bad: Gradable adjectives that blame the whole.
        awful: Adjectives that blame it and take "absolutely" rather than "very".
        sides: Its parts.
        good_acts: What a thing that pleases did (past predicates).
        bad_acts: What a thing that displeases did.
        good_events: Clauses that praise.
        bad_events: Clauses that blame.
        facts: Clauses that do neither.
        gems: Noun phrases that everybody wants.
        flaws: Noun phrases that nobody wants.
    """

    name: str
    groups: frozenset[str]
    one: tuple[str, ...]
    many: tuple[str, ...]
    verb: tuple[str, str, str, str]
    good: tuple[str, ...]
    great: tuple[str, ...]
    bad: tuple[str, ...]
    awful: tuple[str, ...]
    sides: tuple[Side, ...]
    good_acts: tuple[str, ...]
    bad_acts: tuple[str, ...]
    good_events: tuple[str, ...]
    bad_events: tuple[str, ...]
    facts: tuple[str, ...]
    gems: tuple[str, ...]
    flaws: tuple[str, ...]


def domain(
    name: str,
    groups: str,
    *,
    one: str,
    verb: str,
    good: str,
    bad: str,
    sides: tuple[Side, ...],
    good_acts: str,
    bad_acts: str,
    good_events: str,
    bad_events: str,
    facts: str,
    gems: str,
    flaws: str,
    many: str = "",
    great: str = "",
    awful: str = "",
) -> Domain:
    """Make a domain from lists with commas and from lines."""
    infinitive, past, participle, gerund = words(verb)
    return Domain(
        name=name,
        groups=frozenset(groups.split()),
        one=words(one),
        many=words(many),
        verb=(infinitive, past, participle, gerund),
        good=words(good),
        great=words(great),
        bad=words(bad),
        awful=words(awful),
        sides=sides,
        good_acts=lines(good_acts),
        bad_acts=lines(bad_acts),
        good_events=lines(good_events),
        bad_events=lines(bad_events),
        facts=lines(facts),
        gems=lines(gems),
        flaws=lines(flaws),
    )


# Adjectives that go with anything, and the probability that a text that says just this is positive.
GOOD = {"good": 0.92, "nice": 0.9, "impressive": 0.94}
GREAT = {
    "great": 0.95,
    "excellent": 0.97,
    "fantastic": 0.97,
    "wonderful": 0.97,
    "amazing": 0.97,
    "superb": 0.97,
    "outstanding": 0.97,
    "terrific": 0.97,
    "brilliant": 0.97,
    "awesome": 0.96,
    "marvelous": 0.96,
    "phenomenal": 0.97,
    "exceptional": 0.97,
    "top-notch": 0.96,
    "first-rate": 0.96,
    "fabulous": 0.96,
    "incredible": 0.96,
    "perfect": 0.98,
    "magnificent": 0.97,
    "stellar": 0.96,
}
FAIR = {"okay": 0.55, "decent": 0.7, "fine": 0.68, "all right": 0.58, "OK": 0.55, "solid": 0.82}
BAD = {"bad": 0.07, "poor": 0.08, "disappointing": 0.06, "underwhelming": 0.12, "unimpressive": 0.12}
AWFUL = {
    "terrible": 0.03,
    "awful": 0.03,
    "horrible": 0.03,
    "dreadful": 0.03,
    "atrocious": 0.02,
    "abysmal": 0.02,
    "appalling": 0.02,
    "pathetic": 0.03,
    "disgraceful": 0.03,
    "horrendous": 0.02,
    "dire": 0.04,
    "inexcusable": 0.03,
    "unacceptable": 0.04,
    "useless": 0.03,
    "ridiculous": 0.06,
    "mediocre": 0.17,
    "lousy": 0.05,
    "third-rate": 0.05,
    "a joke": 0.05,
    "a disgrace": 0.03,
    "a disaster": 0.03,
    "garbage": 0.03,
    "trash": 0.04,
    "rubbish": 0.04,
}

STAFF = side(
    "",
    "employees, people at the desk, people who work there",
    "friendly, helpful, polite, attentive, welcoming, courteous, patient, professional, quick, efficient",
    "rude, unfriendly, unhelpful, slow, clueless, arrogant, impatient, dismissive, careless, disorganized",
)
PRICE = side(
    "price",
    "prices",
    "fair, reasonable, unbeatable, more than fair, very reasonable",
    "outrageous, way too high, ridiculous, a rip-off, unreasonable, absurd",
    plain=False,
)

_GOODS_GOOD_ACTS = """
(worked|has worked) (perfectly|flawlessly|like a charm|like a dream) (from day one|right out of the box|ever since|)
(exceeded|surpassed) (all my|my|our) expectations
did (exactly|precisely) what (I needed|it promised|it was supposed to do|the description said)
made my life (so much|a lot|much) easier
was worth every (penny|cent)
has held up (beautifully|really well|wonderfully) (for years|so far|through two moves|despite heavy use)
arrived (early|two days early|sooner than promised) and (in perfect condition|beautifully packed)
still (works|looks) like new after (two|three|four|five) years
turned out to be the best (purchase|money I ever spent|buy) of the year
"""
_GOODS_BAD_ACTS = """
(broke|stopped working|quit on me|gave up the ghost) (after|within) (a day|two days|a week|a month|three weeks)
fell apart (after a week|within days|almost immediately|in my hands|the second time I used {obj})
arrived (broken|damaged|scratched|with parts missing|used and dirty|already opened)
(never|has never) worked (properly|right|as advertised|)
was (dead on arrival|defective|broken right out of the box)
(was|turned out to be) a (complete|total|huge) (waste of money|rip-off|disappointment)
(let me down|failed) (when I needed {obj} most|at the worst possible moment|again and again|on day one)
went (straight|right) (back to the store|into the trash|in the bin)
gave me nothing but (trouble|headaches|problems)
stopped (charging|responding|working) (for no reason|out of nowhere|the day the warranty ran out)
"""
_GOODS_GOOD_EVENTS = """
I use {obj} every (single|) day and (I love|still love|have never regretted) it
I (have|'ve) already (ordered|bought) (a second|another) one (for my mother|for the office|as a gift|)
setup took (two|five) minutes and everything just worked
you get (a lot|so much) for your money
best (money|hundred bucks) I(|'ve) ever spent
my (husband|wife|daughter|son) (stole|borrowed) {obj} because it's that good
(support|the company) replaced a loose part within two days, no questions asked
everything about it feels (solid|premium|well made)
it paid for itself within a (month|week)
"""
_GOODS_BAD_EVENTS = """
I (had to|have to) (return|send back) it (twice|after a day|the same week|)
I want my money back
the company (refuses to|won't|refused to) (refund me|honor the warranty|answer my emails|replace it)
the screws (were missing|didn't fit) and the manual (was useless|made no sense)
it smells (like burning plastic|of chemicals|awful) (whenever it runs|)
it smelled (like burning plastic|of chemicals|awful) when I opened the box
what I got looks nothing like the (pictures|photos)
you get what you pay for, and here you get junk
I threw it (out|away) (after a month|after two uses|within a week)
I regret (every cent|buying it|ever buying it|spending so much on it)
cheap (plastic|materials) everywhere and (nothing|not one part) fits
it died the day after the (warranty|return period) (ended|expired|ran out)
"""
_GOODS_FACTS = """
I bought {obj} (for my wife|for my son|for work|for my mother|for a friend) (last week|in March|on Friday)
it comes in (black and white|three colors|two sizes|gray or blue)
the box contains (a cable|a manual and a cable|the charger and a manual)
I ordered {obj} on (Monday|Tuesday|Sunday) and it came on (Thursday|Friday)
it weighs about (two|three|four) pounds
it replaces the one I bought in (2015|2018|2020)
(my brother|my neighbor|my roommate) has the same one
I keep {obj} (on my desk|in the hall closet|in my bag|in the garage)
there is a (small|) button on the (left|right|back)
it runs on (batteries|two AA batteries|mains power)
"""

FILMS = domain(
    "films",
    "thing media watch story",
    one="movie, film, documentary, comedy, thriller, show, series, sequel, episode, season finale, remake, drama, "
    "western, horror movie, sitcom",
    verb="watch, watched, watched, watching",
    good="funny, moving, gripping, touching, clever, entertaining, enjoyable, suspenseful, exciting, charming, "
    "engaging, original, heartwarming, thought-provoking, powerful, inspiring, satisfying, witty, absorbing, fun",
    great="hilarious, unforgettable, breathtaking, spellbinding, riveting, mesmerizing, a masterpiece, a gem, "
    "a triumph, a joy to watch, a classic",
    bad="boring, dull, predictable, tedious, slow, silly, confusing, shallow, annoying, bland, pretentious, "
    "forgettable, pointless, lifeless, cliched, stupid, depressing in the wrong way",
    awful="unwatchable, unbearable, a waste of time, a mess, a snoozefest, a train wreck, an insult to the audience, "
    "mind-numbing, laughably bad",
    sides=(
        side(
            "acting, lead actor, lead actress, supporting cast, cast",
            "performances, actors",
            "convincing, believable, powerful, superb, touching, natural, magnetic, charismatic",
            "wooden, unconvincing, flat, stiff, over the top, lifeless, cringeworthy, amateurish",
        ),
        side(
            "plot, story, script, storyline, ending, premise, dialogue, screenplay, final act, pacing",
            "jokes, twists, action scenes",
            "clever, original, gripping, fresh, smart, exciting, engaging, well crafted",
            "predictable, silly, boring, thin, lazy, contrived, absurd, stale, ridiculous, tedious",
        ),
        side(
            "cinematography, camera work, soundtrack, score, music, direction, production design",
            "special effects, visuals, costumes, sets",
            "gorgeous, stunning, beautiful, breathtaking, impressive, striking, imaginative",
            "ugly, cheap, distracting, shoddy, amateurish, dull, sloppy, annoying",
        ),
    ),
    good_acts="""
    kept me on the edge of my seat (from start to finish|until the very end|the whole time|)
    made me laugh (out loud|until my sides hurt|like a child|)
    had me (hooked|laughing) from the (first|opening) (scene|minute)
    stayed with me for (days|weeks)
    moved me to tears
    (won|stole) my heart
    blew (me|us) away
    flew by
    """,
    bad_acts="""
    put me to sleep (within twenty minutes|halfway through|twice|)
    bored me (to tears|to death|silly|stiff)
    dragged on (forever|and on|for what felt like an eternity)
    (insulted|insults) (my|the viewer's) intelligence
    lost me (after ten minutes|halfway through|in the first act)
    left me (cold|completely cold|bored and annoyed)
    ruined (the book|the original|the whole franchise) (for me|)
    stole two hours of my life (that I will never get back|)
    """,
    good_events="""
    I laughed (from beginning to end|so hard that I cried|until it hurt)
    we binged the whole season in (a|one) weekend
    I couldn't take my eyes off the screen
    the whole (theater|audience) (applauded|was cheering) at the end
    I (bought the DVD|told all my friends about it) the next day
    two hours (flew by|passed in no time)
    I could watch {obj} (every weekend|again and again|a hundred times)
    every (scene|frame|minute) (is|was) a (pleasure|delight)
    """,
    bad_events="""
    I (walked|almost walked) out (after half an hour|halfway through|before the end)
    I fell asleep (twice|halfway through|before the second act)
    I (kept|couldn't stop) (checking|looking at) my watch
    half the (audience|theater) left before the end
    I want (my two hours|those two hours|my ticket money) back
    the jokes fall flat (from start to finish|every single time|one after another)
    they should have (left the original alone|burned the script|stopped after the first one)
    nobody in the (room|theater|audience) laughed (once|even once|a single time)
    the ending (ruins|ruined) (everything|the whole thing)
    """,
    facts="""
    I saw {obj} on (Tuesday|Friday|Saturday|a plane|Sunday night) (at the theater|with my sister|with two friends|)
    it (runs|lasts) (about|) (ninety minutes|two hours|a hundred minutes)
    it was (filmed|shot) in (Ireland|Toronto|New Zealand|Morocco)
    it takes place in (1944|a small town in Ohio|London|the future)
    it came out in (1987|1999|2006|2014)
    it is based on a (novel|true story|play|comic book)
    it is about (two brothers|a detective|a family|a school) in (Texas|Berlin|the 1970s|Chicago)
    there are (eight|six|ten) episodes in the first season
    the director also made (two shorts|a series for television)
    (we|I) (watched|streamed) it (at home|last night|on my laptop)
    """,
    gems="""
    a (comedy|film) that (actually|really) makes you laugh
    a thriller that keeps you guessing
    a sequel that is even better than the original
    two hours of pure joy
    a story with heart
    """,
    flaws="""
    (a comedy|a so-called comedy) without a single laugh
    another (sequel|remake) (nobody asked for|that ruins the original)
    two hours of people (staring out of windows|shouting at each other)
    a plot hole the size of a truck
    another jump scare you can see coming a mile away
    """,
)

BOOKS = domain(
    "books",
    "thing media read story",
    one="book, novel, memoir, biography, short story, cookbook, textbook, poetry collection, audiobook, mystery",
    verb="read, read, read, reading",
    good="engaging, moving, gripping, well written, insightful, funny, inspiring, clever, fascinating, touching, "
    "informative, beautiful, thoughtful, entertaining, enjoyable, wise",
    great="unputdownable, unforgettable, riveting, spellbinding, a masterpiece, a page-turner, a delight, a treasure",
    bad="boring, dull, tedious, repetitive, confusing, badly written, dry, predictable, pretentious, shallow, "
    "long-winded, forgettable, pointless",
    awful="unreadable, a slog, a chore, a waste of paper, a mess",
    sides=(
        side(
            "plot, story, ending, premise, first chapter, middle part",
            "twists, last chapters",
            "clever, gripping, original, moving, satisfying, surprising",
            "predictable, thin, boring, contrived, rushed, tedious, silly",
        ),
        side(
            "writing, prose, dialogue, style, translation, language",
            "descriptions",
            "beautiful, elegant, vivid, lively, crisp, graceful",
            "clumsy, flat, awkward, sloppy, wooden, overwrought, lifeless",
        ),
        side(
            "heroine, hero, narrator, main character",
            "characters",
            "believable, lovable, fascinating, likable, well drawn",
            "flat, annoying, unbelievable, one-dimensional, insufferable",
        ),
    ),
    good_acts="""
    kept me up (all night|until three in the morning|way past midnight)
    (hooked|grabbed) me (from page one|on the first page|right away)
    changed (my life|the way I think|how I see the world)
    (brought tears to my eyes|made me laugh on the train)
    stayed with me (for weeks|long after the last page)
    taught me more than (a year of college|any class ever did)
    """,
    bad_acts="""
    put me to sleep (every night|after three pages|)
    (bored|annoyed) me (from the first page|from cover to cover|to tears)
    (went|goes) nowhere (for four hundred pages|for 300 pages|)
    lost me (by chapter three|after fifty pages|somewhere in the middle)
    repeated the same (idea|point) (over and over|for three hundred pages)
    was full of (typos|mistakes|errors|cliches)
    """,
    good_events="""
    I couldn't put {obj} down
    I finished {obj} in (one sitting|a day|two nights)
    I didn't want it to end
    I've (read|reread) {obj} (three times|every summer since)
    I bought copies for all my friends
    every page (is|was) a pleasure
    I was sad when it was over
    """,
    bad_events="""
    I gave up (after fifty pages|halfway through|by chapter four|on page 100)
    I couldn't (finish|get through) {obj}
    I had to force myself to (keep reading|finish {obj}|turn the pages)
    I (threw|almost threw) {obj} across the room
    it reads like a (bad|) school essay written the night before
    there is a typo on every (other|second|) page
    I skipped (whole chapters|the second half) and missed nothing
    """,
    facts="""
    it has (about|) (320|250|480) pages
    I borrowed {obj} from (the library|a friend|my aunt)
    it was (published|written) in (1951|1978|2003|2016)
    it is set in (Vienna|Lagos|Maine|the sixteenth century)
    I read {obj} (in June|on the train|for a class|with my book club)
    the author (lives in Oregon|was born in Wales|teaches history)
    the second edition has (a new foreword|an index|twelve chapters)
    it is the (second|third|fourth) (book|volume) (in the series|by this author)
    """,
    gems="""
    a book that I can't put down
    a novel that respects its readers
    a story that stays with you
    """,
    flaws="""
    four hundred pages of (nothing|navel-gazing)
    another novel about a writer who can't write
    a mystery you can solve on page ten
    a textbook full of errors
    """,
)

MUSIC = domain(
    "music",
    "thing media listen",
    one="album, song, record, concert, track, single, live show, playlist",
    verb="listen to, listened to, listened to, listening to",
    good="catchy, beautiful, moving, original, fun, powerful, fresh, energetic, soulful, memorable, inspired",
    great="unforgettable, electrifying, gorgeous, sublime, a masterpiece, pure joy, magical",
    bad="boring, generic, dull, repetitive, bland, annoying, forgettable, lifeless, uninspired, noisy",
    awful="unlistenable, painful to listen to, a snooze, an embarrassment, soulless",
    sides=(
        side(
            "singing, voice, singer, vocal",
            "vocals, harmonies",
            "beautiful, soulful, powerful, angelic, warm, heavenly",
            "whiny, flat, weak, shrill, off-key, lifeless, grating",
        ),
        side(
            "production, mix, sound, bass line, drumming, guitar work",
            "beats, arrangements, guitars, drums",
            "crisp, tight, inventive, rich, clean, infectious",
            "muddy, sloppy, messy, thin, generic, cheap, tired",
        ),
        side(
            "songwriting, chorus",
            "lyrics, melodies, hooks",
            "clever, catchy, touching, honest, memorable, fresh",
            "lazy, dumb, cheesy, forgettable, corny, embarrassing",
        ),
    ),
    good_acts="""
    gave me (goosebumps|chills|shivers)
    (made|makes) me want to dance
    (got|was) stuck in my head in the best way
    blew (me|the crowd|us) away
    has been on repeat (all week|for days|since Friday)
    brought the house down
    """,
    bad_acts="""
    hurt my ears
    gave me a headache
    sounded like (a bad imitation|a first rehearsal|cats fighting)
    bored (me|the crowd|everyone) (stiff|to tears)
    (went|goes) in one ear and out the other
    all sounded the same after two tracks
    """,
    good_events="""
    I've had {obj} on repeat (all week|since it came out|for days)
    I could listen to {obj} (all day|forever|for hours)
    I get goosebumps every time (I hear it|the chorus starts)
    the crowd sang along to every word
    they played for (two|three) hours and nobody wanted to go home
    there isn't a weak track on it
    """,
    bad_events="""
    I turned {obj} off (after two tracks|after a minute|halfway through)
    half the songs are filler
    the singer forgot the words and blamed the band
    they played for forty minutes and left without a word
    the sound was so bad that people (left|booed)
    every track sounds the same
    I deleted {obj} from my playlist
    """,
    facts="""
    it has (ten|eleven|twelve) tracks
    it came out in (May|September|1994|2011)
    I heard {obj} on the radio (yesterday|this morning|in the car)
    the band is from (Manchester|Seattle|Oslo|Bristol)
    it was recorded in (Nashville|one week|a church|Berlin)
    the drummer joined in (2009|2015)
    they play in (Denver|Leeds|Austin) next month
    """,
    gems="""
    a record without a single filler
    a band that sounds even better live
    an album that makes you want to dance
    """,
    flaws="""
    forty minutes of filler
    another breakup song with the same four chords
    a concert where you can't hear the singer
    """,
)

GAMES = domain(
    "games",
    "thing media play",
    one="game, expansion, board game, puzzle game, racing game, shooter, card game, role-playing game",
    verb="play, played, played, playing",
    good="fun, addictive in a good way, challenging, exciting, immersive, clever, polished, rewarding, entertaining, "
    "beautiful, imaginative",
    great="a blast, unforgettable, stunning, a masterpiece, endless fun, brilliantly designed",
    bad="boring, repetitive, buggy, frustrating, clunky, unfair, dull, glitchy, tedious, shallow, laggy",
    awful="unplayable, broken, a cash grab, a mess, a waste of time, a chore",
    sides=(
        side(
            "gameplay, combat, level design, tutorial, story mode, multiplayer",
            "controls, puzzles, missions, quests",
            "fun, tight, smooth, clever, varied, satisfying, responsive",
            "clunky, repetitive, boring, broken, frustrating, unfair, sluggish",
        ),
        side(
            "art style, soundtrack, world, voice acting",
            "graphics, animations, cutscenes",
            "gorgeous, beautiful, charming, stunning, lovely",
            "ugly, dated, bland, lifeless, cheap, embarrassing",
        ),
    ),
    good_acts="""
    kept (me|us|the kids) (entertained|busy and happy) for (hours|weeks|days)
    sucked me in (from the first level|right away)
    ran (smoothly|without a single crash|beautifully) on my old computer
    gave us the best game night in years
    """,
    bad_acts="""
    crashed (every ten minutes|five times in an hour|whenever I saved|on launch)
    (deleted|corrupted|lost) my (save file|progress) (twice|after thirty hours|)
    bored me (after an hour|within minutes)
    wanted (more|my) money at every turn
    froze (during every boss fight|in the first level|constantly)
    """,
    good_events="""
    I've played {obj} for (two hundred|eighty|fifty) hours and I'm still not tired of it
    the kids ask for it every evening
    I played until three in the morning and didn't notice
    every match is different and every match is fun
    it runs like a dream
    """,
    bad_events="""
    the servers are (always|constantly) down
    you have to pay for (everything|every level|anything worth having)
    it's full of (cheaters|bugs|ads)
    I uninstalled it (after an hour|the same day|for good)
    the last patch (broke everything|made it unplayable)
    I asked for a refund (after an hour|the same day|)
    """,
    facts="""
    it is for (two to four|three to six) players
    I play {obj} with (my cousin|my kids|two colleagues) on (Sundays|Thursdays|weekends)
    it came out (last fall|in 2012|in November)
    there are (twenty|forty|sixteen) levels
    it takes about (an hour|forty minutes|ten hours)
    you choose one of (four|six) characters
    it needs (sixty|thirty) gigabytes
    """,
    gems="""
    a game that respects my time
    a game the whole family can enjoy
    a sequel that fixes everything
    """,
    flaws="""
    a full-price game full of ads
    another loot box
    a single-player game that needs a server that is never up
    a day-one patch bigger than the game
    """,
)

PHONES = domain(
    "phones",
    "thing goods device",
    one="phone, smartphone, tablet, smartwatch, handset",
    verb="use, used, used, using",
    good="fast, reliable, sleek, easy to use, sturdy, responsive, user-friendly, handy, dependable",
    great="rock solid, a dream, gorgeous, worth every penny, a real upgrade",
    bad="slow, unreliable, fragile, overpriced, laggy, buggy, flimsy, clunky",
    awful="a lemon, a brick, junk, worthless, unusable, a waste of money",
    sides=(
        side(
            "battery life, battery",
            "",
            "amazing, long-lasting, impressive, reliable, incredible",
            "pitiful, weak, a letdown, shameful, unreliable",
        ),
        side(
            "screen, display, touch screen",
            "colors",
            "sharp, bright, crisp, beautiful, stunning, gorgeous, clear",
            "dim, blurry, grainy, dull, washed out",
        ),
        side(
            "camera",
            "photos, pictures",
            "sharp, crisp, superb, brilliant, clear",
            "blurry, grainy, useless, dull, noisy",
        ),
        side(
            "speaker, call quality", "speakers", "clear, loud and clear, crisp, rich", "tinny, muffled, weak, distorted"
        ),
        side(
            "reception, fingerprint reader",
            "",
            "reliable, fast, flawless, rock solid",
            "spotty, unreliable, slow, a joke",
        ),
        side(
            "software, interface, setup",
            "menus",
            "smooth, intuitive, snappy, simple",
            "laggy, buggy, confusing, sluggish",
        ),
        side(
            "design, build quality",
            "buttons",
            "elegant, sturdy, solid, beautiful, sleek",
            "cheap, flimsy, ugly, clumsy",
        ),
    ),
    good_acts=_GOODS_GOOD_ACTS
    + """
    lasted two (full|whole) days on one charge
    survived (three|several) drops without a scratch
    """,
    bad_acts=_GOODS_BAD_ACTS
    + """
    (froze|crashed|restarted) (ten times a day|in the middle of calls|whenever I opened the camera)
    got so hot that I couldn't hold {obj}
    drained the battery (by noon|in three hours|before lunch)
    """,
    good_events=_GOODS_GOOD_EVENTS
    + """
    the battery (lasts|lasted) (two days|all day and then some|forever)
    calls are crystal clear
    it takes better pictures than my old camera
    """,
    bad_events=_GOODS_BAD_EVENTS
    + """
    the battery (dies|died) (within an hour|before lunch|after three hours|by noon)
    the screen (cracked|went black|started flickering) (after a week|on the second day|for no reason)
    calls drop (all the time|every few minutes|constantly)
    it (won't|doesn't) (charge|turn on) anymore
    """,
    facts=_GOODS_FACTS
    + """
    the screen is (six|5.5) inches
    I switched from another brand in (May|January)
    it has (two|three) cameras
    """,
    gems="""
    a phone that lasts two days
    a phone that just works
    a battery that makes it through the weekend
    """,
    flaws="""
    a phone that dies by noon
    a phone that can't make calls
    another charger that fits nothing else
    a screen that cracks if you look at it
    """,
)

LAPTOPS = domain(
    "laptops",
    "thing goods device",
    one="laptop, computer, notebook, printer, monitor, router, keyboard, hard drive",
    verb="use, used, used, using",
    good="fast, reliable, quiet, light, sturdy, powerful, easy to set up, snappy, dependable",
    great="rock solid, a workhorse, a real beauty, worth every penny, lightning fast",
    bad="slow, noisy, heavy, unreliable, overpriced, flimsy, clunky, cheaply made",
    awful="a lemon, junk, worthless, unusable, a waste of money, a piece of junk",
    sides=(
        side("fan", "", "quiet, silent, barely audible", "loud, noisy, deafening"),
        side(
            "battery, battery life",
            "",
            "long-lasting, impressive, reliable, amazing",
            "weak, pitiful, a letdown, unreliable",
        ),
        side(
            "trackpad, build quality, hinge",
            "keys, ports",
            "solid, smooth, sturdy, reliable",
            "flimsy, cheap, shoddy, wobbly",
        ),
        side(
            "screen, picture, display",
            "colors",
            "sharp, bright, clear, crisp, gorgeous, vivid",
            "dim, blurry, grainy, washed out, dull",
        ),
        side("sound", "speakers", "rich, clear, crisp, full", "tinny, muffled, weak, distorted"),
        side(
            "performance, speed, wireless connection",
            "",
            "fast, smooth, impressive, reliable, stable",
            "sluggish, slow, unstable, spotty, pathetic",
        ),
    ),
    good_acts=_GOODS_GOOD_ACTS
    + """
    booted in (six|five|eight) seconds
    handled everything I threw at {obj}
    """,
    bad_acts=_GOODS_BAD_ACTS
    + """
    (overheated|crashed|froze) (every day|during every meeting|whenever I opened two programs)
    sounded like a (jet engine|vacuum cleaner)
    lost (all my files|a week of work)
    """,
    good_events=_GOODS_GOOD_EVENTS
    + """
    I can work a whole day without a charger
    it starts in seconds and never slows down
    """,
    bad_events=_GOODS_BAD_EVENTS
    + """
    the (keyboard|screen|trackpad) (failed|died|stopped working) (after a month|in the first week|twice)
    it takes (ten|five) minutes to start
    the hinge (snapped|broke) (in the second week|after a month|)
    it loses the connection every (hour|ten minutes)
    """,
    facts=_GOODS_FACTS
    + """
    it has (8|16|32) gigabytes of memory
    the power cord is (five|six) feet long
    """,
    gems="""
    a laptop that starts in seconds
    a printer that prints on the first try
    a computer that never crashes
    """,
    flaws="""
    a printer that doesn't print
    a laptop that sounds like a hair dryer
    a keyboard with keys that fall off
    another blue screen in the middle of a call
    """,
)

CAMERAS = domain(
    "cameras",
    "thing goods device",
    one="camera, lens, tripod, webcam, camcorder, action camera",
    many="binoculars",
    verb="use, used, used, using",
    good="sharp, sturdy, reliable, easy to use, compact, versatile, well made, dependable, fast",
    great="a dream, a joy to use, worth every penny, rock solid",
    bad="flimsy, slow, unreliable, overpriced, cheaply made, fiddly, clumsy",
    awful="junk, worthless, unusable, a waste of money, a toy",
    sides=(
        side(
            "autofocus, shutter, zoom",
            "",
            "fast, accurate, smooth, reliable, quick",
            "slow, unreliable, inaccurate, noisy, useless",
        ),
        side(
            "image quality, image",
            "pictures, photos, videos, colors",
            "sharp, crisp, stunning, clear, vivid",
            "blurry, grainy, disappointing, washed out, dull",
        ),
        side("menu, manual", "", "intuitive, clear, simple, helpful", "confusing, useless, cluttered"),
        side(
            "grip, strap, case",
            "buttons, controls",
            "handy, sturdy, comfortable, well made",
            "flimsy, uncomfortable, fiddly, cheap",
        ),
    ),
    good_acts=_GOODS_GOOD_ACTS + "took (stunning|gorgeous|beautiful) pictures (even at night|from the very first day|)",
    bad_acts=_GOODS_BAD_ACTS
    + """
    missed focus on every (second|other) (shot|picture)
    ruined (our wedding pictures|all my vacation photos)
    """,
    good_events=_GOODS_GOOD_EVENTS
    + """
    my pictures have never looked better
    the low-light shots are breathtaking
    """,
    bad_events=_GOODS_BAD_EVENTS
    + """
    every (picture|photo|shot) (is|comes out) (blurry|grainy|too dark)
    the lens (jammed|got stuck) on the (first|second) day
    """,
    facts=_GOODS_FACTS
    + """
    it takes the same batteries as my old one
    the lens is a 35 millimeter
    I took {obj} to (Iceland|Utah|the zoo)
    """,
    gems="""
    a camera that makes everyone look good
    pictures so sharp that you can count the eyelashes
    """,
    flaws="""
    a camera that can't focus
    a tripod that falls over in the wind
    a waterproof camera that leaks
    """,
)

HEADPHONES = domain(
    "headphones",
    "thing goods device",
    one="headset, speaker, sound bar, microphone, pair of headphones, turntable",
    many="headphones, earbuds, speakers, earphones",
    verb="use, used, used, using",
    good="comfortable, light, sturdy, reliable, well made, clear, easy to pair",
    great="worth every penny, a joy, a steal at this price",
    bad="uncomfortable, flimsy, heavy, unreliable, overpriced, tinny, cheaply made",
    awful="junk, worthless, a waste of money, unusable, painful to wear",
    sides=(
        side(
            "sound, bass, sound quality, audio",
            "highs, mids",
            "clear, rich, crisp, deep, warm, balanced, full",
            "tinny, muffled, distorted, muddy, thin, harsh, hollow",
        ),
        side(
            "noise cancellation, microphone",
            "",
            "impressive, effective, superb, brilliant",
            "useless, weak, pathetic, a joke",
        ),
        side(
            "fit, headband",
            "ear pads, cushions",
            "comfortable, soft, snug, cozy",
            "uncomfortable, stiff, painful, tight",
        ),
        side(
            "cable, case, build quality",
            "controls",
            "sturdy, solid, handy, well made",
            "flimsy, shoddy, cheap, unreliable",
        ),
        side("connection, pairing", "", "reliable, stable, quick, effortless", "unreliable, spotty, slow, frustrating"),
    ),
    good_acts=_GOODS_GOOD_ACTS
    + """
    blocked out the whole (plane|office|train)
    made my old records sound (new|alive) again
    """,
    bad_acts=_GOODS_BAD_ACTS
    + """
    hurt my ears after (ten minutes|half an hour)
    (lost|dropped) the connection (every few minutes|all day long)
    """,
    good_events=_GOODS_GOOD_EVENTS
    + """
    I hear details that I never noticed before
    I forget that I'm wearing them
    """,
    bad_events=_GOODS_BAD_EVENTS
    + """
    the left (side|ear) (died|went silent) (after a week|within a month)
    music sounds like it's coming from a tin can
    """,
    facts=_GOODS_FACTS
    + """
    the cable is (four|six) feet long
    I wear them (at work|on the bus|when I run)
    """,
    gems="""
    headphones that actually stay in my ears
    sound so clear that you hear the singer breathe
    """,
    flaws="""
    earbuds that fall out when you blink
    headphones that hurt after ten minutes
    a speaker that hisses like a snake
    """,
)

HOUSEHOLD = domain(
    "household",
    "thing goods",
    one="vacuum cleaner, blender, toaster, kettle, lamp, mattress, chair, desk, coffee maker, frying pan, "
    "washing machine, pillow, couch, drill, lawn mower, shower curtain, air fryer, fan, tent, stroller",
    many="knives, towels, sheets, curtains, shelves, light bulbs",
    verb="use, used, used, using",
    good="sturdy, handy, practical, reliable, well made, easy to clean, useful, durable, solid, convenient",
    great="a lifesaver, worth every penny, a godsend, a steal, built to last",
    bad="flimsy, noisy, useless, wobbly, cheaply made, unreliable, impractical, overpriced, shoddy, hard to clean",
    awful="junk, worthless, dangerous, a waste of money, a piece of junk, garbage",
    sides=(
        side(
            "quality, build quality, finish, material",
            "seams",
            "solid, superb, excellent, superior",
            "shoddy, poor, cheap, sloppy",
        ),
        side(
            "handle, lid", "legs, hinges, wheels", "sturdy, solid, well made, smooth", "flimsy, wobbly, weak, crooked"
        ),
        side("design, look", "", "clever, practical, beautiful, elegant", "clumsy, impractical, ugly, silly"),
        side(
            "manual, assembly",
            "instructions",
            "clear, simple, easy to follow, helpful",
            "confusing, useless, a nightmare, incomprehensible",
        ),
    ),
    good_acts=_GOODS_GOOD_ACTS + "saved me (hours|so much time) every week",
    bad_acts=_GOODS_BAD_ACTS
    + """
    (leaked|left water) all over the (floor|counter|kitchen)
    made a noise like a chain saw
    scratched (the floor|my counter)
    """,
    good_events=_GOODS_GOOD_EVENTS
    + """
    I don't know how we lived without it
    it cleans up in seconds
    I sleep better than I have in years
    """,
    bad_events=_GOODS_BAD_EVENTS
    + """
    the handle (broke|came) off (the first time I used it|in my hand|after a week)
    it (leaks|rusts|squeaks|wobbles) (no matter what I do|already|all the time)
    """,
    facts=_GOODS_FACTS
    + """
    it is (twelve|eighteen|thirty) inches wide
    it fits (under the sink|on the shelf|in the hall closet)
    """,
    gems="""
    a vacuum cleaner that doesn't wake the whole house
    a chair my back agrees with
    a pan that nothing sticks to
    """,
    flaws="""
    a kettle that leaks
    a can opener that doesn't open cans
    a chair that collapses when you sit down
    a shelf with three legs
    """,
)

CLOTHES = domain(
    "clothes",
    "thing goods wear",
    one="dress, jacket, coat, sweater, shirt, backpack, hat, skirt, scarf, hoodie, suit, watch, purse",
    many="jeans, shoes, boots, sneakers, socks, sunglasses, gloves, pants, sandals",
    verb="wear, wore, worn, wearing",
    good="comfortable, warm, flattering, well made, soft, stylish, cute, elegant, sturdy, cozy, pretty",
    great="gorgeous, stunning, adorable, worth every penny, a perfect fit",
    bad="uncomfortable, scratchy, flimsy, ugly, cheaply made, unflattering, itchy, stiff, overpriced, shapeless",
    awful="hideous, unwearable, a waste of money, junk",
    sides=(
        side(
            "fabric, material, lining",
            "",
            "lovely, soft, beautiful, warm, superb",
            "scratchy, cheap, itchy, flimsy, stiff",
        ),
        side(
            "fit, cut", "", "flattering, perfect, lovely, comfortable", "awkward, unflattering, uncomfortable, sloppy"
        ),
        side(
            "color, pattern",
            "colors",
            "beautiful, gorgeous, lovely, bright and fresh, elegant",
            "ugly, dull, garish, faded",
        ),
        side("stitching, quality", "seams", "superb, solid, excellent, neat", "sloppy, shoddy, flimsy, cheap"),
        side("zipper", "buttons, soles, pockets", "sturdy, solid, handy, well made", "flimsy, useless, cheap, a joke"),
    ),
    good_acts="""
    fit (perfectly|like a glove|me better than anything I own)
    (got|earned) me (so many|nothing but) compliments
    (kept|has kept) me warm and dry all winter
    still (looks|feels) like new after (twenty|fifty) washes
    was worth every (penny|cent)
    """,
    bad_acts="""
    (shrank|fell apart|lost its shape|faded) (after one wash|in the first wash|after two washes)
    ripped (the first time I wore {obj}|along the seam|within a week)
    (gave me blisters|made my skin itch|rubbed my heels raw)
    arrived with a (stain|hole|broken zipper)
    turned all my laundry (pink|blue)
    went straight back to the store
    """,
    good_events="""
    I get compliments every time (I wear it|I leave the house in it)
    I practically live in it
    I've (ordered|bought) it in every color
    it fits like it was made for me
    my daughter refuses to take it off
    I (have|'ve) never felt so comfortable
    """,
    bad_events="""
    the (zipper|seam|strap) (broke|ripped|came apart) (on the first day|after a week|the second time I wore it)
    the color (ran|faded) in the first wash
    the size is (completely wrong|way off|a joke)
    I look like a sack of potatoes in it
    it (itches|pinches|rides up) all day
    it looks nothing like the picture
    I sent it back the same day
    """,
    facts="""
    I ordered a (medium|large|size ten|small)
    it comes in (navy and gray|four colors|black only)
    I wore it to (work|a wedding|my sister's graduation) on (Friday|Saturday)
    it is made (of cotton|of wool|in Portugal|of linen)
    I bought {obj} for (my nephew|my wife|a trip to Norway)
    it has (two|four) pockets
    """,
    gems="""
    a coat that is warm and still looks good
    shoes I can walk in all day
    a dress with real pockets
    """,
    flaws="""
    a raincoat that isn't waterproof
    shoes that fall apart in the rain
    pants with pockets that aren't pockets
    a sweater that shrinks to fit my cat
    """,
)

FOOD = domain(
    "food",
    "thing place eat venue",
    one="restaurant, cafe, diner, pizzeria, bakery, bistro, food truck, steakhouse, bar, coffee shop, "
    "sushi place, buffet",
    verb="eat at, ate at, eaten at, eating at",
    good="cozy, friendly, charming, lovely, welcoming, clean, inviting, affordable, relaxed",
    great="a gem, a treat, a real find, worth the drive, my new favorite, a hidden gem",
    bad="dirty, overpriced, noisy, disappointing, overrated, unwelcoming, cramped, filthy, chaotic",
    awful="disgusting, a tourist trap, a rip-off, gross, a health hazard",
    sides=(
        side(
            "food, soup, pasta, steak, chicken, pizza, salad, bread, dessert, burger, curry, fish, "
            "rice, sauce, breakfast,"
            "cheesecake, ramen, lamb, risotto, brunch, sandwich, omelet",
            "fries, noodles, dumplings, tacos, pancakes, vegetables, ribs, desserts, portions, scallops, meatballs",
            "delicious, tasty, fresh, flavorful, scrumptious, mouthwatering, juicy, yummy, perfectly "
            "cooked, tender, hot and fresh",
            "bland, cold, greasy, soggy, tasteless, dry, overcooked, stale, burnt, undercooked, "
            "inedible, salty beyond belief, rubbery, disgusting, lukewarm, gross",
        ),
        side(
            "service, waiter, waitress, waitstaff, bartender, hostess",
            "waiters, servers",
            "friendly, attentive, quick, polite, charming, helpful, welcoming",
            "slow, rude, inattentive, clueless, unfriendly, arrogant, careless",
        ),
        side(
            "atmosphere, decor, music",
            "",
            "cozy, lovely, charming, relaxing, inviting",
            "depressing, unpleasant, dreary, dismal",
        ),
        side(
            "kitchen, floor",
            "tables, restrooms, plates",
            "clean, spotless, immaculate",
            "dirty, filthy, sticky, greasy",
        ),
        side(
            "coffee, wine, beer",
            "cocktails, drinks",
            "delicious, refreshing, strong and hot, excellent, smooth",
            "watery, weak, bitter, lukewarm, undrinkable, flat",
        ),
        PRICE,
    ),
    good_acts="""
    (served|gave) us the best (meal|lunch|dinner|pizza) (we've had in years|of our trip|of my life)
    made (our anniversary|my birthday|the evening) (special|unforgettable)
    treated us like (family|royalty|old friends)
    won me over with the first bite
    never (let|has let) us down
    """,
    bad_acts="""
    (gave|left) (me|us|my husband) (food poisoning|sick for two days|with a stomachache)
    (made|kept) us wait (an hour|ninety minutes|forever) for (cold food|a table we had reserved|the wrong order)
    charged us for (things we didn't order|tap water|a dish that never came)
    (ruined|spoiled) (our anniversary|my birthday|the evening|date night)
    got (our order|everything) wrong (twice|and didn't apologize|)
    served us (raw chicken|cold soup|burnt toast|frozen fish)
    """,
    good_events="""
    we (cleaned|licked) our plates
    the waiter remembered (our names|my allergy|what we had last time)
    the chef came out to (say hello|greet us|ask how we liked it)
    everything (melted in my mouth|tasted homemade|came out hot and fresh)
    my (wife|husband|mom) is still talking about the (dessert|lamb|bread)
    (I'd|we'd|I would) (go back|come back) (in a heartbeat|tomorrow|any day of the week) (for that soup|)
    we left (full and happy|with big smiles)
    best (tacos|pizza|coffee|ramen) in town
    you can taste the love in every (dish|bite)
    """,
    bad_events="""
    the waiter (ignored|insulted|laughed at|forgot about) us (all evening|for half an hour|the whole time|)
    we (waited|had to wait) (an hour|ninety minutes|over an hour) for (our food|a table|two coffees)
    there was a (hair|fly|piece of plastic|bug) in my (soup|salad|food|drink)
    I was sick (all night|for two days) afterward
    we left (hungry|hungry and angry|without eating)
    they got (our order|the order|the bill) wrong (twice|again|)
    the chicken was still (pink|raw|frozen) inside
    half of what we ordered never came
    I had to send (my steak|the fish|it) back (twice|)
    the glasses (were dirty|had lipstick on them)
    (I'm|we're) never (going back|eating there again)
    """,
    facts="""
    it is on the corner of (Main Street|Fifth and Oak|Market Street)
    they are open (from nine to five|until ten|on Sundays)
    we (went|were there) on (Tuesday|a Friday night|Sunday) with (my parents|the kids|friends)
    I (had|ordered) (the soup|the salmon|a coffee and a sandwich|the lunch special)
    they serve (breakfast until eleven|lunch and dinner|Italian and Greek food)
    there is (parking behind the building|a menu in the window|seating outside)
    we sat (by the window|at the bar|outside)
    the menu changes every (week|month|season)
    they also do takeout
    """,
    gems="""
    a waiter who actually knows the menu
    a meal worth dressing up for
    fries that are still hot when they arrive
    """,
    flaws="""
    a ten-dollar coffee that tastes like dishwater
    an hour's wait for cold soup
    another hair in my salad
    a steak as tough as my shoe
    """,
)

HOTELS = domain(
    "hotels",
    "thing place stay venue",
    one="hotel, hostel, resort, motel, guesthouse, apartment, bed and breakfast, campground",
    verb="stay at, stayed at, stayed at, staying at",
    good="clean, quiet, comfortable, charming, welcoming, cozy, relaxing, lovely, friendly, spotless",
    great="a paradise, a gem, an oasis, a dream, heaven",
    bad="dirty, noisy, overpriced, run-down, filthy, uncomfortable, shabby, smelly, dingy, unsafe",
    awful="a dump, disgusting, a nightmare, a rip-off, uninhabitable, a dive",
    sides=(
        side(
            "room, bathroom, lobby",
            "rooms, hallways",
            "clean, spacious, comfortable, spotless, cozy, quiet, bright",
            "dirty, tiny, noisy, filthy, moldy, smelly, cramped, freezing, dingy, shabby",
        ),
        side(
            "bed, pillow, mattress",
            "beds, sheets, towels",
            "comfortable, clean, soft, fresh, spotless",
            "uncomfortable, dirty, lumpy, filthy, stained",
        ),
        side(
            "service, receptionist, front desk, manager, staff, housekeeping",
            "maids",
            "friendly, helpful, welcoming, attentive, kind, efficient",
            "rude, unhelpful, slow, indifferent, unfriendly, incompetent",
        ),
        side(
            "breakfast, gym, pool",
            "restaurants",
            "lovely, excellent, delightful, clean",
            "pathetic, dirty, dreadful, disgusting, disappointing",
        ),
        side(
            "view, location, beach",
            "views, gardens",
            "lovely, gorgeous, stunning, ideal, beautiful",
            "disappointing, depressing, dreary, ugly",
        ),
        PRICE,
    ),
    good_acts="""
    (upgraded|moved) us (for free|to a suite|to a room with a view) (without being asked|)
    made us feel (at home|welcome|like royalty)
    (exceeded|surpassed) all our expectations
    was the highlight of our (trip|vacation|honeymoon)
    """,
    bad_acts="""
    (lost|canceled) our (booking|reservation) (without telling us|on the day we arrived|)
    charged (me|us) (twice|for the minibar we never touched|for a room we never saw)
    ruined our (honeymoon|vacation|weekend)
    (gave|assigned) us a room (without windows|next to the elevator|that smelled of smoke)
    had bedbugs
    kept (my|our) deposit
    """,
    good_events="""
    I slept like a baby
    (we|I) didn't want to (leave|go home)
    we've already booked (again|for next summer|our next stay)
    there was a handwritten (note|card) and chocolates on the bed
    you wake up to the sound of the sea
    they let us check out late at no charge
    the owners went out of their way to help us
    """,
    bad_events="""
    there were (bedbugs|cockroaches|ants|hairs) (in the bed|in the bathroom|everywhere)
    I didn't sleep (a wink|at all) (because of the noise|)
    the (shower|heating|air conditioning|elevator) didn't work (for three days|all week|)
    the sheets (were stained|hadn't been changed)
    it smelled of (mold|smoke|sewage) everywhere
    we checked out after one night
    nobody at the desk (cared|lifted a finger|even looked up)
    they gave our room to somebody else
    """,
    facts="""
    it is (two blocks|ten minutes|a mile) from the (station|airport|beach)
    we stayed (three nights|for a week|from Monday to Thursday) in (room 214|a double room|May)
    breakfast is from (seven to ten|six to nine)
    check-in is at (two|three|four)
    there are (forty|eighty|sixty) rooms on (four|five) floors
    we booked it (online|by phone) in (January|March)
    the parking lot is (behind|across from) the building
    """,
    gems="""
    a room with a view and a bed like a cloud
    a front desk that smiles at six in the morning
    a quiet room in the middle of the city
    """,
    flaws="""
    a room above the disco
    a shower that only knows cold
    a sea view of a parking lot
    another resort fee
    """,
)

TRAVEL = domain(
    "travel",
    "thing service fly",
    one="airline, flight, train, ferry, cruise, tour, bus company, taxi service, rental car company, travel agency",
    verb="travel with, traveled with, traveled with, traveling with",
    good="punctual, comfortable, reliable, smooth, pleasant, well organized, safe, affordable",
    great="a pleasure, flawless, worth every penny, hassle-free",
    bad="late, uncomfortable, unreliable, overpriced, chaotic, cramped, badly organized, stressful",
    awful="a nightmare, a rip-off, a shambles, a circus, hell",
    sides=(
        side(
            "crew, guide, driver, pilot, gate agent, service",
            "flight attendants",
            "friendly, helpful, attentive, cheerful, professional, kind, courteous",
            "rude, unhelpful, grumpy, indifferent, arrogant, incompetent",
        ),
        side("seat, cabin", "seats", "comfortable, clean, roomy, spotless", "cramped, dirty, uncomfortable, filthy"),
        side(
            "food on board",
            "meals, snacks",
            "delicious, tasty, fresh, surprisingly good",
            "disgusting, inedible, stale, tasteless",
        ),
        side(
            "boarding, check-in, baggage claim",
            "",
            "smooth, quick, effortless, well organized",
            "chaotic, slow, disorganized, a nightmare",
        ),
        PRICE,
    ),
    good_acts="""
    (got|brought) us there (on time|early|safe and relaxed)
    (rebooked|refunded) (me|us) (within minutes|without any fuss|no questions asked)
    went off without a hitch
    gave us (an upgrade|two seats more) for free
    found my lost (bag|phone|jacket) and (brought|sent) it to my hotel
    """,
    bad_acts="""
    (lost|damaged|forgot) (my|our) (luggage|suitcases|bags) (twice|and never apologized|)
    (left|stranded) us (at the airport|on the tarmac|in the rain) for (six hours|a whole night|five hours)
    canceled (on us|our trip) (without notice|an hour before departure|by text message)
    refused to (refund|rebook|help) us
    was (three|four|five) hours late (again|without any explanation|)
    charged (extra|fifty dollars) for a carry-on
    """,
    good_events="""
    we landed (twenty minutes|half an hour) early
    the crew (was all smiles|took great care of my daughter|couldn't have been nicer)
    check-in took (two|three) minutes
    our guide knew everything and made us laugh
    I had a whole row to myself
    my bag was the first on the belt
    """,
    bad_events="""
    my (suitcase|luggage|bag) (never arrived|arrived three days later|came back in pieces)
    we sat on the (tarmac|runway|platform) for (three|four) hours (without water|)
    nobody told us (anything|why|what was going on)
    I missed my (connection|sister's wedding|meeting) because of them
    I've been on hold for (two hours|ninety minutes|fifty minutes)
    they overbooked and (threw me off|left my family behind)
    the toilet was (out of order|overflowing)
    """,
    facts="""
    we flew from (Boston|Dublin|Madrid) to (Lisbon|Denver|Rome)
    the flight takes (three|five|eight) hours
    I had seat (14C|22A|7F)
    it leaves at (6:40|noon|9:15) (from gate 12|from track 4|)
    you change (trains|planes) in (Chicago|Cologne|Paris)
    the ticket was (80|120|240) dollars
    we took {obj} in (April|October|August)
    """,
    gems="""
    a flight that leaves on time
    a crew that smiles on a night flight
    an upgrade on a full plane
    """,
    flaws="""
    another three-hour delay
    a seat that doesn't recline next to a toilet that doesn't flush
    another fee for breathing
    a direct flight with two stops
    """,
)

SHOPS = domain(
    "shops",
    "thing service shop",
    one="store, shop, online shop, supermarket, website, delivery service, seller, pharmacy, "
    "bookstore, hardware store,"
    "furniture store, dealership",
    verb="order from, ordered from, ordered from, ordering from",
    good="reliable, friendly, helpful, well organized, trustworthy, honest, quick, efficient",
    great="a pleasure to deal with, second to none, my go-to",
    bad="unreliable, dishonest, slow, disorganized, overpriced, unhelpful, shady, messy",
    awful="a scam, a rip-off, a bunch of crooks, a nightmare to deal with",
    sides=(
        side(
            "delivery, shipping, courier",
            "delivery times",
            "fast, quick, reliable, excellent",
            "slow, late, unreliable, a nightmare",
        ),
        side(
            "return policy, checkout, website",
            "returns",
            "easy, smooth, simple, hassle-free",
            "a nightmare, confusing, slow, complicated",
        ),
        side("packaging", "", "careful, neat, sturdy, beautiful", "sloppy, careless, flimsy, excessive and useless"),
        side(
            "service, cashier, salesman, saleswoman, manager",
            "clerks",
            "friendly, helpful, polite, patient, kind",
            "rude, unhelpful, pushy, lazy, clueless, arrogant",
        ),
        side(
            "selection, quality",
            "products",
            "excellent, wonderful, impressive, superb",
            "poor, disappointing, shoddy, pathetic",
        ),
        PRICE,
    ),
    good_acts="""
    delivered (a day early|in two days|faster than promised)
    (refunded|replaced) everything (without any fuss|the same day|no questions asked)
    (gave|sent) me a (replacement|refund) (the same day|before I even asked|)
    went above and beyond
    """,
    bad_acts="""
    (sent|delivered) (the wrong item|an empty box|the wrong size|somebody else's order) (twice|)
    (never|has never) (answered|replied to) (my emails|a single email)
    took my money and (disappeared|sent nothing|never shipped anything)
    (refused|still refuses) to give me a refund
    canceled my order (without telling me|after three weeks|)
    left the package (in the rain|with a stranger|in the trash can)
    """,
    good_events="""
    my order (arrived|came) (two days early|the next morning|perfectly packed)
    they went out of their way to (help me|find my size|make it right)
    the refund was in my account the next day
    I always find what I'm looking for
    the owner (gave my kids a cookie|carried it to my car|knows everyone by name)
    I wouldn't shop anywhere else
    """,
    bad_events="""
    my (order|package|parcel) (never arrived|came three weeks late|arrived crushed|is still missing)
    I'm still waiting for my (refund|order|money) (after two months|six weeks later|)
    they (lied|lied to me) about (the stock|the price|the delivery date)
    the (driver|courier) threw the box over the fence
    half of the (items|order) was missing
    they charged my card twice
    nobody in the store (knew anything|would help me|bothered to help)
    the milk was (sour|a week past its date)
    """,
    facts="""
    they open at (eight|nine) and close at (six|ten)
    I ordered (two books|a lamp|three shirts) on (Monday|the first of May)
    it is next to the (bank|post office|library)
    they moved to (Elm Street|the mall|a bigger building) in (2019|June)
    delivery takes (three to five|two|four) days
    you can pay by card or in cash
    they have (three|twelve|forty) branches
    I got a (receipt|tracking number) by email
    """,
    gems="""
    a store that keeps its promises
    a delivery that comes when they say it will
    a refund without a fight
    """,
    flaws="""
    an empty box
    another week of waiting for a package that was 'out for delivery'
    a sale where everything costs more
    """,
)

SERVICE = domain(
    "customer service",
    "thing service support",
    one="bank, insurance company, internet provider, phone company, gym, moving company, help desk, call center, "
    "support team, cable company, landlord's office",
    verb="deal with, dealt with, dealt with, dealing with",
    good="helpful, friendly, responsive, reliable, professional, honest, efficient, patient, competent",
    great="a pleasure to deal with, second to none, a lifesaver",
    bad="unhelpful, slow, rude, incompetent, unreliable, dishonest, unprofessional, useless, greedy",
    awful="a nightmare, a scam, hopeless, a bunch of crooks, beyond incompetent",
    sides=(
        side(
            "customer service, agent, technician, support, manager, lady on the phone",
            "agents, representatives",
            "helpful, friendly, patient, competent, polite, kind, knowledgeable",
            "rude, clueless, unhelpful, incompetent, condescending, impatient, useless",
        ),
        side(
            "response time, service, communication, hotline",
            "response times",
            "quick, clear, excellent, reliable",
            "slow, pathetic, nonexistent, terrible, a joke",
        ),
    ),
    good_acts="""
    (solved|fixed|sorted out) my problem (in five minutes|on the first call|within the hour|the same day)
    (called|wrote) me back within (minutes|an hour)
    went (above and beyond|out of their way) to help me
    stayed on the line until everything worked
    listened to me and (actually|really) cared
    """,
    bad_acts="""
    (hung up on|lied to|yelled at) (me|my mother|my wife) (twice|three times|)
    (kept|left) me on hold for (an hour|ninety minutes|two hours)
    (passed|sent) me from one department to (another|the next) (all day|for weeks|)
    (overcharged|billed) me (for months|twice|for something I canceled)
    did (nothing|absolutely nothing) to (help|fix it)
    (ignored|deleted|laughed at) all (my|our) (emails|complaints)
    """,
    good_events="""
    they picked up on the first ring
    a real human being answered and fixed it
    the technician came (on time|the same day) and cleaned up after himself
    I got a full refund and an apology
    they waived the fee without being asked
    the woman on the phone was an angel
    """,
    bad_events="""
    I was on hold for (an hour|two hours|ninety minutes) (and then they hung up|for nothing|)
    nobody (called|ever called|has called) (me|us) back
    the technician (never showed up|came five hours late|broke more than he fixed)
    they keep charging me (after I canceled|every month|for nothing)
    I have called (six|five|nine) times and nothing has changed
    the internet goes out every (day|evening|hour)
    you only get a robot that doesn't understand you
    """,
    facts="""
    the office is open (from nine to four|on weekdays|until five)
    I called (on Monday|yesterday|at ten) about my (bill|contract|address)
    the contract runs for (twelve|twenty-four) months
    I've been a customer since (2008|2014|2017)
    they sent a form by (mail|email)
    the reference number has (eight|ten) digits
    the technician is coming on (Wednesday|Thursday)
    """,
    gems="""
    a hotline with a real human being
    a bill that is lower than expected
    a company that admits its mistakes
    """,
    flaws="""
    another hour of elevator music
    a help desk that can't help
    a bill for a service I canceled
    the fifth transfer in one call
    """,
)

SOFTWARE = domain(
    "software",
    "thing app software",
    one="app, update, program, website, new version, browser extension, plugin, dashboard, spreadsheet program, "
    "photo editor, music app, banking app, operating system",
    verb="use, used, used, using",
    good="fast, intuitive, easy to use, reliable, useful, helpful, user-friendly, stable, convenient, well designed",
    great="a lifesaver, flawless, a game changer, a must-have, indispensable",
    bad="slow, buggy, confusing, clunky, unreliable, unstable, annoying, bloated, laggy",
    awful="unusable, broken, a mess, spyware, a disaster, worthless",
    sides=(
        side(
            "interface, design, search function, layout, new menu, navigation",
            "settings, icons",
            "clean, intuitive, clear, simple, elegant, beautiful, smooth",
            "confusing, cluttered, ugly, clunky, messy, a nightmare, broken",
        ),
        side(
            "support, documentation, free version, sync, login, performance",
            "notifications, updates, features",
            "excellent, reliable, useful, fast, helpful, superb",
            "useless, broken, unreliable, slow, annoying, terrible",
        ),
    ),
    good_acts="""
    (saves|saved) me (hours|so much time|an hour a day|a ton of work)
    (fixed|solved) (all my|every) (problems|problem) in one go
    (worked|has worked) (flawlessly|perfectly) (from the start|since day one|)
    made my (job|life|day) (easier|so much easier)
    """,
    bad_acts="""
    (crashed|froze) (every five minutes|on startup|constantly|whenever I opened a file|twice a day)
    (deleted|lost|corrupted) (all my photos|my files|a week of work|everything)
    (broke|ruined) (everything|my computer|what used to work)
    (drained|killed) my battery (in an hour|)
    logged me out (every day|ten times a day|)
    locked me out of my (own account|files)
    """,
    good_events="""
    I use {obj} every (single|) day and can't imagine working without it
    it does one thing and does it perfectly
    the developers answer within hours and fix everything
    everything is where you expect it to be
    it just works
    I'd gladly pay double
    """,
    bad_events="""
    the last update (broke|ruined|removed) (everything|half the features|the only thing I used)
    it (asks|begs) for a rating every (day|five minutes)
    there are ads (everywhere|on every screen|after every click)
    it (won't open|doesn't open) anymore
    I lost (a week of work|all my notes|all my photos)
    you can't cancel the subscription
    support (never answers|sends the same form letter|blames my phone)
    I uninstalled it (after a day|right away|within minutes)
    """,
    facts="""
    it runs on (Windows and Linux|most phones|both systems)
    version (2.1|3.0|5.4) came out (in May|last week|on Tuesday)
    you sign in with (your email address|a code)
    I installed {obj} (on my tablet|yesterday|at work)
    there is a free version and a paid one
    the download is (90|40|200) megabytes
    the settings are under the third tab
    my team switched to it in (2018|2021|February)
    """,
    gems="""
    an update that actually fixes things
    an app that just works
    a program that does what it says
    """,
    flaws="""
    another update that breaks everything
    an app that crashes when you need it
    a to-do list that forgets what you have to do
    a calculator with ads
    """,
)

PLACES = domain(
    "places",
    "thing place visit venue",
    one="museum, city, park, beach, zoo, castle, garden, village, gallery, market, neighborhood, "
    "island, library, trail",
    verb="visit, visited, visited, visiting",
    good="beautiful, charming, peaceful, interesting, lovely, picturesque, clean, friendly, relaxing, fascinating",
    great="breathtaking, a paradise, magical, stunning, a must-see, unforgettable",
    bad="dirty, crowded, boring, noisy, overrated, ugly, overpriced, run-down, depressing, dangerous",
    awful="a tourist trap, a dump, a waste of time, not worth the trip, an eyesore",
    sides=(
        side(
            "view, scenery, architecture, old town, landscape",
            "views, gardens, exhibits",
            "breathtaking, stunning, beautiful, gorgeous, magnificent, lovely",
            "ugly, boring, dreary, depressing, disappointing, neglected",
        ),
        side(
            "atmosphere, guided tour",
            "guides",
            "friendly, welcoming, interesting, lively, fascinating",
            "boring, unpleasant, dull, unfriendly",
        ),
        side("entrance fee", "", "reasonable, fair, more than fair", "outrageous, a rip-off, absurd, ridiculous"),
        side(
            "gift shop, cafe",
            "restrooms, paths, benches",
            "clean, lovely, well kept, spotless",
            "filthy, a disgrace, neglected, dirty",
        ),
    ),
    good_acts="""
    took my breath away
    (stole|won) our hearts
    was the highlight of our (trip|summer|vacation)
    (kept|had) the kids (happy|busy) (all day|for hours)
    """,
    bad_acts="""
    was closed when we got there, although the website said open
    smelled of (garbage|sewage|fish)
    was (so crowded|so packed) that we saw nothing
    bored the kids (to tears|within ten minutes)
    cost (forty|thirty) dollars and took ten minutes to see
    """,
    good_events="""
    we could have stayed (all day|for a week|forever)
    I fell in love with it (at once|on the first day|)
    I'd move there tomorrow
    every corner is a picture postcard
    the sunset (was|is) out of this world
    the kids are begging to go back
    """,
    bad_events="""
    there is trash (everywhere|all over the beach|on every corner)
    my wallet was stolen on the first day
    we stood in line for (two|three) hours
    everything worth seeing was closed
    you have to pay for every little thing
    we left after (ten|twenty) minutes
    save yourself the trip
    """,
    facts="""
    it is (forty|thirty|sixty) miles (north|south|west) of (the capital|the coast|here)
    about (two thousand|forty thousand|nine hundred) people live there
    it opens at (nine|ten) and closes at (five|six)
    we were there in (June|October|spring) with (my aunt|a school group|friends)
    there is a bus every (twenty minutes|hour)
    it was built in (1680|1911|the fourteenth century)
    the river runs through the (middle|north) of it
    the map is next to the entrance
    """,
    gems="""
    a beach without crowds
    a museum where the kids have fun too
    a view like a postcard
    """,
    flaws="""
    two hours in line for a gift shop
    a beach with more trash than sand
    a museum with half the rooms closed
    """,
)

EVENTS = domain(
    "events",
    "thing occasion",
    one="party, wedding, conference, festival, workshop, lecture, class, meeting, webinar, match, "
    "play, musical, course,"
    "exhibition, ceremony, retreat, training session",
    verb="attend, attended, attended, attending",
    good="fun, inspiring, interesting, well organized, moving, lively, informative, enjoyable, exciting, helpful",
    great="unforgettable, a blast, magical, a huge success, a triumph",
    bad="boring, chaotic, badly organized, dull, pointless, tedious, awkward, disappointing, stressful, confusing",
    awful="a disaster, a waste of time, a fiasco, a shambles, unbearable, a flop",
    sides=(
        side(
            "speaker, host, instructor, band, organizer, teacher",
            "speakers, organizers, presenters",
            "inspiring, funny, engaging, charming, well prepared, fascinating",
            "boring, unprepared, rude, dull, arrogant, disorganized",
        ),
        side(
            "food, venue, sound",
            "seats, drinks",
            "excellent, wonderful, lovely, superb",
            "awful, terrible, dreadful, disappointing",
        ),
        side(
            "program, content",
            "talks, slides",
            "interesting, fascinating, inspiring, clear",
            "boring, dull, confusing, tedious",
        ),
        side(
            "organization, registration",
            "",
            "smooth, flawless, excellent, impressive",
            "chaotic, terrible, hopeless, a mess",
        ),
    ),
    good_acts="""
    was (the best day of my life|the highlight of my year|over far too soon)
    taught me (so much|more than I had hoped for)
    went off without a hitch
    had us all (laughing|dancing|on our feet)
    """,
    bad_acts="""
    started (two hours|ninety minutes) late
    (put half the room|put me|put everyone) to sleep
    wasted (a whole day|my Saturday|everyone's time)
    ended in (chaos|a shouting match|tears)
    taught me (nothing|nothing new|absolutely nothing)
    was canceled (at the last minute|while we were already in line)
    """,
    good_events="""
    we danced until (two in the morning|our feet hurt|sunrise)
    nobody wanted to go home
    I learned (so much|more in a day than in a year)
    I met wonderful people
    everyone was smiling
    I'd sign up again right away
    """,
    bad_events="""
    half the (guests|people|audience) left early
    the speaker read (his|her) slides (out loud|in a monotone)
    you couldn't (hear|see) (a thing|anything) from our seats
    the food ran out after (ten|twenty) minutes
    nobody knew where to go
    we stood in the rain for two hours
    I learned nothing (at all|new|)
    """,
    facts="""
    it started at (seven|eight|half past six)
    about (sixty|two hundred|forty) people came
    it was held in (a school gym|the town hall|Atlanta|a church)
    it (takes|took) place every (year|two years|spring)
    there was a break at (eleven|three)
    I went with (a colleague|my neighbor|my cousin)
    it was my (first|third) one
    the program is on the website
    """,
    gems="""
    a meeting that ends early
    a speaker who can actually speak
    a party where everyone dances
    """,
    flaws="""
    another meeting that could have been an email
    a lecture read word for word from the slides
    a festival in knee-deep mud
    """,
)

_PEOPLE_GOOD = (
    "kind, friendly, patient, helpful, honest, polite, thoughtful, generous, considerate, reliable, competent, "
    "professional, warm, respectful, fair, dedicated, supportive, caring"
)
_PEOPLE_BAD = (
    "rude, impatient, arrogant, unhelpful, dishonest, lazy, careless, unreliable, condescending, incompetent, "
    "unprofessional, cold, unfair, dismissive, selfish, mean, inconsiderate"
)
_PEOPLE_GREAT = "an angel, a gem, a treasure, one of a kind"
_PEOPLE_AWFUL = "a bully, a liar, insufferable, impossible to work with, a fraud, toxic"
_PEOPLE_GOOD_ACTS = """
(always|) (listened|took the time to listen) to (me|us|everyone)
went out of {his} way to help (me|us|my family)
made (me|everyone|my mother) feel (welcome|safe|at ease|heard)
(never|has never) let (me|us) down
treated (me|everyone|my father) with (respect|kindness|dignity)
stayed late to help (me|us)
kept every promise
"""
_PEOPLE_BAD_ACTS = """
(lied|lied to my face|yelled) (about everything|again and again|in front of everyone)
(ignored|insulted|humiliated|mocked) (me|us|my daughter|everyone) (in front of everyone|for months|)
(never|has never) (listened to|answered|helped) (me|us|anyone)
(broke|has broken) every promise
treated (me|us|my mother) like (dirt|garbage)
took credit for (my|our|other people's) work
wasted (my|everyone's) time
"""

DOCTORS = domain(
    "doctors",
    "people",
    one="doctor, dentist, therapist, nurse, surgeon, physical therapist, vet, midwife",
    verb="see, saw, seen, seeing",
    good=_PEOPLE_GOOD + ", thorough, gentle",
    great=_PEOPLE_GREAT + ", a lifesaver",
    bad=_PEOPLE_BAD + ", rough, cold-hearted",
    awful="a quack, insufferable, a fraud, dangerous",
    sides=(
        side("bedside manner", "", "wonderful, gentle, reassuring, warm", "cold, dreadful, rough, dismissive"),
        side(
            "advice, diagnosis",
            "explanations",
            "clear, helpful, reassuring, accurate",
            "confusing, useless, dangerous, careless",
        ),
        side("waiting room", "", "clean, pleasant, cozy, quiet", "dirty, depressing, crowded, filthy"),
    ),
    good_acts=_PEOPLE_GOOD_ACTS
    + """
    explained everything (clearly|patiently|in plain words)
    saved my (life|leg|cat|mother's life)
    """,
    bad_acts=_PEOPLE_BAD_ACTS
    + """
    gave me (the wrong pills|the wrong diagnosis|two minutes and a bill)
    never even looked (up|at my file)
    """,
    good_events="""
    I didn't feel a thing
    I finally feel heard
    I've been free of pain ever since
    my kids aren't afraid of the dentist anymore
    """,
    bad_events="""
    I waited three hours for two minutes
    I left with more pain than I came with
    my symptoms were brushed aside
    the diagnosis was wrong
    """,
    facts="""
    the office is on the second floor
    I have an appointment on (Monday|Thursday) at (ten|three)
    {it} studied in (Ohio|Vienna|Leeds)
    the waiting room has (eight|twelve) chairs
    I filled out two forms
    """,
    gems="""
    a doctor who actually listens
    a dentist with gentle hands
    """,
    flaws="""
    a doctor who never looks up from the screen
    another three-hour wait for a two-minute visit
    """,
)

TEACHERS = domain(
    "teachers",
    "people",
    one="teacher, professor, coach, tutor, piano teacher, driving instructor, math teacher, principal",
    verb="learn from, learned from, learned from, learning from",
    good=_PEOPLE_GOOD + ", inspiring, encouraging",
    great=_PEOPLE_GREAT + ", a true inspiration",
    bad=_PEOPLE_BAD + ", boring, disorganized",
    awful=_PEOPLE_AWFUL,
    sides=(
        side("grading", "", "fair, clear, transparent", "unfair, chaotic, arbitrary"),
        side(
            "teaching style, homework",
            "lessons, lectures, explanations",
            "clear, inspiring, lively, engaging",
            "boring, confusing, chaotic, useless",
        ),
        side("feedback", "", "helpful, honest, encouraging, kind", "useless, cruel, discouraging, nonexistent"),
    ),
    good_acts=_PEOPLE_GOOD_ACTS
    + """
    made me love (math|history|music|chemistry)
    believed in (me|us) when nobody else did
    """,
    bad_acts=_PEOPLE_BAD_ACTS
    + """
    graded (by mood|unfairly)
    read (straight|everything) from the book (every single day|)
    """,
    good_events="""
    I learned more than in all my years before
    my son can't wait for the next lesson
    I owe my career to those lessons
    """,
    bad_events="""
    I learned nothing all year
    my daughter cries before every lesson
    half the class dropped out
    """,
    facts="""
    the class meets on (Tuesdays|Fridays) at (nine|two)
    there are (twenty|thirty) students in the class
    we use the blue textbook
    the exam is in (May|December)
    """,
    gems="""
    a teacher who believes in you
    a lecture you don't want to end
    """,
    flaws="""
    a teacher who loses our exams
    another lecture read from yellowed notes
    """,
)

COLLEAGUES = domain(
    "colleagues",
    "people",
    one="boss, manager, coworker, neighbor, landlord, roommate, colleague, supervisor, assistant, receptionist, "
    "brother-in-law, babysitter",
    verb="work with, worked with, worked with, working with",
    good=_PEOPLE_GOOD + ", hardworking, fun to be around",
    great=_PEOPLE_GREAT + ", a pleasure to be around",
    bad=_PEOPLE_BAD + ", grumpy, nosy, bossy",
    awful=_PEOPLE_AWFUL + ", a nightmare",
    sides=(
        side("attitude", "", "wonderful, positive, refreshing, admirable", "terrible, dreadful, appalling, toxic"),
        side(
            "sense of humor",
            "jokes",
            "wonderful, contagious, brilliant, delightful",
            "cruel, dreadful, tasteless, awful",
        ),
        side("work, advice", "ideas", "excellent, helpful, impressive, thoughtful", "sloppy, careless, useless, lazy"),
    ),
    good_acts=_PEOPLE_GOOD_ACTS
    + """
    brought (me|us) soup when I was sick
    stood up for (me|us|the whole team)
    """,
    bad_acts=_PEOPLE_BAD_ACTS
    + """
    talked behind (my|our) back
    played loud music (until four in the morning|every night)
    kept my deposit
    """,
    good_events="""
    the whole team loves coming to work
    I trust that person with my keys and my kids
    we laugh all day long
    """,
    bad_events="""
    everyone is afraid to speak up
    I dread Mondays because of that person
    three people have quit this year already
    """,
    facts="""
    we share an office on the (third|fifth) floor
    we met in (2012|May|college)
    we have lunch at (noon|one)
    we live on the same street
    """,
    gems="""
    a boss who says thank you
    a neighbor who waters my plants
    """,
    flaws="""
    a boss who calls on Sundays
    a roommate who never does the dishes
    """,
)

TRADES = domain(
    "trades",
    "people",
    one="plumber, electrician, lawyer, contractor, mechanic, hairdresser, painter, gardener, accountant, barber, "
    "photographer, real estate agent",
    verb="hire, hired, hired, hiring",
    good=_PEOPLE_GOOD + ", punctual, skilled, affordable",
    great=_PEOPLE_GREAT + ", worth every penny",
    bad=_PEOPLE_BAD + ", late, overpriced, sloppy",
    awful="a crook, a fraud, a liar, hopeless, a scam artist",
    sides=(
        side("work, result", "", "flawless, excellent, careful, impressive", "sloppy, shoddy, a joke, careless"),
        side(
            "estimate, bill", "rates", "fair, honest, reasonable, very reasonable", "outrageous, unfair, a joke, absurd"
        ),
        side("communication", "", "clear, quick, friendly, reliable", "terrible, slow, rude, nonexistent"),
    ),
    good_acts=_PEOPLE_GOOD_ACTS
    + """
    came (on time|the same day|on a Sunday) and fixed (it|everything) in (an hour|no time)
    charged less than the estimate
    cleaned up (afterward|everything before leaving)
    """,
    bad_acts=_PEOPLE_BAD_ACTS
    + """
    (never showed up|showed up three hours late|left halfway through the job)
    charged (double|twice the estimate)
    broke more than (was broken before|got fixed)
    ruined my (hair|kitchen|car|wedding pictures)
    """,
    good_events="""
    my car runs better than ever
    my hair has never looked better
    the bathroom looks like new
    """,
    bad_events="""
    the pipe was leaking again the next day
    I cried when I saw my hair
    I had to hire somebody else to fix it
    """,
    facts="""
    the shop is behind the gas station
    the job took (two days|three hours)
    we found the number online
    the estimate was (200|450) dollars
    """,
    gems="""
    a mechanic who doesn't cheat you
    a contractor who finishes early
    """,
    flaws="""
    a plumber who floods the basement
    an electrician who leaves us in the dark
    """,
)

POLITICIANS = domain(
    "politicians",
    "people",
    one="mayor, senator, governor, minister, councilwoman, councilman, candidate, school board member",
    verb="vote for, voted for, voted for, voting for",
    good="honest, competent, fair, reliable, sincere, hardworking, trustworthy, thoughtful",
    great="the best we've ever had, an inspiration, a true leader",
    bad="dishonest, incompetent, corrupt, arrogant, unreliable, clueless, greedy, insincere",
    awful="a liar, a fraud, a disgrace, a coward",
    sides=(
        side(
            "speech, plan, record",
            "ideas",
            "inspiring, sensible, excellent, clear",
            "empty, dangerous, dreadful, confused, pathetic",
        ),
    ),
    good_acts="""
    kept every promise
    listened to (us|the people)
    stood up for (ordinary people|our schools)
    fixed the (roads|bridges|schools) in (one year|two years)
    """,
    bad_acts="""
    broke every promise
    lied to (us|the voters|everyone)
    wasted (our|the taxpayers') money
    ran the (town|state) into the ground
    ignored the (schools|people|hospitals)
    """,
    good_events="""
    our schools have never been better
    the streets are safe again
    for once a promise was kept
    """,
    bad_events="""
    the roads are full of holes
    nothing works in this town anymore
    our taxes doubled for nothing
    """,
    facts="""
    the election is in (November|May)
    the term lasts four years
    the office is in the town hall
    the debate was on (Tuesday|Thursday)
    the district has (nine|twelve) schools
    """,
    gems="""
    a politician who answers the question
    a promise that was kept
    """,
    flaws="""
    another promise nobody will keep
    a speech without a single idea
    """,
)

DAYS = domain(
    "days",
    "day",
    one="day, morning, afternoon, evening, weekend, week, Monday, summer, winter, birthday, vacation, commute, Friday",
    verb="spend, spent, spent, spending",
    good="good, nice, lovely, beautiful, relaxing, pleasant, fun, peaceful, productive, happy, cozy, sunny",
    great="wonderful, amazing, perfect, fantastic, unforgettable, great, awesome, magical, glorious, blissful",
    bad="bad, stressful, miserable, exhausting, depressing, rough, lousy, dreary, frustrating, gloomy, boring",
    awful="terrible, awful, horrible, dreadful, a nightmare, the worst, a disaster, unbearable, rotten",
    sides=(
        side(
            "weather, mood at home, traffic",
            "people around me",
            "lovely, wonderful, great",
            "awful, terrible, miserable, dreadful",
            plain=False,
        ),
    ),
    good_acts="""
    flew by
    put a smile on my face
    cheered me up
    was just what I needed
    """,
    bad_acts="""
    ruined my mood
    went from bad to worse
    wore me out
    made me want to cry
    """,
    good_events="""
    I (got|just got) the job
    I (passed|aced) (my exam|the test|my driving test)
    the sun is (finally|) (shining|out) and the birds are singing
    my (best friend|sister|grandson) is coming to visit and I can't wait
    everything is going my way (today|this week)
    I woke up (happy|smiling|full of energy)
    she said yes
    we won (the match|the game|)
    I feel on top of the world
    I'm so proud of my (daughter|son|team|students)
    I can't stop smiling
    things are finally looking up
    we're having a baby
    the doctor says I'm healthy again
    """,
    bad_events="""
    I (lost|just lost) my (job|keys and my wallet|best friend)
    I failed (my exam|the test|my driving test) (again|)
    it has been raining (for nine days|all week|on my whole vacation)
    my (car|bike) (broke down|was stolen) (again|this morning|)
    nothing is going right (today|this week)
    I woke up (sad|with a headache|in tears|sick)
    my (dog|cat|grandmother) died
    I (miss|really miss) (her|him|home) so much
    I feel (like crying|completely alone|like giving up)
    I can't stop crying
    everything is falling apart
    he broke up with me
    I got (fired|dumped|fined) (today|)
    I'm so tired of (this|all of this|being ignored)
    stuck in traffic (again|for two hours)
    """,
    facts="""
    it is (Monday|Tuesday|Wednesday|Thursday)
    it is (sixty|fifty|eighty) degrees outside
    I (have|had) a meeting at (ten|three|four)
    we had (soup|sandwiches|pasta) for (lunch|dinner)
    I took the (bus|train|seven o'clock train) (to work|home|this morning)
    my sister lives in (Tampa|Porto|Glasgow)
    there is snow in the forecast for (Sunday|tomorrow)
    I'm going to the (store|bank|post office) (later|at noon|tomorrow)
    the neighbors are painting their fence
    I put the keys on the table
    the train leaves at (7:15|noon|half past four)
    """,
    gems="""
    a day off
    an hour of sunshine
    a hug from my kids
    two weeks of vacation
    """,
    flaws="""
    another flat tire
    more rain
    a cold on the first day of my vacation
    another sleepless night
    a parking ticket
    """,
)

DOMAINS = (
    FILMS, BOOKS, MUSIC, GAMES, PHONES, LAPTOPS, CAMERAS, HEADPHONES, HOUSEHOLD, CLOTHES, FOOD, HOTELS, TRAVEL, SHOPS,
    SERVICE, SOFTWARE, PLACES, EVENTS, DOCTORS, TEACHERS, COLLEAGUES, TRADES, POLITICIANS, DAYS,
)  # fmt: skip
