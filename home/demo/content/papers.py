"""The files of the demo site: documents, films, captions and a tune, each made when a page first needs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from home.demo import files
from home.demo.content.stories import FILM_WORDS
from home.demo.pictures import drawn

FILM_SECONDS = 20.0
MOOD_WORDS = [
    "Iemand zet een stoel klaar.",
    "Iemand brengt soep mee.",
    "Iemand belt aan.",
    "Zo begint een kring.",
    "Er is altijd plaats voor één persoon meer.",
]


@dataclass(frozen=True)
class Paper:
    title: str
    extension: str
    make: Callable[[], bytes]


def _pdf(title: str, *paragraphs: str) -> Paper:
    return Paper(title, "pdf", lambda: files.pdf(title, paragraphs))


def _film(title: str, *pictures: str) -> Paper:
    def make() -> bytes:
        return files.film([Image.open(BytesIO(drawn(key))).reduce(2) for key in pictures], seconds=FILM_SECONDS)

    return Paper(title, "webm", make)


def _captions(title: str, words: list[str]) -> Paper:
    each = FILM_SECONDS / len(words)
    return Paper(
        title, "vtt", lambda: files.vtt([(i * each + 0.2, (i + 1) * each - 0.1, line) for i, line in enumerate(words)])
    )


PAPERS: dict[str, Paper] = {
    "kies_jouw_persoon": _pdf(
        "Kies jouw persoon",
        "Dit boekje is van jou. Je mag erin schrijven, tekenen en bladzijden overslaan.",
        "# 1. Wie staat er rond jou?",
        "Teken jezelf in het midden van een blad. Teken daarna de mensen die je kent. Staan ze dichtbij of ver weg? Je mag ook dieren tekenen.",
        "# 2. Bij wie voel je je veilig?",
        "Zet een sterretje bij wie goed luistert. Zet een rondje bij wie je doet lachen. Zet een streepje bij wie eerlijk is.",
        "# 3. Wat wil je vragen?",
        "Wil je dat iemand meegaat naar een gesprek? Of dat iemand gewoon elke week iets met je doet? Schrijf het op in je eigen woorden.",
        "# 4. Hoe vraag je het?",
        "Je kan bellen, een briefje schrijven of het samen met iemand anders vragen. De ander mag nee zeggen. Dat is jammer, maar het gaat niet over jou. Neem dan de volgende naam.",
        "Je hebt recht op een vertrouwenspersoon. Jij kiest wie dat is.",
    ),
    "rond_mijn_tafel": _pdf(
        "Rond mijn tafel",
        "Een proefstuk uit het boek, met één verhaal en één oefening.",
        "# Het verhaal van de lege stoel",
        "Elke zondag dekte Odette de tafel voor vier. Ze woonde alleen, maar drie borden te weinig vond ze akelig. Op een dag belde de postbode aan. Hij had nog niet gegeten.",
        "# De oefening: mijn tafel",
        "Teken een tafel. Wie zit er nu aan? Wie zat er vroeger? Wie zou je er graag bij hebben? Kies één persoon. Schrijf op hoe je die deze week kan laten weten dat je aan hem of haar denkt.",
    ),
    "affiche": _pdf(
        "Jij kiest wie naast je zit",
        "# Krijg je jeugdhulp?",
        "Dan mag je iemand meebrengen naar elk gesprek. Iemand die jij kiest. Dat is je recht.",
        "# Vind je niemand?",
        "Lus zoekt mee. Bel 0400 00 00 00 of mail naar hallo@example.org.",
    ),
    "affiche_stoel": _pdf(
        "Er is nog een stoel vrij",
        "# Wanneer?",
        "................................................................",
        "# Waar?",
        "................................................................",
        "# Kom zoals je bent",
        "Je hoeft niets mee te brengen. Bel 0400 00 00 00 als je eerst iemand wil horen.",
    ),
    "flyer_wat_doet_lus": _pdf(
        "Wat doet Lus?",
        "Niemand staat alleen. Daarom weeft Lus kringen van mensen.",
        "# Een lusgroep",
        "Een kring rond jou: familie, vrienden en buren. Jij kiest wie erbij hoort en waarover het gaat.",
        "# Een linkgroep",
        "Vijf tot acht mensen die elkaar eerst niet kennen. Ongeveer één keer per maand doen jullie iets samen.",
        "# Een vertrouwenspersoon",
        "Voor kinderen, jongeren en ouders in de jeugdhulp. Iemand die jij kiest en die naast je zit.",
        "Bel 0400 00 00 00 of mail naar hallo@example.org. We luisteren eerst.",
    ),
    "flyer_linkgroep": _pdf(
        "Een groep in jouw buurt",
        "Je kent weinig mensen, of je kent er genoeg maar ze wonen ver. Dat hoor je vaker dan je denkt.",
        "# Wat is het?",
        "Een linkgroep: vijf tot acht mensen uit dezelfde streek. Een verbinder helpt om te beginnen.",
        "# Wat doen jullie?",
        "Dat kiezen jullie zelf. Soep maken, wandelen, kaarten, niets.",
        "# Wat kost het?",
        "Niemand hoeft te trakteren. Meld je interesse op onze site of bel 0400 00 00 00.",
    ),
    "folder_lusgroep": _pdf(
        "Een kring rond jou",
        "# Stap 1: wie wil je erbij?",
        "Schrijf namen op. Mensen van nu, mensen van vroeger. Het mogen er drie zijn.",
        "# Stap 2: een compagnon de route",
        "Een vrijwilliger van Lus gaat samen met jou op weg en bereidt de eerste keer mee voor.",
        "# Stap 3: de eerste keer",
        "Bij jou thuis, tijdens een wandeling of aan tafel. Jij zegt waarover het gaat: een droom, een zorg, een plan.",
        "# Stap 4: verder op jullie tempo",
        "Sommige kringen komen elke maand samen, andere als het nodig is. Het blijft jouw kring.",
    ),
    "folder_vertrouwenspersoon": _pdf(
        "Iemand die naast je zit",
        "# Wat is een vertrouwenspersoon?",
        "Iemand die jij kiest. Een tante, een buurman, een juf, een vriend van de familie. Die persoon is er voor jou.",
        "# Wat doet die?",
        "Luisteren. Meegaan naar een moeilijk gesprek. Helpen zeggen wat jij wil. En gewoon leuke dingen doen.",
        "# Is dat mijn recht?",
        "Ja. Elk kind en elke jongere in de jeugdhulp heeft er recht op. Ouders ook.",
        "# En als ik niemand vind?",
        "Dan zoekt Lus mee. Bel 0400 00 00 00.",
    ),
    "vijf_lessen": _pdf(
        "Vijf lessen uit BurgersAanZet",
        "Vijf organisaties werken sinds 2019 samen rond initiatieven van burgers. Dit leerden we.",
        "# 1. Begin bij wat iemand kan",
        "Vraag niet eerst wat er mis is. Vraag wat iemand graag doet en goed kan. Daar begint vertrouwen.",
        "# 2. Wacht tot je gevraagd wordt, maar wees dichtbij",
        "Mensen laten zich niet duwen. Ze weten wel graag waar je te vinden bent.",
        "# 3. Geef tijd",
        "Vertrouwen heeft geen agenda. Reken in maanden, niet in weken.",
        "# 4. Laat mensen elkaar vinden",
        "Een ander die hetzelfde meemaakt, zegt soms meer dan tien folders.",
        "# 5. Durf weg te gaan",
        "Loopt het? Laat los. En kom nog eens koffie drinken.",
    ),
    "film_sfeer": _film("Lus in twintig seconden", "kring", "maaltijd", "fiets", "park", "touw"),
    "film_zetel": _film("De eerste avond", "film_zetel", "koffie", "kring"),
    "film_pad": _film("Samen op pad", "film_pad", "wandeling", "bankje"),
    "film_podium": _film("Een plein dat zingt", "straat", "park", "film_podium"),
    "ondertitels_sfeer": _captions("Ondertitels: Lus in twintig seconden", MOOD_WORDS),
    "ondertitels_zetel": _captions("Ondertitels: De eerste avond", FILM_WORDS["zetel"]),
    "ondertitels_pad": _captions("Ondertitels: Samen op pad", FILM_WORDS["pad"]),
    "ondertitels_podium": _captions("Ondertitels: Een plein dat zingt", FILM_WORDS["podium"]),
    "wijsje": Paper("Het wijsje van Goed omringd", "m4a", files.tune),
}


def written(key: str) -> bytes:
    """That file."""
    return PAPERS[key].make()
