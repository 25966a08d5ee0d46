"""Settings come back as they were saved, and a broken file never stops the program."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prstudio import settings
from prstudio.errors import FileTrouble
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.settings import SchemeChoice, Settings, load_settings, save_settings, settings_file

_SOME = st.builds(
    Settings,
    language=st.sampled_from([None, *Language]),
    officer=st.text(st.characters(codec="utf-8"), max_size=30).map(lambda text: unicodedata.normalize("NFC", text)),
    district=st.sampled_from(["", "jhajjar"]),
    scheme=st.sampled_from(list(SchemeChoice)),
    line_kbps=st.one_of(st.none(), st.integers(1, settings.LINE_MAX_KBPS)),
)


def _write(content: str | bytes) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_bytes(content if isinstance(content, bytes) else content.encode())


def test_before_anything_was_saved_the_defaults_are_in_force():
    assert load_settings() == Settings()
    assert not load_settings().is_complete


@hypothesis_settings(deadline=None, max_examples=50)
@given(_SOME)
def test_what_was_saved_comes_back(some: Settings):
    save_settings(some)
    assert load_settings() == some


def test_a_file_with_fewer_keys_is_filled_with_defaults():
    _write('{"officer": "अनीता", "district": "jhajjar"}')
    assert load_settings() == Settings(officer="अनीता", district="jhajjar")
    assert load_settings().is_complete


@pytest.mark.parametrize(
    ("content", "code", "key"),
    [
        ("", "settings_unreadable", ""),
        ("{", "settings_unreadable", ""),
        ("[]", "settings_unreadable", ""),
        (b"\xff\xfe", "settings_unreadable", ""),
        ("[" * 100_000, "settings_unreadable", ""),
        ('{"officer": "' + "x" * 200_000 + '"}', "settings_unreadable", ""),
        ('{"colour": "red"}', "settings_unknown_key", "colour"),
        ('{"__class__": 1}', "settings_unknown_key", "__class__"),
        ('{"language": "fr"}', "settings_wrong_value", "language"),
        ('{"language": ["hi"]}', "settings_wrong_value", "language"),
        ('{"officer": 5}', "settings_wrong_value", "officer"),
        ('{"district": null}', "settings_wrong_value", "district"),
        ('{"scheme": "pink"}', "settings_wrong_value", "scheme"),
        ('{"scheme": null}', "settings_wrong_value", "scheme"),
        ('{"line_kbps": true}', "settings_wrong_value", "line_kbps"),
        ('{"line_kbps": 0}', "settings_wrong_value", "line_kbps"),
        ('{"line_kbps": 1.5}', "settings_wrong_value", "line_kbps"),
        ('{"line_kbps": "800"}', "settings_wrong_value", "line_kbps"),
    ],
)
def test_a_broken_file_is_told_kept_and_no_longer_in_the_way(content: str | bytes, code: str, key: str):
    _write(content)
    with pytest.raises(FileTrouble) as caught:
        load_settings()
    assert caught.value.code == code
    assert caught.value.params["key"] == key
    kept = settings_file().with_name(str(caught.value.params["kept"]))
    assert kept.read_bytes() == (content if isinstance(content, bytes) else content.encode())
    for language in Language:
        assert kept.name in say_error(caught.value, language)
    assert load_settings() == Settings()


def test_a_folder_in_its_place_is_a_trouble_of_the_disk():
    settings_file().mkdir(parents=True)
    with pytest.raises(FileTrouble) as caught:
        load_settings()
    assert caught.value.code.startswith("file_")


def test_a_home_that_is_a_file_is_told():
    settings_file().parent.parent.mkdir(parents=True, exist_ok=True)
    settings_file().parent.rmdir()
    settings_file().parent.write_text("in the way", encoding="utf-8")
    with pytest.raises(FileTrouble):
        save_settings(Settings())


def test_the_file_is_plain_json_that_a_person_can_read():
    save_settings(Settings(language=Language.HI, officer="अनीता", district="jhajjar", line_kbps=800))
    text = settings_file().read_text(encoding="utf-8")
    assert "अनीता" in text
    assert json.loads(text)["scheme"] == "system"
