"""The rights that the screens of circles ask (cms/services/roles.py gives them out). Which sign-ups somebody sees hangs on two of them."""

from circles.querysets import SEE_CONFIDENTIAL, SEE_OPEN

__all__ = ["SEE_CONFIDENTIAL", "SEE_OPEN"]

CHANGE_OPEN = "circles.change_opensignup"
CHANGE_CONFIDENTIAL = "circles.change_confidentialsignup"
SEE_CALLS = "circles.view_call"
MAKE_CALLS = "circles.change_call"
SEE_VOLUNTEERS = "circles.view_volunteer"
STEER_VOLUNTEERS = "circles.change_volunteer"
SEE_REGIONS = "circles.view_region"
ADD_REGIONS = "circles.add_region"
DRAW_REGIONS = "circles.change_region"
SEE_CIRCLES = "circles.view_circle"
STEER_CIRCLES = "circles.change_circle"
SEE_FIGURES = "circles.view_circletally"
