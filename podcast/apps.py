from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PodcastConfig(AppConfig):
    name = "podcast"
    verbose_name = _("Podcast")

    def ready(self):
        from podcast import closing, portraits, privacy, receivers  # noqa: F401  (register themselves)
        from podcast.publishing import keep_the_gate

        keep_the_gate()
