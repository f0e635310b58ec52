// The text and the chart of the comparison.

/** The goals for the time of a frame, as ratios to zxing-wasm: with a label, and without one. */
const GOALS = [
  { set: "frame/1280x720", most: 1, what: "1280×720 with a label" },
  { set: "empty/1280x720", most: 2, what: "1280×720 without a label" },
];

/** Whether a set consists of frames, of which the times are compared. */
export const isTimed = (set) => /^(frame|empty)\//.test(set);

/** Returns the name of a set in the tables. */
export function nameOf(set) {
  if (set === "nothing") return "images without a QR symbol";
  if (set.startsWith("zxing/")) return "zxing's images";
  if (set.startsWith("zxingcpp/")) return "zxing-cpp's images";
  return set.replace("mix/", "label photographs, ");
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Returns the results of each set: its images, the number of texts, and each reader's rate and median time. */
function summarized(results) {
  const sets = new Map();
  for (const one of results) sets.set(one.set, [...(sets.get(one.set) ?? []), one]);
  const names = Object.keys(results[0].read);
  return [...sets].map(([set, images]) => {
    const texts = images.reduce((sum, image) => sum + image.texts, 0);
    const readers = names.map((name) => ({
      name,
      rate: texts === 0 ? null : (100 * images.reduce((sum, { read }) => sum + read[name].right, 0)) / texts,
      wrong: images.filter(({ read }) => read[name].isWrong).length,
      time: median(images.map(({ read }) => read[name].time)),
    }));
    return { set, images: images.length, texts, readers };
  });
}

const row = (cells) => `| ${cells.join(" | ")} |`;

function table(sets, value) {
  const names = sets[0].readers.map(({ name }) => name);
  const lines = sets.map(({ set, images, readers }) => row([`${set}, ${images}`, ...readers.map(value)]));
  return [row(["set, and its images", ...names]), row(["---", ...names.map(() => "---")]), ...lines].join("\n");
}

export function text(results, versions, browser) {
  const sets = summarized(results);
  const goals = GOALS.flatMap(({ set, most, what }) => {
    const readers = sets.find((one) => one.set === set)?.readers;
    if (readers === undefined) return [];
    const time = (name) => readers.find((one) => one.name === name).time;
    const ratio = time("starseal, frame") / time("zxing-wasm");
    return [row([what, ratio.toFixed(2), `at most ${most}`, ratio <= most ? "yes" : "no"])];
  });
  return `Each reader gets the same \`ImageData\`, in turns, in one page of Chromium ${browser}. The images are those of
[scan-bench](../../scan-bench/README.md): \`frame\` is a camera frame with a label, \`empty\` one without a label.

- starseal: this package; \`FrameScanner\` on a single frame, and \`checkColorImage\`, which searches photographs
  thoroughly. It reports other symbols by their number, so a symbol counts as read without its text being compared; the
  [comparison outside of browsers](scanner.md) compares texts, and found no wrong one.
- zxing-wasm ${versions["zxing-wasm"]}, with its defaults, and as fast as it can be
- jsQR ${versions.jsqr}, which reads one symbol of an image
- qr-scanner ${versions["qr-scanner"]}, with its own engine, which reads one symbol of an image

### What is read

The share of symbols read, in per cent.

${table(sets.filter(({ texts }) => texts > 0), ({ rate }) => rate.toFixed(1))}

### What is read wrongly

The number of images in which a reader reports a text that is not there.

${table(sets, ({ wrong }) => wrong)}

### Time

The median time of a frame, in milliseconds. Of three rounds the fastest counts; what takes more than 300 ms is timed
once.

![Time of a frame](web-time.svg)

${table(sets.filter(({ set }) => isTimed(set)), ({ time }) => time.toFixed(1))}

### Goals

${row(["median time of a frame, relative to zxing-wasm", "ratio", "goal", "holds"])}
${row(["---", "---", "---", "---"])}
${goals.join("\n")}
`;
}

/** Draws a bar for the time of each reader, for each size of frames. */
export function chart(results) {
  const sets = summarized(results).filter(({ set }) => isTimed(set));
  const [wide, names, line] = [640, 170, 18];
  const parts = [];
  let y = 36;
  for (const { set, readers } of sets) {
    const longest = Math.max(...readers.map(({ time }) => time));
    parts.push(`<text x="16" y="${y + 12}" font-weight="bold">${set.replace("/", ", ")}</text>`);
    y += 22;
    for (const { name, time } of readers) {
      const kind = name.startsWith("starseal") ? "ours" : "other";
      const length = Math.max(1, ((wide - names - 110) * time) / longest);
      parts.push(`<text x="${names}" y="${y + 11}" text-anchor="end">${name}</text>`);
      parts.push(`<rect class="${kind}" x="${names + 8}" y="${y + 1}" width="${length.toFixed(1)}" height="12"/>`);
      parts.push(`<text x="${(names + 16 + length).toFixed(1)}" y="${y + 11}">${time.toFixed(1)} ms</text>`);
      y += line;
    }
    y += 10;
  }
  const style = "text{fill:#1f2328}.paper{fill:#fff}.ours{fill:#0550ae}.other{fill:#c8d1da}";
  const dark = "text{fill:#e6edf3}.paper{fill:#0d1117}.ours{fill:#6cb6ff}.other{fill:#3d444d}";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${y}" viewBox="0 0 ${wide} ${y}" role="img" \
font-family="Helvetica, Arial, sans-serif" font-size="12">
<title>Time of a frame in Chromium, in milliseconds</title>
<style>${style}@media (prefers-color-scheme:dark){${dark}}</style>
<rect class="paper" width="${wide}" height="${y}"/>
<text x="16" y="24" font-size="15" font-weight="bold">Time of a frame in Chromium, in milliseconds</text>
${parts.join("\n")}
</svg>
`;
}
