package dev.starseal.example

import android.Manifest.permission.CAMERA
import android.graphics.ImageFormat
import android.media.Image
import android.os.Bundle
import android.os.Looper
import android.view.TextureView
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.TextView
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import java.io.File
import java.io.IOException
import java.nio.ByteBuffer
import java.time.Instant
import java.util.concurrent.FutureTask
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

/** The app with a given time and a given network. */
class TestApp : ScannerApp() {
    @Volatile
    var time: Instant = Instant.parse("2026-11-22T03:00:00Z")

    override fun now() = time

    /** The bundle to fetch; null means that there is no network. */
    @Volatile
    var bundle: ByteArray? = null

    @Volatile
    var fetches = 0

    override fun fetch(): ByteArray {
        fetches++
        return bundle ?: throw IOException("no network")
    }
}

/** The app's screen on a phone that Robolectric simulates. */
class Phone(
    isCameraAllowed: Boolean = true,
    state: Bundle? = null,
    anchor: ByteArray = File(checkNotNull(System.getProperty("starseal.assets")), "trust.cbor").readBytes(),
    prepare: (TestApp) -> Unit = {},
) : AutoCloseable {
    val app = RuntimeEnvironment.getApplication() as TestApp
    private var controller: ActivityController<MainActivity>
    val activity: MainActivity get() = controller.get()

    init {
        app.addAsset("trust.cbor", anchor)
        if (isCameraAllowed) shadowOf(app).grantPermissions(CAMERA) else shadowOf(app).denyPermissions(CAMERA)
        prepare(app)
        controller = Robolectric.buildActivity(MainActivity::class.java)
        activity.setTheme(android.R.style.Theme_DeviceDefault_NoActionBar) // As in the manifest, which is not read.
        if (state == null) controller.setup() else controller.setup(state)
        settle()
    }

    /** Waits until all pending work is done. */
    fun settle() =
        repeat(3) {
            shadowOf(Looper.getMainLooper()).idle()
            app.network.submit {}.get()
            app.onCameraThread {}
            shadowOf(Looper.getMainLooper()).idle()
        }

    /** Passes a picture as one camera frame, which is read on the camera's thread. */
    fun hold(picture: String) = hold(Frame("images/$picture.png"))

    fun hold(frame: Frame) {
        app.onCameraThread { activity.read(FakeImage(frame)) }
        settle()
    }

    /** Pauses and stops the app, keeps what it saves, and ends the activity, as Android does when memory is low. */
    fun leave(): Bundle = Bundle().also { controller.pause().stop().saveInstanceState(it).destroy() }

    fun turn(qualifiers: String) {
        RuntimeEnvironment.setQualifiers(qualifiers)
        // The setting reaches the activity at once. A later configurationChange() would then change nothing.
        controller.recreate()
        settle()
    }

    fun resume() {
        controller.pause().resume()
        settle()
    }

    /** The root view of the app, without the window around it. */
    val root: View get() = checkNotNull(activity.findViewById<ViewGroup>(android.R.id.content)).getChildAt(0)

    val preview: TextureView get() = (root as ScreenView).preview

    /** All visible texts, in order. */
    fun texts(): List<String> = views().filterIsInstance<TextView>().filter { it.isShown }.map { it.text.toString() }

    fun views(): List<View> = within(root)

    private fun within(view: View): List<View> =
        listOf(view) +
            if (view is ViewGroup) (0..<view.childCount).flatMap { within(view.getChildAt(it)) } else emptyList()

    fun button(text: String): Button? = views().filterIsInstance<Button>().find { it.text.toString() == text }

    fun press(text: String) {
        check(checkNotNull(button(text)) { "no button $text in ${texts()}" }.performClick())
        settle()
    }

    override fun close() {
        controller.close()
        app.onCameraThread {} // The camera is closed on this thread.
    }
}

/** Provides the app's assets, because no packager puts them where Android looks. */
@Suppress("DEPRECATION")
private fun TestApp.addAsset(
    name: String,
    bytes: ByteArray,
) {
    val apk = File(cacheDir, "assets.apk").apply { parentFile?.mkdirs() }
    ZipOutputStream(apk.outputStream()).use {
        it.putNextEntry(ZipEntry("assets/$name"))
        it.write(bytes)
    }
    check(assets.addAssetPath(apk.path) != 0)
}

private fun ScannerApp.onCameraThread(act: () -> Unit) {
    val done = FutureTask<Unit>(act)
    camera.post(done)
    done.get()
}

/** A picture in the form of Camera2. */
private class FakeImage(
    private val frame: Frame,
) : Image() {
    override fun getFormat() = ImageFormat.YUV_420_888

    override fun getWidth() = frame.width

    override fun getHeight() = frame.height

    override fun getTimestamp() = 0L

    override fun getTransform() = 0

    override fun getScalingMode() = 0

    override fun close() = Unit

    override fun getPlanes(): Array<Plane> =
        arrayOf(
            object : Plane() {
                override fun getRowStride() = frame.rowStride

                override fun getPixelStride() = 1

                override fun getBuffer(): ByteBuffer = frame.luma
            },
        )
}
