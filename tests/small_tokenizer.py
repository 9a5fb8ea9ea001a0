"""A made-up vocabulary in the form of BERT's: a few hundred words, and every letter, digit and mark of ASCII."""

import string

from sentiment.training.vocabulary import bert_tokenizer  # noqa: TID253

WORDS = (
    "the a i of and to is it was not no so in on this that but with for you me my we all at be as he she they "
    "film movie good bad great story plot end do does would could have are very too don wouldn isn ever worst "
    "best love hate time see never nothing like really cool god col ha yes way actor actors scene half star "
    "stars red heart hearts eyes smiling angry face tears joy thumbs up fire smile frown wink laugh cry "
    "skeptical dismay flag man woman girl superb awful dull minute sad funny boring moving acting script one "
    "two three ten first second third last year old new man men life world people work part little thing "
    "things iii mr naive cafe rock roll clock "
).split()
VOCABULARY = [
    "[PAD]",
    "[unused0]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *(mark for mark in string.punctuation),
    *string.digits,
    *string.ascii_lowercase,
    *(word for word in WORDS if len(word) > 1),
    *(f"##{letter}" for letter in string.digits + string.ascii_lowercase),
    "##ing",
    "##s",
]


def small_tokenizer() -> bytes:
    """Its `tokenizer.json`."""
    return bert_tokenizer(list(dict.fromkeys(VOCABULARY)))
