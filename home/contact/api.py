"""`POST /api/v3/contact/messages/`."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import BaseModel, Field

from cms.api.schemas import Problem
from home.contact.forms import ContactForm
from home.contact.services import receive_message
from trust.forms.api import checked, refused, safe_post

router = Router(tags=["contact"])


class MessageIn(BaseModel):
    """What somebody writes to us; one of `email` and `phone` is enough."""

    name: str = Field(max_length=120, description="In any script.")
    message: str = Field(max_length=5000)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=32, description="Belgian as dialled here, others with + and the country code.")


class MessageOut(BaseModel):
    """It came. What was written is not said again."""

    id: UUID
    state: str
    delete_on: date = Field(description="The last day that we keep it.")


@router.post(
    "/messages/",
    response={201: MessageOut, 409: Problem, 422: Problem, 429: Problem},
    url_name="contact-messages",
    operation_id="contact_message_create",
    summary="Write to us",
)
@safe_post(form_id="contact", email_of=lambda payload: payload.email)
def create_message(request: HttpRequest, payload: MessageIn):
    """A message as the contact form sends it. The writer gets a receipt by mail, staff a link."""
    form = checked(ContactForm, request=request, payload=payload)
    if not form.is_valid():
        return refused(form)
    received = receive_message(message=form.as_message(), delete_on=form.delete_on)
    return Status(201, {"id": received.public_id, "state": received.state, "delete_on": received.delete_on})
