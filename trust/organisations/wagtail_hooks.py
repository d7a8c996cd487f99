"""Organisations in the admin; found by `trust.wagtail_hooks`."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet

from trust.organisations.fields import OrganisationNumberField, PeppolIdField
from trust.organisations.models import Organisation
from trust.viewing import YesNoColumn


class OrganisationForm(WagtailAdminModelForm):
    """An organisation; its number with check digits, and where its electronic invoices go."""

    number = OrganisationNumberField(label=_("organisation number"))
    peppol_id = PeppolIdField(required=False, help_text=Organisation._meta.get_field("peppol_id").help_text)

    class Meta:
        model = Organisation
        fields = ["number", "name", "street", "postcode", "city", "is_vat_liable", "peppol_id"]


class OrganisationViewSet(ModelViewSet):
    """Who asked something of us, by number."""

    model = Organisation
    name = url_namespace = url_prefix = "organisations"
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 245
    add_to_admin_menu = True
    list_display = [
        "name",
        "number",
        "city",
        YesNoColumn("is_vat_liable", label=_("liable for VAT"), sort_key="is_vat_liable"),
    ]
    search_fields = ["name", "number", "city"]
    search_backend_name = None
    ordering = ["name", "pk"]
    list_per_page = 50
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False):
        return OrganisationForm


@hooks.register("register_admin_viewset")
def organisations():
    return OrganisationViewSet()


@hooks.register("register_permissions")
def organisation_permissions():
    return Permission.objects.filter(content_type__app_label="trust", content_type__model="organisation")
