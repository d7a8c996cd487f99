"""Who comes back in the scenes, and the paper that each is drawn on."""

# Points stand in rows, as they are drawn.
# fmt: off

from __future__ import annotations

from home.demo import things
from home.demo.drawing import (
    CLAY,
    INK,
    LEAF,
    LOOP,
    PLUM,
    SKY,
    SUN,
    Sheet,
)
from home.demo.people import (
    BLACK,
    BLOND,
    BROWN,
    CHESTNUT,
    DEEP,
    GINGER,
    GREY,
    TAN,
    WHITE,
    Looks,
)

WIDTH, HEIGHT = 1600, 1067

MARIA = Looks(hair=GREY, style="bun", coat=LEAF, dress=True, glasses=True)
SAMIR = Looks(skin=TAN, hair=BLACK, style="short", coat=SKY, legs=INK, beard=True)
AMINATA = Looks(skin=DEEP, hair=BLACK, style="curls", coat=SUN, legs=SKY)
JEF = Looks(hair=WHITE, style="bald", coat=PLUM, legs=INK)
LIEN = Looks(hair=GINGER, style="long", coat=CLAY, dress=True)
NOUR = Looks(skin=BROWN, hair=LEAF, style="scarf", coat=LOOP, legs=INK)
TOM = Looks(hair=BLOND, style="short", coat=LEAF, legs=SKY)
KAAT = Looks(hair=CHESTNUT, style="tail", coat=SUN, legs=INK)
ELIF = Looks(skin=TAN, hair=BLACK, style="bob", coat=SKY, dress=True)
WOUT = Looks(skin=BROWN, hair=SKY, style="cap", coat=LOOP, legs=INK)


def sheet(ground: str, blob: str, *, seed: int, height: int = HEIGHT) -> Sheet:
    page = Sheet(WIDTH, height, ground, seed=seed)
    things.blob(page, 800, height * 0.5, 640, height * 0.4, blob)
    return page
