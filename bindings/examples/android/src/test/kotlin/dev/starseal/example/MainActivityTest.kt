package dev.starseal.example

import android.Manifest.permission.CAMERA
import android.content.Intent
import android.content.pm.PackageManager
import android.os.Bundle
import android.provider.Settings
import android.view.View
import android.widget.Button
import android.widget.TextView
import dev.starseal.Code
import dev.starseal.Hint
import dev.starseal.Language
import dev.starseal.When
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotSame
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.io.File
import java.time.Duration

/** The app, on the oldest and the newest Android. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApp::class, sdk = [24, 35], qualifiers = "en-w411dp-h891dp-port-notnight-xhdpi")
class MainActivityTest {
    private var phone: Phone? = null

    @After
    fun close() {
        phone?.close()
    }

    private fun phone(
        isCameraAllowed: Boolean = true,
        state: Bundle? = null,
        prepare: (TestApp) -> Unit = {},
    ) = Phone(isCameraAllowed, state, prepare = prepare).also { phone = it }

    private fun text(
        word: ScreenWord,
        vararg values: Pair<String, Any>,
    ) = word.text(Language.EN, *values)

    @Test
    fun `it looks for a label, shows the age of its data, and offers the other language`() {
        val phone = phone()
        assertEquals(text(ScreenWord.LOOKING), phone.texts()[0])
        assertTrue(phone.texts()[1].startsWith("No status list is available. List of issuers of 2026-01-01, "))
        assertEquals("日本語", phone.texts()[2])
        phone.press("日本語")
        assertEquals(ScreenWord.LOOKING.text(Language.JA), phone.texts()[0])
        phone.press("English")
        assertEquals(text(ScreenWord.LOOKING), phone.texts()[0])
    }

    @Test
    fun `a label in front of the camera becomes a card, which is shown and read out completely`() {
        val phone = phone()
        phone.hold("router")
        val verdict = phone.app.data.verifier.check(carrier("image-router"), When.now(phone.app.time))
        val card = card(verdict, Language.EN)
        val shown = phone.texts()
        val wanted = listOf("✓  Current", "★★★", card.sentence) + card.notes + card.rows.flatMap { it.toList() }
        assertEquals(listOf("1 label") + wanted + listOf(text(ScreenWord.OPEN), text(ScreenWord.NEXT), "日本語"), shown)
        val described = phone.views().filter { it.contentDescription != null }.map { it.contentDescription.toString() }
        assertEquals(2, described.size)
        assertTrue(described[0].startsWith("1 label. Current. ") && card.spoken in described[0])
        assertEquals(card.spoken, described[1])
    }

    @Test
    fun `a refused label has advice, and none of its claims`() {
        val phone = phone()
        phone.hold("stars-raised")
        val sentence = Code.BAD_SIGNATURE.sentence(Language.EN)
        assertEquals(
            listOf("1 label", "✗  Not accepted", sentence, text(ScreenWord.ASK), text(ScreenWord.NEXT), "日本語"),
            phone.texts(),
        )
    }

    @Test
    fun `a label of a later version is not shown as forged, and a picture without a label is not an error`() {
        val phone = phone()
        phone.hold("unknown-key")
        val expected = listOf("?  Cannot be verified", text(ScreenWord.NOT_FORGED))
        assertEquals(expected, listOf(1, 3).map { phone.texts()[it] })
        phone.hold("plain-url")
        assertEquals("1 label", phone.texts()[0])
    }

    @Test
    fun `a label that cannot be read has advice`() {
        val phone = phone()
        // The image is dark, with a painted band between the finder patterns.
        val dark =
            Frame("images/active.png") { x, y, luma ->
                if (x in 57..<199 && y in 57..<171) 6 else luma / 16
            }
        phone.hold(dark)
        assertEquals(Hint.LOW_LIGHT.sentence(Language.EN), phone.texts()[0])
        phone.app.time += Duration.ofSeconds(3)
        phone.hold("blank")
        assertEquals(text(ScreenWord.LOOKING), phone.texts()[0])
    }

    @Test
    fun `several labels are several cards, each one stop of a screen reader`() {
        val phone = phone()
        phone.hold("shelf-of-three")
        assertEquals("3 labels, the most serious first", phone.texts()[0])
        val marks = phone.texts().filter { it.contains("  ") }
        assertEquals(listOf("✗  Not accepted", "!  Expired", "✓  Current"), marks)
        val stops = phone.views().filter { it.isFocusable && it.contentDescription != null }
        assertEquals(3, stops.size)
        assertTrue(stops.none { it is TextView })
    }

    @Test
    fun `after a rotation, it shows the same card in the chosen language`() {
        val phone = phone()
        phone.press("日本語")
        phone.hold("router")
        val before = phone.texts()
        assertEquals("ラベル 1 件", before[0])
        val first = phone.activity
        phone.turn("+land")
        assertNotSame(first, phone.activity)
        assertTrue(phone.root.width > phone.root.height)
        assertEquals(before, phone.texts())
    }

    @Test
    fun `after its process ended, it shows the same labels, checked again`() {
        val first = phone()
        first.hold("shelf-of-three")
        val (before, state) = first.texts() to first.leave()
        val second = phone(state = state)
        assertEquals(before, second.texts())
    }

    @Test
    fun `a saved state with other content does no harm`() {
        val state =
            Bundle().apply {
                putStringArrayList(
                    "screen",
                    arrayListOf("fr", "?", "\u0000", "I2W", "https://x/"),
                )
            }
        val phone = phone(state = state)
        assertTrue(phone.texts().filter { "  " in it }.none { it.startsWith("✓") })
    }

    @Test
    fun `it asks for the permission, gives advice if it is refused, and continues when it is granted`() {
        val phone = phone(isCameraAllowed = false)
        assertEquals(text(ScreenWord.PERMISSION_NEEDED), phone.texts()[0])
        phone.press(text(ScreenWord.ALLOW))
        assertEquals(listOf(CAMERA), shadowOf(phone.activity).lastRequestedPermission.requestedPermissions.toList())
        phone.activity.onRequestPermissionsResult(0, arrayOf(CAMERA), intArrayOf(PackageManager.PERMISSION_DENIED))
        assertEquals(text(ScreenWord.PERMISSION_REFUSED), phone.texts()[0])
        phone.resume()
        assertEquals(text(ScreenWord.PERMISSION_REFUSED), phone.texts()[0])
        phone.press(text(ScreenWord.SETTINGS))
        val settings = shadowOf(phone.activity).nextStartedActivity
        assertEquals(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, settings.action)
        assertEquals("package:${phone.activity.packageName}", settings.dataString)
        shadowOf(phone.app).grantPermissions(CAMERA)
        phone.resume()
        assertEquals(text(ScreenWord.LOOKING), phone.texts()[0])
    }

    @Test
    fun `the address of a label is opened with a lower case scheme, which browsers require`() {
        val phone = phone()
        phone.hold("active")
        phone.press(text(ScreenWord.OPEN))
        val intent = shadowOf(phone.activity).nextStartedActivity
        assertEquals(Intent.ACTION_VIEW, intent.action)
        assertEquals("https", intent.data?.scheme)
        assertTrue(checkNotNull(intent.dataString).startsWith("https://JC-STAR.EXAMPLE/L/I2W"))
    }

    @Test
    fun `a phone without a browser does not end the app`() {
        val phone = phone()
        phone.hold("active")
        shadowOf(phone.app).checkActivities(true)
        phone.press(text(ScreenWord.OPEN))
        assertNull(shadowOf(phone.activity).nextStartedActivity)
        assertEquals("1 label", phone.texts()[0])
    }

    @Test
    fun `data is fetched at the start, and again an hour after a failure`() {
        val story = Vectors.read("stories/bundle-for-a-shop")
        val steps = story["steps"].asJsonArray.map { it.asJsonObject }
        val apply = steps.first { it.text("do") == "apply-bundle" && it.text("expect") == "accepted" }
        val phone = Phone(anchor = story.hex("anchor")) { it.time = apply.instant("now") }.also { phone = it }
        assertEquals(1, phone.app.fetches)
        assertTrue(phone.texts()[1].startsWith("No status list is available. "))
        phone.app.bundle = "<html>404</html>".toByteArray()
        phone.hold("blank")
        assertEquals("it is not fetched again yet", 1, phone.app.fetches)
        phone.app.time += Duration.ofHours(1)
        phone.hold("blank")
        assertEquals(2, phone.app.fetches)
        assertFalse("an invalid bundle is not stored", stateFile(phone.app).exists())
        phone.app.bundle = apply.hex("hex")
        phone.app.time += Duration.ofHours(1)
        phone.hold("blank")
        assertEquals(3, phone.app.fetches)
        assertTrue(phone.texts()[1], phone.texts()[1].startsWith("Status of 20"))
        assertTrue(stateFile(phone.app).isFile)
        phone.app.time += Duration.ofHours(23)
        phone.hold("blank")
        assertEquals("it is fetched once a day", 3, phone.app.fetches)
        phone.app.time += Duration.ofHours(2)
        phone.hold("blank")
        assertEquals(4, phone.app.fetches)
    }

    @Test
    fun `damaged stored data is reported until the message is closed`() {
        val first = phone(prepare = { stateFile(it).apply { parentFile?.mkdirs() }.writeText("damaged") })
        val told = Code.STATE_DAMAGED.sentence(Language.EN)
        assertEquals(told, first.texts()[1])
        first.turn("+land")
        assertEquals(told, first.texts()[1])
        first.hold("active")
        assertEquals(listOf("1 label", told), first.texts().take(2))
        first.press(text(ScreenWord.CLOSE))
        assertTrue(told !in first.texts())
        first.turn("+port")
        assertTrue(told !in first.texts())
    }

    @Test
    fun `buttons are large enough, text follows the font scale, and changes are announced`() {
        val phone = phone(isCameraAllowed = false)
        val least = (48 * phone.activity.resources.displayMetrics.density).toInt()
        val buttons = phone.views().filterIsInstance<Button>()
        assertEquals(2, buttons.size)
        for (button in buttons) {
            assertTrue(
                "${button.text}: ${button.width} x ${button.height}",
                button.height >= least && button.width >= least,
            )
        }
        val message = phone.views().filterIsInstance<TextView>().first()
        assertEquals(View.ACCESSIBILITY_LIVE_REGION_POLITE, message.accessibilityLiveRegion)
        assertTrue(message.contentDescription.startsWith(message.text))
        assertEquals(
            message.textSize,
            18 *
                phone.activity.resources.displayMetrics.run {
                    density * phone.activity.resources.configuration.fontScale
                },
            0.5f,
        )
    }

    private fun stateFile(app: TestApp) = File(app.noBackupFilesDir, "starseal.state")

    private fun carrier(vector: String) =
        checkNotNull(Vectors.read("vectors/$vector")["forms"]).asJsonObject.text("carrier")
}
