"""Writing: an index in a cluster brought up to date with a folder of reports."""
