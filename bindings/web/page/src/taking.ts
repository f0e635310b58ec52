/** Takes pictures and texts that are dropped onto the page or pasted into it. */

export interface Taken {
  pictures(files: readonly File[]): void;
  text(text: string): void;
  /** Whether something is held over the page. */
  hovering(isOver: boolean): void;
}

export function takeDrops(taken: Taken): void {
  const take = (data: DataTransfer | null): boolean => {
    const files = [...(data?.files ?? [])];
    const text = data?.getData("text/plain") ?? "";
    if (files.length > 0) taken.pictures(files);
    else if (text !== "") taken.text(text);
    return files.length > 0 || text !== "";
  };
  document.addEventListener("paste", (event) => {
    // A text that is pasted into the field stays there.
    const isField = event.target instanceof HTMLInputElement && event.clipboardData?.files.length === 0;
    if (!isField && take(event.clipboardData)) event.preventDefault();
  });
  let depth = 0;
  const hover = (by: number) => {
    depth = Math.max(0, depth + by);
    taken.hovering(depth > 0);
  };
  document.addEventListener("dragenter", () => hover(1));
  document.addEventListener("dragleave", () => hover(-1));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    taken.hovering(false);
    take(event.dataTransfer);
  });
}
