"""A process that saves one post over and over and says after each save which it was, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from makers import library_posts

from prstudio.store.library import Library


def main(folder: Path) -> None:
    library = Library(folder)
    id_ = library.create(library_posts.post("0")).id
    print(id_, flush=True)
    number = 0
    while True:
        number += 1
        library.save(id_, library_posts.post(str(number), body="हिन्दी " * 200))
        if number % 7 == 0:
            library.create(library_posts.post(f"other {number}"))
        print(number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
