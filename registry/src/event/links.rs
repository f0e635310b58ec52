//! The pages of an applicant that a publication leads to.

use super::codec::{self, EventFault, array, or_null, text};
use starseal::cbor::{Reader, Value};

/// The maximum length of an address, in bytes.
const MAX_LINK_BYTES: usize = 256;

/// The pages on which an applicant tells people about its product: they are published with the registration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// The page of the product: an address with `https://`.
    pub product: Option<String>,
    /// The page that says how long the product gets updates, and how a vulnerability is reported: an address with
    /// `https://`.
    pub security: Option<String>,
    /// Where people can ask about the product: an address with `https://`, `mailto:` or `tel:`.
    pub contact: Option<String>,
}

impl Links {
    pub(super) fn to_value(&self) -> Value {
        array([&self.product, &self.security, &self.contact].map(|link| or_null(link.as_deref(), text)))
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        let link = |reader: &mut Reader<'_>, what, is_good: fn(&str) -> bool| {
            codec::optional(reader, |reader| {
                let link = codec::checked(what, reader.text()?, MAX_LINK_BYTES)?;
                if is_good(&link) { Ok(link) } else { Err(EventFault::Link { what }) }
            })
        };
        reader.tuple(3, |reader| {
            Ok(Links {
                product: link(reader, "the product page", is_page)?,
                security: link(reader, "the security page", is_page)?,
                contact: link(reader, "the contact page", is_contact)?,
            })
        })
    }
}

/// Returns whether a text is the address of a page.
fn is_page(text: &str) -> bool {
    text.strip_prefix("https://").is_some_and(|rest| !rest.starts_with('/') && has_uri_characters(rest))
}

/// Returns whether a text is a link to something that answers questions: nothing that a browser would run.
pub(crate) fn is_contact(text: &str) -> bool {
    let direct = ["mailto:", "tel:"].iter().find_map(|scheme| text.strip_prefix(scheme));
    is_page(text) || direct.is_some_and(has_uri_characters)
}

/// Returns whether a text has a character at all, and only characters that a URI can have (RFC 3986 section 2).
fn has_uri_characters(text: &str) -> bool {
    let is_of_uri = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    !text.is_empty() && text.bytes().all(is_of_uri)
}
