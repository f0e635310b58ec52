//! Recognizes what a file holds, so that an error can say what it is, and what to do.
//!
//! Every reader of files asks here after its own parser has refused the bytes. Nothing is accepted because of what is
//! recognized here.

mod cose;
mod der;
mod items;
mod magic;
mod misfit;
mod text;

pub(crate) use cose::Profile;
pub(crate) use der::{DerKind, ED25519, algorithm_name};
pub(crate) use misfit::{Misfit, Wanted, cannot_be_scanned, not_text, quoted, too_large, unsupported};
pub(crate) use text::{Encoding, decoded};

use crate::messages::{Message, message, say};

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// No bytes.
    Empty,
    /// Only bytes that are zero, as after a failed copy.
    Zeros,
    /// A trust list, or a chain of them.
    TrustList,
    /// A trust list without signatures.
    Draft,
    /// A status list.
    StatusList,
    /// A list without the CBOR tag in front of it.
    Untagged(UntaggedList),
    /// A sealed label.
    SealedLabel,
    /// Another COSE message, with its tag if it has one.
    OtherCose(Option<u64>),
    /// An object of a status list.
    StatusObject,
    /// A bundle.
    Bundle,
    /// The stored state of a verifier.
    State,
    /// Other CBOR.
    Cbor,
    /// The text of a label's QR code.
    Carrier,
    /// A web address.
    Address,
    /// A web page.
    Html,
    /// Other XML.
    Xml,
    /// A drawing in SVG.
    Svg,
    /// JSON.
    Json,
    /// A key as JSON (RFC 7517).
    Jwk {
        /// Whether it has a private half.
        is_private: bool,
    },
    /// A JSON Web Token (RFC 7519).
    Jwt,
    /// PEM, with the label of its first block.
    Pem(String),
    /// A public key of OpenSSH on one line.
    SshPublicKey,
    /// A key file of PuTTY.
    Ppk,
    /// The base64 text of a known kind.
    Base64(Box<Kind>),
    /// The hex text of a known kind.
    Hex(Box<Kind>),
    /// Other text.
    Text(Encoding),
    /// ASN.1 in DER.
    Der(DerKind),
    /// An image that the scanner reads.
    Image(&'static str),
    /// An image that it does not read: its name, and the program that converts it.
    OtherImage(OtherImage),
    /// A PDF document.
    Pdf,
    /// A video.
    Video,
    /// A sound.
    Audio,
    /// A spreadsheet.
    Spreadsheet,
    /// Another document of an office program.
    OfficeDocument,
    /// An archive or a compressed file.
    Packed(Packed),
    /// A keystore of Java.
    JavaKeystore,
    /// A database of SQLite.
    Database,
    /// A program.
    Program,
    /// Anything else.
    Unknown,
}

/// The lists that may lack their tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UntaggedList {
    /// A trust list without the tag 98.
    Trust,
    /// A status list without the tag 18.
    Status,
}

/// The formats of images that are recognized and not decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OtherImage {
    /// AVIF.
    Avif,
    /// HEIC and HEIF.
    Heic,
    /// JPEG XL.
    JpegXl,
    /// JPEG 2000.
    Jpeg2000,
    /// GIF.
    Gif,
    /// BMP.
    Bmp,
    /// TIFF.
    Tiff,
    /// The raw format of a camera.
    Raw,
    /// A format of a program that edits images.
    Layers,
    /// Any other.
    Other,
}

/// The formats of archives and compressed files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packed {
    /// ZIP.
    Zip,
    /// gzip.
    Gzip,
    /// bzip2.
    Bzip2,
    /// xz.
    Xz,
    /// Zstandard.
    Zstd,
    /// A tar archive.
    Tar,
    /// 7z.
    SevenZip,
    /// RAR.
    Rar,
    /// Any other.
    Other,
}

impl Kind {
    /// Recognizes what a file holds.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            Kind::Empty
        } else if bytes.iter().all(|byte| *byte == 0) {
            Kind::Zeros
        } else if let Some(kind) = magic::marked_text(bytes) {
            kind
        } else if let Some(text) = decoded(bytes) {
            // Some magic numbers are two letters, with which a text may start as well.
            text::kind(&text).unwrap_or(Kind::Text(Encoding::of(bytes)))
        } else {
            let binary = cose::kind(bytes).or_else(|| DerKind::of(bytes).map(Kind::Der));
            let binary = binary.or_else(|| magic::kind(bytes));
            binary.or_else(|| text::is_legacy(bytes).then_some(Kind::Text(Encoding::Other))).unwrap_or(Kind::Unknown)
        }
    }

    /// Returns whether the kind says more than that there is text or binary data.
    fn is_known(&self) -> bool {
        !matches!(self, Kind::Unknown | Kind::Text(_) | Kind::Empty | Kind::Zeros | Kind::Cbor)
    }

    /// Returns whether the kind is a binary format.
    fn is_binary(&self) -> bool {
        use Kind::{
            Address, Base64, Carrier, Empty, Hex, Html, Json, Jwk, Jwt, Pem, Ppk, SshPublicKey, Svg, Text, Xml,
        };
        let is_text = matches!(self, Empty | Carrier | Address | Html | Xml | Svg | Json | Jwk { .. } | Jwt | Pem(_));
        !is_text && !matches!(self, SshPublicKey | Ppk | Base64(_) | Hex(_) | Text(_) | Kind::Unknown)
    }

    /// Returns the name of the kind, with an article.
    pub(crate) fn name(&self) -> Message {
        match self {
            Kind::Empty => message!("found-empty"),
            Kind::Zeros => message!("found-zeros"),
            Kind::TrustList => message!("found-trust-list"),
            Kind::Draft => message!("found-draft"),
            Kind::StatusList => message!("found-status-list"),
            Kind::Untagged(UntaggedList::Trust) => message!("found-untagged-trust-list"),
            Kind::Untagged(UntaggedList::Status) => message!("found-untagged-status-list"),
            Kind::SealedLabel => message!("found-sealed-label"),
            Kind::OtherCose(Some(tag)) => message!("found-cose", tag = tag),
            Kind::OtherCose(None) => message!("found-cose-untagged"),
            Kind::StatusObject => message!("found-object"),
            Kind::Bundle => message!("found-bundle"),
            Kind::State => message!("found-state"),
            Kind::Cbor => message!("found-cbor"),
            Kind::Carrier => message!("found-carrier"),
            Kind::Address => message!("found-address"),
            Kind::Html => message!("found-html"),
            Kind::Xml => message!("found-xml"),
            Kind::Svg => message!("found-svg"),
            Kind::Json => message!("found-json"),
            Kind::Jwk { is_private: true } => message!("found-jwk-private"),
            Kind::Jwk { is_private: false } => message!("found-jwk-public"),
            Kind::Jwt => message!("found-jwt"),
            Kind::Pem(label) => message!("found-pem", label = label),
            Kind::SshPublicKey => message!("found-ssh-public"),
            Kind::Ppk => message!("found-ppk"),
            Kind::Base64(inner) => message!("found-base64", inner = inner.name()),
            Kind::Hex(inner) => message!("found-hex", inner = inner.name()),
            Kind::Text(Encoding::Utf16) => message!("found-utf-16"),
            Kind::Text(Encoding::Utf8) => message!("found-text"),
            Kind::Text(Encoding::Other) => message!("found-other-text"),
            Kind::Der(kind) => kind.name(),
            Kind::Image(name) => message!("found-image", name = name),
            Kind::OtherImage(image) => message!("found-other-image", name = image.name()),
            Kind::Pdf => message!("found-pdf"),
            Kind::Video => message!("found-video"),
            Kind::Audio => message!("found-audio"),
            Kind::Spreadsheet => message!("found-spreadsheet"),
            Kind::OfficeDocument => message!("found-office"),
            Kind::Packed(packed) => packed.name(),
            Kind::JavaKeystore => message!("found-java-keystore"),
            Kind::Database => message!("found-database"),
            Kind::Program => message!("found-program"),
            Kind::Unknown => message!("found-unknown"),
        }
    }
}

impl OtherImage {
    /// Returns the name of the format.
    fn name(self) -> String {
        let name = match self {
            OtherImage::Avif => "AVIF",
            OtherImage::Heic => "HEIC",
            OtherImage::JpegXl => "JPEG XL",
            OtherImage::Jpeg2000 => "JPEG 2000",
            OtherImage::Gif => "GIF",
            OtherImage::Bmp => "BMP",
            OtherImage::Tiff => "TIFF",
            OtherImage::Raw => return say!("format-raw"),
            OtherImage::Layers => return say!("format-layers"),
            OtherImage::Other => return say!("format-other"),
        };
        name.to_owned()
    }
}

impl Packed {
    /// Returns the name of the format, with an article.
    fn name(self) -> Message {
        match self {
            Packed::Zip => message!("found-zip"),
            Packed::Gzip => message!("found-gzip"),
            Packed::Bzip2 => message!("found-bzip-two"),
            Packed::Xz => message!("found-xz"),
            Packed::Zstd => message!("found-zstd"),
            Packed::Tar => message!("found-tar"),
            Packed::SevenZip => message!("found-seven-zip"),
            Packed::Rar => message!("found-rar"),
            Packed::Other => message!("found-packed"),
        }
    }
}

#[cfg(test)]
mod tests;
