//! Tests of publications as folders: the same bytes each time, whole whenever a process is killed, and found again by
//! an audit.
#![cfg(target_os = "linux")]
#![allow(dead_code, unreachable_pub, reason = "the modules of the tests of the ledger")]

#[path = "../ledger/database.rs"]
mod database;
#[path = "../ledger/office.rs"]
mod office;
#[path = "../ledger/server.rs"]
mod server;

use database::Database;
use office::{Office, codes, numbers};
use starseal::verify::Digest;
use starseal::{Bundle, Code, Timestamp, Verifier, When};
use starseal_registry::event::Kind;
use starseal_registry::site::{
    Folder, FolderError, Held, LabelPage, LabelPageError, PAGE_MANIFEST, Settings, compare, each_file,
};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The number of times that a process is killed.
const KILLS: u32 = 60;

/// The variable by which a test tells the process that it starts what to do. Only this test binary knows it.
const TASK: &str = "STARSEAL_TEST_SITE";

/// A registry with registrations and changes, of which two publications were made.
fn office(database: &Database, registrations: usize, models: usize) -> Office {
    let mut office = Office::found(database);
    let all = numbers(1, registrations);
    office.clear(&all, models);
    office.grant(&all);
    office.publish();
    office.on("2026-11-24");
    office.change(Kind::Revoked, "SS-2026-000002", "2026-11-24", None).unwrap();
    office.publish();
    office
}

fn last(office: &mut Office) -> u64 {
    starseal_registry::view::last_publication(office.ledger.store()).unwrap().unwrap().0
}

fn write(office: &mut Office, folder: &Path) -> starseal_registry::site::Written {
    let event = last(office);
    Folder::new(folder).write(&mut office.ledger, event, &Settings::default(), &mut |_| true).unwrap()
}

/// Returns all files below a folder, with the SHA-256 of each.
fn contents(root: &Path) -> BTreeMap<PathBuf, Digest> {
    let mut all = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let digest = Digest::of(&fs::read(&path).unwrap());
                all.insert(path.strip_prefix(root).unwrap().to_owned(), digest);
            }
        }
    }
    all
}

fn audited(office: &mut Office, root: &Path) -> Vec<&'static str> {
    let mut report = office.audit();
    compare(&mut office.ledger, root, &Settings::default(), &mut report, &mut |_| true).unwrap();
    assert!(report.pages > 0 || !report.is_clean());
    codes(&report)
}

#[test]
fn two_runs_of_one_state_make_the_same_bytes_and_the_second_one_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(&Database::sqlite(folder.path().join("ledger.db")), 4, 3);
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    let first = write(&mut office, &one);
    assert_eq!(first.changed, first.files);
    let again = write(&mut office, &one);
    assert_eq!((again.version.as_str(), again.changed, again.files), (first.version.as_str(), 0, first.files));
    assert_eq!(write(&mut office, &other).version, first.version);
    assert_eq!(contents(&one.join("current")), contents(&other.join("current")));
    assert_eq!(contents(&one.join("current")).len(), first.files);
    // What is recorded later changes nothing of an earlier publication.
    let event = last(&mut office);
    office.on("2026-11-25").change(Kind::Withdrawn, "SS-2026-000001", "2026-11-25", None).unwrap();
    let more = numbers(100, 1);
    office.clear(&more, 1);
    office.grant(&more);
    let mut made = BTreeMap::new();
    let mut take = |path: &str, _: &[u8], digest| made.insert(PathBuf::from(path), digest).is_none();
    each_file(&mut office.ledger, event, &Settings::default(), &mut take).unwrap();
    assert_eq!(made, contents(&one.join("current")));
}

#[test]
fn only_what_has_changed_is_written_and_one_version_before_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(&Database::sqlite(folder.path().join("ledger.db")), 30, 2);
    let public = folder.path().join("public");
    let first = write(&mut office, &public);
    let page = "current/en/registrations/ss-2026-000001.html";
    let inode = |path: &str| fs::metadata(public.join(path)).unwrap().ino();
    let css = inode("current/site.css");
    office.on("2026-11-25").change(Kind::Withdrawn, "SS-2026-000001", "2026-11-25", None).unwrap();
    office.publish();
    let before = fs::read_to_string(public.join(page)).unwrap();
    let second = write(&mut office, &public);
    assert_ne!(fs::read_to_string(public.join(page)).unwrap(), before);
    assert_eq!(inode("current/site.css"), css);
    assert!(second.version != first.version && second.changed < second.files, "{second:?}");
    let versions = || fs::read_dir(public.join("versions")).unwrap().count();
    assert_eq!(versions(), 2);
    office.on("2026-11-26").publish();
    write(&mut office, &public);
    assert_eq!(versions(), 2);
    assert_eq!(audited(&mut office, &public.join("current")), [""; 0]);
}

#[test]
fn a_client_finds_its_delta_and_reaches_the_state_of_the_whole_bundle() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(&Database::sqlite(folder.path().join("ledger.db")), 20, 1);
    let event = starseal_registry::view::registration(office.ledger.store(), "SS-2026-000002").unwrap().unwrap().event;
    let carriers = office.carriers(event);
    let public = folder.path().join("public");
    write(&mut office, &public);
    let read = |path: &str| fs::read(public.join("current").join(path)).unwrap();
    let held = read("bundles/phone.bundle");
    office.on("2026-11-25").change(Kind::Withdrawn, "SS-2026-000001", "2026-11-25", None).unwrap();
    office.publish();
    write(&mut office, &public);
    let descriptor: serde_json::Value = serde_json::from_slice(&read(".well-known/starseal.json")).unwrap();
    let now = Timestamp::from_unix_seconds(office.now);
    let anchor = read("trust.cbor");
    for kind in ["phone", "full"] {
        let mut client = Verifier::new(&anchor).unwrap();
        client.apply(&held, now).unwrap();
        let list = client.status_lists().next().unwrap().as_bytes().to_vec();
        let deltas = descriptor["bundles"][kind]["deltas"].as_array().unwrap();
        let from = Digest::of(&list).to_string();
        let mine = deltas.iter().find(|delta| delta["from"] == from.as_str()).unwrap();
        let delta = read(mine["path"].as_str().unwrap());
        let whole = read(descriptor["bundles"][kind]["path"].as_str().unwrap());
        assert!(delta.len() < whole.len() && Bundle::from_bytes(&delta).is_ok());
        assert_eq!(client.apply(&delta, now).unwrap().refused().count(), 0);
        let mut other = Verifier::new(&anchor).unwrap();
        other.apply(&whole, now).unwrap();
        assert!(client.status_lists().eq(other.status_lists()));
        for (text, expected) in carriers.iter().zip([Code::Active, Code::Withdrawn, Code::Revoked]) {
            assert_eq!(client.check(text, When::Now(now)).code(), expected);
        }
    }
    let issuer = &descriptor["issuers"][0];
    assert_eq!(issuer["status_list"], "https://jc-star.example/status");
    assert_eq!(Held::read(&public.join("current")).unwrap().prefixes.len(), 1);
}

#[test]
fn an_audit_finds_what_was_done_to_pages_and_the_next_run_repairs_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(&Database::sqlite(folder.path().join("ledger.db")), 3, 1);
    let public = folder.path().join("public");
    write(&mut office, &public);
    let root = public.join("current");
    assert_eq!(audited(&mut office, &root), [""; 0]);
    let page = root.join("ja/registrations/ss-2026-000001.html");
    // The same length: only the bytes differ.
    let text = fs::read_to_string(&page).unwrap().replace("★1", "★3");
    fs::write(&page, text).unwrap();
    assert_eq!(audited(&mut office, &root), ["published-page-differs"]);
    fs::remove_file(root.join("feed.atom")).unwrap();
    fs::write(root.join("en/more.html"), "more").unwrap();
    let all = ["published-page-differs", "published-page-missing", "published-page-unknown"];
    assert_eq!(audited(&mut office, &root), all);
    let repaired = write(&mut office, &public);
    assert_eq!(repaired.changed, 2);
    assert_eq!(audited(&mut office, &root), [""; 0]);

    let descriptor = root.join(".well-known/starseal.json");
    let text = fs::read_to_string(&descriptor).unwrap();
    fs::write(&descriptor, text.replace("\"starseal 0.", "\"starseal 9.")).unwrap();
    assert_eq!(audited(&mut office, &root), ["published-by-other-version"]);
    fs::write(&descriptor, text.replace("\"event\": ", "\"event\": 9")).unwrap();
    assert_eq!(audited(&mut office, &root), ["published-unknown"]);
    fs::write(&descriptor, "{}").unwrap();
    assert_eq!(audited(&mut office, &root), ["published-descriptor"]);
}

/// Writes a page of few files as a build does, and returns its folder.
fn built(at: &Path) -> PathBuf {
    let folder = at.join("page");
    fs::create_dir_all(folder.join("assets")).unwrap();
    let mut files = BTreeMap::new();
    for (name, text) in [("index.html", "a page"), ("service-worker.js", "//"), ("assets/app-0a.js", "code")] {
        fs::write(folder.join(name), text).unwrap();
        files.insert(name, Digest::of(text.as_bytes()).to_string());
    }
    let manifest = serde_json::json!({ "schema": "starseal-page/1", "files": files });
    fs::write(folder.join(PAGE_MANIFEST), manifest.to_string()).unwrap();
    folder
}

#[test]
fn a_page_that_was_built_is_published_with_a_manifest_of_the_prefix_and_compared_by_the_audit() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(&Database::sqlite(folder.path().join("ledger.db")), 3, 1);
    let public = folder.path().join("public");
    let page = Some(LabelPage::read(&built(folder.path())).unwrap());
    let settings = Settings { page, ..Settings::default() };
    let event = last(&mut office);
    let plain = write(&mut office, &public);
    let written = Folder::new(&public).write(&mut office.ledger, event, &settings, &mut |_| true).unwrap();
    assert_eq!((written.files, written.changed), (plain.files + 3, 4));
    let root = public.join("current");
    assert_eq!(fs::read_to_string(root.join("label/assets/app-0a.js")).unwrap(), "code");
    assert_eq!(fs::read_to_string(root.join("label/index.html")).unwrap(), "a page");
    let text = fs::read(root.join("label/manifest.webmanifest")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&"/L/".into(), &"/L/".into()));

    let mut audit = |settings: &Settings| {
        let mut report = office.audit();
        compare(&mut office.ledger, &root, settings, &mut report, &mut |_| true).unwrap();
        codes(&report)
    };
    assert_eq!(audit(&settings), [""; 0]);
    fs::write(root.join("label/service-worker.js"), "/*").unwrap();
    assert_eq!(audit(&settings), ["published-page-differs"]);
}

#[test]
fn a_folder_that_differs_from_its_manifest_is_no_page() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |change: &dyn Fn(&Path), code: &str| {
        let page = built(folder.path());
        change(&page);
        let error = LabelPage::read(&page).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        fs::remove_dir_all(&page).unwrap();
        error
    };
    let put = |name: &'static str, text: &'static str| move |page: &Path| fs::write(page.join(name), text).unwrap();
    let error = refused(&put("assets/app-0a.js", "other"), "page-differs");
    let LabelPageError::Differs { stated, found, .. } = error else { panic!("{error}") };
    assert_eq!((stated, found), (Digest::of(b"code").to_string(), Digest::of(b"other").to_string()));
    refused(&put("assets/app-0b.js", "of another version"), "page-unknown-file");
    refused(&put(".hidden", ""), "page-unknown-file");
    refused(&|page| fs::remove_file(page.join("index.html")).unwrap(), "page-unreadable");
    refused(&|page| fs::remove_file(page.join(PAGE_MANIFEST)).unwrap(), "page-unreadable");
    let long = vec![b' '; 17 * 1024 * 1024];
    refused(&|page| fs::write(page.join(PAGE_MANIFEST), &long).unwrap(), "page-too-large");
    for text in [
        "{}",
        r#"{"schema":"starseal-page/2","files":{}}"#,
        r#"{"schema":"starseal-page/1","files":{"index.html":""}}"#,
        r#"{"schema":"starseal-page/1","files":{"index.html":"","service-worker.js":"","../x":""}}"#,
        r#"{"schema":"starseal-page/1","files":{"index.html":"","service-worker.js":"","A.js":""}}"#,
    ] {
        refused(&|page| fs::write(page.join(PAGE_MANIFEST), text).unwrap(), "page-manifest");
    }
}

#[test]
fn a_folder_of_others_is_left_alone_and_two_writers_do_not_meet() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(&Database::sqlite(folder.path().join("ledger.db")), 3, 1);
    let event = last(&mut office);
    let public = folder.path().join("public");
    fs::create_dir_all(public.join("current")).unwrap();
    fs::write(public.join("current/mine.txt"), "mine").unwrap();
    let mut try_write = |event| {
        let written = Folder::new(&public).write(&mut office.ledger, event, &Settings::default(), &mut |_| true);
        written.map(|written| written.version).map_err(|error| error.code())
    };
    assert_eq!(try_write(event), Err("folder-foreign"));
    assert_eq!(fs::read_to_string(public.join("current/mine.txt")).unwrap(), "mine");
    fs::remove_dir_all(public.join("current")).unwrap();
    assert_eq!(try_write(event + 1), Err("not-published"));
    assert_eq!(try_write(1), Err("not-published"));
    let lock = fs::File::open(public.join(".lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(try_write(event), Err("folder-busy"));
    drop(lock);
    try_write(event).unwrap();
    // Work that is ended leaves what visitors see.
    let before = contents(&public.join("current"));
    office.on("2026-11-25").publish();
    let event = last(&mut office);
    let ended = Folder::new(&public).write(&mut office.ledger, event, &Settings::default(), &mut |files| files < 5);
    assert!(matches!(ended, Err(FolderError::Site(error)) if error.code() == "ended"));
    assert_eq!(contents(&public.join("current")), before);
}

/// The process that is killed: it writes a folder. It is no test by itself.
#[test]
fn a_process_that_is_started_by_another_test() {
    let Ok(task) = std::env::var(TASK) else { return };
    let (database, public) = task.split_once('|').unwrap();
    let mut office = Office::open(Database::parse(database).open());
    write(&mut office, Path::new(public));
}

/// A process is killed at many moments, and each time there is the old version or the new one, whole.
#[test]
#[ignore = "long"]
fn visitors_see_the_old_version_or_the_new_one_whenever_a_process_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::sqlite(folder.path().join("ledger.db"));
    let mut office = office(&database, 40, 4);
    let public = folder.path().join("public");
    let mut versions = vec![];
    write(&mut office, &public);
    versions.push(contents(&public.join("current")));
    office.on("2026-11-25").change(Kind::Withdrawn, "SS-2026-000001", "2026-11-25", None).unwrap();
    office.publish();
    let fresh = folder.path().join("fresh");
    write(&mut office, &fresh);
    versions.push(contents(&fresh.join("current")));
    let old = fs::read_link(public.join("current")).unwrap();

    let start = |public: &Path| {
        let mut process = Command::new(std::env::current_exe().unwrap());
        process.args(["--exact", "a_process_that_is_started_by_another_test"]);
        process.env(TASK, format!("{database}|{}", public.display())).stdout(std::process::Stdio::null());
        process.spawn().unwrap()
    };
    // How long a run takes on this machine, so that the kills are spread over all of it.
    let begun = Instant::now();
    assert!(start(&folder.path().join("whole")).wait().unwrap().success());
    let whole = begun.elapsed();
    let (mut killed, mut old_seen, mut new_seen) = (0, 0, 0);
    for step in 0..KILLS {
        let mut process = start(&public);
        std::thread::sleep(whole * step * 3 / (2 * KILLS));
        killed += usize::from(process.try_wait().unwrap().is_none());
        process.kill().unwrap();
        process.wait().unwrap();
        let seen = contents(&public.join("current"));
        let at = versions.iter().position(|version| *version == seen).expect("a whole version");
        old_seen += usize::from(at == 0);
        new_seen += usize::from(at == 1);
        if at == 1 {
            // Back to the old version, as if the process had not run.
            fs::remove_file(public.join("current")).unwrap();
            std::os::unix::fs::symlink(&old, public.join("current")).unwrap();
        }
    }
    assert!(killed > 5 && old_seen > 5 && new_seen > 0, "killed {killed}, old {old_seen}, new {new_seen}");
    write(&mut office, &public);
    assert_eq!(contents(&public.join("current")), versions[1]);
    let left = fs::read_dir(public.join("versions"))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(left.count(), 0);
}

/// Measures a publication: 1,500 registrations with 20 models each.
#[test]
#[ignore = "long"]
fn a_large_registry_is_published_and_published_again_after_changes() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(&Database::sqlite(folder.path().join("ledger.db")), 1500, 20);
    let public = folder.path().join("public");
    let start = Instant::now();
    let first = write(&mut office, &public);
    eprintln!("from nothing: {} files in {:?}", first.files, start.elapsed());
    for index in 100..200 {
        let product_id = format!("SS-2026-{index:06}");
        office.on("2026-11-25").change(Kind::Withdrawn, &product_id, "2026-11-25", None).unwrap();
    }
    let start = Instant::now();
    office.publish();
    let second = write(&mut office, &public);
    eprintln!("after 100 changes: {} files, {} written, in {:?}", second.files, second.changed, start.elapsed());
    assert!(first.files > 6000 && second.changed < 1000, "{second:?}");
    let index: serde_json::Value =
        serde_json::from_slice(&fs::read(public.join("current/registrations.json")).unwrap()).unwrap();
    let models = |one: &serde_json::Value| one["models"].as_array().unwrap().len();
    let all: usize = index["registrations"].as_array().unwrap().iter().map(models).sum();
    assert_eq!(all, 30_000);
}
