"""Made-up names for made-up clients: surnames put together from syllables, so that they are nobody's.

Every form that a list has to bear is among them: one name alone, several, hyphens, apostrophes, accents, scripts from
right to left and without capitals, and one too long for any column.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

_FIRST = (
    "Ada Alma Amira Anouk Arne Asta Aziz Bela Benno Bjarne Carla Cem Clara Dalia Darko Edda Elif Emre Enno Esra Fabio "
    "Femke Finn Freya Gesa Hanno Henrik Ida Ilka Imke Ines Ivo Jannik Jara Joris Kaja Keno Kira Lale Lasse Leif Lioba "
    "Loan Maike Malin Mats Merle Milo Mina Nele Nils Noor Odile Okan Ole Paula Pelle Pia Quirin Rana Rike Romy Runa "
    "Samira Sanne Sina Sven Tala Tarek Thea Tilda Tjark Ulla Uwe Vera Vito Wanda Wiebke Xenia Yara Yusuf Zoe"
).split()
_BEGINNINGS = (
    "Alder Birken Brack Dorn Eschen Falken Gries Hasel Holder Ilmen Kalten Kranich Linden Moor Nebel Ober Quell "
    "Rauten Sander Schlehen Silber Tannen Ulmen Wacholder Weiden Winter"
).split()
_ENDINGS = (
    "au bach berg born brook dal feld fleth grund hagen heide holm kamp lund mark moor ried rode see stedt tal wik"
).split()

UNUSUAL = (
    "Sandara",
    "Maria Antonia Elisabeth von der Weidenbrook-Schlehenmoor zu Nebelhagen auf Ober-Wacholderstedt, geborene "
    "Gräfin Kranichfleth-Silberried",
    "Anne-Sophie Haselkamp-Dornheide",
    "Siobhán O’Quellborn",
    "Zoë Ængelsrød-Þorbergsdal",
    "نورة السنديانية",
    "דרורה אילן־כסף",
    "鈴森野原 澄香羽",
    "Лилиана Вересковоборская",
    "Nguyễn Lâm Sương Trúc",
    "Wacholderstedterschlehenmoorbirkenheidenkranichflether",
    "d'Ilmenwik",
)
"""One name alone, very long, hyphenated, with apostrophe, accents, right to left twice, without capitals, one word."""


def names(count: int, seed: int) -> Iterator[str]:
    """Yield `count` names, the same for the same seed: the unusual ones first, then one in nine hyphenated."""
    dice = random.Random(seed)
    yield from UNUSUAL[:count]
    for _ in range(count - len(UNUSUAL)):
        first, last = dice.choice(_FIRST), _surname(dice)
        turn = dice.random()
        if turn < 0.06:
            first = f"{first}-{dice.choice(_FIRST)}"
        elif turn < 0.12:
            last = f"{last}-{_surname(dice)}"
        elif turn < 0.18:
            first = f"{first} {dice.choice(_FIRST)}"
        yield f"{first} {last}"


def _surname(dice: random.Random) -> str:
    return dice.choice(_BEGINNINGS) + dice.choice(_ENDINGS)
