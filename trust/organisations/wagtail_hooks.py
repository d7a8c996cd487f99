"""Organisations in the admin; found by `trust.wagtail_hooks`."""

from __future__ import annotations

from django import forms
from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet

from trust.organisations.fields import OrganisationNumberField
from trust.organisations.models import Organisation


class OrganisationForm(WagtailAdminModelForm):
    """An organisation; its number with check digits."""

    number = OrganisationNumberField(label=_("organisation number"))

    class Meta:
        model = Organisation
        fields = ["number", "name", "street", "postcode", "city", "is_vat_liable", "peppol_id"]

    def clean_peppol_id(self) -> str:
        said = self.cleaned_data["peppol_id"].strip()
        scheme, colon, number = said.partition(":")
        if said and not (colon and len(scheme) == 4 and scheme.isdigit() and number):
            raise forms.ValidationError(
                _("A Peppol id is a scheme of four digits, a colon, and a number: 0208:0123456749.")
            )
        return said


class OrganisationViewSet(ModelViewSet):
    """Who asked something of us, by number."""

    model = Organisation
    name = url_namespace = url_prefix = "organisations"
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 245
    add_to_admin_menu = True
    list_display = ["name", "number", "city", "is_vat_liable"]
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
