"""The demo county: generated data that depends on nothing but a seed and a date.

No real enterprise or person is described. `county`, `people`, `enterprises` and
`history` are data; `photos` draws what they refer to.
"""
