"""Organisations, trainers and terms of the demo's booking desk: all invented, all at example.org."""

from __future__ import annotations

from dataclasses import dataclass, field

TERMS = (
    "2026-1",
    (
        "<p>Wij komen naar jullie toe. Jullie zorgen voor een zaal, stoelen en koffie.</p>"
        "<ul><li>Annuleren kan gratis tot 14 dagen vooraf. Daarna vragen we de helft van de prijs.</li>"
        "<li>Is onze begeleider ziek? Dan zoeken we samen een nieuwe datum.</li>"
        "<li>Je betaalt na afloop, binnen 30 dagen na de factuur.</li></ul>"
    ),
)


@dataclass(frozen=True)
class DemoTrainer:
    """`hours`: weekdays (Monday is 0) on which somebody can be asked, from nine to five; none: at any time."""

    name: str
    kinds: list[str]
    provinces: list[str] = field(default_factory=list)
    hours: tuple[int, ...] = ()


TRAINERS = [
    DemoTrainer("Mieke Voorbeeld", ["workshop", "lecture"], ["antwerp", "flemish-brabant"], (0, 1, 3)),
    DemoTrainer("Sam Voorbeeld", ["workshop", "visit"], ["east-flanders", "west-flanders"], (1, 2, 4)),
    DemoTrainer("Noor Voorbeeld", ["lecture", "visit"]),
    DemoTrainer("Theatergroep Voorbeeld", ["theatre"]),
]


@dataclass(frozen=True)
class DemoRequest:
    """`state`: how far it is; `age`: how many days ago it came; `ahead`: in how many days they would like it; `euro`: the fee."""

    organisation: str
    kind: str
    state: str
    age: int
    town: tuple[str, str]
    contact: str
    size: int
    ahead: int = 40
    part: str = "afternoon"
    audience: str = "participants"
    euro: int = 280
    travel: int = 40
    remarks: str = ""
    needs: str = ""
    number: str = ""
    source: str = "site"


REQUESTS = [
    DemoRequest("Lokaal dienstencentrum De Linde", "workshop", "new", 1, ("3000", "Leuven"), "Rita Peeters", 15,
                remarks="Onze deelnemers komen graag met de bus. Kan het na 14 uur?"),
    DemoRequest("Bibliotheek Het Bladwijzertje", "lecture", "new", 9, ("9000", "Gent"), "Karel De Smet", 60, part="evening",
                remarks="We denken aan de week van de verbinding.", source="phone"),
    DemoRequest("Buurthuis De Schakel", "visit", "new", 3, ("2000", "Antwerpen"), "Amina Azzouz", 12, part="morning"),
    DemoRequest("Vrije basisschool De Regenboog", "theatre", "in-discussion", 12, ("8000", "Brugge"), "Els Vermeulen", 90,
                audience="both", needs="Een ringleiding voor twee bezoekers."),
    DemoRequest("Samana Voorbeelddorp", "workshop", "in-discussion", 4, ("3500", "Hasselt"), "Guido Claes", 20),
    DemoRequest("Woonzorgcentrum Avondrust", "workshop", "proposed", 8, ("2300", "Turnhout"), "Nele Jacobs", 18, audience="staff",
                number="0123456749"),
    DemoRequest("Gemeente Voorbeelddorp", "lecture", "proposed", 16, ("9300", "Aalst"), "Tom Willems", 80, part="evening", euro=350),
    DemoRequest("CAW Voorbeeldstreek", "workshop", "agreed", 20, ("1000", "Brussel"), "Yasmina Haddad", 14, audience="staff"),
    DemoRequest("Femma Voorbeelddorp", "lecture", "agreed", 25, ("3600", "Genk"), "Lieve Maes", 40, part="evening"),
    DemoRequest("Jeugdhulp De Horizon", "workshop", "prepared", 45, ("8500", "Kortrijk"), "Pieter Aerts", 16, audience="staff", ahead=9),
    DemoRequest("Cultuurcentrum De Scène", "theatre", "given", 60, ("9100", "Sint-Niklaas"), "Hilde Goossens", 120, part="evening",
                ahead=12, euro=950, travel=60),
    DemoRequest("OKRA Voorbeelddorp", "lecture", "invoiced", 80, ("2800", "Mechelen"), "Jos Wouters", 55, ahead=14,
                number="0123456749"),
    DemoRequest("Hogeschool Voorbeeld", "visit", "refused", 30, ("2000", "Antwerpen"), "Ilse Mertens", 25),
    DemoRequest("KWB Voorbeelddorp", "workshop", "withdrawn", 50, ("3200", "Aarschot"), "Danny Pauwels", 22),
]  # fmt: skip
