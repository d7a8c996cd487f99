"""What a guest of the podcast sees of their own consent."""
