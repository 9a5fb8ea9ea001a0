"""The schedule: from texts to a fitted network, stage by stage.

    vocabulary → ids → vectors → soft labels → fit

Texts without labels learn from soft labels. These come with the corpus or from a pre-trained teacher
(`Inputs.soft`); texts that have none get them from the two n-gram teachers of `teacher.py`, which learn from the
labeled texts (self-training with soft labels: Xie et al. 2020). Each stage leaves a file in the run's directory and
is not done twice.

A model that starts from another (`transfer.py`) takes over its vocabulary and weights and has it for a teacher, too.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sentiment.errors import TextError
from sentiment.metrics import sigmoid
from sentiment.tokenizer import Tokenizer
from sentiment.training.batches import (
    Extracts,
    LabelledRows,
    as_read,
    class_weighted,
    predict_logits,
    shortened,
)
from sentiment.training.config import TrainConfig
from sentiment.training.manifest import Inputs
from sentiment.training.model import UNKNOWN, Network, ProjectedEmbedding, build_network, set_is_word
from sentiment.training.progress import Progress
from sentiment.training.stages import Run
from sentiment.training.teacher import soft_labels, teach
from sentiment.training.trainer import Epoch, fit
from sentiment.training.transfer import Subset, extend_vocabulary, rehearsal, starting_weights
from sentiment.training.vectors import learn_vectors
from sentiment.training.vocabulary import learn_vocabulary
from sentiment.training.weights import Weights, get_weights, set_weights

_SENTENCE_ENDERS = (*".!?", *"。！？।؟۔")


@dataclass(frozen=True)
class TokenizedTexts:
    """All texts as token ids, whole, and where the embedding starts.

    Attributes:
        tokenizer: Content of `tokenizer.json`.
        is_word: False for tokens without a letter or digit, which attention skips.  # [num_tokens]
        sentence_ends: Ids of the tokens that end a sentence.
        labeled: Texts to learn from, with labels.
        soft: Texts to learn from, with probabilities.
        unlabeled: Texts to learn from, once they have soft labels.
        held_out: Texts to measure by.
        vectors: Where the embedding starts; None for random ones.  # [num_tokens, embedding]
        table: Fixed vectors that the embedding projects; None for none.  # [num_tokens, table size]
        replayed: Texts of the origin's domain, with its own answers; to learn from.
        start: All weights to start from, where there is an origin.
        opinion: What the origin thinks of the unlabeled texts, in log-odds.  # [1, unlabeled]
    """

    tokenizer: bytes
    is_word: NDArray[np.bool_]
    sentence_ends: Sequence[int]
    labeled: LabelledRows
    soft: LabelledRows
    unlabeled: Sequence[NDArray[np.int32]]
    held_out: LabelledRows
    vectors: NDArray[np.float32] | None = None
    table: NDArray[np.float32] | None = None
    replayed: LabelledRows = field(default_factory=lambda: LabelledRows([], np.empty(0, dtype=np.float32)))
    start: Weights | None = None
    opinion: NDArray[np.float32] | None = None


@dataclass(frozen=True)
class FittedModel:
    """What the schedule has made.

    Attributes:
        texts: What it was learned from.
        network: The network to be calibrated and shipped.
        history: The network's epochs.
        seconds: How long the fit took, in whatever part of the run.
        logits: The network's logits of the held-out texts as they are read at run time.  # [held out]
    """

    texts: TokenizedTexts
    network: Network
    history: list[Epoch]
    seconds: float
    logits: NDArray[np.float32]


def learn(
    inputs: Inputs, held_out: NDArray[np.bool_], config: TrainConfig, run: Run, note: Callable[[str], None]
) -> FittedModel:
    """Run the schedule, from where the run is.

    Args:
        inputs: Texts to learn from.
        held_out: Which of the examples are only there to measure by.  # [examples]
        config: Sizes and steps.
        run: Keeps what the stages make.
        note: Called with a line on each stage.
    """
    others = f"{len(inputs.unlabeled):,} unlabeled" + (f" and {len(inputs.soft):,} soft-labeled" if inputs.soft else "")
    note(f"learning from {int((~held_out).sum()):,} labeled, {others} texts")
    texts = tokenize(inputs, held_out, config, run)
    probabilities = _label_unlabeled(texts, config, run)
    network, history = fit_network(texts, probabilities, config, run, "fit")
    logits = predict_logits(network.classifier, [as_read(row) for row in texts.held_out.rows])
    return FittedModel(texts, network, history, history[-1].seconds, logits)


def tokenize(inputs: Inputs, held_out: NDArray[np.bool_], config: TrainConfig, run: Run) -> TokenizedTexts:
    """Learn the vocabulary, tokenize all texts, and find where the embedding starts."""
    texts, unlabeled, origin = inputs.examples.texts, list(inputs.unlabeled), inputs.origin
    soft = [] if inputs.soft is None else list(inputs.soft.texts)
    rehearsed = [] if inputs.replay is None else rehearsal(inputs.replay).learnt.texts
    seen = [*(texts[index] for index in np.flatnonzero(~held_out)), *unlabeled, *soft]
    given = inputs.vocabulary

    def make_tokenizer() -> bytes:
        if origin:
            return extend_vocabulary(origin.tokenizer, seen)
        return given.tokenizer if given else learn_vocabulary(seen, size=config.vocabulary_size)

    definition = run.once("tokenizer.json", make_tokenizer)
    tokenizer = Tokenizer(definition)
    rows = run.once_rows("ids", lambda: _encode(tokenizer, [*texts, *unlabeled, *soft, *rehearsed]))
    bounds = np.cumsum([len(texts), len(unlabeled), len(soft)]).tolist()
    labeled = LabelledRows(rows[: bounds[0]], _targets(inputs, config))
    learned, measured = labeled.take(~held_out), LabelledRows(rows[: bounds[0]], _labels(inputs)).take(held_out)
    answers = run.once_array("replay", lambda: origin.logits(rehearsed)) if origin and rehearsed else np.empty(0)
    vectors = table = None
    if given and not origin:
        table = given.vectors
    elif config.vector_epochs:
        known = [*learned.rows, *rows[bounds[0] : bounds[2]]]
        vectors = run.once_array("vectors", lambda: _vectors(known, tokenizer.num_tokens, config))
    vocabulary: dict[str, int] = json.loads(definition)["model"]["vocab"]
    return TokenizedTexts(
        tokenizer=definition,
        is_word=~tokenizer.punctuation,
        sentence_ends=[vocabulary[sign] for sign in _SENTENCE_ENDERS if sign in vocabulary],
        labeled=learned,
        soft=LabelledRows(rows[bounds[1] : bounds[2]], *_soft_targets(inputs)),
        unlabeled=rows[bounds[0] : bounds[1]],
        held_out=measured,
        vectors=vectors,
        table=table,
        replayed=LabelledRows(rows[bounds[2] :], sigmoid(answers).astype(np.float32)),
        start=starting_weights(origin, definition) if origin else None,
        opinion=run.once_array("origin", lambda: origin.logits(unlabeled)[None]) if origin and unlabeled else None,
    )


def fit_network(
    texts: TokenizedTexts,
    probabilities: NDArray[np.float32] | None,
    config: TrainConfig,
    run: Run,
    name: str,
) -> tuple[Network, list[Epoch]]:
    """Fit a network to the labeled texts and, with soft labels, to the others.

    Args:
        texts: The texts, and where the network starts.
        probabilities: Probability that each unlabeled text is positive; None to leave these out.  # [unlabeled]
        config: Sizes and steps.
        run: Keeps its states.
        name: Under which they are kept.

    Returns:
        The network, with a plain embedding, and its epochs.
    """
    training = class_weighted(shortened(texts.labeled, config.max_tokens))
    if probabilities is not None:
        training += shortened(LabelledRows(texts.unlabeled, probabilities), config.unlabeled_tokens)
    training += shortened(texts.soft, config.max_tokens)
    training += shortened(texts.replayed, config.unlabeled_tokens or config.max_tokens)
    validation = shortened(texts.held_out, config.max_tokens)
    # A network that starts from another learns on the part of its vocabulary that its texts use.
    subset = Subset([*training.rows, *validation.rows]) if texts.start else None
    is_word = texts.is_word[subset.ids] if subset else texts.is_word
    network = _start_network(texts, config, is_word)
    if subset and texts.start:
        training, validation = subset.renumbered(training), subset.renumbered(validation)
        set_weights(network, subset.take(texts.start))
    history = fit(
        network.classifier,
        training,
        validation if validation.rows else None,
        config,
        run.checkpoints(name),
        extracts=Extracts(config.extracts, subset.known(texts.sentence_ends) if subset else texts.sentence_ends),
    )
    weights: Weights = get_weights(network)
    if subset and texts.start:
        weights = subset.put(texts.start, weights)
    elif texts.table is None:
        return network, history
    network = build_network(config, len(texts.is_word))
    set_is_word(network, texts.is_word)
    set_weights(network, weights)
    return network, history


def _start_network(texts: TokenizedTexts, config: TrainConfig, is_word: NDArray[np.bool_]) -> Network:
    network = build_network(config, len(is_word), table_size=None if texts.table is None else texts.table.shape[1])
    set_is_word(network, is_word)
    embedding = network.classifier.get_layer("embedding")
    if isinstance(embedding, ProjectedEmbedding) and texts.table is not None:
        embedding.start_from(texts.table)
    elif texts.vectors is not None:
        embedding.set_weights([texts.vectors])
    return network


def _labels(inputs: Inputs) -> NDArray[np.float32]:
    return inputs.examples.labels.astype(np.float32)


def _targets(inputs: Inputs, config: TrainConfig) -> NDArray[np.float32]:
    """Labels, mixed with the teacher's probabilities where the corpus has these."""
    labels, probabilities = _labels(inputs), inputs.label_probabilities
    if probabilities is None:
        return labels
    mixed = config.soft_share * probabilities + (1 - config.soft_share) * labels
    return np.where(np.isnan(probabilities), labels, mixed).astype(np.float32)


def _soft_targets(inputs: Inputs) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    if inputs.soft is None:
        return np.empty(0, dtype=np.float32), np.empty(0, dtype=np.float32)
    return inputs.soft.probabilities, inputs.soft.weights


def _label_unlabeled(texts: TokenizedTexts, config: TrainConfig, run: Run) -> NDArray[np.float32] | None:
    """Return the probability [unlabeled] that each unlabeled text is positive, by the n-gram teachers."""
    if not texts.unlabeled or not config.unlabeled_tokens:
        return None
    logits = run.once_array("teachers", lambda: _ask_teachers(texts, config))
    return soft_labels(logits, sharpness=config.sharpness)


def _ask_teachers(texts: TokenizedTexts, config: TrainConfig) -> NDArray[np.float32]:
    """Return logits [teachers, unlabeled] of the unlabeled texts."""
    labeled = texts.labeled
    progress = Progress("teachers", total=len(labeled.rows) + len(texts.unlabeled), unit="texts")
    labels = (labeled.targets > 0.5).astype(np.int8)
    logits = teach(labeled.rows, labels, texts.unlabeled, seed=config.seed, tick=progress.advance)
    progress.close()
    return logits if texts.opinion is None else np.vstack([logits, texts.opinion])


def _encode(tokenizer: Tokenizer, texts: Sequence[str]) -> list[NDArray[np.int32]]:
    progress = Progress("tokenizing", total=len(texts), unit="texts")
    rows = []
    for text in texts:
        try:
            rows.append(tokenizer.encode(text).ids)
        except TextError:  # blank, once it is normalized
            rows.append(np.array([UNKNOWN], dtype=np.int32))
        progress.advance(1)
    progress.close()
    return rows


def _vectors(rows: Sequence[NDArray[np.int32]], num_tokens: int, config: TrainConfig) -> NDArray[np.float32]:
    # gensim reads the texts once more, to count
    progress = Progress("word vectors", total=len(rows) * (config.vector_epochs + 1), unit="texts")
    vectors = learn_vectors(
        rows,
        num_tokens=num_tokens,
        size=config.embedding_size,
        epochs=config.vector_epochs,
        seed=config.seed,
        tick=progress.advance,
    )
    progress.close()
    return vectors
