"""The schedule: from texts to a fitted network, stage by stage.

    vocabulary → ids → vectors → teachers → students → fit → n-grams

Teachers and students are for unlabelled texts only. The teachers (`teacher.py`) learn from the labelled texts and label
the others; each student learns from both and joins the teachers (self-training with soft labels: Xie et al. 2020), and
so does the network that is shipped, when it is fitted. The n-grams (`ngrams.py`), which are read beside it, come last.
Each stage leaves a file in the run's directory and is not done twice.

A model that starts from another (`transfer.py`) takes over its vocabulary, vectors and n-grams, and has it for a
teacher, too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment.metrics import sigmoid
from sentiment.training.batches import (
    Extracts,
    LabelledRows,
    as_read,
    class_weighted,
    predict_logits,
    shorten,
    shortened,
)
from sentiment.training.config import TrainConfig
from sentiment.training.forgetting import trained_view
from sentiment.training.manifest import Inputs
from sentiment.training.model import UNKNOWN, Network, build_network
from sentiment.training.ngrams import Ngrams, Taught, learn_ngrams
from sentiment.training.progress import Progress
from sentiment.training.stages import Run
from sentiment.training.teacher import soft_labels, teach
from sentiment.training.trainer import Epoch, fit
from sentiment.training.transfer import Origin, Subset, extend_vocabulary, rehearsal, starting_weights
from sentiment.training.vectors import learn_vectors
from sentiment.training.vocabulary import KerasTokenizer, learn_vocabulary
from sentiment.training.weights import (
    LEARNT,
    Weights,
    get_layer_weights,
    set_weights,
)

_SENTENCE_ENDERS = (*".!?", *"。！？।؟۔")


@dataclass(frozen=True)
class Material:
    """All texts as token ids, whole, and where the embedding starts.

    Attributes:
        tokenizer: Content of `tokenizer.json`.
        num_tokens: Size of its vocabulary.
        enders: Ids of the tokens that end a sentence.
        labelled: To learn from.
        unlabelled: To learn from, once they are labelled.
        held_out: Only to measure by.
        vectors: None for random ones.  # [num_tokens, embedding]
        replayed: Texts of the domain that the origin was made for, with its own answers; to learn from.
        start: All weights to start from, where there is an origin.
        opinion: What the origin thinks of the unlabelled texts, in log-odds.  # [1, unlabelled]
    """

    tokenizer: bytes
    num_tokens: int
    enders: Sequence[int]
    labelled: LabelledRows
    unlabelled: Sequence[NDArray[np.int32]]
    held_out: LabelledRows
    vectors: NDArray[np.float32] | None
    replayed: LabelledRows = field(default_factory=lambda: LabelledRows([], np.empty(0, dtype=np.float32)))
    start: Weights | None = None
    opinion: NDArray[np.float32] | None = None


@dataclass(frozen=True)
class Learnt:
    """What the schedule has made.

    Attributes:
        material: What it was learnt from.
        network: The network to be shipped, without n-grams beside it yet.
        ngrams: What is to stand beside it.
        history: The network's epochs.
        fit_seconds: What each network took, students too, in whatever part of the run it was fitted.
        logits: The network's and the n-grams', of the held-out texts as they are read at run time.  # [2, held out]
    """

    material: Material
    network: Network
    ngrams: Ngrams
    history: list[Epoch]
    fit_seconds: dict[str, float]
    logits: NDArray[np.float32]


def learn(
    inputs: Inputs, held_out: NDArray[np.bool_], config: TrainConfig, run: Run, note: Callable[[str], None]
) -> Learnt:
    """Runs the schedule, from where the run stands.

    Args:
        inputs: Texts to learn from.
        held_out: Which of the examples are only there to measure by.  # [examples]
        config: Sizes and steps.
        run: Keeps what the stages make.
        note: Told what is going on, a line at a time.
    """
    note(f"learning from {int((~held_out).sum()):,} labelled and {len(inputs.unlabeled):,} unlabelled texts")
    material = gather(inputs, held_out, config, run)
    opinions = _ask_all(material, config, run, note)
    taught = None if opinions is None else soft_labels(opinions, sharpness=config.sharpness)
    network, history = fit_network(material, taught, config, run, "fit")
    others = None
    if opinions is not None and config.taught_weight:
        opinion = run.once_array("network", lambda: _ask(network, material, config))
        targets = soft_labels(np.vstack([opinions, opinion]), sharpness=config.sharpness)
        others = Taught(material.unlabelled, targets, config.taught_weight)
    ngrams = Ngrams.from_bytes(
        run.once("ngrams.safetensors", lambda: _ngrams(material.labelled, others, config, inputs.origin).to_bytes())
    )
    names = ["fit", *([] if opinions is None else _students(config))]
    seconds = {name: run.checkpoints(name).history()[-1].seconds for name in names}
    read = [as_read(row) for row in material.held_out.rows]
    logits = np.stack([predict_logits(network.classifier, read), ngrams.logits(read)])
    return Learnt(material, network, ngrams, history, seconds, logits)


def gather(inputs: Inputs, held_out: NDArray[np.bool_], config: TrainConfig, run: Run) -> Material:
    """Vocabulary, ids and vectors; what is taken over from an origin."""
    texts, unlabeled, origin = inputs.examples.texts, list(inputs.unlabeled), inputs.origin
    rehearsed = [] if inputs.replay is None else rehearsal(inputs.replay).learnt.texts
    seen = [*(texts[index] for index in np.flatnonzero(~held_out)), *unlabeled]
    tokenizer = run.once(
        "tokenizer.json",
        lambda: (
            extend_vocabulary(origin.tokenizer, seen) if origin else learn_vocabulary(seen, size=config.vocabulary_size)
        ),
    )
    pieces = KerasTokenizer(tokenizer)
    rows = run.once_rows("ids", lambda: _encode(pieces, [*texts, *unlabeled, *rehearsed]))
    labelled = LabelledRows(rows[: len(texts)], inputs.examples.labels.astype(np.float32))
    learnt, measured = labelled.take(~held_out), labelled.take(held_out)
    unlabelled = rows[len(texts) : len(texts) + len(unlabeled)]
    answers = run.once_array("replay", lambda: origin.logits(rehearsed)) if origin and rehearsed else np.empty(0)
    replayed = LabelledRows(rows[len(texts) + len(unlabeled) :], sigmoid(answers).astype(np.float32))
    num_tokens, vectors = len(pieces.vocabulary), None
    if config.vector_epochs:
        vectors = run.once_array("vectors", lambda: _vectors([*learnt.rows, *unlabelled], num_tokens, config))
    enders = [pieces.vocabulary.index(sign) for sign in _SENTENCE_ENDERS if sign in pieces.vocabulary]
    opinion = run.once_array("origin", lambda: origin.logits(unlabeled)[None]) if origin and unlabeled else None
    start = starting_weights(origin, tokenizer) if origin else None
    return Material(tokenizer, num_tokens, enders, learnt, unlabelled, measured, vectors, replayed, start, opinion)


def ask_teachers(material: Material, config: TrainConfig) -> NDArray[np.float32]:
    """Logits of the unlabelled texts [teachers, unlabelled]."""
    labelled = material.labelled
    progress = Progress("teachers", total=len(labelled.rows) + len(material.unlabelled), unit="texts")
    labels = labelled.targets.astype(np.int8)
    logits = teach(labelled.rows, labels, material.unlabelled, seed=config.seed, tick=progress.advance)
    progress.close()
    return logits if material.opinion is None else np.vstack([logits, material.opinion])


def fit_network(
    material: Material,
    taught: NDArray[np.float32] | None,
    config: TrainConfig,
    run: Run,
    name: str,
    *,
    view: Callable[[Network, TrainConfig], keras.Model] = trained_view,
) -> tuple[Network, list[Epoch]]:
    """Fits a network to the labelled texts and, under soft labels, to the others.

    Args:
        material: The texts, and where the network starts.
        taught: Probability that each unlabelled text is positive; None for labelled texts only.  # [unlabelled]
        config: Sizes and steps.
        run: Keeps its states.
        name: Under which they are kept.
        view: What is trained of the network, with a loss of its own or without.

    Returns:
        The network and its epochs.
    """
    training = class_weighted(shortened(material.labelled, config.max_tokens))
    if taught is not None:
        training += shortened(LabelledRows(material.unlabelled, taught), config.unlabeled_tokens)
    training += shortened(material.replayed, config.unlabeled_tokens or config.max_tokens)
    validation = shortened(material.held_out, config.max_tokens)
    # A network that starts from another learns on the part of its vocabulary that its texts use.
    subset = Subset([*training.rows, *validation.rows]) if material.start else None
    network = build_network(config, len(subset) if subset else material.num_tokens)
    if material.vectors is not None:
        network.classifier.get_layer("embedding").set_weights([material.vectors])
    if subset and material.start:
        training, validation = subset.renumbered(training), subset.renumbered(validation)
        set_weights(network, subset.take(material.start))
    history = fit(
        view(network, config),
        training,
        validation if validation.rows else None,
        config,
        run.checkpoints(name),
        extracts=Extracts(config.extracts, subset.known(material.enders) if subset else material.enders),
    )
    if subset and material.start:
        found = get_layer_weights(network.classifier, LEARNT)
        network = build_network(config, material.num_tokens)
        set_weights(network, subset.put(material.start, found))
    return network, history


def _ask_all(
    material: Material, config: TrainConfig, run: Run, note: Callable[[str], None]
) -> NDArray[np.float32] | None:
    """What teachers and students think of the unlabelled texts, in log-odds [teachers + students, unlabelled]."""
    if not material.unlabelled or not config.unlabeled_tokens:
        return None
    opinions = run.once_array("teachers", lambda: ask_teachers(material, config))
    for number, name in enumerate(_students(config), start=1):
        note(f"student {number} of {config.students}, which joins the teachers")
        opinion = run.once_array(name, lambda: _ask_student(material, opinions, config, run, name))  # noqa: B023
        opinions = np.vstack([opinions, opinion])
    return opinions


def _students(config: TrainConfig) -> list[str]:
    return [f"student-{number}" for number in range(1, config.students + 1)]


def _ask_student(
    material: Material, opinions: NDArray[np.float32], config: TrainConfig, run: Run, name: str
) -> NDArray[np.float32]:
    """Fits a network with another seed to what the teachers say; returns its logits [1, unlabelled].

    A student runs its full course: none of its epochs is chosen.
    """
    config = replace(config, seed=config.seed + len(opinions), patience=0)
    taught = soft_labels(opinions, sharpness=config.sharpness)
    network, _ = fit_network(material, taught, config, run, name)
    return _ask(network, material, config)


def _ask(network: Network, material: Material, config: TrainConfig) -> NDArray[np.float32]:
    """What a network thinks of the unlabelled texts, in log-odds [1, unlabelled]."""
    return predict_logits(network.classifier, [shorten(row, config.max_tokens) for row in material.unlabelled])[None]


def _encode(tokenizer: KerasTokenizer, texts: Sequence[str]) -> list[NDArray[np.int32]]:
    progress = Progress("tokenizing", total=len(texts), unit="texts")
    rows = []
    for ids in tokenizer.encode(texts):
        rows.append(ids if len(ids) else np.array([UNKNOWN], dtype=np.int32))
        progress.advance(1)
    progress.close()
    return rows


def _ngrams(labelled: LabelledRows, taught: Taught | None, config: TrainConfig, origin: Origin | None) -> Ngrams:
    progress = Progress("n-grams", total=len(labelled.rows) + (len(taught.rows) if taught else 0), unit="texts")
    ngrams = learn_ngrams(
        labelled.rows,
        labelled.targets.astype(np.int8),
        kept=config.ngrams,
        seed=config.seed,
        taught=taught,
        origin=None if origin is None else origin.ngrams,
        tick=progress.advance,
    )
    progress.close()
    return ngrams


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
