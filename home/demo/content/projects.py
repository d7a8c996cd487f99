"""Projects: the overview, and three projects below it."""

from datetime import date

from home.demo.shape import DemoPage, action, facts, heading, picture, pull_out, quote, related, text

OVERVIEW = DemoPage(
    path="wat-doet-lus/projecten",
    kind="OfferingPage",
    title="Projecten",
    summary="Samen met partners probeert Lus nieuwe dingen uit, in buurten en met groepen. Lees wat we doen en volg het nieuws.",
    picture="straat",
    menu=True,
    description="Lus werkt met partners aan zorgzame buurten, burgerinitiatieven en nieuwe linkgroepen. Bekijk de projecten en volg hun nieuws.",
    fields={"ground": "sun"},
    body=[
        text(
            "<p>Soms heeft een idee meer handen nodig. Dan zoekt Lus partners en beginnen we een project. Elk project heeft een begin en meestal ook een einde. "
            "Wat we leren, houden we vast. Dat gebruiken we later in onze groepen.</p>"
        ),
        text(
            "<h2>Zorgzame buurten</h2>"
            '<p>Sinds de lente van 2022 steunt de Vlaamse overheid meer dan honderd buurten die een <a linktype="term" id="{term:zorgzame-buurt}">zorgzame buurt</a> willen zijn. '
            "Lus werkt mee in twee van die buurten. We brengen er bewoners samen die elkaar nog niet kennen, of die elkaar uit het oog verloren.</p>"
        ),
        picture("scheldekaai", "Op Linkeroever wonen veel mensen hoog. Een bank beneden kan dan een wereld verschil maken."),
        pull_out("Heb je een idee voor je eigen buurt?", '<p>Vertel het ons. Misschien kunnen we je verbinden met anderen die hetzelfde willen. <a linktype="page" id="{page:contact}">Neem contact op</a>.</p>', "sun"),
    ],
)  # fmt: skip

LINKEROEVER = DemoPage(
    path="wat-doet-lus/projecten/linkeroever-zorglussen",
    kind="ProjectPage",
    title="Linkeroever Zorglussen",
    summary="Lussen van mensen rond 65-plussers die thuis wonen op Linkeroever in Antwerpen. Het project liep in 2022 en 2023.",
    picture="scheldekaai",
    description="Linkeroever Zorglussen bracht mensen samen rond thuiswonende 65-plussers op Linkeroever in Antwerpen. Lees wat het project naliet.",
    fields={"starts_on": date(2022, 3, 1), "ends_on": date(2023, 12, 31)},
    body=[
        facts(
            "Het project in het kort",
            ("Voor wie?", "Mensen vanaf 65 jaar die thuis wonen"), ("Waar?", "Antwerpen Linkeroever"), ("Wanneer?", "2022 en 2023"),
        ),
        text(
            "<h2>Hoog wonen, en toch dichtbij</h2>"
            "<p>Op Linkeroever staan hoge flats met uitzicht op de Schelde. Er wonen veel mensen van 65 en ouder. Ze wonen er graag en willen er blijven. "
            "Maar hoe hoger je woont, hoe moeilijker je soms iemand tegenkomt.</p>"
            "<p>Daarom gingen we van deur tot deur. We vroegen: wie ken je hier? Wie mis je? Wat zou je graag nog eens doen? "
            'Rond sommige mensen groeide een <a linktype="term" id="{term:lusgroep}">lusgroep</a>. Anderen vonden elkaar bij de koffie in de inkomhal.</p>'
        ),
        quote("Ik woon al dertig jaar op de twaalfde verdieping. Nu weet ik eindelijk hoe de mensen van de elfde heten.", "Roza", "bewoner van Linkeroever"),
        text("<h2>Wat blijft er?</h2><p>Het project is gedaan, maar de mensen zijn er nog. Enkele groepen komen nog altijd samen. En het buurtboek gaat nog rond, van bewoner naar bewoner.</p>"),
    ],
)  # fmt: skip

BURGERS = DemoPage(
    path="wat-doet-lus/projecten/burgers-aan-zet",
    kind="ProjectPage",
    title="BurgersAanZet",
    summary="Vijf organisaties die geloven in wat burgers zelf kunnen. Samen steunen we initiatieven van mensen voor mensen.",
    picture="touw",
    description="In BurgersAanZet werken ArmenTeKort, EigenKrachtCentrale, Homestart, Magenta en Lus sinds 2019 samen rond burgerinitiatieven.",
    fields={"starts_on": date(2019, 1, 1)},
    body=[
        text(
            "<h2>Mensen weten vaak zelf wat werkt</h2>"
            "<p>Hulp van een dienst is soms nodig. Maar veel kracht zit bij mensen zelf. Bij een buurvrouw die belt. Bij ouders die elkaar steunen. Bij iemand die hetzelfde heeft meegemaakt.</p>"
            "<p>Sinds 2019 trekken vijf organisaties samen aan dat touw. Elk op zijn manier, met hetzelfde idee: mensen houden zelf de richting van hun leven in handen.</p>"
        ),
        text(
            "<h2>Waar we rond werken</h2>"
            '<ul><li><a linktype="term" id="{term:peergroep}">Peergroepen</a>: mensen die elkaar begrijpen zonder veel uitleg</li>'
            '<li><a linktype="term" id="{term:buddy}">Buddy’s</a>: twee mensen die een tijd samen oplopen</li>'
            '<li>Het eigen <a linktype="term" id="{term:netwerk}">netwerk</a>: familie, vrienden en buren rond iemand</li>'
            "<li>Vrijwilligers die hun tijd en hart geven</li>"
            '<li><a linktype="term" id="{term:zorgzame-buurt}">Zorgzame buurten</a></li></ul>'
        ),
        ("partners", {
            "heading": "De partners",
            "partners": [
                {"name": "ArmenTeKort", "logo": "logo_armentekort", "url": "https://example.org/armentekort", "text": "Buddy’s die samen optrekken, ook als het geld op is."},
                {"name": "EigenKrachtCentrale", "logo": "logo_eigenkracht", "url": "https://example.org/eigenkracht", "text": "Mensen maken met hun eigen kring een plan."},
                {"name": "Homestart", "logo": "logo_homestart", "url": "https://example.org/homestart", "text": "Vrijwilligers die jonge gezinnen thuis steunen."},
                {"name": "Magenta", "logo": "logo_magenta", "url": "https://example.org/magenta", "text": "Ouders van een kind met extra zorg vinden elkaar."},
                {"name": "Lus", "logo": "logo_lus", "url": "", "text": "Kringen van mensen rond wie dat nodig heeft."},
            ],
        }),
        pull_out("Voor wie is dit?", "<p>Voor burgers met een idee. Voor verenigingen en organisaties. En voor steden en gemeenten die initiatieven van mensen willen steunen, zonder ze over te nemen.</p>", "sun"),
        ("downloads", {
            "heading": "Meer lezen",
            "downloads": [{"title": "Vijf lessen uit BurgersAanZet", "document": "vijf_lessen", "note": "Kort en duidelijk, voor wie met vrijwilligers of burgers werkt"}],
        }),
    ],
)  # fmt: skip

GELINKT = DemoPage(
    path="wat-doet-lus/projecten/gelinkt",
    kind="ProjectPage",
    title="Gelinkt",
    summary="Tien nieuwe linkgroepen in enkele jaren tijd, en vrijwilligers die samen leren hoe je een groep warm houdt.",
    picture="tien_huizen",
    description="Met het project Gelinkt start Lus tien nieuwe linkgroepen. Vrijwilligers volgen samen een leertraject. Volg hier het nieuws.",
    fields={"starts_on": date(2025, 1, 1), "ends_on": date(2027, 12, 31)},
    body=[
        facts(
            "Waar staan we?", ("Doel", "Tien linkgroepen"), ("Gestart", "Zes groepen"), ("Zoekt nog mensen", "Drie groepen"), ("Moet nog beginnen", "Eén groep"),
        ),
        text(
            "<h2>Tien groepen, één leerweg</h2>"
            '<p>Een <a linktype="term" id="{term:linkgroep}">linkgroep</a> starten is niet moeilijk. Een linkgroep laten duren is een kunst. Daarom leren de '
            '<a linktype="term" id="{term:verbinder}">verbinders</a> in dit project van elkaar. Wat doe je als iemand niet meer komt? Hoe zeg je dat iets te duur is? Wie belt er bij ziekte?</p>'
            "<p>Met subsidie starten we tien groepen, verspreid over Vlaanderen. Er is plaats voor groepen in een stad en in een dorp.</p>"
        ),
        heading("Samen leren"),
        text("<p>De verbinders komen samen om van elkaar te leren. Ze eten, vertellen en oefenen. Wie nieuw is, gaat eerst eens kijken bij een groep die al loopt.</p>"),
        quote("Ik dacht dat ik alles moest regelen. Nu vraag ik het aan de groep. Dat werkt veel beter.", "Amina", "verbinder"),
        action("Wil je een groep in je buurt mee starten?", "Kom naar een infomoment of bel ons. We vertellen eerlijk hoeveel tijd het vraagt.", "Kom kennismaken", page="kennismaken"),
        related("Lees ook", "wat-doet-lus/linkgroepen", "verhalen/een-plein-dat-zingt"),
    ],
)  # fmt: skip

PAGES = [OVERVIEW, LINKEROEVER, BURGERS, GELINKT]
