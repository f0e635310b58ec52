//! The feed of what changed (RFC 4287), and the files for search engines.

use super::address::{LANGUAGES, list_page, page};
use super::descriptor::File;
use super::facts::{Facts, news};
use super::make::{Sink, SiteError, form};
use crate::life::{Wordage, word};
use crate::store::Store;
use askama::Template;
use starseal::Language;

/// The number of entries of the feed.
const ENTRIES: usize = 100;

/// The maximum number of addresses in one sitemap.
const MAX_ADDRESSES: usize = 50_000;

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed<'a> {
    id: String,
    title: String,
    address: &'a str,
    own: String,
    updated: String,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: String,
    updated: String,
    pages: [(&'static str, String); 2],
    summary: String,
}

/// Writes the feed.
pub(super) fn write_feed(store: &mut dyn Store, facts: &Facts, sink: &mut Sink<'_>) -> Result<File, SiteError> {
    let both = |kind: &str| {
        let [en, ja] = LANGUAGES.map(|language| word(Wordage::Event, kind, language));
        format!("{en} / {ja}")
    };
    let of_page = |language: Language, product_id: &str| facts.address.of(&page(language, product_id));
    let entries = news(store, facts.published.event, ENTRIES)?.into_iter().map(|news| Entry {
        id: format!("{}#event-{}", of_page(Language::En, &news.product_id), news.event),
        title: format!("{}: {}", news.product_id, both(news.kind.as_str())),
        updated: news.time.to_string(),
        pages: LANGUAGES.map(|language| (language.tag(), of_page(language, &news.product_id))),
        summary: format!("{} ({})", both(news.kind.as_str()), news.day),
    });
    let names = &facts.trust.issuer().names;
    let feed = Feed {
        id: facts.address.of("feed.atom"),
        title: format!("{} / {}", names.en(), names.ja()),
        address: facts.address.as_str(),
        own: facts.address.of("feed.atom"),
        updated: facts.published.issued_at.to_string(),
        entries: entries.collect(),
    };
    sink.put("feed.atom", feed.render().map_err(|error| form("feed.atom", error))?)
}

/// Writes the sitemap: one file, or an index of several.
pub(super) fn write_sitemap(store: &mut dyn Store, facts: &Facts, sink: &mut Sink<'_>) -> Result<File, SiteError> {
    let mut addresses: Vec<String> =
        LANGUAGES.into_iter().map(|language| facts.address.of(&list_page(language, 1))).collect();
    let sql = "SELECT product_id FROM registration WHERE event < $1 AND product_id > $2 ORDER BY product_id LIMIT 1000";
    let mut after = String::new();
    loop {
        let rows = store.query(sql, &[facts.published.event.into(), (&after).into()])?;
        for row in &rows {
            row.text(0)?.clone_into(&mut after);
            addresses.extend(LANGUAGES.into_iter().map(|language| facts.address.of(&page(language, &after))));
        }
        if rows.len() < 1000 {
            break;
        }
    }
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {}\n", facts.address.of("sitemap.xml"));
    sink.put("robots.txt", robots)?;
    if addresses.len() <= MAX_ADDRESSES {
        return sink.put("sitemap.xml", sitemap("urlset", "url", &addresses));
    }
    let mut parts = Vec::new();
    for (part, number) in addresses.chunks(MAX_ADDRESSES).zip(1..) {
        let path = format!("sitemap-{number}.xml");
        sink.put(&path, sitemap("urlset", "url", part))?;
        parts.push(facts.address.of(&path));
    }
    sink.put("sitemap.xml", sitemap("sitemapindex", "sitemap", &parts))
}

/// Returns a sitemap. Addresses consist of a host and of names of files, which need no escapes in XML.
fn sitemap(whole: &str, part: &str, addresses: &[String]) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{whole} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for address in addresses {
        text.push_str(&format!("<{part}><loc>{address}</loc></{part}>\n"));
    }
    text.push_str(&format!("</{whole}>\n"));
    text
}
