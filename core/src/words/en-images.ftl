# Sentences about codes in pictures that were read, but have no text. They are compiled with the feature `scan` only.

no-text-unknown-eci = This code was read, but its text is in a character set that is not known here (ECI { $eci }).
no-text-not-text = This code was read, but its content is not a text in a known character set.
no-text-part-of-text = This code holds only part { $part } of { $parts } of a text. A label is always in one code.
