"""Messages: rich text, paging, callback data, deep links, sending; what they show: `views`."""
