// A registry whose prefix is a whole host, so that the page is at the root of the host.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BEGIN, run } from "./registry.mjs";

const APPLICATIONS = `application,level,holder,model,product_id,applied_on,receipt,accepted_on,paid_on,cleared_on
A-1,1,Example Camera Ltd.,CAM-100,EX-000101,2026-11-01,R-1,2026-11-02,2026-11-03,2026-11-04
A-2,1,Example Camera Ltd.,CAM-200,EX-000102,2026-11-01,R-2,2026-11-02,2026-11-03,2026-11-04
`;

/** Founds the registry, publishes it with the page, and returns its public folder and the path of each label. */
export const rooted = (folder, page) => {
  const at = (name) => join(folder, name);
  const now = ["--now", BEGIN];
  mkdirSync(folder, { recursive: true });
  for (const key of ["root", "label", "status", "first", "second"]) {
    run("key", "generate", "--no-passphrase", "--quiet", "--out", at(`${key}.pem`));
  }
  writeFileSync(at("scheme.toml"), run("trust", "scheme"));
  const keys = ["--label-key", at("label.pem"), "--status-key", at("status.pem")];
  const names = ["--authority-en", "Authority", "--authority-ja", "認証局", "--issuer-en", "Issuer", "--issuer-ja", "発行所"];
  const addresses = ["--prefix", "HTTPS://JC-STAR.EXAMPLE/", "--status-list", "https://jc-star.example/status"];
  const trust = ["--scheme", at("scheme.toml"), "--out", at("trust.cbor")];
  run("trust", "create", "--sign-with", at("root.pem"), ...keys, ...names, ...addresses, ...trust, ...now);
  const officers = ["first", "second"].flatMap((name) => ["--officer", `${name}=${at(`${name}.pem`)}`]);
  run("registry", "init", "--trust", at("trust.cbor"), ...keys, ...officers, "--dir", folder, ...now);
  writeFileSync(at("applications.csv"), APPLICATIONS);
  const config = ["--config", at("registry.toml"), ...now];
  run("registry", "import", at("applications.csv"), ...config);
  run("registry", "grant", "--all", ...config);
  run("registry", "approve", "--officer", "second", ...config);
  run("registry", "publish", at("public"), "--page", page, ...config);
  const paths = ["EX-000101", "EX-000102"].map((id, index) => {
    const sealed = ["--key", at("label.pem"), "--trust", at("trust.cbor"), "--out-dir", at(id), "--format", "text"];
    run("issue", ...sealed, "--product-id", id, "--level", "1", "--status-index", `${index}`, ...now);
    const [file] = readdirSync(at(id)).filter((name) => name.endsWith(".txt"));
    return readFileSync(join(at(id), file), "utf8").trim().split("/").slice(3).join("/");
  });
  return { public: at("public"), paths };
};
