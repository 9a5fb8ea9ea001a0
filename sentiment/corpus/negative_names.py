"""Columns whose name says that 1, true or yes means negative: "is_bad", "complaint", "churned", "not_satisfied"."""

import re
import unicodedata

SWITCHES = {
    **dict.fromkeys(("1", "true", "t", "yes", "y", "si", "oui", "ja"), True),
    **dict.fromkeys(("0", "-1", "false", "f", "no", "n", "non", "nein"), False),
}
"""Labels that say whether the name of their column is true of the row."""

_NEGATIVE = frozenset(
    [
        *("negative", "negatives", "neg", "negativity", "bad", "badly", "poor", "worst", "worse", "awful", "terrible"),
        *("complaint", "complaints", "complain", "complained", "complaining", "complains", "unhappy", "unsatisfied"),
        *("dissatisfied", "dissatisfaction", "disappointed", "disappointing", "disappointment", "frustrated", "angry"),
        *("anger", "sad", "upset", "annoyed", "hate", "hateful", "hatespeech", "toxic", "toxicity", "offensive"),
        *("abusive", "abuse", "insult", "insulting", "obscene", "harassment", "threat", "rude", "hostile", "harmful"),
        *("churn", "churned", "churner", "detractor", "refund", "refunded", "returned", "cancelled", "canceled"),
        *("dislike", "disliked", "dislikes", "downvote", "downvoted", "unhelpful", "unfavorable", "unfavourable"),
        *("problem", "problems", "defect", "defective", "broken", "failure", "failed", "fail", "unsafe", "unfair"),
        *("negativo", "negativa", "malo", "mala", "queja", "reclamacion", "reclamo", "insatisfecho", "insatisfecha"),
        *("reclamacao", "ruim", "insatisfeito", "insatisfeita", "insatisfeitos"),
        *("negatif", "negative", "mauvais", "mauvaise", "plainte", "insatisfait", "insatisfaite", "mecontent"),
        *("negativ", "negativer", "schlecht", "beschwerde", "unzufrieden", "reklamation", "negatief", "slecht"),
        *("klacht", "ontevreden", "cattivo", "reclamo", "insoddisfatto", "insoddisfatta"),
    ]
)
_POSITIVE = frozenset(
    [
        *("positive", "positives", "pos", "positivity", "good", "happy", "satisfied", "like", "liked", "likes"),
        *("favorable", "favourable", "great", "love", "loved", "recommended", "recommend", "helpful", "pleased"),
        *("positivo", "positiva", "bueno", "buena", "positif", "bon", "bonne", "positiv", "gut", "zufrieden"),
    ]
)
_NOT = frozenset(["not", "non", "isnt", "wasnt", "doesnt", "didnt", "never", "without", "nicht", "pas", "sin", "sem"])
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_JOINED = re.compile(r"^(?:is|was|has|had)(?=.)")


def means_negative(name: str) -> bool:
    """Return whether 1 in a column of that name means negative.

    A negation turns the meaning, so that "not_bad" does not and "not_satisfied" does. A name that has both sides, such
    as "positive_negative", does not tell.
    """
    letters = unicodedata.normalize("NFKD", name.replace("'", "").replace("’", ""))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = [word.casefold() for word in _WORD.findall(letters)]
    words += [_JOINED.sub("", word) for word in words if _JOINED.sub("", word) in _NEGATIVE]
    is_negative, is_positive = not _NEGATIVE.isdisjoint(words), not _POSITIVE.isdisjoint(words)
    if is_negative and is_positive:
        return False
    negations = sum(word in _NOT for word in words) + (words[:1] == ["no"] and len(words) > 1)
    return is_negative != (negations % 2 == 1) if is_negative or is_positive else False
