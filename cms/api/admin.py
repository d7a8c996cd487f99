"""`/admin/api/main/…` of pictures and documents, from which the admin's own choosers read: for those who may choose."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

from cms.private_pictures import SEEING


class ForThoseWhoChoose:
    """What is in collections that its asker may use; 403 for somebody who may use none."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not self._policy.user_has_any_permission(request.user, SEEING):
            raise PermissionDenied

    def get_queryset(self):
        usable = self._policy.collections_user_has_any_permission_for(self.request.user, SEEING)
        return super().get_queryset().filter(collection__in=usable)

    @property
    def _policy(self):
        return policy_registry.get_by_type(self.model)


class ChoosableImages(ForThoseWhoChoose, ImagesAdminAPIViewSet):
    pass


class ChoosableDocuments(ForThoseWhoChoose, DocumentsAdminAPIViewSet):
    pass
