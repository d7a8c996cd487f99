"""The desk in the admin: the board, one request, proposals, trainers."""
