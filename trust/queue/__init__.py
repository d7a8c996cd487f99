"""The task queue: failed tasks are tried again, abandoned ones taken back, a stuck one is seen."""
