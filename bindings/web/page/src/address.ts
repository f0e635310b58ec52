/** The label in the page's own address. */

import type { Publication } from "./publication.js";

/** A label's text as it stands in an address. */
export interface AddressedLabel {
  readonly text: string;
  /** The prefix whose host took the place of this machine's; null if the address was taken as it is. */
  readonly judgedBelow: string | null;
}

/**
 * Returns the prefix below which an address is: that of the publication with the same path. A trial on this machine does
 * not have the host of its prefixes.
 */
export function prefixOf(address: URL, publication: Publication): string | null {
  const isSame = (prefix: string) => isLoopback(address) || new URL(prefix).host === address.host;
  const below = publication.prefixes.filter((prefix) => address.pathname.startsWith(pathOf(prefix)));
  return below.find(isSame) ?? below[0] ?? null;
}

/**
 * Returns the label in an address; null if there is none. It is judged with the host that the page really has, so that a
 * copy of the page on another host calls the label foreign. Query and fragment are what mail programs and networks add.
 */
export function labelIn(address: URL, publication: Publication): AddressedLabel | null {
  const prefix = prefixOf(address, publication);
  if (prefix === null || address.pathname === pathOf(prefix)) return null;
  const isOnThisMachine = isLoopback(address) && new URL(prefix).host !== address.host;
  const start = isOnThisMachine ? new URL(prefix).origin : address.origin;
  return { text: start + address.pathname, judgedBelow: isOnThisMachine ? prefix : null };
}

/** Returns the path of a prefix, such as `/L/`. */
export function pathOf(prefix: string): string {
  return "/" + prefix.split("/").slice(3).join("/");
}

function isLoopback(address: URL): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(address.hostname);
}
