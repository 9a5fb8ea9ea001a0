"""Corpora: texts read from files, folders, standard input or tensorflow-datasets, one row out for each row in."""

from sentiment.corpus.labels import KNOWN_PAIRS
from sentiment.corpus.movies import read_movies, with_groups
from sentiment.corpus.rationales import read_rationales
from sentiment.corpus.rows import Columns, Examples, Note, Row, RowNumbers, ignore
from sentiment.corpus.source import examples_of, load_examples, load_texts, open_corpus
from sentiment.corpus.splits import Split, fold, fold_split, held_out_mask, split_keys, stratified_split, text_key

__all__ = [
    "KNOWN_PAIRS",
    "Columns",
    "Examples",
    "Note",
    "Row",
    "RowNumbers",
    "Split",
    "examples_of",
    "fold",
    "fold_split",
    "held_out_mask",
    "ignore",
    "load_examples",
    "load_texts",
    "open_corpus",
    "read_movies",
    "read_rationales",
    "split_keys",
    "stratified_split",
    "text_key",
    "with_groups",
]
