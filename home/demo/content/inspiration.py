"""Inspiration: publications."""

from datetime import date

from home.demo.shape import DemoPage, action, facts, related, text

INDEX = DemoPage(
    path="inspiratie", kind="InspirationPage", title="Inspiratie", picture="boekenplank", menu=True,
    summary="Boeken, brochures, films en verhalen. Om zelf te lezen, door te geven of op te hangen.",
    description="Publicaties, films en verhalen van Lus over netwerken, linkgroepen en vertrouwenspersonen. Gratis te downloaden.",
    body=[
        text("<p>We leren elke dag van mensen. Wat we leren, schrijven we op. Alles op deze pagina mag je lezen, printen en uitdelen. Vermeld erbij dat het van Lus komt.</p>"),
        related("Ook de moeite", "podcast/goed-omringd", "verhalen"),
    ],
)  # fmt: skip


def publication(slug, kind, day, authors, paper, title, summary, image, body) -> DemoPage:
    fields = {"kind": kind, "published_on": day, "authors": authors, "document": paper}
    return DemoPage(f"inspiratie/{slug}", "PublicationPage", title, summary, image, body, fields=fields)


PUBLICATIONS = [
    publication(
        "kies-jouw-persoon", "brochure", date(2026, 5, 7), "Lus, met twaalf jongeren", "kies_jouw_persoon", "Kies jouw persoon",
        "Een werkboekje voor kinderen en jongeren. Met vragen, tekeningen en veel plaats om zelf te schrijven.", "bankje",
        [
            text('<p>Hoe zoek je een <a linktype="term" id="{term:vertrouwenspersoon}">vertrouwenspersoon</a>? In dit boekje ga je stap voor stap. Je tekent wie er rond je staat. Je denkt na over wat je nodig hebt. En je oefent hoe je het vraagt. Twaalf jongeren maakten het mee.</p>'),
            facts("", ("Voor wie?", "Kinderen en jongeren vanaf 9 jaar"), ("Bladzijden", "24 in druk, een proefstuk als pdf"), ("Prijs", "Gratis")),
        ],
    ),
    publication(
        "rond-mijn-tafel", "book", date(2025, 10, 16), "Greet Voorbeeld", "rond_mijn_tafel", "Rond mijn tafel",
        "Een boek met twaalf verhalen en twaalf oefeningen over je eigen netwerk. Om alleen te lezen of in groep.", "maaltijd",
        [
            text('<p>Wie zit er rond jouw tafel? Twaalf mensen vertellen. Sommigen hebben een vol huis, anderen zoeken nog. Na elk verhaal staat er een oefening over je eigen <a linktype="term" id="{term:netwerk}">netwerk</a>. Je hebt alleen een potlood nodig.</p>'),
        ],
    ),
    publication(
        "affiche-jij-kiest", "poster", date(2025, 9, 18), "Lus", "affiche", "Affiche: Jij kiest wie naast je zit",
        "Hang hem in een gang, een wachtzaal of een leefgroep. Zo weten jongeren dat ze iemand mogen meebrengen.", "buurtboek",
        [
            text("<p>Zes woorden en een getekende lijn. Print de affiche op A4, of vraag een groot exemplaar aan Lus. Dat is gratis voor wie hem ophangt.</p>"),
            action("Liever een grote affiche?", "Zeg hoeveel je er nodig hebt en waar ze komen te hangen.", "Vraag affiches", page="contact"),
        ],
    ),
    publication(
        "vijf-lessen-burgers-aan-zet", "article", date(2026, 3, 5), "de partners van BurgersAanZet", "vijf_lessen", "Vijf lessen uit BurgersAanZet",
        "Wat werkt als je mensen zelf aan het stuur laat? Vijf organisaties vatten het samen.", "touw",
        [
            text("<ol><li>Begin bij wat iemand kan.</li><li>Wacht tot je gevraagd wordt, maar wees dichtbij.</li><li>Geef tijd. Vertrouwen heeft geen agenda.</li><li>Laat mensen elkaar vinden.</li><li>Durf weg te gaan als het loopt.</li></ol>"),
            related("Over het project", "wat-doet-lus/projecten/burgers-aan-zet"),
        ],
    ),
]  # fmt: skip

PAGES = [INDEX, *PUBLICATIONS]
