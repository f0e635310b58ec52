//! Pages for people, in English and Japanese.

use super::address::{Address, LANGUAGES, link, list_page, page, split};
use super::facts::{Facts, Registration};
use super::label_page::LabelPage;
use super::machine;
use super::make::{Sink, SiteError, form};
use super::name::name_of;
use super::server::{LABEL_FOLDER, SECURITY_POLICY};
use super::texts::Texts;
use crate::life::{Wordage, word};
use askama::Template;
use serde::Serialize;
use starseal::Language;
use starseal::trust::Names;

/// The path of the page for every address below a prefix of labels.
pub(super) const LABEL_PAGE: &str = "label/index.html";

/// The number of registrations on a page of the list.
const ROWS: usize = 100;

/// What every page has around its content.
struct Frame<'a> {
    t: Texts,
    facts: &'a Facts,
    /// The link to the same page in the other language.
    other: String,
    policy: &'static str,
}

impl<'a> Frame<'a> {
    fn new(facts: &'a Facts, t: Texts, path: &dyn Fn(Language) -> String) -> Self {
        let other = LANGUAGES.into_iter().find(|language| *language != t.language).unwrap_or(t.language);
        Frame { t, facts, other: link(&path(other)), policy: SECURITY_POLICY }
    }

    fn other_tag(&self) -> &'static str {
        LANGUAGES.into_iter().find(|language| *language != self.t.language).map_or("", Language::tag)
    }

    fn list(&self) -> String {
        link(&list_page(self.t.language, 1))
    }

    fn authority(&self) -> &str {
        self.t.of(&self.facts.trust.verifier().trust_list().statement().names)
    }

    fn issuer(&self) -> &str {
        self.t.of(&self.facts.trust.issuer().names)
    }

    /// Returns the scheme's word for a status.
    fn status(&self, registration: &Registration) -> &str {
        word(Wordage::Status, registration.status, self.t.language)
    }

    /// Returns the scheme's word for a change.
    fn change(&self, kind: &crate::event::Kind) -> &str {
        word(Wordage::Event, kind.as_str(), self.t.language)
    }

    fn name(&self, names: &Option<Names>) -> String {
        names.as_ref().map_or_else(|| self.t.say("not-stated"), |names| self.t.of(names).to_owned())
    }

    fn text(&self, text: &Option<String>) -> String {
        text.clone().unwrap_or_else(|| self.t.say("not-stated"))
    }

    fn level(&self, registration: &Registration) -> String {
        let names = registration.level_names.as_ref();
        names.map_or_else(|| registration.level.get().to_string(), |names| self.t.of(names).to_owned())
    }

    fn page(&self, registration: &Registration) -> String {
        link(&page(self.t.language, &registration.product_id))
    }
}

#[derive(Template)]
#[template(path = "registration.html")]
struct RegistrationPage<'a> {
    frame: Frame<'a>,
    registration: &'a Registration,
    name: String,
    schema_org: String,
}

/// Writes the pages of a registration.
pub(super) fn write(facts: &Facts, registration: &Registration, sink: &mut Sink<'_>) -> Result<(), SiteError> {
    for language in LANGUAGES {
        let path = page(language, &registration.product_id);
        let schema_org = machine::schema_org(facts, registration, &facts.address.of(&path));
        let of_language = |language| page(language, &registration.product_id);
        let template = RegistrationPage {
            frame: Frame::new(facts, Texts { language }, &of_language),
            registration,
            name: name_of(&registration.product_id),
            schema_org: schema_org.map_err(|error| form(&path, error))?,
        };
        put(&path, &template, sink)?;
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage<'a> {
    frame: Frame<'a>,
    rows: &'a [Registration],
    number: usize,
    pages: usize,
    count: usize,
}

impl ListPage<'_> {
    /// Returns the link to a page of the list.
    fn link(&self, number: &usize) -> String {
        link(&list_page(self.frame.t.language, *number))
    }

    fn before(&self) -> Option<usize> {
        self.number.checked_sub(1).filter(|number| *number > 0)
    }

    fn after(&self) -> Option<usize> {
        self.number.checked_add(1).filter(|number| *number <= self.pages)
    }
}

/// The list of registrations, page by page, in the order of the IDs.
pub(super) struct List<'a> {
    facts: &'a Facts,
    count: usize,
    rows: Vec<Registration>,
    number: usize,
}

impl<'a> List<'a> {
    pub(super) fn new(facts: &'a Facts, count: usize) -> Self {
        List { facts, count, rows: Vec::new(), number: 1 }
    }

    pub(super) fn add(&mut self, registration: Registration, sink: &mut Sink<'_>) -> Result<(), SiteError> {
        if self.rows.len() == ROWS {
            self.write(sink)?;
            self.number = self.number.saturating_add(1);
            self.rows.clear();
        }
        self.rows.push(registration);
        Ok(())
    }

    pub(super) fn finish(&mut self, sink: &mut Sink<'_>) -> Result<(), SiteError> {
        self.write(sink)
    }

    fn write(&self, sink: &mut Sink<'_>) -> Result<(), SiteError> {
        let number = self.number;
        for language in LANGUAGES {
            let template = ListPage {
                frame: Frame::new(self.facts, Texts { language }, &|language| list_page(language, number)),
                rows: &self.rows,
                number,
                pages: self.count.div_ceil(ROWS).max(1),
                count: self.count,
            };
            put(&list_page(language, number), &template, sink)?;
        }
        Ok(())
    }
}

/// A page in both languages, for readers of whom nothing is known.
#[derive(Template)]
#[template(path = "label.html")]
struct PlainLabelPage<'a> {
    frames: [Frame<'a>; 2],
    policy: &'static str,
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage<'a> {
    frames: [Frame<'a>; 2],
    policy: &'static str,
}

/// Writes the pages and files that do not depend on a registration.
pub(super) fn write_fixed(facts: &Facts, page: Option<&LabelPage>, sink: &mut Sink<'_>) -> Result<(), SiteError> {
    let frames = || LANGUAGES.map(|language| Frame::new(facts, Texts { language }, &|language| list_page(language, 1)));
    put("index.html", &StartPage { frames: frames(), policy: SECURITY_POLICY }, sink)?;
    match page {
        Some(page) => write_label_page(facts, page, sink)?,
        None => put(LABEL_PAGE, &PlainLabelPage { frames: frames(), policy: SECURITY_POLICY }, sink)?,
    }
    sink.put("site.css", include_str!("../../data/site.css"))?;
    sink.put("icon.svg", include_str!("../../data/icon.svg"))?;
    sink.put("search.js", include_str!("../../data/search.js"))?;
    Ok(())
}

/// How a browser installs the page that checks labels: with this name, at the prefix of labels.
#[derive(Serialize)]
struct WebManifest {
    name: String,
    short_name: String,
    start_url: String,
    scope: String,
    display: &'static str,
    background_color: &'static str,
    theme_color: &'static str,
    icons: [Icon; 3],
}

#[derive(Serialize)]
struct Icon {
    src: &'static str,
    sizes: &'static str,
    #[serde(rename = "type")]
    media_type: &'static str,
}

/// Writes the page that checks labels, with the manifest by which it is installed.
fn write_label_page(facts: &Facts, page: &LabelPage, sink: &mut Sink<'_>) -> Result<(), SiteError> {
    for (name, bytes) in page.files() {
        sink.put(&format!("{LABEL_FOLDER}{name}"), bytes)?;
    }
    let prefixes = &facts.trust.issuer().prefixes;
    let own = prefixes.iter().find(|prefix| Address::of_prefix(prefix).host() == facts.address.host());
    let prefix = own.or(prefixes.first()).ok_or(SiteError::NoPrefix)?;
    let scope = split(prefix.as_str()).1.to_owned();
    let [short, english] = [Language::Ja, Language::En].map(|language| Texts { language }.say("page-name"));
    let issuer = &facts.trust.issuer().names;
    let icon = |src, sizes, media_type| Icon { src, sizes, media_type };
    let manifest = WebManifest {
        name: format!("{short} / {english} – {} / {}", issuer.ja(), issuer.en()),
        short_name: short,
        start_url: scope.clone(),
        scope,
        display: "standalone",
        background_color: "#ffffff",
        theme_color: "#0b5394",
        icons: [
            icon("/icon.svg", "any", "image/svg+xml"),
            icon("/label/icon-192.png", "192x192", "image/png"),
            icon("/label/icon-512.png", "512x512", "image/png"),
        ],
    };
    let path = format!("{LABEL_FOLDER}manifest.webmanifest");
    let text = serde_json::to_vec_pretty(&manifest).map_err(|error| form(&path, error))?;
    sink.put(&path, text).map(drop)
}

fn put(path: &str, template: &impl Template, sink: &mut Sink<'_>) -> Result<(), SiteError> {
    let mut text = template.render().map_err(|error| form(path, error))?;
    text.push('\n');
    sink.put(path, text).map(drop)
}
