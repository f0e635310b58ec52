# hint-HINT: seen and not read; no-text-REASON: read, and without a text.

# --- what to do if a code is seen but cannot be read
hint-cut-off = Move so that the whole code is in the picture.
hint-too-small = Move closer to the code.
hint-too-tilted = Point the camera straight at the code.
hint-low-light = Scan the code in brighter light.
hint-glare = Tilt the code so that it does not reflect the light.
hint-blurred = Hold still until the picture is sharp.
hint-damaged = A corner of the code is damaged or covered. Uncover it, or try another copy of the label.
hint-too-many = There are too many codes in the picture. Take pictures of a few at a time.

# --- if it was read, but has no text
no-text-unknown-eci = This code was read, but its text is in a character set that is not known here (ECI { $eci }).
no-text-not-text = This code was read, but its content is not a text in a known character set.
no-text-part-of-text = This code holds only part { $part } of { $parts } of a text. A label is always in one code.
