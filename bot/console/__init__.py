"""The console: a prompt, what it draws, and plain text where there is no terminal."""
