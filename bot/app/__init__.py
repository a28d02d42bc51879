"""Parts that every front end shares: start-up, texts, citations, the JSON contract."""
