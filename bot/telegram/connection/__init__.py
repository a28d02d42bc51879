"""The connection to Telegram: requests, updates, polling, webhook, queue, rate limits."""
