package dev.starseal

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** One verifier is used by many threads. The time limit only ends a deadlock. */
@Timeout(120)
class ThreadTest {
    private val threads = 8

    private fun together(
        count: Int,
        work: (Int) -> Unit,
    ) {
        val pool = Executors.newFixedThreadPool(count)
        try {
            pool.invokeAll(List(count) { number -> Callable { work(number) } }).forEach { it.get() }
        } finally {
            pool.shutdownNow()
        }
    }

    /** Each reader sees the old verdict, then the new one, and never the old one after that. */
    @Test
    fun readersDuringAnUpdate() {
        repeat(20) {
            val (verifier, isTaken) = Verifier(Example.anchor) to AtomicBoolean()
            val (before, after) = Code.STATUS_UNKNOWN to Code.WITHDRAWN
            together(threads + 1) { number ->
                if (number == threads) {
                    assertEquals(Update.TAKEN, verifier.updateStatus(Example.withdrawal, Example.now))
                    isTaken.set(true)
                    return@together
                }
                val seen = mutableListOf<Code>()
                do {
                    val mustBeNew = isTaken.get()
                    seen += verifier.check(Example.label, When.now(Example.now)).code
                    if (mustBeNew) assertEquals(after, seen.last())
                } while (!mustBeNew)
                assertTrue(seen.all { it == before || it == after }, "$seen")
                assertEquals(seen.sortedBy { it == after }, seen)
            }
            verifier.close()
        }
    }

    /** Threads check and update at the same time. The final state is that of a single thread. */
    @Test
    fun updatesFromManyThreads() {
        val verifier = Verifier(Example.anchor)
        together(threads) { number ->
            repeat(40) { turn ->
                when ((number + turn) % 5) {
                    0 -> verifier.apply(Example.bundle, Example.now)
                    1 -> verifier.policy = Policy(minimumDaysLeft = turn)
                    2 -> verifier.restore(verifier.exportState())
                    3 -> assertTrue(verifier.authorities.isNotEmpty())
                    else -> assertTrue(verifier.check(Example.label, When.now(Example.now)).isAuthentic)
                }
            }
        }
        val alone = Verifier(Example.anchor)
        alone.apply(Example.bundle, Example.now)
        assertEquals(alone.exportState().toList(), verifier.exportState().toList())
        listOf(alone, verifier).forEach(Verifier::close)
    }

    /** A thread closes the verifier while others use it. Each call returns a verdict or throws. */
    @Test
    fun closedWhileInUse() {
        repeat(50) {
            val verifier = Verifier(Example.anchor)
            together(threads) { number ->
                if (number == 0) return@together verifier.close()
                while (true) {
                    val verdict = runCatching { verifier.check(Example.label, When.now(Example.now)) }
                    verdict.onFailure { assertTrue(it is IllegalStateException && "fault" !in it.message!!, "$it") }
                    if (verdict.isFailure) break
                    assertEquals(Code.STATUS_UNKNOWN, verdict.getOrThrow().code)
                }
            }
        }
    }
}
