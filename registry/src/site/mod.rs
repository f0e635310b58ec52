//! The publication as a folder of static files that any web server carries: lists and bundles for programs, and pages
//! for people. Everything in it follows from the ledger up to the event of one publication, byte for byte.
//!
//! - `name`: product IDs as names of files
//! - `address`: the addresses of pages and files
//! - `texts`: the texts of the pages in English and Japanese
//! - `facts`: what the ledger says of a publication and of its registrations
//! - `lists`: trust lists, status list, bundles and deltas
//! - `descriptor`: the file by which programs find everything
//! - `machine`: registrations as JSON and JSON-LD
//! - `label_page`: the page that checks a label in the browser, which is built apart
//! - `pages`: pages for people
//! - `feed`: the feed of changes, and the files for search engines
//! - `server`: how a server answers, and configurations for nginx and Caddy
//! - `make`: makes all files, one after the other
//! - `folder`: writes them into a folder, and switches over at once
//! - `held`: what a folder on the disk says of itself
//! - `compare`: compares a folder with the ledger
//!
//! `docs/reference/publication.md` describes the folder.

mod address;
mod compare;
mod descriptor;
mod facts;
mod feed;
mod folder;
mod held;
mod label_page;
mod lists;
mod machine;
mod make;
mod name;
mod pages;
mod server;
#[cfg(test)]
mod tests;
mod texts;

pub use address::{Address, AddressFault};
pub use compare::compare;
pub use descriptor::DESCRIPTOR;
pub use folder::{CURRENT, Folder, FolderError, Written, root_of};
pub use held::Held;
pub use label_page::{LabelPage, LabelPageError, PAGE_MANIFEST};
pub use make::{MAX_DELTAS, Settings, SiteError, each_file};
pub use name::{name_of, product_id_of};
pub use server::{Answer, PAGE_POLICY, SECURITY_POLICY, answer, caddy, encoded, headers, media_type, nginx};
