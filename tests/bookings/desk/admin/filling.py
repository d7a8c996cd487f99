"""What a form that is shown would send when nothing is changed."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate


def sent_by(*forms) -> dict:
    """The values of these bound or unbound forms, by the names of their fields."""
    said: dict = {}
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(value, list | tuple):
                said[field.html_name] = [str(one) for one in value]
                continue
            shown = field.field.widget.format_value(value)
            if value is True:
                said[field.html_name] = "on"
            elif value is not None and value is not False and shown is not None:
                said[field.html_name] = shown[0] if isinstance(shown, list) else shown
    return said


def of_draft(response) -> dict:
    """What the form of a proposal would send."""
    form, rows = response.context["form"], response.context["rows"]
    return sent_by(form, rows.management_form, *rows.forms)


def confirmed(response) -> dict:
    """What the button below the mails sends."""
    return dict(response.context["kept"]) | {"seen": response.context["seen"], "confirmed": "yes"}


def a_proposal(trainer, terms, **said) -> dict:
    """A whole proposal, as the form sends it."""
    return {
        "on": f"{localdate() + timedelta(days=20):%Y-%m-%d}",
        "begins": "14:00",
        "ends": "17:00",
        "place": "Kerkstraat 1, 3000 Leuven",
        "trainers": [str(trainer.pk)],
        "words": "Graag!",
        "terms": str(terms.pk),
        "valid_until": f"{localdate() + timedelta(days=10):%Y-%m-%d}",
        "lines-TOTAL_FORMS": "2",
        "lines-INITIAL_FORMS": "0",
        "lines-MIN_NUM_FORMS": "0",
        "lines-MAX_NUM_FORMS": "30",
        "lines-0-kind": "fee",
        "lines-0-label": "Workshop",
        "lines-0-quantity": "1",
        "lines-0-price": "300,50",
        "lines-0-vat": "exempt",
        "lines-1-kind": "travel",
        "lines-1-label": "Verplaatsing",
        "lines-1-quantity": "50",
        "lines-1-price": "0,49",
        "lines-1-vat": "21",
        "deed": "keep",
    } | said
