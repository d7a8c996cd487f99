"""People who are heard or who make the podcast."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet

from podcast.models import Person
from podcast.people_forms import PersonForm
from trust.viewing import YesNoColumn


class PersonDeleteView(DeleteView):
    """Who stands in an episode or in the register stays."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except ProtectedError:
            messages.error(request, _("This person stands in an episode, or in the register of consent."))
            return redirect("podcast-people:edit", self.object.pk)


class PersonViewSet(ModelViewSet):
    """People, by name."""

    model = Person
    name = url_namespace = "podcast-people"
    url_prefix = "podcast/people"
    icon = "user"
    menu_label = gettext_lazy("People")
    list_display = ["name", "public_name", YesNoColumn("is_minor", label=gettext_lazy("younger than 18"))]
    search_fields = ["name", "public_name"]
    ordering = ["name", "pk"]
    delete_view_class = PersonDeleteView
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return PersonForm
