package dev.starseal.example

import dev.starseal.*
import java.io.*
import java.time.Instant

/** The lists that labels are judged by: the anchor that the app ships, and what was learned since, kept in a file. */
class LabelData(anchor: ByteArray, private val file: File) {
    val verifier = Verifier(anchor)
    /** What the user is to be told: what was stored was not taken, or somebody signed two lists of one version. */
    val news = java.util.concurrent.atomic.AtomicReference<Code?>()
    /** When data was last fetched; 1970 where it never was. */
    val refreshedAt: Instant get() = Instant.ofEpochMilli(file.lastModified())
    init {
        try { if (file.exists()) learned(verifier.restore(file.readBytes())) } catch (failure: Exception) {
            file.deleteRecursively() // There is the anchor alone, and no more to tell at the next start.
            news.set((failure as? StarsealException)?.code ?: Code.STATE_DAMAGED)
        }
    }
    /** Learns what a bundle brings and stores it, so that a crash leaves the old state or the new one. */
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
