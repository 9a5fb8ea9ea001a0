"""`tfds:name[/config][:version][:split]`: any text data set of tensorflow-datasets with a label of two classes.

A prepared data set is read without the network and, where it is stored as TFRecord, without TensorFlow.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sentiment.corpus.columns import find_columns
from sentiment.corpus.quiet import quiet
from sentiment.corpus.rows import Columns, Note, Record
from sentiment.corpus.tfrecord import read_records
from sentiment.errors import CorpusError, MissingExtraError

PREFIX = "tfds:"
_VERSION = re.compile(r"\d+\.(\d+|\*)\.(\d+|\*)")
_PLACE = "set TFDS_DATA_DIR to the folder of a prepared copy"


def parse_name(source: str) -> tuple[str, str]:
    """Name (with configuration and version) and split: "tfds:a/b:1.0.0:test" → ("a/b:1.0.0", "test")."""
    name, *rest = source.removeprefix(PREFIX).split(":")
    if rest and _VERSION.fullmatch(rest[0]):
        name += ":" + rest.pop(0)
    return name, ":".join(rest)  # a split may be a slice: train[:10%]


def read_tfds(source: str, columns: Columns, *, note: Note, labelled: bool) -> Iterator[Record]:
    """One record for each example of the split (default `train`), in the order stored.

    Raises:
        CorpusError: there is no such data set or split, it cannot be prepared, or has no text or two-class label.
        MissingExtraError: tensorflow-datasets is not installed.
    """
    name, split = parse_name(source)
    builder = _builder(name, source, note)
    if not split:
        split = "train"
        note(f"{source}: split 'train' (of {', '.join(builder.info.splits)})")
    try:
        chosen = builder.info.splits[split]
    except (ValueError, KeyError):
        present = ", ".join(builder.info.splits)
        raise CorpusError(f"{source}: no split {split!r}; the splits here are {present}") from None
    features = _scalars(builder.info.features)
    header = list(features)
    texts = [key for key, feature in features.items() if type(feature).__name__ == "Text"]
    places = find_columns(header, columns, source=source, note=note, labelled=labelled, texts=texts)
    label_feature = None if places.label is None else features[header[places.label]]
    if label_feature is not None:
        _check_classes(label_feature, columns, source)
    for number, example in enumerate(_examples(builder, chosen, split, source), start=1):
        text, row_id, label, group = (
            None if place is None else _plain(example[header[place]])
            for place in (places.text, places.id, places.label, places.group)
        )
        cells = {name: _plain(example[name]) for name in header} if columns.cells else None
        problem = None
        if not isinstance(text, str):
            problem, text = f"example {number}: {header[places.text]!r} is not UTF-8 text", None
        name = _label_name(label_feature, label)
        yield Record(number, text, row_id, name, None if group is None else str(group), problem, cells=cells)


def _builder(name: str, source: str, note: Note) -> Any:
    """The builder of a data set that is prepared, or is prepared now."""
    data_dir = os.environ.get("TFDS_DATA_DIR") or None
    try:
        with quiet():
            import tensorflow_datasets as tfds

            builder = tfds.builder(name, data_dir=data_dir)
    except ImportError as error:
        raise _missing(source, error) from None
    except Exception as error:  # noqa: BLE001 - tfds raises ValueError, AssertionError, KeyError… for a wrong name
        raise CorpusError(
            f"{source}: tensorflow-datasets has no such data set ({_line(error)}); look the name up at "
            f"https://www.tensorflow.org/datasets/catalog, or {_PLACE}"
        ) from None
    if not builder.info.splits:
        note(f"{source}: not prepared in {builder.data_dir}; downloading it, which can take minutes")
        try:
            with quiet(bars=True):
                builder.download_and_prepare()
        except ImportError as error:
            raise _missing(source, error) from None
        except Exception as error:  # noqa: BLE001 - anything between the network and the disk
            raise CorpusError(
                f"{source}: cannot be downloaded ({_line(error)}); check the connection and try again, or {_PLACE}"
            ) from None
    return builder


def _missing(source: str, error: ImportError) -> MissingExtraError:
    what = f"{error.name} is not installed" if error.name else _line(error)
    return MissingExtraError(f"{source} ({what})")


def _scalars(features: Any) -> dict[str, Any]:
    """The features that hold one value an example; none where the data set has no named features."""
    named = dict(features.items()) if hasattr(features, "items") else {}
    return {key: feature for key, feature in named.items() if getattr(feature, "shape", None) == ()}


def _check_classes(feature: Any, columns: Columns, source: str) -> None:
    num_classes = getattr(feature, "num_classes", None)
    if num_classes is not None and num_classes != 2 and not (columns.positive or columns.negative):
        names = ", ".join(repr(name) for name in feature.names[:8])
        raise CorpusError(
            f"{source}: {num_classes} classes ({names}{', …' if num_classes > 8 else ''}); two are supported: "
            f"say which mean what with --positive and --negative; examples with other labels are then dropped"
        )


def _examples(builder: Any, chosen: Any, split: str, source: str) -> Iterator[dict[str, Any]]:
    try:
        if builder.info.file_format.value == "tfrecord":
            for part in chosen.file_instructions:
                yield from _stored(builder.info.features, part)
        else:
            with quiet():
                data = builder.as_data_source(split=split)
            yield from data
    except ImportError as error:
        raise _missing(source, error) from None
    except Exception as error:  # noqa: BLE001 - of the disk, and of every library that decodes what is damaged
        raise CorpusError(
            f"{source}: the copy in {builder.data_dir} cannot be read ({_line(error)}); delete it to prepare it anew"
        ) from None


def _stored(features: Any, part: Any) -> Iterator[dict[str, Any]]:
    """The examples of one TFRecord file that belong to a split."""
    path = Path(part.filename)
    for number, record in enumerate(read_records(path, part.skip, part.skip + part.take), start=part.skip):
        try:
            example = features.deserialize_example_np(record)
        except ImportError:
            raise
        except Exception as error:  # noqa: BLE001 - DecodeError, KeyError, ValueError…: the record is another one
            raise OSError(f"{path.name}: record {number} is no example of this data set: {_line(error)}") from None
        yield example


def _plain(value: Any) -> Any:
    """A Python value: bytes as text (or as they are if they are not UTF-8), a NumPy scalar as a number."""
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value
    return value.item() if hasattr(value, "item") else value


def _label_name(feature: Any, label: Any) -> str:
    if label is None:
        return ""
    if hasattr(feature, "int2str"):
        return "" if label < 0 else str(feature.int2str(label))
    return str(label)


def _line(error: BaseException) -> str:
    text = " ".join((str(error).strip().splitlines() or [type(error).__name__])[0].split())
    return text if len(text) <= 200 else text[:199] + "…"
