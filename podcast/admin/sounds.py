"""Sound files: kept, looked at, listened to, chosen."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.views.generic.chooser import ChooseView, CreateView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from cms.media import with_ranges
from podcast.admin.readable import ReadableView
from podcast.loudness import advice
from podcast.models import AudioFile
from podcast.services import listen_again, remove_sound
from podcast.sound_forms import NewSoundForm, SoundNameForm
from podcast.times import clock

SEE, CHANGE = "podcast.view_audiofile", "podcast.change_audiofile"


class SoundView(ReadableView):
    """What was read and heard of a sound, with the player."""

    template_name = "podcast/admin/sound.html"
    any_permission_required = ["view"]

    def get_context_data(self, **kwargs):
        audio = self.object
        heard = audio.analysed_at is not None and not audio.analysis_error
        return super().get_context_data(**kwargs) | {
            "audio": audio,
            "url": reverse("podcast-listen", args=[audio.pk]),
            "advice": advice(audio.loudness_lufs, audio.peak_dbtp) if heard else [],
            "again_url": reverse("sounds:again", args=[audio.pk]) if self.request.user.has_perm(CHANGE) else "",
        }


class SoundDeleteView(DeleteView):
    """Takes the file along; a sound that an episode uses stays."""

    def delete_action(self):
        remove_sound(audio=self.object)

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except ProtectedError:
            messages.error(request, _("An episode uses this sound. Choose another one there first."))
            return redirect("sounds:inspect", self.object.pk)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponseBase:
    """`…/<pk>/again/`: the worker listens once more."""
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    listen_again(audio_id=get_object_or_404(AudioFile, pk=pk).pk)
    messages.success(request, _("It is in the queue; look again in a minute."))
    return redirect("sounds:inspect", pk)


@require_safe
def listen_to(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sound itself, for who works on it: drafts too. Nothing keeps a copy."""
    if not request.user.has_perm(SEE):
        raise PermissionDenied
    audio = get_object_or_404(AudioFile, pk=pk)
    response = FileResponse(audio.file.open("rb"), content_type=audio.media_type)
    response["Content-Length"] = str(audio.size)
    patch_cache_control(response, private=True, no_store=True)
    return with_ranges(request, response)


class SoundViewSet(ModelViewSet):
    """Sound files, the newest first."""

    model = AudioFile
    name = url_namespace = "sounds"
    url_prefix = "podcast/sounds"
    icon = "media"
    menu_label = gettext_lazy("Sounds")
    list_display = [
        TitleColumn("title", label=gettext_lazy("name"), url_name="sounds:inspect"),
        Column(
            "duration",
            label=gettext_lazy("length"),
            accessor=lambda audio: clock(audio.duration_ms),
        ),
        DateColumn("created_at", label=gettext_lazy("uploaded")),
    ]
    search_fields = ["title"]
    ordering = ["-created_at", "-pk"]
    inspect_view_enabled = True
    inspect_view_class = SoundView
    inspect_view_fields = [
        "title",
        "media_type",
        "bit_rate",
        "sample_rate",
        "channels",
        "created_at",
        "uploaded_by",
        "sha256",
    ]
    delete_view_class = SoundDeleteView
    copy_view_enabled = False
    form_fields = ["title"]

    def get_form_class(self, for_update=False):
        return SoundNameForm if for_update else NewSoundForm

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/again/", again, name="again")]


class WithUser:
    """The form learns who uploads."""

    def get_creation_form_kwargs(self):
        return super().get_creation_form_kwargs() | {"for_user": self.request.user}  # type: ignore[misc]


class SoundChooseView(WithUser, ChooseView):
    pass


class SoundCreateView(WithUser, CreateView):
    pass


class SoundChooserViewSet(ChooserViewSet):
    """Choose a sound in an episode, or upload one there."""

    model = AudioFile
    url_prefix = "podcast/sound-chooser"
    icon = "media"
    choose_one_text = gettext_lazy("Choose a sound")
    choose_another_text = gettext_lazy("Choose another sound")
    edit_item_text = gettext_lazy("Look at this sound")
    creation_form_class = NewSoundForm
    create_action_label = gettext_lazy("Upload")
    choose_view_class = SoundChooseView
    create_view_class = SoundCreateView
    page_title = gettext_lazy("Choose a sound")


sound_chooser = SoundChooserViewSet("sound_chooser")


@hooks.register("register_admin_urls")
def sound_addresses():
    return [path("podcast/listen/<int:pk>/", listen_to, name="podcast-listen")]


@hooks.register("register_permissions")
def podcast_permissions():
    return Permission.objects.filter(
        content_type__app_label="podcast", content_type__model__in=["audiofile", "person", "guestconsent", "takedown"]
    )
