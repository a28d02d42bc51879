"""The commands of `wenbao`, a module each."""
