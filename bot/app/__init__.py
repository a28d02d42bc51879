"""The program put together: composition, messages, citations, the JSON contract."""
