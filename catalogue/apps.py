from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("Shop")

    def ready(self):
        from catalogue import privacy  # noqa: F401  (registers itself)
        from catalogue.payments import orders  # noqa: F401  (the same)
