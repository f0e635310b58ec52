//! A publication of made-up companies, as `docs/reference/publication.md` and its schema have it.

use crate::common::root_key;
use serde_json::{Value, json};
use starseal::bundle::{Bundle, StatusPart};
use starseal::status::{Change, Publication, Status, StatusStatement};
use starseal::trust::{Purpose, StatusListUri, TrustedKey};
use starseal::verify::Digest;
use starseal::{Date, Signer, SigningKey, StatusList, Timestamp, TrustList};
use std::collections::BTreeMap;

pub const DESCRIPTOR: &str = ".well-known/starseal.json";
pub const PHONE: &str = "bundles/phone.bundle";

/// The number of registrations.
pub const REGISTRATIONS: u32 = 40;

/// A file: its media type and its bytes.
pub type File = (String, Vec<u8>);

/// The publication of one day.
#[derive(Clone)]
pub struct Site {
    pub files: BTreeMap<String, File>,
    pub descriptor: Value,
    pub anchor: Vec<u8>,
    pub full: Bundle,
    phone: Bundle,
    list: Digest,
    issued_at: String,
    event: u32,
}

pub fn status_key() -> SigningKey {
    SigningKey::from_seed(&[40; 32])
}

/// Returns the trust list of the tests, with an issuer that publishes a status list.
pub fn anchor(root: &SigningKey, key: &SigningKey) -> Vec<u8> {
    let mut statement = crate::common::trust_list().statement().clone();
    statement.roots = vec![root.public_key()];
    let issuer = &mut statement.issuers[0];
    let window = &issuer.keys[0];
    let key = TrustedKey::new(key.public_key(), Purpose::Status, window.from, window.until);
    issuer.keys.push(key);
    issuer.status_list = Some(uri());
    statement.sign(&[root]).unwrap()
}

fn uri() -> StatusListUri {
    StatusListUri::new("https://jc-star.example/status").unwrap()
}

/// What is published on a day: the day, the revoked registrations, and who signs.
pub struct Day<'a> {
    pub event: u32,
    pub time: &'a str,
    pub revoked: &'a [u32],
    pub key: SigningKey,
    pub root: SigningKey,
}

impl Default for Day<'_> {
    fn default() -> Self {
        let (key, root) = (status_key(), root_key());
        Day { event: 1, time: "2026-11-20T03:00:00Z", revoked: &[], key, root }
    }
}

/// The second day, on which something was revoked.
pub fn second() -> Day<'static> {
    Day { event: 2, time: "2026-11-21T03:00:00Z", revoked: &[3, 4], ..Day::default() }
}

impl Site {
    /// Publishes a day, with the changes since earlier days, oldest first.
    pub fn new(day: &Day<'_>, before: &[&Site]) -> Self {
        let usual = status_key();
        // Another authority lists its own key. A stranger's key is in no list.
        let is_usual = day.root.public_key() == root_key().public_key();
        let anchor = anchor(&day.root, if is_usual { &usual } else { &day.key });
        let trust = TrustList::open(&anchor).unwrap();
        let (issued_at, published) = sign(day, &trust);
        let list = Digest::of(&published.list);
        let opened = StatusList::open(&published.list, [&trust]);
        let bundle = |has_past: bool| {
            let bundle = match &opened {
                Ok(list) => Bundle::new([&trust], [list]),
                // A forged list is put in as it is.
                Err(_) => forged_bundle(&published.list),
            };
            let bundle = bundle.with_objects(published.objects());
            if has_past { bundle } else { bundle.without_past() }
        };
        let (phone, full) = (bundle(false), bundle(true));
        let mut site = Site {
            files: BTreeMap::new(),
            descriptor: Value::Null,
            anchor: anchor.clone(),
            full: full.clone(),
            phone: phone.clone(),
            list,
            issued_at: issued_at.to_string(),
            event: day.event,
        };
        let chain = site.put("trust.cbor", "application/cbor", anchor.clone());
        let mut first = site.put("trust/1.cbor", "application/cbor", anchor);
        let statement = trust.statement();
        first["version"] = json!(statement.version);
        first["issued_at"] = json!(statement.issued_at.to_string());
        let token = site.put("lists/status.cwt", "application/statuslist+cwt", published.list.clone());
        let mut objects = Vec::new();
        for (kind, bytes) in [("in-force", published.in_force.clone()), ("past", Some(published.past.clone()))] {
            if let Some(bytes) = bytes {
                let mut file = site.put(&format!("lists/status.cwt.{kind}"), "application/cbor", bytes);
                file["kind"] = json!(kind);
                objects.push(file);
            }
        }
        let bundles = json!({
            "phone": site.bundle("phone", &phone, before, |before| &before.phone),
            "full": site.bundle("full", &full, before, |before| &before.full),
        });
        let registrations = site.registrations(day);
        let feed = site.put("feed.atom", "application/atom+xml", feed(&site.issued_at));
        let sitemap = site.put("sitemap.xml", "application/xml", b"<urlset/>".to_vec());
        site.put("label/index.html", "text/html", b"<!doctype html><title>label</title>".to_vec());
        site.descriptor = json!({
            "schema": "starseal-publication/1",
            "program": "starseal 0.1.0",
            "address": "https://jc-star.example/",
            "event": day.event,
            "event_hash": "ab".repeat(32),
            "issued_at": site.issued_at,
            "expires_at": null,
            "is_trial": true,
            "authority": { "id": trust.authority_id().to_string(), "names": names() },
            "trust": {
                "version": statement.version, "issued_at": statement.issued_at.to_string(),
                "expires_at": statement.expires_at.to_string(), "chain": chain, "lists": [first],
            },
            "issuers": [{
                "names": names(), "prefixes": ["HTTPS://JC-STAR.EXAMPLE/L/"],
                "status_list": uri().as_str(), "issued_at": site.issued_at, "list": token, "objects": objects,
            }],
            "bundles": bundles,
            "pages": {
                "list": { "en": "en/index.html", "ja": "ja/index.html" },
                "registration": { "en": "en/registrations/{name}.html", "ja": "ja/registrations/{name}.html" },
                "json": "registrations/{name}.json", "json_ld": "registrations/{name}.jsonld",
                "label": "label/index.html",
            },
            "registrations": registrations,
            "feed": feed,
            "sitemap": sitemap,
        });
        site.write_descriptor();
        site
    }

    /// Puts a file, and returns what the descriptor says of it.
    pub fn put(&mut self, path: &str, media_type: &str, bytes: Vec<u8>) -> Value {
        let value = json!({
            "path": path, "sha256": Digest::of(&bytes).to_string(), "bytes": bytes.len(), "type": media_type,
        });
        self.files.insert(path.to_owned(), (media_type.to_owned(), bytes));
        value
    }

    /// Writes the descriptor again after it was changed.
    pub fn write_descriptor(&mut self) {
        let bytes = serde_json::to_vec_pretty(&self.descriptor).unwrap();
        self.files.insert(DESCRIPTOR.to_owned(), ("application/json".to_owned(), bytes));
    }

    /// Changes the descriptor.
    pub fn with(mut self, change: impl FnOnce(&mut Value)) -> Self {
        change(&mut self.descriptor);
        self.write_descriptor();
        self
    }

    /// Puts other bytes in the place of a file, of which the descriptor knows.
    pub fn with_file(mut self, path: &str, pointer: &str, bytes: &[u8]) -> Self {
        let media_type = self.files[path].0.clone();
        let put = self.put(path, &media_type, bytes.to_vec());
        let place = self.descriptor.pointer_mut(pointer).unwrap();
        (place["sha256"], place["bytes"]) = (put["sha256"].clone(), put["bytes"].clone());
        self.write_descriptor();
        self
    }

    fn bundle(&mut self, name: &str, whole: &Bundle, before: &[&Site], of: impl Fn(&Site) -> &Bundle) -> Value {
        let octets = "application/octet-stream";
        let mut value = self.put(&format!("bundles/{name}.bundle"), octets, whole.to_bytes());
        let deltas = before.iter().rev().map(|before| {
            let path = format!("bundles/{name}-from-{}.bundle", before.event);
            let mut delta = self.put(&path, octets, whole.since(of(before)).to_bytes());
            delta["from"] = json!(before.list.to_string());
            delta["from_issued_at"] = json!(before.issued_at);
            delta["from_event"] = json!(before.event);
            delta
        });
        value["deltas"] = deltas.collect();
        value
    }

    fn registrations(&mut self, day: &Day<'_>) -> Value {
        let mut all = Vec::new();
        for index in 0..REGISTRATIONS {
            let status = if day.revoked.contains(&index) { "revoked" } else { "active" };
            let (name, product_id) = (format!("ex-{index}"), format!("EX-{index}"));
            let own = json!({
                "schema": "starseal-registration/1", "product_id": product_id, "status": status,
                "last_day": "2028-03-31",
            });
            self.put(&format!("registrations/{name}.json"), "application/json", own.to_string().into_bytes());
            for language in ["en", "ja"] {
                let page = format!("<!doctype html><html lang=\"{language}\"><title>{product_id}</title>");
                self.put(&format!("{language}/registrations/{name}.html"), "text/html", page.into_bytes());
            }
            all.push(json!({ "product_id": product_id, "name": name, "status": status, "last_day": "2028-03-31" }));
        }
        let all = json!({ "schema": "starseal-registrations/1", "event": day.event, "registrations": all });
        let mut value = self.put("registrations.json", "application/json", all.to_string().into_bytes());
        (value["count"], value["models"]) = (json!(REGISTRATIONS), json!(REGISTRATIONS));
        value
    }
}

fn sign(day: &Day<'_>, trust: &TrustList) -> (Timestamp, Publication) {
    let issued_at: Timestamp = day.time.parse().unwrap();
    let scheme = &trust.statement().scheme;
    let mut statement = StatusStatement::new(uri(), scheme, issued_at, REGISTRATIONS);
    let on: Date = "2026-11-18".parse().unwrap();
    for index in 0..REGISTRATIONS {
        statement.allocate(index).unwrap();
    }
    for index in day.revoked {
        statement.record(*index, Change::new(on, Status::Revoked)).unwrap();
    }
    (issued_at, statement.sign(&day.key).unwrap())
}

/// Returns a bundle with a list that no trust list supports: the container is not signed, so the bytes of the genuine
/// list are exchanged for those of the other one.
fn forged_bundle(forged: &[u8]) -> Bundle {
    let bundle = Site::new(&Day::default(), &[]).full;
    let Some(StatusPart::Whole(genuine)) = bundle.status_parts().first() else { panic!("no whole list") };
    assert_eq!(genuine.len(), forged.len());
    let bytes = bundle.to_bytes();
    let place = bytes.windows(genuine.len()).position(|window| window == genuine).unwrap();
    Bundle::from_bytes(&[&bytes[..place], forged, &bytes[place + forged.len()..]].concat()).unwrap()
}

fn names() -> Value {
    json!({ "en": "Example Label Registry", "ja": "見本ラベル登録機関" })
}

/// Returns a feed with one entry.
pub fn feed(updated: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><id>x</id><title>x</title>\
         <updated>{updated}</updated><entry><id>y</id><title>y</title><updated>{updated}</updated></entry></feed>"
    )
    .into_bytes()
}
