// The servers of the tests, with the real configurations: `starseal registry serve`, and nginx.

import { spawn, spawnSync } from "node:child_process";
import { createServer, connect } from "node:net";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const STARSEAL = process.env.STARSEAL_BIN;
if (STARSEAL === undefined) throw new Error("STARSEAL_BIN is the path of the program starseal");

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Returns a port of this machine that is free. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const isOpen = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });

const running = new Set();

/** Stops the servers that a test which failed has left. */
export const stopServers = () => Promise.all([...running].map((server) => server.stop()));

/** Starts a program that listens on a port, and waits until it does. */
const started = async (program, words, port, address) => {
  const child = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (text) => (complaint += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (!(await isOpen(port))) {
    if (child.exitCode !== null) throw new Error(`${program} ${words.join(" ")}: ${complaint}`);
    await sleep(20);
  }
  const server = {
    port,
    address,
    stop: async () => {
      running.delete(server);
      child.kill();
      await ended;
    },
  };
  running.add(server);
  return server;
};

/** Sends a publication by the program's own server for trials. */
export const trial = async (folder, port) => {
  const at = port ?? (await freePort());
  const words = ["registry", "serve", folder, "--listen", `127.0.0.1:${at}`, "--quiet"];
  return started(STARSEAL, words, at, `http://127.0.0.1:${at}/`);
};

/** Sends a publication by nginx with the configuration that was published. `scratch` is a folder for its own files. */
export const nginx = async (folder, scratch, port, isEncrypted = false) => {
  const at = port ?? (await freePort());
  mkdirSync(scratch, { recursive: true });
  const certificate = isEncrypted
    ? `ssl_certificate ${scratch}/host.pem; ssl_certificate_key ${scratch}/host.key;`
    : "";
  if (isEncrypted) {
    const words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=jc-star.example";
    const done = spawnSync("openssl", [...words.split(" "), "-keyout", "host.key", "-out", "host.pem"], { cwd: scratch });
    if (done.status !== 0) throw new Error(`openssl: ${done.stderr}`);
  }
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${scratch}/${name};`);
  writeFileSync(
    join(scratch, "nginx.conf"),
    `daemon off; ${process.getuid() === 0 ? "user root;" : ""} pid ${scratch}/nginx.pid; error_log ${scratch}/error.log;
     events { worker_connections 64; }
     http { access_log ${scratch}/access.log; ${paths.join(" ")}
       server { listen 127.0.0.1:${at}${isEncrypted ? " ssl" : ""}; ${certificate} include ${folder}/nginx.conf; } }`,
  );
  const words = ["-e", `${scratch}/error.log`, "-p", scratch, "-c", `${scratch}/nginx.conf`];
  const server = await started("/usr/sbin/nginx", words, at, `http${isEncrypted ? "s" : ""}://127.0.0.1:${at}/`);
  return Object.assign(server, { logged: () => readFileSync(join(scratch, "access.log"), "utf8") });
};

/** Sends a publication by Caddy with the configuration that was published, but for its host and its certificate. */
export const caddy = async (folder, scratch, port) => {
  const at = port ?? (await freePort());
  mkdirSync(scratch, { recursive: true });
  const text = readFileSync(join(folder, "Caddyfile"), "utf8").replace(/^[^#\s][^{]*\{$/m, `http://127.0.0.1:${at} {`);
  const options = `{\n\tadmin off\n\tauto_https off\n\tstorage file_system ${scratch}/storage\n}\n`;
  writeFileSync(join(scratch, "Caddyfile"), options + text);
  return started("caddy", ["run", "--config", `${scratch}/Caddyfile`], at, `http://127.0.0.1:${at}/`);
};
