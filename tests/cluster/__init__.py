"""Tests on a real cluster of three nodes: `make cluster-test`. They are no part of the others."""
