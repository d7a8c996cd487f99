"""The rights that the screens of circles ask (cms/services/roles.py gives them out). Which sign-ups somebody sees hangs on two more:
`circles.querysets.SEE_OPEN` and `SEE_CONFIDENTIAL`."""

SEE_CALLS = "circles.view_call"
MAKE_CALLS = "circles.change_call"
SEE_VOLUNTEERS = "circles.view_volunteer"
STEER_VOLUNTEERS = "circles.change_volunteer"
SEE_REGIONS = "circles.view_region"
DRAW_REGIONS = "circles.change_region"
SEE_CIRCLES = "circles.view_circle"
STEER_CIRCLES = "circles.change_circle"
SEE_FIGURES = "circles.view_circletally"
