"""The register of consent, and what was taken away because one ended. Shown and added to; never edited."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from podcast.admin.readable import ReadableView
from podcast.enums import ConsentEnd
from podcast.models import GuestConsent, TakeDown
from podcast.people_forms import ConsentForm
from podcast.services import settle, take_back
from podcast.terms import WORDS
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.privacy.models import Consent
from trust.viewing import ShownOnly

TAKE_BACK, SETTLE = "podcast.change_guestconsent", "podcast.change_takedown"
REGISTER = "podcast.consents"


class AddedOnly(ModelPermissionPolicy):
    """Lines are added and looked at. Nobody edits or deletes one, not even who may do everything: a change is a new line."""

    def user_has_permission(self, user, action):
        return action not in ("change", "delete") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(GuestConsent, AddedOnly(GuestConsent))
register_permission_policy(TakeDown, ShownOnly(TakeDown))


def _stand(consent: GuestConsent) -> str:
    if consent.withdrawn_at is not None:
        return str(ConsentEnd(consent.end_reason).label) if consent.end_reason else _("taken back")
    return _("stands") if consent.stands() else _("has ended")


class ConsentListView(IndexView):
    """The register. That it was looked at is written down, with how many lines it showed."""

    any_permission_required = ["view"]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person", "episode")

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        record_access(what=REGISTER, by=self.request.user, access=Access.LIST, count=len(context["object_list"]))
        return context


class ConsentView(ReadableView):
    """One line, with the words that were signed and the button to take it back."""

    template_name = "podcast/admin/consent.html"
    any_permission_required = ["view"]

    def get(self, request, *args, **kwargs):
        record_access(what=REGISTER, by=request.user, about=self.object)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        consent = self.object
        words = Consent.objects.about(consent).select_related("text").order_by("-given_at").first()
        may = self.request.user.has_perm(TAKE_BACK) and consent.withdrawn_at is None
        query = f"?person={consent.person_id}&episode={consent.episode_id}"
        again = reverse("guest-consents:add") + query if consent.episode_id else ""
        return super().get_context_data(**kwargs) | {
            "stand": _stand(consent),
            "words": words.text if words else None,
            "take_back_url": reverse("guest-consents:take-back", args=[consent.pk]) if may else "",
            "again_url": again,
        }


class ConsentCreateView(CreateView):
    """A new line; what it is about may come along in the address."""

    template_name = "podcast/admin/consent_add.html"

    def get_initial(self):
        known = {name: self.request.GET[name] for name in ("person", "episode") if name in self.request.GET}
        return super().get_initial() | known

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"words": WORDS.text, "version": WORDS.version}

    def get_success_message(self, instance):
        return _("It stands in the register.")


@require_POST
def take_back_by_staff(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/take-back/`: the person told us, and staff note it."""
    if not request.user.has_perm(TAKE_BACK):
        raise PermissionDenied
    consent = get_object_or_404(GuestConsent, pk=pk)
    take_back(public_id=consent.public_id, reason=ConsentEnd.STAFF, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The consent is taken back; an episode that was up is not any more."))
    return redirect("guest-consents:inspect", pk)


class ConsentViewSet(ModelViewSet):
    """The register, the newest line first."""

    model = GuestConsent
    name = url_namespace = "guest-consents"
    url_prefix = "podcast/consents"
    icon = "clipboard-list"
    menu_label = gettext_lazy("Consents")
    index_view_class = ConsentListView
    list_display = [
        TitleColumn("person", label=gettext_lazy("person"), url_name="guest-consents:inspect"),
        Column("episode_words", label=gettext_lazy("episode")),
        Column("stand", label=gettext_lazy("state"), accessor=_stand),
        DateColumn("ends_at", label=gettext_lazy("ends")),
    ]
    search_fields: list[str] = []
    ordering = ["-noted_at", "-pk"]
    add_view_class = ConsentCreateView
    inspect_view_enabled = True
    inspect_view_class = ConsentView
    inspect_view_fields = [
        "person",
        "episode_words",
        "voice",
        "transcript",
        "name",
        "picture",
        "signed_by",
        "signed_as_guardian",
        "signed_on",
        "ends_at",
        "withdrawn_at",
        "noted_by",
        "noted_at",
    ]
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return ConsentForm

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/take-back/", take_back_by_staff, name="take-back")]


class TakeDownListView(IndexView):
    any_permission_required = ["view"]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("episode")


class TakeDownView(ReadableView):
    """What apps may still hold of an episode that went down, and what to do about it."""

    template_name = "podcast/admin/take_down.html"
    any_permission_required = ["view"]

    def get_context_data(self, **kwargs):
        taken = self.object
        may = self.request.user.has_perm(SETTLE) and taken.settled_at is None
        return super().get_context_data(**kwargs) | {
            "taken": taken,
            "settle_url": reverse("take-downs:settle", args=[taken.pk]) if may else "",
        }


@require_POST
def settle_take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/settle/`: it is looked after."""
    if not request.user.has_perm(SETTLE):
        raise PermissionDenied
    settle(take_down_id=get_object_or_404(TakeDown, pk=pk).pk, by=request.user)  # type: ignore[arg-type]
    return redirect("take-downs:inspect", pk)


class TakeDownViewSet(ModelViewSet):
    """Episodes that were taken away, the newest first."""

    model = TakeDown
    name = url_namespace = "take-downs"
    url_prefix = "podcast/taken-away"
    icon = "warning"
    menu_label = gettext_lazy("Taken away")
    index_view_class = TakeDownListView
    list_display = [
        TitleColumn("episode_words", label=gettext_lazy("episode"), url_name="take-downs:inspect"),
        Column("get_reason_display", label=gettext_lazy("because consent was")),
        DateColumn("at", label=gettext_lazy("taken away")),
        DateColumn("settled_at", label=gettext_lazy("looked after")),
    ]
    search_fields: list[str] = []
    form_fields: list[str] = []
    inspect_view_enabled = True
    inspect_view_class = TakeDownView
    inspect_view_fields = ["episode_words", "reason", "at", "settled_at", "settled_by"]
    copy_view_enabled = False

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/settle/", settle_take_down, name="settle")]
