"""Articles: blocks of lines put together, headed, completed and written out."""
