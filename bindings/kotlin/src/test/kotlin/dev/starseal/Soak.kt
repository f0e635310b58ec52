package dev.starseal

import java.io.File
import java.util.concurrent.atomic.AtomicLong
import kotlin.concurrent.thread
import kotlin.system.exitProcess

/*
 * Runs many checks in one process, with updates in between; the argument is their number: `cargo xtask soak kotlin`. The
 * program fails if a verdict is wrong, if memory grows, or if the threads stop making progress.
 */

private const val THREADS = 8

/** How much memory may grow after the warm-up. In a million checks, a leak of 42 bytes per check exceeds it. */
private const val ALLOWED_GROWTH_KIB = 32L * 1024

/** If no check ends for this long, there is a deadlock. */
private const val PATIENCE_SECONDS = 120

private var checks = 0L
private val done = AtomicLong()
private val updates = AtomicLong()

fun main(arguments: Array<String>) {
    checks = arguments.single().toLong()
    watch()
    val verifier = Verifier(Example.anchor)
    val started = System.nanoTime()
    val readers = List(THREADS) { number -> thread(name = "reader-$number") { read(verifier) } }
    val writer = thread(name = "writer") { write(verifier) }
    while (done.get() < checks / 5) Thread.sleep(5)
    val warm = residentKib()
    (readers + writer).forEach { it.join() }
    val end = residentKib()
    verifier.close()
    val seconds = (System.nanoTime() - started) / 1_000_000_000
    println("%,d checks from %d threads and %,d updates in %d s".format(done.get(), THREADS, updates.get(), seconds))
    val growth = "resident memory: %.1f MiB after a fifth, %.1f MiB at the end; the limit is %.0f MiB more"
    println(growth.format(warm / 1024.0, end / 1024.0, ALLOWED_GROWTH_KIB / 1024.0))
    if (end - warm > ALLOWED_GROWTH_KIB) fail("memory grows")
}

/** Checks a genuine label and an altered one, and sometimes a picture without a label. */
private fun read(verifier: Verifier) =
    guarded {
        val altered = Example.label.dropLast(3) + "000"
        val picture = Grey.read(vectors.resolve("images/plain-url.png"))
        while (true) {
            val number = done.getAndIncrement()
            if (number >= checks) return@guarded
            when (number % 100) {
                in 0L..89L -> {
                    val verdict = verifier.check(Example.label, When.now(Example.now))
                    if (verdict.outcome is Outcome.Refused) fail("a genuine label is refused: $verdict")
                }

                in 90L..98L -> {
                    val verdict = verifier.check(altered, When.now(Example.now))
                    if (verdict.code != Code.BAD_SIGNATURE) fail("an altered label has the verdict $verdict")
                }

                else -> {
                    val verdicts =
                        verifier.checkImage(
                            picture.pixels,
                            picture.width,
                            picture.height,
                            at = When.now(Example.now),
                        )
                    if (verdicts.code != Code.NO_LABEL) fail("a picture without a label has the result $verdicts")
                }
            }
        }
    }

/** Repeatedly applies lists, policies and states, and passes a bundle as a status list, which must be refused. */
private fun write(verifier: Verifier) =
    guarded {
        while (done.get() < checks) {
            verifier.apply(Example.bundle, Example.now)
            verifier.policy = Policy(minimumDaysLeft = (updates.get() % 1000).toInt())
            verifier.restore(verifier.exportState())
            Verifier.restored(Example.anchor, verifier.exportState()).verifier.close()
            if (runCatching { verifier.updateStatus(Example.bundle) }.isSuccess) fail("a bundle was accepted as a list")
            if (verifier.authorities.size != 1) fail("the number of authorities has changed")
            updates.incrementAndGet()
            // The pause leaves time for the checks of the other threads.
            Thread.sleep(2)
        }
    }

private fun guarded(work: () -> Unit) {
    runCatching(work).onFailure { fail("$it\n${it.stackTraceToString()}") }
}

/** Ends the process with the stack trace of every thread if no check ends for [PATIENCE_SECONDS]. */
private fun watch() {
    thread(isDaemon = true, name = "watchdog") {
        var seen = -1L
        while (done.get() != seen) {
            seen = done.get()
            Thread.sleep(PATIENCE_SECONDS * 1000L)
        }
        Thread.getAllStackTraces().forEach { (thread, trace) -> println("$thread\n  ${trace.joinToString("\n  ")}") }
        fail("no check has ended for $PATIENCE_SECONDS seconds")
    }
}

private fun residentKib(): Long {
    // Garbage that is not yet collected does not count as growth.
    System.gc()
    val status = File("/proc/self/status")
    val line = if (status.exists()) status.readLines().find { it.startsWith("VmRSS:") } else null
    return line?.filter(Char::isDigit)?.toLong() ?: fail("/proc/self/status has no VmRSS: run this on Linux")
}

private fun fail(why: String): Nothing {
    System.err.println("failed: $why")
    exitProcess(1)
}
