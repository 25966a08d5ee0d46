"""One answer of the library to the list of posts. Blocking: for a thread of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from prstudio.model.library_post import PostSummary
from prstudio.store.library import Library
from prstudio.ui.posts.shelf import Shelf

RECENT_COUNT: Final = 8


@dataclass(frozen=True, slots=True)
class Question:
    """What the list wants to show."""

    number: int
    """Of the list that it belongs to: an answer to a lower one comes too late."""
    shelf: Shelf
    search: str
    limit: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list."""

    question: Question
    posts: tuple[PostSummary, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Some rows from the top of a list, and what stands around it."""

    page: Page
    counts: Mapping[Shelf, int]
    """How many posts stand on each shelf, whatever is searched."""
    recent: tuple[PostSummary, ...]
    """The posts that were changed last, whatever is shown."""


def load_page(library: Library, question: Question) -> Page:
    """The rows that `question` asks for. Raises StoreFault or FileTrouble when the library can't answer."""
    query = question.shelf.query(question.search, limit=question.limit + 1, offset=question.offset)
    posts = library.list_posts(query)
    return Page(question, tuple(posts[: question.limit]), len(posts) > question.limit)


def load_listing(library: Library, question: Question) -> Listing:
    """The rows with all counts. Raises as `load_page`."""
    counts = {shelf: library.count_posts(shelf.query("", limit=1)) for shelf in Shelf}
    return Listing(load_page(library, question), counts, tuple(library.recent(RECENT_COUNT)))


@dataclass(frozen=True, slots=True)
class Top:
    """What stands first on a list after the post `id` was changed."""

    id: str
    listing: Listing

    @property
    def is_changed_post(self) -> bool:
        """Whether that post leads the list, as the one that was changed last; else it isn't of this list any more."""
        posts = self.listing.page.posts
        return bool(posts) and posts[0].id == self.id


def load_top(library: Library, question: Question, id_: str) -> Top:
    """The first row for `question`, with all counts. Raises as `load_page`."""
    return Top(id_, load_listing(library, question))
