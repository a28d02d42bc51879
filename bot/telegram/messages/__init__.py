"""Messages: rich text, pages, buttons, deep links, sending."""
