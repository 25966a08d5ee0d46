"""A script of trouble is read strictly, and every fault says in a sentence what is wrong with it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prstudio.errors import PracticeFault
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.practice.faults import PLATFORMS, Fault, Trouble, parse_faults
from prstudio.practice.script import Script, make_line

NEEDED = {
    Trouble.STALL: {"seconds": 1},
    Trouble.SLOW: {"bytes_per_s": 64_000},
    Trouble.REFUSE_CONNECTIONS: {"seconds": 0.5},
    Trouble.CLOCK_SKEW: {"seconds": -3600},
}


def meet(script: Script, path: str = "/2/tweets", *, length: int | None = 1000) -> tuple[Fault, ...]:
    return script.meet("x", "POST", path, length_bytes=length)


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("wrap", [lambda faults: faults, lambda faults: {"faults": faults}])
def test_every_trouble_can_be_written(trouble, wrap):
    entry = {"trouble": trouble, "path": "/x/*", "method": "PUT", "after": 2, "count": None, "share": 0.5}
    (fault,) = parse_faults(json.dumps(wrap([entry | NEEDED.get(trouble, {})])), "faults.json")
    assert fault.trouble is trouble
    assert (fault.path, fault.method, fault.after, fault.count, fault.share) == ("/x/*", "PUT", 2, None, 0.5)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "practice_not_json"),
        ("[" * 100_000, "practice_not_json"),
        ("3", "practice_no_list"),
        ('{"faults": [], "more": 1}', "practice_no_list"),
        ('["slow"]', "practice_not_an_object"),
        ("[{}]", "practice_wrong_choice"),
        ('[{"trouble": "rain"}]', "practice_wrong_choice"),
        ('[{"trouble": "slow"}]', "practice_missing_key"),
        ('[{"trouble": "stall", "bytes_per_s": 3, "seconds": 1}]', "practice_unknown_key"),
        ('[{"trouble": "lost_answer", "platform": "instagram"}]', "practice_wrong_choice"),
        ('[{"trouble": "lost_answer", "method": "post"}]', "practice_wrong_choice"),
        ('[{"trouble": "lost_answer", "path": ""}]', "practice_wrong_path"),
        ('[{"trouble": "lost_answer", "count": 0}]', "practice_wrong_whole"),
        ('[{"trouble": "lost_answer", "count": 1.5}]', "practice_wrong_whole"),
        ('[{"trouble": "lost_answer", "count": true}]', "practice_wrong_whole"),
        ('[{"trouble": "lost_answer", "after": "2"}]', "practice_wrong_whole"),
        ('[{"trouble": "lost_answer", "share": 1.1}]', "practice_wrong_number"),
        ('[{"trouble": "lost_answer", "share": NaN}]', "practice_wrong_number"),
        ('[{"trouble": "stall", "seconds": -1}]', "practice_wrong_number"),
        ('[{"trouble": "slow", "bytes_per_s": 0}]', "practice_wrong_number"),
        ('[{"trouble": "server_error", "status": 404}]', "practice_wrong_whole"),
        ('[{"trouble": "server_error", "committed": 1}]', "practice_wrong_boolean"),
        ('[{"trouble": "cut_request", "after_bytes": 5, "to_bytes": 4}]', "practice_wrong_whole"),
        ('[{"trouble": "no_range", "platform": "x"}]', "practice_wrong_platform"),
        ('[{"trouble": "wrong_offset", "platform": "youtube"}]', "practice_wrong_platform"),
        ('[{"trouble": "duplicate", "platform": "youtube"}]', "practice_wrong_platform"),
    ],
)
def test_what_has_no_meaning_is_refused_in_a_sentence(content, code):
    with pytest.raises(PracticeFault) as caught:
        parse_faults(content, "faults.json")
    assert caught.value.code == code
    for language in Language:
        assert "faults.json" in say_error(caught.value, language)


def test_a_fault_waits_and_then_strikes_as_often_as_it_says():
    script = Script([Fault(Trouble.LOST_ANSWER, path="/2/*", after=2, count=2)])
    assert [len(meet(script)) for _ in range(6)] == [0, 0, 1, 1, 0, 0]
    assert script.faults()[0][1] == 2


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Trouble.LOST_ANSWER, platform="youtube"),
        Fault(Trouble.LOST_ANSWER, method="GET"),
        Fault(Trouble.LOST_ANSWER, path="/2/media/*"),
        Fault(Trouble.WRONG_OFFSET),
        Fault(Trouble.CUT_REQUEST, after_bytes=1000),
    ],
)
def test_a_fault_that_is_not_meant_does_not_strike_and_is_not_used_up(fault):
    script = Script([fault])
    assert meet(script) == ()
    assert script.faults()[0][1] == 0


def test_lots_are_drawn_alike_for_the_same_seed_and_in_the_share_that_was_asked_for():
    faults = [Fault(Trouble.LOST_ANSWER, share=0.2, count=None)]
    runs = [[bool(meet(script)) for _ in range(2000)] for script in (Script(faults, seed=3), Script(faults, seed=3))]
    assert runs[0] == runs[1]
    assert 300 < sum(runs[0]) < 500


@given(low=st.integers(0, 5000), more=st.integers(0, 5000), length=st.integers(1, 4000))
def test_a_drawn_cut_lies_within_the_body(low, more, length):
    script = Script([Fault(Trouble.CUT_REQUEST, after_bytes=low, to_bytes=low + more, count=None)])
    struck = meet(script, length=length)
    assert bool(struck) == (low < length or low == 0)
    for fault in struck:
        assert low <= fault.after_bytes < max(length, low + 1)
        assert make_line(struck).cut_after_bytes == fault.after_bytes


def test_faults_of_one_platform_alone_are_known_as_such():
    assert set(PLATFORMS) == {"facebook", "x", "youtube"}
    script = Script([Fault(Trouble.DUPLICATE, count=None)])
    assert script.meet("x", "POST", "/2/tweets", length_bytes=1)
    assert not script.meet("youtube", "PUT", "/upload/youtube/v3/videos", length_bytes=1)


def test_the_readme_explains_every_trouble_and_its_example_is_good():
    text = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    assert not [trouble for trouble in Trouble if f"`{trouble}`" not in text]
    example = re.search(r"```json\n(.*?)```", text, re.DOTALL)[1]
    assert len(parse_faults(example, "README.md")) == 3
