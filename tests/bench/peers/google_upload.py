"""Uploads one file with Google's own client, unchanged but for the base address: `google_upload.py BASE FILE`."""

from __future__ import annotations

import json
import random
import sys
import time

import httplib2
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.http import MediaFileUpload, build_http

MOST_FAILURES = 10


def main(base: str, file: str) -> None:
    """Upload in pieces of 1 MiB, trying again after cuts, as the example in its documentation does."""
    document = json.loads(get_static_doc("youtube", "v3"))
    document["rootUrl"] = document["baseUrl"] = f"{base}/"
    line = AuthorizedHttp(Credentials("practice-peer"), http=build_http())
    service = build_from_document(document, http=line)
    media = MediaFileUpload(file, mimetype="video/mp4", chunksize=1 << 20, resumable=True)
    body = {"snippet": {"title": "peer"}, "status": {"privacyStatus": "public"}}
    request = service.videos().insert(part="snippet,status", body=body, media_body=media)
    answer, failures = None, 0
    while answer is None:
        try:
            _, answer = request.next_chunk(num_retries=3)
        except (OSError, httplib2.HttpLib2Error):
            failures += 1
            if failures > MOST_FAILURES:
                raise
            time.sleep(random.random() * 2.0)


if __name__ == "__main__":
    main(*sys.argv[1:])
