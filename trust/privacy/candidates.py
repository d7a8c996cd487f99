"""Which models look as if they held personal data: whoever adds one must register it or say why not (spec H3)."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from trust.registry import declared_impersonal, registered

# Words that name a person's data, wherever they stand in a field's name.
WORDS = frozenset(
    """account address answers author authors avatar bic birth birthday body city comment comments companions contact dob email emails
    firstname gender guests hosts iban ip lastname latitude longitude mail message mobile name names nickname note notes owner person phone
    postcode recipient remark remarks reply sender signature street surname telephone traceback user username""".split()  # noqa: SIM905
)
# Words that say it is the name of a thing, or nothing that can be read back.
TECHNICAL = frozenset({"backend", "hash", "id", "queue"})
TYPES = (models.EmailField, models.GenericIPAddressField)


def candidates(model: type[models.Model]) -> set[str]:
    """The fields of `model` itself (not of its parents) that look personal: by type, by name, by pointing at an account."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return {field.name for field in fields if _looks_personal(field)}


def _looks_personal(field: models.Field) -> bool:
    if field.is_relation:
        return field.related_model is get_user_model()
    if isinstance(field, TYPES) or type(field).__name__ == "PhoneNumberField":
        return True
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)
    words = set(field.name.lower().split("_"))
    return is_text and bool(WORDS & words) and not TECHNICAL & words


def unregistered() -> dict[str, set[str]]:
    """By "app.Model": fields that look personal and that neither an entry nor a reason speaks for."""
    spoken_for = {entry.model: set(entry.fields) for entry in registered()}
    found = {}
    for model in apps.get_models(include_auto_created=False):
        name = model._meta.label
        if model._meta.proxy or name in declared_impersonal():
            continue
        missing = candidates(model) - spoken_for.get(name, set())
        if missing:
            found[name] = missing
    return found


def unknown_names() -> set[str]:
    """Models and fields that the registry names and that do not exist (any more)."""
    unknown = {name for name in declared_impersonal() if not _model(name)}
    for entry in registered():
        model = _model(entry.model)
        known = {field.name for field in model._meta.get_fields()} if model else set()
        rules = {name for rule in entry.retention for name in rule.fields}
        unknown |= {f"{entry.model}.{name}" for name in {*entry.fields, *rules} - known}
    return unknown


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None
