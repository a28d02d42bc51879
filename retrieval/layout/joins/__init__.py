"""Joins: which lines go on with which, in wrapped text and across columns."""
