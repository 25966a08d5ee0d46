"""What targets get of turned assets: the turned size decides, and every plan tells the renderer of the turn."""

from __future__ import annotations

import pytest
from makers import infos
from makers import rules as make

from prstudio.model.post import Asset, Platform, Post, Target
from prstudio.model.turn import Turn, turned_size
from prstudio.prepare.variants import prepare

RULES = make.four()
MEDIA = {"a.jpg": infos.photo("a.jpg", 4000, 3000), "c.mp4": infos.clip("c.mp4", 1920, 1080)}
TURNS = [Turn(90), Turn(0, 5.0), Turn(270, -2.5)]


@pytest.mark.parametrize("turn", TURNS)
def test_a_turned_photo_is_planned_by_its_turned_size(turn: Turn) -> None:
    asset = Asset("a.jpg", turn_deg=turn.quarter_deg, straighten_deg=turn.straighten_deg)
    post = Post("jhajjar", assets=(asset,), targets=(Target(Platform.FACEBOOK),))
    (variant,) = prepare(post, MEDIA, RULES)
    (plan,) = variant.pictures
    assert plan.turn == turn
    shown = plan.box.size_in(turned_size(MEDIA["a.jpg"].size, turn))
    assert shown.ratio == pytest.approx(plan.size.ratio, rel=0.01)


@pytest.mark.parametrize("turn", TURNS)
def test_a_turned_clip_is_encoded_anew_and_its_cover_turned_alike(turn: Turn) -> None:
    asset = Asset("c.mp4", turn_deg=turn.quarter_deg, straighten_deg=turn.straighten_deg)
    post = Post("jhajjar", assets=(asset,), targets=(Target(Platform.YOUTUBE),))
    (variant,) = prepare(post, MEDIA, RULES)
    assert variant.video is not None
    assert variant.thumbnail is not None
    assert not variant.video.remux
    assert variant.video.turn == variant.thumbnail.turn == turn
    assert (variant.video.size.ratio < 1) is turn.is_sideways
