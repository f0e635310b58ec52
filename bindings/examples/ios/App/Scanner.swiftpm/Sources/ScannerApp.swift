import AVFoundation
import ScannerModel
import Starseal
import SwiftUI

@main
struct ScannerApp: App {
    @State private var scanner = LabelScanner()
    var body: some Scene { WindowGroup { ScannerView(scanner: scanner) } }
}

/// Connects the model, the camera, the stored data and the network.
@MainActor @Observable
final class LabelScanner {
    private(set) var screen = ScreenModel(language: .current).screen(at: .now)
    private(set) var model = ScreenModel(language: .current)
    let camera: Camera
    private let data: LabelData
    init() {
        var folder = URL.applicationSupportDirectory.appending(path: "starseal")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var apart = URLResourceValues()
        apart.isExcludedFromBackup = true  // An older state would restore older data.
        try? folder.setResourceValues(apart)
        let file = folder.appending(path: "state")
        guard let data = try? LabelData(anchor: LabelData.anchor(), file: file) else { fatalError("no anchor; a test checks it") }
        self.data = data
        camera = Camera(verifier: data.verifier)
        camera.found = { [weak self] frame in self?.update { $0.see(frame, at: .now) } }
        (model.notice, model.verifier) = (data.news, data.verifier)
        if let refreshedAt = data.refreshedAt { model.refreshed(at: refreshedAt) }
    }
    /// Changes the model, and shows its new screen.
    func update(_ change: (inout ScreenModel) -> Void) {
        change(&model)
        let next = model.screen(at: .now)
        if next != screen { screen = next }
    }
    /// Runs every second. It starts the camera when it is available again, updates the cards, and fetches data when it is due.
    func run(restoring saved: String) async {
        update { $0.restore(saved, at: .now) }
        while !Task.isCancelled {
            await look()
            update { $0.judge(at: .now) }
            if model.isRefreshDue(at: .now) { Task { await refresh() } }
            try? await Task.sleep(for: .seconds(1))
        }
    }
    func act(on action: ScreenWord) async {
        update { $0.press(action) }
        if action == .allow { _ = await AVCaptureDevice.requestAccess(for: .video) }
        let settings = action == .settings ? URL(string: UIApplication.openSettingsURLString) : nil
        if let settings { _ = await UIApplication.shared.open(settings) }
        await look()
    }
    private func look() async {
        let status = AVCaptureDevice.authorizationStatus(for: .video)
        var kind: Kind = status == .notDetermined ? .permissionNeeded : .permissionRefused
        if status == .authorized { kind = await camera.start() ? .looking : .cameraFailed }
        update { $0.camera = kind }
    }
    private func refresh() async {
        model.refreshBegun(at: .now)
        guard let isContradicted = try? await fetch(into: data) else { return }
        model.refreshed(at: .now)
        if isContradicted { update { $0.notice = .equivocation } }
    }
}

/// Downloads the registry's bundle and applies it, off the main thread. It reads at most 64 MiB, the limit of a bundle.
private func fetch(into data: LabelData) async throws -> Bool {
    guard let address = URL(string: "https://jc-star.example/starseal.bundle") else { throw URLError(.badURL) }
    let (file, _) = try await URLSession.shared.download(from: address)
    defer { try? FileManager.default.removeItem(at: file) }
    return try data.refresh(FileHandle(forReadingFrom: file).read(upToCount: 64 << 20) ?? Data(), at: .now)
}

/// The camera. Its state is used only on its own queue, so it may be shared. `found` is set before the camera starts.
final class Camera: NSObject, AVCaptureVideoDataOutputSampleBufferDelegate, @unchecked Sendable {
    let session = AVCaptureSession()
    private let queue = DispatchQueue(label: "camera")
    private let scanner: FrameScanner
    var found: (@MainActor (ImageVerdicts) -> Void)?
    init(verifier: Verifier) { scanner = FrameScanner(verifier: verifier) }
    /// Starts the camera if it is not running, and returns whether it runs.
    func start() async -> Bool {
        await withCheckedContinuation { answer in
            queue.async { [self] in
                if session.inputs.isEmpty { setUp() }
                if !session.isRunning, !session.inputs.isEmpty { session.startRunning() }
                answer.resume(returning: session.isRunning && !session.isInterrupted)
            }
        }
    }
    private func setUp() {
        let output = AVCaptureVideoDataOutput()
        let device = AVCaptureDevice.default(for: .video)
        guard let input = device.flatMap({ try? AVCaptureDeviceInput(device: $0) }), session.canAddInput(input) else { return }
        session.addInput(input)
        if session.canAddOutput(output) { session.addOutput(output) }
        output.videoSettings = [kCVPixelBufferPixelFormatTypeKey as String: kCVPixelFormatType_420YpCbCr8BiPlanarFullRange]
        output.setSampleBufferDelegate(self, queue: queue)
    }
    func captureOutput(_: AVCaptureOutput, didOutput buffer: CMSampleBuffer, from _: AVCaptureConnection) {
        guard let found, let frame = buffer.imageBuffer, let verdicts = try? scanner.checkFrame(frame) else { return }
        Task { await found(verdicts) }
    }
}

/// The picture of the camera, rotated like the screen.
struct Preview: UIViewRepresentable {
    final class CameraView: UIView {
        override class var layerClass: AnyClass { AVCaptureVideoPreviewLayer.self }
        var preview: AVCaptureVideoPreviewLayer? { layer as? AVCaptureVideoPreviewLayer }
        override func layoutSubviews() {
            super.layoutSubviews()
            let turns: [UIInterfaceOrientation: CGFloat] = [.portrait: 90, .landscapeLeft: 180, .portraitUpsideDown: 270]
            let angle = window?.windowScene.flatMap { turns[$0.interfaceOrientation] } ?? 0
            if let turned = preview?.connection, turned.isVideoRotationAngleSupported(angle) { turned.videoRotationAngle = angle }
        }
    }
    let session: AVCaptureSession
    func makeUIView(context: Context) -> CameraView { CameraView() }
    func updateUIView(_ view: CameraView, context: Context) {
        if view.preview?.session == nil { view.preview?.session = session }
    }
}

struct ScannerView: View {
    let scanner: LabelScanner
    @SceneStorage("screen") private var saved = ""
    @Environment(\.scenePhase) private var phase
    var body: some View {
        let (screen, language) = (scanner.screen, scanner.screen.language)
        VStack(spacing: 0) {
            if screen.showsCamera { Preview(session: scanner.camera.session).accessibilityHidden(true) }
            ScrollView {
                VStack(alignment: .leading, spacing: 16) {
                    Text(screen.message).font(.headline)
                    if let notice = screen.notice {
                        Text(notice)
                        button(.close)
                    }
                    ForEach(screen.cards.indices, id: \.self) { view(of: screen.cards[$0], in: language) }
                    if let action = screen.kind.action { button(action) }
                    if let age = screen.age { Text(age).font(.footnote) }
                    button(.otherLanguage)
                }
                .frame(maxWidth: .infinity, alignment: .leading).padding()
            }
        }
        .task { await scanner.run(restoring: saved) }
        .onChange(of: phase) { saved = scanner.model.saved }
        .onChange(of: screen.spoken) { _, spoken in UIAccessibility.post(notification: .announcement, argument: spoken) }
    }
    private func button(_ word: ScreenWord) -> some View {
        Button(word.text(in: scanner.screen.language)) { Task { await scanner.act(on: word) } }
    }
    private func view(of card: Card, in language: Language) -> some View {
        let colors: [MarkColor: Color] = [.green: .green, .amber: .orange, .gray: .gray, .red: .red]
        return VStack(alignment: .leading, spacing: 8) {
            VStack(alignment: .leading, spacing: 8) {
                Text("\(Text(card.symbol).foregroundStyle(colors[card.color] ?? .gray)) \(Text(card.word))").font(.title.bold())
                if let stars = card.stars { Text(stars).font(.title2) }
                ForEach([card.sentence] + card.notes, id: \.self) { Text($0) }
                ForEach(card.rows, id: \.self) { row in
                    Text(row.name).font(.caption).foregroundStyle(.secondary)
                    Text(row.value)
                }
            }
            .accessibilityElement(children: .ignore).accessibilityLabel(card.spoken)
            if let url = card.url { Link(ScreenWord.open.text(in: language), destination: url) }
        }
        .frame(maxWidth: .infinity, alignment: .leading).padding().background(.quaternary, in: .rect(cornerRadius: 12))
    }
}
