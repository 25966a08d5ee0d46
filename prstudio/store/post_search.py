"""The questions that lists of posts ask the library, as SQL."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from prstudio.language.search_key import search_terms
from prstudio.model.library_post import PostQuery
from prstudio.store.schema import POST, POST_TEXT

_INDEXED_LETTERS: Final = 3
"""The index knows groups of three letters; shorter terms are looked for in the texts themselves."""


def page(query: PostQuery) -> sa.Select[Any]:
    """The rows of one page, newest change first."""
    ordered = _matching(sa.select(POST), query).order_by(POST.c.updated_at_ms.desc(), POST.c.number.desc())
    return ordered.limit(query.limit).offset(query.offset)


def count(query: PostQuery) -> sa.Select[Any]:
    """The number of rows on all pages."""
    return _matching(sa.select(sa.func.count()).select_from(POST), query)


def _matching(statement: sa.Select[Any], query: PostQuery) -> sa.Select[Any]:
    if query.deleted:
        statement = statement.where(POST.c.deleted_at_ms.is_not(None))
    else:
        statement = statement.where(POST.c.deleted_at_ms.is_(None), POST.c.is_archived == query.archived)
    if query.state is not None:
        statement = statement.where(POST.c.state == query.state.value)
    terms = search_terms(query.search)
    indexed = [term for term in terms if len(term) >= _INDEXED_LETTERS]
    if indexed:
        found = sa.text("SELECT rowid FROM post_search WHERE words MATCH :wanted").bindparams(wanted=_phrases(indexed))
        statement = statement.where(POST.c.number.in_(found.columns(sa.column("rowid", sa.Integer))))
    for term in terms:
        if len(term) < _INDEXED_LETTERS:
            words = sa.select(POST_TEXT.c.words).where(POST_TEXT.c.number == POST.c.number).scalar_subquery()
            statement = statement.where(sa.func.instr(words, term) > 0)
    return statement


def _phrases(terms: list[str]) -> str:
    """A question to FTS5 for all the terms, each to the letter, whatever signs it holds."""
    return " AND ".join('"' + term.replace('"', '""') + '"' for term in terms)
