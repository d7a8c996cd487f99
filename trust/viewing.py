"""Screens of staff that show and never write: what people sent us is not ours to edit."""

from __future__ import annotations

from wagtail.permission_policies import ModelPermissionPolicy

WRITING = frozenset({"add", "change", "delete"})


class ShownOnly(ModelPermissionPolicy):
    """Nobody adds, edits or deletes here, not even who may do everything; who may change a record moves it by the buttons of its screen."""

    def user_has_permission(self, user, action):
        return action not in WRITING and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)
