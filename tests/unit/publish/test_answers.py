"""What answers mean, what of their words is shown, and when one may try again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers.exchanges import NOW, answer

from prstudio.model.delivery import Meaning
from prstudio.model.post import Platform
from prstudio.net.exchange import Answer
from prstudio.platforms.rules_files import load_built_in
from prstudio.publish.answers import is_success, judge
from prstudio.publish.hours import next_reset
from prstudio.publish.told import clean_words, read_told

FACEBOOK, YOUTUBE, X = (load_built_in(one) for one in (Platform.FACEBOOK, Platform.YOUTUBE, Platform.X))
M = Meaning


def graph(code, subcode=None, *, status=400, **more):
    error = {"message": "m", "type": "OAuthException", "code": code, "fbtrace_id": "A1", **more}
    return answer(status, {"error": error if subcode is None else {**error, "error_subcode": subcode}})


def google(status, reason):
    return answer(status, {"error": {"code": status, "message": "m", "errors": [{"reason": reason, "domain": "d"}]}})


def problem(status, detail="d", **more):
    return answer(status, {"title": "t", "detail": detail, "type": "about:blank", "status": status, **more})


@pytest.mark.parametrize(
    ("rules", "given_answer", "call", "meaning"),
    [
        (FACEBOOK, graph(190, 463), "", M.REAUTH),
        (FACEBOOK, graph(190), "", M.REAUTH),
        (FACEBOOK, graph(102), "", M.REAUTH),
        (FACEBOOK, graph(4), "", M.RATE),
        (FACEBOOK, graph(80001), "", M.RATE),
        (FACEBOOK, graph(10), "", M.PERMISSION),
        (FACEBOOK, graph(200), "", M.PERMISSION),
        (FACEBOOK, graph(299, status=403), "publish", M.PERMISSION),
        (FACEBOOK, graph(368), "", M.BLOCKED),
        (FACEBOOK, graph(506), "publish", M.DUPLICATE),
        (FACEBOOK, graph(100, 1366051), "publish", M.DUPLICATE),
        (FACEBOOK, graph(100, 1363037), "upload", M.RESYNC_OFFSET),
        (FACEBOOK, graph(6000, 1363030, status=500), "upload", M.TRANSIENT),
        (FACEBOOK, graph(100), "", M.CONTENT),
        (FACEBOOK, graph(100, 1363040), "", M.CONTENT),
        (FACEBOOK, graph(1, status=500), "publish", M.TRANSIENT),
        (FACEBOOK, graph(999, is_transient=True), "", M.TRANSIENT),
        (FACEBOOK, graph(999, is_transient=False), "", M.CONTENT),
        (FACEBOOK, answer(502), "publish", M.AMBIGUOUS),
        (FACEBOOK, answer(502), "", M.TRANSIENT),
        (FACEBOOK, answer(400, {"debug_info": {"retriable": True, "type": "OffsetInvalidError", "message": "m"}}), "upload", M.RESYNC_OFFSET),
        (FACEBOOK, answer(400, {"debug_info": {"retriable": True, "type": "PartialRequestError"}}), "upload", M.TRANSIENT),
        (YOUTUBE, google(403, "quotaExceeded"), "", M.QUOTA_UNTIL_RESET),
        (YOUTUBE, google(400, "uploadLimitExceeded"), "", M.QUOTA_24H),
        (YOUTUBE, google(403, "rateLimitExceeded"), "", M.RATE),
        (YOUTUBE, google(400, "invalidDescription"), "", M.CONTENT),
        (YOUTUBE, google(403, "forbidden"), "", M.PERMISSION),
        (YOUTUBE, google(409, "captionExists"), "", M.ALREADY_DONE),
        (YOUTUBE, google(401, "authError"), "", M.REFRESH),
        (YOUTUBE, answer(400, {"error": "invalid_grant", "error_description": "Token has been revoked."}), "", M.REAUTH),
        (YOUTUBE, answer(503), "upload", M.TRANSIENT),
        (X, problem(429), "", M.RATE),
        (X, problem(401), "", M.REFRESH),
        (X, problem(402), "", M.NO_CREDIT),
        (X, problem(403, "You are not allowed to create a Tweet with duplicate content."), "publish", M.DUPLICATE),
        (X, answer(403, {"errors": [{"code": 187, "message": "Status is a duplicate."}]}), "publish", M.DUPLICATE),
        (X, problem(403, "You are not allowed to post a video longer than 2 minutes."), "publish", M.CONTENT),
        (X, problem(403, "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged"), "publish", M.REPLY_BLOCKED),
        (X, problem(403, "usage-capped"), "", M.NO_CREDIT),
        (X, problem(403, "You are not permitted"), "", M.PERMISSION),
        (X, problem(503), "publish", M.AMBIGUOUS),
        (X, problem(503), "upload", M.TRANSIENT),
        (X, problem(500), "", M.TRANSIENT),
        (X, answer(400, {"error": "invalid_request", "error_description": "Value passed for the token was invalid."}), "", M.REAUTH),
        # Where the table is silent, what HTTP says.
        (X, problem(400), "", M.CONTENT),
        (X, problem(404), "", M.PROTOCOL),
        (X, answer(302, location="https://login.wifi.example/"), "", M.PROTOCOL),
        (X, answer(200), "publish", M.PROTOCOL),
        (YOUTUBE, answer(599), "publish", M.AMBIGUOUS),
        (YOUTUBE, answer(413), "", M.CONTENT),
        (X, answer(408), "publish", M.TRANSIENT),
    ],
)  # fmt: skip
def test_what_an_answer_means(rules, given_answer, call, meaning):
    assert judge(given_answer, rules, now=NOW, call=call).meaning is meaning


@pytest.mark.parametrize(
    ("status", "body", "is_well"),
    [(200, b"", True), (204, b"", True), (201, b'{"id":"1"}', True), (200, b" {} ", True), (200, b"<html>", False), (200, b"[]", False), (308, b"", False), (400, b"{}", False)],
)  # fmt: skip
def test_a_page_of_somebody_else_is_no_success(status, body, is_well):
    assert is_success(Answer(status, {}, body)) is is_well


def test_the_platforms_own_words_and_code_are_kept():
    trouble = judge(google(403, "quotaExceeded"), YOUTUBE, now=NOW)
    assert (trouble.details, trouble.code) == ("m", "403 quotaExceeded")
    assert judge(graph(190, 460), FACEBOOK, now=NOW).code == "400 190/460"
    assert judge(problem(403, "हिंदी में कारण"), X, now=NOW).details.startswith("हिंदी में कारण")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("  two\r\n lines\t here ", "two lines here"),
        ("bad token EAAB" + "x" * 60 + " was sent", "bad token … was sent"),
        ("Authorization: Bearer ya29.a0Af", "Authorization: …"),
        ("see https://x.example/?access_token=abc&x=1", "see https://x.example/?access_…&x=1"),
        ("a\u202eb\u200bc\x00d", "a b c d"),
        ("", ""),
    ],
)
def test_words_are_one_clean_line_without_secrets(words, shown):
    assert clean_words(words) == shown


def test_long_words_are_cut_between_whole_letters():
    cut = clean_words("क्षि" * 400)
    assert cut == "क्षि" * 299 + "…"


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=60), st.integers(100, 599), st.sampled_from(["", "publish", "upload"]))
def test_no_body_is_too_odd_to_be_judged(body, status, call):
    assert judge(Answer(status, {}, body), X, now=NOW, call=call).meaning in Meaning


@settings(deadline=None, max_examples=80)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["error", "errors", "code", "reason", "message", "type", "debug_info"]), inner, max_size=4),
        max_leaves=12,
    )
)  # fmt: skip
def test_no_json_is_too_odd_to_be_read(value):
    told = read_told(Answer(400, {}, json.dumps(value).encode()))
    assert "\n" not in told.words


DATE = "Tue, 24 Nov 2026 06:00:00 GMT"
USAGE = json.dumps({"1002": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 17}]})


@pytest.mark.parametrize(
    ("rules", "headers", "wait"),
    [
        (X, {"x-rate-limit-reset": str(int((NOW + timedelta(minutes=9)).timestamp()))}, timedelta(minutes=9)),
        (X, {"x-rate-limit-reset": str(int((NOW + timedelta(seconds=3)).timestamp()))}, timedelta(seconds=60)),
        (X, {"x-rate-limit-reset": "soon"}, None),
        (X, {"x-rate-limit-reset": "9" * 11}, None),  # the year 5138 is no reset
        (X, {"x-rate-limit-reset": str(int((NOW - timedelta(hours=1)).timestamp()))}, None),
        (X, {"retry-after": "120"}, timedelta(seconds=120)),
        (X, {"retry-after": "Tue, 24 Nov 2026 06:05:00 GMT"}, timedelta(minutes=5)),
        (X, {"retry-after": "²"}, None),
        (X, {}, None),
        (FACEBOOK, {"x-business-use-case-usage": USAGE}, timedelta(minutes=17)),
        (FACEBOOK, {"x-business-use-case-usage": "{{"}, None),
        (FACEBOOK, {"x-app-usage": '{"call_count":100}'}, None),
        (YOUTUBE, {"retry-after": "7"}, timedelta(seconds=7)),
    ],
)
def test_when_a_platform_lets_one_try_again(rules, headers, wait):
    trouble = judge(Answer(429, {"date": DATE, **headers}), rules, now=NOW)
    assert trouble.meaning is M.RATE or rules is FACEBOOK
    retry_at = judge(Answer(429, {"date": DATE, **headers}, b'{"error":{"code":4}}'), rules, now=NOW).retry_at
    assert retry_at == (None if wait is None else NOW + wait)


def test_a_wrong_clock_here_doesnt_change_the_wait():
    reset = str(int((NOW + timedelta(minutes=9)).timestamp()))
    wrong = NOW - timedelta(days=3000)
    trouble = judge(Answer(429, {"date": DATE, "x-rate-limit-reset": reset}), X, now=wrong)
    assert trouble.retry_at == wrong + timedelta(minutes=9)


@pytest.mark.parametrize(
    ("now", "reset"),
    [
        (datetime(2026, 11, 24, 6, 0, tzinfo=UTC), datetime(2026, 11, 24, 8, 0, tzinfo=UTC)),  # winter: UTC-8
        (datetime(2026, 11, 24, 8, 0, tzinfo=UTC), datetime(2026, 11, 25, 8, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 6, 0, tzinfo=UTC), datetime(2026, 7, 1, 7, 0, tzinfo=UTC)),  # summer: UTC-7
        (datetime(2026, 11, 1, 7, 30, tzinfo=UTC), datetime(2026, 11, 2, 8, 0, tzinfo=UTC)),  # the day of 25 hours
    ],
)
def test_the_quota_comes_back_at_midnight_in_california(now, reset):
    assert next_reset(YOUTUBE, now=now) == reset
    assert judge(google(403, "quotaExceeded"), YOUTUBE, now=now).retry_at == reset


def test_a_channels_own_limit_lasts_a_day():
    assert judge(google(400, "uploadLimitExceeded"), YOUTUBE, now=NOW).retry_at == NOW + timedelta(days=1)
