"""Which answers are the worst errors, and what their page says."""

from sentiment.errors import TextError
from sentiment.prediction import Failure, Prediction
from sentiment.report.html import ModelCard
from sentiment.report.worst import disagreements_page, worst_errors
from tests.report.conftest import MakePrediction

TEXTS = ("superb", "awful", "superb superb wonderful", "boring awful awful", "superb awful")


def predictions(make: MakePrediction) -> list[Prediction]:
    return [make(text) for text in TEXTS]


def test_the_surest_wrong_answers_come_first_and_no_right_one(make_prediction: MakePrediction) -> None:
    made = predictions(make_prediction)
    labels = [0 if prediction.logit >= 0 else 1 for prediction in made]
    labels[0] = 1 - labels[0]  # right
    worst = worst_errors(range(5), labels, made, number=3)
    logits = sorted((abs(prediction.logit) for prediction in made[1:]), reverse=True)[:3]
    assert [abs(entry.outcome.logit) for entry in worst.entries if isinstance(entry.outcome, Prediction)] == logits
    assert worst.num_wrong == 4
    assert not any(str(entry.id).startswith("0 ") for entry in worst.entries)


def test_failures_are_left_out_and_names_are_escaped(make_prediction: MakePrediction) -> None:
    outcomes: list[Prediction | Failure] = [make_prediction("superb <script>"), Failure(TextError("blank"))]
    worst = worst_errors(["<b>&", "x"], [0, 0], outcomes, names=("b<d", "good"))
    assert [entry.id for entry in worst.entries] == ["<b>& (labelled b<d)"]
    page = worst.page(corpus="<i>.csv", model_card=ModelCard("m"))
    assert "&lt;b&gt;&amp; (labelled b&lt;d)" in page
    assert "Worst errors on &lt;i&gt;.csv" in page
    assert "superb <script>" not in page


def test_a_text_stands_twice_where_two_models_disagree(make_prediction: MakePrediction) -> None:
    a, b = make_prediction("superb plot", seed=1), make_prediction("superb plot", seed=2)
    page = disagreements_page(
        [("7 (labelled good)", a, b)], corpus="c.csv", names=("<one>", "two"), labels=("bad", "good")
    )
    assert page.count("<article ") == 2
    assert page.index("7 (labelled good), read by A</a></h2>") < page.index("7 (labelled good), read by B</a></h2>")
    assert "A: &lt;one&gt;, then B: two" in page
