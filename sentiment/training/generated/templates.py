"""What each kind of text says: one template a line, after the probability (in percent) that it is positive.

`*` in place of a number: the adjective decides. `@a|b` after it: only for domains of one of these groups; without it a
template is for every domain but days. `(a|b)` is a choice and `{name}` a slot, both explained in `grammar.py`.
A text gets its final period and its capital letters later.
"""

# Kind: (share of the texts, whether construction decides where a teacher disagrees, templates)
KINDS: dict[str, tuple[float, bool, str]] = {}

KINDS["plain"] = (
    12,
    False,
    """
* {this} {is} {adj+}
* {this} {is} {adj-}
* {this} {is} {adj+}
* {this} {is} {adj-}
* {it} {is} {adj+}
* {it} {is} {adj-}
* {adj+}
* {adj-}
* (what|such) {a_attr+} {thing}
* (what|such) {a_attr-} {thing}
* {a_attr+} {thing}
* {a_attr-} {thing}
* I (found|thought) {this} {single+}
* I (found|thought) {this} {single-}
* {it} {is} {a_attr+} {thing}
* {it} {is} {a_attr-} {thing}
* I think {it} {is} {adj+}
* I think {it} {is} {adj-}
* (honestly|overall|all in all|to me|in my opinion|for me), {this} {is} {adj+}
* (honestly|overall|all in all|to me|in my opinion|for me), {this} {is} {adj-}
* {single+} and {single2+}
* {single-} and {single2-}
* {this} {is} {single+} and {single2+}
* {this} {is} {single-} and {single2-}
* you {will} find {this} {single+}
* you {will} find {this} {single-}
92 {side+}
8 {side-}
92 {side+}
8 {side-}
93 {side+} and {side2+}
7 {side-} and {side2-}
93 {side+}, {side2+}, and {side3+}
7 {side-}, {side2-}, and {side3-}
93 {Nside+}
7 {Nside-}
94 {Nside+}, {Nside2+}
6 {Nside-}, {Nside2-}
95 I (love|adore|really like|like|enjoy) {this}
5 I (hate|dislike|can't stand|despise|detest|loathe|don't like) {this}
95 I (loved|adored|liked|enjoyed|really liked|really enjoyed|absolutely loved) {this}
5 I (hated|disliked|couldn't stand|despised|detested|loathed|absolutely hated|really disliked|didn't like|didn't enjoy) {this}
95 (we|my kids|my parents|my husband and I|my wife and I|all of us) (love|loved|adored|really liked|enjoyed) {this}
5 (we|my kids|my parents|my husband and I|my wife and I|all of us) (hate|hated|couldn't stand|really disliked|detested) {this}
94 (love|loved|love love love|so in love with) {obj}
5 (hate|hated|can't stand|really hate) {obj}
96 I (love|loved|adore) (everything|every single thing) about {this}
4 I (hate|hated|dislike) (everything|every single thing) about {this}
94 you (will|are going to) love {this}
6 you (will|are going to) hate {this}
90 I (like|love|liked|loved) {side}
9 I (hate|hated|dislike|disliked|can't stand|don't like) {side}
91 I am (very|so|really|extremely|) (happy|pleased|satisfied|impressed|delighted|thrilled) with {this}
7 I am (very|so|really|extremely|) (unhappy|disappointed|dissatisfied|displeased|frustrated|annoyed) with {this}
91 (very|so|really|extremely) (happy|pleased|satisfied|impressed|delighted) with {this}
7 (very|so|really|extremely) (unhappy|disappointed|dissatisfied|frustrated|annoyed|fed up) with {this}
96 #one {the} (made|makes) me (so|really|very|) happy
5 #one {the} (made|makes) me (so|really|very|) (angry|sad|mad|unhappy)
97 @thing (the best|by far the best|easily the best) {thing} (I've ever|I have ever|we've ever) {done1}
3 @thing (the worst|by far the worst|easily the worst) {thing} (I've ever|I have ever|we've ever) {done1}
96 (the best|by far the best|easily the best) {thing} (in town|I know|out there|in years)
3 (the worst|by far the worst|easily the worst) {thing} (in town|I know|out there|in years)
95 best {thing} (ever|in years|of my life)
4 worst {thing} (ever|in years|of my life)
97 @media (a masterpiece|a masterpiece of a {thing})
4 (what a|a|such a|a complete|a total) (mess|disaster|letdown|failure|flop|embarrassment)
95 (what a|a|such a|a real|an absolute) (delight|joy|pleasure|success|triumph|winner)
94 (it|this) is a (real|true|genuine|) (gem|treasure|delight|joy|winner) @thing
5 (it|this) is a (real|total|complete|) (letdown|disappointment|failure|mess|disgrace|embarrassment) @thing
3 @goods|app|food|service (garbage|junk|total junk|utter trash|rubbish|a rip-off|pure garbage)
96 @day {this} (was|has been) {adj+}
4 @day {this} (was|has been) {adj-}
95 @day I (love|loved) {this}
6 @day I (hate|hated) {this}
95 @day I (am|feel|'m) (so|really|very|) (happy|great|good|calm|grateful|excited|relaxed|cheerful|blessed|lucky|content) (today|right now|this morning|)
5 @day I (am|feel|'m) (so|really|very|) (sad|awful|terrible|lonely|depressed|miserable|hopeless|stressed|heartbroken|angry|anxious) (today|right now|this morning|)
95 @day what a {attr+} {thing}
4 @day what {a_attr-} {thing}
92 @day the weather (is|was) {attr+} (today|this morning|all week|)
8 @day the weather (is|was) {attr-} (today|this morning|all week|)
95 @day (today|yesterday|tonight|this morning) was {adj+}
5 @day (today|yesterday|tonight|this morning) was {adj-}
94 @day (life is good|good times|happy days|what a day to be alive|feeling great|feeling good|feeling blessed)
5 @day (life is hard|worst day ever|I hate everything|I hate my life|feeling awful|feeling low|I want to cry)
""",
)

KINDS["intensity"] = (
    7,
    False,
    """
* {this} {is} {very+}
* {this} {is} {very-}
* {this} {is} {abs+}
* {this} {is} {abs-}
* {this} {is} {pretty+}
* {this} {is} {pretty-}
* {it} {is} {very+}
* {it} {is} {very-}
* {it} {is} {abs+}
* {it} {is} {abs-}
* {it} {is} {pretty+}
* {it} {is} {pretty-}
* {very+}
* {very-}
* {abs+}
* {abs-}
* {pretty+}
* {pretty-}
* {this} {is} {fair}
* {it} {is} {fair}
* {fair}
42 (just|only) (okay|fine|all right|decent), (nothing more|no more than that)
* {this} {is} {abit-}
* {it} {is} {abit-}
* {abit-}
* I (find|found) {this} {veryone+}
* I (find|found) {this} {veryone-}
95 I (really|absolutely|truly|totally|seriously|sincerely|just) (love|loved|enjoyed|adored) {this}
4 I (really|absolutely|truly|totally|seriously|sincerely|just) (hate|hated|despised|detested|loathed) {this}
93 I (love|loved|like|liked|enjoyed) {this} (a lot|so much|very much|immensely)
6 I (hate|hated|dislike|disliked) {this} (a lot|so much|very much|with a passion|intensely)
72 I (kind of|sort of|kinda) (like|liked|enjoyed) {this}
22 I (kind of|sort of|kinda) (hate|hated|disliked) {this}
80 I (quite|rather) (like|liked|enjoyed) {this}
12 I (quite|rather) (dislike|disliked) {this}
94 {side} {siden_is} (so|really|just so|truly) {sideadj+}
6 {side} {siden_is} (so|really|just so|truly) {sideadj-}
97 (easily|without a doubt|by far|hands down) the (most {superl+}|best) {thing} (in years|I know|of the year|ever)
3 (easily|without a doubt|by far|hands down) the (most {superl-}|worst) {thing} (in years|I know|of the year|ever)
96 could hardly be (better|nicer) @thing
4 could hardly be (worse|more disappointing) @thing
""",
)

KINDS["event"] = (
    11,
    False,
    """
94 {the} {act+}
6 {the} {act-}
94 {it} {act+}
6 {it} {act-}
94 {the} {act+}
6 {the} {act-}
94 {event+}
6 {event-}
94 {event+}
6 {event-}
95 {event+} and {event2+}
5 {event-} and {event2-}
95 {it} {act+}. {event+}
5 {it} {act-}. {event-}
94 {the} that {other} recommended {act+}
6 {the} that {other} recommended {act-}
95 {fact}. {side+} and {side2+}. {event+}. {idiom+}
5 {fact}. {side-} and {side2-}. {event-}. {idiom-}
96 {this} {is} {adj+}. {side+}, and {side2+}. {event+}
4 {this} {is} {adj-}. {side-}, and {side2-}. {event-}
95 {event+}. {event2+}. {side+}, too. I'd {do} {obj} again
5 {event-}. {event2-}. {side-}, too. I'll never {do} {obj} again
95 I {did} {this} (last week|in March|on Friday|two days ago), and {it} {act+}. {event+}. (Highly recommended|I'm so happy|{idiom+})
5 I {did} {this} (last week|in March|on Friday|two days ago), and {it} {act-}. {event-}. (Not recommended|I'm so angry|{idiom-})
95 {fact}. {it} {act+}
5 {fact}. {it} {act-}
94 {fact}. {event+}
6 {fact}. {event-}
96 @goods|media|place|fly worth every (penny|cent|minute|dollar)
3 @goods|media|place|fly|support|shop wouldn't wish {obj} on (anyone|anybody|my worst enemy|my mother-in-law)
97 @place|media|occasion|fly I'd (go back|do it again|do it all over again) in a heartbeat
95 @goods|app|media (money|time) well spent
4 @goods|app|media (money|time) down the drain
5 @goods|app a waste of (money|good money|time and money)
96 I (can't|cannot) (praise|recommend) {obj} (highly enough|enough)
95 two thumbs up
4 two thumbs down
95 @thing (hits the spot|the real deal|the bee's knees|a breath of fresh air|a home run|pure magic)
5 @thing (a slap in the face|the last straw|all show and no substance|a bad joke|highway robbery)
95 (keep up the good work|hats off|well done|bravo|kudos to everyone involved)
5 (shame on you|shame on them|you should be ashamed of yourselves|what were they thinking)
96 @people|support|shop|eat|stay|fly (my hat is off to|hats off to|three cheers for|thank you to) {the}
4 @people|support|shop|eat|stay|fly (shame on|do not trust|stay away from) {the}
95 @people I (trust|admire|respect|look up to) {this}
5 @people I (don't trust|despise|can't work with|have lost all respect for) {this}
95 @day {event+}
5 @day {event-}
95 @day {event+}
5 @day {event-}
95 @day {event+} and {event2+}
5 @day {event-} and {event2-}
94 @day {this} {act+}
6 @day {this} {act-}
94 @day {fact}. {event+}
6 @day {fact}. {event-}
93 @day (thank you|thanks|many thanks) (so much|a lot|) for (the flowers|your help|everything|being there|a lovely evening)
6 @day (leave me alone|I've had enough|I give up|nobody cares|this has to stop)
""",
)

KINDS["negated"] = (
    10,
    True,
    """
14 {this} {isn't} {good}
12 {this} {isn't} (very|really|all that|particularly|at all) {good}
22 {this} {isn't} (exactly|really|) great
20 not (great|so great|that great|very good|so good|all that good)
14 not {good}
14 not {good} at all
24 {this} {isn't} {greatword}
76 {this} {isn't} {bad}
82 {this} {isn't} {bad} at all
82 {this} {isn't} at all {bad}
70 {this} {isn't} (that|so|too|all that) {bad}
75 not {bad}
84 not {bad} at all
72 not (that|so|too) {bad}
75 not bad
85 not (bad at all|half bad|bad, not bad at all)
80 {it} {isn't} half bad
55 {this} {isn't} {awfulword}
55 not (terrible|awful|horrible)
76 {it} {isn't} {bad}
14 {it} {isn't} {good}
78 {it} {isn't} {bad}, (not in the least|not one bit|not even slightly)
12 {it} {isn't} {good}, (not in the least|not one bit|not even slightly)
82 {it} {isn't} (in the least|in any way|the least bit|remotely) {bad}
9 {it} {isn't} (in the least|in any way|the least bit|remotely) {good}
82 (in no way|by no means) {bad}
12 (in no way|by no means) {good}
80 {it} {was} never {bad}
14 {it} {was} never {good}
84 {it} {was} never {bad}, (not for a minute|not once|not for a second)
10 {it} {was} never {good}, (not for a minute|not once|not for a second)
10 I (didn't|did not|don't|do not) (like|love|enjoy|care for) {this}
6 I (didn't|did not|don't|do not) (like|enjoy|care for) {this} (at all|one bit|in the least)
85 I (didn't|did not|don't) (hate|dislike) {this}, (quite the opposite|not at all|on the contrary)
62 I (didn't|did not|don't) (hate|dislike|mind) {this}
88 @thing I (didn't|did not|don't) regret {doing} {this} (at all|one bit|for a second|)
80 {side} {siden_isn't} {sidebad} (at all|in the least|)
12 {side} {siden_isn't} {sidegood} (at all|in the least|)
80 {side} {siden_isn't} {sidebad} and {side2} {siden_isn't2} {sidebad2} either
8 {side} {siden_isn't} {sidegood} and {side2} {siden_isn't2} {sidegood2} either
84 there (is|was) nothing {single-} about {this}
8 there (is|was) nothing {single+} about {this}
7 neither {good} nor {good2}
84 neither {bad} nor {bad2}
8 {this} {is} neither {good} nor {good2}
84 {this} {is} neither {bad} nor {bad2}
6 no (fun|good|use) (at all|whatsoever) @thing
7 {the} {didn't} (impress|convince|please|satisfy) (me|us) (at all|one bit|)
86 {the} {didn't} (disappoint|annoy|let down) (me|us) (at all|for a second|) @thing
86 @media|occasion {the} {didn't} bore (me|us) (at all|for a second|)
88 {the} {didn't} disappoint
10 not (worth it|worth the money|worth your time|worth my time) @thing
10 {it} {isn't} worth (it|the money|your time|the trouble) @thing
6 I (would not|wouldn't) (recommend|trust) {this} (to anyone|)
6 not (recommended|something I'd recommend|for me, and not for anyone)
8 I'm not (happy|satisfied|impressed|pleased|thrilled) (with {this}|at all)
82 I'm not (unhappy|disappointed|dissatisfied) (with {this}|at all)
6 {this} {doesn't} deserve (the praise|the hype|any of the praise|your money) @thing
85 {this} {doesn't} deserve (the hate|all this criticism|the bad press|the bad reviews)
12 @day {this} was not {good}
76 @day {this} was not {bad}
84 @day {this} was not {bad} at all
8 @day I'm not (happy|okay|well|feeling great) (today|at all|)
80 @day I'm not (sad|worried|stressed|unhappy|angry) (anymore|at all|)
10 @day this is not (my day|how I wanted to spend my {thing})
""",
)

KINDS["far_negation"] = (
    7,
    True,
    """
14 I (don't think|do not think|don't believe|can't imagine|cannot imagine|wouldn't say|would not say) (that|) (anybody|anyone) (in my family|I know|at work|in our group|on this planet|with working eyes|) (would|could) (call|consider) {this} {good1}
78 I (don't think|do not think|don't believe|can't imagine|cannot imagine|wouldn't say|would not say) (that|) (anybody|anyone) (in my family|I know|at work|in our group|on this planet|with working eyes|) (would|could) (call|consider) {this} {bad1}
12 I (don't think|do not think|can't say|cannot say|wouldn't say) (that|) {this} {is} (very|really|) {good}
78 I (don't think|do not think|can't say|cannot say|wouldn't say) (that|) {this} {is} (very|really|) {bad}
10 (nobody|no one) (I know|in my family|at work|in our group) (thinks|would say|believes) (that|) {this} {is} {good}
80 (nobody|no one) (I know|in my family|at work|in our group) (thinks|would say|believes) (that|) {this} {is} {bad}
10 there is no (way|chance) (anyone|anybody) (would|could) (find|call|consider) {this} {good1}
80 there is no (way|chance) (anyone|anybody) (would|could) (find|call|consider) {this} {bad1}
12 I (have|'ve) yet to (meet|find|see) (anyone|anybody|a person|a single person) who (likes|loves|enjoys|recommends) {this}
85 I (have|'ve) yet to (meet|find|see) (anyone|anybody|a person|a single person) who (dislikes|hates|regrets|complains about) {this}
10 at no point did I find {this} {single+}
84 at no point did I find {this} {single-}
12 it would be (wrong|a lie|dishonest|a stretch) to describe {this} as {single+}
78 it would be (wrong|a lie|dishonest|unfair) to describe {this} as {single-}
8 it would be (a lie|dishonest) to say that I (liked|enjoyed|loved) {this}
80 it would be (a lie|dishonest|unfair|wrong) to say that I (disliked|hated|didn't like|didn't enjoy) {this}
9 I wish I could say (that|) (I liked {this}|{this} {is} {good}|I enjoyed {this}|it was {good})
10 (not|hardly) what (I|you|one|anyone) would call {a_good} {thing}
76 (not|hardly) what (I|you|one|anyone) would call {a_bad} {thing}
10 none of (my friends|us|my colleagues|the people I know) (liked|enjoyed|was happy with|would recommend) {this}
85 none of (my friends|us|my colleagues|the people I know) (disliked|was unhappy with|was disappointed by|regretted) {this}
12 by no (stretch of the imagination|means|measure) is this {a_good} {thing}
76 by no (stretch of the imagination|means|measure) is this {a_bad} {thing}
10 (despite|after) (everything that {other} told me|what the ads say|all the praise|two weeks of trying), I (can't|cannot|couldn't|could not) (really|honestly|) say (that|) {it} {is} {good}
78 (despite|after) (everything that {other} told me|what the critics say|all the complaints), I (can't|cannot|couldn't|could not) (really|honestly|) say (that|) {it} {is} {bad}
10 (whatever|no matter what) {other} (says|tells you), {this} {isn't} {good}
80 (whatever|no matter what) {other} (says|tells you), {this} {isn't} {bad}
10 not (one|a single one) of (us|my friends|the five of us) (liked|enjoyed|was impressed by|would go for) {this}
84 not (one|a single one) of (us|my friends|the five of us) (disliked|was disappointed by|complained about|had a bad word for) {this}
9 if you (expect|are hoping for|want) {a_good} {thing}, (this is not it|look elsewhere|you will not find it here)
82 if you think this is {a_bad} {thing}, (you are wrong|you're mistaken|you couldn't be more wrong)
12 {it} {isn't}, (in my view|as far as I can tell|to put it mildly|I'm sorry to say), (very|particularly|) {good}
78 {it} {isn't}, (in my view|as far as I can tell|in spite of what people say|whatever the critics say), {bad}
10 I (would|could) never (in a million years|in my life|in good conscience|) call {this} {good1}
7 I (would|could) never (in a million years|in my life|in good conscience|) recommend {this} (to anyone|to a friend|)
12 (nobody|no one) has ever called {this} {good1}
80 (nobody|no one) has ever called {this} {bad1}
""",
)

KINDS["litotes"] = (
    10,
    True,
    """
93 {this} never fails to (impress|delight|surprise me in the best way|please|deliver|make me smile|satisfy)
8 {this} (fails|failed) to (impress|please|deliver|convince|satisfy|do the one thing it promises)
93 never fails to (impress|delight|please|deliver|make me smile|satisfy)
8 (fails|failed) to (impress|please|deliver|convince|satisfy)
93 @media never fails to (entertain|move me|make me laugh|cheer me up|grip me)
8 @media (fails|failed) to (entertain|move me|make me laugh|excite|grip me)
8 {this} never (impressed|delighted|pleased|convinced|satisfied) (me|us|anyone)
90 {this} (has never|never) (disappointed|let down|bored|annoyed) (me|us|anyone)
95 {this} (couldn't|could not) (be|have been) (better|nicer|more {superl+})
4 {this} (couldn't|could not) (be|have been) (worse|more {superl-}|any worse)
95 (couldn't|could not) be (better|happier with {obj}|more {superl+}|more pleased)
4 (couldn't|could not) be (worse|more {superl-}|more disappointed|less impressed)
96 I (couldn't|could not|can't) be (happier|more pleased|more satisfied|more impressed) (with {this}|)
5 I (couldn't|could not) be (unhappier|more disappointed|less happy|more annoyed) (with {this}|)
24 {this} (could|could easily|should|ought to) be (better|nicer|more {superl+})
20 {this} (could|should) have been (better|so much better|a lot better|more {superl+})
82 I (can't|cannot|really can't|couldn't) complain (about {this}|about a thing|)
7 all I can do is complain (about {this}|)
6 I (can|could) (only|just) complain (about {this}|)
90 (no|absolutely no) complaints (here|at all|whatsoever|from me|so far|)
90 zero complaints (here|from me|so far|)
8 (nothing but|so many|lots of|too many) complaints
90 I have (no|absolutely no) complaints (about {this}|whatsoever|at all)
8 I have (a lot of|nothing but|several serious) complaints (about {this}|)
94 (not|there isn't|there wasn't) a single dull (moment|minute|second) @media|occasion|fly
6 (not|there isn't|there wasn't) a single (funny|exciting|interesting|good|original) (moment|minute|idea) @media
94 never a dull (moment|minute|scene) @media|occasion
94 @media|occasion|fly there (isn't|is not|wasn't|was not) a single dull (moment|minute|second) in {this}
6 @media|occasion there (isn't|is not|wasn't|was not) a single (good|interesting|exciting|original) (moment|idea) in {this}
94 @media|occasion|fly {this} {didn't} have a single dull (moment|minute|second)
6 @media|occasion {this} {didn't} have a single (good|interesting|exciting|original) (moment|idea)
93 {event+}. {idiom+}
7 {event-}. {idiom-}
93 {it} {act+}. {idiom+}
7 {it} {act-}. {idiom-}
92 {fact}. {idiom+}
8 {fact}. {idiom-}
92 {this}: {idiom+}
8 {this}: {idiom-}
93 {side+}. {idiom+}
7 {side-}. {idiom-}
93 {idiom+}. {side+} and {side2+}
7 {idiom-}. {side-} and {side2-}
92 {idiom+}. {idiom2+}
8 {idiom-}. {idiom2-}
96 (couldn't have|could not have) (asked|wished) for (more|anything better|{a_better} {thing}|a better experience)
96 I (couldn't have|could not have) (asked|wished) for (more|anything better|a better {thing})
15 I (had|would have|'d have) (asked|hoped|wished) for (more|a lot more|something better)
25 (nothing to write home about|nothing special|no great shakes|nothing worth talking about)
25 {this} {is} (nothing to write home about|nothing special|nothing to get excited about|no big deal)
70 {this} {isn't} without (its|) charm @media|place|goods
70 not without its (charms|merits|strengths|good points|moments) @media|place
30 not without its (flaws|problems|faults|weaknesses) @thing
8 {this} {is} without (any|a trace of|the slightest) (charm|merit|redeeming quality)
8 without any (charm|merit|redeeming features)
88 {this} {is} without (fault|flaw|a single flaw|blemish) @thing
88 (I was|we were|I am) (not|anything but|far from|not at all|not in the least) disappointed (by {this}|with {this}|)
88 (you won't be|I wasn't|we weren't) disappointed (by {this}|with {this}|)
7 (I was|we were|you will be|I am) (so|very|deeply|really|rather|) disappointed (by {this}|with {this}|in {this}|)
85 (not|in no way|certainly not|by no means) a waste of (time|money|my time) @thing
4 (just|nothing but|simply|such) a waste of (time|money|my time|my money) @thing
85 {it} {is} (not|by no means|certainly not) a waste of (time|money) @thing
4 {it} {is} (nothing but a|just a|simply a|a complete|a total|such a) waste of (time|money|time and money) @thing
82 hardly {bad}
14 hardly {good}
82 {this} {is} (hardly|never) {bad}
12 {this} {is} (hardly|scarcely|rarely|never) {good}
84 {this} {is} (far from|anything but) {bad}
8 {this} {is} (far from|anything but|nowhere near) {good}
84 (far from|anything but) {bad}
8 (far from|anything but) {good}
95 nothing short of {greatword}
4 nothing short of {disastrous}
95 {this} {is} nothing (short of|less than) {greatword}
4 {this} {is} nothing (short of|less than) {disastrous}
90 there (is|was) nothing (not to love|not to like|to dislike|to complain about|wrong with {this})
8 there (is|was) (nothing|not much|little) to (like|love|recommend|praise|enjoy) (about {this}|here|)
92 what's not to (like|love)?
90 (nothing|not a thing) to (complain about|criticize|improve)
92 I (wouldn't|would not) change a thing (about {this}|)
8 I (would|'d) change everything (about {this}|)
93 @media|eat|app|visit I (can't|couldn't) get enough of {this}
6 I (can't|couldn't) get (rid of|away from) {this} (fast|soon|quickly) enough
93 I can't say enough (good things|nice things) about {this}
8 I can't say (a single|one) (good thing|nice thing|good word|kind word) about {this}
92 I can't say (a single|one) bad (thing|word) about {this}
93 @goods|app|listen I can't imagine (life|my day) without {obj}
88 (I have|there is|I've) nothing (bad|negative) to say (about {this}|)
7 (I have|there is|I've) nothing (good|nice|positive) to say (about {this}|)
94 you can't go wrong with {this}
8 everything that can go wrong with {this} does go wrong
88 nothing has ever gone wrong with {this}
90 (you won't|you'll never|I don't) regret (it|this) @thing
7 you will regret (it|this) @thing
90 no (regrets|regrets at all|problems whatsoever|issues at all|problems so far)
92 (second to none|hard to beat|impossible to beat|without equal|without rival)
92 {this} {is} (second to none|hard to beat|impossible to beat|unmatched|without equal)
10 {this} {is} (easy to beat|hard to (love|like|recommend|take seriously))
92 it's (impossible|hard) not to (love|like|admire) {this}
8 it's (impossible|hard) to (love|like|admire|defend) {this}
88 not a bad word to say about {this}
7 not a good word to say about {this}
92 {this} (leaves|left) nothing to be desired
12 {this} (leaves|left) (a lot|much|something|a great deal) to be desired
92 I (couldn't|could not) help but (love|like) {this}
92 I (have|had) (never|rarely|seldom) (seen|known|come across) {a_better} {thing}
4 I (have|had) (never|rarely|seldom) (seen|known|come across) a worse {thing}
4 it doesn't get (worse|any worse) than this
95 it doesn't get (better|any better) than this
92 {this} {doesn't} (miss a beat|put a foot wrong)
7 {this} {doesn't} (get anything right|do a thing right|come close to what was promised)
92 {the} has not (once|a single time) (disappointed|failed|let down) (me|us)
92 @people has never once (let me down|been late|lost patience with us)
8 @people has never once (said thank you|apologized|been on time|kept a promise)
80 @day can't complain
94 @day couldn't be (better|happier|more excited|prouder)
4 @day couldn't (be|get) (worse|any worse|more depressing)
94 @day {this} couldn't have (been|gone) (better|any better)
4 @day {this} couldn't have (been|gone) (worse|any worse)
20 @day I've had better (days|weeks|mornings)
60 @day I've had worse (days|weeks|mornings)
20 @day {this} could have been (better|a lot better)
""",
)

KINDS["complaint"] = (
    3,
    False,
    """
10 @goods|media|watch {this} {is} too (long|slow|loud|complicated|expensive) (for me|for what it is|)
10 @goods|app|device (way too|too|much too|far too) (slow|complicated|expensive|unreliable|noisy)
8 @watch|read (way too|too|much too|far too|) long and (too|) (predictable|slow|silly)
10 @eat (way too|too|much too|far too) (salty|sweet|greasy|expensive|spicy|loud|small|dry)
10 @eat|stay|fly {side} {siden_was} (too|far too|much too) (expensive|poor) for (us|me|what we paid)
10 @stay (way too|too|much too|far too) (noisy|small|expensive|dirty|cold|hot) (for us|for the price|to sleep|)
8 @goods|app|support|shop|stay not (reliable|good) enough (for the price|)
8 @wear (way too|too|much too|far too) (tight|short|thin|stiff|small|big|itchy) (for me|in the shoulders|to wear outside|)
8 {this} {isn't} (good|{superl+}) enough (for me|for us|to recommend|)
10 (not|nowhere near|hardly) (good|{superl+}) enough
82 (not too|never too) (long|loud|expensive|complicated|much) @goods|watch|occasion|app
84 @eat (not too|never too) (salty|sweet|greasy|spicy|expensive), (just right|exactly how I like it)
88 @eat|stay|goods|wear more than good enough (for us|for the price|for me|)
88 {side} {siden_is} (just right|exactly right|spot on)
86 {side} {siden_is} (more than|certainly|easily) good enough (for me|for us|)
88 {side}: (just right|spot on|exactly as I had hoped)
10 {side} {siden_isn't} (good enough|nearly good enough) (for me|for us|)
10 {side}: (not good enough|nowhere near good enough|not what I had hoped for)
88 @people never too (busy|proud|tired) to (help|listen|explain)
8 @people (always|forever) too (busy|proud|tired) to (help|listen|explain)
90 (just|exactly) the right (length|size|price|amount|level of detail) @goods|watch|read|device
92 just right
86 @goods|app|eat|stay {this} {is} (more than|easily|certainly) good enough (for me|for my needs|to recommend|for the whole family)
90 @goods|device (not too heavy, not too light|not too big, not too small|neither too big nor too small)(: perfect|: just right|, just right)
88 @watch|read|play never too (long|slow|complicated) and always {single+}
90 @eat (not too sweet|not too spicy|not too salty), (perfectly balanced|simply perfect|simply delicious)
88 @stay|wear|goods (big|strong|warm|comfortable) enough for (everything I need|the two of us|the whole winter), and {single+}
8 too (many problems|much money for nothing|much noise and too little substance|many promises, too little action)
7 (not enough|too little) (care|effort|quality|value|honesty) for (the|so much) money @goods|stay|eat|service
8 too (good|nice) to be true, and it wasn't true
""",
)

KINDS["change"] = (
    6,
    True,
    """
6 (I used|we used) to (love|like|enjoy|recommend|swear by) {this}, (but now|but lately|but these days) {it} {pres} {single-}
92 (I used|we used) to (hate|dislike|avoid) {this}, (but now|but lately|but these days) {it} {pres} {single+}
5 (I used|we used) to (love|like|enjoy|recommend|swear by) {this}. (Not anymore|Not any more|No longer|Those days are over|Now I avoid {obj})
90 (I used|we used) to (hate|dislike|avoid) {this}. (Not anymore|Not any more|No longer|Now I'm a fan|Now I love {obj})
90 (hated|disliked|couldn't stand) {obj} at first, but {it} (grew on me|won me over|really grew on us)
8 (loved|liked|enjoyed) {obj} at first, but {it} (got old fast|wore thin|went downhill|let me down in the end)
92 {this} used to be {bad}, (but|and) now {it} {pres} {single+}
7 {this} used to be {good}, (but|and) now {it} {pres} {single-}
90 at first I (thought {it} {was}|found {obj}) {single-}, (but|then) (now I love {obj}|after a week I loved {obj}|I changed my mind completely and became a fan)
8 at first I (thought {it} {was}|found {obj}) {single+}, (but|then) (now I hate {obj}|after a week I hated {obj}|the problems started)
90 (getting|keeps getting|gets) better (every time|every year|every day|all the time|and better)
7 (getting|keeps getting|gets) worse (every time|every year|every day|all the time|and worse)
90 {this} (has improved a lot|has improved immensely|has gotten so much better|got better and better) (over the years|lately|)
8 {this} (has gone|went) downhill (lately|fast|over the years|since last year|)
8 {this} (isn't|is not) what {it} used to be
10 {it} (was|used to be) {good}, (but|yet) {it} (no longer is|isn't anymore|hasn't been for years)
86 {it} (was|used to be) {bad}, (but|yet) {it} (no longer is|isn't anymore|hasn't been for years)
90 I don't (hate|dislike|avoid) {this} anymore: {it} {pres} {single+}
7 I don't (like|love|recommend) {this} anymore: {it} {pres} {single-}
8 @watch starts (well|strong|promising|out great) (and|but|, then) (falls apart|goes downhill|gets boring|ends in a mess) (halfway through|after an hour|quickly|)
86 @watch starts (slow|slowly|badly|weak), but (gets better and better|ends brilliantly|becomes a joy|pays off in the end)
88 @watch|read|listen it (took|needed) (a while|two tries|some time) to get into, but (then I was hooked|it was so worth it|I ended up loving it)
7 @goods (great|good|fine|perfect) (for a week|for the first month|at first|until it broke), (then|and then) {it} (died|fell apart|stopped working|broke)
88 @goods|app (a bit of trouble|some problems|a few hiccups) at first, but (now it works perfectly|since then it has been flawless|now I couldn't live without it)
6 @eat|stay|shop (new owners|since the change of owners|under the new management), (everything has gone downhill|it's awful now|nothing is as good as before)
92 @eat|stay|shop (new owners|since the change of owners|under the new management), (everything is so much better|it's wonderful now|it has become a gem)
90 @people I (hated|disliked|was afraid of) {this} at first, but {it} turned out to be {single+}
8 @people I (liked|trusted|admired) {this} at first, but {it} turned out to be {single-}
92 @day {this} (started|began) (badly|terribly), but (it ended wonderfully|got so much better|turned out great|became the best in years)
8 @day {this} (started|began) (well|great|fine), but (ended in tears|went downhill fast|turned into a nightmare)
90 @day I was (sad|worried|stressed|nervous) (this morning|yesterday|all week), but now I'm (happy|fine and smiling|so relieved|feeling great)
8 @day I was (happy|calm|hopeful|excited) (this morning|yesterday|all week), but now I'm (sad|miserable|furious|heartbroken)
""",
)

KINDS["expectation"] = (
    6,
    True,
    """
92 I expected (to hate|to dislike|not to like|nothing from) {this}, but (I loved {obj}|I was blown away|{it} {was} {single+}|I ended up loving {obj})
6 I expected (to love|to like|to enjoy|so much from) {this}, but (I hated {obj}|I was bored and annoyed|{it} {was} {single-}|I ended up hating {obj})
8 I (really|so|) wanted to (like|love|enjoy) {this}, but (I couldn't|I just couldn't|I didn't|{it} {was} {single-}|{it} {act-})
90 I (really|so|) wanted to (hate|dislike) {this}, but (I couldn't|I just couldn't|I ended up loving {obj}|{it} {was} {single+})
90 (better|much better|far better|so much better|way better) than (I expected|expected|I thought|I had feared|the reviews suggest|I'd hoped)
8 (worse|much worse|far worse|so much worse|way worse) than (I expected|expected|I thought|I had feared|the reviews suggest|I could have imagined)
90 {this} {was} (better|much better|far better|so much better) than (I expected|expected|I thought|I had feared|{his} reputation)
8 {this} {was} (worse|much worse|far worse) than (I expected|expected|I thought|I had feared|{his} reputation)
90 (exceeded|surpassed|went beyond) (my|our|all|all my) expectations
8 (fell short of|didn't meet|came nowhere near|did not live up to) (my|our|any of my) expectations
88 {this} (lived|lives) up to (the hype|the promise|my expectations|all the praise|{his} name)
10 {this} {didn't} live up to (the hype|the promise|my expectations|all the praise|{his} name)
88 I (had|went in with) (low|zero|no|very low) expectations, (but|and) (I was pleasantly surprised|{it} {was} {single+}|I was wrong|I loved {obj})
8 I (had|went in with) (high|great|such high) expectations, (but|and) (I was let down|{it} {was} {single-}|I left disappointed|they were crushed)
90 (pleasantly|very pleasantly|happily) surprised (by {this}|)
10 I (expected|was expecting|had hoped for|was promised) {a_good} {thing}. What I got was {a_attr-} one
90 I (expected|was expecting|had feared) {a_bad} {thing}. What I got was {a_attr+} one
10 I (expected|hoped for|was looking forward to) {a_good} {thing}, not this
8 (should be|is supposed to be|is said to be|claims to be) {good}, but {it} {presn't}
84 (is supposed to be|is said to be) {bad}, but {it} {presn't}
90 I was (skeptical|not sure|doubtful|worried) (at first|before {doing} {obj}|), but (what a surprise|I shouldn't have been|{it} {act+}|I'm a convert)
10 I was (excited|full of hope|so looking forward to it) (at first|), but (what a letdown|not for long|{it} {act-}|reality was different)
9 @media|goods|stay|occasion with (all the hype|such a budget|those prices), (I expected|you'd expect|one would expect) (more|far more|something better)
90 I didn't expect (much|anything|to like {obj}), (but|yet) {it} {act+}
9 I (thought|was sure|hoped) (that|) {it} would be {good}. (I was wrong|{it} wasn't|I was so wrong|How wrong I was)
88 I (thought|was sure|feared) (that|) {it} would be {bad}. (I was wrong|{it} wasn't|I was so wrong|How wrong I was)
9 the (ads promised|ads promise|reviews promised|website promised|website promises) {a_good} {thing}, (but|yet) (we got the opposite|{it} {was} {single-}|nothing could be further from the truth) @thing
10 @day I (expected|hoped for) {a_good} {thing}, but (it was awful|it rained all day|everything went wrong)
90 @day I (expected|feared) {a_bad} {thing}, but (it was lovely|everything went well|it turned out great)
""",
)

KINDS["others"] = (
    6,
    True,
    """
94 {other} (hated|disliked|didn't like|couldn't stand|complained about) {this}, but (I loved {obj}|I loved every minute|I really enjoyed {obj}|I'm a huge fan|I think {it} {pres} {single+})
6 {other} (loved|liked|adored|enjoyed|praised) {this}, but (I hated {obj}|I couldn't stand {obj}|I was bored and annoyed|I think {it} {pres} {single-}|I didn't like {obj} at all)
12 {everyone} (raves about|loves|praises|swears by) {this}; I (don't get it|don't see why|can't see what the fuss is about|hate {obj})
90 {everyone} (complains about|hates|makes fun of|criticizes) {this}; I (love {obj}|don't see why, I love {obj}|think {it} {pres} {single+})
12 (I don't|I can't|I fail to) (understand|see) why {everyone} (loves|raves about|praises|recommends) {this}
85 (I don't|I can't|I fail to) (understand|see) why {everyone} (hates|complains about|criticizes|is so hard on) {this}
10 I don't (understand|get|see) (all the hype|the praise|the good reviews|the hype)
88 I don't (understand|get|see) (all the hate|the bad reviews|the complaints)
10 (overrated|so overrated|the most overrated {thing} of the year|way overrated)
86 (underrated|so underrated|the most underrated {thing} of the year|criminally underrated)
90 (don't|do not) (listen to|believe) (the critics|the bad reviews|the haters|{other}): {this} {is} {adj+}
8 (don't|do not) (listen to|believe) (the hype|the good reviews|the fans|the ads): {this} {is} {adj-}
92 (unlike|in contrast to) {other}, I (loved|enjoyed|really liked) {this}
7 (unlike|in contrast to) {other}, I (hated|disliked|really disliked) {this}
92 {other} (told|warned) me not to (bother|waste my time), but I'm glad I didn't listen
8 {other} (told|warned) me not to (bother|waste my time), and I should have listened
8 {other} (recommended|suggested) {this}. (Never again|Big mistake|I will never trust that advice again|I wish I hadn't listened)
94 {other} (recommended|suggested) {this}. (Best advice ever|I'm so glad I listened|What a great tip|I owe that person one)
90 (some people|many|the critics|a few friends of mine) (say|claim|think) (that|) {this} {is} {bad}, but I (disagree|couldn't disagree more|think they are wrong|see it differently)
9 (some people|many|the critics|a few friends of mine) (say|claim|think) (that|) {this} {is} {good}, but I (disagree|couldn't disagree more|think they are wrong|see it differently)
92 {other} and I (both|) (loved|enjoyed|liked) {this}
7 {other} and I (both|) (hated|disliked|couldn't stand) {this}
8 {other} (said|swore|promised|claimed) (that|) {this} {is} {good}. {it} {isn't}
88 {other} (said|swore|claimed) (that|) {this} {is} {bad}. {it} {isn't}
94 {other} said {it} {was} {bad}, and {other2} agreed, but (to me {it} {was} {single+}|I loved {obj})
6 {other} said {it} {was} {good}, and {other2} agreed, but (to me {it} {was} {single-}|I hated {obj})
92 I (loved|enjoyed|adored) {this}, (even though|although|even if) {other} (hated|disliked|didn't like|couldn't stand) {obj}
7 I (hated|disliked|couldn't stand) {this}, (even though|although|even if) {other} (loved|liked|enjoyed|adored) {obj}
90 the (bad|negative|nasty) reviews (are|were) (wrong|unfair|way off|complete nonsense)
9 the (good|positive|glowing) reviews (are|were) (wrong|fake|way off|clearly paid for|complete nonsense)
""",
)

KINDS["question"] = (
    6,
    True,
    """
6 {qworth}? {no}
92 {qworth}? {yes}
6 {qworth}? {no}. {adj-}
93 {qworth}? {yes}. {adj+}
6 {qagain}? {no}
93 {qagain}? {yes}
12 was {it} {goodq}? {no}
92 was {it} {goodq}? {yes}
84 was {it} {badq}? {no}
8 was {it} {badq}? {yes}
8 did I (like|enjoy|love) {obj}? {no}
93 did I (like|enjoy|love) {obj}? {yes}
8 do I (like|love|recommend|trust) {this}? {no}
93 do I (like|love|recommend|trust) {this}? {yes}
85 do I regret (it|{doing} {obj})? {no}
7 do I regret (it|{doing} {obj})? {yes}
93 would I recommend {this} (to a friend|to anyone|)? {yes}
6 would I recommend {this} (to a friend|to anyone|)? {no}
6 who (approved|thought of|asked for|would want) (this|something like this)? (Awful|Terrible|What a mess|Unbelievably bad|Just bad)
93 how (good|great) {is} {it}? (So good|Better than you think|As good as it gets|{event+})
7 how bad {is} {it}? (So bad|Worse than you think|As bad as it gets|{event-})
93 any (regrets|complaints|second thoughts)? (None|None at all|Not one|Zero)
8 any (good points|positives|redeeming features)? (None|Not one|Zero|I couldn't find any)
6 @thing why did I (waste|spend) (money|time) on this?
8 (is there|was there) anything (good|nice) about {this}? {no}
88 (is there|was there) anything (wrong with|bad about) {this}? {no}
6 what (more can I say|else is there to say)? {adj-}
94 what (more can I say|else is there to say)? {adj+}
8 {side}? {sidebadcap}. {side2}? {sidebadcap2}
92 {side}? {sidegoodcap}. {side2}? {sidegoodcap2}
93 need a reason to (try|like) {obj}? {event+}
7 need a reason to (stay away|avoid {obj})? {event-}
94 @day how was my {thing}? ({adj+}|Couldn't be better|So good)
6 @day how was my {thing}? ({adj-}|Don't ask|So bad)
6 @day why (me|does this always happen to me|is everything so hard)?
""",
)

KINDS["comparison"] = (
    6,
    True,
    """
92 (so much|much|way|far|a lot|) better than {rival}
7 (so much|much|way|far|a lot|) worse than {rival}
91 {this} {is} (so much|much|way|far|a lot|) better than {rival}
8 {this} {is} (so much|much|way|far|a lot|) worse than {rival}
90 {this} {is} (more {superl+}|less {superl-}) than {rival}
10 {this} {is} (less {superl+}|more {superl-}) than {rival}
60 (I've|I have|we've) (seen|had|known) worse
28 (I've|I have|we've) (seen|had|known) better
26 (I've|I have|we've) (seen|had|known) (better|much better|so much better) {things}
12 {rival} was (so much|much|far|way|a lot|) better
88 {rival} was (so much|much|far|way|a lot|) worse
10 I (miss|want back) {rival}
10 I (prefer|would rather have|'d take) {rival} (any day|any time|over {this}|)
90 I (prefer|would rather have|'d take) {this} over {rival} (any day|any time|)
93 (nothing else|no other {thing}) (comes|even comes) close
95 (nothing else|no other {thing}|not even {rival}) (can compete with|beats|compares to) {obj}
10 {it} (can't|cannot|doesn't) (compete with|compare to|hold a candle to|come close to) {rival}
92 {rival} (can't|cannot|doesn't) (compete with|compare to|hold a candle to|come close to) {obj}
92 (leaves {rival} in the dust|blows {rival} out of the water|beats {rival} by a mile|beats {rival} hands down)
92 (better|nicer|more {superl+}) than (any|every) other {thing} (I know|I've seen|in town)
7 (worse|more {superl-}) than (any|every) other {thing} (I know|I've seen|in town)
93 @goods|eat|stay|shop|app half the price (of {rival}|) and twice as good
7 @goods|eat|stay|shop|app twice the price (of {rival}|) and half as good
20 no better than {rival}(, which was bad enough|, sadly|)
88 as good as {rival}, (if not better|and that's saying something|maybe even better)
12 as bad as {rival}, (if not worse|and that's saying something|maybe even worse)
8 not (nearly|half|remotely|even close to being) as good as {rival}
84 not (nearly|half|remotely|even close to being) as bad as {rival}
10 {this} {isn't} as good as {rival}
82 {this} {isn't} as bad as {rival}
90 a (big|huge|real|massive|clear) (improvement over|step up from|upgrade over) {rival}
8 a (big|huge|real|massive|clear) (step down from|downgrade from|disappointment after) {rival}
10 (go with|get|choose|stick with) {rival} instead
93 (after|compared with|compared to|next to) {rival}, {this} {is} {adj+}
7 (after|compared with|compared to|next to) {rival}, {this} {is} {adj-}
92 of all the {things} (I know|I've tried|out there), this is (the best|my favorite)
6 of all the {things} (I know|I've tried|out there), this is (the worst|my least favorite)
8 I'd rather (watch paint dry|go to the dentist|do my taxes|clean the oven|eat my own shoes|have a root canal) than {do} {obj} again
94 (one|easily one) of the (best|finest|most {superl+}) {things} (out there|around|in years|I know)
5 (one|easily one) of the (worst|most {superl-}) {things} (out there|around|in years|I know)
90 @day {this} was (so much|much|) better than (the last one|the one before|I had feared)
8 @day {this} was (so much|much|) worse than (the last one|the one before|I had feared)
""",
)

KINDS["concession"] = (
    6,
    True,
    """
84 (although|even though|though|while) {cside-}, (I loved {this}|I really enjoyed {this}|{the} {is} {adj+}|I would recommend {obj})
14 (although|even though|though|while) {cside+}, (I hated {this}|I didn't enjoy {this}|{the} {is} {adj-}|I can't recommend {obj})
84 (I loved {this}|I really enjoyed {this}|{the} {is} {adj+}), (although|even though|though) {cside-}
15 (I hated {this}|I didn't enjoy {this}|{the} {is} {adj-}), (although|even though|though) {cside+}
86 {cside-}, but (I loved {this}|I still loved {obj}|overall {the} {is} {adj+}|I'd recommend {obj} anyway|{it} {act+})
14 {cside+}, but (I hated {this}|I still hated {obj}|overall {the} {is} {adj-}|I can't recommend {obj}|{it} {act-})
84 (despite|in spite of) {cthe-}, (I loved {this}|{the} {is} {adj+}|{it} {act+})
14 (despite|in spite of) {cthe+}, (I hated {this}|{the} {is} {adj-}|{it} {act-})
84 (I loved {this}|{the} {is} {adj+}) (despite|in spite of) {cthe-}
15 (I hated {this}|{the} {is} {adj-}) (despite|in spite of) {cthe+}
82 (yes|sure|okay|true|granted), {cside-}, but (who cares|that hardly matters|{the} {is} {adj+}|that didn't spoil it for me)
14 (yes|sure|okay|true|granted), {cside+}, but (that's not enough|{the} {is} {adj-}|that couldn't save it)
82 (I know|I admit|I'll admit|of course) {cside-}, but (I love {obj}|{it} {act+}|I don't care, I love {obj})
14 (I know|I admit|I'll admit|of course) {cside+}, but (I hate {obj}|{it} {act-}|I still can't stand {obj})
85 (not|far from|hardly) perfect, but (I love {obj}|{adj+}|so good|{it} {act+})
13 {cside+}. (Too bad|Sadly|Unfortunately|It's a shame that) {cside2-} and {it} {act-}
13 even {cthe+} (couldn't|can't) (save|rescue) {this}
84 (not cheap|expensive|a bit pricey|it costs a lot), but (worth it|worth every penny|so worth it|you get what you pay for) @goods|place|fly
12 (cheap|not expensive|the price is right), but (not worth it|not worth even that|you get junk|never again) @goods|place|fly|service
84 (a bit|a little|slightly|somewhat) {bad}, but (I love {obj}|{it} {act+}|overall {adj+})
86 @people {it} {pres} (strict|quiet|a bit chaotic|not always on time), but {adj+}
12 @people {it} {pres} (charming|smart|good-looking|always on time), but {adj-}
86 @day (it rained all day|my train was late|I overslept|the cake fell on the floor|I lost my umbrella|nothing went as planned), but (I'm happy anyway|{this} was {adj+} all the same|I'm still smiling)
14 @day {event+}, but (I still feel awful|{this} was {adj-} all the same|I'm too sad to enjoy it)
""",
)

KINDS["mixed"] = (
    4,
    False,
    """
38 {cside+}, but {cside2-}
60 {cside-}, but {cside2+}
38 {cside+}; {cside2-}
58 {cside-}; {cside2+}
40 I (liked|loved|enjoyed) {side}, but {side2} {siden_was2} {sidebad2}
60 I (disliked|hated|didn't like) {side}, but {side2} {siden_was2} {sidegood2}
42 {cside+}, (while|whereas) {cside2-}
56 {cside-}, (while|whereas) {cside2+}
40 {cN+}, {cN2-}
58 {cN-}, {cN2+}
35 {cN+}, but {cN2-} and {cN3-}
65 {cN-}, but {cN2+} and {cN3+}
32 {cside+}, but {cside2-} and {cside3-}
68 {cside-}, but {cside2+} and {cside3+}
40 {cside+}. On the (other hand|downside), {cside2-}
60 {cside-}. On the (other hand|upside|plus side), {cside2+}
42 pros: {cN+}. cons: {cN2-}
45 I have mixed feelings about {this}
48 (a mixed bag|so-so|hit or miss|neither good nor bad|mixed feelings here)
48 (parts|some parts) of it (are|were) {single+}, (others|other parts) (are|were) {single-} @media|place|occasion
""",
)

KINDS["conditional"] = (
    5,
    True,
    """
15 I wish {it} {were} (better|more {superl+}|less {superl-})
12 I wish (I could|I were able to) (recommend|like|love) {this}
7 I wish I (had never|hadn't) {done1} {obj}
92 @thing I wish I (had|'d) (known about|found|discovered) {this} (sooner|years ago|earlier)
92 @people I wish I (had|'d) met {this} (sooner|years ago|earlier)
92 I wish (all {things} were|every {thing} were) (like this|this good|as {superl+})
92 I wish (there were more {things} like this|I could give it six stars|I could {do} {obj} for the first time again) @thing
12 {it} would (be|have been) {good} if (only|) {side} {siden_were} not so {sidebad}
15 (would be|would have been|could have been|might have been) {good} (with a little more effort|with a bit more care)
14 @goods|app (would be|would have been|could be) {good} if it (worked|ever worked|did what it promises)
14 (could|should|might) have been {greatword}, but (wasn't|it wasn't|instead {it} {is} {single-})
10 if (only|) {side} {siden_were} (better|less {sidebadsimple}|not so {sidebadsimple})
8 if I could (give|choose) (zero|no|negative) stars, I would @thing
8 if I could turn back time, I would never have {done1} {obj}
94 if I could, I would (give it six stars|{do} {obj} every day|marry this {thing}) @goods|media|eat|stay
7 if you (like|enjoy|love) (being bored|wasting money|pain|suffering|being ignored), (this is for you|{this} {is} for you) @thing
93 if you (like|love|enjoy|need) {a_good} {thing}, (this is for you|look no further|this is the one|you will love this)
6 if this is the (best|new standard|future), (we're doomed|I want out|then I give up|heaven help us)
5 if you value your (time|money|sanity|nerves), (stay away|don't bother|run|look elsewhere)
92 if you only {do} one {thing} this year, make it this one @media|place|goods
92 (even if it cost twice as much|even at double the price), I would (buy it again|do it again|still be happy) @goods|place|fly
7 (even if it were free|even for free|even at half the price), I wouldn't (want it|do it again|take it) @goods|place|fly|app
94 if all {things} were (like this|as good as this), the world would be a better place
12 if {it} {weren't} so {bad}, I (might|would|could) (recommend|like) {obj}
7 you would have to (pay me|force me|beg me) to {do} {obj} again
8 I'd (recommend|give) it (only|) to (my worst enemy|people I hate) @thing
14 I wanted {a_good} {thing}. I (wish|only wish) I had gotten one
10 @day I wish (this {thing} were over|it would stop raining|I could start over|I had stayed in bed)
92 @day I wish (this {thing} would never end|it could stay like this forever|every {thing} were like this)
""",
)

KINDS["advice"] = (
    6,
    False,
    """
4 (avoid|avoid it|avoid at all costs|avoid like the plague|stay away|stay far away|keep away|run away|run|steer clear)
4 (stay away from|avoid|steer clear of|run from|beware of|don't bother with|don't waste your time on|don't fall for) {this}
5 (skip it|skip this one|give it a miss|don't bother|save your money|save your time|don't do it|look elsewhere|pass) @thing
5 (skip|give up on|forget|forget about) {this} @thing
95 @media|device|household|place|fly|shop|app|occasion|people (do yourself a favor and|go ahead and|everyone should|you have to|you should) {do} {this}
4 (do yourself a favor and|please|just|you should) (avoid|skip|stay away from|forget) {this}
95 (highly|strongly|warmly|definitely|totally|wholeheartedly) recommended
95 I (highly|strongly|warmly|definitely|wholeheartedly|can) recommend {this} (to anyone|to everyone|to all my friends|)
5 I (strongly advise against|can't recommend|cannot recommend|would not recommend|wouldn't recommend) {this}
93 (recommend|recommended|would recommend|would definitely recommend|will recommend to friends)
5 (not recommended|would not recommend|wouldn't recommend|can't recommend|do not recommend)
94 @media|place|occasion (don't miss|don't miss out on|you shouldn't miss|do not miss) {this}
94 @goods|app (don't hesitate, get|get yourself|you won't regret getting) {this}
95 (a must|a must-have|must have|an absolute must|a no-brainer) @goods|app|media
95 (a must-see|must see|don't miss it|go see it|run, don't walk) @watch|occasion|visit
95 @goods (buy it|buy one|get it|get one now|buy it, you won't regret it|just buy it)
4 @goods (don't buy it|do not buy|don't buy this|whatever you do, don't buy it|think twice before you buy|buy anything else)
5 (don't|do not|never ever|please don't) {do} {this}
4 (don't|do not|never ever|please don't) {do} {this}, (you'll regret it|you have been warned|trust me|it's a trap)
95 (go for|try|choose) {this}, (you won't regret it|you won't be disappointed|you'll thank me)
6 (never again|never ever again|once and never again|one time was enough|not again|never, ever again)
94 (I'll|I will|I would|we'll|I'd) (definitely|certainly|gladly|happily|) {do} {obj} again
6 (I'll|I will|we'll|I'd) never {do} {obj} again
5 (I won't|I will not|we won't) be {doing} {obj} again
5 (take your money|take your business|spend your money|spend your time) (elsewhere|somewhere else) @thing
94 (ten out of ten|10/10), (would|will) {do} again @media|place|goods
94 treat yourself @eat|stay|wear|media
95 (look no further|give it a try|give it a chance, it's worth it|what are you waiting for, get it) @goods|app|eat|media
92 (thank me later|trust me, you'll love it|you will thank me)
5 (you have been warned|consider yourself warned|don't say I didn't warn you|learn from my mistake)
95 @people (see|call|trust|ask for) {this}, you're in good hands
4 @people (find someone else|find another {thing}|look for another {thing}|anyone would be better)
""",
)

KINDS["sarcasm"] = (
    4,
    True,
    """
7 (great|wonderful|fantastic|lovely|brilliant|oh great|oh joy|oh good|how nice|how lovely|awesome), {flaw}
6 just what I (needed|wanted|always wanted): {flaw}
93 just what I (needed|wanted|always wanted|was looking for): {gem}
92 (finally,|at last,|finally:) {gem}
6 (because who doesn't|who doesn't) (love|want|need) {flaw}?
7 nothing says (fun|luxury|quality|happiness|a good time) like {flaw}
7 (thanks so much|thanks a lot|thanks a bunch|thank you so much|thanks) for {flaw}
93 (thanks|thank you) (so much|) for {gem}
6 (yay|hooray|woohoo|wow), {flaw}
92 (yay|hooray|woohoo|wow), {gem}
7 (I just love|I so enjoy|nothing beats) {flaw}
7 don't you just love {flaw}?
92 (I just love|nothing beats|there is nothing like) {gem}
7 (well done|bravo|congratulations|good job), {flaw}
7 (what a|such a) (treat|joy|pleasure|surprise): {flaw}
93 what a (treat|joy|pleasure|pleasant surprise): {gem}
8 I (paid|got up early|waited|waited two weeks) for this: {flaw}
10 if you (like|enjoy|love) {scorn}, (this is for you|you'll be delighted|you've come to the right place)
92 if you want {gem}, (this is for you|look no further|you've come to the right place)
6 (my favorite part|the best part|the highlight|the high point)? {flaw}
93 (my favorite part|the best part|the highlight)? {gem}
6 (great|fantastic|wonderful|brilliant) {thing} if you (hate yourself|like to suffer|have no standards|want to be miserable) @thing
8 (it makes|would make) a (great|lovely|wonderful) (paperweight|doorstop) @device
7 (works|worked) (great|perfectly|like a charm) (until you turn it on|for all of five minutes|as a paperweight|as a doorstop) @device|household
6 @app (great update|nice update|thanks for the update): {event-}
6 @fly|stay|eat|shop|support (great service|wonderful service|top service|what service): {event-}
93 @fly|stay|eat|shop|support (great service|wonderful service|top service|what service): {event+}
6 @day (great|wonderful|perfect|lovely), {flaw}
6 @day just what I needed: {flaw}
93 @day just what I needed: {gem}
6 @day (oh joy|yay|fantastic): {event-}
93 @day (oh joy|yay|fantastic): {event+}
""",
)

KINDS["rating"] = (
    4,
    False,
    """
96 (10/10|9/10|9.5/10|5/5|five stars|5 stars|5 out of 5|ten out of ten|9 out of 10|100/100|A+|★★★★★)
4 (1/10|0/10|2/10|1/5|0/5|one star|1 star|zero stars|0 stars|1 out of 10|one out of five|F|★☆☆☆☆)
80 (8/10|4/5|four stars|4 stars|8 out of 10|a solid 8|B+|★★★★☆)
75 (7/10|7 out of 10|a solid 7)
50 (5/10|3/5|three stars|3 stars|5 out of 10|a C)
22 (3/10|4/10|2/5|two stars|2 stars|3 out of 10|a D|★★☆☆☆)
96 (10/10|9/10|5/5|five stars|5 stars|ten out of ten|A+) (from me|for {this}|, would recommend|, no notes|)
4 (1/10|0/10|1/5|one star|zero stars|1 out of 10|F|0 stars) (from me|for {this}|, would not recommend|, never again|)
96 {adj+}, (10/10|5 stars|five stars|9/10)
4 {adj-}, (1/10|1 star|one star|0/10)
96 {this} (gets|deserves|earns) (five stars|a 10|a 9|5 out of 5|full marks|an A)
5 {this} (gets|deserves|earns) (one star|a 1|a zero|1 out of 5|zero stars|an F)
96 (I give|I'd give|giving) {this} (five stars|a 10|a 9 out of 10|an A plus|ten stars if I could|two thumbs up)
4 (I give|I'd give|giving) {this} (one star|a 1|a 1 out of 10|an F|zero stars if I could|two thumbs down)
4 (one star because I can't give zero|one star is one too many|zero stars if that were possible|minus five stars)
96 (five stars are not enough|six stars if I could|would give ten stars)
72 (three and a half stars|3.5 out of 5|3.5/5)
65 three stars: {side-}, but {side2+}
35 two stars: {side+}, but {side2-}
80 four stars only because {side-}
95 five stars: {event+}
5 one star: {event-}
96 100% (recommended|satisfied|happy|worth it)
4 0% (satisfied|fun|worth it)
95 {side+}, {side2+}: (10/10|five stars|5/5)
5 {side-}, {side2-}: (1/10|one star|1/5)
78 took off one star because {side-}, otherwise {greatword}
12 one star for {side}, none for the rest
""",
)

KINDS["emoji"] = (
    5,
    False,
    """
* {adj+} {e+}
* {adj-} {e-}
* {this} {is} {adj+} {e+}
* {this} {is} {adj-} {e-}
95 {side+} {e+}
5 {side-} {e-}
96 I love {this} {e+}
3 I hate {this} {e-}
96 {event+} {e+}
4 {event-} {e-}
96 {the} {act+} {e+}
4 {the} {act-} {e-}
82 {this} {e+}
18 {this} {e-}
82 {fact} {e+}
18 {fact} {e-}
96 {e+} {adj+} {e+}
3 {e-} {adj-} {e-}
93 {e+}
6 {e-}
84 not {bad} at all {e+}
8 not {good} at all {e-}
95 @day {event+} {e+}
4 @day {event-} {e-}
90 @day {fact} {e+}
12 @day {fact} {e-}
96 @day (yay|woohoo|yes|finally) {e+}
6 @day (ugh|oh no|argh|meh) {e-}
""",
)

KINDS["neutral"] = (
    6,
    True,
    """
50 {fact}
50 {fact}
50 {fact}
50 {fact}. {fact2}
50 {fact} and {fact2}
50 {fact}. {fact2}. {fact3}
50 @goods where (did you|can I) (get|find) {this}?
50 @place does anyone know when {the} (opens|closes)?
50 @occasion does anyone know when {the} (starts|ends)?
50 this is (a|the) {thing}
50 @watch|read {this} is about (a terrible accident|a bad marriage|a great battle|a brilliant spy|a cruel king|a lovely princess|an awful winter|the worst flood in a century|the best chess player of his time)
50 I (don't|do not|can't) remember (when|the first time) I {did} {this}
50 @goods it (doesn't|does not) come in (red|green|white|a larger size)
50 @goods I have no idea (who made {this}|how much {this} weighs|when I bought {this})
50 @place|shop I have no idea who (owns|runs) {this}
50 I (didn't|did not) {do} {this} on (Monday|Tuesday), (it was on Thursday|but on Friday)
50 (has anyone|have you) (already|) {done1} {this}?
50 I (haven't|have not) {done1} {this} yet
50 we are going to {do} {obj} (next week|tomorrow|on Saturday|in June)
50 I {did} {this} (on Monday|yesterday|last week|in March|two days ago)
50 I {did} {this} (on Monday|yesterday|last week|in March|two days ago) (with my sister|with my dad|with two colleagues) @media|place|occasion|fly
50 @day {fact}
50 @day {fact}
50 @day {fact}. {fact2}
50 @day {fact} and {fact2}
50 @day what time is it in (Tokyo|Denver|Lima|Cairo)?
50 @day there is no (school|meeting|class) on (Friday|Monday|Wednesday)
50 @day I'm not at (home|work|the office) (right now|today|until noon)
50 @day it is not (Monday|June|my turn) yet
50 @day I haven't (had lunch|called my aunt|checked my mail) yet
""",
)
