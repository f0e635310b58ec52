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
    pub(crate) fn name(&self) -> String {
        let name = match self {
            Kind::Empty => "an empty file",
            Kind::Zeros => "a file of zeros only",
            Kind::TrustList => "a trust list",
            Kind::Draft => "a draft of a trust list",
            Kind::StatusList => "a status list",
            Kind::Untagged(UntaggedList::Trust) => "a trust list without its CBOR tag (98)",
            Kind::Untagged(UntaggedList::Status) => "a status list without its CBOR tag (18)",
            Kind::SealedLabel => "a sealed label",
            Kind::OtherCose(Some(tag)) => return format!("another COSE message, with the CBOR tag {tag}"),
            Kind::OtherCose(None) => "another COSE message, without a CBOR tag",
            Kind::StatusObject => "an object of a status list",
            Kind::Bundle => "a bundle",
            Kind::State => "a stored state",
            Kind::Cbor => "other CBOR data",
            Kind::Carrier => "the text of a label's QR code",
            Kind::Address => "a web address",
            Kind::Html => "a web page (HTML)",
            Kind::Xml => "an XML document",
            Kind::Svg => "an SVG drawing",
            Kind::Json => "JSON text",
            Kind::Jwk { is_private: true } => "a private key as JSON (JWK)",
            Kind::Jwk { is_private: false } => "a public key as JSON (JWK)",
            Kind::Jwt => "a JSON Web Token (JWT)",
            Kind::Pem(label) => return format!("PEM text with a \"{label}\""),
            Kind::SshPublicKey => "a public key of OpenSSH",
            Kind::Ppk => "a key file of PuTTY",
            Kind::Base64(inner) => return format!("the base64 text of {}", inner.name()),
            Kind::Hex(inner) => return format!("the hex text of {}", inner.name()),
            Kind::Text(Encoding::Utf16) => "text in UTF-16",
            Kind::Text(Encoding::Utf8) => "text",
            Kind::Text(Encoding::Other) => "text that is not UTF-8",
            Kind::Der(kind) => return kind.name(),
            Kind::Image(name) => return format!("an image ({name})"),
            Kind::OtherImage(image) => return format!("an image in {}", image.name()),
            Kind::Pdf => "a PDF document",
            Kind::Video => "a video",
            Kind::Audio => "a sound file",
            Kind::Spreadsheet => "a spreadsheet",
            Kind::OfficeDocument => "an office document",
            Kind::Packed(packed) => return format!("a {}", packed.name()),
            Kind::JavaKeystore => "a Java keystore",
            Kind::Database => "a database (SQLite)",
            Kind::Program => "a program",
            Kind::Unknown => "a file of an unknown kind",
        };
        name.to_owned()
    }
}

impl OtherImage {
    /// Returns the name of the format.
    const fn name(self) -> &'static str {
        match self {
            OtherImage::Avif => "AVIF",
            OtherImage::Heic => "HEIC",
            OtherImage::JpegXl => "JPEG XL",
            OtherImage::Jpeg2000 => "JPEG 2000",
            OtherImage::Gif => "GIF",
            OtherImage::Bmp => "BMP",
            OtherImage::Tiff => "TIFF",
            OtherImage::Raw => "the raw format of a camera",
            OtherImage::Layers => "the format of a drawing program",
            OtherImage::Other => "a format that is not read here",
        }
    }
}

impl Packed {
    /// Returns the name of the format.
    const fn name(self) -> &'static str {
        match self {
            Packed::Zip => "ZIP archive",
            Packed::Gzip => "gzip file",
            Packed::Bzip2 => "bzip2 file",
            Packed::Xz => "xz file",
            Packed::Zstd => "Zstandard file",
            Packed::Tar => "tar archive",
            Packed::SevenZip => "7z archive",
            Packed::Rar => "RAR archive",
            Packed::Other => "packed file",
        }
    }
}

#[cfg(test)]
mod tests;
