"""News: posts from 2025 and 2026."""

from datetime import date

from home.demo.shape import DemoPage, In, ask_for, facts, notice, picture, pull_out, quote, related, text

INDEX = DemoPage(
    path="nieuws", kind="NewsIndexPage", title="Nieuws", picture="koffie", menu=True,
    summary="Wat er gebeurt bij Lus, in de groepen en in de buurten.",
    description="Nieuws van Lus vzw: over lusgroepen, linkgroepen, vertrouwenspersonen, vrijwilligers en projecten in de buurt.",
)  # fmt: skip

LINKEROEVER, GELINKT, BURGERS = (
    "wat-doet-lus/projecten/linkeroever-zorglussen",
    "wat-doet-lus/projecten/gelinkt",
    "wat-doet-lus/projecten/burgers-aan-zet",
)


def post(slug, day, title, summary, image, categories, body, *, author="Redactie Lus", project=None) -> DemoPage:
    fields = {"published_on": day, "author_name": author, "categories": categories, "project": project}
    return DemoPage(f"nieuws/{slug}", "NewsPage", title, summary, image, body, fields=fields)


POSTS = [
    post(
        "soep-voor-de-hele-gang", date(2026, 11, 12), "Soep voor de hele gang",
        "In een flat in Antwerpen kookt elke donderdag iemand anders. De deuren staan open en de borden komen van overal.",
        "maaltijd", ["op-pad"],
        [
            text("<p>Het begon met te veel pompoenen. Hilde kreeg er vier van haar nicht en kon ze niet op. Ze hing een briefje in de lift: soep, donderdag om zes uur, breng je eigen kom mee. Er kwamen elf mensen.</p><p>Nu kookt er elke week iemand anders. Niet iedereen komt altijd. Dat hoeft ook niet. Wie ziek is, vindt een potje aan de deurklink.</p>"),
            quote("Ik wist niet dat er op mijn gang drie mensen wonen die ook graag dammen.", "Hilde", "heeft een lusgroep"),
            text('<p>Hilde heeft al twee jaar een <a linktype="term" id="{term:lusgroep}">lusgroep</a>. Haar <a linktype="term" id="{term:compagnon-de-route}">compagnon de route</a> hoefde voor de soep niets te doen. “Ik heb alleen gegeten”, lacht ze.</p>'),
        ],
    ),
    post(
        "groep-zes-is-gestart", date(2026, 10, 29), "Gelinkt: de zesde groep is gestart",
        "Zeven mensen, één verbinder en een pot verf. De zesde linkgroep van het project Gelinkt kwam voor het eerst samen.",
        "tien_huizen", ["linkgroepen"],
        [
            text('<p>De eerste keer is altijd spannend. Wat zeg je tegen mensen die je niet kent? <a linktype="term" id="{term:verbinder}">Verbinder</a> Amina had daarom verf en grote vellen klaargelegd. Iedereen schilderde de weg van thuis naar hier. Daarna was praten makkelijk.</p>'),
            facts("De groep in cijfers", ("Leden", "Zeven, van 24 tot 71 jaar"), ("Samen", "De laatste zaterdag van de maand"), ("Volgende keer", "Wandelen en warme chocomelk")),
            text('<p>Met deze groep zijn er zes van de tien gestart. In drie buurten zoeken we nog mensen. <a linktype="page" id="{page:wat-doet-lus/linkgroepen}">Woon jij in de buurt van zo’n groep?</a></p>'),
        ],
        project=GELINKT, author="Youssef Voorbeeld",
    ),
    post(
        "een-avond-over-eenzaamheid", date(2026, 10, 9), "Een avond over eenzaamheid, met volle zaal",
        "Meer dan honderd mensen kwamen luisteren naar de lezing Eenzaamheid doorbreken. De mooiste vragen kwamen na afloop, bij de soep.",
        "lezing", ["op-pad"],
        [
            text("<p>De bibliotheek had tachtig stoelen gezet. Er kwamen honderd en tien mensen. Sommigen zaten op de trap, tussen de strips.</p><p>De spreker begon met een vraag: wie heb jij vandaag al aangekeken? Het bleef lang stil. Daarna ging het over kleine dingen die helpen. Een vaste plek aan de toog van het buurthuis. Een buur die elke zondag de vuilzakken meeneemt. Iemand die doorvraagt als je zegt dat het goed gaat.</p>"),
            quote("Ik ben met mijn moeder gekomen. We hebben in de auto nog een uur gepraat.", "Een bezoeker"),
            ask_for("lus-komt-naar-je-toe/eenzaamheid-doorbreken", "Wil je deze lezing bij jou?", "We komen naar verenigingen, scholen en gemeenten.", "We geven de lezing nu even niet.", page="lus-komt-naar-je-toe"),
        ],
    ),
    post(
        "nieuwe-verbinders-leren-samen", date(2026, 9, 24), "Tien nieuwe verbinders aan tafel",
        "Wat doe je als iemand niet meer komt? En wie zet de stoelen klaar? Tien verbinders leerden van elkaar.",
        "workshop", ["linkgroepen", "vrijwilligers"],
        [
            text('<p>In september kwamen tien nieuwe <a linktype="term" id="{term:verbinder}">verbinders</a> samen. De ene begint in een stad, de andere in een dorp met één bushalte. Hun vragen waren dezelfde.</p><ul><li>Hoe verdeel je het werk?</li><li>Wat doe je als twee mensen niet overeenkomen?</li><li>Mag een groep ook eens niets doen?</li></ul><p>Het antwoord op die laatste vraag was ja. Samen op een bank zitten telt ook.</p>'),
            picture("koffie", "Tijdens de pauze werd het meeste geleerd."),
        ],
        project=GELINKT,
    ),
    post(
        "podcast-nieuwe-aflevering", date(2026, 9, 4), "Nieuwe aflevering van Goed omringd",
        "Een vader vertelt over zijn eigen vertrouwenspersoon. Want ook ouders mogen iemand meebrengen.",
        "gesprek", ["vertrouwenspersonen"],
        [
            text('<p>In de vijfde aflevering van <a linktype="page" id="{page:podcast/goed-omringd}">Goed omringd</a> zit voor het eerst een ouder aan de microfoon. Dirk vertelt over de dag dat hij naar een <a linktype="term" id="{term:clientoverleg}">cliëntoverleg</a> moest. Hij vroeg zijn oude baas om mee te gaan. Dat bleek de beste keuze van dat jaar.</p><p>Luister je liever niet? Bij elke aflevering kan je het hele gesprek lezen.</p>'),
            related("Luister", "podcast/goed-omringd/ook-ouders"),
        ],
        author="Fien Voorbeeld",
    ),
    post(
        "warm-aan-de-waterkant", date(2026, 8, 20), "Warm aan de waterkant",
        "Drie jaar na het project zien buren op Linkeroever elkaar nog altijd. Wij gingen mee op de bank zitten.",
        "scheldekaai", ["linkeroeverlussen"],
        [
            text("<p>Het is halfvier en de zon staat op de bank aan de Schelde. Roza is er al. Ze heeft een kussen bij, want de bank is hard. Even later komt Staf met de hond. Niemand heeft iets afgesproken. Toch zijn ze er bijna elke dag.</p>"),
            quote("Vroeger keek ik naar de boten. Nu kijk ik of Staf al komt.", "Roza", "bewoner van Linkeroever"),
            text("<p>Ze leerden elkaar kennen in 2022, toen vrijwilligers van Lus van deur tot deur gingen. Ze wonen in dezelfde toren, zeven verdiepingen van elkaar. In dertig jaar hadden ze nooit een woord gewisseld.</p>"),
        ],
        project=LINKEROEVER, author="Greet Voorbeeld",
    ),
    post(
        "zomer-in-de-volkstuin", date(2026, 7, 16), "Zomer in de volkstuin",
        "Een linkgroep kreeg een stukje grond en twintig tomatenplanten. Niemand wist hoe het moest. Dat was net goed.",
        "moestuin", ["linkgroepen"],
        [
            text("<p>De stad had een leeg perceel over. De groep zei meteen ja. Pas daarna vroeg iemand: wie kan er eigenlijk tuinieren? Niemand stak zijn hand op.</p><p>Ze vroegen raad aan de buurman van het perceel ernaast. Die kwam eens kijken, en bleef. Nu is hij het achtste lid van de groep.</p>"),
            picture("park", "Na het gieten is er tijd voor een spelletje petanque."),
        ],
        project=GELINKT,
    ),
    post(
        "lus-schrijft-over-wachten", date(2026, 6, 11), "Lus schrijft: over wachten",
        "Wie wacht, telt mee. Een stukje over mensen die op een groep wachten, en wat ze intussen al voor elkaar doen.",
        "telefoon", ["lus-schrijft"],
        [
            text("<p>Er is veel vraag naar linkgroepen. Dat is goed nieuws, en ook een beetje niet. Want wie zich aanmeldt, moet in sommige buurten wachten.</p><p>We vinden wachten niet gewoon. Daarom bellen we elke drie maanden terug. Niet om te zeggen dat het nog duurt, maar om te horen hoe het gaat. Vaak vertellen mensen dan wat ze intussen geprobeerd hebben. Eén vrouw ging alvast zelf naar het park, elke woensdag, met een bordje: hier mag je bij komen zitten.</p>"),
            pull_out("", "<p>Er kwam iemand zitten. Bij de derde keer.</p>", "mint"),
        ],
        author="Youssef Voorbeeld",
    ),
    post(
        "eerste-keer-petanque", date(2026, 5, 21), "De eerste keer petanque",
        "Jos wilde eigenlijk niet gaan. Nu heeft hij zijn eigen ballen. Een verslag van een eerste zondag in het park.",
        "park", ["linkgroepen"],
        [
            text("<p>“Ik stond al aan de tramhalte en ik dacht: ik ga terug naar huis.” Jos deed het niet. In het park stonden zes mensen die hij nooit had gezien. Iemand gaf hem een bal. Hij gooide naast. Iedereen gooide naast.</p><p>Na een uur wisten ze van elkaar wie graag kookt, wie een hond heeft en wie slecht slaapt. Na twee uur maakten ze een groepje op de gsm. Na drie uur was het donker.</p>"),
            related("Lees ook", "wat-doet-lus/linkgroepen", "verhalen/zondag-is-niet-lang-meer"),
        ],
    ),
    post(
        "theater-op-school", date(2026, 4, 2), "Erbij horen speelt op school",
        "Tweehonderd leerlingen zagen het stuk Erbij horen. In de kring erna werd het heel stil, en dan heel druk.",
        "theater", ["op-pad"],
        [
            text("<p>De directeur was een beetje bang. Tweehonderd jongeren van vijftien, anderhalf uur in een turnzaal. Maar toen de eerste getuigenis begon, lagen de gsm’s stil.</p><p>Na het stuk zaten de leerlingen in kringen van tien. De vraag was simpel: wanneer hoorde jij er eens niet bij? Iedereen had een antwoord. Ook de leerkrachten.</p>"),
            ask_for("lus-komt-naar-je-toe/erbij-horen", "Het stuk bij jullie?", "We spelen in scholen, dienstencentra en theaters.", "We spelen het stuk nu even niet.", page="lus-komt-naar-je-toe"),
        ],
        author="Fien Voorbeeld",
    ),
    post(
        "vijf-lessen", date(2026, 3, 5), "Vijf lessen van vijf organisaties",
        "BurgersAanZet bundelde wat werkt als je mensen zelf aan het stuur laat. Je kan het nu gratis downloaden.",
        "touw", ["lus-schrijft"],
        [
            text("<p>Wat hebben een buddy, een moeder met een kind met extra zorg en een kring rond iemand gemeen? Meer dan je denkt. Vijf organisaties legden hun ervaring naast elkaar. Ze vonden vijf lessen die altijd terugkomen.</p>"),
            ("downloads", {"heading": "Download", "downloads": [{"title": "Vijf lessen uit BurgersAanZet", "document": "vijf_lessen", "note": ""}]}),
            related("Meer over dit project", BURGERS),
        ],
        project=BURGERS,
    ),
    post(
        "het-buurtboek-reist-verder", date(2026, 2, 12), "Het buurtboek reist verder",
        "Een schrift gaat van deur tot deur op Linkeroever. Elke bewoner schrijft iets en geeft het door. Het is nu bij nummer achtendertig.",
        "buurtboek", ["linkeroeverlussen", "lus-schrijft"],
        [
            text("<p>Op de eerste bladzijde staat een recept voor appeltaart. Op de tweede een gedicht. Op de zevende staat alleen een naam en het nummer van een flat. Daaronder: ik ben meestal thuis.</p><p>Het buurtboek begon tijdens Linkeroever Zorglussen. Niemand beheert het. Wie het krijgt, mag het een week houden. Daarna belt die aan bij een buur die hij nog niet kent.</p>"),
            quote("Ik had niets te vertellen, dacht ik. Uiteindelijk schreef ik vier bladzijden.", "Roza", "bewoner van Linkeroever"),
        ],
        project=LINKEROEVER, author="Greet Voorbeeld",
    ),
    post(
        "nieuwjaar-zonder-moeten", date(2026, 1, 8), "Nieuwjaar zonder moeten",
        "Geen lijstje met goede voornemens dit jaar. Wel één vraag: wie zie je graag wat vaker?",
        "kring", ["lus-schrijft"],
        [
            text("<p>In januari willen we allemaal meer sporten en minder snoepen. Bij Lus doen we iets anders. We nemen een blad en schrijven één naam op. Iemand die we te weinig zien.</p><p>Dan komt het moeilijkste: die persoon bellen, of een kaartje sturen. Je hoeft geen reden te hebben. “Ik dacht aan je” is genoeg.</p>"),
            notice(date(2026, 1, 8), "Nieuwjaarsdrink voor vrijwilligers", "<p>Alle vrijwilligers zijn op 24 januari welkom voor soep en taart.</p>", use_by=In(-200), fallback=""),
        ],
    ),
    post(
        "lichtjes-in-de-inkomhal", date(2025, 12, 11), "Lichtjes in de inkomhal",
        "Een kapotte lamp bracht bewoners van een toren samen. Nu hangt de hele hal vol.",
        "straat", ["linkeroeverlussen"],
        [
            text("<p>De lamp in de inkomhal was al weken stuk. Er hing een papier met zeven klachten. Iemand schreef er met stift onder: wie heeft er nog kerstlampjes? De volgende dag lag er een doos. De dag erna drie.</p><p>Bij het ophangen stonden negen mensen op een rij. De meesten zagen elkaar voor het eerst zonder jas.</p>"),
        ],
        project=LINKEROEVER,
    ),
    post(
        "compagnons-op-stap", date(2025, 11, 6), "Compagnons op stap",
        "Eén keer per jaar gaan alle compagnons de route zelf op weg. Dit jaar stapten ze veertien kilometer door de modder.",
        "wandeling", ["vrijwilligers", "op-pad"],
        [
            text('<p>Een <a linktype="term" id="{term:compagnon-de-route}">compagnon de route</a> loopt altijd mee met iemand anders. Deze keer liepen ze met elkaar. Om de kilometer wisselde iedereen van partner. Zo heeft iedereen met iedereen gepraat, behalve met de hond. Die liep voorop.</p>'),
            picture("fiets", "Wie niet goed kan stappen, kwam met de fiets naar de soep."),
        ],
    ),
    post(
        "recht-op-een-vertrouwenspersoon", date(2025, 9, 18), "Je mag iemand meebrengen. Altijd.",
        "Veel jongeren weten niet dat ze recht hebben op een vertrouwenspersoon. Daarom maakten we een affiche die dat gewoon zegt.",
        "bankje", ["vertrouwenspersonen"],
        [
            text('<p>We vroegen dertig jongeren in de <a linktype="term" id="{term:jeugdhulp}">jeugdhulp</a> of ze iemand mochten meebrengen naar een vergadering. Negentien dachten van niet. Dat klopt niet. Het is een recht.</p><p>Daarom is er nu een affiche. Zes woorden in grote letters: jij kiest wie naast je zit.</p>'),
            ("downloads", {"heading": "Hang hem op", "downloads": [{"title": "Affiche: Jij kiest wie naast je zit", "document": "affiche", "note": "Om te printen op A4"}]}),
        ],
    ),
    post(
        "gelinkt-gaat-van-start", date(2025, 3, 20), "Gelinkt gaat van start",
        "Tien linkgroepen in enkele jaren: dat is het plan. De eerste verbinder kennen we al.",
        "tien_huizen", ["linkgroepen"],
        [
            text('<p>Het is zover. Met het project <a linktype="page" id="{page:wat-doet-lus/projecten/gelinkt}">Gelinkt</a> krijgen we steun om tien linkgroepen op te starten. We beginnen klein, met één groep en veel vragen. Amina is de eerste <a linktype="term" id="{term:verbinder}">verbinder</a>. “Ik ben zelf ooit nieuw geweest in deze stad”, zegt ze. “Ik weet hoe een lege zondag voelt.”</p>'),
        ],
        project=GELINKT,
    ),
    post(
        "een-dag-in-januari", date(2025, 1, 23), "Meelopen met Lus: een dag in januari",
        "Studente Fien liep een dag mee. Ze zag een keukentafel, een vergadering en een tram vol mensen.",
        "fiets", ["lus-schrijft", "vrijwilligers"],
        [
            text("<p>Om negen uur drink ik koffie bij een man die net zijn eerste kring plant. Om elf uur zit ik bij een overleg waar een meisje van twaalf zelf het woord neemt. Om vier uur zie ik vijf mensen die samen een kast in elkaar zetten. De kast staat scheef. Niemand vindt dat erg.</p><p>Op de tram naar huis kijk ik anders naar de mensen. Ik vraag me af wie er op hen wacht.</p>"),
        ],
        author="Fien Voorbeeld",
    ),
]  # fmt: skip

PAGES = [INDEX, *POSTS]
