"""`sentiment export`: a model for others' tools."""

from pathlib import Path

import click

from sentiment.cli.options import force_option, note
from sentiment.cli.training_side import training_side
from sentiment.errors import OutputError


@click.command(epilog="Example: sentiment export imdb --format keras -o imdb.keras")
@click.argument("model", metavar="[BUNDLE]", required=False, envvar="SENTIMENT_MODEL")
@click.option(
    "--format",
    "form",
    type=click.Choice(["keras", "onnx"]),
    required=True,
    help="keras: one file, token ids in. onnx: a folder with model.onnx in float32 and tokenizer.json.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Where to write it: a file in .keras, or the folder to make.",
)
@force_option
def export(*, model: str | None, form: str, output: Path, force: bool) -> None:
    """Write BUNDLE, a model's folder or the name of a shipped one (imdb by default), for others' tools.

    Both forms compute in 32 bits throughout, where the model that classify runs has its embedding in 8: probabilities
    differ a little. How others load them is in docs/export.md.
    """
    from sentiment.bundle import find_bundle, read_bundle, refuse_existing
    from sentiment.cli.output import check_output

    if form == "keras":
        if output.suffix != ".keras":
            raise click.UsageError(f"{output.name!r} has another ending than .keras, which Keras asks for.")
        check_output(output, force=force)
    else:
        refuse_existing(output, force=force)
    bundle = read_bundle(find_bundle(model))
    if output.resolve() == bundle.path.resolve():
        raise OutputError(f"{output} is the model that is to be exported: choose another place")
    with training_side("exporting"):
        from sentiment.training.interchange import write_keras, write_onnx
    if form == "keras":
        difference = write_keras(bundle, output)
        note(f"wrote {output}: probabilities of the golden examples within {difference:.2g} of those when it was made")
        note("to load it, import sentiment.training before keras.models.load_model; it takes the ids of tokenizer.json")
    else:
        check = write_onnx(bundle, output, force=force)
        difference = check.max_logit_difference
        note(f"wrote {output}: logits of the golden examples within {difference:.2g} of those when it was made")
        note(f"next: sentiment classify -m {output} --explain TEXT")
