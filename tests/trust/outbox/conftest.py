"""The outbox as it runs: its own backend in front, a real mail server behind."""

import pytest

from tests.trust.outbox.servers import MailServer

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def mail_server(settings):
    """The server to which the worker of this test sends."""
    server = MailServer()
    settings.OUTBOX_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 5
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def outbox_settings(settings):
    """Django's test run puts its own backend in front of ours; here ours is the subject."""
    settings.EMAIL_BACKEND = "trust.outbox.backends.QueueBackend"
    settings.OUTBOX_BACKEND = LOCMEM
