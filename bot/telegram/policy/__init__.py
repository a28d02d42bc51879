"""Who is answered: access, quotas, mentions in groups, preferences."""
