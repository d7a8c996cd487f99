"""Addresses of the outbox: the development mailbox (only with `OUTBOX_MAILBOX`) and the provider's reports."""

from django.urls import path

from trust.outbox import views

urlpatterns = [
    path("postvak/", views.mailbox, name="mailbox"),
    path("postvak/<uuid:public_id>/", views.mailbox_mail, name="mailbox-mail"),
    path("postvak/<uuid:public_id>/html/", views.mailbox_html, name="mailbox-html"),
    path("postvak/<uuid:public_id>/bijlage/<int:number>/", views.mailbox_attachment, name="mailbox-attachment"),
    path("mail/meldingen/<slug:provider>/", views.provider_report, name="mail-reports"),
]
