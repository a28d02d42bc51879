"""Writing: the stored index brought up to date with its folder of reports."""
