"""Who ordered what in the demo's shop. Every person and organisation is invented."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.enums import Delivery, OrderState


@dataclass(frozen=True)
class DemoOrder:
    """`packs`: how many packs (or single copies) of the first free products; `days`: so many days ago; `state`: how far it came."""

    organisation: str
    name: str
    street: str
    postcode: str
    city: str
    days: int
    state: OrderState
    packs: tuple[int, ...] = (1,)
    delivery: Delivery = Delivery.POST
    remarks: str = ""
    by_phone: bool = False
    wants_editions: bool = False


# Those of the last weeks, the oldest first.
ORDERS = [
    DemoOrder("Wijkhuis De Kiem", "Samira Voorbeeld", "Lindelaan 14", "9000", "Gent", 20, OrderState.SENT, (2, 1)),
    DemoOrder(
        "Dienstencentrum Het Anker", "Jo Voorbeeld", "Kaai 3", "2000", "Antwerpen", 18, OrderState.SENT, (4,), wants_editions=True
    ),
    DemoOrder("", "Mieke Voorbeeld", "Veldstraat 8", "8500", "Kortrijk", 15, OrderState.CANCELLED, (1,), remarks="Niet meer nodig."),
    DemoOrder("Bibliotheek Ter Linde", "Karel Voorbeeld", "Markt 1", "3500", "Hasselt", 12, OrderState.PICKED_UP, (1, 1), Delivery.PICK_UP),
    DemoOrder("OCMW Voorbeeldgem", "An Voorbeeld", "Dorp 2", "3000", "Leuven", 6, OrderState.TO_PACK, (4, 2), by_phone=True),
    DemoOrder("Huisartsenpraktijk De Brug", "Dirk Voorbeeld", "Bruglaan 40", "8000", "Brugge", 5, OrderState.PACKED, (1,)),
    DemoOrder("Buurtwerk Noord", "Leila Voorbeeld", "Noordstraat 77 bus 2", "1030", "Schaarbeek", 4, OrderState.TO_PACK, (3,)),
    DemoOrder("Samana Zonhoven", "Rik Voorbeeld", "Kerkplein 5", "3520", "Zonhoven", 3, OrderState.TO_PACK, (1, 1, 1)),
    DemoOrder("Lokaal dienstencentrum De Wending", "Els Voorbeeld", "Stationsstraat 9", "9100", "Sint-Niklaas", 3, OrderState.TO_PACK, (2,)),
    DemoOrder(
        "Mutualiteit Voorbeeld", "Tom Voorbeeld", "Gasthuisstraat 21", "2300", "Turnhout", 2, OrderState.PACKED, (1,), Delivery.PICK_UP
    ),
    DemoOrder(
        "CAW Voorbeeld", "Nadia Voorbeeld", "Vest 60", "2800", "Mechelen", 1, OrderState.TO_PACK, (2, 1),
        remarks="Graag leveren aan de zij-ingang, voor 16 uur.",
    ),
    DemoOrder("", "Piet Voorbeeld", "Zandstraat 1", "8400", "Oostende", 0, OrderState.TO_PACK, (1,)),
]  # fmt: skip

# Towns to which parcels went before, for the figures: postcode and name.
TOWNS = [
    ("2000", "Antwerpen"), ("2800", "Mechelen"), ("2300", "Turnhout"), ("9000", "Gent"), ("9300", "Aalst"), ("3000", "Leuven"),
    ("3300", "Tienen"), ("1800", "Vilvoorde"), ("8000", "Brugge"), ("8500", "Kortrijk"), ("3500", "Hasselt"), ("1000", "Brussel"),
]  # fmt: skip
KINDS = ["Dienstencentrum", "Buurthuis", "Huisartsenpraktijk", "Bibliotheek", "Wijkgezondheidscentrum"]
