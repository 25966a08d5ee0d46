"""Takes what is given to the program or dropped on its window to where it belongs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from prstudio.errors import StudioError
from prstudio.model.finding import Severity
from prstudio.ui.arrivals import Arrivals, sort_arrivals
from prstudio.ui.ground import Ground

if TYPE_CHECKING:
    from prstudio.bundle.verify import VerifyResult
    from prstudio.model.library_post import StoredPost
    from prstudio.ui.assets.asset_strip import AssetStrip
    from prstudio.ui.posts.posts_part import PostsPart

_REVIEW_PAGE = Path("data", "review.html")


class _Judged(NamedTuple):
    path: Path
    result: VerifyResult
    has_page: bool


class Reception(QObject):
    """What comes before the posts and the media strip exist waits for them."""

    def __init__(self, *, ground: Ground, parent: QObject) -> None:
        super().__init__(parent)
        self._ground = ground
        self._posts: PostsPart | None = None
        self._strip: AssetStrip | None = None
        self._waiting: tuple[Path, ...] = ()
        self._for_new_post: tuple[Path, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether something was given that isn't opened yet."""
        return bool(self._waiting)

    def open_paths(self, given: tuple[Path, ...]) -> None:
        """Post folders open, bundles are examined, photos and clips go to the open post or begin one."""
        self._waiting += given
        self._go_on()

    def serve(self, posts: PostsPart, strip: AssetStrip) -> None:
        """Both exist now."""
        self._posts, self._strip = posts, strip
        posts.created.connect(self._on_post_created)
        self._go_on()

    def _go_on(self) -> None:
        if self._posts is None or not self._waiting:
            return
        given, self._waiting = self._waiting, ()
        job = self._ground.jobs.call(partial(sort_arrivals, given))
        job.finished.connect(self._on_sorted)
        job.start()

    def _on_sorted(self, arrivals: Arrivals) -> None:
        assert self._posts is not None, "asked when it existed"
        assert self._strip is not None, "as above"
        self._posts.open_folders(arrivals.posts)
        for path in arrivals.bundles:
            self._judge(path)
        if not arrivals.media:
            return
        if self._ground.editor.current is not None:
            self._strip.add_paths(arrivals.media)
        else:
            self._for_new_post = arrivals.media
            self._posts.new_post()

    def _on_post_created(self, _stored: StoredPost) -> None:
        media, self._for_new_post = self._for_new_post, ()
        if media and self._strip is not None:
            self._strip.add_paths(media)

    # bundles

    def _judge(self, path: Path) -> None:
        job = self._ground.jobs.call(partial(_judged, path))
        job.finished.connect(self._on_judged)
        job.failed.connect(self._on_judge_failed)
        job.start()

    def _on_judged(self, judged: _Judged) -> None:
        result, tell = judged.result, self._ground.telling.tell
        if not result.ok:
            problem = result.problems[0]
            reason = {"code": problem.code, "params": {"path": problem.path, **problem.params}}
            tell("shell.bundle_bad", {"name": judged.path.name, "reason": reason}, severity=Severity.ERROR)
            return
        show = partial(_show_page, judged.path / _REVIEW_PAGE) if judged.has_page else None
        params = {"name": judged.path.name}
        if result.signed_by is None:
            key = "shell.bundle_unsigned"
        else:
            params["officer"] = result.signed_by.officer
            key = "shell.bundle_trusted" if result.trusted else "shell.bundle_untrusted"
        severity = None if result.trusted else Severity.WARNING
        action_key = None if show is None else "shell.bundle_review"
        tell(key, params, action_key=action_key, on_action=show, severity=severity)

    def _on_judge_failed(self, error: StudioError) -> None:
        reason = {"code": error.code, "params": error.params}
        self._ground.telling.tell("posts.failed", {"reason": reason}, severity=Severity.ERROR)


def _judged(path: Path) -> _Judged:
    from prstudio.bundle.verify import verify  # noqa: PLC0415 -- most days no bundle is given

    return _Judged(path, verify(path), (path / _REVIEW_PAGE).is_file())


def _show_page(page: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(page)))
