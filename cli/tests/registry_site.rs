//! `starseal registry publish DIR`, `serve` and `audit --published`.
#![cfg(target_os = "linux")]

mod common;

use common::{Run, command, folder, starseal};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};

const NOW: &str = "--now 2026-11-22T03:00:00Z";

/// Founds a registry for trials that has granted one registration.
fn granted(folder: &Path) {
    let run = |words: &str| starseal(folder, &format!("registry {words} {NOW} --quiet")).exits(0);
    run("init --trial");
    run("import registry/applications.xlsx");
    run("grant --all");
    run("approve --officer second");
}

fn registry(folder: &Path, words: &str) -> Run {
    starseal(folder, &format!("registry {words}"))
}

#[test]
fn a_folder_is_published_published_again_and_audited() {
    let folder = folder();
    let folder = folder.path();
    granted(folder);
    registry(folder, "publish --again public").exits(1).complains("no finished publication", "publish first");
    let run = registry(folder, &format!("publish public --lists lists {NOW}")).exits(0);
    for text in ["public/current has", "public/nginx.conf", "starseal registry serve public", "lists/status.cwt"] {
        assert!(run.out.contains(text), "{text}\n{}", run.out);
    }
    let lists = |path: &str| fs::read(folder.join(path)).unwrap();
    assert_eq!(lists("lists/status.cwt"), lists("public/current/lists/status.cwt"));
    let again = registry(folder, "publish public --again --json").exits(0).json().pop().unwrap();
    assert_eq!((&again["folder"]["changed"], &again["files"]), (&0.into(), &serde_json::json!([])));
    let audit = |exit| registry(folder, "audit --published public --json").exits(exit).json().pop().unwrap();
    let clean = audit(0);
    assert_eq!((&clean["clean"], &clean["pages"]), (&true.into(), &again["folder"]["files"]));
    assert_eq!(clean["published"], 1);
    fs::write(folder.join("public/current/en/index.html"), "<p>").unwrap();
    assert_eq!(audit(1)["findings"][0]["code"], "published-page-differs");
    let japanese = registry(folder, "audit --published public --lang ja").exits(1);
    assert!(japanese.out.contains("公開されたファイルが台帳と異なります"), "{}", japanese.out);
    registry(folder, "publish public --again --quiet").exits(0);
    assert_eq!(audit(0)["clean"], true);
    // A configuration with an address that is none.
    let config = folder.join("registry/registry.toml");
    let text =
        fs::read_to_string(&config).unwrap().replace("# address = \"https://labels.example/\"", "address = \"x\"");
    fs::write(&config, text).unwrap();
    registry(folder, "publish public --again").exits(3).complains("publication.address", "correct the line");
}

/// A server that ends with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(folder: &Path, words: &str) -> Self {
        let mut child = command(folder).args(words.split(' ')).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Server { child, address }
    }

    /// Sends a request, and returns the status, the head and the body of the answer.
    fn ask(&self, request: &str) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head, answer[end + 4..].to_vec())
    }

    fn get(&self, path: &str) -> (u16, String, Vec<u8>) {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_publication_is_shown_on_this_machine_as_a_web_server_would() {
    let folder = folder();
    let folder = folder.path();
    granted(folder);
    registry(folder, "serve registry").exits(3).complains("is not a publication", "publish DIR");
    registry(folder, &format!("publish public {NOW} --quiet")).exits(0);
    let server = Server::start(folder, "registry serve public --listen 127.0.0.1:0");
    let file = |path: &str| fs::read(folder.join("public/current").join(path)).unwrap();

    let (status, head, body) = server.get("/ja/");
    assert_eq!((status, &body), (200, &file("ja/index.html")));
    for header in ["Content-Type: text/html; charset=utf-8", "Cache-Control: public, max-age=300", "nosniff"] {
        assert!(head.contains(header), "{header}\n{head}");
    }
    let tag = head.lines().find_map(|line| line.strip_prefix("ETag: ")).unwrap();
    let (status, _, body) = server.ask(&format!("GET /ja/ HTTP/1.1\r\nIf-None-Match: {tag}\r\n\r\n"));
    assert_eq!((status, body.len()), (304, 0));
    let (status, head, body) = server.ask("HEAD /lists/status.cwt HTTP/1.1\r\n\r\n");
    assert_eq!((status, body.len()), (200, 0));
    assert!(head.contains("application/statuslist+cwt"), "{head}");
    assert_eq!(server.get("/status").2, file("lists/status.cwt"));
    assert_eq!(server.get("/L/I2W0/01/04569951110016").2, file("label/index.html"));
    let (status, head, _) = server.get("/en");
    assert_eq!((status, head.contains("Location: /en/")), (301, true));
    for (request, status) in [
        ("GET /none HTTP/1.1\r\n\r\n", 404),
        ("GET /../../registry/keys/label-key.pem HTTP/1.1\r\n\r\n", 404),
        ("GET /%2e%2e/registry.toml HTTP/1.1\r\n\r\n", 404),
        ("POST / HTTP/1.1\r\n\r\n", 405),
        ("nonsense\r\n\r\n", 400),
    ] {
        assert_eq!(server.ask(request).0, status, "{request}");
    }
    let long = format!("GET /{} HTTP/1.1\r\n", "a".repeat(20_000));
    assert_eq!(server.ask(&long).0, 431);
    // A new publication is shown at once.
    registry(folder, "publish public --now 2026-11-23T03:00:00Z --quiet").exits(0);
    assert_eq!(server.get("/en/").2, file("en/index.html"));
    assert!(String::from_utf8(file("en/index.html")).unwrap().contains("As of 2026-11-23"));
    let taken = format!("serve public --listen {}", server.address);
    registry(folder, &taken).exits(3).complains("cannot be listened on", "--listen");
}

/// What a registry publishes is what programs outside fetch and observe.
#[test]
fn a_publication_is_fetched_and_observed() {
    let folder = folder();
    let folder = folder.path();
    granted(folder);
    registry(folder, &format!("publish public {NOW} --quiet")).exits(0);
    let server = Server::start(folder, "registry serve public --listen 127.0.0.1:0");
    let (address, trust) = (&server.address, "--trust registry/trust.cbor");
    let observe = |day: &str| {
        let words = format!("observe http://{address}/ {trust} --memory seen --json --now {day}T04:00:00Z");
        let report = starseal(folder, &words).exits(0).json().pop().unwrap();
        assert_eq!(report["findings"], serde_json::json!([]));
    };
    let update = |day: &str| {
        let words = format!("update --from http://{address}/ --state state {trust} --json --now {day}T04:00:00Z");
        starseal(folder, &words).exits(0).json().pop().unwrap()
    };
    observe("2026-11-22");
    assert_eq!(update("2026-11-22")["route"], "whole");
    assert_eq!(update("2026-11-22")["route"], "unchanged");
    let next = "--now 2026-11-23T03:00:00Z --quiet";
    registry(folder, &format!("change revoke SS-2026-000000 --reason forged {next}")).exits(0);
    registry(folder, &format!("approve --officer second {next}")).exits(0);
    registry(folder, &format!("publish public {next}")).exits(0);
    observe("2026-11-23");
    let loaded = update("2026-11-23");
    assert_eq!(loaded["route"], "delta", "{loaded}");
}
