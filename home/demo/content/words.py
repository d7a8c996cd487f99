"""The word list, the categories of news and the organisation's own details."""

TERMS = {
    "lusgroep": ("lusgroep", "Een kring van familie, vrienden en buren rond één persoon. Die persoon kiest wie erbij hoort en waarover het gaat."),
    "linkgroep": ("linkgroep", "Vijf tot acht mensen die elkaar eerst niet kennen. Ze zien elkaar ongeveer één keer per maand en kiezen samen wat ze doen."),
    "centrale-persoon": ("centrale persoon", "De persoon in het midden van een lusgroep. Hij of zij beslist: wie komt er, waar, wanneer en waarover praten we?"),
    "compagnon-de-route": ("compagnon de route", "Een vrijwilliger van Lus die samen met de centrale persoon op weg gaat en de bijeenkomsten mee voorbereidt."),
    "verbinder": ("verbinder", "Een vrijwilliger die lid is van een linkgroep en ook zorgt dat iedereen zich welkom voelt, dat er een plan is en dat de groep blijft bestaan."),
    "vertrouwenspersoon": ("vertrouwenspersoon", "Iemand die een kind, jongere of ouder in de jeugdhulp zelf kiest. Hij of zij luistert, gaat mee naar moeilijke gesprekken en doet ook gewoon leuke dingen."),
    "jeugdhulp": ("jeugdhulp", "Alle hulp voor kinderen en jongeren die het moeilijk hebben, en voor hun ouders: thuis, in een voorziening of in een pleeggezin."),
    "clientoverleg": ("cliëntoverleg", "Een vergadering waar een jongere, de ouders en de hulpverleners samen bespreken welke hulp er komt."),
    "zorgzame-buurt": ("zorgzame buurt", "Een buurt waar mensen elkaar kennen en helpen, en waar zorg en hulp dichtbij zijn."),
    "netwerk": ("netwerk", "Alle mensen die je kent en op wie je kan rekenen: familie, vrienden, buren, collega’s, mensen van vroeger."),
    "infomoment": ("infomoment", "Een gratis online bijeenkomst van ongeveer een uur. Je hoort wat Lus doet en je stelt je vragen."),
    "webwinkel": ("webwinkel", "De plek op deze site waar je gratis folders, flyers en affiches van Lus bestelt."),
    "hulpverlener": ("hulpverlener", "Iemand die mensen helpt als beroep, zoals een begeleider, een consulent of een maatschappelijk werker."),
    "peergroep": ("peergroep", "Een groep mensen die hetzelfde meemaken en die daar samen over praten."),
    "buddy": ("buddy", "Iemand die een tijd met jou optrekt, als gelijke. Niet als hulpverlener."),
}  # fmt: skip

CATEGORIES = {
    "linkeroeverlussen": "Linkeroeverlussen",
    "lus-schrijft": "Lus schrijft",
    "linkgroepen": "Linkgroepen",
    "vertrouwenspersonen": "Vertrouwenspersonen",
    "vrijwilligers": "Vrijwilligers",
    "op-pad": "Op pad",
}

ORGANISATION = {
    "name": "Lus vzw",
    "tagline": "Niemand staat alleen",
    "enterprise_number": "0123.456.749",
    "address": "Voorbeeldstraat 1",
    "postcode": "2000",
    "city": "Antwerpen",
    "phone": "0400 00 00 00",
    "email": "hallo@example.org",
    "iban": "BE68 5390 0754 7034",
    "facebook_url": "https://example.org/facebook",
    "instagram_url": "https://example.org/instagram",
    "linkedin_url": "https://example.org/linkedin",
    "footer_text": "Lus brengt mensen samen rond wie dat nodig heeft. Stap voor stap, op jouw tempo. "
    "Dit is een voorbeeldsite: mensen, adressen en nummers zijn verzonnen.",
}
