package dev.starseal.example

import dev.starseal.*
import java.io.*
import java.time.Instant

/** The lists that labels are checked against: the anchor that the app ships, and newer lists, which are stored in a file. */
class LabelData(anchor: ByteArray, private val file: File) {
    val verifier = Verifier(anchor)
    /** The message for the user: stored data was refused, or two different lists with the same version were signed. */
    val news = java.util.concurrent.atomic.AtomicReference<Code?>()
    /** When data was last fetched; 1970 if it was never fetched. */
    val refreshedAt: Instant get() = Instant.ofEpochMilli(file.lastModified())
    init {
        try { if (file.exists()) learned(verifier.restore(file.readBytes())) } catch (failure: Exception) {
            file.deleteRecursively() // The app continues with the anchor alone, and the next start has no message.
            news.set((failure as? StarsealException)?.code ?: Code.STATE_DAMAGED)
        }
    }
    /** Applies a bundle and stores the state, so that a crash leaves the old state or the new one. */
    fun refresh(bundle: ByteArray, now: Instant) {
        learned(verifier.apply(bundle, now))
        val next = File(file.path + ".next")
        FileOutputStream(next).use { it.write(verifier.exportState()); it.fd.sync() }
        if (!next.renameTo(file)) throw IOException("$next cannot be renamed")
    }
    private fun learned(lists: List<ListOutcome>) {
        if (lists.any { it is ListOutcome.Refused && it.code == Code.EQUIVOCATION }) news.set(Code.EQUIVOCATION)
    }
}
