"""Base addresses come from the rules; no token goes anywhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prstudio.errors import RulesFault, UsageFault
from prstudio.model.post import Platform
from prstudio.platforms.rules_files import load_built_in
from prstudio.publish.endpoints import make_endpoints, moved_to

BASE = "http://127.0.0.1:8765"
DIRECT = (Platform.FACEBOOK, Platform.YOUTUBE, Platform.X)


@pytest.mark.parametrize(
    ("platform", "api", "upload", "video"),
    [
        (Platform.YOUTUBE, "https://youtube.googleapis.com/youtube/v3", "https://www.googleapis.com/upload/youtube/v3", None),
        (Platform.X, "https://api.x.com/2", None, None),
        (Platform.FACEBOOK, "https://graph.facebook.com/v26.0", "https://rupload.facebook.com/video-upload/v26.0", "https://graph-video.facebook.com/v26.0"),
    ],
)  # fmt: skip
def test_the_addresses_stand_in_the_rules(platform, api, upload, video):
    found = make_endpoints(load_built_in(platform))
    assert (found.api, found.upload, found.video) == (api, upload or api, video or api)


@pytest.mark.parametrize("platform", DIRECT)
def test_addresses_and_versions_agree(platform):
    rules = load_built_in(platform)
    found, version = make_endpoints(rules), rules.protocol["api"]["version"]
    for address in (found.api, found.upload, found.video):
        assert address.endswith(f"/{version}")
        assert found.is_allowed(f"{address}/x")


@pytest.mark.parametrize("platform", DIRECT)
def test_in_practice_nothing_leaves_this_computer(platform):
    found = make_endpoints(load_built_in(platform), practice=BASE + "/")
    for address in (found.api, found.upload, found.video):
        assert address.startswith(f"{BASE}/")
        assert not found.is_allowed(address.replace(BASE, "https://graph.facebook.com"))
    assert found.is_allowed(f"{BASE}/upload/x?y=1")
    assert not found.is_allowed("http://127.0.0.1:87650/upload")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/upload",
        "http://www.googleapis.com/upload",
        "https://www.googleapis.com:8443/upload",
        "https://www.googleapis.com:port/upload",
        "https://www.googleapis.com.evil.example/upload",
        "https://evil.example/www.googleapis.com",
        "https://www.googleapis.com@evil.example/upload",
        "https://me@www.googleapis.com/upload",
        "https://evil.example\\@www.googleapis.com/",
        "https://www.googleapis.com /upload",
        "https://www.googleapis.com/up\nload",
        "https://www.googleapis.cоm/upload",  # a Cyrillic letter
        "https://[::1/upload",
        "file:///etc/passwd",
    ],
)
def test_an_address_that_isnt_youtubes_is_not_followed(url):
    assert not make_endpoints(load_built_in(Platform.YOUTUBE)).is_allowed(url)


def test_an_address_at_youtube_is_followed():
    found = make_endpoints(load_built_in(Platform.YOUTUBE))
    assert found.is_allowed("https://WWW.googleapis.com:443/upload/youtube/v3/videos?upload_id=1")


@pytest.mark.parametrize(
    "practice", ["", "127.0.0.1:8765", "https://127.0.0.1:8765", "http://example.org", "http://127.0.0.1:8765/x", "http://127.0.0.1:99999", "http://me@127.0.0.1"]
)  # fmt: skip
def test_a_practice_server_is_on_this_computer(practice):
    with pytest.raises(UsageFault) as fault:
        make_endpoints(load_built_in(Platform.X), practice=practice)
    assert fault.value.code == "practice_address"


def test_any_address_can_be_moved_to_practice():
    assert moved_to(BASE, "https://oauth2.googleapis.com/token?x=1") == f"{BASE}/token?x=1"
    assert moved_to(None, "https://oauth2.googleapis.com/token") == "https://oauth2.googleapis.com/token"


@pytest.mark.parametrize("value", [None, 3, ("a",)])
def test_rules_without_an_address_are_refused(value):
    rules = load_built_in(Platform.X)
    broken = replace(rules, protocol={**rules.protocol, "api": {**rules.protocol["api"], "base": value}})
    with pytest.raises(RulesFault) as fault:
        make_endpoints(broken)
    assert (fault.value.code, fault.value.params["place"]) == ("rules_fact_missing", "protocol.api.base")
