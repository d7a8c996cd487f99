"""The calendar of the demo site: series, single dates, and people who come. Days are counted from the day of set-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from bookings.enums import Audience, EventKind, EventState, QuestionKind
from home.demo.shape import DemoPage

CALENDAR = DemoPage(
    path="kalender",
    kind="CalendarPage",
    title="Kalender",
    summary="Kies een datum en schrijf je in. Online of ergens dichtbij. Meekomen kost niets, en je hoeft niemand te kennen.",
    menu=True,
    description="Infomomenten voor vrijwilligers en organisaties, open workshops en ontmoetingen van Lus. Bekijk de datums en schrijf je in.",
)

ONLINE = {"is_online": True, "online_url": "https://samen.example.org/lus-infomoment"}
DE_SPIL = {
    "place_name": "Buurthuis De Spil",
    "street": "Voorbeeldstraat 12",
    "postcode": "2050",
    "city": "Antwerpen",
    "access_info": "Vlakke ingang en een brede deur. Het toilet is aangepast. Er is een ringleiding in de zaal. Tram 3 stopt om de hoek.",
}
DE_KLINKER = {
    "place_name": "Zaal De Klinker",
    "street": "Proefplein 3",
    "postcode": "9000",
    "city": "Gent",
    "access_info": "Drie treden aan de voordeur; langs de tuin kan je zonder trap binnen. Bel ons even, dan staat de poort open.",
}


@dataclass(frozen=True)
class DemoSeries:
    """`first`: days from set-up to the first day of the rule; what lies before set-up is made too. `coming`: how many of the next date come."""

    slug: str
    title: str
    rrule: str
    first: int
    at: time
    minutes: int
    summary: str
    description: str
    coming: int
    fields: dict[str, Any] = field(default_factory=dict)
    questions: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class DemoDate:
    """`key` begins its slug. `days` from set-up, then on to the first `weekday` (Monday is 0). `coming` and `waiting`: seats and people."""

    key: str
    title: str
    days: int
    weekday: int
    at: time
    minutes: int
    summary: str
    description: str
    coming: int = 0
    waiting: int = 0
    fields: dict[str, Any] = field(default_factory=dict)


SERIES = [
    DemoSeries(
        slug="infomoment-vrijwilligers",
        title="Infomoment voor vrijwilligers",
        rrule="FREQ=MONTHLY;BYDAY=2TU",
        first=-130,
        at=time(19, 30),
        minutes=60,
        summary="Wil je iets betekenen voor iemand in je buurt? Kom een uur luisteren en stel al je vragen. Je belooft nog niets.",
        description="<p>Greet vertelt wat vrijwilligers bij Lus doen: de compagnon de route, de verbinder en de vertrouwenspersoon. Iemand die het al doet, vertelt hoe dat echt gaat.</p>"
        "<h3>Zo verloopt het</h3><ul><li>Een kwartier kennismaken</li><li>Een halfuur over wat je kan doen</li><li>De rest is voor jouw vragen</li></ul>"
        "<p>Je camera mag uit blijven. Je hoeft niets voor te bereiden.</p>",
        coming=11,
        fields={"audience": Audience.VOLUNTEERS, "capacity": 30, "follow_up": "Fijn dat je er was. Wil je verder praten? Bel Greet op 0400 00 00 00.", **ONLINE},
        questions=[("Waarover wil je zeker iets horen?", QuestionKind.TEXT, "")],
    ),
    DemoSeries(
        slug="infomoment-organisaties",
        title="Infomoment voor organisaties",
        rrule="FREQ=MONTHLY;INTERVAL=3;BYDAY=1TH",
        first=-150,
        at=time(12, 30),
        minutes=60,
        summary="Werk je met mensen of studeer je ervoor? In een uur hoor je hoe Lus werkt en wat we samen kunnen doen. Breng je boterhammen mee.",
        description="<p>Voor teams, gemeenten, scholen en studenten. Fien vertelt over lusgroepen, linkgroepen en vertrouwenspersonen, en over wat we bij jullie in huis kunnen brengen.</p>"
        "<p>Je krijgt achteraf een korte samenvatting om door te sturen.</p>",
        coming=6,
        fields={"audience": Audience.ORGANISATIONS, "capacity": 40, "companions_most": 4, **ONLINE},
        questions=[("Voor welke organisatie of school kom je?", QuestionKind.TEXT, "")],
    ),
    DemoSeries(
        slug="samen-sterk-open",
        title="Open workshop: Samen sterk, jij en je netwerk",
        rrule="FREQ=MONTHLY;INTERVAL=2;BYDAY=3SA",
        first=-160,
        at=time(10),
        minutes=180,
        summary="Wie staat er rond jou? Je tekent je netwerk, je ziet wat sterk is, en je kiest één kleine stap.",
        description="<p>Met een groot blad en veel stiften breng je in kaart wie er in je leven is. Je hoort hoe anderen dat doen. Op het einde kies je één kleine stap voor de week erna.</p>"
        "<h3>Voor wie?</h3><p>Voor iedereen. Je mag iemand meebrengen die je graag bij je hebt.</p>",
        coming=9,
        fields={"kind": EventKind.WORKSHOP, "capacity": 12, "companions_most": 1, **DE_SPIL},
    ),
]  # fmt: skip

DATES = [
    DemoDate(
        key="soep-en-verhalen", title="Soep en verhalen", days=11, weekday=4, at=time(18), minutes=120,
        summary="Een grote pot soep, lange tafels en mensen uit de buurt. Schuif gewoon aan.",
        description="<p>We eten samen en wie wil, vertelt iets. Er zijn boekjes om in te bladeren en er is een hoek voor kinderen.</p>",
        fields={"kind": EventKind.MEETING, "capacity": 40, "state": EventState.CANCELLED, "state_reason": "De keuken van het buurthuis wordt hersteld. Op Linkeroever eten we volgende maand wel samen.", **DE_SPIL},
    ),
    DemoDate(
        key="vertrouwenspersoon-zijn", title="Vertrouwenspersoon zijn, hoe doe je dat?", days=17, weekday=2, at=time(19), minutes=150,
        summary="Een avond voor wie naast een kind, een jongere of een ouder staat, of dat overweegt. Met oefeningen en met soep.",
        description="<p>Hoe luister je zonder op te lossen? Wat zeg je op een overleg? Je oefent in kleine groepjes, met situaties die echt gebeurden.</p>"
        "<p>Je hoeft geen vrijwilliger van Lus te zijn.</p>",
        coming=8, waiting=3,
        fields={"kind": EventKind.WORKSHOP, "capacity": 8, **DE_KLINKER},
    ),
    DemoDate(
        key="eenzaamheid-doorbreken", title="Lezing: Eenzaamheid doorbreken", days=31, weekday=3, at=time(20), minutes=90,
        summary="Wat is eenzaamheid, en wat kan een buur, een vereniging of een stad doen? Met verhalen van mensen.",
        description="<p>Een avond om te luisteren en na te praten. Er is koffie vooraf.</p>",
        coming=14,
        fields={"kind": EventKind.LECTURE, "capacity": 60, "state": EventState.POSTPONED, "state_reason": "De spreker is ziek. We zoeken een nieuwe avond in het voorjaar. Wie ingeschreven is, krijgt die het eerst te horen.", **DE_KLINKER},
    ),
    DemoDate(
        key="netwerkkaart-begeleiden", title="Open workshop: Een netwerkkaart begeleiden", days=24, weekday=5, at=time(10), minutes=180,
        summary="Een voormiddag voor wie met mensen werkt: je oefent hoe je samen een netwerk tekent en wat je dan vraagt.",
        description="<p>Je tekent eerst je eigen kaart. Daarna begeleid je iemand anders bij de hare. Je gaat naar huis met het werkboek en een map met voorbeelden.</p>"
        "<p>De prijs is voor het werkboek en de broodjes. Is dat te veel voor jou? Bel ons, dan vinden we iets.</p>",
        coming=5,
        fields={"kind": EventKind.WORKSHOP, "audience": Audience.ORGANISATIONS, "capacity": 14, "companions_most": 3, "price_cents": 2500, **DE_KLINKER},
    ),
    DemoDate(
        key="samen-wandelen", title="Samen op pad langs de Schelde", days=-20, weekday=6, at=time(14), minutes=120,
        summary="Een trage wandeling met een thermos en tijd om te babbelen.",
        description="<p>We stapten drie kilometer, met veel banken onderweg.</p>",
        coming=16, fields={"kind": EventKind.MEETING, "capacity": 20, **DE_SPIL},
    ),
]  # fmt: skip

# Visibly invented people, over and over.
NAMES = (
    *("Aïsha Voorbeeld", "Bram Voorbeeld", "Cléo Voorbeeld", "Dirk Voorbeeld", "Emine Voorbeeld", "Frans Voorbeeld"),
    *("Gülay Voorbeeld", "Hilde Voorbeeld", "Ibrahim Voorbeeld", "Jo Voorbeeld", "Katrien Voorbeeld", "Lien Voorbeeld"),
    *("Moussa Voorbeeld", "Nele Voorbeeld", "Omar Voorbeeld", "Patricia Voorbeeld"),
)
NEEDS = ("", "", "Ik zit in een rolstoel.", "", "Graag vooraan, ik hoor niet goed.", "", "", "Ik eet geen vlees.")

PAGES = [CALENDAR]
