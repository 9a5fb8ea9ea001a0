"""stub"""


def identity_sentences(num, seed): ...
