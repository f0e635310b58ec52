"""A second implementation of the specification. It judges vectors and shares no code with the generator.

It is written for clarity, not for use: it is slow and has no state.
"""
