"""The rules of the field, pure: nothing here opens a file, a connection or a clock."""
