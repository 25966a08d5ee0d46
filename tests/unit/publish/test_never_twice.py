"""Whatever the platforms answer, lose or forget: nothing is published twice, and every way has an end.

A model of each platform keeps what arrives. Before it answers, a fate drawn by hypothesis decides whether the request
arrives, whether its answer does, and what else goes wrong. Officers answer truthfully, and try again what failed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers.exchanges import NOW, Driver, answer, order, picture_file, thumbnail_file, video_file
from makers.model_platforms import FacebookModel, Model, XModel, YouTubeModel

from prstudio import messages
from prstudio.model.delivery import DeliveryState, Meaning
from prstudio.model.post import Platform
from prstudio.net.exchange import Answer, Loss, LossKind, Request
from prstudio.platforms.rules_files import load_built_in
from prstudio.publish import policy
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.machine import Ask, Failed, Published
from prstudio.publish.machines import make_machine

TEXT = "झज्जर में निःशुल्क नेत्र जांच शिविर"
RULES = {platform: load_built_in(platform) for platform in (Platform.FACEBOOK, Platform.YOUTUBE, Platform.X)}
ONE_STEP = replace(
    RULES[Platform.FACEBOOK],
    protocol={**RULES[Platform.FACEBOOK].protocol, "publish": {"source": "sdk", "two_steps": False}},
)
HTML = Answer(200, {}, b"<html>sign in to the wifi</html>")
ENDED = Loss(LossKind.ENDED)

# A fate: whether the request arrives, and the answer that is given instead of the platform's own (None: its own).
FATES = {
    "well": (True, None),
    "cut before": (False, Loss(LossKind.CUT)),
    "cut after": (True, Loss(LossKind.CUT)),
    "silent before": (False, Loss(LossKind.SILENT)),
    "silent after": (True, Loss(LossKind.SILENT)),
    "ended before": (False, ENDED),
    "ended after": (True, ENDED),
    "unreachable": (False, Loss(LossKind.UNREACHABLE)),
    "stopped after": (True, Loss(LossKind.STOPPED)),
    "500 before": (False, answer(500)),
    "500 after": (True, answer(500)),
    "504 after": (True, answer(504)),
    "408 before": (False, answer(408)),
    "wifi page": (False, HTML),
    "wifi page after": (True, HTML),
    "redirect": (False, answer(302, location="https://wifi.example/")),
    "empty after": (True, answer(200)),
    "odd json after": (True, answer(200, {"data": [], "id": 7, "items": "no", "success": "maybe"})),
    "rate": (False, answer(429, retry_after="5")),
    "token": (False, answer(401)),
    "not found": (False, answer(404)),
}
SPECIAL = ("half", "forgotten", "hidden", "clock back", "clock on")
fates = st.lists(st.sampled_from([*FATES, *SPECIAL, "well", "well"]), max_size=24)


@dataclass(frozen=True)
class Case:
    platform: Platform
    model: type[Model]
    kind: str
    files: tuple = ()
    thread: tuple[str, ...] = ()
    rules: object = None
    in_a_day: bool = False

    @property
    def posts(self) -> int:
        return max(len(self.thread), 1)


VIDEO = video_file()
CASES = {
    "youtube video": Case(Platform.YOUTUBE, YouTubeModel, "video", (VIDEO, thumbnail_file())),
    "youtube small": Case(Platform.YOUTUBE, YouTubeModel, "video", (video_file(9000),)),
    "x text": Case(Platform.X, XModel, "text"),
    "x photos": Case(Platform.X, XModel, "photo", (picture_file(1, alt="शिविर"), picture_file(2))),
    "x video": Case(Platform.X, XModel, "video", (VIDEO,)),
    "x thread": Case(Platform.X, XModel, "thread", thread=("पहला (1/3)", "दूसरा & (2/3)", "तीसरा (3/3)")),
    "facebook text": Case(Platform.FACEBOOK, FacebookModel, "text"),
    "facebook photos": Case(Platform.FACEBOOK, FacebookModel, "photos", (picture_file(1), picture_file(2))),
    "facebook in one step": Case(Platform.FACEBOOK, FacebookModel, "text", rules=ONE_STEP),
    "facebook photo in one step": Case(Platform.FACEBOOK, FacebookModel, "photo", (picture_file(),), rules=ONE_STEP),
    "facebook scheduled": Case(Platform.FACEBOOK, FacebookModel, "text", in_a_day=True),
    "facebook video": Case(Platform.FACEBOOK, FacebookModel, "video", (VIDEO,)),
    "facebook reel": Case(Platform.FACEBOOK, FacebookModel, "reel", (VIDEO,)),
}


class Run:
    """A delivery, its platform and what befalls them."""

    def __init__(self, case: Case, befalls: list[str]) -> None:
        rules = case.rules or RULES[case.platform]
        texts = {"message": TEXT, "post": TEXT, "title": "शिविर", "description": TEXT}
        at = NOW + timedelta(days=1) if case.in_a_day else None
        made = order(case.platform, case.kind, *case.files, texts=texts, thread=case.thread, publish_at=at)
        self.case, self.befalls = case, list(befalls)
        self.model = case.model()
        self.driver = Driver(make_machine(case.platform, case.kind, rules, make_endpoints(rules)), made)
        self.in_doubt: str | None = None
        """The request that makes public whose fate isn't known yet."""

    def end(self):
        """Walk until it ends; every step is checked."""
        for _ in range(600):
            action = self.driver.action()
            if isinstance(action, Published | Failed):
                return action
            if isinstance(action, Ask):
                self._settle()
                continue
            self._exchange()
            self._check()
        raise AssertionError(f"no end: {self.driver.names[-30:]}")

    def _exchange(self) -> None:
        request = self.driver.send()
        if request.makes_public:
            assert self.in_doubt is None, f"{request.name} though {self.in_doubt} may have arrived"
        outcome, is_own = self._outcome(request)
        if is_own and not request.upload_bytes:
            self.in_doubt = None  # the platform itself has spoken, of the request or in a look
        elif request.makes_public:
            self.in_doubt = request.name if _leaves_doubt(outcome) and not is_own else None
        trouble = self.driver.take(outcome).trouble
        if self.in_doubt and trouble is not None and self.driver.state is not DeliveryState.UNKNOWN:
            assert trouble.meaning in policy.RETRY | policy.DATED, trouble  # else nobody would look

    def _outcome(self, request: Request) -> tuple[Answer | Loss, bool]:
        """What comes back, and whether it is the platform's own word."""
        self.model.now = NOW + timedelta(seconds=len(self.driver.sent))
        fate = self.befalls.pop(0) if self.befalls else "well"
        match fate:
            case "clock back":
                self.driver.now -= timedelta(days=2)
            case "clock on":
                self.driver.now += timedelta(hours=30)
            case "forgotten":
                self.model.forget()
            case "half" if request.upload_bytes:
                self.model.handle(request, share=0.5)
                return Loss(LossKind.CUT), False
            case "hidden" if request.method == "GET" and request.name.split(".")[1] in ("look", "uploads"):
                return answer(200, {"items": [], "data": []}), False
        arrives, instead = FATES.get(fate, (True, None))
        own = self.model.handle(request) if arrives else None
        outcome = own if instead is None else instead
        assert outcome is not None
        return outcome, instead is None

    def _settle(self) -> None:
        """The officer looks for himself, and he is right."""
        number = len(self.driver.journal.values.get("posted", ())) if self.case.platform is Platform.X else 0
        out = self.model.public[number:]
        url = self._url(out[0].id) if out else None
        self.driver.journal = self.driver.machine.settle(self.driver.journal, self.driver.order, url=url)
        self.in_doubt = None

    def _url(self, number: str) -> str:
        if self.case.platform is Platform.X:
            return f"https://x.com/i/status/{number}"
        return f"https://www.youtube.com/watch?v={number}"

    def _check(self) -> None:
        machine, journal, made = self.driver.machine, self.driver.journal, self.driver.order
        assert len(self.model.public) <= self.case.posts
        assert 0 <= machine.sent_bytes(journal, made) <= made.total_bytes
        if self.model.public and not self.driver.turn.trouble:
            assert machine.may_be_out(journal, made), journal


def _leaves_doubt(outcome: Answer | Loss) -> bool:
    if isinstance(outcome, Loss):
        return outcome.may_have_arrived
    return not 400 <= outcome.status < 500 or outcome.status == 408


@pytest.mark.parametrize("name", CASES)
@settings(deadline=None, max_examples=150)
@given(befalls=fates)
def test_nothing_is_published_twice_and_every_way_has_an_end(name, befalls):
    case = CASES[name]
    run = Run(case, befalls)
    end = run.end()
    if isinstance(end, Failed):
        assert end.trouble.meaning in Meaning
        assert not run.model.public
        return
    out = run.model.public
    assert len(out) == case.posts - len(end.receipt.unsent)
    assert end.receipt.remote_id in (out[0].id, "")
    assert all(messages.has(f"delivery.{note}") for note in end.receipt.notes)
    for item, before in zip(out[1:], out, strict=False):
        assert item.reply_to == before.id


@pytest.mark.parametrize("name", CASES)
def test_when_all_goes_well_no_byte_is_sent_twice(name):
    run = Run(CASES[name], [])
    assert isinstance(run.end(), Published)
    files = run.driver.order.files
    assert sum(request.upload_bytes for request in run.driver.sent) == sum(file.size_bytes for file in files)
    assert run.driver.sent_bytes == run.driver.order.total_bytes


@pytest.mark.parametrize("name", [name for name in CASES if VIDEO in CASES[name].files])
@settings(deadline=None, max_examples=60)
@given(befalls=st.lists(st.sampled_from(["well", "cut before", "cut after", "half", "ended after"]), max_size=16))
def test_a_cut_costs_at_most_one_chunk(name, befalls):
    run = Run(CASES[name], befalls)
    assert isinstance(run.end(), Published)
    sent = [request.upload_bytes for request in run.driver.sent if request.upload_bytes]
    cuts = sum(fate != "well" for fate in befalls)
    assert sum(sent) <= run.driver.order.total_bytes + cuts * max(sent)
