"""Who is measured, and how: environments, the commands of `protocol`, and the figures, stored peer by peer."""

import hashlib
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from scripts.peers.stopwatch import on_one_core
from sentiment.files import write_file

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(__file__).resolve().parent
ENVIRONMENTS = ROOT / ".cache" / "peers"
HOLDOUT, SHIPPED = ROOT / "runs" / "imdb-holdout", ROOT / "saved_models" / "imdb"
REVIEW = "The plot is thin, but the two leads are superb and the ending moved me to tears."
NUM_COLD = 7  # whole processes, of which the median is taken
_OURS = [sys.executable, "-m", "sentiment"]


@dataclass(frozen=True, kw_only=True)
class Peer:
    """One of those that are compared.

    Attributes:
        name: Its program, scripts/peers/NAME.py, and its figures.
        title: How a table calls it.
        environment: Its environment and requirements; None is the interpreter that measures.
        num_texts: Whole reviews that speed is measured on, and half as many one by one.
        num_warm_up: Those that it reads before.
        cited_accuracy: Share that its authors report; None where accuracy is measured.
    """

    name: str
    title: str
    environment: str | None
    num_texts: int = 1000
    num_warm_up: int = 1000
    cited_accuracy: float | None = None


_DISTILBERT = Peer(
    name="distilbert",
    title="DistilBERT, fp32",
    environment="distilbert",
    num_texts=60,
    num_warm_up=4,
    cited_accuracy=0.928,
)
PEERS = (
    Peer(name="ours", title="**sentiment**", environment=None),
    Peer(name="vader", title="VADER", environment="vader"),
    Peer(name="textblob", title="TextBlob", environment="textblob"),
    Peer(name="fasttext", title="fastText, bigrams", environment="fasttext"),
    Peer(name="tfidf", title="tf-idf + logistic regression", environment="tfidf"),
    Peer(name="nbsvm", title="NB-SVM", environment="nbsvm"),
    _DISTILBERT,
    replace(_DISTILBERT, name="distilbert_int8", title="DistilBERT, int8"),
)


@dataclass(frozen=True)
class Figures:
    """What was measured of a peer; seconds, milliseconds and megabytes (10^6 bytes on disk, 2^20 in memory).

    Attributes:
        name: Of the peer.
        setting: What was chosen on the validation texts.
        machine: Where.
        num_right: Validation texts answered right; None where accuracy is cited.
        num_validation: Validation texts.
        num_texts: Reviews that speed was measured on.
        num_alone: Reviews that were read one by one.
        reviews_per_second: On one core, tokenizing included.
        milliseconds_alone: Median of one warm review; `_mean` and `_p99` beside it.
        seconds_cold: Median of a whole process that classifies one text.
        megabytes_cold: The most memory that such a process held.
        megabytes_model: What lies on disk to answer with.
        tokens_per_text: Where the peer's tokenizer was timed.
        milliseconds_tokenizing: A review, likewise.
        seconds_help: `sentiment --help`, of ours.
        signature: Hash of all that the figures depend on.
    """

    name: str
    setting: str
    machine: str
    num_right: int | None
    num_validation: int
    num_texts: int
    num_alone: int
    reviews_per_second: float
    milliseconds_alone: float
    milliseconds_alone_mean: float
    milliseconds_alone_p99: float
    seconds_cold: float
    megabytes_cold: float
    megabytes_model: float
    tokens_per_text: float | None
    milliseconds_tokenizing: float | None
    seconds_help: float | None
    signature: str


def figures_of(peer: Peer, folder: Path, *, note: Callable[[str], None], holdout: Path = HOLDOUT) -> Figures:
    """The figures stored in `folder`, where they still hold, or else measured now and stored.

    Args:
        peer: Whom to measure.
        folder: Holds data.json and texts.json; gets the model and the figures.
        note: Hears what is going on.
        holdout: The model of ours whose accuracy is measured.
    """
    stored, signature = folder / f"{peer.name}.json", _signature(peer, folder, holdout)
    if stored.exists():
        figures = Figures(**json.loads(stored.read_text()))
        if figures.signature == signature:
            note(f"{peer.name}: measured before, in {stored}")
            return figures
    figures = replace(_measured(peer, folder, holdout=holdout, note=note), signature=signature)
    write_file(stored, json.dumps(asdict(figures), indent=1) + "\n")
    return figures


def _measured(peer: Peer, folder: Path, *, holdout: Path, note: Callable[[str], None]) -> Figures:
    python = interpreter(peer, note=note)
    program = [str(python), "-m", f"scripts.peers.{peer.name}"]
    data, is_ours = folder / "data.json", peer.name == "ours"
    model = SHIPPED if is_ours else folder / peer.name
    texts = folder / f"texts-{peer.name}.json"
    texts.write_text(json.dumps(_chosen(peer, json.loads((folder / "texts.json").read_text()))))
    note(f"{peer.name}: fitting and tuning")
    fitted = _run([*program, "fit", str(data), str(model)])
    right = None
    if peer.cited_accuracy is None:
        note(f"{peer.name}: accuracy")
        right = _run([*program, "accuracy", str(holdout if is_ours else model), str(data)])
    note(f"{peer.name}: speed")
    speed = _run([*program, "speed", str(model), str(texts)], one_core=True)
    note(f"{peer.name}: cold start")
    cold = _watch([*_OURS, "classify", "-m", "imdb", REVIEW] if is_ours else [*program, "one", str(model), REVIEW])
    shown = _watch([*_OURS, "--help"]) if is_ours else None
    alone, number = sorted(1e3 * seconds for seconds in speed["alone"]), speed["num_texts"]
    return Figures(
        name=peer.name,
        setting=fitted["setting"],
        machine=f"{platform.machine()}, Python {platform.python_version()}, one core",
        num_right=right["num_right"] if right else None,
        num_validation=right["num_texts"] if right else 0,
        num_texts=number,
        num_alone=len(alone),
        reviews_per_second=number / speed["seconds"],
        milliseconds_alone=statistics.median(alone),
        milliseconds_alone_mean=statistics.mean(alone),
        milliseconds_alone_p99=alone[int(0.99 * len(alone))],
        seconds_cold=statistics.median(cold["seconds"]),
        megabytes_cold=max(cold["megabytes"]),
        megabytes_model=fitted["bytes"] / 1e6,
        tokens_per_text=speed["num_tokens"] and speed["num_tokens"] / number,
        milliseconds_tokenizing=speed["tokenizing"] and 1e3 * speed["tokenizing"] / number,
        seconds_help=statistics.median(shown["seconds"]) if shown else None,
        signature="",
    )


def interpreter(peer: Peer, *, note: Callable[[str], None]) -> Path:
    """The peer's Python, in an environment made if it is not there as its requirements say.

    Raises:
        subprocess.CalledProcessError: it cannot be made.
    """
    if peer.environment is None:
        return Path(sys.executable)
    place, requirements = ENVIRONMENTS / peer.environment, _requirements(peer)
    python, made_from = place / "bin" / "python", place / requirements.name
    if not made_from.exists() or made_from.read_bytes() != requirements.read_bytes():
        note(f"{peer.name}: making {place}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "-r", str(requirements)], check=True)
        made_from.write_bytes(requirements.read_bytes())
    return python


def _requirements(peer: Peer) -> Path:
    return PROGRAMS / "requirements" / f"{peer.environment}.txt"


def _chosen(peer: Peer, texts: list[str]) -> dict[str, list[str]]:
    """Texts to warm up on, to read together and to read alone: none of them twice, if there are enough."""
    first, second = peer.num_warm_up, peer.num_warm_up + peer.num_texts
    if len(texts) < second + peer.num_texts // 2:  # a trial
        first, second = len(texts) // 5, 4 * len(texts) // 5
        second = min(second, first + peer.num_texts)
    return {
        "warm_up": texts[:first][: peer.num_warm_up],
        "together": texts[first:second],
        "alone": texts[second : second + peer.num_texts // 2],
    }


def _signature(peer: Peer, folder: Path, holdout: Path) -> str:
    """Changes with the data, the programs, and what they are given to measure."""
    files = [folder / "data.json", folder / "texts.json"]
    names = ("measure", "protocol", "stopwatch", peer.name, peer.environment or peer.name)
    files += [PROGRAMS / f"{name}.py" for name in names]
    if peer.name == "ours":
        files += [holdout / "manifest.json", SHIPPED / "manifest.json", *sorted((ROOT / "sentiment").glob("**/*.py"))]
    else:
        files.append(_requirements(peer))
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()


def _watch(command: list[str]) -> dict[str, Any]:
    return _run([sys.executable, "-m", "scripts.peers.stopwatch", str(NUM_COLD), *command], one_core=True)


def _run(command: list[str], *, one_core: bool = False) -> dict[str, Any]:
    """What a program prints as JSON.

    Raises:
        subprocess.CalledProcessError: it ended with an error, which it has said itself.
    """
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    before = on_one_core if one_core else None
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, preexec_fn=before, cwd=ROOT, env=environment)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
