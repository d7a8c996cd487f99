"""The podcast *Goed omringd*: a piece of each talk, with its sound made at set-up (home/demo/sound.py)."""

from datetime import date

from home.demo.shape import DemoPage, Talk, Voice, action, facts, pull_out, quote, text

INDEX = DemoPage(
    path="podcast", kind="PodcastIndexPage", title="Podcast", picture="gesprek",
    summary="Verhalen om naar te luisteren, op de fiets of in de zetel.",
    description="De podcasts van Lus vzw: jongeren en hun vertrouwenspersonen vertellen.",
)  # fmt: skip

SHOW = DemoPage(
    path="podcast/goed-omringd", kind="PodcastPage", title="Goed omringd", picture="gesprek",
    summary="Kinderen, jongeren en hun vertrouwenspersonen vertellen waarom het goed is om iemand naast je te hebben.",
    description="Goed omringd is de podcast van Lus over vertrouwenspersonen in de jeugdhulp. Luister, of lees elk gesprek mee.",
    fields={
        "hosts": "Fien en Youssef van Lus", "artwork": "hoes_goed_omringd", "category": "Society & Culture > Relationships",
        "owner_email": "podcast@example.org", "copyright": "Lus vzw",
    },
    body=[
        facts("Over deze podcast", ("Voor wie?", "Jongeren, ouders, hulpverleners en wie gewoon graag luistert"), ("Waar?", "Hier op de site, of in je eigen podcastapp"), ("Ook te lezen?", "Ja, elk gesprek staat er helemaal uitgeschreven bij")),
        text('<p>Hoe voelt het om twaalf te zijn en in een zaal vol grote mensen te zitten? En hoe is het om daar naast te mogen zitten? In <em>Goed omringd</em> praten we met mensen die het weten. Elke aflevering gaat over één duo: iemand in de <a linktype="term" id="{term:jeugdhulp}">jeugdhulp</a> en zijn of haar <a linktype="term" id="{term:vertrouwenspersoon}">vertrouwenspersoon</a>.</p>'),
        ("audio", {"title": "Het wijsje van Goed omringd", "file": "wijsje", "duration": "6 seconden", "transcript": "<p>(Een kort, rustig wijsje op een xylofoon. Er wordt niet gesproken.)</p>"}),
        pull_out("Dit is een voorbeeldsite", "<p>De gesprekken zijn verzonnen. In plaats van stemmen hoor je klanken, zo lang als de woorden duren.</p>", "sky"),
    ],
)  # fmt: skip

FIEN = Voice("Fien", "host", 208, "portret_fien")
YOUSSEF = Voice("Youssef", "host", 122, "portret_youssef")
VOICES = {
    voice.name: voice
    for voice in (
        FIEN,
        YOUSSEF,
        Voice("Milan", "guest", 262, "portret_milan", minor=True),
        Voice("Ria", "guest", 185, "portret_ria"),
        Voice("Noor", "guest", 277, minor=True),
        Voice("Tante Bea", "guest", 175),
        Voice("Elif", "guest", 247, minor=True),
        Voice("Katrien", "guest", 196),
        Voice("Sam", "guest", 233, minor=True),
        Voice("Wout", "guest", 104),
        Voice("Dirk", "guest", 98),
        Voice("Martin", "guest", 113),
    )
}


def episode(slug, number, day, title, summary, notes, chapters, lines, **fields) -> DemoPage:
    names = dict.fromkeys(who for who, _words in lines)
    talk = Talk([VOICES[name] for name in names], lines, chapters)
    fields = {"season": 1, "number": number, "published_on": day, **fields, "talk": talk}
    return DemoPage(
        f"podcast/goed-omringd/{slug}", "EpisodePage", title, summary, "gesprek", [text(notes)], fields=fields
    )


TRAILER = episode(
    "welkom-bij-goed-omringd", None, date(2026, 1, 8), "Welkom bij Goed omringd",
    "Fien en Youssef vertellen in een halve minuut wat je mag verwachten.",
    "<p>Nieuw hier? Begin met dit stukje. Daarna kies je zelf.</p>",
    [],
    [
        ("Fien", "Dag, ik ben Fien, en tegenover mij zit Youssef. Hij heeft koekjes mee."),
        ("Youssef", "En jij een micro. In deze podcast praten we met mensen die iemand naast zich hebben."),
        ("Fien", "En met wie daar dan zit. Kom je erbij?"),
    ],
    kind="trailer",
)  # fmt: skip

EPISODES = [
    episode(
        "de-hand-onder-de-tafel", 1, date(2026, 1, 15), "De hand onder de tafel",
        "Milan wilde iets zeggen op een vergadering, maar zijn stem was weg. Ria wist wat te doen.",
        "<p>Milan was twaalf toen hij naar een vergadering over zichzelf moest. Ria, de moeder van een klasgenoot, ging mee. Ze praten met Fien over pepermuntjes, over stil zijn, en over het moment waarop Milan toch iets zei.</p>",
        [(0, "De zaal"), (3, "Pepermuntjes"), (4, "Nu jij")],
        [
            ("Fien", "Milan, neem ons eens mee naar die zaal. Wat zag je?"),
            ("Milan", "Een lange tafel. Veel papieren. Ik telde de mensen: negen. En allemaal hadden ze een stylo, behalve ik."),
            ("Fien", "En Ria zat naast jou."),
            ("Ria", "Ik had geen papieren. Ik had alleen pepermuntjes. Ik gaf hem er een onder de tafel."),
            ("Milan", "En dan kneep ze in mijn hand. Dat betekende: nu jij."),
        ],
    ),
    episode(
        "een-lijst-met-mensen", 2, date(2026, 2, 19), "Een lijst met mensen",
        "Hoe kies je iemand? Noor (14) schreef namen op, gumde ze weg en begon opnieuw.",
        "<p>Wie zou jij kiezen? Noor kreeg een leeg blad en een potlood met een gom. Samen met tante Bea vertelt ze hoe haar lijst er op het einde uitzag.</p>",
        [(0, "Bovenaan de lijst"), (2, "Nummer vier"), (3, "Pannenkoeken")],
        [
            ("Youssef", "Wat stond er bovenaan op je lijst?"),
            ("Noor", "Mijn hond. Maar dat mocht niet, zeiden ze. Ik vind nog altijd dat het moest mogen."),
            ("Tante Bea", "Ik stond op nummer vier. Ik ben er trots op. Na de hond, de turnjuf en een zangeres."),
            ("Youssef", "En waarom werd het toch tante Bea?"),
            ("Noor", "Omdat zij nooit zegt: het komt wel goed. Zij zegt: dat is lastig, wil je een pannenkoek?"),
        ],
    ),
    episode(
        "wat-blijft-tussen-ons", 3, date(2026, 4, 16), "Wat blijft tussen ons?",
        "Mag een vertrouwenspersoon iets doorvertellen? Elif en Katrien maakten duidelijke afspraken.",
        "<p>Vertrouwen is ook: weten wat de ander doorvertelt. Elif en Katrien schreven hun regels op een servet.</p>",
        [(0, "Het servet"), (2, "Drie regels")],
        [
            ("Fien", "Jullie hebben afspraken gemaakt. Op een servet, hoorde ik."),
            ("Katrien", "Ja, in een café. Het servet hangt bij mij op de koelkast."),
            ("Elif", "Regel één: Katrien zegt niets zonder dat ik het weet. Regel twee: als het echt gevaarlijk is, zoeken we hulp, maar samen."),
            ("Katrien", "En regel drie: wie te laat komt, trakteert."),
        ],
    ),
    episode(
        "de-man-van-de-fietsenwinkel", 4, date(2026, 6, 18), "De man van de fietsenwinkel",
        "Sam kwam drie keer per week zijn band laten plakken. Die band was nooit lek.",
        "<p>Soms zit je vertrouwenspersoon al maanden voor je neus, met smeer aan zijn handen. Over een nagel, een brief en een toonbank.</p>",
        [(0, "De nagel"), (1, "Het rook er goed"), (3, "De brief")],
        [
            ("Wout", "De eerste keer geloofde ik het. De derde keer zat er een nagel in die hij er zelf in gestoken had."),
            ("Sam", "Ik wilde gewoon binnen zitten. Het rook daar goed, naar rubber."),
            ("Youssef", "Wanneer heb je het gevraagd?"),
            ("Sam", "Toen ik een brief kreeg over een cliëntoverleg. Ik legde hem op de toonbank en zei: kan jij dat ook herstellen?"),
        ],
    ),
    episode(
        "ook-ouders", 5, date(2026, 9, 3), "Ook ouders",
        "Een vader vertelt waarom hij zijn vroegere baas meenam naar het gesprek over zijn zoon.",
        "<p>Ouders mogen ook iemand meebrengen. Dirk belde op een zondag naar zijn vroegere baas.</p>",
        [(0, "Groot en bang"), (2, "Een zondag"), (3, "Alles opgeschreven")],
        [
            ("Fien", "Dirk, je bent zelf een grote, sterke man. Waarom had je iemand nodig?"),
            ("Dirk", "Omdat ik kwaad word als ik bang ben. En ik was heel bang."),
            ("Martin", "Hij belde mij op een zondag. Ik dacht dat het over werk ging. Ik heb meteen mijn jas aangetrokken."),
            ("Dirk", "Hij heeft op dat gesprek twee dingen gezegd. Maar hij heeft alles opgeschreven. Thuis konden we het rustig nalezen."),
        ],
    ),
]  # fmt: skip

EPISODES[-1].body.append(quote("Omdat ik kwaad word als ik bang ben. En ik was heel bang.", "Dirk", "vader"))
EPISODES[0].body.append(
    action(
        "Zoek je iemand zoals Ria?",
        "Lus helpt kinderen, jongeren en ouders zoeken.",
        "Vraag een vertrouwenspersoon",
        page="wat-doet-lus/vertrouwenspersonen",
    )
)

PAGES = [INDEX, SHOW, TRAILER, *EPISODES]
