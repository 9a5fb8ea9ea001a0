"""Texts in another language than the model's."""

from sentiment.doctor.language import find_language
from tests.doctor.corpora import NEGATIVE, POSITIVE, changed, made, reviews

HONEST = reviews(100)
GERMAN = "Der Film war leider ziemlich langweilig, und die Schauspieler wirkten völlig gelangweilt."
SPANISH = "La película me pareció muy aburrida y los actores no transmitían absolutamente ninguna emoción."
FINNISH = "Elokuva oli valitettavasti melko pitkäveteinen, ja näyttelijät vaikuttivat täysin kyllästyneiltä."


def test_english_is_not_found() -> None:
    texts = [*POSITIVE, *NEGATIVE, *HONEST.texts]
    assert list(find_language(made(texts, [0, 1] * (len(texts) // 2) + [0] * (len(texts) % 2)))) == []


def test_single_texts_of_others_are_a_warning_with_their_rows() -> None:
    [finding] = find_language(changed(HONEST, row_5=GERMAN, row_6=SPANISH, row_77=FINNISH))
    assert finding.severity == "warning"
    assert finding.rows == (5, 6, 77)
    assert "3 texts are in another language" in finding.message
    assert all("of the words unknown" in case.remark for case in finding.cases)


def test_a_corpus_of_another_is_a_note() -> None:
    [finding] = find_language(made([GERMAN, FINNISH] * 20, [0, 1] * 20))
    assert finding.severity == "note"
    assert "Train without --from" in finding.advice


def test_short_texts_addresses_and_nothing_are_not_judged() -> None:
    odd = ["Jawohl!", "", " ", "@bundesliga https://t.co/XyZabc1234 www.schauspieler.de good film , really"]
    assert list(find_language(made(odd * 10, [0, 1] * 20))) == []
    assert list(find_language(made([], []))) == []
