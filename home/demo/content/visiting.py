"""Lus comes to you, and getting to know Lus."""

from home.demo.shape import (
    DemoPage,
    In,
    action,
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
        text(
            "<p>Praten over eenzaamheid is niet simpel. Praten over wie er rond je staat ook niet. Toch lukt het, als je het samen doet en met de juiste vragen. "
            "Daarom komen we graag naar jullie toe. Kies hieronder wat bij jullie past. Je vraagt het aan op de pagina zelf.</p>"
        ),
        quote("Na het stuk bleef iedereen zitten. Mensen die elkaar al jaren groetten, praatten voor het eerst echt.", "Hanne", "coördinator van een dienstencentrum"),
        notice(
            In(-60), "Theater: agenda van dit najaar is vol", "<p>Voor dit najaar is het stuk <em>Erbij horen</em> volzet.</p>",
            use_by=In(-5), fallback="<p>Het theaterstuk is vaak snel volzet. Vraag het best drie maanden op voorhand aan.</p>",
        ),
        questions(
            "Zo gaat het",
            ("Hoe vraag ik iets aan?", "<p>Open de pagina van wat je wil en druk op <em>Vraag het aan</em>. Je vult in wie jullie zijn, wat je zoekt en wanneer het past. Je krijgt een mail met een eigen pagina. Daar zie je altijd hoe ver het staat.</p>"),
            ("Wat kost het?", "<p>Dat spreken we per keer af. Het hangt af van de duur en van de weg. Je krijgt eerst een voorstel. Pas als jij ja zegt, ligt het vast.</p>"),
            ("Past de datum niet?", "<p>Zeg het op je eigen pagina. Je noemt een andere dag, en wij maken een nieuw voorstel.</p>"),
            ("Kan ik me als persoon inschrijven?", "<p>Wat hieronder staat, is voor groepen. Voor personen zijn er open workshops. Die staan in de <a linktype=\"page\" id=\"{page:kalender}\">kalender</a>.</p>"),
            ("Wat als we moeten annuleren?", '<p>Laat het zo snel mogelijk weten. Alles staat in de <a linktype="page" id="{page:voorwaarden}">voorwaarden</a>.</p>'),
        ),
        picture("pakje"),
        pull_out(
            "Gratis folders en affiches",
            '<p>Wil je iets in je wachtzaal of aan je balie leggen? Folders, flyers en affiches zijn gratis voor wie ze uitdeelt aan bezoekers. Je bestelt ze in onze <a linktype="page" id="{page:webwinkel}">webwinkel</a>.</p>',
            "sun",
        ),
    ],
)  # fmt: skip

CANCELLING = (
    "<p>Moet je verzetten of annuleren? Laat het snel weten. Tot tien werkdagen vooraf kost het niets. Daarna vragen we de kosten die we al maakten. "
    'Alles staat in de <a linktype="page" id="{page:voorwaarden}">voorwaarden</a>.</p>'
)

SAMEN_STERK = DemoPage(
    path="lus-komt-naar-je-toe/samen-sterk",
    kind="ActivityPage",
    title="Samen sterk, jij en je netwerk",
    summary="Een workshop waarin je tekent wie er rond je staat. Je ziet wat sterk is, en wat nog sterker mag.",
    picture="workshop",
    description="Workshop van Lus bij jullie in huis: deelnemers tekenen hun netwerk, zien wat sterk is en kiezen één kleine stap.",
    fields={
        "kind": "workshop",
        "duration": "2 tot 3 uur",
        "group_size": "6 tot 15 mensen",
        "group_size_most": 15,
        "for_whom": "Iedereen: deelnemers, buren, vrijwilligers of je eigen team",
        "languages": "Nederlands",
        "price_indication": "In overleg, volgens de duur en de weg",
        "series": "samen-sterk-open",
        "you_provide": "<ul><li>Een rustige ruimte met tafels</li><li>Koffie, thee en water</li><li>Iemand van jullie die erbij blijft</li></ul>",
        "practical": "<p>Wij brengen papier, stiften en kaartjes mee. We komen een halfuur vroeger om alles klaar te leggen. Lezen of schrijven hoeft niet: tekenen is genoeg.</p>" + CANCELLING,
    },
    body=[
        text(
            '<p>Wie zit er in je <a linktype="term" id="{term:netwerk}">netwerk</a>? Bij wie mag je altijd binnenlopen? Wie zou je graag vaker zien? '
            "Op een groot blad teken je de mensen rond je. Dicht bij jou, of wat verder weg.</p>"
            "<p>Daarna kijken we samen. Wat loopt goed? Waar mag iemand bij? Je luistert naar elkaar, en je merkt dat anderen ook zoeken.</p>"
        ),
        heading("Zo verloopt het"),
        text(
            "<ul><li><b>Aankomen.</b> Een rondje met een vraag waar iedereen iets op weet.</li>"
            "<li><b>Tekenen.</b> Je maakt je eigen kaart. Je toont alleen wat je wil.</li>"
            "<li><b>Vertellen.</b> Per twee, met tijd om te luisteren.</li>"
            "<li><b>Eén kleine stap.</b> Een telefoontje, een kaartje, een koffie. Iets voor deze week.</li></ul>"
        ),
        quote("Ik dacht dat ik niemand had. Op mijn blad stonden er elf.", "Een deelnemer"),
    ],
)  # fmt: skip

AAN_DE_SLAG = DemoPage(
    path="lus-komt-naar-je-toe/aan-de-slag-met-vertrouwenspersonen",
    kind="ActivityPage",
    title="Aan de slag met vertrouwenspersonen",
    summary="Drie uur voor hulpverleners en vrijwilligers in de jeugdhulp. Zo zoek je samen met een jongere iemand die naast hem gaat staan.",
    picture="koffie",
    description="Workshop van drie uur voor teams in de jeugdhulp: waarom een vertrouwenspersoon telt, hoe je er een zoekt, en wat je organisatie kan doen.",
    fields={
        "kind": "workshop",
        "duration": "3 uur",
        "group_size": "8 tot 16 mensen",
        "group_size_most": 16,
        "for_whom": "Hulpverleners en vrijwilligers in de jeugdhulp",
        "languages": "Nederlands",
        "price_indication": "In overleg",
        "you_provide": "<ul><li>Een zaal waar je in kleine groepjes kan zitten</li><li>Een scherm of een witte muur</li><li>Een leidinggevende die mee aan tafel zit</li></ul>",
        "practical": "<p>Deze workshop geven we alleen bij jullie in huis, voor een team dat samenwerkt. Je krijgt na afloop de stappen op papier.</p>" + CANCELLING,
    },
    body=[
        text(
            '<p>Elk kind en elke jongere in de <a linktype="term" id="{term:jeugdhulp}">jeugdhulp</a> heeft recht op een '
            '<a linktype="term" id="{term:vertrouwenspersoon}">vertrouwenspersoon</a>. Ouders ook. Toch weet lang niet iedereen dat. En wie het weet, vindt niet altijd iemand.</p>'
            "<p>In deze workshop ontdek je hoe je dat gesprek begint. Wie kent de jongere al? Wie mag dichterbij komen? Hoe vraag je dat aan iemand?</p>"
        ),
        heading("Wat je meeneemt"),
        text(
            "<ul><li>Je weet wat een vertrouwenspersoon wel en niet doet.</li><li>Je oefende de stappen met een verhaal uit je eigen werk.</li>"
            "<li>Je koos samen wat jullie organisatie morgen anders doet.</li></ul>"
        ),
        pull_out("Ben je zelf vertrouwenspersoon?", '<p>Dan zijn er avonden waar je als persoon voor inschrijft. Kijk in de <a linktype="page" id="{page:kalender}">kalender</a>.</p>', "sky"),
    ],
)  # fmt: skip

EENZAAMHEID = DemoPage(
    path="lus-komt-naar-je-toe/eenzaamheid-doorbreken",
    kind="ActivityPage",
    title="Eenzaamheid doorbreken",
    summary="Een lezing over alleen zijn en je alleen voelen. Met verhalen van mensen, en met wat een buur of een stad kan doen.",
    picture="lezing",
    description="Lezing van Lus voor verenigingen, scholen en gemeenten: wat is eenzaamheid, waarom zwijgen we erover, en wat helpt echt?",
    fields={
        "kind": "lecture",
        "duration": "1,5 uur, met tijd voor vragen",
        "group_size": "20 tot 150 mensen",
        "for_whom": "Verenigingen, scholen en gemeenten",
        "languages": "Nederlands",
        "price_indication": "In overleg",
        "you_provide": "<ul><li>Een zaal waar iedereen de spreker ziet en hoort</li><li>Een scherm en een micro vanaf dertig mensen</li><li>Iets te drinken na afloop: daar beginnen de gesprekken</li></ul>",
        "practical": "<p>Wil je andere mensen uitnodigen? Zet dat in je aanvraag. Dan komt de avond ook in onze kalender.</p>" + CANCELLING,
    },
    body=[
        text(
            "<p>Je kan alleen zijn en je goed voelen. Je kan ook in een volle kamer zitten en niemand hebben. Wat is het verschil? En waarom zeggen we er zo weinig over?</p>"
            "<p>De spreker vertelt over mensen die de stap zetten. Over een man die elke dag om tien uur brood ging kopen, omdat de bakker goeiemorgen zei. Over een straat die een bank kreeg.</p>"
        ),
        heading("Waarover het gaat"),
        text(
            "<ul><li>Hoe je merkt dat iemand zich alleen voelt, ook bij jezelf</li><li>Wat je beter niet zegt, en wat wel helpt</li>"
            "<li>Wat een buur, een vereniging of een gemeente kan doen</li></ul>"
        ),
    ],
)  # fmt: skip

ERBIJ_HOREN = DemoPage(
    path="lus-komt-naar-je-toe/erbij-horen",
    kind="ActivityPage",
    title="Erbij horen",
    summary="Een theaterstuk met getuigenissen van mensen die zich alleen voelden. Daarna praat het publiek verder, in kleine groepen.",
    picture="theater",
    description="Theaterstuk van Lus: getuigenissen over er wel of niet bij horen, met een gesprek in kleine groepen na het stuk.",
    fields={
        "kind": "theatre",
        "duration": "1 uur stuk, daarna drie kwartier gesprek",
        "group_size": "30 tot 200 mensen",
        "group_size_most": 200,
        "for_whom": "Iedereen vanaf 14 jaar",
        "languages": "Nederlands",
        "price_indication": "In overleg, met de verplaatsing van de ploeg",
        "you_provide": "<ul><li>Een zaal die donker kan, met een speelvlak van vijf op vier meter</li><li>Stoelen die je kan verplaatsen</li><li>Twee stopcontacten vlak bij het podium</li><li>Een lokaal om ons om te kleden</li></ul>",
        "practical": "<p>We zijn er twee uur vooraf om op te bouwen. Het stuk is vaak snel volzet. Vraag het best drie maanden op voorhand aan.</p>" + CANCELLING,
    },
    body=[
        text(
            "<p>Vier mensen, vier stoelen, één deur. Ze vertellen hoe het was om aan de kant te staan. Op school, na een verhuis, na een ziekte. Soms is het stil. Soms wordt er luid gelachen.</p>"
            "<p>De woorden komen van echte mensen. Zij gaven hun verhaal, de spelers geven er een stem aan.</p>"
        ),
        heading("Het gesprek na het stuk"),
        text("<p>Na het slot gaan de stoelen in kringen. Een vraag ligt op elke stoel. Niemand moet spreken, iedereen mag. Iemand van Lus begeleidt het gesprek, samen met iemand van jullie.</p>"),
    ],
)  # fmt: skip

BEZOEK = DemoPage(
    path="lus-komt-naar-je-toe/op-bezoek",
    kind="ActivityPage",
    title="Lus op bezoek",
    summary="Overweeg je een lusgroep of een linkgroep, of wil je team weten wat Lus doet? We komen langs en praten, zonder presentatie.",
    picture="fiets",
    description="Iemand van Lus komt op bezoek bij je team of vereniging om te praten over lusgroepen, linkgroepen en vertrouwenspersonen.",
    fields={
        "kind": "visit",
        "duration": "Een uur",
        "group_size": "2 tot 20 mensen",
        "for_whom": "Teams, verenigingen en mensen die twijfelen over een groep",
        "languages": "Nederlands",
        "price_indication": "Gratis",
        "you_provide": "<ul><li>Een tafel en een paar stoelen</li><li>Je vragen</li></ul>",
        "practical": "<p>We komen bij jullie, we bellen online, of we spreken af op een andere plek. Een café of een park mag ook. Je zit nergens aan vast.</p>",
    },
    body=[
        text(
            "<p>Een gesprek zegt vaak meer dan een folder. Je vertelt wat je ziet bij de mensen met wie je werkt. Wij vertellen wat een "
            '<a linktype="page" id="{page:wat-doet-lus/lusgroepen}">lusgroep</a> of een <a linktype="page" id="{page:wat-doet-lus/linkgroepen}">linkgroep</a> kan zijn. Samen kijken we wat past.</p>'
            "<p>Je mag ook iemand meebrengen die zelf een groep zoekt. Die kiest dan wat er verteld wordt.</p>"
        ),
        picture("telefoon", "Liever eerst bellen? Dat mag altijd."),
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
        action("Weet je het al?", "Dan hoef je niet te wachten op een infomoment. We bellen je binnen een week.", "Word vrijwilliger", url="/meedoen/vrijwilliger/"),
        text(
            "<h2>Voor organisaties, professionals en studenten</h2>"
            "<p>Elke drie maanden vertellen we hoe Lus werkt. Je hoort ook wat we samen kunnen doen. Handig voor teams, voor gemeenten en voor wie een eindwerk schrijft.</p>"
        ),
        next_date("infomoment-organisaties", otherwise="Dit infomoment is er elke drie maanden. De volgende datum komt binnenkort.", page="kalender"),
        picture("telefoon", "Liever eerst bellen? Dat mag altijd."),
        text("<h2>We komen ook langs</h2><p>Denk je aan een lusgroep of een linkgroep, maar twijfel je nog? Dan komt iemand van Lus bij je op bezoek. Of we spreken af in een café of een park. Je zit nergens aan vast.</p>"),
        action("Zullen we langskomen?", "Laat weten hoe we je bereiken. We bellen je binnen een week en spreken iets af.", "Vraag een bezoek", url="/meedoen/bezoek/"),
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

PAGES = [TO_YOU, SAMEN_STERK, AAN_DE_SLAG, EENZAAMHEID, ERBIJ_HOREN, BEZOEK, MEET]
