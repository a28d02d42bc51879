"""The handlers: an update in, one call, messages out."""
