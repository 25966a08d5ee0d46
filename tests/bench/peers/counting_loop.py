"""Counts captions (JSON strings, one a line, on stdin) with one counter and prints the seconds of its best round.

python counting_loop.py prstudio|twitter_text ROUNDS < captions.jsonl
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable


def prstudio_counter() -> Callable[[str], object]:
    from prstudio.model.post import Platform
    from prstudio.platforms import counting
    from prstudio.platforms.catalog import load_rulebook
    from prstudio.platforms.rules import Counter

    weights = load_rulebook([Platform.X]).rules[Platform.X].x_weights
    return lambda text: counting.length(text, Counter.X_WEIGHTED, weights)


def twitter_text_counter() -> Callable[[str], object]:
    warnings.simplefilter("ignore")  # it imports pkg_resources
    from twitter_text import parse_tweet

    return parse_tweet


def main(name: str, rounds: int) -> None:
    count = prstudio_counter() if name == "prstudio" else twitter_text_counter()
    captions = [json.loads(line) for line in sys.stdin]
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        for caption in captions:
            count(caption)
        seconds.append(time.perf_counter() - started)
    print(min(seconds))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
