"""Scenes in rooms: around tables, before a stage, and what lies on a table."""

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
    SKY,
    SUN,
    WARM_BLUSH,
    WARM_MINT,
    WARM_SKY,
    WARM_SUN,
    Sheet,
    oval,
)
from home.demo.people import (
    BLACK,
    BLOND,
    DEEP,
    GREY,
    WHITE,
    Looks,
    arm,
    bust,
    head,
    on_chair,
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


def kring() -> Image.Image:
    """Round the table, one chair still free."""
    s = sheet(BLUSH, WARM_BLUSH, seed=11)
    things.lamp(s, 800, 210, 1.25)
    things.thread(s, [(-20, 905), (150, 925), (300, 900), (330, 770), (235, 690), (130, 760), (190, 905), (420, 960), (700, 955)])
    bust(s, 560, 590, 66, AMINATA, turn=0.5)
    bust(s, 800, 570, 66, MARIA)
    bust(s, 1040, 590, 66, SAMIR, turn=-0.5)
    things.chair(s, 310, 715, 66, facing=1)
    on_chair(s, 310, 700, 66, TOM)
    things.round_table(s, 800, 700, 410, 110)
    for x, side, looks in ((560, 1, AMINATA), (800, -1, MARIA), (800, 1, MARIA), (1040, -1, SAMIR)):
        arm(s, x, 590, 66, looks, side, [(side * 0.45, 1.1), (-side * 0.35, 1.95)], shoulder=-2.5)
    for x, y, colour in ((600, 705, RAISED), (740, 745, SUN), (1000, 700, RAISED), (910, 735, WARM_SKY)):
        things.cup(s, x, y, 0.9, colour)
    things.front_chair(s, 1290, 745, 72)
    things.thread(s, [(700, 955), (1000, 950), (1180, 965), (1420, 950), (1500, 880), (1470, 800), (1400, 830), (1430, 920), (1510, 950)])
    return s.finished()


def maaltijd() -> Image.Image:
    """A pot of soup among friends."""
    s = sheet(BLUSH, WARM_SUN, seed=21)
    things.bunting(s, (-20, 90), (1620, 90), sag=70, flags=13)
    for x, looks, turn in ((330, JEF, 0.6), (640, LIEN, 0.3), (950, NOUR, -0.3), (1260, WOUT, -0.6)):
        bust(s, x, 690, 72, looks, turn=turn)
    things.thread(s, [(-20, 980), (200, 985), (500, 975), (700, 985), (840, 920), (800, 850), (720, 880), (760, 970), (1000, 985), (1300, 975), (1640, 985)])
    things.long_table(s, 130, 720, 1340, cloth=PAPER)
    for x, looks, side in ((330, JEF, 1), (640, LIEN, -1), (950, NOUR, 1), (1260, WOUT, -1)):
        arm(s, x, 700, 72, looks, side, [(side * 0.5, 1.2), (side * 0.25, 2.15)], shoulder=-2.55)
    s.shape([(715, 610), (885, 610), (870, 720), (730, 720)], LOOP)
    s.line([(700, 612), (800, 598), (900, 612)], width=11)
    s.line([(780, 592), (800, 574), (820, 592)], width=8)
    for dx in (-30, 4, 36):
        s.line([(800 + dx, 560), (790 + dx, 535), (806 + dx, 515), (798 + dx, 490)], width=4)
    for x in (250, 540, 1050, 1340):
        s.shape([(x - 52, 690), (x + 52, 690), (x + 30, 721), (x - 30, 721)], WARM_SKY, width=5)
    return s.finished()


def workshop() -> Image.Image:
    """Who is in your network? People draw it together."""
    s = sheet(PALE_SUN, WARM_BLUSH, seed=71)
    s.tube([(560, 130), (480, 900)], INK, 12, edge=1)
    s.tube([(960, 130), (1040, 900)], INK, 12, edge=1)
    s.shape([(500, 120), (1020, 120), (1020, 620), (500, 620)], RAISED, sharp=True)
    dots = [(760, 370, 46, LOOP), (620, 250, 30, SKY), (885, 230, 34, LEAF), (925, 430, 26, SUN), (640, 500, 30, PLUM), (790, 545, 22, CLAY)]
    for x, y, _r, _c in dots[1:]:
        s.line([(760, 370), ((760 + x) / 2 + 14, (370 + y) / 2 - 10), (x, y)], width=6)
    for x, y, r, colour in dots:
        s.dot(x, y, r + 6)
        s.dot(x, y, r, colour)
    things.thread(s, [(-20, 940), (250, 950), (500, 940), (690, 955), (860, 890), (830, 790), (720, 810), (740, 920), (1000, 955), (1640, 940)])
    standing(s, 1130, 945, 62, ELIF, turn=-0.7, left=[(-0.8, -0.3), (-1.7, -1.0)])
    standing(s, 400, 945, 62, TOM, turn=0.7, right=[(0.7, -0.1), (1.3, -0.9)])
    things.chair(s, 200, 830, 58, facing=1)
    on_chair(s, 200, 815, 58, AMINATA)
    things.chair(s, 1420, 830, 58, facing=-1)
    on_chair(s, 1420, 815, 58, JEF, facing=-1)
    return s.finished()


def theater() -> Image.Image:
    """Two people play; a row of heads looks on."""
    s = sheet("#F3D9CC", PALE_SUN, seed=81)
    s.shape([(150, 720), (1450, 720), (1530, 850), (70, 850)], "#D9A877", sharp=True)
    for x in (400, 800, 1200):
        s.line([(x, 724), (x + (x - 800) * 0.08, 846)], width=4, sharp=True)
    s.fill(oval(800, 780, 430, 52), "#F1CB8E")
    things.thread(s, [(-20, 690), (200, 700), (450, 690), (700, 705), (860, 690), (905, 560), (820, 500), (750, 570), (800, 690), (1100, 705), (1640, 690)])
    standing(s, 590, 815, 58, NOUR, turn=0.8, right=[(0.9, 0.2), (1.6, -0.5)], left=[(-0.5, 1.0), (0.1, 1.8)])
    standing(s, 1020, 815, 58, TOM.but(coat=SKY, legs=INK), turn=-0.8, left=[(-0.9, -0.3), (-1.5, -1.1)])
    for side in (-1, 1):
        edge = 800 + side * 840
        s.shape([(edge, -30), (edge - side * 330, -30), (edge - side * 300, 300), (edge - side * 190, 520), (edge - side * 250, 860),
                 (edge, 870)], LOOP)
        for k in (90, 180):
            s.line([(edge - side * (k + 60), -10), (edge - side * (k + 40), 320), (edge - side * (k - 10), 530), (edge - side * k, 850)], width=5)
    scallops = [(-30, -30), (1630, -30)] + [(1630 - i * 118.5, 80 + (i % 2) * 60) for i in range(15)]
    s.shape(scallops, "#A93418")
    for x, looks in ((180, MARIA), (400, SAMIR), (620, LIEN), (840, AMINATA), (1060, JEF), (1280, KAAT), (1480, WOUT)):
        s.shape([(x - 110, 1110), (x - 92, 1000), (x, 972), (x + 92, 1000), (x + 110, 1110)], looks.coat)
        _from_behind(s, x, 935, 62, looks)
    return s.finished()


def _from_behind(s: Sheet, x: float, y: float, r: float, looks: Looks) -> None:
    if looks.style == "curls":
        head(s, x, y, r, looks.but(skin=looks.skin))
        s.dot(x, y, r * 1.02, looks.hair)
        return
    if looks.style == "bun":
        s.shape(oval(x, y - r * 1.25, r * 0.4, r * 0.4), looks.hair)
    s.shape(oval(x, y, r * 0.96, r), looks.skin if looks.style == "bald" else looks.hair)
    if looks.style in {"long", "tail"}:
        s.shape([(x - r * 0.5, y), (x - r * 0.3, y + r * 1.5), (x, y + r * 1.75), (x + r * 0.3, y + r * 1.5), (x + r * 0.5, y)], looks.hair)
    elif looks.style == "bald":
        s.shape([(x - r * 0.9, y + r * 0.1), (x - r * 0.5, y + r * 0.85), (x + r * 0.5, y + r * 0.85), (x + r * 0.9, y + r * 0.1), (x, y + r * 0.45)], WHITE)
    elif looks.style == "cap":
        s.line([(x - r * 0.9, y + r * 0.15), (x, y + r * 0.4), (x + r * 0.9, y + r * 0.15)])


def lezing() -> Image.Image:
    """Somebody speaks about loneliness; people listen."""
    s = sheet(MINT, WARM_SUN, seed=91)
    things.window(s, 1200, 130, 300, 280)
    things.pot_plant(s, 1500, 860, 1.3)
    things.thread(s, [(-20, 860), (150, 870), (330, 850), (430, 730), (360, 620), (230, 650), (220, 790), (380, 870), (800, 880), (1640, 860)])
    standing(s, 620, 880, 66, MARIA.but(coat=LOOP), turn=0.7, right=[(1.0, 0.1), (1.7, -0.7)], left=[(-0.4, 1.1), (0.4, 1.5)])
    s.shape([(470, 560), (660, 590), (650, 622), (468, 594)], "#D9A877", sharp=True)
    s.tube([(560, 620), (560, 868)], "#B97F52", 30)
    things.bubble(s, 930, 240, 170, 105, tail=(745, 380))
    s.line([(830, 270), (880, 225), (935, 265), (905, 300), (870, 250), (960, 210), (1030, 250)], LOOP, 9)
    for x, looks in ((180, TOM), (430, NOUR), (690, KAAT), (950, SAMIR), (1200, ELIF), (1440, WOUT)):
        s.shape([(x - 120, 1110), (x - 100, 1010), (x, 985), (x + 100, 1010), (x + 120, 1110)], looks.coat)
        if looks.style == "scarf":
            s.shape(oval(x, 945, 68, 72), looks.hair)
        else:
            _from_behind(s, x, 945, 66, looks)
    return s.finished()


def online() -> Image.Image:
    """An online meeting with a cup of tea beside it."""
    s = sheet(PALE_SKY, WARM_BLUSH, seed=101)
    things.thread(s, [(-20, 890), (300, 900), (800, 890), (1180, 900), (1420, 840), (1440, 720), (1330, 690), (1290, 790), (1400, 890), (1640, 900)])
    s.shape([(-30, 905), (1640, 905), (1640, 1100), (-30, 1100)], "#D9A877", sharp=True)
    left, top = things.laptop(s, 420, 880, 760, 560)
    faces = [(AMINATA, MINT), (JEF, PALE_SUN), (LIEN, BLUSH), (SAMIR, WARM_SUN), (NOUR, WARM_SKY), (TOM, WARM_MINT)]
    for i, (looks, ground) in enumerate(faces):
        x, y = left + 10 + (i % 3) * 242, top + 10 + (i // 3) * 260
        s.fill([(x, y), (x + 232, y), (x + 232, y + 248), (x, y + 248)], ground, sharp=True)
        s.shape([(x + 40, y + 247), (x + 58, y + 200), (x + 116, y + 182), (x + 174, y + 200), (x + 192, y + 247)], looks.coat, width=5)
        head(s, x + 116, y + 128, 58, looks, turn=((i % 3) - 1) * -0.3)
    things.cup(s, 290, 960, 1.9, LOOP)
    things.pot_plant(s, 1400, 960, 1.35, SUN)
    return s.finished()


def buurtboek() -> Image.Image:
    """A book goes from one door to the next."""
    s = sheet(BLUSH, WARM_SUN, seed=141)
    things.house(s, 40, 900, 400, 480, WARM_BLUSH, roof=SKY, door=LEAF)
    things.house(s, 1160, 900, 400, 480, WARM_MINT, roof=LOOP, door=SUN)
    things.thread(s, [(-20, 940), (300, 950), (560, 935), (760, 950), (870, 860), (820, 760), (730, 800), (790, 920), (1000, 950), (1640, 935)])
    standing(s, 590, 960, 72, MARIA, turn=0.8, right=[(0.9, 0.7), (1.35, 0.3)], left=[(-0.3, 1.2), (0.6, 1.5)])
    standing(s, 1020, 960, 72, WOUT, turn=-0.8, left=[(-0.9, 0.7), (-1.35, 0.3)], right=[(0.3, 1.2), (0.1, 2.1)])
    things.book(s, 806, 560, 150, 190, SKY, tilt=-5)
    things.pot_plant(s, 480, 965, 0.8)
    things.cat(s, 1250, 965, 1, SUN)
    return s.finished()


def gesprek() -> Image.Image:
    """Two people at a microphone: the podcast."""
    s = sheet(PALE_SKY, WARM_SUN, seed=161)
    bust(s, 500, 790, 96, Looks(skin=DEEP, hair=BLACK, style="bun", coat=LOOP), turn=0.8)
    bust(s, 1100, 790, 96, Looks(hair=BLOND, style="short", coat=LEAF, glasses=True), turn=-0.8)
    for x in (500, 1100):
        y = 790 - 4.45 * 96
        s.line(oval(x, y - 4, 106, 112, start=190, sweep=160), width=15)
        for side in (-1, 1):
            s.tube([(x + side * 102, y - 16), (x + side * 104, y + 26)], INK, 34, edge=2)
    things.thread(s, [(-20, 830), (200, 840), (500, 830), (800, 840), (1100, 830), (1400, 835), (1500, 740), (1440, 650), (1360, 700), (1420, 810), (1640, 840)])
    s.shape([(-30, 845), (1640, 845), (1640, 1100), (-30, 1100)], "#D9A877", sharp=True)
    things.microphone(s, 730, 930, 1.25)
    things.microphone(s, 900, 950, 1.25)
    arm(s, 500, 820, 96, Looks(skin=DEEP, coat=LOOP), 1, [(0.6, 1.2), (0.35, 2.1)], shoulder=-2.5)
    arm(s, 1100, 820, 96, Looks(coat=LEAF), -1, [(-0.6, 1.2), (-0.35, 2.1)], shoulder=-2.5)
    things.cup(s, 310, 950, 1.3, SKY)
    things.cup(s, 1330, 950, 1.3, SUN, handle=-1)
    return s.finished()


def boekenplank() -> Image.Image:
    """Things to read: books, a poster, a plant."""
    s = sheet(MINT, WARM_BLUSH, seed=171)
    s.shape([(980, 110), (1340, 110), (1340, 560), (980, 560)], PAPER, sharp=True)
    things.thread(s, [(1030, 450), (1090, 330), (1160, 300), (1200, 380), (1130, 430), (1100, 350), (1190, 230), (1290, 200)], 14)
    for x, r, colour in ((1070, 18, SKY), (1180, 18, LEAF), (1240, 18, SUN)):
        s.dot(x, 500, r + 5)
        s.dot(x, 500, r, colour)
    s.shape([(120, 800), (1480, 800), (1480, 838), (120, 838)], "#D9A877", sharp=True)
    for x in (260, 1340):
        s.tube([(x, 842), (x, 930)], "#B97F52", 20)
    x = 210
    for width, height, colour in ((74, 380, LOOP), (56, 330, SUN), (92, 410, SKY), (62, 350, PAPER), (80, 390, LEAF), (54, 300, CLAY)):
        s.shape([(x, 798), (x, 798 - height), (x + width, 798 - height), (x + width, 798)], colour, sharp=True)
        s.line([(x + 12, 798 - height * 0.8), (x + width - 12, 798 - height * 0.8)], width=5, sharp=True)
        s.line([(x + 12, 798 - height * 0.72), (x + width - 12, 798 - height * 0.72)], width=5, sharp=True)
        x += width + 6
    things.book(s, 790, 668, 190, 250, PLUM, tilt=9)
    things.pot_plant(s, 1400, 798, 1.2)
    things.cup(s, 1010, 798, 1.2, SUN)
    things.cat(s, 1180, 798, 1.3, GREY)
    things.thread(s, [(-20, 960), (300, 970), (760, 955), (900, 1000), (980, 930), (900, 890), (850, 950), (1000, 985), (1640, 960)])
    return s.finished()


def koffie() -> Image.Image:
    """Two people and a good talk at the kitchen table."""
    s = sheet(PAPER, WARM_BLUSH, seed=191)
    things.window(s, 620, 140, 360, 330)
    things.pot_plant(s, 700, 470, 0.55)
    things.lamp(s, 250, 190, 1, LOOP)
    things.thread(s, [(-20, 965), (300, 970), (620, 955), (780, 970), (880, 900), (840, 820), (750, 850), (790, 950), (1100, 970), (1640, 955)])
    things.chair(s, 420, 770, 78, facing=1)
    on_chair(s, 420, 750, 78, AMINATA.but(coat=LEAF), reach=[(0.5, 1.0), (1.5, 0.9)])
    things.chair(s, 1180, 770, 78, facing=-1)
    on_chair(s, 1180, 750, 78, MARIA.but(coat=SKY), facing=-1, reach=[(0.5, 1.0), (1.5, 0.9)])
    things.round_table(s, 800, 690, 250, 62, foot=250)
    things.cup(s, 715, 690, 1.1, SUN)
    things.cup(s, 885, 690, 1.1, RAISED, handle=-1)
    s.shape([(770, 700), (840, 700), (826, 728), (786, 728)], WARM_SKY, width=5)
    for x in (790, 806, 822):
        s.dot(x, 694, 12)
        s.dot(x, 694, 8, CLAY)
    things.cat(s, 1420, 960, 1.2, CLAY)
    return s.finished()


def pakje() -> Image.Image:
    """Free print, ready to hand out."""
    s = sheet(BLUSH, WARM_SKY, seed=201)
    things.thread(s, [(-20, 900), (250, 910), (560, 900), (900, 910), (1200, 900), (1400, 830), (1390, 720), (1290, 720), (1290, 830), (1440, 910), (1640, 900)])
    standing(s, 420, 930, 74, WOUT.but(coat=SKY), turn=0.8, right=[(0.8, 0.9), (1.5, 0.9)], left=[(-0.2, 1.1), (1.0, 1.5)])
    things.parcel(s, 530, 640, 210, 150)
    standing(s, 960, 930, 74, LIEN, turn=-0.8, left=[(-0.8, 0.7), (-1.5, 0.5)])
    things.parcel(s, 1170, 905, 250, 180, WARM_SUN)
    things.parcel(s, 1200, 718, 180, 120)
    for x, y, colour, tilt in ((220, 250, LOOP, -12), (650, 230, LEAF, 8), (1220, 240, SKY, -6), (1420, 430, SUN, 14)):
        things.book(s, x, y, 120, 160, colour, tilt=tilt)
    return s.finished()


def telefoon() -> Image.Image:
    """Somebody calls back within the week."""
    s = sheet(MINT, WARM_BLUSH, seed=221)
    for x, looks, turn, side in ((420, NOUR, 0.8, 1), (1180, TOM.but(coat=PLUM), -0.8, -1)):
        bust(s, x, 900, 104, looks, turn=turn)
        arm(s, x, 900, 104, looks, side, [(side * 0.55, 0.4), (side * 0.12, -1.05)], shoulder=-2.5)
        s.tube([(x + side * 102, 900 - 4.85 * 104), (x + side * 108, 900 - 3.85 * 104)], INK, 30, edge=2)
    things.thread(s, [(560, 440), (640, 400), (720, 470), (800, 560), (900, 520), (890, 420), (800, 400), (770, 500), (850, 570), (960, 480), (1040, 430)], 11)
    s.shape([(-30, 930), (1640, 930), (1640, 1100), (-30, 1100)], "#D9A877", sharp=True)
    things.cup(s, 760, 990, 1.4, SUN)
    things.pot_plant(s, 960, 985, 1)
    return s.finished()


def poster_zetel() -> Image.Image:
    """Film: somebody looks back on the first evening of the circle."""
    s = sheet(BLUSH, WARM_SUN, seed=231, height=900)
    things.thread(s, [(-20, 800), (300, 812), (600, 800), (1000, 812), (1240, 740), (1220, 640), (1120, 650), (1140, 760), (1340, 812), (1640, 800)])
    s.shape([(420, 770), (380, 520), (440, 360), (800, 330), (1160, 360), (1220, 520), (1180, 770)], SKY)
    s.shape([(350, 790), (330, 600), (420, 560), (470, 640), (480, 790)], "#234C85")
    s.shape([(1250, 790), (1270, 600), (1180, 560), (1130, 640), (1120, 790)], "#234C85")
    sitting(s, 800, 650, 82, MARIA.but(coat=LOOP, dress=False, legs=INK), turn=0.3, right=[(0.75, 0.8), (0.6, -0.2)])
    things.cup(s, 905, 440, 0.9, SUN)
    things.lamp(s, 250, 220, 1.1)
    things.pot_plant(s, 1430, 800, 1.2)
    return s.finished()


def poster_podium() -> Image.Image:
    """Film: a group sings on the square."""
    s = sheet(PALE_SUN, WARM_BLUSH, seed=251, height=900)
    things.bunting(s, (-20, 70), (1620, 70), sag=60, flags=13)
    s.shape([(180, 740), (1420, 740), (1480, 830), (120, 830)], "#D9A877", sharp=True)
    up = [(0.8, -0.4), (1.0, -1.5)]
    for i, (x, looks) in enumerate(((380, JEF), (590, ELIF), (800, WOUT), (1010, NOUR), (1220, KAAT))):
        left = None if i % 2 else [(-a, b) for a, b in up]
        standing(s, x, 760, 58, looks, turn=(2 - i) * 0.3, left=left, right=up if i % 2 else None)
    things.thread(s, [(-20, 860), (300, 868), (700, 858), (900, 868), (1000, 810), (960, 770), (900, 800), (950, 862), (1640, 858)])
    for x, y in ((210, 330), (290, 430), (1330, 430), (1400, 320)):
        s.line([(x, y), (x, y - 70), (x + 30, y - 58)], width=6)
        s.dot(x - 10, y, 15)
    return s.finished()
