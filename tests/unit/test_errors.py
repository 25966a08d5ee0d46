from __future__ import annotations

import errno

import pytest

from prstudio import errors
from prstudio.errors import DiskFull, FileTrouble, StudioError, UsageFault, file_trouble
from prstudio.language.wording import say_error
from prstudio.messages import Language


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        (errno.ENOSPC, DiskFull, "disk_full"),
        (errno.EDQUOT, DiskFull, "disk_full"),
        (errno.ENOENT, FileTrouble, "file_not_found"),
        (errno.EACCES, FileTrouble, "file_no_permission"),
        (errno.EROFS, FileTrouble, "file_no_permission"),
        (errno.EIO, FileTrouble, "file_failed"),
    ],
)
def test_every_system_error_becomes_a_sentence_that_names_the_file(number, kind, code):
    error = file_trouble(OSError(number, "what the system said"), "शिविर.jpg")
    assert type(error) is kind
    assert error.code == code
    for language in Language:
        assert "शिविर.jpg" in say_error(error, language)


def test_windows_own_word_for_a_full_disk_is_understood():
    error = OSError(22, "full")
    error.winerror = 112
    assert type(file_trouble(error, "x")) is DiskFull


def test_exit_codes_follow_who_can_act():
    codes = {
        name: kind.exit_code
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, StudioError)
    }
    assert codes["PostFault"] == codes["BundleRefused"] == codes["MediaFault"] == codes["RulesFault"] == 1
    assert codes["UsageFault"] == codes["FileTrouble"] == codes["DiskFull"] == 2
    assert codes["WorkCancelled"] == 130
    assert issubclass(FileTrouble, UsageFault)
