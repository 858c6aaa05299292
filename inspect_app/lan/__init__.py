"""Serving tablets on a bureau's own network: this machine's addresses, a local certificate authority, and the page that explains how to trust it."""
