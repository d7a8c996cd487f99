"""What editors and the office see of the podcast in the admin: the studio."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from podcast.admin import artwork as _artwork  # noqa: F401  (registers itself)
from podcast.admin import todo as _todo  # noqa: F401  (registers itself)
from podcast.admin.consents import ConsentViewSet, TakeDownViewSet
from podcast.admin.people import PersonViewSet
from podcast.admin.sounds import SoundViewSet, sound_chooser
from podcast.listeners import reports as _reports  # noqa: F401  (its hooks register by being imported)


class StudioViewSetGroup(ViewSetGroup):
    """*Podcast* in the menu."""

    menu_label = _("Podcast")
    menu_icon = "media"
    menu_order = 240
    items = (SoundViewSet, PersonViewSet, ConsentViewSet, TakeDownViewSet)


@hooks.register("register_admin_viewset")
def studio():
    return [StudioViewSetGroup(), sound_chooser]


@hooks.register("insert_global_admin_css")
def studio_look():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/studio.css"))
