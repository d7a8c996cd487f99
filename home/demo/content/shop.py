"""The shop's page, its shelves, and what stands on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from home.demo.shape import DemoPage, text

PAGES = [
    DemoPage(
        path="webwinkel",
        kind="ShopPage",
        title="Webwinkel",
        summary="Flyers, folders en affiches voor je wachtzaal, je balie of je raam. Ze zijn gratis. De post ook.",
        picture="pakje",
        menu=True,
        description="Bestel gratis flyers, folders en affiches van Lus, en twee boeken die je koopt. Of lees ze eerst op je scherm.",
        body=[
            text(
                "<p>Neem wat je echt uitdeelt. Zo blijft er genoeg voor iedereen. Bijna alles kan je eerst lezen of zelf afdrukken. Onze twee boeken kosten iets. "
                "Dat geld gaat naar nieuwe lusgroepen.</p>"
            )
        ],
    ),
]

SETTINGS: dict[str, Any] = {
    "pick_up_place": "Lus, Voorbeeldstraat 1, 2000 Antwerpen",
    "pick_up_hours": "dinsdag en donderdag van 9 tot 16 uur",
    "ask_for_more": "Heb je een groot evenement of veel afdelingen? We zoeken samen wat kan.",
}

# Slug, name.
SHELVES = [("flyers", "Flyers"), ("folders", "Folders"), ("affiches", "Affiches"), ("boeken", "Boeken")]


@dataclass(frozen=True)
class DemoProduct:
    """`shelf`: a slug; `cover`, `pictures`: keys in `pictures.PICTURES`; `document`, `printable`: keys in `content.papers`; `came`: copies that
    came from the printer, `went`: of those, how many we handed out at a stand."""

    slug: str
    title: str
    shelf: str
    kind: str
    summary: str
    description: str
    cover: str
    came: int
    went: int = 0
    pictures: list[str] = field(default_factory=list)
    document: str = ""
    printable: str = ""
    replaces: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


PRODUCTS = [
    DemoProduct(
        "flyer-wat-doet-lus", "Wat doet Lus?", "flyers", "flyer",
        "Wie we zijn en wat we doen, op één blad. Om te laten liggen waar mensen wachten.",
        "<p>Niemand staat alleen. Dat is wat Lus wil. Deze flyer vertelt het in tien zinnen: wat een lusgroep is, wat een linkgroep is, en waar je terechtkan.</p>"
        "<p>Leg hem in je wachtzaal, in de bib of op de toog van je café. Mensen nemen hem mee en bellen later.</p>",
        "kaft_wat_doet_lus", came=6000, went=350, pictures=["kring"], document="flyer_wat_doet_lus", printable="flyer_wat_doet_lus",
        fields={"paper_format": "A5", "pages": 2, "weight_grams": 5, "step": 25, "order_most": 300, "period_most": 500, "low_at": 500},
    ),
    DemoProduct(
        "flyer-linkgroep", "Een groep in jouw buurt", "flyers", "flyer",
        "Vijf tot acht mensen die elkaar eerst niet kennen. Zo begint een linkgroep.",
        "<p>Voor wie graag mensen zou zien, maar niet weet waar. In een linkgroep kies je samen wat je doet, ongeveer één keer per maand. Niemand moet trakteren. Niemand moet laat blijven.</p>"
        "<p>Op de achterkant staat hoe je je interesse meldt.</p>",
        "kaft_linkgroep", came=3000, went=120, pictures=["park"], document="flyer_linkgroep", printable="flyer_linkgroep",
        fields={"paper_format": "A5", "pages": 2, "weight_grams": 5, "step": 25, "order_most": 300, "period_most": 500, "low_at": 500},
    ),
    DemoProduct(
        "flyer-verbinder", "Word verbinder", "flyers", "flyer",
        "We zoeken mensen die een groep warm houden. Misschien ken jij er een?",
        "<p>Een verbinder is lid van een linkgroep en zorgt mee dat iedereen zich welkom voelt. Je hoeft niets te kunnen dat je niet al kan. We leren het samen.</p>",
        "kaft_verbinder", came=500, went=425,
        fields={"paper_format": "A6", "pages": 2, "weight_grams": 3, "step": 25, "order_most": 100, "period_most": 200, "low_at": 100},
    ),
    DemoProduct(
        "folder-lusgroep", "Een kring rond jou", "folders", "folder",
        "Hoe een lusgroep begint, wie erin zit en wat jij te kiezen hebt. Dat is: bijna alles.",
        "<p>Een lusgroep is een kring van familie, vrienden en buren rond één persoon. Die persoon kiest wie erbij hoort, waar jullie samenkomen en waarover het gaat.</p>"
        "<p>In de folder staan vier stappen en drie verhalen. Er is ook plaats om zelf namen te schrijven.</p>",
        "kaft_lusgroep", came=2500, went=200, pictures=["maaltijd"], document="folder_lusgroep",
        fields={"paper_format": "10 × 21 cm, drie luiken", "pages": 6, "weight_grams": 12, "step": 10, "order_most": 100, "period_most": 200, "low_at": 200},
    ),
    DemoProduct(
        "folder-iemand-naast-je-2025", "Iemand naast je (uitgave 2025)", "folders", "folder",
        "De eerste uitgave van onze folder voor kinderen en jongeren. Zolang de voorraad strekt.",
        "<p>Wat hierin staat, klopt nog. De nieuwe uitgave heeft kortere zinnen en grotere letters.</p>",
        "kaft_vertrouwenspersoon_oud", came=400, went=340,
        fields={"paper_format": "A5", "pages": 4, "weight_grams": 10, "step": 10, "order_most": 50, "low_at": 60},
    ),
    DemoProduct(
        "folder-iemand-die-naast-je-zit", "Iemand die naast je zit", "folders", "folder",
        "Voor kinderen en jongeren in de jeugdhulp: wat een vertrouwenspersoon is en hoe je er een kiest.",
        "<p>Je hebt recht op een vertrouwenspersoon. Dat is iemand die jij kiest. Die luistert, gaat mee naar een moeilijk gesprek en doet ook gewoon leuke dingen met je.</p>"
        "<p>De folder is gelezen en verbeterd door acht jongeren. Ouders vinden achteraan een stukje voor hen.</p>",
        "kaft_vertrouwenspersoon", came=3000, went=150, pictures=["bankje"], document="folder_vertrouwenspersoon", replaces="folder-iemand-naast-je-2025",
        fields={"paper_format": "A5", "pages": 8, "weight_grams": 16, "step": 10, "order_most": 150, "period_most": 300, "low_at": 300},
    ),
    DemoProduct(
        "folder-une-chaise-pour-toi", "Une chaise pour toi", "folders", "folder",
        "Dezelfde folder over vertrouwenspersonen, in het Frans.",
        "<p>Voor gezinnen die thuis Frans spreken. De tekst is dezelfde als in de Nederlandse folder.</p>",
        "kaft_frans", came=300, went=300,
        fields={"paper_format": "A5", "pages": 8, "weight_grams": 16, "step": 10, "order_most": 50, "period_most": 100, "low_at": 50, "language": "fr"},
    ),
    DemoProduct(
        "affiche-jij-kiest", "Jij kiest wie naast je zit", "affiches", "poster",
        "Een affiche voor de leefgroep, de school of de gang. Ze zegt wat je recht is.",
        "<p>Hang ze waar jongeren voorbijkomen. Onderaan is plaats om een naam en een nummer te schrijven.</p>"
        "<p>Heb je een goede printer? Dan druk je de affiche zelf af op A4 of A3.</p>",
        "kaft_affiche_kiezen", came=800, went=60, printable="affiche",
        fields={"paper_format": "A3", "pages": 1, "weight_grams": 21, "order_most": 10, "period_most": 20, "low_at": 50},
    ),
    DemoProduct(
        "affiche-stoel-vrij", "Er is nog een stoel vrij", "affiches", "poster",
        "Voor je raam of je prikbord. Met plaats voor dag, uur en plek van jullie groep.",
        "<p>Start er een groep bij jou in de buurt? Schrijf met een dikke stift wanneer en waar. Hang de affiche bij de bakker, de huisarts en de bib.</p>",
        "kaft_affiche_stoel", came=600, went=45, printable="affiche_stoel",
        fields={"paper_format": "A2", "pages": 1, "weight_grams": 42, "order_most": 10, "period_most": 20, "low_at": 50},
    ),
    DemoProduct(
        "rond-mijn-tafel", "Rond mijn tafel", "boeken", "publication",
        "Twaalf verhalen over een tafel waar iemand aanschoof. Met oefeningen om zelf te doen.",
        "<p>Odette dekte voor vier en at alleen, tot de postbode bleef. Het is één van de twaalf verhalen in dit boek. Na elk verhaal komt een oefening: om te tekenen, te schrijven of aan iemand te vragen.</p>"
        "<p>Lees eerst het proefstuk. Dan weet je of het iets voor jou is.</p>",
        "kaft_boek_tafel", came=250, went=12, pictures=["boekenplank"], document="rond_mijn_tafel",
        fields={"paper_format": "17 × 24 cm", "pages": 128, "weight_grams": 340, "price_cents": 1850, "order_most": 20, "low_at": 20},
    ),
    DemoProduct(
        "kies-jouw-persoon", "Kies jouw persoon", "boeken", "publication",
        "Een werkboek voor jongeren die een vertrouwenspersoon zoeken. Met bladen om in te kleuren en te scheuren.",
        "<p>Wie staat er rond jou? Bij wie voel je je veilig? En hoe vraag je iets groots aan iemand? Dit werkboek gaat mee van blad tot blad.</p>"
        "<p>Het boek is stevig gedrukt en gaat lang mee. De lessen staan ook gratis in een pdf.</p>",
        "kaft_boek_persoon", came=180, went=10, pictures=["koffie"], document="kies_jouw_persoon",
        fields={"paper_format": "A5", "pages": 64, "weight_grams": 150, "price_cents": 950, "order_most": 30, "low_at": 20},
    ),
]  # fmt: skip
