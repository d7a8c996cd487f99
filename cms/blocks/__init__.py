"""The blocks of a page's body: one family a file, together in `body.BodyBlock`."""

from cms.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
