"""Reads: select() → rows for pages, tablets and documents. Nothing here writes."""
