"""Lines of a page: their features and types, bylines, furniture, tables, imprint."""
