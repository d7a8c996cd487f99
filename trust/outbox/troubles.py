"""What went wrong with a mail, in words that name nobody: whether to try again, and whether the others would fare the same."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass

from anymail.exceptions import (
    AnymailError,
    AnymailRecipientsRefused,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
)

# Answers of a provider that say something of us or of the hour, not of this mail.
NOT_THE_MAIL = {401, 402, 403, 404, 405, 407, 408, 425, 429}


@dataclass(frozen=True)
class Trouble:
    """`text`: the server's code and the kind of error. `is_final`: another attempt can't help. `is_of_the_server`: other mails would meet it too."""

    text: str
    is_final: bool = False
    is_of_the_server: bool = False


def trouble_of(error: Exception) -> Trouble:
    """`error` as staff read it. A server's own text is left out: it repeats the address."""
    match error:
        case smtplib.SMTPException():
            return _from_server(error)
        case AnymailError():
            return _from_provider(error)
        case LookupError():
            return Trouble("a link in it is dead", is_final=True)
        case UnicodeError():
            return Trouble(type(error).__name__, is_final=True)
        case OSError():  # refused, unreachable, unknown host, TLS, too slow
            return Trouble(type(error).__name__, is_of_the_server=True)
    return Trouble(type(error).__name__)


def _from_server(error: smtplib.SMTPException) -> Trouble:
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next((code for code, _text in error.recipients.values()), 0)
            return _answer(code, error, final=500 <= code < 600)
        case smtplib.SMTPDataError():
            return _answer(error.smtp_code, error, final=500 <= error.smtp_code < 600)
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError() | smtplib.SMTPAuthenticationError():
            # Our password or the whole server, not this mail.
            return _answer(error.smtp_code, error, of_the_server=True)
        case smtplib.SMTPResponseException():
            return _answer(error.smtp_code, error)
    return Trouble(type(error).__name__, is_final=isinstance(error, smtplib.SMTPNotSupportedError))


def _answer(code: int, error: Exception, *, final: bool = False, of_the_server: bool = False) -> Trouble:
    return Trouble(f"{code} {type(error).__name__}", is_final=final, is_of_the_server=of_the_server)


def _from_provider(error: AnymailError) -> Trouble:
    status = error.status_code or 0
    words = " ".join(str(part) for part in (status or "", type(error).__name__) if part)
    if isinstance(error, AnymailRecipientsRefused | AnymailSerializationError | AnymailUnsupportedFeature):
        return Trouble(words, is_final=True)
    return Trouble(
        words, is_final=400 <= status < 500 and status not in NOT_THE_MAIL, is_of_the_server=status in (401, 403)
    )
