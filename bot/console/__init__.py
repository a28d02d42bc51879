"""The console: the prompt, the views, and plain text where there is no terminal."""
