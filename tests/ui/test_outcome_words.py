"""Every repair that the program can make has a button and a name in the history."""

from __future__ import annotations

import pytest

from prstudio import messages
from prstudio.prepare.fixes import FIXES
from prstudio.ui.outcome.target_state import SAFE_FIXES


@pytest.mark.parametrize("fix_id", FIXES)
def test_every_fix_has_its_sentences(fix_id: str):
    assert messages.has(f"outcome.fix_{fix_id}")
    assert messages.has(f"undo.fix_{fix_id}")


def test_the_fixes_made_all_at_once_exist():
    assert set(FIXES) > SAFE_FIXES
