//! `starseal update`: what it loads, and what each lie of a server leads to.

use crate::common::{self, Run, root_key, starseal};
use crate::server::{Request, Server, answer, send};
use crate::site::{DESCRIPTOR, Day, PHONE, Site, second, status_key};
use serde_json::json;
use starseal::bundle::Bundle;
use starseal::{SigningKey, StatusList, TrustList, Verifier};
use std::fs;
use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::time::Duration;

/// The time at which the tests take place.
const NOW: &str = "2026-11-22T03:00:00Z";

/// Makes a folder with the anchor.
pub fn folder(site: &Site) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("trust.cbor"), &site.anchor).unwrap();
    folder
}

fn update_from(folder: &Path, url: &str, more: &str) -> Run {
    starseal(
        folder,
        &format!(
            "update --from {url} --trust trust.cbor --state shop.state --now {NOW} --timeout 20 --read-timeout 5 {more}"
        ),
    )
}

fn update(folder: &Path, server: &Server, more: &str) -> Run {
    update_from(folder, &server.url(), more)
}

/// Returns the times of the status lists in the state.
fn held(folder: &Path) -> Vec<String> {
    let mut verifier = Verifier::new(&fs::read(folder.join("trust.cbor")).unwrap()).unwrap();
    verifier.restore(&fs::read(folder.join("shop.state")).unwrap()).unwrap();
    verifier.status_lists().map(|list| list.issued_at().to_string()).collect()
}

#[test]
fn the_first_update_loads_everything_and_the_next_days_the_changes() {
    let first = Site::new(&Day::default(), &[]);
    let folder = folder(&first);
    let path = folder.path();
    let server = Server::honest(&first);
    let run = update(path, &server, "").exits(0);
    assert!(run.out.contains("loaded all lists") && run.out.contains("none was held before"), "{}", run.out);
    assert_eq!(server.paths(), [DESCRIPTOR, PHONE]);
    assert_eq!(held(path), ["2026-11-20T03:00:00Z"]);
    assert_eq!(run.err, "");

    // Nothing is loaded again while the descriptor has its tag.
    let report = &update(path, &server, "--json").exits(0).json()[0];
    assert_eq!(
        (&report["route"], &report["requests"], &report["body_bytes"]),
        (&json!("unchanged"), &json!(1), &json!(0))
    );

    let server = Server::honest(&Site::new(&second(), &[&first]));
    let report = &update(path, &server, "--json").exits(0).json()[0];
    assert_eq!(report["route"], "delta", "{report}");
    assert_eq!(report["status_lists"][0]["newly_revoked"], 2);
    assert_eq!(report["status_lists"][0]["age_seconds"], 86_400);
    assert_eq!(server.paths(), [DESCRIPTOR, "bundles/phone-from-1.bundle"]);
    assert_eq!(held(path), ["2026-11-21T03:00:00Z"]);
    assert_eq!(update(path, &server, "--quiet").exits(0).out, "");
}

#[test]
fn the_words_say_what_changed_in_both_languages() {
    let first = Site::new(&Day::default(), &[]);
    let folder = folder(&first);
    update(folder.path(), &Server::honest(&first), "").exits(0);
    let server = Server::honest(&Site::new(&second(), &[&first]));
    let run = update(folder.path(), &server, "--lang ja").exits(0);
    assert!(run.out.contains("変更分を取得しました") && run.out.contains("新たに取消し：登録 2 件"), "{}", run.out);
}

#[test]
fn the_past_is_loaded_only_where_it_is_asked_for() {
    let site = Site::new(&second(), &[]);
    let folder = folder(&site);
    let server = Server::honest(&site);
    update(folder.path(), &server, "").exits(0);
    let before = fs::read(folder.path().join("shop.state")).unwrap();
    let report = &update(folder.path(), &server, "--full --json").exits(0).json()[0];
    assert_eq!(report["route"], "whole");
    assert!(fs::read(folder.path().join("shop.state")).unwrap().len() > before.len());
    assert_eq!(server.paths(), [DESCRIPTOR, PHONE, DESCRIPTOR, "bundles/full.bundle"]);
}

#[test]
fn a_state_that_was_lost_or_went_back_is_filled_again() {
    let first = Site::new(&Day::default(), &[]);
    let folder = folder(&first);
    let (path, state) = (folder.path(), folder.path().join("shop.state"));
    update(path, &Server::honest(&first), "").exits(0);
    let old = fs::read(&state).unwrap();
    let server = Server::honest(&Site::new(&second(), &[&first]));
    update(path, &server, "").exits(0);
    // What was kept beside the state names another list than the state has: the tag is not sent.
    fs::write(&state, &old).unwrap();
    update(path, &server, "").exits(0);
    assert_eq!(held(path), ["2026-11-21T03:00:00Z"]);
    fs::remove_file(&state).unwrap();
    update(path, &server, "").exits(0);
    assert_eq!(held(path), ["2026-11-21T03:00:00Z"]);
    let tags: Vec<bool> = server.requests.lock().unwrap().iter().map(|r| r.header("if-none-match").is_some()).collect();
    assert!(tags.iter().all(|has_tag| !has_tag), "{tags:?}");
    fs::write(path.join(".shop.state.update"), "{").unwrap();
    update(path, &server, "").exits(0);
}

#[test]
fn a_delta_that_is_damaged_or_leads_nowhere_is_replaced_by_the_whole() {
    let first = Site::new(&Day::default(), &[]);
    let delta = "/bundles/phone/deltas/0";
    let next = Site::new(&second(), &[&first]);
    let path = "bundles/phone-from-1.bundle";
    let foreign = first.files[PHONE].1.clone();
    let sites = [
        (next.clone().with_file(path, delta, b"no bundle"), "bundle-malformed"),
        (next.clone().with_file(path, delta, &foreign), "delta-leads-nowhere"),
        (next.clone().with(|json| json["bundles"]["phone"]["deltas"][0]["path"] = json!("bundles/none")), "not-found"),
    ];
    for (site, code) in sites {
        let folder = folder(&first);
        update(folder.path(), &Server::honest(&first), "").exits(0);
        let report = &update(folder.path(), &Server::honest(&site), "--json").exits(0).json()[0];
        assert_eq!((&report["route"], &report["detour"]), (&json!("whole"), &json!(code)));
        assert_eq!(held(folder.path()), ["2026-11-21T03:00:00Z"]);
    }
}

#[test]
fn a_body_that_is_interrupted_is_continued_where_it_ended() {
    let site = Site::new(&second(), &[]);
    let folder = folder(&site);
    let length = site.files[PHONE].1.len();
    let cut = site.clone();
    let server = Server::start(&site, move |request, earlier, stream| {
        request.path == PHONE && earlier == 0 && cut_after(&cut, request, stream, length / 2)
    });
    update(folder.path(), &server, "").exits(0);
    let requests = server.requests.lock().unwrap();
    let last = requests.last().unwrap();
    assert_eq!(last.header("range"), Some(format!("bytes={}-", length / 2).as_str()));
    assert!(last.header("if-range").is_some());
    assert_eq!(held(folder.path()), ["2026-11-21T03:00:00Z"]);
}

#[test]
fn redirects_on_one_host_are_followed() {
    let site = Site::new(&second(), &[]);
    let folder = folder(&site);
    let server = Server::start(&site, |request, _, stream| {
        request.path == DESCRIPTOR && redirect(stream, "/moved/starseal.json")
            || request.path == "moved/starseal.json" && redirect(stream, "again.json")
    });
    // The file is not where it was moved to: the server was asked for it by its own path.
    update(folder.path(), &server, "").exits(3).complains("(not-found)", "check the address");
    assert_eq!(server.paths(), [DESCRIPTOR, "moved/starseal.json", "moved/again.json"]);
}

#[test]
fn an_older_list_is_reported_and_not_taken() {
    let (old, new) = (Site::new(&Day::default(), &[]), Site::new(&second(), &[]));
    let folder = folder(&new);
    update(folder.path(), &Server::honest(&new), "").exits(0);
    let run = update(folder.path(), &Server::honest(&old), "").exits(0);
    assert!(run.err.contains("has an older list than the one held"), "{}", run.err);
    assert_eq!(held(folder.path()), ["2026-11-21T03:00:00Z"]);
}

#[test]
fn the_trust_lists_before_the_newest_one_do_not_make_a_publication_old() {
    let renewed = |day: &Day<'_>| {
        let site = Site::new(day, &[]);
        let first = TrustList::open(&site.anchor).unwrap();
        let next = first.next_statement("2026-11-19T00:00:00Z".parse().unwrap()).sign(&[&root_key()]).unwrap();
        let next = TrustList::open(&next).unwrap();
        let list = StatusList::open(&site.files["lists/status.cwt"].1, [&first]).unwrap();
        let objects = site.files.get("lists/status.cwt.in-force").map(|(_, bytes)| bytes.as_slice());
        let bundle = Bundle::new([&first, &next], [&list]).with_objects(objects);
        site.with_file(PHONE, "/bundles/phone", &bundle.to_bytes())
    };
    let (old, new) = (renewed(&Day::default()), renewed(&second()));
    let folder = folder(&old);
    update(folder.path(), &Server::honest(&old), "").exits(0);
    let run = update(folder.path(), &Server::honest(&new), "").exits(0);
    assert!(!run.err.contains("older"), "{}", run.err);
    assert_eq!(held(folder.path()), ["2026-11-21T03:00:00Z"]);
    let run = update(folder.path(), &Server::honest(&old), "").exits(0);
    assert!(run.err.contains("has an older list than the one held"), "{}", run.err);
}

#[test]
fn a_state_that_cannot_be_written_is_an_error() {
    let site = Site::new(&second(), &[]);
    let folder = folder(&site);
    let server = Server::honest(&site);
    let words = format!("update --from {} --trust trust.cbor --state none/shop.state --now {NOW}", server.url());
    starseal(folder.path(), &words).exits(3).complains("none/shop.state cannot be written", "free space");
}

#[test]
fn addresses_are_checked_before_anything_is_asked() {
    let folder = folder(&Site::new(&second(), &[]));
    for (url, what) in [
        ("http://jc-star.example/", "(address-not-encrypted)"),
        ("https://jc-star.example/page", "(address-malformed)"),
        ("jc-star.example", "(address-malformed)"),
    ] {
        update_from(folder.path(), url, "").exits(2).complains(what, "https");
    }
}

// --- lies

fn redirect(stream: &mut TcpStream, to: &str) -> bool {
    send(stream, "302 Found", "text/html", &format!("Location: {to}\r\n"), b"").is_ok()
}

/// Sends the header of an honest answer, and only the first bytes of the body.
fn cut_after(site: &Site, request: &Request, stream: &mut TcpStream, bytes: usize) -> bool {
    let (media_type, body) = &site.files[&request.path];
    let tag = starseal::verify::Digest::of(body);
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nETag: \"{tag}\"\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body[..bytes]).unwrap();
    stream.shutdown(Shutdown::Both).is_ok()
}

/// Writes text until the client goes away.
fn without_end(stream: &mut TcpStream, head: &str, line: &str, pause: Duration) -> bool {
    let mut outcome = stream.write_all(head.as_bytes());
    while outcome.is_ok() {
        std::thread::sleep(pause);
        outcome = stream.write_all(line.as_bytes());
    }
    true
}

const OCTETS: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n";

/// A lie about one file.
type Tale = fn(&mut TcpStream) -> bool;

/// What a server does when it is asked for a file, the code of the error, and what its help says.
const LIES: [(&str, &str, Tale, &str, &str); 24] = [
    (
        "a web page",
        DESCRIPTOR,
        |s| send(s, "200 OK", "text/html; charset=utf-8", "", b"<html>").is_ok(),
        "web-page",
        "sign-in",
    ),
    (
        "a web page in place of lists",
        PHONE,
        |s| send(s, "200 OK", "text/html", "", b"<html>").is_ok(),
        "web-page",
        "sign-in",
    ),
    ("another type", DESCRIPTOR, |s| send(s, "200 OK", "text/plain", "", b"{}").is_ok(), "type-mismatch", "report"),
    ("another host", DESCRIPTOR, |s| redirect(s, "https://elsewhere.example/x"), "redirect-elsewhere", "moved"),
    ("another host without a scheme", PHONE, |s| redirect(s, "//elsewhere.example/x"), "redirect-elsewhere", "moved"),
    ("another port", PHONE, |s| redirect(s, "http://127.0.0.1:9/x"), "redirect-elsewhere", "moved"),
    ("another scheme", PHONE, |s| redirect(s, "file:///etc/passwd"), "redirect-elsewhere", "moved"),
    ("in circles", PHONE, |s| redirect(s, "/bundles/full.bundle"), "too-many-redirects", "report"),
    ("no file", PHONE, |s| send(s, "404 Not Found", "text/html", "", b"").is_ok(), "not-found", "check the address"),
    (
        "its failure",
        PHONE,
        |s| send(s, "503 Service Unavailable", "text/html", "", b"").is_ok(),
        "server-failed",
        "later",
    ),
    ("a refusal", PHONE, |s| send(s, "403 Forbidden", "text/html", "", b"").is_ok(), "status-unexpected", "report"),
    (
        "nothing new, unasked",
        DESCRIPTOR,
        |s| send(s, "304 Not Modified", "x/y", "", b"").is_ok(),
        "not-modified-unasked",
        "report",
    ),
    (
        "a part, unasked",
        PHONE,
        |s| {
            send(s, "206 Partial Content", "application/octet-stream", "Content-Range: bytes 5-9/10\r\n", b"12345")
                .is_ok()
        },
        "part-mismatch",
        "report",
    ),
    ("silence", DESCRIPTOR, |s| without_end(s, "", "", Duration::from_secs(1)), "stalled", "more time"),
    ("silence within the body", PHONE, |s| without_end(s, OCTETS, "", Duration::from_secs(1)), "stalled", "more time"),
    (
        "a slow drip",
        DESCRIPTOR,
        |s| {
            without_end(s, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", " ", Duration::from_millis(100))
        },
        "deadline-passed",
        "more time",
    ),
    (
        "a body without end",
        DESCRIPTOR,
        |s| {
            without_end(
                s,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n",
                &" ".repeat(4096),
                Duration::ZERO,
            )
        },
        "body-too-long",
        "report",
    ),
    (
        "a header without end",
        DESCRIPTOR,
        |s| without_end(s, "HTTP/1.1 200 OK\r\nX: ", "0123456789012345678901234567890123456789", Duration::ZERO),
        "header-too-long",
        "report",
    ),
    (
        "a great length",
        DESCRIPTOR,
        |s| {
            s.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n")
                .is_ok()
        },
        "body-too-long",
        "report",
    ),
    (
        "another length",
        PHONE,
        |s| send(s, "200 OK", "application/octet-stream", "", b"short").is_ok(),
        "length-mismatch",
        "again",
    ),
    (
        "something compressed",
        PHONE,
        |s| send(s, "200 OK", "application/octet-stream", "Content-Encoding: gzip\r\n", &[0; 4096]).is_ok(),
        "compressed",
        "report",
    ),
    ("no HTTP", DESCRIPTOR, |s| s.write_all(b"SSH-2.0-OpenSSH_9.2\r\n\r\n").is_ok(), "not-http", "report"),
    ("no answer at all", DESCRIPTOR, |s| s.shutdown(Shutdown::Both).is_ok(), "connection-failed", "network"),
    (
        "no JSON",
        DESCRIPTOR,
        |s| send(s, "200 OK", "application/json", "", b"{").is_ok(),
        "descriptor-malformed",
        "check the address",
    ),
];

/// Fails the test unless an update has this error, in both languages, and the state is what it was.
#[track_caller]
fn fails(folder: &Path, url: &str, code: &str, help: &str, story: &str) {
    let before = fs::read(folder.join("shop.state")).unwrap();
    let more = "--timeout 3 --read-timeout 1 --full";
    let words = format!("update --from {url} --trust trust.cbor --state shop.state --now {NOW} {more}");
    let run = starseal(folder, &words);
    assert!(run.err.contains(&format!("({code})")), "{story}: {code}: {}", run.err);
    let run = run.exits(3).complains(code, help);
    assert_eq!((run.out.as_str(), run.err.lines().count()), ("", 2), "{story}: {}", run.err);
    assert_eq!(fs::read(folder.join("shop.state")).unwrap(), before, "{story}");
    let run = starseal(folder, &format!("{words} --lang ja")).exits(3);
    assert!(run.err.contains(&format!("（{code}）")), "{story}: {}", run.err);
}

/// A folder that holds the lists of the first day.
fn holding(first: &Site) -> tempfile::TempDir {
    let folder = folder(first);
    update(folder.path(), &Server::honest(first), "").exits(0);
    folder
}

#[test]
fn a_server_that_lies_changes_nothing_and_each_lie_has_its_error() {
    let first = Site::new(&Day::default(), &[]);
    let site = Site::new(&second(), &[]);
    let folder = holding(&first);
    // The state lacks the past, so that the bundle is loaded as a whole.
    for (story, path, tale, code, help) in LIES {
        let path = path.replace(PHONE, "bundles/full.bundle");
        let server = Server::start(&site, move |request, _, stream| request.path == path && tale(stream));
        fails(folder.path(), &server.url(), code, help, story);
    }
}

#[test]
fn a_publication_that_lies_changes_nothing() {
    let first = Site::new(&Day::default(), &[]);
    let site = Site::new(&second(), &[]);
    let folder = holding(&first);
    let full = "bundles/full.bundle";
    let mut damaged = site.clone();
    damaged.files.get_mut(full).unwrap().1[300] ^= 1;
    let stranger = Day { key: SigningKey::from_seed(&[41; 32]), ..Day::default() };
    let (root, key) = (SigningKey::from_seed(&[9; 32]), SigningKey::from_seed(&[41; 32]));
    let other = Day { root, key, ..second() };
    let ahead = Day { time: "2027-11-21T03:00:00Z", ..second() };
    let rival = Day { time: "2026-11-20T03:00:00Z", ..second() };
    let schema = |json: &mut serde_json::Value| json["schema"] = json!("starseal-publication/2");
    let path = |json: &mut serde_json::Value| json["bundles"]["full"]["path"] = json!("../etc/passwd");
    let long = |json: &mut serde_json::Value| json["bundles"]["full"]["bytes"] = json!(u64::MAX);
    for (story, site, code, help) in [
        ("a damaged byte", damaged, "digest-mismatch", "again"),
        ("another schema", site.clone().with(schema), "descriptor-unsupported", "newer version"),
        ("a path that leaves", site.clone().with(path), "descriptor-malformed", "check the address"),
        ("a length beyond reason", site.clone().with(long), "length-mismatch", "again"),
        ("no bundle", site.clone().with_file(full, "/bundles/full", b"{}"), "bundle-malformed", "report"),
        ("a list of a stranger's key", Site::new(&stranger, &[]), "status-list-unknown-key", "newer trust list"),
        ("another authority", Site::new(&other, &[]), "nothing-of-this-authority", "same authority"),
        ("a list of next year", Site::new(&ahead, &[]), "status-list-future", "clock"),
        ("another list of the same time", Site::new(&rival, &[]), "equivocation", "report"),
    ] {
        fails(folder.path(), &Server::honest(&site).url(), code, help, story);
    }
}

#[test]
fn a_body_that_is_always_cut_ends_in_an_error() {
    let first = Site::new(&Day::default(), &[]);
    let site = Site::new(&second(), &[]);
    let folder = holding(&first);
    let cut = site.clone();
    let server = Server::start(&site, move |request, _, stream| {
        request.path == "bundles/full.bundle" && cut_after(&cut, request, stream, 100)
    });
    fails(folder.path(), &server.url(), "truncated", "again", "always cut");
    // The rest is asked for, and another part comes.
    let cut = site.clone();
    let server = Server::start(&site, move |request, _, stream| {
        let is_bundle = request.path == "bundles/full.bundle";
        let more = "Content-Range: bytes 0-4/5\r\n";
        is_bundle
            && match request.header("range") {
                Some(_) => send(stream, "206 Partial Content", "application/octet-stream", more, b"12345").is_ok(),
                None => cut_after(&cut, request, stream, 100),
            }
    });
    fails(folder.path(), &server.url(), "part-mismatch", "report", "another part");
}

#[test]
fn hosts_that_are_not_there_have_their_own_errors() {
    let first = Site::new(&Day::default(), &[]);
    let folder = holding(&first);
    let server = Server::honest(&first);
    let url = server.url();
    let plain = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let tls = format!("https://{}/", plain.local_addr().unwrap());
    let without_tls = std::thread::spawn(move || {
        // The update is run twice: once for each language.
        for _ in 0..2 {
            plain.accept().unwrap().0.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        }
    });
    fails(folder.path(), &tls, "tls-failed", "proxy", "a server without TLS");
    without_tls.join().unwrap();
    drop(server);
    fails(folder.path(), &url, "connection-refused", "firewall", "nobody listens");
    fails(folder.path(), "https://no-such-host.invalid/", "host-not-found", "typing errors", "no such name");
}

/// The answers of the tests' own server are what the tests say they are.
#[test]
fn the_honest_server_answers_parts_and_tags() {
    let site = Site::new(&second(), &[]);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (mut stream, _) = listener.accept().unwrap();
    let tag = format!("\"{}\"", starseal::verify::Digest::of(&site.files[PHONE].1));
    let header = vec![("Range".to_owned(), "bytes=10-".to_owned()), ("If-Range".to_owned(), tag)];
    answer(&site, &Request { path: PHONE.to_owned(), header }, &mut stream).unwrap();
    drop(stream);
    let mut text = Vec::new();
    std::io::Read::read_to_end(&mut client, &mut text).unwrap();
    assert!(text.starts_with(b"HTTP/1.1 206 ") && text.ends_with(&site.files[PHONE].1[10..]));
    assert_ne!(site.anchor, crate::site::anchor(&SigningKey::from_seed(&[9; 32]), &status_key()));
    assert_eq!(site.anchor, crate::site::anchor(&root_key(), &status_key()));
    assert_eq!(common::PREFIX, "HTTPS://JC-STAR.EXAMPLE/L/");
}
