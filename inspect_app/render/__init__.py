"""Documents and photos: facts and bytes in, bytes out."""
