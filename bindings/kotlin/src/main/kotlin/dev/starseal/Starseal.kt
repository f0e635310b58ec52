@file:JvmName("Starseal")

package dev.starseal

import dev.starseal.internal.formatVersion as rawFormatVersion
import dev.starseal.internal.libraryVersion as rawLibraryVersion
import dev.starseal.internal.undoWedge as rawUndoWedge

/** The version of the library, such as `0.1.0`. */
public val libraryVersion: String
    get() = rawLibraryVersion()

/** The version of the wire format that it reads. */
public val formatVersion: Int
    get() = rawFormatVersion().toInt()

/**
 * Undoes what a keyboard-wedge scanner on a host with another keyboard layout does to a carrier (rule R-12 of the
 * specification). Only for text that a wedge typed: camera input is never repaired.
 */
public fun undoWedge(typed: String): String = crossing { rawUndoWedge(wellFormed(typed)) }
