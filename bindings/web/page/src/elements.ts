/** Makes elements. Texts become text nodes only: nothing that was read is ever taken for HTML. */

type Child = Node | string | null | false;
type Attributes = Readonly<Record<string, string | boolean | null | ((event: Event) => void)>>;

/** Makes an element. A function is a listener, `true` an attribute without a value; null and false are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return element;
}

/** Returns the element of the page with an ID. */
export function byId<E extends Element = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element #${id}`);
  return found as Element as E;
}

/**
 * Replaces the children of an element, unless they are the same. The focus stays on the element with the same key.
 */
export function replace(parent: Element, children: readonly Child[]): void {
  const fresh = document.createElement("div");
  fresh.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  const key = (document.activeElement as HTMLElement | null)?.dataset["key"];
  const isInside = parent.contains(document.activeElement);
  // A screen reader reads what is replaced again, and a press between would be lost.
  if (keyOf(parent) === keyOf(fresh)) return;
  parent.replaceChildren(...fresh.childNodes);
  if (isInside && key !== undefined) parent.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
}

const keyOf = (element: Element) => element.innerHTML;
