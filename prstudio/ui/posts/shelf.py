"""The shelves that the list of posts is sorted into; one chip each."""

from __future__ import annotations

from enum import StrEnum

from prstudio.model.library_post import PostQuery, PostState


class Shelf(StrEnum):
    """Which posts the list shows; the sentence is `posts.shelf_<name>`."""

    ALL = "all"
    """All that are neither archived nor deleted."""
    DRAFTS = "drafts"
    EXPORTED = "exported"
    ARCHIVED = "archived"
    DELETED = "deleted"
    """Those that can still be restored."""

    def query(self, search: str, *, limit: int, offset: int = 0) -> PostQuery:
        """The library's question for one page of this shelf."""
        states = {Shelf.DRAFTS: PostState.DRAFT, Shelf.EXPORTED: PostState.EXPORTED}
        return PostQuery(
            search=search,
            state=states.get(self),
            archived=self is Shelf.ARCHIVED,
            deleted=self is Shelf.DELETED,
            limit=limit,
            offset=offset,
        )
