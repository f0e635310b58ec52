/** The service worker, and the installation of the page as an app. */

import type { State } from "./state.js";
import { serviceWorkerAddress } from "./trusted.js";

/** What browsers of the Chromium family offer for an installation. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

export interface Installing {
  /** Stores the page for the addresses below a path. */
  start(scope: string | null): void;
  /** Takes the version of the page that has arrived in the background. */
  useNewVersion(): void;
  install(): Promise<void>;
}

export function watchInstalling(change: (next: Partial<State>) => void): Installing {
  let offered: InstallEvent | null = null;
  let registration: ServiceWorkerRegistration | null = null;
  let isWanted = false;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offered = event as InstallEvent;
    change({ canInstall: true });
  });
  addEventListener("appinstalled", () => change({ canInstall: false }));

  const watch = (worker: ServiceWorker | null) =>
    worker?.addEventListener("statechange", () => {
      // The first version serves this page as it is; a later one waits until it is asked for.
      if (worker.state === "installed" && registration?.active) change({ isNewVersionReady: true });
      if (worker.state === "activated") change({ isOfflineReady: true });
    });
  const register = async (scope: string) => {
    registration = await navigator.serviceWorker.register(serviceWorkerAddress, { scope, updateViaCache: "none" });
    change({ isOfflineReady: registration.active !== null, isNewVersionReady: registration.waiting !== null });
    watch(registration.installing);
    registration.addEventListener("updatefound", () => watch(registration!.installing));
  };
  navigator.serviceWorker?.addEventListener("controllerchange", () => {
    if (isWanted) location.reload();
  });

  return {
    start: (scope) => {
      // Browsers that store nothing have no service workers; the page works with a network then.
      if (scope !== null && navigator.serviceWorker !== undefined) register(scope).catch(() => {});
    },
    useNewVersion: () => {
      isWanted = true;
      registration?.waiting?.postMessage("use");
    },
    install: async () => {
      await offered?.prompt();
      offered = null;
      change({ canInstall: false });
    },
  };
}
