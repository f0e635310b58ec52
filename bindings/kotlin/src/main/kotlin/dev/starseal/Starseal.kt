@file:JvmName("Starseal")

package dev.starseal

import dev.starseal.internal.formatVersion as rawFormatVersion
import dev.starseal.internal.libraryVersion as rawLibraryVersion

/** The version of the library, such as `0.1.0`. */
public val libraryVersion: String
    get() = rawLibraryVersion()

/** The version of the wire format that the library reads. */
public val formatVersion: Int
    get() = rawFormatVersion().toInt()
