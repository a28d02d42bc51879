"""The Telegram bot measured on loopback, against the tests' Bot API server."""
