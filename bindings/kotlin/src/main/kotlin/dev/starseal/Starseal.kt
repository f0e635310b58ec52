@file:JvmName("Starseal")

package dev.starseal

import dev.starseal.internal.formatVersion as rawFormatVersion
import dev.starseal.internal.libraryVersion as rawLibraryVersion
import dev.starseal.internal.undoWedge as rawUndoWedge

/** The version of the library, such as `0.1.0`. */
public val libraryVersion: String
    get() = rawLibraryVersion()

/** The version of the wire format that the library reads. */
public val formatVersion: Int
    get() = rawFormatVersion().toInt()

/**
 * Reverses the changes that a keyboard-wedge scanner makes to a carrier on a host with another keyboard layout.
 * Use it only for text that a wedge typed; camera input is never repaired.
 */
public fun undoWedge(typed: String): String = crossing { rawUndoWedge(wellFormed(typed)) }
