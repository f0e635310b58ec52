"""A second implementation of the specification. It judges vectors and plays stories, and shares no code with the
generator.

It is written for clarity, not for use: it is slow, and keeps everything in memory.
"""
