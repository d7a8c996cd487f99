"""The booking desk: a request for a workshop, a proposal for two weeks from now, a trainer."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils.timezone import localdate, now
from factory.django import DjangoModelFactory

from bookings.desk.enums import ActivityKind, ProposalState, RequestAudience, RequestState, SlotState
from bookings.desk.models import BookingRequest, BookingTerms, Proposal, ProposalLine, Trainer, TrainerSlot
from bookings.desk.terms import delete_on
from tests.factories.pages import ActivityPageFactory
from tests.factories.registrations import evening

__all__ = [
    "NUMBER",
    "ActivityPageFactory",
    "BookingRequestFactory",
    "BookingTermsFactory",
    "ProposalFactory",
    "TrainerFactory",
]

# Right check digits, of nobody.
NUMBER = "0123456749"


class TrainerFactory(DjangoModelFactory):
    class Meta:
        model = Trainer

    name = factory.Sequence(lambda number: f"Begeleider {number}")
    email = factory.Sequence(lambda number: f"begeleider.{number}@example.org")
    kinds = factory.LazyFunction(lambda: list(ActivityKind.values))


class BookingTermsFactory(DjangoModelFactory):
    class Meta:
        model = BookingTerms
        django_get_or_create = ["version"]

    version = "2026"
    text = "<p>Annuleren kan tot een week vooraf.</p>"
    valid_from = factory.LazyFunction(localdate)


class BookingRequestFactory(DjangoModelFactory):
    """In `state`; with what that state has: a version that was sent, or one that holds."""

    class Meta:
        model = BookingRequest
        skip_postgeneration_save = True

    state = RequestState.NEW
    kind = ActivityKind.WORKSHOP
    activity_title = "Samen sterk"
    organisation_name = "Dienstencentrum De Linde"
    contact_name = "Rita Peeters"
    email = factory.Sequence(lambda number: f"rita.{number}@example.org")
    audience = RequestAudience.PARTICIPANTS
    group_size = 15
    delete_on = factory.LazyFunction(lambda: delete_on(received_on=localdate()))

    @factory.post_generation
    def stands_on(self, create, extracted, **kwargs):
        """The version that goes with its state."""
        state = {
            RequestState.PROPOSED: ProposalState.SENT,
            RequestState.EXPIRED: ProposalState.EXPIRED,
            RequestState.AGREED: ProposalState.ACCEPTED,
            RequestState.PREPARED: ProposalState.ACCEPTED,
            RequestState.GIVEN: ProposalState.ACCEPTED,
            RequestState.INVOICED: ProposalState.ACCEPTED,
            RequestState.CLOSED: ProposalState.ACCEPTED,
        }.get(self.state)
        if create and state and extracted is not False:
            past = self.state in (RequestState.GIVEN, RequestState.INVOICED, RequestState.CLOSED)
            ProposalFactory(request=self, state=state, starts_at=evening(-3 if past else 14), priced=True)


class ProposalFactory(DjangoModelFactory):
    """A draft, ready to be sent; `priced`: with a fee of 300 euro and travel of 24,50 euro."""

    class Meta:
        model = Proposal
        skip_postgeneration_save = True

    request = factory.SubFactory(BookingRequestFactory)
    version = factory.LazyAttribute(lambda made: made.request.proposals.count() + 1)
    state = ProposalState.DRAFT
    starts_at = factory.LazyFunction(evening)
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + timedelta(hours=3))
    place = "Kerkstraat 1, 3000 Leuven"
    valid_until = factory.LazyFunction(lambda: localdate() + timedelta(days=10))
    terms = factory.SubFactory(BookingTermsFactory)
    sent_at = factory.LazyAttribute(lambda made: None if made.state == ProposalState.DRAFT else now())
    decided_at = factory.LazyAttribute(
        lambda made: None if made.state in (ProposalState.DRAFT, ProposalState.SENT) else now()
    )
    decided_by = factory.LazyAttribute(lambda made: "Rita Peeters" if made.decided_at else "")

    @factory.post_generation
    def by(self, create, extracted, **kwargs):
        """Its trainers: one of its own unless said; each holds the date as the version stands."""
        trainers = [TrainerFactory()] if extracted is None else extracted
        self.trainers.set(trainers)
        held = {ProposalState.SENT: SlotState.TENTATIVE, ProposalState.ACCEPTED: SlotState.CONFIRMED}.get(self.state)
        for trainer in trainers if held else ():
            TrainerSlot.objects.create(
                trainer=trainer,
                request=self.request,
                state=held,
                starts_at=self.starts_at,
                ends_at=self.ends_at,
                place=self.place,
            )

    @factory.post_generation
    def priced(self, create, extracted, **kwargs):
        if extracted is not False:
            ProposalLine.objects.create(proposal=self, label="Workshop, 3 uur", unit_cents=30000)
            ProposalLine.objects.create(
                proposal=self, kind="travel", label="Verplaatsing", quantity="50", unit_cents=49, sort_order=1
            )
