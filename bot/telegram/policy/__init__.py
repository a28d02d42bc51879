"""Policy: access, quotas, mentions in groups, preferences."""
