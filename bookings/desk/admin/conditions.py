"""The terms that proposals name: a new version is added, none is changed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.rich_text import expand_db_html

from bookings.desk.models import BookingTerms
from bookings.desk.services.keeping import write_terms


class WrittenOnce(ModelPermissionPolicy):
    """What a proposal may name is not changed and does not go, not even by who may do everything."""

    def user_has_permission(self, user, action):
        return action not in ("change", "delete") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(BookingTerms, WrittenOnce(BookingTerms))


class TermsListView(IndexView):
    """The newest first."""

    any_permission_required = ["view"]
    default_ordering = "-valid_from"
    columns = [
        TitleColumn("version", label=_("Version"), url_name="booking-terms:inspect"),
        Column("valid_from", label=_("Valid from")),
    ]


class TermsCreateView(CreateView):
    success_message = _("The terms '%(object)s' can be chosen in proposals now.")

    def save_instance(self):
        said = {name: self.form.cleaned_data[name] for name in ("version", "text", "valid_from")}
        return write_terms(**said, by=self.request.user)

    def get_success_url(self):
        return reverse("booking-terms:index")

    def get_success_buttons(self):
        return []


class TermsView(InspectView):
    """As organisations read them."""

    any_permission_required = ["view"]

    def get_field_display_value(self, field_name, field):
        if field_name == "text":
            return format_html("{}", mark_safe(expand_db_html(self.object.text)))  # noqa: S308  (written by staff, cleaned by the editor)
        return super().get_field_display_value(field_name, field)


class TermsViewSet(ModelViewSet):
    """Terms of bookings."""

    model = BookingTerms
    name = url_namespace = url_prefix = "booking-terms"
    icon = "doc-full"
    menu_label = _("Terms")
    menu_order = 140
    index_view_class = TermsListView
    add_view_class = TermsCreateView
    inspect_view_class = TermsView
    inspect_view_enabled = True
    inspect_view_fields = ["version", "valid_from", "text"]
    copy_view_enabled = False
    search_fields = ["version"]
    search_backend_name = None
    ordering = ["-valid_from", "-pk"]
    edit_handler = ObjectList(
        [FieldPanel("version"), FieldPanel("valid_from"), FieldPanel("text")], base_form_class=WagtailAdminModelForm
    )

    def get_urlpatterns(self):
        ours = ("index", "index_results", "add", "inspect")
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in ours]
