"""The library with 10,000 posts: opening and listing them, searching, one page against plain SQL on the same file."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from harness import Row

from prstudio.messages import Language
from prstudio.model.library_post import PostQuery
from prstudio.model.post import Caption, Platform, Post, Target
from prstudio.store.database import writing
from prstudio.store.library import Library, utc_now
from prstudio.store.post_table import insert_post

POSTS = 10_000
LIST_MAX_S = 0.3
PAGE_MAX_S = 0.05
SEARCH_MAX_S = 0.05
SHORT_SEARCH_MAX_S = 0.15
"""One or two letters aren't in the index: where they occur nowhere, every text is read."""
_HINDI = "झज्जर नेत्र जाँच शिविर किसान मेला पौधारोपण अभियान नागरिक अस्पताल रविवार सुबह विशेषज्ञ चिकित्सक हिन्दी पंचायत"
_ENGLISH = "free eye camp farmers fair tree planting drive civil hospital Sunday morning specialist library open"


def run(folder: Path) -> list[Row]:
    """Times in seconds against fixed bounds; only the last row has a peer, read in the same process."""
    fill(folder / "library")
    rows = [_bounded("library of 10,000 opened and its first page listed", _opened(folder / "library"), LIST_MAX_S)]
    library = Library(folder / "library")
    last_page = PostQuery(offset=POSTS - 50)
    rows.append(
        _bounded("page of 50, the last of 10,000 posts", _median_s(lambda: library.list_posts(last_page)), PAGE_MAX_S)
    )
    searches = [
        ("two words", "जांच शिविर", SEARCH_MAX_S),
        ("a word of none", "क्रिकेट", SEARCH_MAX_S),
        ("two letters", "झज", SEARCH_MAX_S),
        ("two letters of none", "ज़ू", SHORT_SEARCH_MAX_S),
    ]
    for name, typed, at_most_s in searches:
        query = PostQuery(search=typed)
        seconds = _median_s(lambda query=query: library.list_posts(query))
        rows.append(_bounded(f"search in 10,000 posts: {name}", seconds, at_most_s))
    everything = _median_s(lambda: library.list_posts(PostQuery(limit=POSTS)))
    plain = _median_s(lambda: _plain_rows(folder / "library/library.db"))
    rows.append(Row("all 10,000 as summaries / as tuples of plain sqlite3", everything, plain, "s", 12.0))
    library.close()
    return rows


def fill(folder: Path) -> None:
    """10,000 posts with texts of usual length, all in one transaction: how they came in isn't measured."""
    dice = random.Random(3)
    library = Library(folder)
    with writing(library._engine) as connection:
        for number in range(POSTS):
            post_folder = folder / "posts" / f"{number:032x}"
            insert_post(connection, post_folder.name, _post(dice, number), folder=post_folder, now=utc_now())
    library.close()


def _post(dice: random.Random, number: int) -> Post:
    def caption(vocabulary: str) -> Caption:
        words = vocabulary.split()
        return Caption(" ".join(dice.choices(words, k=7)), " ".join(dice.choices(words, k=90)), ("Haryana",))

    captions = {Language.HI: caption(_HINDI), Language.EN: caption(_ENGLISH)}
    post = Post(district="jhajjar", title=f"Post {number}", captions=captions)
    return replace(post, targets=tuple(Target(platform) for platform in (Platform.FACEBOOK, Platform.X)))


def _opened(folder: Path) -> float:
    def open_and_list() -> None:
        library = Library(folder)
        library.list_posts(PostQuery())
        library.count_posts(PostQuery())
        library.close()

    return _median_s(open_and_list)


def _plain_rows(database: Path) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return list(connection.execute("SELECT * FROM post ORDER BY updated_at_ms DESC, number DESC"))


def _median_s(call: Callable[[], object], repeats: int = 9) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _bounded(name: str, seconds: float, at_most_s: float) -> Row:
    return Row(f"{name} / {at_most_s * 1000:.0f} ms", seconds, at_most_s, "s", 1.0)
