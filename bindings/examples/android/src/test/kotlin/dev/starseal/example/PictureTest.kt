package dev.starseal.example

import android.Manifest.permission.CAMERA
import android.content.pm.PackageManager.PERMISSION_DENIED
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Rect
import android.graphics.SurfaceTexture
import android.graphics.drawable.GradientDrawable
import android.view.View
import android.widget.Button
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.TextView
import dev.starseal.Code
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File

/**
 * Draws each kind of screen with Android's own code into `target/android-example/pictures`: in both languages, light
 * and dark, in portrait and landscape, on a small phone, and with the largest text of Android. To the right of each
 * screen is its whole content, including the parts outside the visible area.
 */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApp::class, sdk = [35])
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class PictureTest {
    private var phone: Phone? = null

    @After
    fun close() {
        phone?.close()
    }

    @Test
    fun `looking for a label`() = drawEach("looking", "blank")

    @Test
    fun `a label that stands`() = drawEach("stands", "active", mark = "✓" to "#17663A")

    @Test
    fun `a label that stands, with three stars, a model and a holder`() =
        drawEach("stands-with-more", "router", mark = "✓" to "#17663A")

    @Test
    fun `a label that does not stand`() = drawEach("expired", "expired", mark = "!" to "#8A5300")

    @Test
    fun `a label that was altered`() = drawEach("refused", "stars-raised", mark = "✗" to "#B3261E")

    @Test
    fun `a label that cannot be verified`() = drawEach("not-judged", "unknown-key", mark = "?" to "#54595F")

    @Test
    fun `several labels`() = drawEach("several", "shelf-of-three", mark = "✗" to "#B3261E")

    @Test
    fun `the camera is not allowed`() = drawEach("permission-needed", null)

    @Test
    fun `the camera was refused`() =
        drawEach("permission-refused", null) {
            it.activity.onRequestPermissionsResult(0, arrayOf(CAMERA), intArrayOf(PERMISSION_DENIED))
        }

    @Test
    fun `no camera`() =
        drawEach("camera-failed", null, isCameraAllowed = true) {
            it.preview.surfaceTextureListener?.onSurfaceTextureAvailable(SurfaceTexture(1), 1, 1)
        }

    @Test
    fun `a message about the data together with a label`() =
        drawEach("news", "active", mark = "✓" to "#17663A") {
            it.app.data.news.set(Code.EQUIVOCATION)
            it.hold("active")
        }

    /** Draws a screen in each variant. [mark] is the symbol of the first card, and its background color. */
    private fun drawEach(
        name: String,
        picture: String?,
        mark: Pair<String, String>? = null,
        isCameraAllowed: Boolean = picture != null,
        prepare: (Phone) -> Unit = {},
    ) {
        for ((variant, look) in variants) {
            RuntimeEnvironment.setQualifiers(look.qualifiers)
            RuntimeEnvironment.setFontScale(look.fontScale)
            val phone = Phone(isCameraAllowed).also { this.phone = it }
            picture?.let(phone::hold)
            prepare(phone)
            phone.settle()
            val drawn = draw(phone, picture, File(folder, "$name-$variant.png"))
            for (text in phone.views().filterIsInstance<TextView>()) isWhole(text, "$name-$variant")
            for (row in phone.views().filterIsInstance<LinearLayout>()) isApart(row)
            hasMark(phone, mark, drawn)
            phone.close()
        }
    }

    /**
     * No text is cut off, no word is broken, each character has a glyph, and the contrast is that of WCAG 2 (1.4.3).
     */
    private fun isWhole(
        view: TextView,
        where: String,
    ) {
        val (text, layout) = "${view.text}" to checkNotNull(view.layout)
        val case = "$where: $text"
        assertEquals(case, text.length, layout.getLineEnd(layout.lineCount - 1))
        for (line in 0..<layout.lineCount) {
            assertEquals(case, 0, layout.getEllipsisCount(line))
            assertTrue(case, layout.getLineMax(line) <= view.width - view.totalPaddingLeft - view.totalPaddingRight)
        }
        assertTrue(case, layout.height <= view.height - view.compoundPaddingTop - view.compoundPaddingBottom)
        for (shape in text.codePoints().toArray().map(Character::toString)) {
            assertTrue("$case: $shape", shape.isBlank() || view.paint.hasGlyph(shape))
        }
        val ends = (0..<layout.lineCount - 1).map { layout.getLineEnd(it) }
        assertEquals(
            case,
            emptyList<Int>(),
            ends.filter { Regex("[A-Za-z0-9]{2}").matches(text.substring(it - 1, it + 1)) },
        )
        val contrast = contrast(view.currentTextColor, colorBehind(view))
        assertTrue("$case: contrast $contrast", contrast >= 4.5)
        val least = 48 * view.resources.displayMetrics.density
        if (view is Button) assertTrue(case, view.height >= least && view.width >= least)
    }

    /** Views side by side do not touch. */
    private fun isApart(row: LinearLayout) {
        if (row.orientation == LinearLayout.VERTICAL) return
        val (name, value) = (0..<row.childCount).map(row::getChildAt)
        assertTrue(value.left - name.right >= 8 * row.resources.displayMetrics.density)
    }

    /** The symbol of the first card is visible on its color. Without a card there is neither. */
    private fun hasMark(
        phone: Phone,
        mark: Pair<String, String>?,
        drawn: Bitmap,
    ) {
        val heads = phone.views().filterIsInstance<TextView>().filter { "  " in it.text }
        assertEquals(mark?.first, heads.firstOrNull()?.text?.substring(0, 1))
        val (symbol, color) = mark ?: return
        assertTrue(symbol.isNotEmpty())
        val place = Rect().also { assertTrue(heads.first().getGlobalVisibleRect(it)) }
        assertEquals("the whole heading is visible", heads.first().height, place.height())
        val seen =
            (place.left..<place.right).flatMap { x ->
                (place.top..<place.bottom).map { y -> drawn.getPixel(x, y) }
            }
        val counts = seen.groupingBy { it }.eachCount()
        assertTrue("the background", counts.getOrDefault(Color.parseColor(color), 0) > seen.size / 2)
        assertTrue("the text color", counts.getOrDefault(Color.WHITE, 0) > seen.size / 100)
    }

    private fun colorBehind(view: View): Int {
        val backgrounds =
            generateSequence(view) {
                it.parent as? View
            }.map { it.background }.filterIsInstance<GradientDrawable>()
        return backgrounds.mapNotNull { it.color?.defaultColor }.first { Color.alpha(it) == 255 }
    }

    private fun contrast(
        one: Int,
        other: Int,
    ): Double {
        val (darker, lighter) = listOf(one, other).map { Color.luminance(it) + 0.05 }.sorted()
        return lighter / darker
    }

    private fun draw(
        phone: Phone,
        picture: String?,
        file: File,
    ): Bitmap {
        val scroll = phone.views().filterIsInstance<ScrollView>().single()
        val (screen, whole) = phone.root to scroll.getChildAt(0)
        val (width, height) = screen.width + whole.width to maxOf(screen.height, whole.height)
        val bitmap = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
        val canvas = Canvas(bitmap)
        canvas.save()
        canvas.clipRect(0, 0, screen.width, screen.height)
        screen.background.draw(canvas)
        // The camera's picture, in place of the preview, which draws nothing here.
        picture?.let { canvas.drawPhoto(it, screen) }
        canvas.translate(scroll.left.toFloat(), scroll.top.toFloat())
        scroll.draw(canvas)
        canvas.restore()
        canvas.translate(screen.width.toFloat(), 0f)
        whole.draw(canvas)
        file.parentFile?.mkdirs()
        file.outputStream().use { bitmap.compress(Bitmap.CompressFormat.PNG, 100, it) }
        return bitmap
    }

    private fun Canvas.drawPhoto(
        picture: String,
        screen: View,
    ) {
        val bytes = Vectors.folder.resolve("images/$picture.png").readBytes()
        val photo = BitmapFactory.decodeByteArray(bytes, 0, bytes.size)
        val scale = maxOf(screen.width.toFloat() / photo.width, screen.height.toFloat() / photo.height)
        drawBitmap(photo, null, Rect(0, 0, (photo.width * scale).toInt(), (photo.height * scale).toInt()), null)
    }

    private class Look(
        val qualifiers: String,
        val fontScale: Float = 1f,
    )

    private companion object {
        val folder = File(checkNotNull(System.getProperty("starseal.pictures")) { "Maven must set starseal.pictures" })

        val variants =
            mapOf(
                "en" to Look("en-w411dp-h891dp-port-notnight-xhdpi"),
                "ja-dark" to Look("ja-w411dp-h891dp-port-night-xhdpi"),
                "ja-small" to Look("ja-w320dp-h568dp-port-notnight-xhdpi", fontScale = 1.3f),
                "en-across" to Look("en-w891dp-h411dp-land-night-xhdpi"),
                "ja-largest" to Look("ja-w411dp-h891dp-port-notnight-xhdpi", fontScale = 2f),
                "en-largest" to Look("en-w320dp-h568dp-port-notnight-xhdpi", fontScale = 2f),
            )
    }
}
