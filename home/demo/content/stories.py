"""Stories and films of people. The people are invented."""

from datetime import date

from home.demo.shape import DemoPage, action, picture, pull_out, quote, related, text

INDEX = DemoPage(
    path="verhalen", kind="StoryIndexPage", title="Verhalen", picture="wandeling", menu=True,
    summary="Mensen vertellen hoe het was om niet meer alleen te zijn. Om te lezen en om te bekijken.",
    description="Lees en bekijk verhalen van mensen met een lusgroep, een linkgroep of een vertrouwenspersoon.",
)  # fmt: skip


def story(slug, day, person, title, summary, image, body) -> DemoPage:
    fields = {"kind": "story", "person_name": person, "published_on": day}
    return DemoPage(f"verhalen/{slug}", "StoryPage", title, summary, image, body, fields=fields)


STORIES = [
    story(
        "een-stoel-erbij", date(2026, 10, 15), "Hilde", "Een stoel erbij",
        "Na de dood van haar man at Hilde twee jaar alleen. Nu zet ze elke eerste vrijdag zes stoelen rond haar tafel.", "kring",
        [
            ("people", {"heading": "", "people": [{"picture": "portret_hilde", "name": "Hilde", "role": "71 jaar, heeft een lusgroep", "text": ""}]}),
            text("<p>“Het was de stilte onder het eten. De rest ging wel. Ik ging winkelen, ik ging naar de kapper. Maar om zes uur zat ik daar met mijn bord. Ik zette de radio aan, voor de stemmen.”</p><p>Hilde is 71. Haar man stierf in de winter. De eerste weken kwam er veel volk. Daarna werd het minder, en dan niets meer. Niemand deed iets fout, zegt ze. Iedereen heeft zijn eigen leven.</p>"),
            text("<h2>De lijst</h2><p>Bij de dokter zag ze een folder van Lus. Een week later zat Greet aan haar tafel, haar <a linktype=\"term\" id=\"{term:compagnon-de-route}\">compagnon de route</a>. “Ze vroeg wie er belangrijk was in mijn leven. Ik zei: niemand. Ze vroeg het nog eens, anders. Wie deed je ooit lachen? Toen kwamen de namen.”</p>"),
            quote("Ik dacht dat ik niemand had. Toen we samen een lijst maakten, stonden er zeven namen op.", "Hilde"),
            text("<h2>De eerste vrijdag</h2><p>Er kwamen vijf mensen. Een collega van vroeger die ze twintig jaar niet had gezien. Haar nicht. De vrouw van het gelijkvloers. “Ik had veel te veel gekookt. Ze namen allemaal een potje mee naar huis. Dan wist ik: ze komen terug, want ze moeten mijn potjes terugbrengen.”</p>"),
            related("Andere verhalen", "verhalen/de-eerste-avond", "nieuws/soep-voor-de-hele-gang"),
        ],
    ),
    story(
        "frietjes-op-dinsdag", date(2026, 8, 27), "Milan", "Frietjes op dinsdag",
        "Milan woont in een voorziening. Elke dinsdag komt Ria langs. Ze praten over alles, behalve over dossiers.", "bankje",
        [
            ("people", {"heading": "", "people": [
                {"picture": "portret_milan", "name": "Milan", "role": "16 jaar", "text": ""},
                {"picture": "portret_ria", "name": "Ria", "role": "zijn vertrouwenspersoon", "text": ""},
            ]}),
            text('<p>“Bij de frituur weten ze het al: één grote met stoofvleessaus, één kleine met mayonaise. De kleine is voor Ria. Ze pikt altijd van mijn saus.”</p><p>Milan is zestien en krijgt al lang <a linktype="term" id="{term:jeugdhulp}">jeugdhulp</a>. Hij heeft elf begeleiders gehad. Hij kan ze nog opnoemen, in volgorde. “Ze waren meestal wel tof. Maar ze gaan weg. Dat is hun werk.”</p>'),
            text('<h2>Iemand die blijft</h2><p>Ria was de moeder van een jongen uit zijn klas. Hij mocht er vaak blijven eten. Toen een begeleider vroeg wie zijn <a linktype="term" id="{term:vertrouwenspersoon}">vertrouwenspersoon</a> kon zijn, dacht hij meteen aan haar. Het duurde een maand voor hij het durfde te vragen.</p>'),
            quote("Ze zei niet dat ze moest nadenken. Ze zei: dinsdag dan, na mijn werk.", "Milan (16)"),
            text("<p>Ria gaat mee naar elke vergadering. Ze zegt er bijna niets. “Maar als ik vastzit, kijkt ze naar mij. Dan weet ik weer wat ik wilde zeggen.”</p>"),
            action("Wil jij ook iemand naast je?", "Je mag zelf kiezen wie. Lus helpt zoeken als je niemand vindt.", "Lees hoe dat gaat", page="wat-doet-lus/vertrouwenspersonen"),
        ],
    ),
    story(
        "zondag-is-niet-lang-meer", date(2026, 6, 25), "Jos", "Zondag duurt niet lang meer",
        "Jos verhuisde naar de stad om dicht bij zijn dochter te wonen. Zij verhuisde een jaar later naar het buitenland.", "straat",
        [
            text("<p>“In het dorp kende ik iedereen. Hier kende ik de bakker. En eerlijk gezegd vooral zijn brood.” Jos lacht, maar het was een zware tijd. Zijn dochter kreeg werk ver weg. Hij bleef achter in een flat met zicht op een parking.</p><p>Een vereniging zoeken lukte niet goed. Bij de biljartclub kende iedereen elkaar al. Bij de wandelclub stapten ze te snel. “Ik wilde geen kampioen worden. Ik wilde volk zien.”</p>"),
            picture("park", "De groep van Jos speelt elke tweede zondag petanque."),
            text('<h2>Zes mensen met een bal</h2><p>Via de sociale dienst hoorde hij van een <a linktype="term" id="{term:linkgroep}">linkgroep</a>. Hij meldde zich aan, kreeg telefoon, en dan was het wachten. Vier maanden. “Ik was het al bijna vergeten. En dan stond ik daar in dat park.”</p><p>Nu belt hij elke zondagavond met zijn dochter. Zij vraagt wat hij gedaan heeft. Hij heeft altijd iets te vertellen.</p>'),
        ],
    ),
    story(
        "de-telefoon-van-mijn-broer", date(2026, 3, 19), "Youssef", "De telefoon van mijn broer",
        "Youssef en zijn broer spraken elkaar acht jaar niet. Eén telefoontje bracht meer in beweging dan hij dacht.", "telefoon",
        [
            text("<p>Waarover de ruzie ging? Youssef moet even nadenken. “Over een auto. Allez, het begon met een auto.” Daarna kwamen de jaren. Eerst was hij kwaad. Dan beschaamd. Dan leek het te laat.</p><p>Toen hij zijn werk verloor, werd zijn wereld klein. Een maatschappelijk werker vertelde over lusgroepen. Op zijn lijst stond één naam die hij telkens doorstreepte en weer opschreef.</p>"),
            quote("Na twee keer bellen nam hij op. Hij zei: waar bleef je zo lang?", "Youssef"),
            text("<p>Zijn broer kwam naar de eerste bijeenkomst. Hij bracht hun moeder mee, en veel te veel gebak. Over de auto is niet meer gesproken.</p>"),
            pull_out("Iemand van vroeger zoeken?", '<p>Een <a linktype="term" id="{term:compagnon-de-route}">compagnon de route</a> denkt mee over wat je kan zeggen en blijft bij je als je belt.</p>'),
        ],
    ),
    story(
        "de-sleutel-bij-de-buren", date(2025, 11, 20), "Grace", "De sleutel bij de buren",
        "Grace kwam alleen met haar dochtertje in een dorp wonen. Wie haalt je kind op als jij in de file staat?", "buurtboek",
        [
            ("people", {"heading": "", "people": [{"picture": "portret_grace", "name": "Grace", "role": "34 jaar, moeder van een dochter", "text": ""}]}),
            text("<p>“Mijn grootste angst was de file. Echt waar. Ik werkte in de stad en de school sloot om zes uur. Ik kende niemand die ik kon bellen.”</p><p>Grace stond op een avond om tien over zes aan de schoolpoort. Haar dochter zat op de stoep naast de juf. Ze heeft de hele weg naar huis gehuild.</p>"),
            text("<h2>Wie woont hier nog?</h2><p>Met haar compagnon maakte ze een kaart van haar straat. Bij elk huis schreef ze wat ze wist. Bij de meeste huizen stond niets. Ze belde aan met een schaal kroketten. Bij nummer twaalf bleef ze een uur zitten.</p><p>Nu hangt haar sleutel bij nummer twaalf. En de sleutel van nummer twaalf hangt bij haar.</p>"),
            quote("Ik had hulp gevraagd voor noodgevallen. Ik kreeg er een oma bij.", "Grace"),
        ],
    ),
    story(
        "zaterdag-tien-uur", date(2025, 6, 5), "Amina", "Zaterdag, tien uur, aan de fontein",
        "Amina is verbinder. Ze vertelt hoe je een groep start met niets anders dan een fontein en een uur.", "moestuin",
        [
            text('<p>“De eerste keer was ik er om kwart voor tien. Ik had een bordje gemaakt en ik schaamde me dood. Om tien uur stond er niemand. Om vijf na tien nog niet. Dan zag ik aan de overkant een vrouw die ook om zich heen keek.”</p><p>Een <a linktype="term" id="{term:verbinder}">verbinder</a> is geen leider, zegt Amina. Ze is lid van de groep, zoals iedereen. Ze stuurt alleen de berichtjes. En ze onthoudt wie er niet was, om even te bellen.</p>'),
            text("<h2>Wat ze leerde</h2><ul><li>Vraag eerst wat mensen graag eten. Dan komt de rest vanzelf.</li><li>Laat iedereen eens de plek kiezen.</li><li>Zeg nooit: dat kost maar tien euro.</li><li>Als het stil is, is het ook goed.</li></ul>"),
            action("Iets voor jou?", "Er zijn buurten waar mensen op een verbinder wachten.", "Word verbinder", url="/meedoen/vrijwilliger/?als=verbinder"),
        ],
    ),
]  # fmt: skip

FILM_WORDS: dict[str, list[str]] = {
    "zetel": [
        "Ik ben Roza. Dit is mijn zetel.",
        "Op de eerste avond zat ik hier te wachten.",
        "Ik dacht: er komt niemand. Ik had toch maar taart gebakken.",
        "Om acht uur ging de bel. En nog eens. En nog eens.",
        "Nu staan er altijd stoelen klaar.",
    ],
    "pad": [
        "Grace en Tom stappen elke week een uur.",
        "In het begin wisten ze niet wat ze moesten zeggen.",
        "Daarom keken ze naar de bomen.",
        "Naast elkaar stappen is makkelijker dan tegenover elkaar zitten.",
        "Nu praten ze zoveel dat ze de bomen niet meer zien.",
    ],
    "podium": [
        "Op dit plein groette niemand elkaar.",
        "Tot een linkgroep een liedje oefende op de bank.",
        "Eerst gingen er ramen open.",
        "Dan kwamen er mensen naar beneden.",
        "Nu zingt het plein elke eerste zaterdag.",
    ],
}


def film(slug, day, person, title, summary, key, body) -> DemoPage:
    words = " ".join(FILM_WORDS[key])
    block = {
        "title": title, "poster": f"film_{key}", "video": f"film_{key}", "captions": f"ondertitels_{key}", "embed_url": "",
        "duration": "20 seconden", "transcript": f"<p>{words}</p><p>(De film heeft geen geluid. De woorden staan in de ondertitels.)</p>",
    }  # fmt: skip
    fields = {"kind": "film", "person_name": person, "published_on": day}
    return DemoPage(
        f"verhalen/{slug}", "StoryPage", title, summary, f"film_{key}", [("film", block), *body], fields=fields
    )


FILMS = [
    film(
        "de-eerste-avond", date(2026, 9, 17), "Roza", "De eerste avond",
        "Roza zat klaar met taart. Zou er iemand komen? Een kort filmpje over de eerste avond van een lusgroep.", "zetel",
        [
            text('<p>De eerste keer is voor veel mensen de moeilijkste. Wat als er niemand komt? Roza vertelt hoe ze zat te wachten, en wat er dan gebeurde. Haar <a linktype="term" id="{term:lusgroep}">lusgroep</a> bestaat nu drie jaar.</p>'),
            related("Wil jij dit ook?", "wat-doet-lus/lusgroepen"),
        ],
    ),
    film(
        "samen-op-pad", date(2026, 4, 23), "Grace en Tom", "Samen op pad",
        "Grace en haar compagnon Tom stappen elke week een uur. Soms praten ze, soms niet.", "pad",
        [
            text('<p>Een <a linktype="term" id="{term:compagnon-de-route}">compagnon de route</a> hoeft geen oplossingen te hebben. Meelopen is genoeg. In dit filmpje zie je hoe dat eruitziet.</p>'),
        ],
    ),
    film(
        "een-plein-dat-zingt", date(2025, 10, 2), "de groep van het plein", "Een plein dat zingt",
        "Een linkgroep oefende een liedje op een bank. Toen gingen de ramen open.", "podium",
        [
            text('<p>Deze <a linktype="term" id="{term:linkgroep}">linkgroep</a> telt acht leden. Het koor dat eruit groeide, telt er dertig. Je hoeft niet te kunnen zingen, zeggen ze. Dat hoor je ook.</p>'),
        ],
    ),
]  # fmt: skip

PAGES = [INDEX, *STORIES, *FILMS]
