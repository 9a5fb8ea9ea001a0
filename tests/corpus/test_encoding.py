"""UTF-8 unless the file says or shows otherwise."""

import sys
from pathlib import Path

import pytest

from sentiment.corpus import open_corpus
from sentiment.corpus.encoding import ESCAPE, check_decoded, decode, detect_encoding
from sentiment.errors import CorpusError

ENGLISH = "It’s not what I’d call “moving” – and £20 for a ticket is a lot of money."
FRENCH = "Très déçu par ce film, les acteurs étaient à côté de la plaque et la fin était prévisible."
GERMAN = "Schöner Film, aber für meinen Geschmack etwas zu lang. Die Schauspieler überzeugen größtenteils."
CZECH = "Film se mi velmi líbil, ale konec byl trochu zklamáním, škoda. Příliš žluťoučký kůň úpěl ďábelské ódy."
POLISH = "Produkt zgodny z opisem, szybka wysyłka. Niestety po tygodniu przestał działać, jestem bardzo niezadowolony."
RUSSIAN = "Отличный фильм, очень понравился. Актёры играют великолепно, сюжет захватывает с первых минут."
GREEK = "Πολύ ωραία ταινία, μου άρεσε πάρα πολύ. Οι ηθοποιοί ήταν εξαιρετικοί."
TURKISH = "Çok güzel bir film, herkese tavsiye ederim. Oyunculuklar başarılıydı ama sonu biraz hayal kırıklığı."
JAPANESE = "とても面白い映画でした。俳優の演技が素晴らしく、最後まで楽しめました。"
CHINESE = "这部电影非常好看,演员的表演很出色,强烈推荐给大家。结局有点失望。"
TAIWANESE = "這部電影非常好看,演員的表演很出色,強烈推薦給大家。"
KOREAN = "정말 재미있는 영화였습니다. 배우들의 연기가 훌륭했어요. 추천합니다."
ARABIC = "فيلم رائع جدا والممثلون كانوا ممتازين وأنصح الجميع بمشاهدته"
HEBREW = "סרט מצוין, השחקנים היו נהדרים והסיפור מרתק"
LEGACY = [
    (ENGLISH, "cp1252"),
    (FRENCH, "cp1252"),
    (GERMAN, "cp1252"),
    (CZECH, "cp1250"),
    (CZECH, "iso8859_2"),
    (POLISH, "cp1250"),
    (POLISH, "iso8859_2"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8_r"),
    (GREEK, "cp1253"),
    (TURKISH, "cp1254"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    (CHINESE, "gb18030"),
    (TAIWANESE, "big5"),
    (KOREAN, "cp949"),
    (ARABIC, "cp1256"),
    (HEBREW, "cp1255"),
]


def detect(start: bytes) -> tuple[str, list[str]]:
    notes: list[str] = []
    return detect_encoding(start, source="a.csv", note=notes.append), notes


@pytest.mark.parametrize(("text", "encoding"), LEGACY, ids=[f"{name} {text[:9]}" for text, name in LEGACY])
@pytest.mark.parametrize("num_rows", [3, 2000])
def test_encodings_of_old_are_told_and_said(tmp_path: Path, text: str, encoding: str, num_rows: int) -> None:
    pytest.importorskip("chardet")
    path = tmp_path / "a.csv"
    rows = "".join(f'"{text} {number}",{number % 2}\n' for number in range(num_rows))
    path.write_bytes(f"text,label\n{rows}".encode(encoding))
    notes: list[str] = []
    assert [row.text for row in open_corpus(str(path), note=notes.append)] == [f"{text} {n}" for n in range(num_rows)]
    assert "a.csv: not UTF-8; read as " in notes[0]
    assert "iconv" in notes[0]


def test_valid_utf_8_is_never_taken_for_anything_else() -> None:
    for text, _ in LEGACY:
        for length in range(1, 40):  # that cut characters, too
            assert detect(text.encode()[:length]) == ("utf-8-sig", [])
    assert detect(b"plain, then late " * 60_000) == ("utf-8-sig", [])


def test_a_first_letter_beyond_ascii_may_come_late(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"only ASCII for more than is sampled\n" * 80_000 + "é ß 日本\n".encode())
    notes: list[str] = []
    assert [row.text for row in open_corpus(str(path), note=notes.append)][-1] == "é ß 日本"
    assert not notes


def test_some_bad_rows_do_not_make_a_file_another_encoding() -> None:
    assert detect("Très déçu\n".encode() + b"caf\xe9\n") == ("utf-8-sig", [])


def test_what_comes_after_the_guess_and_does_not_fit_is_an_error_of_its_row(tmp_path: Path) -> None:
    pytest.importorskip("chardet")
    path = tmp_path / "a.txt"
    path.write_bytes(f"{GERMAN}\n".encode("cp1252") * 20_000 + b"\x81\n" + GERMAN.encode("cp1252"))
    *_, bad, last = open_corpus(str(path))
    assert bad.error == (
        "line 20001: not CP1252 (byte 0x81 at position 0 of the text); if CP1252 is wrong, convert the file to UTF-8 "
        "(iconv -f ENCODING -t utf-8)"
    )
    assert last.text == GERMAN


def test_marks_are_believed_and_said() -> None:
    for encoding, name in (("utf-16", "UTF-16"), ("utf-32", "UTF-32")):
        assert detect("text".encode(encoding)) == (encoding, [f"a.csv: read as {name}, by its byte order mark"])
    assert detect("text".encode("utf-8-sig")) == ("utf-8-sig", [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_broken_units_are_errors_of_their_rows(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    lines = ["\ufeffone", "two \ud800 broken", "three"]
    path.write_bytes("\n".join(lines).encode(encoding, "surrogatepass") + b"\x41")
    rows = list(open_corpus(str(path)))
    assert [row.text for row in rows] == ["one", None, None]
    assert (rows[1].error or "").startswith(f"line 2: not {encoding[:6].upper()} (byte 0x")
    assert "the text is damaged there: get it anew, or mend it and save it as UTF-8" in (rows[1].error or "")
    assert rows[2].error is not None, "half a character at the end"


def test_without_the_extra_cp1252_is_read_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chardet", None)
    path = tmp_path / "a.txt"
    for text in (ENGLISH, FRENCH, GERMAN):
        path.write_bytes(f"plain\n{text}\n".encode("cp1252"))
        notes: list[str] = []
        assert [row.text for row in open_corpus(str(path), note=notes.append)] == ["plain", text]
        assert notes == [
            f"{path}: not UTF-8; read as CP1252, judging by its bytes; if letters look wrong, convert it to UTF-8 with "
            "iconv"
        ]


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "cp1251"), (JAPANESE, "cp932"), (KOREAN, "cp949")])
def test_without_the_extra_rows_in_other_scripts_say_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, encoding: str
) -> None:
    monkeypatch.setitem(sys.modules, "chardet", None)
    path = tmp_path / "a.txt"
    path.write_bytes(f"plain\n{text}\n".encode(encoding))
    notes: list[str] = []
    rows = list(open_corpus(str(path), note=notes.append))
    assert rows[0].text == "plain"
    assert "convert the file to UTF-8 (for example, if it is Latin-1" in (rows[1].error or "")
    assert "extra 'data'" in notes[0]


@pytest.mark.parametrize("num_rows", [1, 3, 30, 300])
@pytest.mark.parametrize("extra", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "I didn’t like it",
        "“Great” – if you don’t mind the price: 20 €…",
        "It’s a cliché, and a naïve one",
        "He said: “Don’t…”",
        "A film for £5, half of it in 1½ hours",
        "Señor Müller’s café",
    ],
)
def test_windows_punctuation_is_cp1252_however_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, extra: bool, num_rows: int
) -> None:
    if extra:
        pytest.importorskip("chardet")
    else:
        monkeypatch.setitem(sys.modules, "chardet", None)
    path = tmp_path / "a.csv"
    lines = [f'{number},"{text} ({number})"\r\n' for number in range(num_rows)]
    path.write_bytes("".join(["id,text\r\n", *lines]).encode("cp1252"))
    assert [row.text for row in open_corpus(str(path))] == [f"{text} ({number})" for number in range(num_rows)]


def test_old_code_pages_need_strong_evidence(tmp_path: Path) -> None:
    pytest.importorskip("chardet")
    assert detect("It’s not what I’d call moving, and I don’t know why it’s so long.\n".encode("mac_roman") * 9)[0] == (
        "mac-roman"
    )
    assert detect("Ein schöner Film, größtenteils für ältere Zuschauer.\n".encode("cp850") * 9)[0] in ("cp850", "cp437")
    assert detect("It’s fine — “so-so”, and naïve.\n".encode("cp1252"))[0] == "cp1252"


def test_noise_is_no_encoding() -> None:
    noise = bytes((i * 7919 + i * i * 31) % 255 + 1 for i in range(4000))
    with pytest.raises(CorpusError, match="this is binary data, not text"):
        detect(noise)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04rest", "zip archive or spreadsheet, not text; name it .xlsx, or save it as UTF-8 text"),
        (b"\x28\xb5\x2f\xfdrest", r"zstd data, not text; add \.zst to its name"),
        (b"\x00\x01\x02\x00" * 9, "binary data"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        detect(content)


def test_decode_takes_any_mark() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert decode("café".encode(encoding)) == "café"
    with pytest.raises(ValueError, match="not UTF-8 \\(byte 0xe9 at position 3 of the text\\)"):
        decode(b"caf\xe9")
    with pytest.raises(ValueError, match="not UTF-16"):
        decode("café".encode("utf-16")[:-1])


def test_every_byte_that_cannot_be_decoded_is_kept_for_the_message() -> None:
    for byte in (0x80, 0xFF):
        text = (b"ab" + bytes([byte])).decode("utf-8", ESCAPE)
        with pytest.raises(ValueError, match=f"byte 0x{byte:02x} at position 2"):
            check_decoded(text, "utf-8-sig")
