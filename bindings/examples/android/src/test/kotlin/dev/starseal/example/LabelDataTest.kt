package dev.starseal.example

import dev.starseal.Code
import dev.starseal.StarsealException
import dev.starseal.When
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.io.FileNotFoundException
import java.time.Instant

class LabelDataTest {
    @TempDir
    lateinit var folder: File
    private val file get() = folder.resolve("starseal.state")

    private val story = Vectors.read("stories/bundle-for-a-shop")
    private val steps = story["steps"].asJsonArray.map { it.asJsonObject }
    private val anchor = story.hex("anchor")
    private val apply = steps.first { it.text("do") == "apply-bundle" && it.text("expect") == "accepted" }
    private val bundle = apply.hex("hex")
    private val now = apply.instant("now")
    private val carrier = steps.first { it.text("do") == "check" }.text("text")

    private fun LabelData.code() = verifier.check(carrier, When.now(now)).code

    @Test
    fun `the anchor that the app ships is valid, and is that of the vectors`() {
        val shipped = Vectors.project.resolve("bindings/examples/android/src/main/assets/trust.cbor").readBytes()
        assertArrayEquals(Vectors.read("trust/jc-star").hex("hex"), shipped)
        val data = LabelData(shipped, file)
        assertEquals(1, data.verifier.authorities.size)
        assertNull(data.news.get())
        assertEquals(Instant.EPOCH, data.refreshedAt)
    }

    @Test
    fun `fetched data is available after a restart`() {
        val data = LabelData(anchor, file)
        assertEquals(Code.STATUS_UNKNOWN, data.code())
        data.refresh(bundle, now)
        assertEquals(Code.ACTIVE, data.code())
        val later = LabelData(anchor, file)
        assertEquals(null to Code.ACTIVE, later.news.get() to later.code())
        assertEquals(Instant.ofEpochMilli(file.lastModified()), later.refreshedAt)
        assertTrue(later.refreshedAt > Instant.EPOCH)
        assertEquals(listOf(file.name), folder.list().orEmpty().toList())
    }

    @Test
    fun `an invalid bundle changes nothing, and keeps the stored state`() {
        val data = LabelData(anchor, file)
        data.refresh(bundle, now)
        val stored = file.readBytes()
        val page = "<html>404</html>".toByteArray()
        for (bad in listOf(byteArrayOf(), page, bundle.copyOf(bundle.size - 1), bundle + 0)) {
            assertThrows(StarsealException::class.java) { data.refresh(bad, now) }
        }
        assertArrayEquals(stored, file.readBytes())
        assertEquals(Code.ACTIVE, data.code())
    }

    @Test
    fun `damaged stored data is reported once, and the app starts from its anchor`() {
        LabelData(anchor, file).refresh(bundle, now)
        val whole = file.readBytes()
        val flipped = whole.clone().also { it[whole.size / 2] = (it[whole.size / 2].toInt() xor 1).toByte() }
        val torn =
            listOf(byteArrayOf(), whole.copyOf(whole.size - 1), whole.copyOf(1), flipped, ByteArray(100_000) { -1 })
        for (bytes in torn) {
            file.writeBytes(bytes)
            val data = LabelData(anchor, file)
            assertEquals(Code.STATE_DAMAGED to Code.STATUS_UNKNOWN, data.news.get() to data.code())
            assertEquals(Instant.EPOCH, data.refreshedAt, "data is not fetched at once")
            assertNull(LabelData(anchor, file).news.get(), "it is reported again")
        }
    }

    @Test
    fun `stored data of a later version, and a folder in place of the file, are reported too`() {
        val later = Vectors.read("stories/state-of-a-later-version")
        val state = later["steps"].asJsonArray.map { it.asJsonObject }.first { it.text("do") == "restore" }
        file.writeBytes(state.hex("hex"))
        assertEquals(Code.STATE_UNSUPPORTED, LabelData(later.hex("anchor"), file).news.get())
        file.resolve("folder").mkdirs()
        assertEquals(Code.STATE_DAMAGED, LabelData(anchor, file).news.get())
        assertFalse(file.exists())
    }

    /** Returns `["starseal-bundle", 1, [], trust lists, status lists, []]` with one list, of either kind. */
    private fun bundle(
        list: ByteArray,
        isTrust: Boolean,
    ): ByteArray {
        val size = list.size
        val length =
            if (size <
                256
            ) {
                byteArrayOf(0x58, size.toByte())
            } else {
                byteArrayOf(0x59, (size shr 8).toByte(), size.toByte())
            }
        val (none, one) = byteArrayOf(0x80.toByte()) to byteArrayOf(0x81.toByte()) + length + list
        val start = byteArrayOf(0x86.toByte(), 0x6F) + "starseal-bundle".toByteArray() + byteArrayOf(1) + none
        return start + (if (isTrust) one + none else none + one) + none
    }

    @Test
    fun `two signed lists with the same version are reported once for each fetch`() {
        for ((name, kind) in listOf(
            "two-trust-lists-of-one-version" to "update-trust",
            "two-status-lists-of-one-time" to "update-status",
        )) {
            val story = Vectors.read("stories/$name")
            val lists = story["steps"].asJsonArray.map { it.asJsonObject }.filter { it.text("do") == kind }
            val (one, other) = lists.map { bundle(it.hex("hex"), isTrust = kind == "update-trust") }
            file.delete()
            val data = LabelData(story.hex("anchor"), file)
            val now = lists.first().instant("now")
            data.refresh(one, now)
            assertNull(data.news.get())
            repeat(2) {
                data.refresh(other, now)
                assertEquals(Code.EQUIVOCATION, data.news.getAndSet(null), name)
            }
            data.refresh(one, now)
            assertNull(data.news.get(), "the list that is held is not reported")
            // The list held before is kept and stored.
            val later = LabelData(story.hex("anchor"), file)
            assertNull(later.news.get())
            later.refresh(other, now)
            assertEquals(Code.EQUIVOCATION, later.news.get())
        }
    }

    @Test
    fun `a stored list that contradicts the anchor of a newer app is reported too`() {
        val story = Vectors.read("stories/two-trust-lists-of-one-version")
        val (one, other) = story["steps"].asJsonArray.map { it.asJsonObject }.filter { it.text("do") == "update-trust" }
        LabelData(story.hex("anchor"), file).refresh(bundle(one.hex("hex"), isTrust = true), one.instant("now"))
        val newer = LabelData(other.hex("hex"), file)
        assertEquals(Code.EQUIVOCATION, newer.news.get())
    }

    @Test
    fun `an older list is not reported`() {
        val again = steps.last { it.text("do") == "apply-bundle" }
        val data = LabelData(anchor, file)
        data.refresh(bundle, now)
        assertTrue("trust-list-older" in again["lists"].toString())
        data.refresh(again.hex("hex"), now)
        assertNull(data.news.get())
    }

    @Test
    fun `a partly written state is not used`() {
        LabelData(anchor, file).refresh(bundle, now)
        folder.resolve("starseal.state.next").writeBytes(byteArrayOf(1, 2, 3))
        val data = LabelData(anchor, file)
        assertEquals(null to Code.ACTIVE, data.news.get() to data.code())
        data.refresh(bundle, now)
        assertEquals(Code.ACTIVE, LabelData(anchor, file).code())
    }

    @Test
    fun `a state that cannot be stored is an error, and the old state is kept`() {
        val data = LabelData(anchor, file)
        data.refresh(bundle, now)
        val stored = file.readBytes()
        folder.resolve("starseal.state.next").mkdirs()
        assertThrows(FileNotFoundException::class.java) { data.refresh(bundle, now) }
        assertArrayEquals(stored, file.readBytes())
    }

    @Test
    fun `an invalid anchor is an error`() {
        assertThrows(StarsealException.TrustList::class.java) { LabelData("trust".toByteArray(), file) }
    }
}
