"""An officer's first hour in the real window: answer, write, add, mend, crop, trim, export, verify. Nothing is faked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from makers import clips, pictures
from makers.whole_window import WholeWindow
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from prstudio import paths
from prstudio.bundle.verify import verify
from prstudio.media.probe import probe
from prstudio.messages import Language
from prstudio.model.library_post import PostState
from prstudio.model.post import Post
from prstudio.settings import load_settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),  # offscreen has no window manager
]

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HINDI, ENGLISH = "झज्जर में नेत्र जाँच शिविर", "Free eye camp in Jhajjar"
BARE_LINK = "www.haryana.gov.in"
BODY = "The camp opens on Sunday at nine."


class Officer:
    """Uses the keyboard as a person does: on whatever has the focus."""

    def __init__(self, whole: WholeWindow) -> None:
        self.whole = whole

    @property
    def focus(self) -> QWidget:
        focus = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert focus is not None, "nothing has the keyboard"
        return focus

    @property
    def post(self) -> Post:
        return self.whole.editor.current.post

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.whole.qtbot.keyClick(self.focus, key, modifiers)

    def write(self, text: str) -> None:
        """Latin letters are keys; Hindi comes from an input method, a sign at a time."""
        if text.isascii():
            self.whole.qtbot.keyClicks(self.focus, text)
            return
        for sign in text:
            event = QInputMethodEvent("", [])
            event.setCommitString(sign)
            QApplication.sendEvent(self.focus, event)

    def tab_to(self, *wanted: QWidget) -> None:
        """Press Tab until one of `wanted` has the focus; it must be in reach."""
        for _ in range(80):
            if self.focus in wanted:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"{wanted} is out of the keyboard's reach")

    def tab_to_card(self, index: int) -> None:
        """Go to the media below the texts, and along them."""
        cards = self.whole.assembly.strip.row.cards
        self.tab_to(next(card for card in cards if card.focusPolicy() is not Qt.FocusPolicy.NoFocus))
        self.press(Qt.Key.Key_Home)
        for _ in range(index):
            self.press(Qt.Key.Key_Right)
        assert cards[index].hasFocus()

    def wait(self, is_so: Callable[[], bool]) -> None:
        self.whole.wait(is_so)

    def choose_in_dialog(self, folder: Path, *names: str) -> None:
        """Answer the system's dialog: these files of `folder`, or the folder itself."""
        self.wait(lambda: bool(self.whole.window.findChildren(QFileDialog)))
        (dialog,) = self.whole.window.findChildren(QFileDialog)
        dialog.setDirectory(str(folder if names else folder.parent))
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        field.setText(" ".join(f'"{name}"' for name in names) if names else folder.name)
        dialog.accept()
        self.come_back()

    def come_back(self) -> None:
        """What a window manager does when a dialog or a list of choices closes."""
        self.whole.window.activateWindow()
        self.wait(self.whole.window.isActiveWindow)


class FileManager(QObject):
    """Stands where the system's own would open, so that no window of another program comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.shown.append(Path(url.toLocalFile()))


@pytest.fixture
def file_manager(qapp: QApplication) -> Iterator[FileManager]:
    manager = FileManager()
    QDesktopServices.setUrlHandler("file", manager, "show")
    yield manager
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def whole(qtbot, qapp: QApplication) -> Iterator[WholeWindow]:
    made = WholeWindow(qtbot, qapp, settings=None)
    yield made
    made.close()


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    """What came from the phone: a photo and a clip."""
    folder = tmp_path / "फ़ोन"
    folder.mkdir()
    pictures.save_jpeg(folder / "camp.jpg", pictures.photo((1280, 960)))
    clips.clip(folder / "camp.mp4", size="640x360", duration_s=3.0)
    return folder


def test_from_the_first_start_to_a_bundle_that_verifies(
    whole: WholeWindow, camera: Path, file_manager: FileManager, tmp_path: Path
):
    officer = Officer(whole)
    answer_the_three_questions(officer)
    begin_a_post(officer)
    write_both_texts(officer)
    add_photo_and_clip(officer, camera)
    mend_what_was_found(officer)
    crop_the_photo(officer)
    trim_the_clip(officer)
    place = tmp_path / "बंडल"
    place.mkdir()
    export_and_verify(officer, place)
    assert file_manager.shown == [place / HINDI]


def answer_the_three_questions(officer: Officer) -> None:
    whole = officer.whole
    whole.start()
    officer.write("jhajjar")
    officer.press(Qt.Key.Key_Return)
    officer.press(Qt.Key.Key_Return)
    officer.write("Suman Dahiya")
    officer.press(Qt.Key.Key_Return)
    officer.wait(lambda: whole.window.view == "posts")
    officer.come_back()
    officer.wait(lambda: load_settings().district == "jhajjar")
    # The sample, so that there is something to touch: photos of 12 MP and a clip are painted for it.
    whole.qtbot.waitUntil(lambda: whole.editor.current is not None, timeout=120_000)
    assert whole.editor.current.post.assets


def begin_a_post(officer: Officer) -> None:
    sample = officer.whole.editor.current.id
    officer.press(Qt.Key.Key_N, CONTROL)
    officer.wait(lambda: officer.whole.editor.current.id != sample)
    assert not officer.post.assets


def write_both_texts(officer: Officer) -> None:
    panes = officer.whole.assembly.compose.panes
    for language, headline, body in ((Language.HI, HINDI, "रविवार को सुबह नौ बजे से।"), (Language.EN, ENGLISH, BODY)):
        officer.tab_to(panes[language].headline)
        officer.write(headline)
        officer.tab_to(panes[language].body)
        officer.write(body)
    assert officer.post.captions[Language.HI].headline == HINDI
    assert officer.post.captions[Language.EN].body == BODY


def add_photo_and_clip(officer: Officer, camera: Path) -> None:
    officer.press(Qt.Key.Key_A, CONTROL | SHIFT)
    officer.choose_in_dialog(camera, "camp.jpg", "camp.mp4")
    officer.wait(lambda: len(officer.post.assets) == 2)
    folder = officer.whole.editor.current.folder
    assert folder.is_relative_to(paths.library_folder())
    assert (folder / "camp.jpg").read_bytes() == (camera / "camp.jpg").read_bytes()


def mend_what_was_found(officer: Officer) -> None:
    """A link without its scheme: the finding's button mends it, undo takes that back, redo does it again."""
    whole = officer.whole
    officer.tab_to(whole.assembly.compose.link.field)
    officer.write(BARE_LINK)
    officer.wait(lambda: officer.post.link == BARE_LINK and whole.editor.is_plan_current)
    rows = whole.assembly.outcome.pane.findings.rows
    row = next(row for row in rows if row.finding.code == "link_no_scheme")
    officer.tab_to(row.fix)
    officer.press(Qt.Key.Key_Space)
    assert officer.post.link == f"https://{BARE_LINK}"
    officer.wait(lambda: whole.editor.is_plan_current)
    assert not any(each.finding.code == "link_no_scheme" for each in rows)
    officer.tab_to(whole.assembly.compose.link.field)
    officer.press(Qt.Key.Key_Z, CONTROL)
    assert officer.post.link == BARE_LINK
    officer.wait(lambda: whole.editor.is_plan_current)
    assert any(each.finding.code == "link_no_scheme" for each in rows)
    officer.press(Qt.Key.Key_Y, CONTROL)
    assert officer.post.link == f"https://{BARE_LINK}"


def crop_the_photo(officer: Officer) -> None:
    whole = officer.whole
    officer.tab_to_card(0)
    officer.press(Qt.Key.Key_C)
    assert whole.window.view == "crop"
    page = whole.window.stack.currentWidget()
    officer.wait(lambda: bool(page.header.ratios.chips))
    whole.settle()
    chips = page.header.ratios.chips
    officer.tab_to(*chips)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        for _ in chips:
            if not officer.focus.text().startswith("16:9"):
                officer.press(key)
    officer.press(Qt.Key.Key_Space)
    officer.tab_to(page.canvas)
    officer.press(Qt.Key.Key_Down, SHIFT)
    officer.press(Qt.Key.Key_Return, CONTROL)
    officer.wait(lambda: whole.window.view == "posts")
    box = officer.post.assets[0].crop["16:9"]
    assert box.y > 0.13, "below the middle of a photo of 4:3"


def trim_the_clip(officer: Officer) -> None:
    whole = officer.whole
    officer.tab_to_card(1)
    officer.press(Qt.Key.Key_T)
    assert whole.window.view == "trim"
    whole.settle()
    officer.press(Qt.Key.Key_Right, SHIFT)
    officer.press(Qt.Key.Key_I)
    officer.press(Qt.Key.Key_Return, CONTROL)
    officer.wait(lambda: whole.window.view == "posts")
    trim = officer.post.assets[1].trim
    assert trim.start_s == pytest.approx(1.0)


def export_and_verify(officer: Officer, place: Path) -> None:
    outcome = officer.whole.assembly.outcome
    panel, queue = outcome.export, outcome.queue
    officer.press(Qt.Key.Key_E, CONTROL)
    officer.tab_to(panel.place.change)
    officer.press(Qt.Key.Key_Space)
    officer.choose_in_dialog(place)
    officer.press(Qt.Key.Key_E, CONTROL)
    officer.wait(lambda: bool(queue.exports))
    officer.whole.qtbot.waitUntil(lambda: not queue.is_busy, timeout=120_000)
    (export,) = queue.exports
    assert export.error is None
    bundle = place / HINDI
    assert export.made.path == bundle
    assert verify(bundle).ok
    assert HINDI in (bundle / "data" / "facebook" / "caption.txt").read_text(encoding="utf-8")
    assert probe(bundle / "data" / "youtube" / "video.mp4", "video.mp4").duration_s == pytest.approx(2.0, abs=0.1)
    officer.wait(lambda: officer.whole.assembly.posts.model.summary(0).state is PostState.EXPORTED)
    officer.wait(lambda: load_settings().export_folder == str(place))
