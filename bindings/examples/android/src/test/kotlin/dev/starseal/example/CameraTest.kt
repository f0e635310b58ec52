package dev.starseal.example

import android.content.Context
import android.graphics.ImageFormat
import android.graphics.Matrix
import android.graphics.RectF
import android.graphics.SurfaceTexture
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.util.Size
import android.view.View
import dev.starseal.Language
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowCameraCharacteristics
import org.robolectric.shadows.ShadowCameraManager
import org.robolectric.shadows.StreamConfigurationMapBuilder
import kotlin.math.hypot

/** The camera: which size is used, when it is closed, and that its picture is upright. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApp::class, sdk = [24, 35], qualifiers = "en-w411dp-h891dp-port-notnight-xhdpi")
class CameraTest {
    private var phone: Phone? = null

    @After
    fun close() {
        phone?.close()
    }

    private fun phone(prepare: (TestApp) -> Unit = { it.addCamera() }) = Phone(prepare = prepare).also { phone = it }

    @Test
    fun `it uses the largest picture up to full HD, and shows it upright`() {
        val phone = phone().apply { showPreview() }
        assertTrue(Cameras.opened.single().isOpen())
        for (qualifiers in listOf("+port", "+land")) {
            phone.turn(qualifiers)
            phone.showPreview()
            phone.preview.surfaceTextureListener?.onSurfaceTextureUpdated(SurfaceTexture(1))
            // The sensor of a phone is in landscape: its picture is 1920 wide, and 1080 wide when upright.
            val wanted = fill(phone.preview, Size(1080, 1920), phone.preview.display.rotation)
            assertEquals(values(wanted), values(checkNotNull(phone.preview.getTransform(null))))
        }
    }

    @Test
    fun `the picture of a sensor in portrait is not rotated`() {
        val phone = phone { it.addCamera(orientation = 180) }.apply { showPreview() }
        phone.preview.surfaceTextureListener?.onSurfaceTextureUpdated(SurfaceTexture(1))
        assertEquals(
            values(fill(phone.preview, Size(1920, 1080), 0)),
            values(checkNotNull(phone.preview.getTransform(null))),
        )
    }

    @Test
    fun `it is closed when the app is left, and opened again when the app is back`() {
        val phone = phone().apply { showPreview() }
        val first = Cameras.opened.single()
        phone.resume()
        assertTrue(!first.isOpen())
        phone.showPreview()
        val second = (Cameras.opened - first).single()
        assertTrue(second.isOpen())
        phone.leave()
        phone.settle()
        assertTrue(!second.isOpen())
        assertNull("a listener of an ended activity is left", phone.preview.surfaceTextureListener)
    }

    @Test
    fun `after a rotation, the camera of the ended activity is closed`() {
        val phone = phone().apply { showPreview() }
        val (activity, preview) = phone.activity to phone.preview
        val first = Cameras.opened.single()
        phone.turn("+land")
        assertTrue(activity.isDestroyed)
        assertTrue(!first.isOpen())
        assertNull(preview.surfaceTextureListener)
        phone.showPreview()
        assertTrue((Cameras.opened - first).single().isOpen())
    }

    @Test
    fun `a camera that opens after the app was left is closed at once`() {
        val phone = phone()
        val waiting = checkNotNull(phone.preview.surfaceTextureListener) as CameraDevice.StateCallback
        phone.showPreview()
        val device = Cameras.opened.single()
        phone.leave()
        phone.settle()
        waiting.onOpened(device)
        assertTrue(!device.isOpen())
    }

    @Test
    @Config(sdk = [35]) // With Android 7, Robolectric provides no session.
    fun `a missing or lost camera is reported, and opened again on request`() {
        val phone = phone { }.apply { showPreview() }
        val (failed, looking) = listOf(ScreenWord.CAMERA_FAILED, ScreenWord.LOOKING).map { it.text(Language.EN) }
        assertEquals(failed, phone.texts()[0])
        phone.app.addCamera()
        phone.press(ScreenWord.RETRY.text(Language.EN))
        phone.showPreview()
        assertEquals(looking, phone.texts()[0])
        shadowOf(phone.app.cameras).triggerDisconnect()
        phone.settle()
        assertEquals(failed, phone.texts()[0])
        phone.press(ScreenWord.RETRY.text(Language.EN))
        phone.showPreview()
        assertEquals(looking, phone.texts()[0])
    }

    @Test
    fun `a picture fills the view, keeps its shape, and is upright in every orientation`() {
        val view = View(checkNotNull(phone().app))
        for ((width, height) in listOf(411 to 891, 891 to 411, 600 to 600)) {
            for (picture in listOf(Size(1080, 1920), Size(1920, 1080), Size(480, 640))) {
                for ((quarters, up) in listOf(0f to -1f, -1f to 0f, 0f to 1f, 1f to 0f).withIndex()) {
                    view.layout(0, 0, width, height)
                    val matrix = fill(view, picture, quarters)
                    val case = "$picture in $width x $height, turned by $quarters"
                    val whole = RectF(0f, 0f, width.toFloat(), height.toFloat())
                    matrix.mapRect(whole)
                    val slack = 0.01f
                    assertTrue(
                        case,
                        whole.left <= slack &&
                            whole.top <= slack &&
                            whole.right >= width - slack &&
                            whole.bottom >= height - slack,
                    )
                    assertEquals(case, width / 2f, whole.centerX(), slack)
                    assertEquals(case, height / 2f, whole.centerY(), slack)
                    assertTrue(
                        "$case: no larger than it must be",
                        whole.width() <= width + slack || whole.height() <= height + slack,
                    )
                    // One pixel of the picture to the right, and one up, in the scale of the view.
                    val right = floatArrayOf(width / picture.width.toFloat(), 0f).also(matrix::mapVectors)
                    val above = floatArrayOf(0f, -height / picture.height.toFloat()).also(matrix::mapVectors)
                    assertEquals(case, hypot(right[0], right[1]), hypot(above[0], above[1]), 1e-4f)
                    val length = hypot(above[0], above[1])
                    assertArrayEquals(
                        case,
                        floatArrayOf(up.first, up.second),
                        above.map { it / length }.toFloatArray(),
                        1e-4f,
                    )
                }
            }
        }
    }

    private fun values(matrix: Matrix): List<Float> = FloatArray(9).also(matrix::getValues).toList()
}

/** All cameras that were opened. */
private object Cameras : ShadowCameraManager() {
    val opened: Set<CameraDevice> get() = createdCameras.toSet()
}

/** A camera that throws on every call after it was closed. */
private fun CameraDevice.isOpen(): Boolean =
    runCatching {
        createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW)
    }.isSuccess

private val TestApp.cameras get() = getSystemService(Context.CAMERA_SERVICE) as CameraManager

private fun TestApp.addCamera(orientation: Int = 90) {
    val sizes = StreamConfigurationMapBuilder.newBuilder()
    for ((width, height) in listOf(4000 to 3000, 640 to 480, 1920 to 1080, 1920 to 1088, 1280 to 720)) {
        sizes.addOutputSize(ImageFormat.YUV_420_888, Size(width, height))
    }
    val facts = ShadowCameraCharacteristics.newCameraCharacteristics()
    shadowOf(facts).set(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP, sizes.build())
    shadowOf(facts).set(CameraCharacteristics.SENSOR_ORIENTATION, orientation)
    shadowOf(cameras).addCamera("0", facts)
}

/** Makes the call that Android makes after the view is drawn. */
private fun Phone.showPreview() {
    preview.surfaceTextureListener?.onSurfaceTextureAvailable(SurfaceTexture(1), preview.width, preview.height)
    settle()
}
