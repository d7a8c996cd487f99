from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("Shop")

    def ready(self):
        from catalogue import actions, privacy, search  # noqa: F401  (register themselves)
        from catalogue.payments import orders  # noqa: F401  (the same)
