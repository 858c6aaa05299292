"""Writes: one function = one transaction = one or more ops."""
