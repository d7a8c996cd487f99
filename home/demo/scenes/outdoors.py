"""Scenes in the street, the park and the garden."""

# Points stand in rows, as they are drawn.
# fmt: off

from __future__ import annotations

from PIL import Image

from home.demo import things
from home.demo.drawing import (
    BLUSH,
    CLAY,
    INK,
    LEAF,
    LOOP,
    MINT,
    PALE_SKY,
    PALE_SUN,
    PAPER,
    PLUM,
    RAISED,
    SAND,
    SKY,
    SUN,
    WARM_BLUSH,
    WARM_MINT,
    WARM_SKY,
    WARM_SUN,
)
from home.demo.people import (
    BLACK,
    BROWN,
    CHESTNUT,
    FAIR,
    GREY,
    TAN,
    Looks,
    head,
    sitting,
    standing,
)
from home.demo.scenes.cast import (
    AMINATA,
    ELIF,
    JEF,
    KAAT,
    LIEN,
    MARIA,
    NOUR,
    SAMIR,
    TOM,
    WOUT,
    sheet,
)


def park() -> Image.Image:
    """Jeu de boules with people who met last month."""
    s = sheet(MINT, WARM_MINT, seed=31)
    things.tree(s, 170, 800, 600)
    things.tree(s, 1450, 780, 520, "#3E8A74", fruit=LOOP)
    things.poplar(s, 1270, 770, 420)
    things.poplar(s, 330, 770, 360, "#3E8A74")
    things.thread(s, [(-20, 900), (200, 915), (420, 905), (560, 960), (500, 1010), (430, 960), (520, 905), (800, 900), (1200, 915), (1640, 895)])
    standing(s, 480, 900, 58, ELIF, turn=0.7, right=[(0.9, 0.5), (1.7, -0.1)])
    standing(s, 690, 890, 58, JEF, turn=0.6)
    standing(s, 900, 890, 58, AMINATA, turn=-0.4, left=[(-0.9, -0.5), (-0.7, -1.7)], right=[(0.9, -0.5), (0.7, -1.7)])
    standing(s, 1110, 900, 58, SAMIR, turn=-0.6, left=[(-0.7, 0.8), (-0.1, 1.3)])
    for x, y, colour in ((700, 985, SKY), (780, 1010, SKY), (860, 975, SUN), (955, 1000, SUN), (640, 600, LOOP)):
        s.dot(x, y, 27)
        s.dot(x, y, 21, colour)
    s.dot(815, 965, 12)
    for x in (110, 350, 1010, 1360, 1500):
        things.grass(s, x, 990 + (x % 5) * 8)
    things.dog(s, 1330, 985, 0.85, facing=-1)
    return s.finished()


def bankje() -> Image.Image:
    """A young person and somebody they trust, on a bench with ice cream."""
    s = sheet(PALE_SKY, WARM_SKY, seed=41)
    things.tree(s, 330, 900, 760)
    s.dot(1350, 210, 92, SUN)
    things.thread(s, [(-20, 935), (250, 945), (520, 930), (800, 940), (1080, 945), (1290, 880), (1260, 770), (1150, 780), (1160, 890), (1330, 945), (1640, 930)])
    things.bench(s, 520, 800, 680)
    sitting(s, 720, 790, 70, Looks(skin=TAN, hair=BLACK, style="short", coat=SUN, legs=SKY), turn=0.8,
            right=[(0.75, 0.7), (0.5, -0.45)], left=[(-0.4, 1.2), (0.1, 2.2)])
    sitting(s, 1000, 790, 74, Looks(hair=CHESTNUT, style="bob", coat=LEAF, legs=INK, glasses=True), turn=-0.8,
            left=[(-0.75, 0.7), (-0.5, -0.45)], right=[(0.4, 1.2), (-0.1, 2.2)])
    for x, y, colour in ((835, 535, LOOP), (882, 522, RAISED)):
        s.shape([(x - 20, y), (x + 20, y), (x, y + 66)], "#D9A877", sharp=True, width=5)
        s.dot(x, y - 12, 29)
        s.dot(x, y - 12, 23.5, colour)
    for x in (140, 440, 1300, 1460):
        things.grass(s, x, 1000)
    things.flower(s, 1420, 935, 110)
    things.flower(s, 1490, 935, 80, SUN)
    return s.finished()


def straat() -> Image.Image:
    """A street where neighbours know each other."""
    s = sheet(PALE_SUN, WARM_SUN, seed=51)
    things.house(s, 60, 830, 260, 330, PAPER, roof=LOOP)
    things.house(s, 345, 830, 250, 430, WARM_BLUSH, shape="step", door=SKY)
    things.house(s, 620, 830, 300, 300, WARM_MINT, roof=SKY, door=LOOP, open_door=True)
    things.house(s, 945, 830, 250, 400, RAISED, shape="flat", roof=LEAF, door=SUN)
    things.house(s, 1220, 830, 300, 330, WARM_SKY, roof=PLUM, door=LOOP)
    things.bunting(s, (330, 360), (1240, 400), sag=70, flags=10)
    things.thread(s, [(-20, 890), (180, 905), (380, 890), (520, 900), (640, 985), (560, 1030), (490, 970), (620, 900), (900, 890), (1250, 905), (1640, 890)])
    standing(s, 300, 985, 44, MARIA, turn=0.7, right=[(0.8, -0.2), (1.4, -1.2)])
    standing(s, 800, 930, 44, WOUT, turn=-0.5, left=[(-0.9, -0.4), (-1.1, -1.5)])
    standing(s, 1060, 985, 44, NOUR, turn=0.6)
    standing(s, 1190, 985, 34, Looks(skin=BROWN, hair=BLACK, style="curls", coat=SUN, legs=LEAF), turn=-0.4)
    things.cat(s, 1420, 985, 0.9, CLAY)
    things.pot_plant(s, 108, 985, 0.75)
    return s.finished()


def bakfiets() -> Image.Image:
    """Lus comes to you: by bicycle, with a suitcase full of ideas."""
    s = sheet(BLUSH, WARM_SKY, seed=61)
    things.house(s, 1130, 850, 360, 380, PAPER, roof=LOOP, door=LEAF, open_door=True)
    things.poplar(s, 1045, 850, 430)
    things.poplar(s, 130, 850, 360, "#3E8A74")
    things.thread(s, [(-20, 880), (60, 890), (180, 860), (220, 740), (130, 700), (90, 790), (190, 890), (500, 900), (900, 890), (1300, 905), (1640, 890)])
    things.bicycle(s, 330, 890, 1.7, basket=False)
    # the rider, from the side
    s.tube([(450, 570), (560, 640), (520, 770)], SKY, 46)
    s.tube([(520, 782), (560, 786)], INK, 26, edge=2)
    s.shape([(392, 380), (372, 470), (382, 585), (470, 600), (525, 560), (530, 440), (500, 378)], SUN)
    head(s, 462, 305, 70, KAAT, turn=0.9)
    s.tube([(470, 430), (545, 495), (610, 500)], SUN, 38)
    s.dot(626, 498, 23)
    s.dot(626, 498, 18, FAIR)
    # the load in front
    s.shape([(690, 640), (960, 640), (925, 790), (720, 790)], "#D9A877", sharp=True)
    s.shape([(725, 640), (725, 540), (925, 540), (925, 640)], LEAF, sharp=True)
    s.line([(790, 538), (795, 510), (855, 510), (860, 538)], width=9)
    s.tube([(760, 540), (700, 400)], PAPER, 40)
    s.tube([(890, 540), (950, 430)], WARM_BLUSH, 34)
    standing(s, 1540, 965, 46, JEF, turn=-0.8, left=[(-0.9, -0.4), (-1.1, -1.5)])
    return s.finished()


def scheldekaai() -> Image.Image:
    """High flats, the river, and neighbours on a bench."""
    s = sheet(PALE_SKY, PALE_SUN, seed=111)
    things.tower(s, 150, 720, 250, 560, WARM_BLUSH, columns=4, rows=9)
    things.tower(s, 440, 720, 200, 430, WARM_MINT, columns=3, rows=7)
    things.tower(s, 1180, 720, 290, 620, SAND, columns=5, rows=10)
    for x, h in ((700, 190), (790, 240), (890, 200), (1090, 230)):
        things.poplar(s, x, 724, h)
    s.fill([(-10, 715), (1610, 715), (1610, 850), (-10, 850)], WARM_SKY, sharp=True)
    for x, y in ((90, 760), (330, 800), (560, 752), (1020, 815), (1250, 760), (1450, 800)):
        s.line([(x, y), (x + 30, y - 9), (x + 60, y), (x + 90, y - 9)], SKY, 5)
    s.line([(-20, 718), (1640, 716)])
    things.boat(s, 820, 800, 0.9)
    s.fill([(-10, 850), (1610, 845), (1610, 1080), (-10, 1080)], WARM_SUN, sharp=True)
    things.thread(s, [(-20, 852), (200, 858), (480, 846), (900, 852), (1130, 850), (1300, 800), (1290, 700), (1190, 700), (1190, 810), (1350, 858), (1640, 848)])
    things.bench(s, 380, 900, 560)
    sitting(s, 530, 890, 54, MARIA, turn=0.7, right=[(0.8, 0.4), (1.3, -0.4)])
    sitting(s, 780, 890, 54, JEF, turn=-0.7)
    standing(s, 1120, 1040, 52, KAAT, turn=-0.6, left=[(-0.7, 0.9), (-0.2, 1.3)], right=[(0.7, 0.9), (0.2, 1.3)])
    things.dog(s, 1330, 1035, 0.8, facing=-1)
    return s.finished()


def touw() -> Image.Image:
    """Five partners hold one line."""
    s = sheet(PALE_SUN, WARM_MINT, seed=121)
    row = [(250, ELIF), (525, TOM), (800, NOUR), (1075, JEF), (1350, AMINATA)]
    s.line([(-20, 960), (400, 970), (800, 958), (1200, 970), (1640, 960)], LEAF, 7)
    for i, (x, looks) in enumerate(row):
        standing(s, x, 960, 64, looks, turn=(2 - i) * 0.35, left=[(-0.55, 0.8), (-0.75, 1.0)], right=[(0.55, 0.8), (0.75, 1.0)])
    rope = [(-20, 690), (80, 720), (165, 655)]
    for i, (x, _looks) in enumerate(row):
        rope += [(x - 105, 655), (x, 690), (x + 105, 655)]
        if i < 4:
            rope += [(x + 137, 690)]
    things.thread(s, [*rope, (1520, 690), (1560, 620), (1500, 570), (1460, 630), (1540, 700), (1640, 690)], 12)
    for x, looks in row:
        for side in (-1, 1):
            s.dot(x + side * 105, 655, 21)
            s.dot(x + side * 105, 655, 16, looks.skin)
    s.dot(800, 170, 60, SUN)
    return s.finished()


def tien_huizen() -> Image.Image:
    """Ten small houses on one line: ten groups."""
    s = sheet(MINT, PALE_SUN, seed=131)
    things.thread(s, [(-20, 300), (150, 330), (400, 300), (800, 320), (1200, 300), (1400, 340), (1490, 470), (1380, 560), (1100, 540), (800, 560),
                      (500, 540), (230, 560), (110, 680), (220, 800), (500, 810), (800, 790), (1150, 810), (1400, 790), (1640, 810)], 14)
    walls = (PAPER, WARM_BLUSH, WARM_SUN, WARM_SKY, RAISED)
    roofs = (LOOP, SKY, LEAF, PLUM, CLAY)
    places = [(210, 310), (560, 305), (910, 315), (1230, 305), (1120, 545), (760, 555), (390, 550), (300, 805), (700, 798), (1100, 805)]
    for i, (x, y) in enumerate(places):
        things.house(s, x, y, 150, 105, walls[i % 5], roof=roofs[(i * 2) % 5], door=roofs[(i + 1) % 5])
    for x, looks in ((90, AMINATA), (950, JEF), (1400, LIEN)):
        standing(s, x, 1020, 40, looks, turn=0.4)
    standing(s, 560, 1020, 40, SAMIR, turn=0.5, right=[(0.8, -0.4), (1.1, -1.4)])
    for x in (240, 760, 1200, 1520):
        things.grass(s, x, 1020)
    return s.finished()


def wandeling() -> Image.Image:
    """Two people and a dog under the trees."""
    s = sheet(PALE_SUN, WARM_MINT, seed=151)
    things.tree(s, 200, 880, 700)
    things.tree(s, 1400, 880, 760, "#3E8A74")
    things.poplar(s, 1130, 850, 380)
    s.fill([(-10, 880), (400, 860), (900, 872), (1610, 860), (1620, 1090), (-20, 1090)], WARM_SUN)
    things.thread(s, [(-20, 880), (300, 868), (520, 880), (640, 800), (590, 700), (490, 740), (520, 860), (800, 880), (1200, 866), (1640, 880)])
    standing(s, 700, 990, 70, Looks(skin=BROWN, hair=BLACK, style="tail", coat=SKY, legs=INK), turn=0.7, stride=0.25,
             right=[(0.5, 1.0), (0.9, 1.7)])
    standing(s, 960, 990, 70, JEF.but(coat=LOOP), turn=-0.5, stride=0.25, right=[(0.45, 1.1), (0.75, 1.9)])
    s.line([(1085, 735), (1160, 830), (1230, 860)], width=5)
    things.dog(s, 1200, 985, 1.05)
    for x in (90, 420, 1330, 1520):
        things.grass(s, x, 1010)
    return s.finished()


def moestuin() -> Image.Image:
    """Neighbours plant a garden together."""
    s = sheet(MINT, PALE_SUN, seed=181)
    s.dot(240, 200, 90, SUN)
    things.house(s, 1180, 700, 300, 260, RAISED, roof=CLAY, door=SKY)
    things.tree(s, 980, 720, 430, fruit=LOOP)
    for x in (360, 980):
        s.shape([(x, 860), (x + 480, 860), (x + 450, 990), (x + 30, 990)], "#A06B4B", sharp=True)
    standing(s, 210, 960, 62, NOUR, turn=0.8, right=[(0.8, 0.9), (1.5, 1.2)])
    s.shape([(325, 700), (420, 700), (405, 790), (340, 790)], SKY, sharp=True)
    s.line([(410, 770), (470, 720), (490, 690)], width=14)
    s.line([(345, 695), (370, 650), (410, 695)], width=8)
    for x, y in ((505, 720), (525, 760), (500, 780), (535, 800), (512, 830)):
        s.line([(x, y), (x + 3, y + 16)], SKY, 6)
    for i, x in enumerate((430, 520, 610, 700, 780)):
        things.flower(s, x, 900, 90 + (i % 2) * 40, (LOOP, PLUM, SUN, LOOP, CLAY)[i])
    for x in (1050, 1150, 1250, 1350):
        things.pot_plant(s, x, 955, 0.55, "#A06B4B")
    standing(s, 900, 980, 56, TOM, turn=0.5, right=[(0.6, 1.1), (1.1, 1.8)])
    standing(s, 1500, 990, 46, Looks(skin=TAN, hair=BLACK, style="bob", coat=SUN, legs=LEAF), turn=-0.7, left=[(-0.8, -0.3), (-1.0, -1.3)])
    things.thread(s, [(-20, 1015), (250, 1020), (600, 1010), (840, 1025), (960, 960), (920, 890), (850, 930), (890, 1010), (1200, 1025), (1640, 1010)])
    return s.finished()


def fiets() -> Image.Image:
    """A bicycle against a wall: welcome."""
    s = sheet(PALE_SUN, WARM_BLUSH, seed=211)
    things.house(s, 880, 880, 560, 520, WARM_MINT, roof=LOOP, door=SKY, open_door=True)
    things.tree(s, 200, 880, 560)
    things.bicycle(s, 400, 905, 1.5, SKY)
    things.thread(s, [(-20, 920), (300, 930), (800, 915), (1200, 925), (1380, 990), (1300, 1035), (1240, 980), (1360, 920), (1640, 930)])
    things.pot_plant(s, 1500, 925, 1.1)
    things.cat(s, 830, 925, 1.1, GREY)
    return s.finished()


def poster_pad() -> Image.Image:
    """Film: two people walk and talk."""
    s = sheet(MINT, WARM_SKY, seed=241, height=900)
    for x, h in ((120, 560), (1480, 600), (330, 420), (1290, 440)):
        things.tree(s, x, 760, h, LEAF if x % 20 else "#3E8A74")
    things.thread(s, [(-20, 780), (350, 790), (620, 775), (1000, 790), (1120, 720), (1080, 640), (1000, 670), (1030, 770), (1300, 790), (1640, 778)])
    standing(s, 680, 850, 66, AMINATA, turn=0.8, stride=0.25, right=[(0.7, 0.6), (1.0, -0.2)])
    standing(s, 920, 850, 66, TOM, turn=-0.8, stride=0.25)
    return s.finished()
