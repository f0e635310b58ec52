//! How a server answers for a publication: one set of rules, from which the configurations for nginx and Caddy are
//! written, and by which `starseal registry serve` answers.

use super::address::{Address, split};
use super::held::Held;
use super::lists::STATUS_LIST;
use super::pages::LABEL_PAGE;
use askama::Template;
use starseal::carrier::CarrierPrefix;
use std::collections::BTreeSet;
use std::path::Path;

/// The folder of the page for labels.
pub(super) const LABEL_FOLDER: &str = "label/";

/// The folder of the files of that page whose names contain their digest.
const ASSETS: &str = "label/assets/";

/// How long browsers and content delivery networks keep a file. These files have the same name in every version, so
/// they are asked about again after five minutes, by their tag; if the server does not answer, they count for a day
/// more.
const CACHE_CONTROL: &str = "public, max-age=300, stale-if-error=86400";

/// The page for labels is asked about each time: an old one would name files that are no longer there.
const ASK_ALWAYS: &str = "no-cache";

/// A file with its digest in its name never changes.
const KEEP_ALWAYS: &str = "public, max-age=31536000, immutable";

/// What a page may load: files of its own host, and nothing else.
pub const SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                                   img-src 'self'; base-uri 'none'; form-action 'self'";

/// What the page for labels may do beside: run WebAssembly, start workers, be installed. A text becomes code nowhere
/// but where the page's own policy of Trusted Types lets it.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                               connect-src 'self'; img-src 'self'; worker-src 'self'; manifest-src 'self'; \
                               base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
                               trusted-types starseal";

/// Headers of every answer, beside those of the file.
const HEADERS: [(&str, &str); 3] =
    [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY")];

/// The media types, with the endings of the names of files.
const TYPES: [(&str, &[&str]); 15] = [
    ("text/html", &["html"]),
    ("text/css", &["css"]),
    ("text/javascript", &["js"]),
    ("text/plain", &["txt"]),
    ("image/svg+xml", &["svg"]),
    ("image/png", &["png"]),
    ("application/wasm", &["wasm"]),
    ("application/manifest+json", &["webmanifest"]),
    ("application/json", &["json"]),
    ("application/ld+json", &["jsonld"]),
    ("application/xml", &["xml"]),
    ("application/atom+xml", &["atom"]),
    ("application/cbor", &["cbor", "in-force", "past", "witnesses", "witness-range"]),
    ("application/statuslist+cwt", &["cwt"]),
    ("application/octet-stream", &["bundle"]),
];

/// The media types that are worth compressing. Bundles and lists are compressed inside.
const COMPRESSED: [&str; 7] = [
    "text/css",
    "text/javascript",
    "text/plain",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/atom+xml",
];

/// Returns the media type of a file.
#[must_use]
pub fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let found = TYPES.iter().find(|(_, endings)| endings.contains(&ending));
    found.map_or("application/octet-stream", |(media_type, _)| media_type)
}

/// Returns the headers of an answer, beside type, length and tag. `path` is that of the file; none if there is no file.
pub fn headers(path: Option<&str>) -> impl Iterator<Item = (&'static str, &'static str)> {
    let path = path.unwrap_or_default();
    let (caching, policy) = if path.starts_with(ASSETS) {
        (KEEP_ALWAYS, PAGE_POLICY)
    } else if path.starts_with(LABEL_FOLDER) {
        (ASK_ALWAYS, PAGE_POLICY)
    } else {
        (CACHE_CONTROL, SECURITY_POLICY)
    };
    // The page is below the prefix of labels, and its service worker is not.
    let scope = (path.starts_with(LABEL_FOLDER)).then_some(("Service-Worker-Allowed", "/"));
    HEADERS.into_iter().chain([("Cache-Control", caching), ("Content-Security-Policy", policy)]).chain(scope)
}

/// Returns the compressed form of a file that was published beside it, with the name of its encoding, if the request
/// accepts it. `accepted` is the value of `Accept-Encoding`.
pub fn encoded(path: &str, accepted: &str, is_file: &dyn Fn(&str) -> bool) -> Option<(&'static str, String)> {
    let accepts = |name: &str| {
        accepted.split(',').any(|one| {
            let (coding, weight) = one.split_once(';').unwrap_or((one, ""));
            let is_refused =
                matches!(weight.trim().trim_start_matches("q=").trim(), "0" | "0." | "0.0" | "0.00" | "0.000");
            coding.trim().eq_ignore_ascii_case(name) && !is_refused
        })
    };
    let forms = [("br", "br"), ("gzip", "gz")];
    let mut found = forms.into_iter().filter(|(name, _)| path.starts_with(LABEL_FOLDER) && accepts(name));
    found.find_map(|(name, ending)| Some((name, format!("{path}.{ending}"))).filter(|(_, path)| is_file(path)))
}

/// What a server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// This file.
    File(String),
    /// Another address: the same with a slash at its end.
    Redirect(String),
    /// There is no such page.
    Missing,
}

/// Returns what a server answers to a path, such as `/en/`, whatever host the request names. `is_file` says whether the
/// publication has a file.
pub fn answer(path: &str, held: &Held, is_file: &dyn Fn(&str) -> bool) -> Answer {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let below = held.prefixes.iter().any(|prefix| path.starts_with(split(prefix.as_str()).1));
    if held.status_lists.iter().any(|list| list.starts_with(&held.address) && split(list).1 == path) {
        return Answer::File(STATUS_LIST.to_owned());
    }
    let relative = path.trim_start_matches('/');
    let is_plain = relative.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'~' | b'.' | b'/' | b'-'));
    let is_plain = is_plain && !relative.split('/').any(|part| part == "." || part == "..");
    let file = if relative.is_empty() || relative.ends_with('/') {
        format!("{relative}index.html")
    } else {
        relative.to_owned()
    };
    match is_plain {
        true if is_file(&file) => Answer::File(file),
        true if is_file(&format!("{file}/index.html")) => Answer::Redirect(format!("/{file}/")),
        _ if below => Answer::File(LABEL_PAGE.to_owned()),
        _ => Answer::Missing,
    }
}

/// What both configurations say.
struct Site<'a> {
    root: &'a str,
    host: &'a str,
    /// The paths of the prefixes on this host.
    prefixes: Vec<&'a str>,
    /// The path of the status list's URI, if it is on this host and is not the file itself.
    list: Option<&'a str>,
    others: Vec<Other<'a>>,
}

/// Another host, which has only labels.
struct Other<'a> {
    host: String,
    prefix: &'a str,
}

impl<'a> Site<'a> {
    fn new(root: &'a str, address: &'a Address, prefixes: &'a [CarrierPrefix], list: &'a str) -> Self {
        let host = |prefix: &CarrierPrefix| Address::of_prefix(prefix).host().to_owned();
        let (own, others): (Vec<_>, Vec<_>) = prefixes.iter().partition(|prefix| host(prefix) == address.host());
        let path = |prefix: &'a CarrierPrefix| split(prefix.as_str()).1;
        Site {
            root,
            host: address.host(),
            prefixes: own.into_iter().map(path).collect(),
            list: address.path_of(list).filter(|path| *path != STATUS_LIST),
            others: others.into_iter().map(|prefix| Other { host: host(prefix), prefix: path(prefix) }).collect(),
        }
    }

    fn label_page(&self) -> &'static str {
        LABEL_PAGE
    }

    fn status_list(&self) -> &'static str {
        STATUS_LIST
    }

    /// Returns whether every address of the host may be that of a label.
    fn is_all(&self) -> bool {
        self.prefixes.contains(&"/")
    }

    fn headers(&self) -> Vec<(&'static str, &'static str)> {
        headers(None).collect()
    }

    /// Returns the headers of the page for labels.
    fn page_headers(&self) -> Vec<(&'static str, &'static str)> {
        headers(Some(LABEL_FOLDER)).collect()
    }

    /// Returns the headers of those files of the page whose names contain their digest.
    fn asset_headers(&self) -> Vec<(&'static str, &'static str)> {
        headers(Some(ASSETS)).collect()
    }

    /// Returns all paths below which labels are, with a slash at the end. Prefixes of several hosts may share one.
    fn label_paths(&self) -> BTreeSet<&'a str> {
        let others = self.others.iter().map(|other| other.prefix);
        self.prefixes.iter().copied().chain(others).filter(|prefix| *prefix != "/").collect()
    }

    fn types(&self) -> Vec<(&'static str, String)> {
        TYPES.iter().map(|(media_type, endings)| (*media_type, endings.join(" "))).collect()
    }

    fn compressed(&self) -> String {
        COMPRESSED.join(" ")
    }

    /// Returns the types that need a header of their own in Caddy, each with the patterns of its files.
    fn patterns(&self) -> Vec<(usize, &'static str, String)> {
        let own = TYPES.iter().filter(|(media_type, _)| !media_type.starts_with("text/"));
        let patterns = own.map(|(media_type, endings)| {
            let patterns: Vec<String> = endings.iter().map(|ending| format!("*.{ending}")).collect();
            (*media_type, patterns.join(" "))
        });
        patterns.enumerate().map(|(at, (media_type, patterns))| (at, media_type, patterns)).collect()
    }
}

#[derive(Template)]
#[template(path = "nginx.conf", escape = "none")]
struct Nginx<'a> {
    site: Site<'a>,
}

#[derive(Template)]
#[template(path = "Caddyfile", escape = "none")]
struct Caddy<'a> {
    site: Site<'a>,
}

/// Returns the configuration for nginx: what stands in the block of the server. `root` is the folder that is published,
/// as an absolute path, and `list` the URI of the status list. None if the path has characters that would need quotes.
#[must_use]
pub fn nginx(root: &Path, address: &Address, prefixes: &[CarrierPrefix], list: &str) -> Option<String> {
    let site = Site::new(plain(root)?, address, prefixes, list);
    Nginx { site }.render().ok()
}

/// Returns the configuration for Caddy, as [`nginx`] does.
#[must_use]
pub fn caddy(root: &Path, address: &Address, prefixes: &[CarrierPrefix], list: &str) -> Option<String> {
    let site = Site::new(plain(root)?, address, prefixes, list);
    Caddy { site }.render().ok()
}

/// Returns a path as text if both servers read it as it is.
fn plain(root: &Path) -> Option<&str> {
    let text = root.to_str()?;
    let is_plain = !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'\\;{}$#`".contains(c));
    is_plain.then_some(text)
}
