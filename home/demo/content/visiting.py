"""Lus comes to you, and getting to know Lus."""

from home.demo.shape import (
    DemoPage,
    In,
    action,
    facts,
    heading,
    next_date,
    notice,
    picture,
    pull_out,
    questions,
    quote,
    related,
    text,
)

PRACTICAL = (("Waar?", "Bij jullie in huis"), ("Prijs", "In overleg, volgens de duur"))

TO_YOU = DemoPage(
    path="lus-komt-naar-je-toe",
    kind="OfferingPage",
    title="Lus komt naar je toe",
    summary="Een workshop, een lezing, een theaterstuk of een bezoek. Lus komt naar je vereniging, je school of je organisatie.",
    picture="bakfiets",
    menu=True,
    description="Boek een workshop, lezing of theaterstuk van Lus over netwerken, eenzaamheid en vertrouwenspersonen. We komen bij jullie in huis.",
    fields={"ground": "blush"},
    body=[
        action("Vraag een datum", "Vertel wie jullie zijn, wat je zoekt en wanneer het past. We bellen je om alles af te spreken.", "Vraag Lus bij jou", page="contact"),
        text(
            "<p>Praten over eenzaamheid is niet simpel. Praten over wie er rond je staat ook niet. Toch lukt het, als je het samen doet en met de juiste vragen. "
            "Daarom komen we graag naar jullie toe. Je kiest uit vier activiteiten. Ze zijn er voor deelnemers en voor je eigen medewerkers.</p>"
        ),
        heading("Workshop: Samen sterk, jij en je netwerk"),
        picture("workshop", "Met een stift en een groot blad teken je wie er rond jou staat."),
        text(
            '<p>Wie zit er in je <a linktype="term" id="{term:netwerk}">netwerk</a>? Wat betekenen die mensen voor jou? Wat loopt goed en wat mag sterker? '
            "Je tekent, vertelt en luistert. Op het einde heb je één kleine stap gekozen die je de week erna kan zetten.</p>"
        ),
        facts("", ("Voor wie?", "Iedereen, elke groep"), *PRACTICAL),
        heading("Workshop: Aan de slag met vertrouwenspersonen"),
        picture("koffie"),
        text(
            '<p>Werk je in de <a linktype="term" id="{term:jeugdhulp}">jeugdhulp</a>, of ben je er vrijwilliger? In drie uur leer je waarom een '
            '<a linktype="term" id="{term:vertrouwenspersoon}">vertrouwenspersoon</a> zoveel verschil maakt. Je oefent hoe je er samen met een jongere een zoekt. '
            "Je kijkt ook wat jouw organisatie morgen anders kan doen.</p>"
        ),
        facts("", ("Voor wie?", "Hulpverleners en vrijwilligers in de jeugdhulp"), ("Duur", "3 uur"), *PRACTICAL),
        heading("Lezing: Eenzaamheid doorbreken"),
        picture("lezing"),
        text("<p>Wat is eenzaamheid? Waarom praten we er zo weinig over? En wat kan een buur, een vereniging of een stad doen? Met verhalen van echte mensen en met tijd voor je vragen.</p>"),
        facts("", ("Voor wie?", "Verenigingen, scholen, besturen, grote en kleine groepen"), *PRACTICAL),
        heading("Theater: Erbij horen"),
        picture("theater"),
        text("<p>Op het podium hoor je getuigenissen van mensen die zich alleen voelden. Soms is het stil, soms wordt er gelachen. Na het stuk praten de toeschouwers in kleine groepen over wat hen raakte.</p>"),
        facts("", ("Voor wie?", "Iedereen vanaf 14 jaar"), ("Nodig", "Een zaal met stoelen die je kan verplaatsen"), *PRACTICAL),
        quote("Na het stuk bleef iedereen zitten. Mensen die elkaar al jaren groetten, praatten voor het eerst echt.", "Hanne", "coördinator van een dienstencentrum"),
        notice(
            In(-60), "Theater: agenda van dit najaar is vol", "<p>Voor dit najaar is het stuk <em>Erbij horen</em> volzet.</p>",
            use_by=In(-5), fallback="<p>Het theaterstuk is vaak snel volzet. Vraag het best drie maanden op voorhand aan.</p>",
        ),
        questions(
            "Voorwaarden en praktische informatie",
            ("Hoe vraag ik een activiteit aan?", '<p>Stuur ons een bericht via de <a linktype="page" id="{page:contact}">contactpagina</a>. Zet erbij: welke activiteit, hoeveel mensen, waar en welke data passen.</p>'),
            ("Wat kost het?", "<p>Dat spreken we per keer af. Het hangt af van de duur en van je organisatie. Je krijgt eerst een voorstel. Pas als jij ja zegt, ligt het vast.</p>"),
            ("Kan ik me als persoon inschrijven?", "<p>De activiteiten op deze pagina zijn voor groepen. Voor personen zijn er open workshops. Die staan in de <a linktype=\"page\" id=\"{page:kalender}\">kalender</a>.</p>"),
            ("Wat als we moeten annuleren?", '<p>Laat het zo snel mogelijk weten. Alles staat in de <a linktype="page" id="{page:voorwaarden}">voorwaarden</a>.</p>'),
        ),
        picture("pakje"),
        pull_out(
            "Gratis folders en affiches",
            '<p>Wil je iets in je wachtzaal of aan je balie leggen? Folders, flyers en affiches zijn gratis voor wie ze uitdeelt aan bezoekers. Straks bestel je ze in onze <a linktype="term" id="{term:webwinkel}">webwinkel</a>. Nu kan het nog via mail.</p>',
            "sun",
        ),
    ],
)  # fmt: skip

MEET = DemoPage(
    path="kennismaken",
    kind="OfferingPage",
    title="Kennismaken",
    summary="Wil je vrijwilliger worden of met Lus samenwerken? Kom naar een online infomoment. Je zit thuis, met een tas thee erbij.",
    picture="online",
    menu=True,
    description="Elke maand is er een online infomoment voor vrijwilligers, elke drie maanden voor organisaties en studenten. Zo leer je Lus kennen.",
    fields={"ground": "mint"},
    body=[
        text(
            "<h2>Voor wie vrijwilliger wil worden</h2>"
            '<p>Elke maand is er een online <a linktype="term" id="{term:infomoment}">infomoment</a>. Je hoort wat een <a linktype="term" id="{term:compagnon-de-route}">compagnon de route</a>, '
            'een <a linktype="term" id="{term:verbinder}">verbinder</a> en een <a linktype="term" id="{term:vertrouwenspersoon}">vertrouwenspersoon</a> doen. Je belooft nog niets. Eerst kijken, dan kiezen.</p>'
        ),
        next_date("infomoment-vrijwilligers", otherwise="Er is nu geen datum gepland. De volgende komt snel.", page="kalender"),
        text(
            "<h2>Voor organisaties, professionals en studenten</h2>"
            "<p>Elke drie maanden vertellen we hoe Lus werkt. Je hoort ook wat we samen kunnen doen. Handig voor teams, voor gemeenten en voor wie een eindwerk schrijft.</p>"
        ),
        next_date("infomoment-organisaties", otherwise="Dit infomoment is er elke drie maanden. De volgende datum komt binnenkort.", page="kalender"),
        picture("telefoon", "Liever eerst bellen? Dat mag altijd."),
        text("<h2>We komen ook langs</h2><p>Denk je aan een lusgroep of een linkgroep, maar twijfel je nog? Dan komt iemand van Lus bij je op bezoek. Of we spreken af in een café of een park. Je zit nergens aan vast.</p>"),
        ("people", {
            "heading": "Deze mensen ontmoet je",
            "people": [
                {"picture": "portret_greet", "name": "Greet Voorbeeld", "role": "Vrijwilligers", "text": "Greet begeleidt de infomomenten en kent alle vrijwilligers bij naam."},
                {"picture": "portret_youssef", "name": "Youssef Voorbeeld", "role": "Linkgroepen", "text": "Youssef belt iedereen terug die een linkgroep zoekt."},
                {"picture": "portret_fien", "name": "Fien Voorbeeld", "role": "Organisaties", "text": "Fien plant workshops, lezingen en theater."},
            ],
        }),
        questions(
            "Vragen van nieuwe vrijwilligers",
            ("Hoeveel tijd vraagt het?", "<p>Dat hangt af van wat je kiest. Een verbinder is ongeveer een halve dag per maand bezig. Een compagnon de route begint vaak met één bezoek om de twee weken.</p>"),
            ("Krijg ik vorming?", "<p>Ja. Je krijgt een start in groep en daarna een vaste persoon bij Lus. Er zijn ook avonden waar vrijwilligers ervaringen delen.</p>"),
            ("Ben ik verzekerd?", "<p>Ja, alle vrijwilligers van Lus zijn verzekerd. Je krijgt je onkosten terug zoals we dat op voorhand afspreken.</p>"),
        ),
        related("Eerst nog wat lezen?", "wat-doet-lus", "verhalen/samen-op-pad", "over-lus"),
    ],
)  # fmt: skip

PAGES = [TO_YOU, MEET]
