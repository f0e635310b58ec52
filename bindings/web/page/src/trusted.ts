/**
 * The one place where a text becomes the address of code: the policy of Trusted Types that the page's headers allow. The
 * addresses are those of the build, and nothing else passes.
 */

/** The addresses of the page's own files. Replaced by the build. */
declare const FILES: { readonly worker: string; readonly serviceWorker: string; readonly verify: string; readonly scan: string };

interface Policy {
  createScriptURL(address: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}

const rules = {
  createScriptURL(address: string): string {
    if (address !== FILES.worker && address !== FILES.serviceWorker) throw new TypeError(`${address} is not a script of this page`);
    return address;
  },
};

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy: Policy = trustedTypes?.createPolicy("starseal", rules) ?? rules;

export const workerAddress = policy.createScriptURL(FILES.worker);
export const serviceWorkerAddress = policy.createScriptURL(FILES.serviceWorker);
export const verifyModule = FILES.verify;
export const scanModule = FILES.scan;
