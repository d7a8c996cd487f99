from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

ROOMS = ["audit", "clock", "queue", "outbox", "links", "places", "organisations", "forms", "privacy", "staff", "backup"]
# What a room registers by being imported, once models are loaded: personal data, link purposes, signal receivers of libraries, checks.
REGISTERING = ["privacy", "checks", "receivers"]


class TrustConfig(AppConfig):
    name = "trust"
    verbose_name = _("Trust")

    def ready(self):
        for room in ROOMS:
            package = import_module(f"trust.{room}")
            for name in REGISTERING:
                if module_has_submodule(package, name):
                    import_module(f"trust.{room}.{name}")
