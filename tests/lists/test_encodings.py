"""TCVN3 and VNI: every letter there and back, and no other text is ever taken for one of them."""

import random
import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.lists.encodings import Encoding, accented_words, convert, fits, guess
from checkpoint_app.lists.syllables import is_syllable
from tests.fuzz.invented import FAMILY, GIVEN, MIDDLE, PLACES, invent

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
# The published charts, written down by hand in the order of LETTERS, apart from the tables under
# test: what each letter looks like where the font is missing.
TCVN3_CHART = "a µ ¶ · ¸ ¹ ¨ » ¼ ½ ¾ Æ © Ç È É Ê Ë e Ì Î Ï Ð Ñ ª Ò Ó Ô Õ Ö i × Ø Ü Ý Þ o ß á â ã ä « å æ ç è é ¬ ê ë ì í î u ï ñ ò ó ô \xad õ ö ÷ ø ù y ú û ü ý þ ®".split(  # noqa: E501
    " "
)
VNI_CHART = (
    "a aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä e eø eû eõ eù eï eâ eà eå eã eá eä "
    "i ì æ ó í ò o oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï u uø uû uõ uù uï "
    "ö öø öû öõ öù öï y yø yû yõ yù î ñ"
).split()
TCVN3_LARGE = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))


@cache
def chart(encoding: Encoding) -> dict[str, str]:
    """Letter -> signs, large letters too as far as the encoding has them."""
    signs = VNI_CHART if encoding is Encoding.VNI else TCVN3_CHART
    small = dict(zip(LETTERS, signs, strict=True))
    if encoding is Encoding.VNI:
        return {**small, **{letter.upper(): sign.upper() for letter, sign in small.items()}}
    plain = {letter.upper(): letter.upper() for letter in "aeiouy"}
    return {
        **{letter.upper(): sign for letter, sign in small.items()},
        **small,
        **plain,
        **TCVN3_LARGE,
    }


def written(text: str, encoding: Encoding) -> str:
    """A text as someone with the old font would have typed it."""
    return "".join(chart(encoding).get(char, char) for char in text)


NAMES = st.builds(
    lambda family, middle, given: " ".join([family, *middle, given]),
    st.sampled_from(FAMILY),
    st.lists(st.sampled_from(MIDDLE), max_size=2),
    st.sampled_from(GIVEN),
)


def test_the_charts_have_every_letter_once() -> None:
    assert len(set(LETTERS)) == len(LETTERS) == len(set(TCVN3_CHART)) == len(set(VNI_CHART)) == 73


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
@pytest.mark.parametrize("letter", LETTERS)
def test_every_small_letter(letter: str, encoding: Encoding) -> None:
    assert convert(written(f"x{letter}n", encoding), encoding) == f"x{letter}n"


@pytest.mark.parametrize("letter", LETTERS.upper())
def test_every_large_letter(letter: str) -> None:
    vni, tcvn3 = (written(f"X{letter}N", each) for each in (Encoding.VNI, Encoding.TCVN3))
    assert convert(vni, Encoding.VNI) == f"X{letter}N"
    assert convert(tcvn3, Encoding.TCVN3_CAPITALS) == f"X{letter}N"
    small = written(f"x{letter.lower()}n", Encoding.TCVN3)
    assert convert(small, Encoding.TCVN3_CAPITALS) == f"X{letter}N"
    assert convert(f"HÀ {tcvn3}".replace("À", "µ"), Encoding.TCVN3) == f"HÀ X{letter}N"


@given(name=NAMES)
def test_names_there_and_back(name: str) -> None:
    small = name.lower()
    large = name.upper()
    for encoding in (Encoding.TCVN3, Encoding.VNI):
        assert convert(written(small, encoding), encoding) == small
        back = convert(written(large, encoding), encoding)
        assert back.upper() == large
        # In TCVN3 "VŨ" is written as "Vũ" is, and only the words beside it tell.
        told = any(len(word) > 1 and word[-1].isascii() for word in large.split())
        assert back == large or not (told or encoding is Encoding.VNI)
    assert convert(written(name, Encoding.VNI), Encoding.VNI) == name
    assert convert(written(small, Encoding.TCVN3), Encoding.TCVN3_CAPITALS) == large


@given(name=NAMES)
def test_what_is_unicode_already_stays(name: str) -> None:
    """Wherever one letter shows it; names of Western letters alone can look like either."""
    for encoding in Encoding:
        if not fits(name, encoding):
            assert convert(unicodedata.normalize("NFD", name), encoding) == name
            assert convert(name, encoding) == name


@given(text=st.text(max_size=60), encoding=st.sampled_from(Encoding))
def test_no_text_breaks_it_and_digits_stay(text: str, encoding: Encoding) -> None:
    read = convert(text, encoding)
    assert unicodedata.is_normalized("NFC", read) or not fits(text, encoding) or text != read
    assert [char for char in read if char in "0123456789"] == [
        char for char in unicodedata.normalize("NFC", text) if char in "0123456789"
    ]
    guess([text])


def test_mixed_case_as_people_type() -> None:
    assert convert("NGUYÔN THÞ L£", Encoding.TCVN3) == "NGUYỄN THỊ LÊ"
    assert convert("§ç Vò", Encoding.TCVN3) == "Đỗ Vũ"
    assert convert("Lý", Encoding.TCVN3) == "Lý"
    assert convert("NGUYEãN Vaên Ñöùc", Encoding.VNI) == "NGUYỄN Văn Đức"
    assert convert("P.302 tßa A, ph\xadêng MÉu", Encoding.TCVN3) == "P.302 tòa A, phường Mẫu"


def people(seed: int, count: int) -> list[str]:
    dice = random.Random(seed)
    return [invent(dice).name for _ in range(count)]


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
@pytest.mark.parametrize("count", [2, 5, 50, 1000])
def test_a_column_in_an_old_encoding_is_told(encoding: Encoding, count: int) -> None:
    right = 0
    for seed in range(100 if count < 1000 else 5):
        names = people(seed, count)
        right += guess(written(name, encoding) for name in names) is encoding
        right += guess(written(name.upper(), encoding) for name in names) is encoding
    total = 200 if count < 1000 else 10
    # In two names there may be one accent, from which nothing can be told.
    assert right == total if count > 2 else right >= 0.9 * total


def test_plain_vietnamese_is_never_taken_for_an_old_encoding() -> None:
    for seed in range(1500):
        names = people(seed, 1 + seed % 7)
        for form in (str, str.upper, str.lower, lambda name: unicodedata.normalize("NFD", name)):
            assert guess(map(form, names)) is Encoding.UNICODE
    assert guess(PLACES) is Encoding.UNICODE


WESTERN = (
    "José María García Núñez Peña Muñoz Íñigo Álvarez Iñaki Begoña Ramón Inés Ángel Óscar Zúñiga "
    "François Renée Loïc Anaïs Maël Chloë Zoé Hélène Noël Benoît Gaël Raphaël Aïcha Maïté Naïm "
    "Müller Jürgen Günther Björn Jörg Käthe Böhm Größe Schäfer Grünewald Weiß Özil Ümit Çelik "
    "Søren Jørgensen Åse Øystein Bjørn Håkan Östberg Pär Kåre Ærø Þór Guðrún Sæmundur Óðinn "
    "João Conceição Simões Antônio Luís Magalhães Guimarães Inácio Lourenço Grêmio Cândido Brandão "
    "Niccolò Giosuè Nicolò Cantù Libertà Morè Forlì Zanè Mattè Pelù Santità Dalò Scalò"
).split()
ENGLISH = "John Mary Smith Brown Taylor O'Brien Anne-Marie Wilson Lee Young Mason".split()


def test_western_names_are_never_taken_for_an_old_encoding() -> None:
    dice = random.Random(1)
    for count in (1, 2, 3, 5, 20, 200):
        for _ in range(800):
            names = [" ".join(dice.choices(WESTERN + ENGLISH, k=2)) for _ in range(count)]
            assert guess(names) is Encoding.UNICODE, names


@given(
    names=st.lists(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=20), max_size=8)
)
def test_any_latin_text_is_guessed_without_trouble(names: list[str]) -> None:
    assert guess(names) in {Encoding.UNICODE, Encoding.TCVN3, Encoding.VNI}


def test_nothing_to_tell_from() -> None:
    assert guess([]) is guess(["", "Nguyen Van An", "12", "Thß"]) is Encoding.UNICODE


def test_words_of_a_column() -> None:
    assert accented_words(["NguyÔn V¨n An, 12", "An", "V¨n"]) == {"NguyÔn", "V¨n"}


def test_syllables() -> None:
    good = (
        "Giang Giết Gìn Quyền Quốc Nghiêm Khuya Khuyến Huỳnh Xoong Hoà Hòa Thuý Thúy Mùa Của Mía "
        "Yến Uyên Oanh Ưng Đường Nghĩa Già Quỳnh Toàn Thoại Rượu Hươu Nguyệt Khoẻ Thuở khuỷu ÁNH"
    ).split()
    bad = "Nguyeãn José Loïc hoaí tuấ thừơng VănN Thß Müller bvc lẽò ngh áá".split()
    names = " ".join([*FAMILY, *MIDDLE, *GIVEN]).split()
    assert [word for word in (*good, *names) if not is_syllable(word)] == []
    assert [word for word in bad if is_syllable(word)] == []
