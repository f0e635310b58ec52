package dev.starseal

import dev.starseal.internal.FfiConverterString
import dev.starseal.internal.FfiConverterTypePolicy
import dev.starseal.internal.InternalException
import dev.starseal.internal.RustBuffer
import dev.starseal.internal.UniffiLib
import dev.starseal.internal.UniffiRustCallStatus
import dev.starseal.internal.defaultPolicy
import dev.starseal.internal.use
import org.junit.jupiter.api.Test
import java.nio.ByteBuffer
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import dev.starseal.internal.Verifier as RawVerifier

/** A panic in the shipped library becomes an exception here, and the process continues. */
class FaultTest {
    private val anchor = readJson(vectors.resolve("trust/jc-star.json")).hex("hex")

    /** Passes an invalid encoding of a policy. Only generated code writes these bytes, so the library panics on them. */
    private fun setPolicy(
        raw: RawVerifier,
        policy: ByteArray,
    ) {
        val status = UniffiRustCallStatus()
        val buffer = RustBuffer.alloc(policy.size.toULong())
        buffer.data!!.write(0, policy, 0, policy.size)
        buffer.writeField("len", policy.size.toLong())
        UniffiLib.uniffi_starseal_ffi_fn_method_verifier_set_policy(raw.uniffiCloneHandle(), buffer, status)
        check(status.isPanic()) { "the library accepted ${policy.toList()}" }
        throw InternalException(FfiConverterString.lift(status.error_buf))
    }

    @Test
    fun aPanicIsAnException() {
        val buffer = ByteBuffer.allocate(1000).also { FfiConverterTypePolicy.write(defaultPolicy(), it) }
        val whole = buffer.array().copyOf(buffer.position())
        RawVerifier(anchor).use { raw ->
            val faults =
                listOf(byteArrayOf(), whole.copyOf(whole.size - 1), whole + 0, byteArrayOf(7) + whole.drop(1))
            for (fault in faults) {
                val thrown = assertFailsWith<IllegalStateException> { crossing { setPolicy(raw, fault) } }
                assertContains(thrown.message!!, "a fault in the Starseal library: ")
            }
            // The verifier still works, and its policy has not changed.
            assertEquals(Policy.default, Policy.of(raw.policy()))
        }
    }
}
