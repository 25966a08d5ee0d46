"""Texts for the counters: everyday captions, and nasty ones put together from the parts where counters go wrong."""

from __future__ import annotations

import random

HINDI = (
    "झज्जर में निःशुल्क नेत्र जांच शिविर\n\nजिला प्रशासन की ओर से सोमवार, 23 नवंबर को सिविल अस्पताल में शिविर लगाया जाएगा। "
    "डॉ. शर्मा की टीम 250 लोगों की जांच करेगी। अधिक जानकारी: https://haryana.gov.in/camp 👁️ #हरियाणा #झज्जर"
)
ENGLISH = (
    "Free eye camp in Jhajjar on 23 November. Doctors of the Civil Hospital will check 250 people; spectacles are free. "
    "Bring your ID. Details: https://haryana.gov.in/camp #Haryana #Jhajjar 👓"
)
NEWS = (
    "मुख्यमंत्री ने आज ग्राम पंचायतों के सरपंचों से बातचीत की और विकास कार्यों की समीक्षा की। "
    "उन्होंने कहा कि सभी योजनाओं का लाभ अंतिम व्यक्ति तक पहुंचे।"
)

WORDS = (
    "हरियाणा",
    "क्षेत्र",
    "ज़िला",
    "फ़सल",
    "पढ़ाई",
    "श्री",
    "डॉ",
    "Haryana",
    "camp",
    "é",
    "e\u0301",
    "日本",
    "пр",
    "ß",
    "ſ",
)
SIGNS = (
    " ", " ", "\n", "\r\n", "\t", "\u00a0", ".", ".", "/", "-", "_", "@", "#", "(", ")", "[", "]", "?", "=", "&", "!", "'", '"',
    "+", ",", ":", ";", "~", "%", "*", "$", "|", "।", "॥", "₹", "…", "–", "—", "“", "”", "•", "™", "。", "✓", "→",
)  # fmt: skip
LINK_PARTS = (
    "com", "in", "gov", "nic.in", "भारत", "भारतम्", "рф", "嘉里大酒店", "http://", "https://", "HTTPS://", "t.co/", "xn--", "www.",
    "example", "haryana.gov.in", "https://haryana.gov.in/camp?id=1", "8080", "a", "b1", "9",
)  # fmt: skip
INVISIBLE = ("\u200b", "\u200c", "\u200d", "\ufe0e", "\ufe0f", "\u20e3", "\u202a", "\ufeff", "\uffff", "\ufffe", "्", "़")
EMOJI = (
    "👍", "👍🏽", "🙏", "👁️", "❤️", "❤", "⚡️", "☝️🏻", "🇮🇳", "🇮", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "#⃣", "👨‍👩‍👧‍👦", "👩‍💻", "👩🏾‍🚀", "🏳️‍🌈", "🏃🏽‍♀️", "🕵️‍♂️", "🕵🏻‍♂️", "👨",
    "🏽", "☎", "☎︎", "⛷🏻", "😀",
)  # fmt: skip
NEWER_EMOJI = ("❤️‍🔥", "🫱🏻‍🫲🏿", "🧑‍🧑‍🧒", "🫠", "🧑‍🤝‍🧑", "👩‍🦯", "🥲")


def typical(count: int) -> list[str]:
    """Everyday captions: Hindi, English, both, with and without links, hashtags and emoji; no two alike."""
    kinds = (HINDI, ENGLISH, NEWS, f"{HINDI}\n\n{ENGLISH}", NEWS + NEWS)
    return [f"{kinds[number % len(kinds)]} {number}" for number in range(count)]


def nasty(count: int, seed: int) -> list[str]:
    """Short texts of parts that meet in odd ways; the same for the same seed."""
    chance = random.Random(seed)
    groups = (WORDS, SIGNS, LINK_PARTS, INVISIBLE, EMOJI, NEWER_EMOJI, ("©", "®"))
    weights = (6, 8, 7, 3, 4, 1, 0.3)

    def one() -> str:
        parts = chance.choices(groups, weights, k=chance.randint(1, 14))
        return "".join(chance.choice(part) for part in parts)

    return [one() for _ in range(count)]


def orderly(count: int, seed: int) -> list[str]:
    """Words, links and emoji with blanks between them, as people write."""
    chance = random.Random(seed)
    links = (
        "haryana.gov.in",
        "https://haryana.gov.in/camp",
        "http://t.co/abc",
        "dpr@haryana.gov.in",
        "x.com/dpr?s=1",
        "3.5",
        "Rs.500",
    )
    plain_emoji = ("👍", "👍🏽", "🙏", "👁️", "❤️", "🇮🇳", "1️⃣", "👨‍👩‍👧‍👦", "👩‍💻", "🏳️‍🌈", "🏃🏽‍♀️", "😀")
    groups = (WORDS, links, plain_emoji, ("₹500", "…", "–", "“हाँ”", "।", "#हरियाणा", "(DIPR)", "•"))

    def one() -> str:
        parts = chance.choices(groups, (8, 2, 2, 3), k=chance.randint(1, 12))
        return chance.choice((" ", "\n")).join(chance.choice(part) for part in parts)

    return [one() for _ in range(count)]
