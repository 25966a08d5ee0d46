from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import captions, kruti

from prstudio import resources
from prstudio.language import legacy_fonts
from prstudio.language.legacy_fonts import looks_legacy, to_unicode

# Drawn with the real fonts and compared by eye.
SEEN = """
O;fDr|व्यक्ति  vafre|अंतिम  Vªd|ट्रक  lkSgknZ|सौहार्द  fo|kFkhZ|विद्यार्थी  MkW-|डॉ.  dk;Z|कार्य  fxj¶rkj|गिरफ्तार
mÙkj|उत्तर  fczfV'k|ब्रिटिश  i||पद्य  izkIr|प्राप्त  o"kZ|वर्ष  Jh|श्री  iz'kkldh;|प्रशासकीय  'kq:|शुरू  fNæ|छिद्र
vf/kdkfj;ksa|अधिकारियों  dq#{ks=|कुरुक्षेत्र  oSKkfud|वैज्ञानिक  ân;|हृदय  p.Mhx<+|चण्डीगढ़  ¼fo'ks"k½|(विशेष)  —f"k|कृषि
åƒ„…†‡ˆ‰Š‹|०१२३४५६७८९  fuf"Ø;|निष्क्रिय  vkfFkZd|आर्थिक  bfErgku|इम्तिहान  fu"d"kZ|निष्कर्ष  o"kks±|वर्षों  i`Foh|पृथ्वी
fo}ku|विद्वान  lM+d|सड़क  ns’k|देश  cqÏk|बुड्डा  'kÆedk|शर्मिका  Çlfpr|सिंचित  'keÊ|शर्मी  çèkku|प्रधान  jks'k|रोश
15@08@2023|15/08/2023  lkSUn;Z|सौन्दर्य  'kekZ|शर्मा  fopkj&foe'kZ|विचार-विमर्श  eqgEen|मुहम्मद  dkÆed|कार्मिक  gÏh|हड्डी
"""
PAIRS = [
    *(tuple(pair.rsplit("|", 1)) for pair in SEEN.split()),
    ("iSaB] 50 izfr'krA", "पैंठ, 50 प्रतिशत।"),
    ('o"kZ 2023&24', "वर्ष 2023-24"),
]


@pytest.mark.parametrize(("typed", "hindi"), PAIRS)
def test_words_read_as_the_font_draws_them(typed: str, hindi: str) -> None:
    assert to_unicode(typed) == unicodedata.normalize("NFC", hindi)


@pytest.mark.parametrize(
    ("typed", "hindi"),
    [
        ("fLFkfr", "स्थिति"),
        ("LfFkfr", "स्थिति"),  # the i typed between the halves
        ("dÙkZO;", "कर्त्तव्य"),
        ("vkWfQl", "ऑफिस"),
        ("vWkfQl", "ऑफिस"),
        ("dkWyst", "कॉलेज"),
        ("vkSj vks", "और ओ"),
        ("bZ b±V", "ई ईंट"),
        (",sls", "ऐसे"),
        ("lu~ 2026", "सन् 2026"),
        ("n~okjk", "द्वारा"),
        ('jk"Vªh;', "राष्ट्रीय"),
        ("Q+ly [+kku", "फ़सल ख़ान"),
        ("in~e iùh vùqr vöqr", "पद्म पद्मी अद्मुत अद्भुत"),
        ("‘kgj", "शहर"),  # Word's opening quote
        ("^liuk*", "‘सपना’"),
        ("Þeu dh ckrß", "“मन की बात”"),
        ("D;k\\", "क्या?"),
        ("A]-&@\\¼½", "।,.-/?()"),
        ("fnukad% 23-11-2026", "दिनांकः 23.11.2026"),  # % is the visarga; the colon is only suspected
        ("lM+d\t123\nokMZ", "सड़क\t123\nवार्ड"),
        ("हरियाणा dh", "हरियाणा की"),
        ("", ""),
        ("f", "ि"),
        ("D", "क्"),
        ("Z", "र्"),
    ],
)
def test_traps_of_the_layout_are_read_rightly(typed: str, hindi: str) -> None:
    assert to_unicode(typed) == unicodedata.normalize("NFC", hindi)


def test_runs_of_symbol_fonts_are_read_like_plain_ones() -> None:
    shifted = "".join(chr(ord(sign) + 0xF000) for sign in "gfj;k.kk")
    assert to_unicode(shifted) == "हरियाणा"


def test_one_spelling_comes_out_for_a_letter_with_nukta() -> None:
    assert to_unicode("lM+d") == "स\u0921\u093cक"
    assert unicodedata.is_normalized("NFC", to_unicode("t+ehu Q+ly p<+kbZ"))


def test_every_glyph_of_the_table_is_well_formed() -> None:
    roles = {"half", "full", "vowel", "sign", "early", "stem", "below", "nukta", "virama", "reph", "other"}
    lines = resources.read_text("language", "kruti_dev_010.tsv").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("# ")]
    assert len(rows) == 175
    for code, sign, meaning, role in rows:
        assert chr(int(code, 16)) == sign
        assert role in roles
        assert unicodedata.is_normalized("NFC", meaning)


STORY = (
    "मुख्यमंत्री ने कहा कि हरियाणा सरकार किसानों के हित में काम कर रही है। प्रदेश के सभी जिलों में स्वास्थ्य शिविर लगाए जाएंगे। "
    "अधिकारियों को निर्देश दिए गए हैं कि विद्यार्थियों को निःशुल्क पुस्तकें मिलें। आर्थिक रूप से कमज़ोर परिवारों को योजना का लाभ "
    "मिलेगा। कार्यक्रम की अंतिम तिथि 30.11.2026 है (सोमवार)। क्या आप तैयार हैं? राष्ट्रीय पर्व, पृथ्वी दिवस, ऑनलाइन आवेदन।"
)


def test_a_story_typed_in_the_font_comes_back_whole() -> None:
    assert to_unicode(kruti.typed(STORY)) == unicodedata.normalize("NFC", STORY)


consonants = st.sampled_from([letter for letter in kruti.FULLS | kruti.HALVES if letter not in "रङञ"])
matras = st.sampled_from(["", "ा", "ि", "ी", "ु", "ू", "े", "ै", "ो", "ौ", "ं", "ां", "िं", "ों", "ीं"])
aksharas = st.builds(
    lambda reph, letters, below, matra: reph + "्".join(letters) + below + matra,
    st.sampled_from(["", "", "र्"]),
    st.lists(consonants, min_size=1, max_size=3),
    st.sampled_from(["", "", "्र"]),
    matras,
)


@settings(deadline=None, max_examples=200)
@given(st.lists(aksharas, min_size=1, max_size=6).map("".join))
def test_whatever_is_typed_letter_by_letter_comes_back(word: str) -> None:
    assert to_unicode(kruti.typed(word)) == unicodedata.normalize("NFC", word)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60))
def test_any_text_converts_to_normal_text(text: str) -> None:
    converted = to_unicode(text)
    assert unicodedata.is_normalized("NFC", converted)
    assert to_unicode(text + "\n" + text) == converted + "\n" + converted


@pytest.mark.parametrize(
    "text",
    [
        "Free eye camp in Jhajjar on 23 November. Doctors will check 250 people; bring your ID & come.",
        "Contact us: 0172-2700000. Call us at 10 am.",
        "Mukhyamantri ne us samay kaha ki is yojana ka labh har pariwar ko milega",
        "yojana ka labh us din sabhi ko mila",
        "Mera Bharat mahan, aaj gurugram me rozgar mela lagega",
        "https://haryana.gov.in/camp https://x.com/dpr",
        "haryana.gov.in dprharyana.gov.in",
        "#Haryana #Jhajjar #DIPR @DiprHaryana",
        "5:30 PM - 7:00 PM; 10:00-11:30",
        "IPL 176/4 (20 ov)",
        "DC, SDM, ADC, CTM, DDPO, BDPO",
        "हरियाणा सरकार की योजना: DIPRO, DC Jhajjar",
        "dpr@haryana.gov.in",
        "",
        "12345",
        "us",
        "👍🏽",
        *captions.typical(5),
    ],
)
def test_english_romanised_hindi_and_addresses_raise_no_alarm(text: str) -> None:
    assert not looks_legacy(text)


@pytest.mark.parametrize(
    "text",
    [
        "eq[;ea=h us fd;k f'kykU;kl",
        "eq[;ea=h us dgk fd gfj;k.kk ljdkj fdlkuksa ds fgr esa dke dj jgh gSA",
        "ftyk iz'kklu dh vksj ls fu%'kqYd us= tkap f'kfoj",
        "lHkh ukxfjdksa dks lwfpr fd;k tkrk gS",
        "vafre frfFk",
        "gfj;k.kk ljdkj https://haryana.gov.in",
        "हरियाणा: eq[;ea=h us dgk fd ljdkj",
        kruti.typed(STORY),
    ],
)
def test_hindi_typed_in_the_font_is_recognised(text: str) -> None:
    assert looks_legacy(text)


def test_every_sentence_of_a_story_is_recognised() -> None:
    for sentence in STORY.replace("?", "।").split("।")[:6]:
        assert looks_legacy(kruti.typed(sentence)), sentence


def test_random_latin_letters_raise_no_alarm() -> None:
    chance = random.Random(5)
    alarms = 0
    for _ in range(500):
        words = ["".join(chance.choices("etaoinshrdlucm", k=chance.randint(2, 9))) for _ in range(8)]
        alarms += looks_legacy(" ".join(words))
    assert alarms <= 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fnukad% 23-11-2026", [6]),
        ("LFkku% >Ttj", [5]),
        ("vr% lwfpr", []),
        ("izkr% 10 cts", []),
        ("fu%'kqYd", []),
        ("", []),
    ],
)
def test_a_visarga_that_may_be_a_colon_is_pointed_out(typed: str, expected: list[int]) -> None:
    assert legacy_fonts.doubtful_colons(typed) == expected


@pytest.mark.parametrize("language", ["hindi", "english"])
def test_word_lists_are_normal_and_name_each_word_once(language: str) -> None:
    lines = resources.read_text("language", f"common_{language}.txt").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    assert len(words) == len(set(words)) > 250
    assert all(unicodedata.is_normalized("NFC", word) for word in words)
