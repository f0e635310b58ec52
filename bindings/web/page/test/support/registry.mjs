// Registries of the tests: demonstrations with the page in their publications, which go on by the program's commands.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { STARSEAL } from "./servers.mjs";

/** The day on which the registries of the tests begin. */
export const BEGIN = "2026-11-22T03:00:00Z";

export const run = (...words) => {
  const done = spawnSync(STARSEAL, words, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (done.status === null || done.status > 1) throw new Error(`starseal ${words.join(" ")}: ${done.stdout}${done.stderr}`);
  return done.stdout;
};

export class Registry {
  constructor(folder, page, now = BEGIN) {
    this.folder = folder;
    this.page = page;
    this.public = join(folder, "public");
    run("demo", "--out", folder, "--page", page, "--now", now);
    const pictures = ["labels", "refused", "lapsed", "withdrawn"].flatMap((name) =>
      readdirSync(join(folder, name)).filter((file) => file.endsWith(".png")).map((file) => join(folder, name, file)),
    );
    /** The text of each label, by the name of its file. */
    this.texts = new Map();
    const lists = ["--trust", join(folder, "trust.cbor"), "--bundle", join(folder, "lists/registry.bundle")];
    for (const [at, line] of run("verify", "--json", ...lists, "--now", now, ...pictures).trim().split("\n").entries()) {
      this.texts.set(pictures[at].split("/").at(-1).replace(".png", ""), JSON.parse(line).text);
    }
  }

  /** Returns the path of a label's picture. */
  picture(name) {
    for (const folder of ["labels", "refused", "lapsed", "withdrawn"]) {
      if (readdirSync(join(this.folder, folder)).includes(`${name}.png`)) return join(this.folder, folder, `${name}.png`);
    }
    throw new Error(`there is no picture of ${name}`);
  }

  /** Returns the address of a label on a server: what a person opens. */
  path(name) {
    return this.texts.get(name).split("/").slice(3).join("/");
  }

  command(now, ...words) {
    return run("registry", ...words, "--config", join(this.folder, "registry/registry.toml"), "--now", now);
  }

  /** Changes a registration by two officers. */
  change(now, kind, id, ...more) {
    this.command(now, "change", kind, id, "--reason", "test", "--at-most", "100", ...more);
    this.command(now, "approve", "--officer", "second");
  }

  publish(now, page = this.page) {
    this.command(now, "publish", this.public, "--page", page);
  }

  /** Keeps what is published now, to be served later. */
  keep(name) {
    const copy = join(this.folder, name);
    cpSync(realpathSync(join(this.public, "current")), copy, { recursive: true });
    return copy;
  }
}

/** A folder that a server sends, of which a test replaces the content as a whole. */
export class Shown {
  constructor(folder, registry) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of ["nginx.conf", "Caddyfile"]) {
      const configuration = readFileSync(join(registry.public, name), "utf8");
      writeFileSync(join(folder, name), configuration.replaceAll(registry.public, folder));
    }
    this.show(join(registry.public, "current"));
  }

  /** Sends the files of a folder from now on. */
  show(content) {
    const link = join(this.folder, ".next");
    rmSync(link, { force: true });
    symlinkSync(realpathSync(content), link);
    renameSync(link, join(this.folder, "current"));
  }
}

/** Copies a folder, with other bytes in some files; null removes one. */
export const altered = (from, to, files) => {
  cpSync(from, to, { recursive: true, dereference: true });
  for (const [path, bytes] of Object.entries(files)) {
    rmSync(join(to, path), { force: true });
    if (bytes === null) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), bytes);
  }
  return to;
};
