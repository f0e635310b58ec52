/** The camera: its stream, its light and its zoom. It is stopped while the page is hidden, and started again after. */

/** What the camera does. */
export type CameraState = "off" | "starting" | "looking" | "refused" | "none" | "failed" | "insecure";

/** What this camera can do beside. */
export interface Abilities {
  readonly torch: boolean;
  readonly zoom: { readonly min: number; readonly max: number; readonly step: number } | null;
}

export interface CameraEvents {
  /** The state has changed. */
  changed(state: CameraState, abilities: Abilities): void;
  /** Takes a frame. The next one comes when this one is done. */
  frame(bitmap: ImageBitmap): Promise<void>;
}

const NONE: Abilities = { torch: false, zoom: null };

/** The least time between two frames, in milliseconds, so that other work on the device goes on. */
const PAUSE = 30;

interface Capabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
  readonly zoom?: { readonly min: number; readonly max: number; readonly step?: number };
}

export class Camera {
  readonly #video: HTMLVideoElement;
  readonly #events: CameraEvents;
  #stream: MediaStream | null = null;
  #isWanted = false;
  /** Tells one start from the next, so that an answer that comes late starts nothing. */
  #turn = 0;

  constructor(video: HTMLVideoElement, events: CameraEvents) {
    this.#video = video;
    this.#events = events;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.#release();
      else if (this.#isWanted && this.#stream === null) void this.#open();
    });
  }

  async start(): Promise<void> {
    if (this.#isWanted) return;
    this.#isWanted = true;
    await this.#open();
  }

  stop(): void {
    this.#isWanted = false;
    this.#release();
    this.#events.changed("off", NONE);
  }

  async light(isOn: boolean): Promise<void> {
    await this.#apply({ torch: isOn });
  }

  async zoom(factor: number): Promise<void> {
    await this.#apply({ zoom: factor });
  }

  async #apply(constraint: Record<string, unknown>): Promise<void> {
    const [track] = this.#stream?.getVideoTracks() ?? [];
    // A device that refuses a setting goes on as it is.
    await track?.applyConstraints({ advanced: [constraint as MediaTrackConstraintSet] }).catch(() => {});
  }

  async #open(): Promise<void> {
    const turn = ++this.#turn;
    if (navigator.mediaDevices === undefined) return this.#fail("insecure");
    this.#events.changed("starting", NONE);
    try {
      const video = { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } };
      const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      if (turn !== this.#turn || !this.#isWanted) return stop(stream);
      this.#stream = stream;
      const [track] = stream.getVideoTracks();
      track!.addEventListener("ended", () => this.#stream === stream && this.#fail("failed"));
      this.#video.srcObject = stream;
      await this.#video.play();
      if (turn !== this.#turn) return;
      this.#events.changed("looking", abilitiesOf(track!));
      void this.#look(turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      const name = error instanceof DOMException ? error.name : "";
      if (name === "NotAllowedError" || name === "SecurityError") this.#fail("refused");
      else this.#fail(name === "NotFoundError" || name === "OverconstrainedError" ? "none" : "failed");
    }
  }

  /** Hands out frames, one after the other, until the camera is stopped or started again. */
  async #look(turn: number): Promise<void> {
    while (turn === this.#turn) {
      if (this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        try {
          await this.#events.frame(await createImageBitmap(this.#video));
        } catch {
          if (turn === this.#turn && this.#stream?.active === false) return this.#fail("failed");
        }
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  #fail(state: CameraState): void {
    this.#isWanted = false;
    this.#release();
    this.#events.changed(state, NONE);
  }

  #release(): void {
    this.#turn++;
    if (this.#stream !== null) stop(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function abilitiesOf(track: MediaStreamTrack): Abilities {
  const { torch, zoom } = (track.getCapabilities?.() ?? {}) as Capabilities;
  const hasZoom = zoom !== undefined && zoom.max > zoom.min;
  return { torch: torch === true, zoom: hasZoom ? { min: zoom.min, max: zoom.max, step: zoom.step || 0.1 } : null };
}
