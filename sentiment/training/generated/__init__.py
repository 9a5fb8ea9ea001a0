"""Short texts with a label that follows from how they are made, to learn what whole reviews do not teach.

    >>> generate(2, seed=0)  # doctest: +SKIP
    [GeneratedText(text='Not a waste of time.', probability=0.85, kind='litotes', certain=True), ...]

The words are in `lexicon`, what is said of them in `templates`, how a template becomes a text in `grammar`. Texts about
people by what they are (nationality, religion, gender ...) are made in `identity`.
"""

from sentiment.training.generated.generator import DOMAIN_NAMES, KIND_NAMES, decorate, generate
from sentiment.training.generated.identity import identity_sentences
from sentiment.training.generated.text import GeneratedText

__all__ = ["DOMAIN_NAMES", "KIND_NAMES", "GeneratedText", "decorate", "generate", "identity_sentences"]
