"""Readers of report files, one kind a module; `reading` finds the one for a file.

A new kind is a module with `accepts` and `read`, as `source_file.Reader` says, and a place in
`reading.READERS`. What a reader needs that is not always installed it imports in `read`.
"""
