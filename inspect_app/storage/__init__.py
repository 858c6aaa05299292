"""Tables, connections, migrations and blobs."""
