package dev.starseal

import java.io.File
import java.util.concurrent.atomic.AtomicLong
import kotlin.concurrent.thread
import kotlin.system.exitProcess

/*
 * Many checks in one process, with updates in between; the argument is their number: `cargo xtask soak kotlin`. It fails
 * where a verdict is not the expected one, where memory grows, and where no check ends for two minutes.
 */

private const val THREADS = 8

/** The growth of memory that is allowed after the warm-up. In a million checks, a leak of 42 bytes a check exceeds it. */
private const val ALLOWED_GROWTH_KIB = 32L * 1024

/** Nothing done for so long means that nothing will be. */
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
    val growth = "resident memory: %.1f MiB after a fifth, %.1f MiB at the end; %.0f MiB more are allowed"
    println(growth.format(warm / 1024.0, end / 1024.0, ALLOWED_GROWTH_KIB / 1024.0))
    if (end - warm > ALLOWED_GROWTH_KIB) fail("memory grows")
}

/** Checks what is a label, what was one, and what is none; now and then in a picture. */
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
                    if (verdict.code != Code.BAD_SIGNATURE) fail("an altered label is $verdict")
                }

                else -> {
                    val verdicts =
                        verifier.checkImage(
                            picture.pixels,
                            picture.width,
                            picture.height,
                            at = When.now(Example.now),
                        )
                    if (verdicts.code != Code.NO_LABEL) fail("a picture without a label has $verdicts")
                }
            }
        }
    }

/** Takes lists, policies and states, over and over, and refuses what is no list. */
private fun write(verifier: Verifier) =
    guarded {
        while (done.get() < checks) {
            verifier.apply(Example.bundle, Example.now)
            verifier.policy = Policy(minimumDaysLeft = (updates.get() % 1000).toInt())
            verifier.restore(verifier.exportState())
            Verifier.restored(Example.anchor, verifier.exportState()).verifier.close()
            if (runCatching { verifier.updateStatus(Example.bundle) }.isSuccess) fail("a bundle was taken as a list")
            if (verifier.authorities.size != 1) fail("another authority")
            updates.incrementAndGet()
            // Others are to be met at work, not to be kept from it.
            Thread.sleep(2)
        }
    }

private fun guarded(work: () -> Unit) {
    runCatching(work).onFailure { fail("$it\n${it.stackTraceToString()}") }
}

/** Ends the process, with what every thread is at, if nothing moves. */
private fun watch() {
    thread(isDaemon = true, name = "watchdog") {
        var seen = -1L
        while (done.get() != seen) {
            seen = done.get()
            Thread.sleep(PATIENCE_SECONDS * 1000L)
        }
        Thread.getAllStackTraces().forEach { (thread, trace) -> println("$thread\n  ${trace.joinToString("\n  ")}") }
        fail("nothing has moved for $PATIENCE_SECONDS seconds")
    }
}

private fun residentKib(): Long {
    // Old garbage is no growth.
    System.gc()
    val status = File("/proc/self/status")
    val line = if (status.exists()) status.readLines().find { it.startsWith("VmRSS:") } else null
    return line?.filter(Char::isDigit)?.toLong() ?: fail("memory is read from /proc/self/status, which Linux has")
}

private fun fail(why: String): Nothing {
    System.err.println("failed: $why")
    exitProcess(1)
}
