"""The refusals of the kernel: each room's are named after what happened and stand beside its services."""


class Refusal(Exception):
    """Something that was asked and may not be done. The text of a child is for logs; views choose the words for people."""
