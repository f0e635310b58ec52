package dev.starseal

import java.io.File
import java.nio.ByteBuffer
import java.time.Instant

/*
 * Measures checks from Kotlin, including the call and the reading of the verdict. `cargo xtask bench kotlin` runs this
 * program and compares the times with the same checks in Rust (ffi/examples/ratio.rs). The program prints the median of
 * each check in nanoseconds.
 */

private const val WIDTH = 1280
private const val HEIGHT = 720

fun main(arguments: Array<String>) {
    val folder = File(arguments.single())
    val now = Instant.ofEpochSecond(folder.resolve("now").readText().toLong())
    val text = folder.resolve("label").readText()
    val pixels = folder.resolve("frame").readBytes()
    val frame = ByteBuffer.allocateDirect(pixels.size).put(pixels)
    frame.flip()
    Verifier(folder.resolve("trust-list").readBytes()).use { verifier ->
        val check =
            median(warmUp = 40_000, turns = 201, perTurn = 100) { check(verifier.check(text, When.now(now)).stands) }
        val scan =
            FrameScanner(verifier).use { scanner ->
                median(warmUp = 20, turns = 21, perTurn = 1) {
                    check(scanner.checkFrame(frame, WIDTH, HEIGHT, at = When.now(now)).labels.single().verdict.stands)
                }
            }
        println("check $check\nscan $scan")
    }
}

private inline fun median(
    warmUp: Int,
    turns: Int,
    perTurn: Int,
    work: () -> Unit,
): Long {
    repeat(warmUp) { work() }
    val times =
        List(turns) {
            val started = System.nanoTime()
            repeat(perTurn) { work() }
            (System.nanoTime() - started) / perTurn
        }
    return times.sorted()[turns / 2]
}
