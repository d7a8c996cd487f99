"""About Lus, contact, and the small print."""

from home.demo.shape import (
    DemoPage,
    In,
    action,
    facts,
    heading,
    notice,
    picture,
    pull_out,
    questions,
    quote,
    related,
    text,
)

ABOUT = DemoPage(
    path="over-lus", kind="PlainPage", title="Over Lus", picture="koffie", menu=True,
    summary="Lus is een kleine organisatie met een groot netwerk van vrijwilligers. We willen dat niemand alleen staat.",
    description="Wie zijn de mensen achter Lus vzw? Lees waarom we bestaan, hoe we werken en met wie je te maken krijgt.",
    body=[
        facts("Lus in het kort", ("Wat zijn we?", "Een vereniging zonder winstoogmerk"), ("Waar?", "In Vlaanderen"), ("Met wie?", "Met vrijwilligers en partners")),
        text(
            "<h2>Waarom we bestaan</h2><p>Mensen worden sterker van mensen. Dat klinkt simpel. Toch hebben veel mensen niemand om te bellen. Niet als de fiets stuk is, niet als er goed nieuws is en niet als de nacht te lang duurt.</p>"
            "<p>Lus wil dat niemand alleen staat. We doen dat niet door hulp te geven van bovenaf. We brengen mensen bij elkaar en we blijven in de buurt tot het loopt.</p>"
        ),
        quote("Een lus is geen knoop. Je kan er altijd uit. En er kan altijd iemand bij.", "Een vrijwilliger van het eerste uur"),
        text(
            "<h2>Hoe we werken</h2><ul><li><strong>Jij beslist.</strong> Het is jouw leven, jouw kring, jouw tempo.</li><li><strong>We beginnen klein.</strong> Eén naam, één telefoontje, één tas koffie.</li>"
            "<li><strong>We werken met vrijwilligers.</strong> Zij komen omdat ze willen, niet omdat ze moeten.</li><li><strong>We zijn eerlijk.</strong> Als iets niet lukt of als je moet wachten, dan zeggen we dat.</li></ul>"
        ),
        picture("maaltijd", decorative=True),
        ("people", {
            "heading": "Het team",
            "people": [
                {"picture": "portret_greet", "name": "Greet Voorbeeld", "role": "Lusgroepen en vrijwilligers", "text": "Kent de beste soep van elke stad."},
                {"picture": "portret_youssef", "name": "Youssef Voorbeeld", "role": "Linkgroepen", "text": "Belt je terug binnen een week. Beloofd."},
                {"picture": "portret_fien", "name": "Fien Voorbeeld", "role": "Workshops en podcast", "text": "Heeft altijd een microfoon in haar rugzak."},
                {"picture": "portret_amina", "name": "Amina Voorbeeld", "role": "Verbinder en bestuurder", "text": "Begon met een bordje aan een fontein."},
                {"picture": "portret_jos", "name": "Jos Voorbeeld", "role": "Bestuurder", "text": "Let op de centen en op de sfeer."},
                {"picture": "portret_ria", "name": "Ria Voorbeeld", "role": "Vertrouwenspersonen", "text": "Eet graag frietjes op dinsdag."},
            ],
        }),
        notice(
            In(27),
            "We zoeken een collega",
            "<p>Werk je graag met jongeren en vrijwilligers? We zoeken iemand voor halve dagen. Solliciteren kan tot deze dag.</p>", use_by=In(27), fallback="<p>Er zijn nu geen vacatures.</p>"),
        pull_out("Steun Lus", "<p>Lus leeft van subsidies en van giften. Elke euro gaat naar mensen die mensen samenbrengen.</p>", "sun"),
        related("Leer ons beter kennen", "kennismaken", "nieuws", "inspiratie"),
    ],
)  # fmt: skip

CONTACT = DemoPage(
    path="contact", kind="ContactPage", title="Contact", picture="telefoon",
    summary="Bel, mail of spring binnen. Je hoeft niet te weten wat je precies nodig hebt.",
    description="Zo bereik je Lus vzw: telefoon, mail, adres en openingsuren. Bel gerust, ook als je nog niet weet wat je zoekt.",
    fields={"opening_hours": "<ul><li>Maandag, dinsdag en donderdag: van 9 tot 17 uur</li><li>Woensdag: van 9 tot 12 uur</li><li>Vrijdag: we werken, maar de deur is dicht</li></ul>"},
    body=[
        notice(
            In(18),
            "Een dag gesloten",
            "<p>Dan zijn we op stap met alle vrijwilligers. Je kan wel mailen.</p>",
            use_by=In(18), fallback=""),
        action("Liever praten?", "Bel ons. Krijg je niemand aan de lijn? Spreek iets in. We bellen je terug.", "Bel 0400 00 00 00", url="tel:+32400000000"),
        action("Liever schrijven?", "Stuur een mail. Je krijgt binnen drie werkdagen een antwoord van een mens.", "Stuur een mail", url="mailto:hallo@example.org"),
        action("Wil je nu en dan iets van ons horen?", "Kies waarover, en we mailen je als er iets te vertellen is. Stoppen doe je met één klik.", "Blijf op de hoogte", url="/blijf-op-de-hoogte/"),
        questions(
            "Waarvoor contacteer je ons?",
            ("Ik wil een lusgroep starten", "<p>Zeg dat je een lusgroep wil en in welke gemeente je woont. Een vrijwilliger belt je terug en komt daarna bij je langs.</p>"),
            ("Ik zoek een linkgroep", '<p>Geef ons je gemeente en je telefoonnummer. <a linktype="page" id="{page:wat-doet-lus/linkgroepen}">Lees hoe het daarna gaat</a>.</p>'),
            ("Ik wil een workshop boeken", '<p>Dat vraag je aan op de pagina van de activiteit zelf. <a linktype="page" id="{page:lus-komt-naar-je-toe}">Bekijk de activiteiten</a>.</p>'),
            ("Ik heb nu dringend hulp nodig", "<p>Lus is geen crisisdienst. Bel bij gevaar altijd 112. Wil je praten over zelfmoord of pijn die je niet aankan? Bel de Zelfmoordlijn op 1813. Met Tele-Onthaal praat je dag en nacht op 106. Kinderen en jongeren bellen Awel op 102.</p>"),
        ),
        heading("Zo geraak je er"),
        text("<p>Ons kantoor ligt op vijf minuten stappen van een tramhalte. De ingang is vlak en de deur is breed genoeg voor een rolstoel. Er is een toilet op het gelijkvloers. Je fiets mag binnen staan.</p>"),
    ],
)  # fmt: skip

TERMS_PAGE = DemoPage(
    path="voorwaarden", kind="PlainPage", title="Voorwaarden", picture="",
    summary="Wat we afspreken als je iets bij Lus boekt, bestelt of volgt. Zo kort en zo duidelijk mogelijk.",
    description="De voorwaarden van Lus vzw voor workshops, lezingen, theater, inschrijvingen en bestellingen, in duidelijke taal.",
    body=[
        text("<p>Deze voorwaarden gelden voor iedereen die een activiteit boekt, zich inschrijft of drukwerk bestelt. Dit is een voorbeeldtekst op een voorbeeldsite.</p>"),
        text(
            "<h2>Een activiteit boeken</h2><p>Je aanvraag is nog geen boeking. We kijken eerst wie van onze begeleiders vrij is. Dan krijg je een voorstel met een datum en een prijs. "
            "De prijs hangt af van de duur. Zeg je ja, dan ligt het vast.</p>"
            "<h3>Wat vragen we van jou?</h3><ul><li>Een ruimte waar iedereen goed kan zitten en rondlopen</li><li>Iemand van je organisatie die erbij blijft</li><li>Eerlijke informatie over wie er komt en wat die mensen nodig hebben</li></ul>"
        ),
        text(
            "<h2>Annuleren of verzetten</h2><p>Dat kan gebeuren. Laat het snel weten. Tot tien werkdagen voor de activiteit kost het je niets. Daarna vragen we de kosten die we al maakten. Als wij moeten annuleren, zoeken we samen een nieuwe datum of betaal je niets.</p>"
        ),
        text(
            "<h2>Inschrijven als persoon</h2><p>Is een workshop of infomoment volzet? Dan kan je op de wachtlijst. Je krijgt een mail als er een plaats vrijkomt. Kan je niet komen? Zeg het af via de link in je mail. Zo maak je iemand anders blij.</p>"
            "<h2>Drukwerk</h2><p>Folders, flyers en affiches zijn gratis als je ze uitdeelt of ophangt voor je eigen bezoekers. Je mag ze niet verkopen.</p>"
        ),
        ("downloads", {"heading": "Om te bewaren", "downloads": [{"title": "Affiche: Jij kiest wie naast je zit", "document": "affiche", "note": "Een voorbeeld van ons drukwerk"}]}),
    ],
)  # fmt: skip

PRIVACY = DemoPage(
    path="privacy", kind="PlainPage", title="Privacy",
    summary="Welke gegevens we van je bewaren, waarom, hoe lang, en wat je daarover te zeggen hebt.",
    description="Zo gaat Lus vzw om met je gegevens: wat we vragen, waarom, hoe lang we het bewaren en hoe je het laat wissen.",
    body=[
        text(
            "<p>Wie bij Lus komt, vertelt soms moeilijke dingen. Daar gaan we voorzichtig mee om. Dit is een voorbeeldtekst op een voorbeeldsite.</p>"
            "<h2>Deze site kijkt niet mee</h2><p>Je kan alles lezen zonder je naam te geven. We gebruiken geen cookies om je te volgen. Er staan geen knoppen of filmpjes op die ongevraagd iets naar andere bedrijven sturen. "
            "Een film van een andere site laadt pas als jij klikt.</p>"
        ),
        text(
            "<h2>Wat we vragen en waarom</h2><ul><li><strong>Bij contact:</strong> je naam en hoe we je bereiken, om je te antwoorden.</li><li><strong>Bij een aanmelding:</strong> je gemeente en wat je zoekt, om mensen bij elkaar te brengen.</li>"
            "<li><strong>Bij een boeking:</strong> de gegevens van je organisatie, om afspraken te maken.</li></ul><p>We vragen nooit meer dan we nodig hebben. Wat gevoelig is, vragen we liever in een gesprek dan in een formulier.</p>"
        ),
        text(
            "<h2>Hoe lang we het bewaren</h2><p>Zolang het nodig is om je te helpen, en daarna niet meer. Stopt je aanmelding, dan wissen we je gegevens binnen het jaar. Wat de wet ons verplicht te bewaren, zoals facturen, bewaren we zo lang als de wet zegt.</p>"
            "<h2>Jouw rechten</h2><p>Je mag je gegevens zien, verbeteren, meenemen of laten wissen. Je mag ook een toestemming intrekken. Vraag het <a href=\"/mijn-gegevens/\">op deze pagina</a>: we sturen je een mail met een link, en de rest doe je zelf. Of mail naar <a href=\"mailto:privacy@example.org\">privacy@example.org</a>. Je hoeft niet te zeggen waarom. "
            "Ben je niet tevreden? Dan kan je klacht indienen bij de Gegevensbeschermingsautoriteit.</p>"
        ),
        questions(
            "Kort nog dit",
            ("Verkopen jullie gegevens?", "<p>Nee. Nooit.</p>"),
            ("Wie kan mijn gegevens zien?", "<p>Alleen wie ze nodig heeft om je te helpen. We houden bij wie ze bekijkt.</p>"),
            ("Waar staan ze?", "<p>Op computers in de Europese Unie.</p>"),
        ),
    ],
)  # fmt: skip

ACCESSIBILITY = DemoPage(
    path="toegankelijkheid", kind="PlainPage", title="Toegankelijkheid",
    summary="Iedereen moet deze site kunnen gebruiken. Lees wat al goed gaat, wat nog niet, en hoe je een probleem meldt.",
    description="Toegankelijkheidsverklaring van Lus vzw: we streven naar WCAG 2.2 niveau AA. Wat werkt, wat nog niet, en hoe je een probleem meldt.",
    body=[
        text(
            "<p>We willen dat iedereen hier de weg vindt. Ook als je niet goed ziet of hoort, geen muis gebruikt, traag leest of een oude telefoon hebt. We volgen daarvoor de internationale regels WCAG 2.2, niveau AA.</p>"
            "<h2>Hoe ver staan we?</h2><p>De site voldoet <strong>gedeeltelijk</strong> aan WCAG 2.2 AA. We controleren elke pagina automatisch en testen zelf met het toetsenbord, met vergroting en met weinig kleur. "
            "Een onafhankelijk onderzoek is er nog niet geweest. Mensen die elke dag met een schermlezer werken, hebben de site ook nog niet getest. Dat willen we nog doen.</p>"
        ),
        text(
            "<h2>Wat al goed gaat</h2><ul><li>Je kan alles met het toetsenbord bedienen.</li><li>De tekst blijft leesbaar als je tot 200 % vergroot.</li><li>Letters en achtergrond verschillen genoeg, ook in de donkere weergave.</li>"
            "<li>Kleur is nooit de enige manier waarop we iets zeggen.</li><li>Films hebben ondertitels en een tekst.</li><li>Moeilijke woorden leggen we uit op de plek zelf.</li><li>Niets beweegt of speelt vanzelf.</li></ul>"
        ),
        text(
            "<h2>Wat nog niet goed is</h2><ul><li><strong>Pdf-bestanden</strong> zijn nog niet goed te lezen met een schermlezer. Vraag ons de tekst in een andere vorm.</li>"
            "<li><strong>Audiodescriptie</strong>: bij onze films staat een tekst met wat er gezegd wordt. Gesproken uitleg van wat je ziet, is er nog niet.</li>"
            "<li><strong>Vlaamse Gebarentaal</strong>: we hebben nog geen films in gebarentaal.</li></ul>"
        ),
        action("Werkt iets niet?", "Vertel wat je wou doen en waar het misliep. Je krijgt binnen vijf werkdagen een antwoord.", "Meld een probleem", url="mailto:toegankelijk@example.org"),
        text("<h2>Niet tevreden met ons antwoord?</h2><p>Dan kan je naar de Vlaamse Ombudsdienst stappen. Deze verklaring maakten we op 23 november 2026, na eigen controle. We kijken ze minstens één keer per jaar na.</p>"),
    ],
)  # fmt: skip

PAGES = [ABOUT, CONTACT, TERMS_PAGE, PRIVACY, ACCESSIBILITY]
