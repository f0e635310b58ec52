//! `starseal observe`: nothing is found in an honest publication, and each fault of another one has its finding.

use crate::common::{self, Run, starseal};
use crate::server::{Server, send};
use crate::site::{Day, Site, feed, second};
use crate::update::folder;
use serde_json::{Value, json};
use starseal::SigningKey;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The time at which the tests take place.
const NOW: &str = "2026-11-22T03:00:00Z";

fn observe(folder: &Path, server: &Server, more: &str) -> Run {
    let words = format!("observe {} --trust trust.cbor --now {NOW} --timeout 60 {more}", server.url());
    starseal(folder, &words)
}

/// Returns the codes of the findings of an observation, and checks its exit code.
#[track_caller]
fn found(run: Run) -> Vec<String> {
    let report = &run.json()[0];
    let findings = report["findings"].as_array().unwrap().clone();
    run.exits(i32::from(!findings.is_empty()));
    findings.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn nothing_is_found_in_an_honest_publication() {
    let first = Site::new(&Day::default(), &[]);
    let site = Site::new(&second(), &[&first]);
    let folder = folder(&site);
    let server = Server::honest(&site);
    let run = observe(folder.path(), &server, "").exits(0);
    assert!(run.out.contains("event 2: ") && run.out.ends_with("nothing was found\n"), "{}", run.out);
    assert_eq!(observe(folder.path(), &server, "--quiet").exits(0).out, "");
    let asked: BTreeSet<String> = server.paths().into_iter().collect();
    let named = |path: &&String| !path.starts_with("en/") && !path.starts_with("ja/");
    let unseen: Vec<&String> = site.files.keys().filter(named).filter(|path| !asked.contains(*path)).collect();
    assert!(unseen.iter().all(|path| path.starts_with("registrations/") || *path == "label/index.html"), "{unseen:?}");
    assert!(asked.iter().any(|path| path.starts_with("L/")));
}

#[test]
fn with_a_memory_the_changes_are_applied_to_what_was_seen() {
    let first = Site::new(&Day::default(), &[]);
    let site = Site::new(&second(), &[&first]);
    let folder = folder(&site);
    let memory = "--memory m.json --json";
    let server = Server::honest(&first);
    assert_eq!(found(observe(folder.path(), &server, memory)), [""; 0]);
    server.publish(&site);
    let run = observe(folder.path(), &server, memory);
    assert_eq!(run.json()[0]["deltas_applied"], 2);
    assert_eq!(found(run), [""; 0]);
    // Another address has a memory of its own.
    let other = Server::honest(&site);
    let run = observe(folder.path(), &other, "--memory m.json").exits(3);
    run.complains("(memory-of-another)", "another file name");
    observe(folder.path(), &other, "--memory other.json").exits(0);
}

/// Observes two publications one after the other at one address, with one memory.
fn found_after(before: &Site, now: &Site) -> Vec<String> {
    let folder = folder(before);
    let server = Server::honest(before);
    observe(folder.path(), &server, "--memory m.json").exits(0);
    server.publish(now);
    found(observe(folder.path(), &server, "--memory m.json --json"))
}

#[test]
fn what_contradicts_the_memory_is_found() {
    let (first, later) = (Site::new(&Day::default(), &[]), Site::new(&second(), &[]));
    let rival = Site::new(&Day { time: "2026-11-20T03:00:00Z", ..second() }, &[]);
    assert!(found_after(&first, &rival).contains(&"equivocation".to_owned()));
    assert!(found_after(&later, &first).contains(&"went-back".to_owned()));
    // A delta leads to another list than that of the publication.
    let stray = Site::new(&Day { event: 3, time: "2026-11-21T09:00:00Z", ..second() }, &[&first]);
    let (path, pointer) = ("bundles/phone-from-1.bundle", "/bundles/phone/deltas/0");
    let site = Site::new(&second(), &[&first]).with_file(path, pointer, &stray.files[path].1);
    assert_eq!(found_after(&first, &site), ["delta-leads-nowhere"]);
    let quiet = Site::new(&second(), &[]).with_file("feed.atom", "/feed", &feed("2026-11-19T03:00:00Z"));
    assert_eq!(found_after(&first, &quiet), ["feed-behind", "feed-behind"]);
}

/// The fault of a publication and its finding.
type Fault<'a> = (&'a str, Site, &'a [&'a str]);

#[test]
fn each_fault_of_a_publication_has_its_finding() {
    let first = Site::new(&Day::default(), &[]);
    let site = Site::new(&second(), &[&first]);
    let folder = folder(&site);
    let without = |path: &str| {
        let mut site = site.clone();
        site.files.remove(path).unwrap();
        site
    };
    let altered = |path: &str| {
        let mut site = site.clone();
        site.files.get_mut(path).unwrap().1[3] ^= 1;
        site
    };
    let typed = |path: &str| {
        let mut site = site.clone();
        site.files.get_mut(path).unwrap().0 = "application/x-other".to_owned();
        site
    };
    let with = |change: &dyn Fn(&mut Value)| site.clone().with(change);
    let mut all: Value = serde_json::from_slice(&site.files["registrations.json"].1).unwrap();
    all["registrations"][3]["status"] = json!("active");
    let all = all.to_string();
    let mut one = site.clone();
    let own = json!({ "product_id": "EX-0", "status": "revoked", "last_day": "2028-03-31" });
    one.put("registrations/ex-0.json", "application/json", own.to_string().into_bytes());
    let other = Site::new(&Day { event: 9, ..Day::default() }, &[]);
    let faults: [Fault<'_>; 15] = [
        ("a file is missing", without("trust/1.cbor"), &["file-unavailable"]),
        ("a file is damaged", altered("sitemap.xml"), &["file-unavailable"]),
        ("a file has another type", typed("feed.atom"), &["file-unavailable"]),
        ("a page is missing", without("ja/registrations/ex-0.html"), &["file-unavailable"]),
        ("no trust list", site.clone().with_file("trust.cbor", "/trust/chain", b"x"), &["list-refused"]),
        (
            "an object of another list",
            site.clone().with_file(
                "lists/status.cwt.past",
                "/issuers/0/objects/0",
                &first.files["lists/status.cwt.past"].1,
            ),
            &["list-refused", "object-missing"],
        ),
        ("another version", with(&|json| json["trust"]["version"] = json!(9)), &["descriptor-differs"]),
        (
            "another time",
            with(&|json| json["issuers"][0]["issued_at"] = json!("2026-11-21T04:00:00Z")),
            &["descriptor-differs"],
        ),
        (
            "an old bundle",
            site.clone().with_file("bundles/full.bundle", "/bundles/full", &other.files["bundles/full.bundle"].1),
            &["bundle-differs"],
        ),
        (
            "a delta that is none",
            site.clone().with_file("bundles/full-from-1.bundle", "/bundles/full/deltas/0", b"x"),
            &["delta-leads-nowhere"],
        ),
        ("no feed", site.clone().with_file("feed.atom", "/feed", b"<html>"), &["feed-malformed"]),
        (
            "no registrations",
            site.clone().with_file("registrations.json", "/registrations", b"[]"),
            &["registration-malformed"],
        ),
        (
            "another status in the file of all",
            site.clone().with_file("registrations.json", "/registrations", all.as_bytes()),
            &["registration-differs"],
        ),
        ("another status in its own file", one, &["registration-differs"]),
        ("another number", with(&|json| json["registrations"]["count"] = json!(41)), &["registration-differs"]),
    ];
    for (story, site, codes) in faults {
        let server = Server::honest(&site);
        assert_eq!(found(observe(folder.path(), &server, "--json")), codes, "{story}");
        let run = observe(folder.path(), &server, "--lang ja").exits(1);
        assert!(run.out.contains("問題") && run.out.contains(codes[0]), "{story}: {}", run.out);
    }
}

#[test]
fn ages_are_judged_by_their_limits() {
    let site = Site::new(&second(), &[]);
    let folder = folder(&site);
    let server = Server::honest(&site);
    let at = |now: &str| {
        found(starseal(folder.path(), &format!("observe {} --trust trust.cbor --now {now} --json", server.url())))
    };
    assert_eq!(at("2026-11-28T03:00:00Z"), [""; 0]);
    assert_eq!(at("2026-11-28T03:00:01Z"), ["status-list-old"]);
    assert!(at("2090-01-01T00:00:00Z").contains(&"trust-list-expired".to_owned()));
}

#[test]
fn a_broken_fallback_and_bad_headers_are_found() {
    let site = Site::new(&second(), &[]);
    let folder = folder(&site);
    let redirected = Server::start(&site, |request, _, stream| {
        let more = "Location: https://elsewhere.example/\r\n";
        request.path.starts_with("L/") && send(stream, "302 Found", "text/html", more, b"").is_ok()
    });
    assert_eq!(found(observe(folder.path(), &redirected, "--json")), ["prefix-broken", "prefix-broken"]);
    let one = Server::start(&site, |request, _, stream| {
        request.path == "L/NO/SUCH/01/LABEL" && send(stream, "404 Not Found", "text/html", "", b"").is_ok()
    });
    assert_eq!(found(observe(folder.path(), &one, "--json")), ["prefix-broken"]);
    let kept = site.clone();
    let kept = Server::start(&site, move |request, _, stream| {
        let Some((media_type, bytes)) = kept.files.get(&request.path) else { return false };
        request.path.starts_with(".well-known/")
            && send(stream, "200 OK", media_type, "Cache-Control: public, max-age=86400\r\n", bytes).is_ok()
    });
    assert_eq!(found(observe(folder.path(), &kept, "--json")), ["kept-too-long", "no-revalidation"]);
}

#[test]
fn what_cannot_be_observed_is_3() {
    let site = Site::new(&second(), &[]);
    let folder = folder(&site);
    let path = folder.path();
    let silent = Server::start(&site, |_, _, stream| send(stream, "500 No", "text/html", "", b"").is_ok());
    observe(path, &silent, "").exits(3).complains("(server-failed)", "later");
    let server = Server::honest(&site);
    fs::write(path.join("m.json"), "{}").unwrap();
    observe(path, &server, "--memory m.json").exits(3).complains("(memory-malformed)", "another file name");
    fs::remove_file(path.join("m.json")).unwrap();
    observe(path, &server, "--memory none/m.json").exits(3).complains("none/m.json", "folder");
    let stranger = SigningKey::from_seed(&[9; 32]);
    fs::write(path.join("trust.cbor"), crate::site::anchor(&stranger, &crate::site::status_key())).unwrap();
    let codes = found(observe(path, &server, "--json"));
    assert!(codes.contains(&"list-refused".to_owned()), "{codes:?}");
    assert_eq!(common::PREFIX, "HTTPS://JC-STAR.EXAMPLE/L/");
}
