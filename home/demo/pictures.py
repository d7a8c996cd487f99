"""Every picture of the demo site by its key: how it is drawn, what it is called and what it shows.

Nothing is stored in the repository: `fill_demo` draws the pictures when it needs them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageFont

from home.demo import covers, scenes
from home.demo.covers import cover
from home.demo.drawing import (
    BLUSH,
    CLAY,
    INK,
    LEAF,
    LOOP,
    MINT,
    PALE_SKY,
    PALE_SUN,
    PLUM,
    RAISED,
    SCALE,
    SKY,
    SUN,
    WARM_BLUSH,
    WARM_MINT,
    WARM_SKY,
    WARM_SUN,
    Point,
    Sheet,
    as_jpeg,
    as_png,
    oval,
)  # fmt: skip
from home.demo.people import (
    BLACK,
    BLOND,
    BROWN,
    CHESTNUT,
    DEEP,
    FAIR,
    GINGER,
    GREY,
    TAN,
    WHITE,
    Looks,
    bust,
)  # fmt: skip


@dataclass(frozen=True)
class Picture:
    title: str
    alt: str
    draw: Callable[[], Image.Image]
    extension: str = "jpg"

    def as_bytes(self) -> bytes:
        return (as_png if self.extension == "png" else as_jpeg)(self.draw())


def portrait(looks: Looks, ground: str, ring: str, *, seed: int, turn: float = 0) -> Callable[[], Image.Image]:
    """A face of 800 by 800, with the line around it that stays open."""

    def draw() -> Image.Image:
        sheet = Sheet(800, 800, ground, seed=seed)
        sheet.fill(oval(400, 400, 330, 330), ring)
        loop = oval(400, 400, 352, 350, start=132, sweep=276)
        sheet.line([(-20, 765), (70, 745), *loop], LOOP, 11)
        bust(sheet, 400, 845, 128, looks, turn=turn)
        return sheet.finished()

    return draw


def podcast_cover() -> Image.Image:
    """The artwork of the podcast: 1400 by 1400, two who talk, and the line around them that becomes the wire of a microphone."""
    sheet = Sheet(1400, 1400, PALE_SKY, seed=31)
    sheet.fill(oval(700, 640, 560, 540), WARM_SKY)
    loop = oval(700, 640, 585, 570, start=118, sweep=300)
    sheet.line([(-40, 1290), (180, 1240), (400, 1210), *loop], LOOP, 20)
    bust(sheet, 440, 1130, 150, Looks(hair=BLOND, style="tail", coat=SKY), turn=0.4)
    bust(sheet, 965, 1130, 150, Looks(skin=TAN, hair=BLACK, style="short", coat=SUN), turn=-0.4)
    sheet.line([(700, 1130), (702, 980), (698, 860)], INK, 16)
    sheet.shape(
        [(640, 700), (645, 640), (700, 612), (757, 640), (760, 700), (758, 790), (702, 850), (642, 790)],
        RAISED,
        width=14,
    )
    sheet.line([(650, 720), (700, 728), (752, 720)], INK, 9)
    sheet.fill([(-20, 1120), (1420, 1120), (1420, 1420), (-20, 1420)], RAISED, sharp=True)
    sheet.line([(-20, 1122), (350, 1114), (700, 1126), (1080, 1116), (1420, 1124)], LOOP, 20)
    font = ImageFont.load_default(size=150 * SCALE)
    sheet.draw.text((700 * SCALE, 1265 * SCALE), "Goed omringd", font=font, fill=INK, anchor="mm")
    return sheet.finished()


# The one-line signs in the invented logos, in a square of 200.
# fmt: off
SIGNS: dict[str, list[Point]] = {
    "loop": [(30, 150), (90, 150), (140, 90), (100, 50), (60, 90), (110, 150), (170, 150)],
    "house": [(40, 165), (40, 100), (100, 50), (160, 100), (160, 165), (100, 165), (100, 125)],
    "sun": oval(100, 110, 48, 48),
    "hands": [(35, 120), (70, 80), (100, 105), (130, 80), (165, 120), (130, 150), (100, 125), (70, 150), (40, 124)],
    "steps": [(35, 165), (75, 160), (75, 125), (115, 120), (115, 85), (155, 80), (160, 50)],
}
# fmt: on


def word_mark(words: str, colour: str, mark: str) -> Callable[[], Image.Image]:
    """A logo invented for the demo site: a sign in one line and the name."""

    def draw() -> Image.Image:
        font = ImageFont.load_default(size=74 * SCALE)
        width = int(font.getlength(words) / SCALE) + 240
        sheet = Sheet(width, 220, RAISED, seed=len(words))
        sheet.line(SIGNS[mark], colour, 13, closed=mark == "sun")
        sheet.draw.text((200 * SCALE, 112 * SCALE), words, font=font, fill=INK, anchor="lm")
        return sheet.finished()

    return draw


def _scene(name: str, title: str, alt: str) -> Picture:
    return Picture(title, alt, getattr(scenes, name))


PICTURES: dict[str, Picture] = {
    "kring": _scene("kring", "Rond de tafel", "Vier mensen drinken koffie rond een tafel. Er is nog een stoel vrij."),
    "maaltijd": _scene("maaltijd", "Samen soep eten", "Vier mensen zitten achter een gedekte tafel met een grote pot soep."),
    "park": _scene("park", "Petanque in het park", "Vier mensen spelen petanque in een park. Een hond kijkt mee."),
    "bankje": _scene("bankje", "Een ijsje op de bank", "Een jongere en een vrouw eten samen een ijsje op een bank."),
    "straat": _scene("straat", "De straat", "Buren zwaaien naar elkaar in een straat met vlaggetjes."),
    "bakfiets": _scene("bakfiets", "Lus komt aan", "Een vrouw komt aangefietst met een koffer en rollen papier. Een man zwaait bij zijn deur."),
    "workshop": _scene("workshop", "Je netwerk tekenen", "Vier mensen kijken naar een groot blad met een getekend netwerk."),
    "theater": _scene("theater", "Erbij horen op het podium", "Twee spelers staan op een podium met rode gordijnen. Het publiek kijkt toe."),
    "lezing": _scene("lezing", "Lezing", "Een vrouw spreekt achter een lessenaar. Zes mensen luisteren."),
    "online": _scene("online", "Online infomoment", "Zes gezichten op het scherm van een laptop, met een tas thee ernaast."),
    "scheldekaai": _scene("scheldekaai", "Aan de Schelde", "Drie buren aan het water, met hoge flats op de achtergrond."),
    "touw": _scene("touw", "Vijf partners, één lijn", "Vijf mensen houden samen één rood touw vast."),
    "tien_huizen": _scene("tien_huizen", "Tien groepen", "Tien kleine huizen hangen aan één rode lijn. Vier mensen staan ervoor."),
    "buurtboek": _scene("buurtboek", "Het buurtboek", "Een oudere vrouw geeft een boek door aan haar buur."),
    "wandeling": _scene("wandeling", "Wandeling", "Een jonge vrouw en een oudere man wandelen met een hond onder de bomen."),
    "gesprek": _scene("gesprek", "Aan de microfoon", "Twee mensen met een koptelefoon praten aan een tafel met microfoons."),
    "boekenplank": _scene("boekenplank", "Boekenplank", "Een plank met boeken, een tas koffie, een kat en een plant."),
    "moestuin": _scene("moestuin", "De moestuin", "Drie buren geven water aan bloemen in een gedeelde tuin."),
    "koffie": _scene("koffie", "Aan de keukentafel", "Twee vrouwen praten aan een keukentafel met koffie en koekjes."),
    "pakje": _scene("pakje", "Drukwerk onderweg", "Een jongeman geeft een pakje aan een vrouw."),
    "fiets": _scene("fiets", "De deur staat open", "Een fiets staat bij een huis. De deur is open."),
    "telefoon": _scene("telefoon", "Lus belt", "Twee mensen bellen met elkaar. Een rode lijn verbindt hen."),
    "film_zetel": _scene("poster_zetel", "Beeld bij de film De eerste avond", "Een oudere vrouw zit in een blauwe zetel met een tas thee."),
    "film_pad": _scene("poster_pad", "Beeld bij de film Samen op pad", "Twee mensen wandelen en praten onder de bomen."),
    "film_podium": _scene("poster_podium", "Beeld bij de film Een plein dat zingt", "Vijf mensen zingen met de armen omhoog op een plein."),
    "portret_hilde": Picture("Hilde", "Getekend portret van Hilde", portrait(Looks(hair=GREY, style="bob", coat=LEAF, glasses=True), BLUSH, WARM_BLUSH, seed=1)),
    "portret_youssef": Picture("Youssef", "Getekend portret van Youssef", portrait(Looks(skin=TAN, hair=BLACK, style="short", coat=SKY, beard=True), PALE_SUN, WARM_SUN, seed=2, turn=0.3)),
    "portret_greet": Picture("Greet", "Getekend portret van Greet", portrait(Looks(hair=GINGER, style="long", coat=PLUM), MINT, WARM_MINT, seed=3, turn=-0.3)),
    "portret_amina": Picture("Amina", "Getekend portret van Amina", portrait(Looks(skin=BROWN, hair=SKY, style="scarf", coat=SUN), PALE_SKY, WARM_SKY, seed=4)),
    "portret_jos": Picture("Jos", "Getekend portret van Jos", portrait(Looks(hair=WHITE, style="bald", coat=LOOP, glasses=True), PALE_SUN, WARM_SUN, seed=5, turn=0.3)),
    "portret_fien": Picture("Fien", "Getekend portret van Fien", portrait(Looks(hair=BLOND, style="tail", coat=SKY), BLUSH, WARM_BLUSH, seed=6, turn=0.4)),
    "portret_grace": Picture("Grace", "Getekend portret van Grace", portrait(Looks(skin=DEEP, hair=BLACK, style="curls", coat=CLAY), MINT, WARM_MINT, seed=7)),
    "portret_milan": Picture("Milan", "Getekend portret van Milan", portrait(Looks(skin=FAIR, hair=LEAF, style="cap", coat=SUN), PALE_SKY, WARM_SKY, seed=8, turn=-0.4)),
    "portret_ria": Picture("Ria", "Getekend portret van Ria", portrait(Looks(hair=CHESTNUT, style="bun", coat=LEAF), PALE_SUN, WARM_BLUSH, seed=9)),
    "hoes_goed_omringd": Picture("Hoes van Goed omringd", "Twee mensen bij een microfoon, met een rode lijn om hen heen. Eronder staat: Goed omringd.", podcast_cover),
    "kaft_wat_doet_lus": Picture("Flyer Wat doet Lus?", "Een flyer met twee tassen koffie en de titel Wat doet Lus?", cover("Wat doet\nLus?", "flyer", BLUSH, WARM_BLUSH, PALE_SUN, covers.cups, seed=301)),
    "kaft_linkgroep": Picture("Flyer Een groep in jouw buurt", "Een flyer met drie huizen en de titel Een groep in jouw buurt", cover("Een groep\nin jouw\nbuurt", "flyer", MINT, WARM_MINT, RAISED, covers.houses, seed=302)),
    "kaft_verbinder": Picture("Flyer Word verbinder", "Een flyer met een fiets en de titel Word verbinder", cover("Word\nverbinder", "flyer", PALE_SUN, WARM_SUN, MINT, covers.bicycle, seed=303)),
    "kaft_lusgroep": Picture("Folder Een kring rond jou", "Een folder met drie gezichten en de titel Een kring rond jou", cover("Een kring\nrond jou", "folder", PALE_SKY, WARM_SKY, BLUSH, covers.faces(Looks(hair=GREY, style="bun", coat=LEAF, glasses=True), Looks(skin=DEEP, hair=BLACK, style="curls", coat=SUN), size=34), seed=304)),
    "kaft_vertrouwenspersoon": Picture("Folder Iemand die naast je zit", "Een folder met twee stoelen en de titel Iemand die naast je zit", cover("Iemand\ndie naast\nje zit", "folder", BLUSH, WARM_BLUSH, PALE_SKY, covers.chairs, seed=305)),
    "kaft_vertrouwenspersoon_oud": Picture("Folder Iemand die naast je zit, uitgave 2025", "De oude folder, met twee tassen en de titel Iemand naast je", cover("Iemand\nnaast je", "folder", PALE_SUN, WARM_SUN, RAISED, covers.cups, seed=306)),
    "kaft_frans": Picture("Folder Une chaise pour toi", "Een folder met twee stoelen en de titel Une chaise pour toi", cover("Une chaise\npour toi", "folder", MINT, WARM_MINT, PALE_SUN, covers.chairs, seed=307)),
    "kaft_affiche_kiezen": Picture("Affiche Jij kiest", "Een affiche met twee gezichten en de woorden Jij kiest wie naast je zit", cover("Jij kiest\nwie naast je zit", "poster", PALE_SUN, WARM_SUN, PALE_SKY, covers.faces(Looks(hair=BLOND, style="tail", coat=SKY), Looks(skin=TAN, hair=BLACK, style="short", coat=SUN), size=52), seed=308)),
    "kaft_affiche_stoel": Picture("Affiche Er is nog een stoel vrij", "Een affiche met twee stoelen en de woorden Er is nog een stoel vrij", cover("Er is nog\neen stoel vrij", "poster", PALE_SKY, WARM_SKY, BLUSH, covers.chairs, seed=309)),
    "kaft_boek_tafel": Picture("Boek Rond mijn tafel", "Een rood boek met een tas en de titel Rond mijn tafel", cover("Rond\nmijn tafel", "book", MINT, WARM_MINT, "#F4B740", covers.cups, seed=310)),
    "kaft_boek_persoon": Picture("Werkboek Kies jouw persoon", "Een werkboek met drie gezichten en de titel Kies jouw persoon", cover("Kies jouw\npersoon", "book", BLUSH, WARM_BLUSH, MINT, covers.faces(Looks(skin=FAIR, hair=LEAF, style="cap", coat=SUN), Looks(hair=GINGER, style="long", coat=PLUM), size=44), seed=311)),
    "logo_armentekort": Picture("ArmenTeKort", "Logo van ArmenTeKort", word_mark("ArmenTeKort", LOOP, "hands"), "png"),
    "logo_eigenkracht": Picture("EigenKrachtCentrale", "Logo van EigenKrachtCentrale", word_mark("EigenKrachtCentrale", LEAF, "sun"), "png"),
    "logo_homestart": Picture("Homestart", "Logo van Homestart", word_mark("Homestart", SKY, "house"), "png"),
    "logo_magenta": Picture("Magenta", "Logo van Magenta", word_mark("Magenta", PLUM, "steps"), "png"),
    "logo_lus": Picture("Lus", "Logo van Lus", word_mark("Lus", LOOP, "loop"), "png"),
}  # fmt: skip


@cache
def drawn(key: str) -> bytes:
    """The file of that picture, drawn once: films show some of them too."""
    return PICTURES[key].as_bytes()
