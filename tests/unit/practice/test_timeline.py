"""The pages: what readers would see, in both languages, with everything escaped and nothing from elsewhere."""

from __future__ import annotations

import json
import re

import pytest

JPEG = b"\xff\xd8\xff a photo"
CLIP = b"\x00\x00\x00\x18ftypmp42" + bytes(2000)


@pytest.fixture
def filled(client):
    """One post on each platform, one unseen."""
    photo = client(
        "POST",
        "/v26.0/me/photos",
        data={"published": "false", "alt_text_custom": "चित्र <3"},
        files={"source": ("<p>.jpg", JPEG)},
    ).json()["id"]
    media = json.dumps([{"media_fbid": photo}])
    client("POST", "/v26.0/me/feed", data={"message": "फ़ेसबुक <b>मोटा</b> #झज्जर", "attached_media": media})
    client("POST", "/v26.0/me/feed", data={"message": "अनदेखी", "published": "false"})
    client.put(
        client.start_video(
            len(CLIP),
            query="part=snippet,status,localizations",
            snippet={"title": "यूट्यूब", "description": "https://example.org", "defaultLanguage": "hi", "tags": ["टैग"]},
            status={"privacyStatus": "unlisted"},
            localizations={"en": {"title": "On YouTube", "description": "…"}},
        ),
        CLIP,
        0,
        len(CLIP),
    )
    first = client("POST", "/2/tweets", json={"text": "एक"}).json()["data"]["id"]
    client("POST", "/2/tweets", json={"text": "दो", "reply": {"in_reply_to_tweet_id": first}})
    return client


def page(client, path: str = "/practice/", **headers) -> str:
    answer = client("GET", path, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    return answer.text


@pytest.mark.parametrize(("language", "banner"), [("hi", "अभ्यास: यहाँ कुछ भी"), ("en", "PRACTICE: nothing here")])
def test_every_page_says_loudly_that_it_is_practice(filled, language, banner):
    for path in ("/practice/", "/practice/facebook", "/practice/youtube", "/practice/x"):
        text = page(filled, f"{path}?lang={language}")
        assert banner in text
        assert f'<html lang="{language}">' in text


def test_the_browsers_language_is_followed_and_hindi_is_the_first(client):
    assert '<html lang="en">' in page(client, **{"Accept-Language": "de-DE,en-IN;q=0.7"})
    assert '<html lang="hi">' in page(client, **{"Accept-Language": "de"})


def test_readers_see_text_pictures_and_state_but_not_what_is_unseen(filled):
    text = page(filled, "/practice/?lang=en")
    assert "अनदेखी" not in text
    assert "1 post is made but not shown yet" in text
    assert "फ़ेसबुक &lt;b&gt;मोटा&lt;/b&gt;" in text
    assert '<span class="link">#झज्जर</span>' in text
    assert 'alt="चित्र &lt;3"' in text
    assert "On YouTube" in text
    assert "unlisted" in text
    assert text.index("दो") < text.index("एक")


def test_nothing_comes_from_elsewhere_and_nothing_is_run(filled):
    text = page(filled, "/practice/?lang=hi")
    assert "<script" not in text
    for address in re.findall(r'(?:src|href|poster)="([^"]*)"', text):
        assert address.startswith(("/practice/", "#")), address
    assert not re.search(r"url\(", text)


def test_the_files_of_posts_are_served_as_what_they_are(filled):
    post = filled.server.posts()[0]
    answer = filled("GET", f"/practice/files/{post['files'][0]['sha256']}")
    assert (answer.content, answer.headers["Content-Type"]) == (JPEG, "image/jpeg")
    head = filled("HEAD", f"/practice/files/{post['files'][0]['sha256']}")
    assert (head.content, head.headers["Content-Length"]) == (b"", str(len(JPEG)))
    assert filled("GET", "/practice/files/" + "0" * 64).status_code == 404
    assert filled("GET", "/practice/files/../../etc/passwd").status_code == 404


def test_a_file_that_is_no_picture_is_never_shown_as_a_page(client):
    client("POST", "/v26.0/me/photos", files={"source": ("a.html", b"<script>alert(1)</script>")})
    sha256 = client.server.posts()[0]["files"][0]["sha256"]
    answer = client("GET", f"/practice/files/{sha256}")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_empty_timeline_says_what_to_do_next(client):
    assert "No posts here yet" in page(client, "/practice/x?lang=en")


@pytest.mark.parametrize(
    ("wish", "status", "span"),
    [
        ("bytes=0-", 206, (0, None)),
        ("bytes=5-9", 206, (5, 10)),
        ("bytes=2000-99999", 206, (2000, None)),
        ("bytes=9-5", 416, (0, 0)),
        ("bytes=99999-", 200, (0, None)),
        ("lines=1-2", 200, (0, None)),
    ],
)
def test_a_player_may_ask_for_a_part_of_a_clip(client, wish, status, span):
    client("POST", "/v26.0/me/videos", files={"source": ("a.mp4", CLIP)})
    sha256 = client.server.posts()[0]["files"][0]["sha256"]
    answer = client("GET", f"/practice/files/{sha256}", headers={"Range": wish})
    assert answer.status_code == status
    assert answer.content == CLIP[span[0] : span[1]]
