"""Every write of the editorial kernel that is not an editor's own form."""
