"""A believable value of each block: what the block picker previews and the style page shows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.actions import action_choices


def sample(name: str) -> dict[str, Any]:
    """A value of the block called `name`, in the form that `StructBlock.normalize` takes; pictures and files from the library."""
    return SAMPLES[name]()


def _picture():
    # The newest picture of the open library; the picker's preview does without when there is none.
    return get_image_model().objects.filter(collection__depth=1).order_by("-pk").first()


def _document(extension: str = ""):
    documents = get_document_model().objects.filter(collection__depth=1)
    return documents.filter(file__endswith=extension).order_by("-pk").first()


def _pages(count: int) -> list[Page]:
    return list(Page.objects.live().filter(depth__gt=2).order_by("path")[:count])


SAMPLES = {
    "text": lambda: {
        "text": "<p>Een lusgroep is een kring van mensen rond jou. <b>Jij kiest</b> wie erbij hoort, en waar jullie "
        "elkaar zien.</p><ul><li>Bij je thuis</li><li>Op een wandeling</li><li>Rond een pot soep</li></ul>"
    },
    "heading": lambda: {"text": "Hoe begint het?", "level": "h2"},
    "image": lambda: {
        "image": _picture(),
        "alt": "Mensen rond een tafel",
        "caption": "De eerste avond, met te veel taart.",
    },
    "quote": lambda: {
        "text": "Vroeger belde ik niemand. Nu bel ik eerst Rita.",
        "name": "Maurice",
        "role": "zit in een lusgroep",
    },
    "pull_out": lambda: {
        "title": "Goed om te weten",
        "text": "<p>Je hoeft niets te betalen. Je hoeft ook niets klaar te hebben.</p>",
        "ground": "mint",
    },
    "notice": lambda: {
        "date": localdate() + timedelta(days=12),
        "title": "Online infomoment voor vrijwilligers",
        "text": "<p>Een uur, met tijd voor al je vragen.</p>",
    },
    "action": lambda: {
        "title": "Zin om te beginnen?",
        "text": "Laat je naam en nummer achter. Wij bellen je.",
        "url": "mailto:lus@example.org",
        "label": "Start een lusgroep",
    },
    "live_action": lambda: {
        "target": next((target for _kind, choices in action_choices() for target, _words in choices), ""),
        "otherwise": "Er is nu geen datum gepland. Er komen er nieuwe.",
    },
    "facts": lambda: {
        "heading": "In het kort",
        "facts": [{"label": "Voor wie", "value": "Voor iedereen"}, {"label": "Prijs", "value": "Gratis"}],
    },
    "questions": lambda: {
        "heading": "Vragen die we vaak krijgen",
        "questions": [
            {"question": "Moet ik veel mensen kennen?", "answer": "<p>Nee. Eén iemand is genoeg om te beginnen.</p>"},
            {"question": "Hoe vaak komen we samen?", "answer": "<p>Zo vaak als jij wilt.</p>"},
        ],
    },
    "people": lambda: {
        "heading": "Wie kom je tegen?",
        "people": [
            {"name": "Noor", "role": "compagnon de route", "text": "Luistert graag en bakt beter."},
            {"name": "Yusuf", "role": "verbinder", "text": "Kent elke bank in het park."},
        ],
    },
    "partners": lambda: {
        "heading": "Met wie we dit doen",
        "partners": [{"name": "Buurthuis De Spil", "text": "Leent ons de grote zaal."}],
    },
    "downloads": lambda: {
        "heading": "Om mee te nemen",
        "downloads": [
            {"title": "Folder over lusgroepen", "document": _document(), "note": "Om te lezen of af te drukken."}
        ],
    },
    "film": lambda: {
        "title": "Samen aan tafel",
        "poster": _picture(),
        "embed_url": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
        "duration": "3 min",
    },
    "audio": lambda: {
        "title": "Een minuut met Rita",
        "file": _document(".mp3"),
        "duration": "1 min",
        "transcript": "<p>“Ik dacht: ik ga één keer. Dat is nu vier jaar geleden.”</p>",
    },
    "related": lambda: {"heading": "Lees ook", "pages": _pages(3)},
}
