"""What file managers and browsers hand over."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from prstudio.ui.assets.drop import find_path, has_media, read_handed


def _urls(*addresses: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(address) for address in addresses])
    return data


@pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("file:///home/a/camp.jpg", "/home/a/camp.jpg"),
        ("file:///home/a/%E0%A4%B6%E0%A4%BF%E0%A4%B5%E0%A4%BF%E0%A4%B0%20100%25.jpg", "/home/a/शिविर 100%.jpg"),
        ("file://localhost/home/a/camp.jpg", "/home/a/camp.jpg"),
        ("file://this-computer/home/a/camp.jpg", "/home/a/camp.jpg"),
        ("https://example.org/camp.jpg", None),
        ("mtp://phone/camp.jpg", None),
        ("smb://server/share/camp.jpg", None),
    ],
)
def test_an_address_is_a_file_of_this_computer_or_not(address: str, expected: str | None) -> None:
    assert find_path(QUrl(address)) == (None if expected is None else Path(expected))


@pytest.mark.skipif(sys.platform != "win32", reason="paths of Windows")
@pytest.mark.parametrize(
    ("address", "expected"),
    [("file:///C:/a/camp.jpg", "C:/a/camp.jpg"), ("file://server/share/camp.jpg", "//server/share/camp.jpg")],
)
def test_windows_addresses_with_drives_and_servers(address: str, expected: str) -> None:
    assert find_path(QUrl(address)) == Path(expected)


def test_files_come_in_order_and_none_twice() -> None:
    handed = read_handed(_urls("file:///b.jpg", "file:///a.jpg", "file:///b.jpg", "mtp://phone/c.jpg"))
    assert [path.name for path in handed.paths] == ["b.jpg", "a.jpg"]
    assert handed.elsewhere == ("c.jpg",)


@pytest.mark.parametrize("name", ["x-special/gnome-copied-files", "x-special/mate-copied-files"])
def test_the_lists_of_older_file_managers_are_read(name: str) -> None:
    data = QMimeData()
    data.setData(name, b"copy\nfile:///a.jpg\nfile:///b%20c.jpg")
    assert has_media(data)
    assert [path.name for path in read_handed(data).paths] == ["a.jpg", "b c.jpg"]


def test_a_picture_from_a_browser_counts_more_than_its_address() -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    data = _urls("https://example.org/camp.jpg")
    data.setImageData(image)
    handed = read_handed(data)
    assert handed.picture is not None
    assert handed.elsewhere == ()


def test_a_copied_file_counts_more_than_its_icon() -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    data = _urls("file:///a.jpg")
    data.setImageData(image)
    handed = read_handed(data)
    assert handed.picture is None
    assert len(handed.paths) == 1


def test_text_holds_nothing() -> None:
    data = QMimeData()
    data.setText("file:///a.jpg")
    assert not has_media(data)
    assert read_handed(data).is_empty
