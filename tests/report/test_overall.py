from collections.abc import Callable

import pytest

from sentiment.prediction import Prediction
from sentiment.report.overall import render_overall, weightiest_overall

MakePrediction = Callable[..., Prediction]


def test_words_are_added_up_over_texts_whatever_their_case(make_prediction: MakePrediction) -> None:
    predictions = [make_prediction(text) for text in ("Superb, superb music.", "A film.", "Awful, but superb.")]
    positive, negative = weightiest_overall(enumerate(predictions, 1))
    assert [(word.text, word.num_occurrences, list(word.texts)) for word in positive] == [("superb", 3, [1, 3])]
    assert [(word.text, word.num_occurrences, list(word.texts)) for word in negative] == [("Awful", 1, [3])]
    expected = sum(
        word.contribution for prediction in predictions for word in prediction.words if word.text.lower() == "superb"
    )
    assert positive[0].contribution == pytest.approx(expected)


def test_links_go_to_the_texts_where_a_word_weighs_most(make_prediction: MakePrediction) -> None:
    predictions = [make_prediction(text) for text in ("superb " + "dull " * 50, "superb", "superb superb")]
    page = render_overall(list(enumerate(predictions, 1)), ["a", "<b>", "c"], ("negative", "positive"))
    weights = [sum(word.contribution for word in prediction.words) for prediction in predictions]
    most = sorted(range(1, 4), key=lambda number: -weights[number - 1])
    assert page.index(f'href="#t{most[0]}"') < page.index(f'href="#t{most[1]}"')
    assert f'href="#t{most[2]}"' not in page
    assert "&lt;b&gt;" in page
    assert "toward negative" not in page


def test_texts_in_which_nothing_weighs_have_no_tables(make_prediction: MakePrediction) -> None:
    assert weightiest_overall([(1, make_prediction("A film."))]) == ([], [])
