"""A second reading of the specification: it judges vectors and shares no code with what makes them.

Written for clarity, not for use: slow, and it holds no state.
"""
