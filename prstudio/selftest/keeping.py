"""Parts of the self-test that keep something: the library's database and the system's keyring."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from prstudio.messages import Language
from prstudio.model.library_post import PostQuery
from prstudio.model.post import Caption, Post
from prstudio.model.selftest import Unfit
from prstudio.store.library import Library
from prstudio.store.secrets import open_secrets

_ENTRY: Final = "selftest"
_SECRET_SIGNS: Final = 3000
"""More than one entry of Windows' keyring holds."""


def check_database(folder: Path) -> Mapping[str, object]:
    """A post is kept, found by a Hindi word, and still there when the library is opened again."""
    post = Post(district="jhajjar", captions={Language.HI: Caption("नेत्र जाँच शिविर", "सुबह नौ बजे से।")})
    library = Library(folder / "library")
    try:
        id_ = library.create(post).id
    finally:
        library.close()
    library = Library(folder / "library")
    try:
        found = library.list_posts(PostQuery(search="शिविर", limit=10))
        is_whole = library.get(id_).post.captions == post.captions
    finally:
        library.close()
    if [summary.id for summary in found] != [id_] or not is_whole:
        raise Unfit("the post came back changed or not at all")
    return {}


def check_keyring(_folder: Path) -> Mapping[str, object]:
    """A secret of more than one entry is written, read and deleted; nobody's own entries are touched."""
    store = open_secrets()
    secret = secrets.token_hex(_SECRET_SIGNS // 2)
    try:
        store.save(_ENTRY, secret)
        if store.find(_ENTRY) != secret:
            raise Unfit("the secret came back changed")
    finally:
        store.delete(_ENTRY)
    if store.find(_ENTRY) is not None:
        raise Unfit("the secret could not be deleted")
    return {"backend": store.backend_name, "signs": _SECRET_SIGNS}
