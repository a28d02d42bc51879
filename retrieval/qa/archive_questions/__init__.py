"""Questions about the archive itself: catalogue, counts, quotes to check."""
