"""The form of a proposal: when, where, by whom, for how much."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from bookings.desk.enums import LineKind, PartOfDay, ProposalState, Vat
from bookings.desk.fields import LineField
from bookings.desk.models import BookingRequest, BookingTerms, Proposal, Trainer
from bookings.desk.services import Draft
from bookings.desk.terms import FARTHEST, VALID_FOR
from bookings.occurrences import moment_on
from cms.money import EuroField

LINES_MOST, EMPTY = 30, 2
DEAREST = 10**8  # cents
HOURS = {
    PartOfDay.MORNING: (time(9, 30), time(12, 30)),
    PartOfDay.AFTERNOON: (time(13, 30), time(16, 30)),
    PartOfDay.EVENING: (time(19), time(22)),
}


class DraftForm(forms.Form):
    """What a version says, but for its lines."""

    on = forms.DateField(label=_("Day"), widget=AdminDateInput, error_messages={"required": _("Choose a day.")})
    begins = forms.TimeField(
        label=_("From what hour"), widget=AdminTimeInput, error_messages={"required": _("Write from what hour.")}
    )
    ends = forms.TimeField(
        label=_("Until what hour"), widget=AdminTimeInput, error_messages={"required": _("Write until what hour.")}
    )
    place = LineField(label=_("Place"), max_length=300, error_messages={"required": _("Write where it takes place.")})
    trainers = forms.ModelMultipleChoiceField(
        label=_("Trainers"),
        queryset=Trainer.objects.order_by("name", "pk"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("Words to the organisation"),
        help_text=_("They stand above the proposal, and in the mail."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    terms = forms.ModelChoiceField(
        label=_("Terms"), queryset=BookingTerms.objects.order_by("-valid_from", "-pk"), required=False
    )
    valid_until = forms.DateField(
        label=_("Stands until"),
        widget=AdminDateInput,
        error_messages={"required": _("Write until what day it stands.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The end comes before the beginning."))
        if cleaned.get("on") and cleaned["on"] < localdate():
            self.add_error("on", _("Choose a day that lies ahead."))
        if cleaned.get("valid_until") and cleaned["valid_until"] < localdate():
            self.add_error("valid_until", _("Choose a day from today on."))
        for name in ("on", "valid_until"):
            if cleaned.get(name) and cleaned[name] > localdate() + FARTHEST:
                self.add_error(name, _("This day is very far away. Choose an earlier one."))
        return cleaned

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """From when to when, when that was filled in."""
        said = self.cleaned_data
        if not all(said.get(name) for name in ("on", "begins", "ends")):
            return None
        return moment_on(said["on"], said["begins"]), moment_on(said["on"], said["ends"])


class LineForm(forms.Form):
    """A line of the price, in euro without VAT."""

    kind = forms.ChoiceField(label=_("What for"), choices=LineKind.choices, initial=LineKind.FEE)
    label = LineField(
        label=_("Description"), max_length=140, error_messages={"required": _("Write what this line is for.")}
    )
    quantity = forms.DecimalField(
        label=_("Quantity"), min_value=Decimal("0.01"), max_digits=8, decimal_places=2, localize=True, initial=1
    )
    price = EuroField(
        label=_("Price each, in euro"), error_messages={"required": _("Write the price; 0 when it is free.")}
    )
    vat = forms.ChoiceField(label=_("VAT"), choices=Vat.choices, initial=Vat.EXEMPT)


class _Lines(forms.BaseFormSet):
    def clean(self) -> None:
        """What nobody ever pays is a slip of the pen."""
        if any(self.errors):
            return
        if sum(line["quantity"] * line["unit_cents"] for line in self.said) > DEAREST:
            raise forms.ValidationError(
                _("Together this is more than a million euro. Look at the quantities and the prices again.")
            )

    @property
    def said(self) -> list[dict[str, Any]]:
        """The lines that stay, in order, as `bookings.desk.services.Draft` takes them."""
        kept = []
        for form in self.forms:
            data = form.cleaned_data
            if not data or data.get("DELETE") or not data.get("label"):
                continue
            kept.append(
                {name: data[name] for name in ("kind", "label", "quantity", "vat")} | {"unit_cents": data["price"]}
            )
        return kept


def line_formset(extra: int) -> type[_Lines]:
    """With so many empty lines below those that are there."""
    return forms.formset_factory(
        LineForm, formset=_Lines, extra=extra, can_delete=True, max_num=LINES_MOST, validate_max=True
    )


def draft_of(form: DraftForm, lines: _Lines) -> Draft:
    said, span = form.cleaned_data, form.span
    assert span is not None  # noqa: S101
    return Draft(
        starts_at=span[0],
        ends_at=span[1],
        place=said["place"],
        valid_until=said["valid_until"],
        words=said["words"],
        trainers=list(said["trainers"]),
        terms=said["terms"],
        lines=lines.said,
    )


def latest_of(asked: BookingRequest) -> Proposal | None:
    """What a new version begins as: the draft there is, else the last one."""
    found = asked.proposals.select_related("terms").prefetch_related("lines", "trainers").order_by("-version")
    return found.first()


def begun(asked: BookingRequest) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the form and its lines show at first."""
    last = latest_of(asked)
    if last is None:
        return _from_request(asked), [
            {"kind": LineKind.FEE, "label": asked.activity_title, "quantity": 1, "vat": Vat.EXEMPT}
        ]
    begin, end = localtime(last.starts_at), localtime(last.ends_at)
    is_draft = last.state == ProposalState.DRAFT
    form = {
        "on": begin.date(),
        "begins": begin.time(),
        "ends": end.time(),
        "place": last.place,
        "trainers": [trainer.pk for trainer in last.trainers.all()],
        "words": last.words if is_draft else "",
        "terms": last.terms_id,
        "valid_until": last.valid_until if is_draft else localdate() + VALID_FOR,
    }
    if not is_draft and (wish := asked.preferred_dates.filter(is_counter=True).order_by("-named_at", "on").first()):
        form |= _on(wish)
    lines = [
        {
            "kind": line.kind,
            "label": line.label,
            "quantity": line.quantity,
            "price": line.unit_cents,
            "vat": line.vat,
        }
        for line in last.lines.all()
    ]
    return form, lines


def _from_request(asked: BookingRequest) -> dict[str, Any]:
    wish = asked.preferred_dates.order_by("-is_counter", "on", "pk").first()
    terms = BookingTerms.objects.filter(valid_from__lte=localdate()).order_by("-valid_from", "-pk").first()
    return {
        "place": place_of(asked),
        "terms": terms.pk if terms else None,
        "valid_until": localdate() + VALID_FOR,
        **(_on(wish) if wish else {}),
    }


def _on(wish: Any) -> dict[str, Any]:
    hours = HOURS.get(wish.part)
    return {"on": wish.on} | ({"begins": hours[0], "ends": hours[1]} if hours else {})


def place_of(asked: BookingRequest) -> str:
    """The first place of a request in one line, else the address of the organisation."""
    where = (asked.places or [{}])[0]
    if not any(where.values()):
        where = {name: getattr(asked, name) for name in ("street", "postcode", "city")} | {
            "name": asked.organisation_name
        }
    town = f"{where.get('postcode', '')} {where.get('city', '')}".strip()
    return ", ".join(part for part in (where.get("name"), where.get("street"), town) if part)[:300]


def as_written(form: type[forms.Form], data: QueryDict, prefix: str = "") -> dict[str, Any]:
    """What was filled in so far, to show it again without a judgement."""
    many = forms.ModelMultipleChoiceField
    return {
        name: data.getlist(prefix + name) if isinstance(kind, many) else data.get(prefix + name, "")
        for name, kind in form.base_fields.items()
    }


def lines_as_written(data: QueryDict, prefix: str = "lines") -> list[dict[str, Any]]:
    """The lines that hold something."""
    try:
        total = min(int(data.get(f"{prefix}-TOTAL_FORMS", 0)), LINES_MOST)
    except ValueError:
        return []
    rows = [as_written(LineForm, data, f"{prefix}-{place}-") for place in range(total)]
    gone = {place for place in range(total) if data.get(f"{prefix}-{place}-DELETE")}
    return [row for place, row in enumerate(rows) if place not in gone and (row["label"] or row["price"])]
