"""Who a session belongs to."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model


class StaffBackend(AuthenticationBackend):
    """As allauth's; an account comes with its profile, for which every screen of the admin would ask in a query of its own."""

    def get_user(self, user_id: Any) -> Any:
        found = get_user_model()._default_manager.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return found if found and self.user_can_authenticate(found) else None
