"""The home page."""

from home.demo.shape import DemoPage, action, next_date, picture, pull_out, questions, quote, related, text

HOME = DemoPage(
    path="",
    kind="HomePage",
    title="Lus",
    summary="Lus brengt mensen samen rond wie dat nodig heeft. Een kring rond jou, een groep in je buurt of iemand die naast je staat.",
    picture="kring",
    description="Lus vzw brengt mensen samen: lusgroepen, linkgroepen en vertrouwenspersonen. Ontdek wat er voor jou bestaat en hoe je begint.",
    fields={
        "hero_title": "Niemand hoeft het alleen te doen",
        "hero_text": "Iedereen heeft mensen nodig. Om mee te lachen, te zoeken, te wenen of gewoon koffie te drinken. "
        "Lus helpt je om die mensen te vinden en samen te brengen. Op jouw tempo, op jouw manier.",
        "hero_action_label": "Ontdek wat Lus doet",
        "hero_action_page": "wat-doet-lus",
        "offerings": [
            "wat-doet-lus/lusgroepen", "wat-doet-lus/linkgroepen", "wat-doet-lus/vertrouwenspersonen", "wat-doet-lus/projecten",
            "lus-komt-naar-je-toe",
        ],
    },
    body=[
        next_date(
            "infomoment-vrijwilligers", words="Wil je iets betekenen voor iemand in je buurt? Kom luisteren en stel je vragen.",
            otherwise="Elke maand is er een online infomoment voor vrijwilligers. De volgende datum komt snel.", page="kalender",
        ),
        text(
            "<h2>Een lus is een lijn met plaats voor jou</h2>"
            "<p>Een lijn die rondgaat, houdt vast wat erin zit. Zo werkt Lus ook. We trekken geen muur rond mensen, maar een kring. "
            "Die kring is nooit helemaal dicht. Er kan altijd iemand bij.</p>"
            '<p>Misschien zoek je zelf mensen. Dan kan je een <a linktype="term" id="{term:lusgroep}">lusgroep</a> starten. Of je gaat bij een '
            '<a linktype="term" id="{term:linkgroep}">linkgroep</a> in je buurt. Ben je jong en krijg je hulp? Dan heb je recht op een '
            '<a linktype="term" id="{term:vertrouwenspersoon}">vertrouwenspersoon</a>.</p>'
        ),
        quote("Ik dacht dat ik niemand had. Toen we samen een lijst maakten, stonden er zeven namen op.", "Hilde", "heeft een lusgroep"),
        picture("straat", "Kleine dingen maken een straat warm: zwaaien, een babbel, een plant water geven."),
        action(
            "Wil je iets doen voor iemand?", "Je hoeft geen diploma te hebben. Een beetje tijd en een open oor zijn genoeg.",
            "Word vrijwilliger", url="/meedoen/vrijwilliger/",
        ),
        questions(
            "Wat mensen ons vaak vragen",
            ("Kost het iets?", "<p>Nee. Een lusgroep, een linkgroep of een vertrouwenspersoon kost je niets.</p>"),
            ("Moet ik al veel mensen kennen?", "<p>Nee. Eén naam is genoeg om te beginnen. En heb je er geen? Dan zoeken we samen verder.</p>"),
            ("Wie kan bij Lus terecht?", '<p>Iedereen die mensen rond zich wil. Twijfel je? <a linktype="page" id="{page:contact}">Bel of mail ons</a>. We denken met je mee.</p>'),
        ),
        pull_out(
            "Liever luisteren?",
            '<p>In de podcast <a linktype="page" id="{page:podcast/goed-omringd}">Goed omringd</a> vertellen jongeren en hun vertrouwenspersonen wat ze samen beleven.</p>',
            "sky",
        ),
        related("Ook mooi om te lezen", "verhalen/frietjes-op-dinsdag", "wat-doet-lus/projecten/gelinkt", "inspiratie"),
    ],
)  # fmt: skip

PAGES = [HOME]
