"""What hangs on a record beside its own row: links, mails, consents, revisions, log labels, unsaved forms, search index, files.

Every model leaves these in the same places, so that no entry of the registry has to think of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.timezone import now
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision
from wagtail.search import index
from wagtail.search.models import IndexEntry

from trust.links.models import PersonalLink
from trust.outbox.models import OutboundEmail
from trust.outbox.services import wipe_texts
from trust.privacy.models import Consent

StoredFile = tuple[models.FileField, str]


def erase_traces(*, model: type[models.Model], pks: Sequence[Any], whole: bool = True) -> None:
    """Erase what hangs on the records `pks` of `model`; call it after they were erased or stripped, in the same transaction.

    Not `whole`: the record lives on without one field of it; its links, mails and consents stay, what copies the field goes.
    """
    content_type = ContentType.objects.get_for_model(model)
    ids = [str(pk) for pk in pks]
    about = {"about_type": content_type, "about_id__in": ids}
    if whole:
        moment = now()
        PersonalLink.objects.filter(**about, revoked_at=None).update(revoked_at=moment)
        Consent.objects.filter(**about).standing().update(withdrawn_at=moment)
        mails = list(OutboundEmail.objects.filter(**about, wiped_at=None).values_list("pk", flat=True))
        if mails:
            wipe_texts(rows=mails)
    Revision.objects.filter(content_type=content_type, object_id__in=ids).delete()
    ModelLogEntry.objects.filter(content_type=content_type, object_id__in=ids).update(label="", data={})
    FormState.objects.filter(content_type=content_type, object_id__in=ids).delete()
    EditingSession.objects.filter(content_type=content_type, object_id__in=ids).delete()
    ReferenceIndex.objects.filter(content_type=content_type, object_id__in=ids).delete()
    _reindex(model, content_type, ids)


def _reindex(model: type[models.Model], content_type: ContentType, ids: Sequence[str]) -> None:
    """Out of the search index, and back in as it is now when the row itself stayed."""
    IndexEntry.objects.filter(content_type=content_type, object_id__in=ids).delete()
    if index.class_is_indexed(model):
        for row in model._base_manager.filter(pk__in=ids).order_by("pk"):
            index.insert_or_update_object(row)


def files_of(row: models.Model) -> list[StoredFile]:
    """The stored files of a record, read before it is erased."""
    return [
        (field, getattr(row, field.attname).name)
        for field in row._meta.concrete_fields
        if isinstance(field, models.FileField) and getattr(row, field.attname)
    ]


def delete_files(files: Sequence[StoredFile]) -> None:
    """Delete after the commit those files that no row of the same field names any more."""
    for field, name in files:
        if not field.model._base_manager.filter(**{field.name: name}).exists():
            transaction.on_commit(partial(field.storage.delete, name), robust=True)
