"""What Lus does: the overview, and the three offerings for people themselves."""

from home.demo.shape import (
    DemoPage,
    In,
    action,
    facts,
    heading,
    in_region,
    notice,
    picture,
    pull_out,
    questions,
    quote,
    related,
    text,
)

OVERVIEW = DemoPage(
    path="wat-doet-lus",
    kind="OfferingPage",
    title="Wat doet Lus?",
    summary="Lus weeft mensen aan elkaar. Kies wat bij jou past: een kring rond jou, een groep in je buurt of iemand die naast je staat.",
    picture="touw",
    menu=True,
    description="Lusgroepen, linkgroepen, vertrouwenspersonen en projecten: dit doet Lus vzw om mensen bij elkaar te brengen. Kies wat bij jou past.",
    fields={"ground": "paper"},
    body=[
        text(
            "<p>Iedereen kent wel een moment waarop het stil wordt. Je verhuist, je wordt ziek, iemand valt weg. Of je had nooit veel mensen rond je. "
            "Dan is het goed om niet alleen te zijn.</p>"
            "<p>Lus lost je problemen niet voor je op. We helpen je om mensen te vinden en bij elkaar te brengen. Jij beslist wie, waar en wanneer. "
            "Onze vrijwilligers gaan een eind met je mee.</p>"
        ),
        ("film", {
            "title": "Lus in twintig seconden",
            "poster": "kring", "video": "film_sfeer", "captions": "ondertitels_sfeer", "embed_url": "", "duration": "20 seconden",
            "transcript": "<p>Iemand zet een stoel klaar. Iemand brengt soep mee. Iemand belt aan. Zo begint een kring. Er is altijd plaats voor één persoon meer. (De film heeft geen geluid.)</p>",
        }),
        heading("Wat past bij jou?"),
        facts(
            "",
            ("Je wil mensen rond jou", "Start een lusgroep. Jij kiest wie erbij komt."),
            ("Je wil nieuwe mensen leren kennen", "Ga bij een linkgroep in je buurt."),
            ("Je krijgt hulp en je bent jong, of je bent ouder", "Kies een vertrouwenspersoon."),
            ("Je wil iets doen in je buurt", "Kijk naar onze projecten."),
            ("Je werkt voor een organisatie", "Vraag Lus bij jou op bezoek."),
        ),
        pull_out(
            "Weet je het nog niet?",
            '<p>Dat is niet erg. <a linktype="page" id="{page:contact}">Bel of mail ons</a> en vertel wat je zoekt. We luisteren eerst. Daarna kijken we samen wat kan.</p>',
            "mint",
        ),
    ],
)  # fmt: skip

LUSGROEPEN = DemoPage(
    path="wat-doet-lus/lusgroepen",
    kind="OfferingPage",
    title="Lusgroepen",
    summary="Een kring van mensen rond jou. Familie, vrienden, buren: jij kiest wie erbij hoort en waarover jullie praten.",
    picture="maaltijd",
    menu=True,
    description="Wat is een lusgroep? Een kring van mensen rond jou. Jij kiest wie erbij hoort. Lees hoe je start en wie je daarbij helpt.",
    fields={"ground": "blush"},
    body=[
        action(
            "Wil je een lusgroep?", "Laat je naam achter. Een vrijwilliger komt bij je langs en je beslist daarna pas of je start.",
            "Start een lusgroep", url="/meedoen/lusgroep/",
        ),
        facts(
            "Kort gezegd",
            ("Voor wie?", "Voor iedereen die mensen rond zich wil"),
            ("Hoeveel mensen?", "Zoveel als jij wil. Ook twee of drie is goed."),
            ("Wanneer?", "Je kan altijd starten"),
            ("Waar?", "Waar jij je goed voelt"),
            ("Wat kost het?", "Niets"),
        ),
        text(
            "<h2>Jij staat in het midden</h2>"
            '<p>In een <a linktype="term" id="{term:lusgroep}">lusgroep</a> komen mensen samen rond één iemand: de '
            '<a linktype="term" id="{term:centrale-persoon}">centrale persoon</a>. Dat ben jij. Jij zegt wie je erbij wil. Een zus, een oude vriendin, de buurman, '
            "je vroegere leerkracht. Jij zegt ook waar en wanneer jullie elkaar zien.</p>"
            "<p>Waarover praten jullie? Dat kies je zelf. Over een droom die je al lang hebt. Over iets waar je wakker van ligt. Over een vraag waar je alleen niet uit geraakt. "
            "Of over een plan: verhuizen, een feest geven, opnieuw beginnen met schilderen.</p>"
        ),
        picture("kring", "Een lusgroep kan overal: thuis aan tafel, op een wandeling of bij een bord spaghetti."),
        text(
            "<h2>Je hoeft niet alleen te beginnen</h2>"
            '<p>Bij elke lusgroep is er een <a linktype="term" id="{term:compagnon-de-route}">compagnon de route</a>. Dat is een vrijwilliger van Lus. '
            "Samen zetten jullie de stappen:</p>"
            "<ol><li>Je leert elkaar kennen. Je vertelt wat je graag wil.</li><li>Jullie maken een lijst van mensen. Ook mensen van vroeger mogen erop.</li>"
            "<li>Jullie nodigen hen uit. Samen bedenken jullie hoe je dat vraagt.</li><li>Jullie bereiden de eerste avond voor.</li>"
            "<li>Daarna kijk je wat je nodig hebt. De compagnon blijft zolang dat helpt.</li></ol>"
        ),
        quote("Ik durfde mijn broer niet te bellen. Mijn compagnon zat naast mij aan tafel. Na twee keer bellen nam hij op. Hij zei meteen ja.", "Youssef", "centrale persoon"),
        questions(
            "Vragen over lusgroepen",
            ("Ik ken bijna niemand. Kan dat?", "<p>Ja. Je compagnon zoekt met je mee. Vaak zijn er meer mensen dan je denkt: nu, of in je leven van vroeger.</p>"),
            ("Moet ik alles vertellen?", "<p>Nee. Jij beslist wat je deelt. Wat in de groep gezegd wordt, blijft in de groep.</p>"),
            ("Mag ik ook stoppen?", "<p>Ja. Een lusgroep is van jou. Je kan stoppen of even rusten wanneer je wil.</p>"),
            ("Kan ik iemand anders aanmelden?", "<p>Praat er eerst met die persoon over. Als die het wil, dan komen we graag langs.</p>"),
        ),
        related("Lees hoe het voor anderen was", "verhalen/de-eerste-avond", "verhalen/de-telefoon-van-mijn-broer", "verhalen/een-stoel-erbij"),
    ],
)  # fmt: skip

LINKGROEPEN = DemoPage(
    path="wat-doet-lus/linkgroepen",
    kind="OfferingPage",
    title="Linkgroepen",
    summary="Vijf tot acht mensen uit je buurt die elkaar nog niet kennen. Elke maand doen jullie samen iets dat jullie zelf kiezen.",
    picture="moestuin",
    menu=True,
    description="Wil je nieuwe mensen leren kennen? In een linkgroep doe je elke maand iets met 5 tot 8 mensen uit je buurt. Meld je interesse.",
    fields={"ground": "mint"},
    body=[
        action("Een linkgroep in jouw buurt?", "Laat weten dat je interesse hebt. We bellen je binnen een week.", "Meld je interesse", url="/meedoen/linkgroep/"),
        notice(
            In(-20), "Er is veel vraag naar linkgroepen",
            '<p>In sommige buurten wachten we nog op een <a linktype="term" id="{term:verbinder}">verbinder</a>. Nieuwe groepen starten daar vanaf de lente. Meld je gerust al aan: dan weten we dat je er bent.</p>',
            use_by=In(110),
            fallback="<p>Wanneer een nieuwe groep start, hangt af van je buurt. We vertellen het je aan de telefoon.</p>",
        ),
        text(
            "<h2>Nieuwe mensen, zonder moeilijke regels</h2>"
            "<p>Niet iedereen vindt vanzelf een plek in een club of een vriendengroep. Er zijn vaak regels die niemand uitspreekt. Je moet eens trakteren. "
            "Je moet laat kunnen blijven. Je moet de grapjes kennen. Wie dat niet kan of wil, valt uit de boot.</p>"
            '<p>In een <a linktype="term" id="{term:linkgroep}">linkgroep</a> begint iedereen gelijk. Jullie kennen elkaar nog niet. Jullie kiezen samen wat je doet en wat het mag kosten. Meestal is dat niets of heel weinig.</p>'
            "<h2>Wat doe je samen?</h2>"
            "<p>Petanque spelen. Wandelen langs het kanaal. Pannenkoeken bakken. Naar een gratis concert gaan. Of gewoon op een bank zitten en praten. "
            "Ongeveer één keer per maand. Wie niet kan, komt de volgende keer.</p>"
        ),
        picture("moestuin", "Deze linkgroep kreeg een stukje van een volkstuin. De tomaten waren voor iedereen."),
        in_region("leuven", "Wil je weten hoe het bij jou in de buurt zit? Bel ons.", words="Woon je in of rond Leuven?"),
        in_region("gent", "Wil je weten hoe het bij jou in de buurt zit? Bel ons.", words="Woon je in of rond Gent?"),
        heading("Zo gaat het"),
        text(
            "<ol><li><strong>Je laat je gegevens achter.</strong> Dat duurt drie minuten.</li>"
            "<li><strong>We zetten je op onze lijst.</strong> Je naam en je adres komen nergens op de site.</li>"
            "<li><strong>Lus belt je.</strong> Binnen een week. We horen wat je graag doet en wanneer je kan.</li>"
            "<li><strong>De groep start</strong> zodra er genoeg mensen in je buurt zijn, en een verbinder.</li></ol>"
        ),
        pull_out(
            "De verbinder",
            '<p>Elke groep heeft een <a linktype="term" id="{term:verbinder}">verbinder</a>. Dat is een vrijwilliger die gewoon lid is van de groep. '
            "Hij of zij heet mensen welkom, stuurt een berichtje rond en let op dat iedereen meetelt.</p>",
            "mint",
        ),
        quote("Vroeger was zondag de langste dag van de week. Nu kijk ik ernaar uit.", "Jos", "lid van een linkgroep"),
        questions(
            "Vragen over linkgroepen",
            ("Wie ziet mijn gegevens?", "<p>Alleen de mensen van Lus die je bellen. Op de site staat niet wie je bent of waar je woont.</p>"),
            ("Moet ik veel kunnen?", "<p>Nee. Kan je niet ver stappen of heb je weinig geld? Zeg het, dan houdt de groep er rekening mee.</p>"),
            ("Wat als het niet klikt?", "<p>Dat kan gebeuren. Praat met je verbinder of bel ons. We zoeken samen iets anders.</p>"),
        ),
        action(
            "Verbinders gezocht", "Wil jij mensen welkom heten in je eigen buurt? Je krijgt vorming en iemand die met je meedenkt.",
            "Word verbinder", url="/meedoen/vrijwilliger/?als=verbinder", use_by=In(200),
            fallback='<p>Wil je vrijwilliger worden? <a linktype="page" id="{page:kennismaken}">Kom kennismaken</a>.</p>',
        ),
        related("Lees verder", "wat-doet-lus/projecten/gelinkt", "verhalen/zondag-is-niet-lang-meer", "nieuws/eerste-keer-petanque"),
    ],
)  # fmt: skip

VERTROUWENSPERSONEN = DemoPage(
    path="wat-doet-lus/vertrouwenspersonen",
    kind="OfferingPage",
    title="Vertrouwenspersonen",
    summary="Krijg je jeugdhulp? Dan heb je recht op iemand die naast je staat. Iemand die jij zelf kiest.",
    picture="bankje",
    menu=True,
    description="Kinderen, jongeren en ouders in de jeugdhulp hebben recht op een vertrouwenspersoon. Lus helpt je om er een te vinden.",
    fields={"ground": "sky"},
    body=[
        text(
            '<p>Krijg je <a linktype="term" id="{term:jeugdhulp}">jeugdhulp</a>? Dan praten er veel mensen over jou. Soms praten ze zo snel dat je niet meer kan volgen. '
            'Het is goed als er dan iemand naast je zit die er alleen voor jou is. Dat is je <a linktype="term" id="{term:vertrouwenspersoon}">vertrouwenspersoon</a>.</p>'
        ),
        heading("Wat doet een vertrouwenspersoon?"),
        text(
            "<ul><li>Luisteren. Ook als je geen zin hebt om te praten.</li><li>Je helpen om te zeggen wat jij wil.</li>"
            '<li>Mee naar moeilijke gesprekken gaan, zoals een <a linktype="term" id="{term:clientoverleg}">cliëntoverleg</a>.</li>'
            "<li>Gewoon leuke dingen doen: frietjes eten, naar de film, een toertje fietsen.</li></ul>"
            "<p>Je kiest zelf wie het wordt. Een tante, een trainer, een buurvrouw, de papa van een vriend. Het mag niet iemand zijn die jou hulp geeft als werk. "
            "Dit is een <strong>recht</strong>. Niemand mag zeggen dat het niet kan.</p>"
        ),
        quote("Op de vergadering kneep ze in mijn hand. Toen durfde ik te zeggen dat ik bij mijn broer wilde wonen.", "Milan (16)", ""),
        action("Ben je jong?", "Geef een naam en een nummer. Wij bellen jou. Je hoeft niets te vertellen.", "Bel mij", url="/bel-mij/"),
        action("Ben je ouder?", "Vind je niemand voor je kind of voor jezelf? Dan zoeken we mee.", "Vraag een vertrouwenspersoon", url="/meedoen/ouder/"),
        action("Ben je hulpverlener?", "Zoek je mee met een kind, een jongere of een ouder? Wij denken mee.", "Vraag het aan Lus", url="/meedoen/hulpverlener/"),
        action("Wil je er zelf een zijn?", "Heb je tijd voor één kind, jongere of ouder? We leren je kennen en gaan samen op zoek.", "Stel je kandidaat", url="/meedoen/vrijwilliger/?als=vertrouwenspersoon"),
        action("Ben je al vertrouwenspersoon?", "Je kan bij ons terecht met vragen. Ook als je nooit via Lus bent gestart.", "Vraag steun", url="/meedoen/vertrouwenspersoon/"),
        heading("Ook voor ouders"),
        text(
            "<p>Heb je een kind in de jeugdhulp? Dan heb jij ook recht op een vertrouwenspersoon. Iemand die meekomt, onthoudt wat er gezegd is en na afloop nog even blijft zitten. "
            "Voor sommige ouders zoekt Lus mee.</p>"
        ),
        notice(
            In(-75), "Open workshop in september",
            "<p>Ben je vertrouwenspersoon, maar geen vrijwilliger bij Lus? In september is er een workshop waar je alleen voor kan inschrijven.</p>",
            use_by=In(-40),
            fallback='<p>Er zijn workshops voor vertrouwenspersonen die geen vrijwilliger zijn bij Lus. Je schrijft je in als persoon. <a linktype="page" id="{page:contact}">Vraag ons wanneer de volgende is</a>.</p>',
        ),
        pull_out("Werk je in de jeugdhulp?", '<p>Voor teams is er de workshop <a linktype="page" id="{page:lus-komt-naar-je-toe/aan-de-slag-met-vertrouwenspersonen}">Aan de slag met vertrouwenspersonen</a>. Drie uur, bij jullie in huis.</p>', "sky"),
        questions(
            "Vragen over vertrouwenspersonen",
            ("Vertelt die persoon alles door?", "<p>Nee. Wat je vertelt, blijft tussen jullie. Alleen als iemand in gevaar is, zoekt je vertrouwenspersoon samen met jou hulp.</p>"),
            ("Mag ik van vertrouwenspersoon veranderen?", "<p>Ja. Jij kiest, dus jij mag ook opnieuw kiezen.</p>"),
            ("Ik ben hulpverlener. Wanneer meld ik iemand aan?", "<p>Zoek eerst samen in het netwerk van de jongere of de ouder zelf. Vind je niemand? Dan kan je bij Lus aankloppen.</p>"),
        ),
        related("Luister en lees", "podcast/goed-omringd", "verhalen/frietjes-op-dinsdag", "inspiratie/kies-jouw-persoon"),
    ],
)  # fmt: skip

PAGES = [OVERVIEW, LUSGROEPEN, LINKGROEPEN, VERTROUWENSPERSONEN]
