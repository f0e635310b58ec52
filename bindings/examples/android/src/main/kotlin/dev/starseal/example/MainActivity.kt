package dev.starseal.example

import android.Manifest.permission.CAMERA
import android.app.*
import android.content.*
import android.content.pm.PackageManager.*
import android.graphics.*
import android.hardware.camera2.*
import android.media.*
import android.net.Uri
import android.os.*
import android.provider.Settings
import android.util.Size
import android.view.*
import dev.starseal.*
import java.io.*
import java.time.Instant

/** What outlives a rotation of the phone. The state is excluded from backups, because an older one would restore older data. */
open class ScannerApp : Application() {
    val network = java.util.concurrent.Executors.newSingleThreadExecutor()
    val camera by lazy { Handler(HandlerThread("camera").apply { start() }.looper) }
    val data by lazy { LabelData(assets.open("trust.cbor").use { it.readBytes() }, File(noBackupFilesDir, "starseal.state")) }
    val scanner by lazy { FrameScanner(data.verifier) }
    open fun now(): Instant = Instant.now()
    /** Downloads the bundle of the registry. The response must state its length, which must be within the limit of a bundle. */
    open fun fetch(): ByteArray = java.net.URL("https://jc-star.example/starseal.bundle").openConnection().run {
        setRequestProperty("Accept-Encoding", "identity"); connectTimeout = 30_000; readTimeout = 30_000
        if (contentLength !in 0..(64 shl 20)) throw IOException("a bundle of $contentLength bytes")
        DataInputStream(getInputStream()).use { body -> ByteArray(contentLength).also(body::readFully) }
    }
}

/** The only screen. It passes input of camera, user and network to the [ScreenModel], and shows the model's [Screen]. */
class MainActivity : Activity() {
    private val app get() = application as ScannerApp
    private lateinit var model: ScreenModel
    private lateinit var view: ScreenView
    private var data: LabelData? = null
    private var camera: Camera? = null
    private var isInFront = false
    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        val saved = state?.getStringArrayList("screen")
        model = ScreenModel(saved?.first() ?: resources.configuration.locales[0].language)
        view = ScreenView(this, ::press).also(::setContentView)
        app.camera.post { app.data.let { runOnUiThread { if (!isDestroyed) start(it, saved) } } }
    }
    private fun start(held: LabelData, saved: List<String>?) {
        data = held.also { model.refreshed(it.refreshedAt) }
        model.start(held.verifier, saved.orEmpty(), app.now())
        look()
    }
    /** Restarts the camera if it is allowed and the app is in front, and shows the result. */
    private fun look(without: Kind = if (model.camera == Kind.PERMISSION_REFUSED) model.camera else Kind.PERMISSION_NEEDED) {
        camera?.stop()
        model.judge(app.now())
        if (data != null) model.camera = if (checkSelfPermission(CAMERA) == PERMISSION_GRANTED) Kind.LOOKING else without
        camera = if (model.camera != Kind.LOOKING || !isInFront) null else
            Camera(view.preview, app.camera, ::read) { runOnUiThread { model.camera = Kind.CAMERA_FAILED; show() } }
        show()
    }
    private fun show(now: Instant = app.now()) {
        model.notice = data?.news?.getAndSet(null) ?: model.notice
        data?.let { if (model.isRefreshDue(now)) refresh(it, now) }
        view.show(model.screen(now))
    }
    private fun refresh(held: LabelData, now: Instant) {
        model.refreshBegun(now)
        app.network.execute {
            try { held.refresh(app.fetch(), now) } catch (_: Exception) { return@execute } // The screen shows the age of the data.
            runOnUiThread { model.refreshed(now); model.judge(app.now()); show() }
        }
    }
    /** Checks the labels in a frame, on the camera's thread. */
    fun read(frame: Image) {
        val found = frame.planes[0].run { app.scanner.checkFrame(buffer, frame.width, frame.height, rowStride, When.now(app.now())) }
        runOnUiThread { model.see(found, app.now()); show() }
    }
    private fun press(word: ScreenWord, url: String?) = try {
        when (word) {
            ScreenWord.ALLOW -> requestPermissions(arrayOf(CAMERA), 0)
            ScreenWord.SETTINGS -> startActivity(Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.parse("package:$packageName")))
            ScreenWord.OPEN -> startActivity(Intent(Intent.ACTION_VIEW, Uri.parse(url).normalizeScheme()))
            ScreenWord.RETRY -> look()
            else -> model.press(word)
        }
        show()
    } catch (_: ActivityNotFoundException) {} // The phone has no browser.
    override fun onRequestPermissionsResult(request: Int, permissions: Array<String>, results: IntArray) =
        look(if (PERMISSION_DENIED in results) Kind.PERMISSION_REFUSED else Kind.PERMISSION_NEEDED)
    override fun onResume() { super.onResume(); isInFront = true; look() }
    override fun onPause() { super.onPause(); isInFront = false; look() }
    override fun onSaveInstanceState(state: Bundle) = state.putStringArrayList("screen", ArrayList(model.save()))
}

/** The camera, from its start until it is stopped. It shows a preview in [view], and calls [onFrame] on [handler]'s thread. */
class Camera(private val view: TextureView, private val handler: Handler, private val onFrame: (Image) -> Unit,
    private val onFailure: () -> Unit) : CameraDevice.StateCallback(), TextureView.SurfaceTextureListener {
    private val opened = mutableListOf<AutoCloseable>()
    private var surfaces = emptyList<Surface>()
    private var isStopped = false
    private var upright = Size(1, 1)
    init { view.surfaceTextureListener = this; view.surfaceTexture?.let { onSurfaceTextureAvailable(it, view.width, view.height) } }
    fun stop() {
        view.surfaceTextureListener = null
        handler.post { isStopped = true; opened.asReversed().forEach(AutoCloseable::close) }
    }
    override fun onSurfaceTextureAvailable(surface: SurfaceTexture, width: Int, height: Int) = attempt {
        val manager = view.context.getSystemService(Context.CAMERA_SERVICE) as CameraManager
        val id = manager.cameraIdList.first() // This is the back camera, if there is one.
        val facts = manager.getCameraCharacteristics(id)
        val sizes = facts[CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP]!!.getOutputSizes(ImageFormat.YUV_420_888)
        val size = sizes.filter { it.width * it.height <= 1920 * 1080 }.maxBy { it.width * it.height }
        upright = if (facts[CameraCharacteristics.SENSOR_ORIENTATION]!! % 180 == 0) size else Size(size.height, size.width)
        val frames = ImageReader.newInstance(size.width, size.height, ImageFormat.YUV_420_888, 2).also(opened::add)
        frames.setOnImageAvailableListener({ attempt { it.acquireLatestImage()?.use(onFrame) } }, handler)
        surface.setDefaultBufferSize(size.width, size.height)
        surfaces = listOf(Surface(surface).also { opened += AutoCloseable(it::release) }, frames.surface)
        manager.openCamera(id, this, handler)
    }
    @Suppress("DEPRECATION") // Its replacement exists only from API 28 on.
    override fun onOpened(camera: CameraDevice) = attempt {
        opened += camera
        if (isStopped) return@attempt camera.close()
        val request = camera.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW) // This template uses continuous focus.
        surfaces.forEach(request::addTarget)
        camera.createCaptureSession(surfaces, object : CameraCaptureSession.StateCallback() {
            override fun onConfigured(it: CameraCaptureSession) = attempt { it.setRepeatingRequest(request.build(), null, handler) }
            override fun onConfigureFailed(session: CameraCaptureSession) = onDisconnected(camera)
        }, handler)
    }
    override fun onDisconnected(camera: CameraDevice) = attempt { camera.close(); error("the camera is gone") }
    override fun onError(camera: CameraDevice, error: Int) = onDisconnected(camera)
    /** Cameras fail in many ways. The screen has one message for all of them. */
    private fun attempt(act: () -> Unit) = try { act() } catch (_: Exception) { if (isStopped) Unit else onFailure() }
    override fun onSurfaceTextureSizeChanged(surface: SurfaceTexture, width: Int, height: Int) = Unit
    override fun onSurfaceTextureDestroyed(surface: SurfaceTexture) = true
    /** Sets the transform for each frame, because a rotation by 180 degrees does not create a new activity. */
    override fun onSurfaceTextureUpdated(surface: SurfaceTexture) = view.setTransform(fill(view, upright, view.display.rotation))
}

/** Scales and rotates a picture to fill a view. Without this, the view stretches the picture and ignores the rotation. */
fun fill(view: View, picture: Size, quarters: Int) = Matrix().apply {
    val (across, along) = if (quarters % 2 == 0) picture.width to picture.height else picture.height to picture.width
    val scale = maxOf(view.width / across.toFloat(), view.height / along.toFloat())
    setScale(scale * picture.width / view.width, scale * picture.height / view.height, view.width / 2f, view.height / 2f)
    postRotate(-90f * quarters, view.width / 2f, view.height / 2f)
}
