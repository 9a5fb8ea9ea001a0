import re
from collections.abc import Callable

from sentiment.prediction import Prediction
from sentiment.report.telling import render_sentences

MakePrediction = Callable[..., Prediction]
LABELS = ("negative", "positive")


def test_the_most_telling_sentence_comes_first_and_links_to_its_place(make_prediction: MakePrediction) -> None:
    prediction = make_prediction("A film. Boring at first. Then it is superb. " + "So it goes. " * 20)
    page = render_sentences(4, prediction.sentences, labels=LABELS)
    places = re.findall(r'href="#t4s(\d+)"', page)
    assert places[:2] == ["3", "2"]
    assert len(places) == len(prediction.sentences)
    assert "<summary>17 more</summary>" in page
    assert page.index('class="positive"') < page.index('class="negative"')


def test_one_sentence_is_not_listed(make_prediction: MakePrediction) -> None:
    assert render_sentences(1, make_prediction("A superb film.").sentences, labels=LABELS) == ""
