package dev.starseal.example

import dev.starseal.*
import java.io.*
import java.time.Instant

/** The lists that labels are judged by: the anchor that the app ships, and what was learned since, kept in a file. */
class LabelData(anchor: ByteArray, private val file: File) {
    val verifier = Verifier(anchor)
    /** Why what was stored was not taken, to be told once; then there is the anchor alone. */
    var fault = try { if (file.exists()) verifier.restore(file.readBytes()); null } catch (failure: Exception) {
        file.deleteRecursively()
        (failure as? Refusal)?.code ?: Code.STATE_DAMAGED
    }
    /** When data was last fetched; 1970 where it never was. */
    val refreshedAt: Instant get() = Instant.ofEpochMilli(file.lastModified())

    /** Learns what a bundle brings and stores it, so that a crash leaves the old state or the new one. */
    fun refresh(bundle: ByteArray, now: Instant) {
        verifier.apply(bundle, now)
        val next = File(file.path + ".next")
        FileOutputStream(next).use { it.write(verifier.exportState()); it.fd.sync() }
        if (!next.renameTo(file)) throw IOException("$next cannot be renamed")
    }
}
