"""HTTP only: requests in, commands and queries called, answers out."""
