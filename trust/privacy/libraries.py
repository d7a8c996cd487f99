"""Personal data in the libraries that we stand on: accounts of staff, and what Wagtail and the queue remember of them and of others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from trust.registry import Ground, LegalHold, PersonalData, Retention, declare_impersonal, register

User = get_user_model()
WORK = _("To do the work of the site together.")
AT_WORK = LegalHold(
    _(
        "This belongs to an account of somebody who works with us; it ends when the account does. Ask whoever runs the site."
    )
)
ACCOUNT_TERM = timedelta(days=730)
EDITING_TERM = timedelta(days=30)
TASK_TERM = timedelta(days=14)


# Accounts.


def _erase_account(rows: QuerySet) -> int:
    """The row stays, so that histories keep their shape; nothing in it says who it was."""
    count = 0
    for user in rows.order_by("pk"):
        user.username = f"gewist-{user.pk}"
        user.first_name = user.last_name = user.email = ""
        user.is_active = user.is_staff = user.is_superuser = False
        user.last_login = None
        user.set_unusable_password()
        user.save()
        user.groups.clear()
        user.user_permissions.clear()
        count += 1
    return count


def _wipe_accounts(pks: Sequence[Any]) -> int:
    return _erase_account(User.objects.filter(pk__in=pks))


def _accounts_at_rest(moment: datetime) -> QuerySet:
    """Closed accounts that nobody used for the whole term."""
    closed = User.objects.filter(is_active=False).exclude(username__startswith="gewist-")
    limit = moment - ACCOUNT_TERM
    return closed.filter(Q(last_login__lt=limit) | Q(last_login=None, date_joined__lt=limit)).order_by("pk")


def _export_account(user: Any) -> dict:
    return {
        "gebruikersnaam": user.username,
        "voornaam": user.first_name,
        "naam": user.last_name,
        "e-mailadres": user.email,
        "rollen": sorted(group.name for group in user.groups.all()),
        "sinds": _when(user.date_joined),
        "laatst aangemeld": _when(user.last_login),
    }


def _when(moment: datetime | None) -> str | None:
    return localtime(moment).isoformat(timespec="minutes") if moment else None


register(
    PersonalData(
        model=User._meta.label,
        label=_("Your account"),
        fields=["username", "first_name", "last_name", "email", "password", "last_login", "date_joined"],
        purpose=_("To let you sign in as a member of staff."),
        ground=Ground.CONTRACT,
        find=lambda email: User.objects.filter(email__iexact=email),
        erase=_erase_account,
        export=_export_account,
        holds=lambda user: [AT_WORK] if user.is_active else [],
        retention=[
            Retention(
                name="closed-account", after=ACCOUNT_TERM, due=_accounts_at_rest, wipe=_wipe_accounts, fields=["email"]
            )
        ],
    )
)


# What hangs on an account. `whose` is the field that names it; more fields may (`others`).


def _clear(*names: str) -> Callable[[QuerySet], int]:
    return lambda rows: rows.update(**dict.fromkeys(names))


def _delete(rows: QuerySet) -> int:
    return rows.delete()[1].get(rows.model._meta.label, 0)


def _of_staff(
    model: str,
    label: Any,
    fields: Sequence[str],
    *,
    whose: Sequence[str] = ("user",),
    erase: Callable[[QuerySet], int] = _delete,
    retention: Sequence[Retention] = (),
) -> None:
    """Register `model`, whose rows are an account's: found by the account's address, held while it works."""
    rows = apps.get_model(model)._base_manager

    def find(email: str) -> QuerySet:
        wanted = Q(pk__in=[])
        for name in whose:
            wanted |= Q(**{f"{name}__email__iexact": email})
        return rows.filter(wanted)

    def holds(row: Model) -> list[LegalHold]:
        accounts = [getattr(row, name) for name in whose if getattr(row, f"{name}_id")]
        return [AT_WORK] if any(account.is_active for account in accounts) else []

    register(
        PersonalData(
            model=model,
            label=label,
            fields=fields,
            purpose=WORK,
            ground=Ground.LEGITIMATE_INTEREST,
            find=find,
            erase=erase,
            holds=holds,
            retention=retention,
            own=False,
        )
    )


def _old(model: str, field: str, term: timedelta) -> Retention:
    rows = apps.get_model(model)._base_manager
    return Retention(
        name="term",
        after=term,
        due=lambda moment: rows.filter(**{f"{field}__lt": moment - term}).order_by("pk"),
    )


def _reset_profile(rows: QuerySet) -> int:
    return rows.update(avatar="", current_time_zone="", preferred_language="", dismissibles={})


_of_staff("wagtailusers.UserProfile", _("Your settings in the admin"), ["user", "avatar"], erase=_reset_profile)
_of_staff("wagtailcore.APIToken", _("Your keys to the API"), ["user", "name"])
_of_staff("wagtailcore.Comment", _("Your comments on pages"), ["user", "text", "resolved_by"], whose=["user"])
_of_staff("wagtailcore.CommentReply", _("Your answers to comments"), ["user", "text"])
_of_staff("wagtailcore.PageSubscription", _("Pages that you follow"), ["user"])
_of_staff(
    "wagtailcore.PageLogEntry", _("What you did to pages"), ["user", "label", "data", "timestamp"], erase=_clear("user")
)
_of_staff(
    "wagtailcore.ModelLogEntry",
    _("What you did to records"),
    ["user", "label", "data", "timestamp"],
    erase=_clear("user"),
)
_of_staff(
    "wagtailcore.WorkflowState",
    _("Pages that you put forward"),
    ["requested_by"],
    whose=["requested_by"],
    erase=_clear("requested_by"),
)
_of_staff(
    "wagtailcore.TaskState",
    _("Pages that you judged"),
    ["finished_by", "comment"],
    whose=["finished_by"],
    erase=lambda rows: rows.update(finished_by=None, comment=""),
)
_of_staff(
    "wagtailcore.UploadedFile",
    _("Files that you were uploading"),
    ["uploaded_by_user", "file"],
    whose=["uploaded_by_user"],
)
_of_staff(
    "wagtailadmin.EditingSession",
    _("Pages that you have open"),
    ["user"],
    retention=[_old("wagtailadmin.EditingSession", "last_seen_at", EDITING_TERM)],
)
_of_staff(
    "wagtailadmin.FormState",
    _("Forms that you did not save"),
    ["user", "data"],
    retention=[_old("wagtailadmin.FormState", "last_updated_at", EDITING_TERM)],
)
_of_staff(
    "wagtailcore.Page",
    _("Pages that you made"),
    ["owner", "locked_by"],
    whose=["owner", "locked_by"],
    erase=_clear("owner", "locked_by"),
)
for _model, _label in [
    ("cms.LusImage", _("Pictures that you uploaded")),
    ("cms.LusDocument", _("Documents that you uploaded")),
    ("wagtailimages.Image", _("Pictures that you uploaded")),
    ("wagtaildocs.Document", _("Documents that you uploaded")),
]:
    _of_staff(_model, _label, ["uploaded_by_user"], whose=["uploaded_by_user"], erase=_clear("uploaded_by_user"))


# Revisions: an address may stand in the text of a page, and in every older version of it.

ON_A_PAGE = _("Your address stands on the page “%(page)s”. Our editors take it off; they have been told.")


def _with_text(rows: QuerySet, field: str, text: str) -> QuerySet:
    """Rows whose JSON or text holds `text`, whatever the database."""
    return rows.annotate(**{f"{field}_text": Cast(field, TextField())}).filter(**{f"{field}_text__icontains": text})


def _revisions_of(email: str) -> QuerySet:
    mentions = _with_text(Revision.objects.order_by(), "content", email).values("pk")
    return Revision.objects.filter(Q(user__email__iexact=email) | Q(pk__in=mentions))


def _revision_holds(revision: Revision) -> list[LegalHold]:
    """What is live, scheduled or the newest draft is the page itself; an older version is history and may go."""
    if revision.user_id and revision.user.is_active:
        return [AT_WORK]
    page = Page.objects.filter(Q(latest_revision=revision) | Q(live_revision=revision))
    if revision.approved_go_live_at or page.exists():
        return [LegalHold(ON_A_PAGE % {"page": revision.object_str})]
    return []


register(
    PersonalData(
        model="wagtailcore.Revision",
        label=_("Older versions of pages"),
        fields=["user", "object_str", "content"],
        purpose=WORK,
        ground=Ground.LEGITIMATE_INTEREST,
        find=_revisions_of,
        erase=_delete,
        holds=_revision_holds,
        own=False,
        export=lambda revision: {"wat": revision.object_str, "van": _when(revision.created_at)},
    )
)


# Results of tasks: an error's trace may quote what a task was given.


def _results_of(email: str) -> QuerySet:
    results = apps.get_model("django_tasks_database.DBTaskResult")._base_manager.order_by()
    quoted = _with_text(results, "args_kwargs", email).values("pk")
    return results.filter(Q(traceback__icontains=email) | Q(pk__in=quoted))


if apps.is_installed("django_tasks_db"):
    register(
        PersonalData(
            model="django_tasks_database.DBTaskResult",
            label=_("Work in the queue that names your address"),
            fields=["args_kwargs", "return_value", "traceback"],
            purpose=_("To do what you asked, and to find out why something failed."),
            ground=Ground.LEGITIMATE_INTEREST,
            find=_results_of,
            erase=_delete,
            own=False,
            export=lambda result: {"taak": result.task_path, "van": _when(result.enqueued_at)},
            retention=[_old("django_tasks_database.DBTaskResult", "finished_at", TASK_TERM)],
        )
    )


# Second factors and addresses of staff (allauth), where they are installed.

if apps.is_installed("allauth.account"):
    _of_staff("account.EmailAddress", _("Addresses of your account"), ["user", "email"])
    declare_impersonal(
        "account.EmailConfirmation", because="a key for an address that is registered itself; goes with it"
    )
if apps.is_installed("allauth.mfa"):
    _of_staff("mfa.Authenticator", _("Your second factors"), ["user", "data"])
if apps.is_installed("allauth.usersessions"):
    _of_staff("usersessions.UserSession", _("Where you are signed in"), ["user", "ip", "user_agent"])

for _model, _because in {
    "auth.Group": "the name of a role",
    "auth.Permission": "the name of a right",
    "wagtailcore.Collection": "the name of a folder",
    "wagtailcore.Site": "the name of the site",
    "wagtailcore.Workflow": "the name of a workflow",
    "wagtailcore.Task": "the name of a step of a workflow",
    "wagtailembeds.Embed": "what a video's provider shows to everybody, under the video's public address",
    "taggit.Tag": "a word that editors give to pictures and documents",
    "wagtailsearch.IndexEntry": "a copy of what is published or registered; erased along with its record (trust.privacy.services.traces)",
}.items():
    declare_impersonal(_model, because=_because)
if "sqliteftsindexentry" in apps.all_models["wagtailsearch"]:  # on SQLite only
    declare_impersonal("wagtailsearch.SQLiteFTSIndexEntry", because="the same copy, in SQLite's own table")
