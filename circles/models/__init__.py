"""Who looks for people, who phones them, where, and the groups they come together in."""

from circles.models.calls import Call, CallAttempt
from circles.models.groups import Apart, Circle, CircleMember, Meeting, MeetingAnswer
from circles.models.map import MapSnapshot
from circles.models.proposing import ProposalRun
from circles.models.regions import Region, RegionPlace
from circles.models.sign_ups import ConfidentialSignUp, OpenSignUp, SignUp
from circles.models.tallies import CircleTally
from circles.models.volunteers import Volunteer
from circles.pages import MapPage

__all__ = [
    "Apart",
    "Call",
    "CallAttempt",
    "Circle",
    "CircleMember",
    "CircleTally",
    "ConfidentialSignUp",
    "MapPage",
    "MapSnapshot",
    "Meeting",
    "MeetingAnswer",
    "OpenSignUp",
    "ProposalRun",
    "Region",
    "RegionPlace",
    "SignUp",
    "Volunteer",
]
