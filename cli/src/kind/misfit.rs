//! What to say about a file that is not what a command wanted: the one place of these sentences.
//!
//! [`Misfit::of`] chooses the cause, [`Remedy`] names it, and [`Remedy::text`] has the sentence.

use super::cose::{self, HeaderFault, Profile};
use super::{Encoding, Kind, OtherImage, Packed, UntaggedList};
use crate::exit::{Cause, Failure};
use crate::messages::{Message, message, say};
use crate::output::escape::shown;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What a command wanted a file to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A trust list.
    TrustList,
    /// A draft of a trust list.
    Draft,
    /// A status list.
    StatusList,
    /// A bundle.
    Bundle,
    /// The state of a verifier.
    State,
    /// A policy.
    Policy,
    /// A scheme.
    Scheme,
    /// An image.
    Image,
    /// A table of labels.
    Table,
    /// The texts of labels, one on each line.
    Carriers,
}

/// What a file is instead of what was wanted, and what to do.
#[derive(Debug, Clone)]
pub(crate) struct Misfit {
    /// The name of what the file is, with an article.
    pub(crate) what: Message,
    /// What to do.
    pub(crate) help: String,
}

/// What to do about a file that is not what was wanted. The names are stable; the texts may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remedy {
    CopyAgain,
    GetThroughBrowser,
    AskForCwt,
    GiveTheListItself,
    DecodeBase64,
    DecodeBase64Url,
    DecodeHex,
    AddTag(UntaggedList),
    Unpack(Packed),
    GiveWithTrust,
    GiveWithStatus,
    LeaveBesideStatus,
    GiveWithBundle,
    GiveWithState,
    SignDraftFirst,
    KeepKeyAway,
    GiveAsInput,
    GiveOnStandardInput,
    Convert(OtherImage),
    ConvertPdf,
    ConvertSvg,
    TakeFrames,
    SaveAsCsv,
    ConvertEncoding,
    GetAgain,
    GiveWanted,
}

impl Misfit {
    /// Returns what a file is, if that is recognized and is not what was wanted.
    pub(crate) fn of(bytes: &[u8], path: &Path, wanted: Wanted) -> Option<Self> {
        let kind = Kind::of(bytes);
        if is_wanted(&kind, wanted) || !kind.says_enough(wanted) {
            return None;
        }
        let base64_url = matches!(kind, Kind::Base64(_)) && bytes.iter().any(|byte| matches!(byte, b'-' | b'_'));
        let remedy = if base64_url { Remedy::DecodeBase64Url } else { Remedy::of(&kind, wanted) };
        Some(Misfit { what: kind.name(), help: remedy.text(path, wanted) })
    }
}

/// Returns whether a kind is the one that was wanted, so that its own parser knows better what is wrong.
fn is_wanted(kind: &Kind, wanted: Wanted) -> bool {
    match wanted {
        Wanted::TrustList => matches!(kind, Kind::TrustList),
        Wanted::Draft => matches!(kind, Kind::Draft | Kind::TrustList),
        Wanted::StatusList => matches!(kind, Kind::StatusList),
        Wanted::Bundle => matches!(kind, Kind::Bundle),
        Wanted::State => matches!(kind, Kind::State),
        Wanted::Image => matches!(kind, Kind::Image(_)),
        Wanted::Policy | Wanted::Scheme => matches!(kind, Kind::Text(Encoding::Utf8 | Encoding::Utf16)),
        // Their own readers know the encodings, and say which line is at fault.
        Wanted::Table | Wanted::Carriers => !kind.is_binary() && *kind != Kind::Html,
    }
}

impl Kind {
    /// Returns whether the name of the kind helps more than the message of the parser.
    fn says_enough(&self, wanted: Wanted) -> bool {
        match wanted {
            // An image decoder says nothing about what is not an image.
            Wanted::Image => !matches!(self, Kind::Unknown),
            _ => !matches!(self, Kind::Unknown | Kind::Cbor),
        }
    }
}

impl Remedy {
    fn of(kind: &Kind, wanted: Wanted) -> Self {
        let is_text_wanted = matches!(wanted, Wanted::Policy | Wanted::Scheme);
        match kind {
            Kind::Empty | Kind::Zeros => Remedy::CopyAgain,
            Kind::Html if wanted == Wanted::Image => Remedy::GiveWanted,
            Kind::Html => Remedy::GetThroughBrowser,
            Kind::Jwt if wanted == Wanted::StatusList => Remedy::AskForCwt,
            Kind::Json if matches!(wanted, Wanted::TrustList | Wanted::StatusList) => Remedy::GiveTheListItself,
            Kind::Base64(_) => Remedy::DecodeBase64,
            Kind::Hex(_) => Remedy::DecodeHex,
            Kind::Untagged(list) if matches!(wanted, Wanted::TrustList | Wanted::StatusList) => Remedy::AddTag(*list),
            Kind::TrustList => Remedy::GiveWithTrust,
            Kind::Draft => Remedy::SignDraftFirst,
            Kind::StatusList => Remedy::GiveWithStatus,
            Kind::StatusObject => Remedy::LeaveBesideStatus,
            Kind::Bundle => Remedy::GiveWithBundle,
            Kind::State => Remedy::GiveWithState,
            Kind::Pem(label) if label.contains("PRIVATE KEY") => Remedy::KeepKeyAway,
            Kind::Jwk { is_private: true } | Kind::Ppk | Kind::JavaKeystore => Remedy::KeepKeyAway,
            Kind::Der(kind) if is_secret(kind) => Remedy::KeepKeyAway,
            Kind::Packed(packed) => Remedy::Unpack(*packed),
            Kind::Image(_) | Kind::OtherImage(_) if wanted != Wanted::Image => Remedy::GiveAsInput,
            Kind::OtherImage(image) => Remedy::Convert(*image),
            Kind::Pdf if wanted == Wanted::Image => Remedy::ConvertPdf,
            Kind::Svg if wanted == Wanted::Image => Remedy::ConvertSvg,
            Kind::Video if wanted == Wanted::Image => Remedy::TakeFrames,
            Kind::Carrier | Kind::Address | Kind::Text(_) if wanted == Wanted::Image => Remedy::GiveOnStandardInput,
            Kind::Spreadsheet if wanted == Wanted::Table => Remedy::SaveAsCsv,
            Kind::Text(_) if is_text_wanted => Remedy::ConvertEncoding,
            Kind::Text(_) => Remedy::GetAgain,
            _ => Remedy::GiveWanted,
        }
    }

    /// Returns the sentence in the language of the run, without a full stop.
    fn text(self, path: &Path, wanted: Wanted) -> String {
        let file = quoted(path);
        match self {
            Remedy::CopyAgain => say!("remedy-copy-again", again = wanted.get_again()),
            Remedy::GetThroughBrowser => say!("remedy-browser", again = wanted.get_again()),
            Remedy::AskForCwt => say!("remedy-cwt"),
            Remedy::GiveTheListItself => say!("remedy-list-itself"),
            Remedy::DecodeBase64 => say!("remedy-decode", command = format_args!("base64 -d {file} > NEW")),
            Remedy::DecodeBase64Url => {
                let plain = format!("(tr -d '=\\n' < {file} | tr -- -_ +/; echo ==)");
                say!("remedy-decode", command = format_args!("{plain} | base64 -d > NEW 2>/dev/null"))
            }
            Remedy::DecodeHex => say!("remedy-decode", command = format_args!("xxd -r -p {file} NEW")),
            Remedy::AddTag(UntaggedList::Status) => {
                say!("remedy-tag-status", command = format_args!("(printf '\\322'; cat {file}) > NEW"))
            }
            Remedy::AddTag(UntaggedList::Trust) => {
                say!("remedy-tag-trust", command = format_args!("(printf '\\330b'; cat {file}) > NEW"))
            }
            Remedy::Unpack(packed) => packed.unpack(&file),
            Remedy::GiveWithTrust => say!("remedy-give-with", flag = "--trust", wanted = wanted.article()),
            Remedy::GiveWithStatus => say!("remedy-give-with", flag = "--status", wanted = wanted.article()),
            Remedy::LeaveBesideStatus => say!("remedy-leave-beside", wanted = wanted.article()),
            Remedy::GiveWithBundle => say!("remedy-give-with", flag = "--bundle", wanted = wanted.article()),
            Remedy::GiveWithState => say!("remedy-give-with", flag = "--state", wanted = wanted.article()),
            Remedy::SignDraftFirst => say!("remedy-sign-draft"),
            Remedy::KeepKeyAway => say!("remedy-keep-key", wanted = wanted.article()),
            Remedy::GiveAsInput => say!("remedy-give-as-input", wanted = wanted.article()),
            Remedy::GiveOnStandardInput => say!("remedy-standard-input", wanted = wanted.article(), file = file),
            Remedy::Convert(image) => image.convert(&file),
            Remedy::ConvertPdf => say!("remedy-pdf", file = file),
            Remedy::ConvertSvg => say!("remedy-svg", file = file),
            Remedy::TakeFrames => say!("remedy-frames", file = file),
            Remedy::SaveAsCsv => say!("remedy-csv"),
            Remedy::ConvertEncoding => say!("remedy-encoding"),
            Remedy::GetAgain => wanted.get_again(),
            Remedy::GiveWanted => say!("remedy-give", wanted = wanted.article()),
        }
    }
}

fn is_secret(kind: &super::DerKind) -> bool {
    use super::DerKind;
    !matches!(kind, DerKind::PublicKey(_) | DerKind::Certificate(_) | DerKind::CertificateRequest | DerKind::Pkcs7)
}

impl Wanted {
    /// Returns the name of what was wanted, with an article.
    pub(crate) fn article(self) -> String {
        match self {
            Wanted::TrustList => say!("found-trust-list"),
            Wanted::Draft => say!("found-draft"),
            Wanted::StatusList => say!("found-status-list"),
            Wanted::Bundle => say!("found-bundle"),
            Wanted::State => say!("wanted-state"),
            Wanted::Policy => say!("wanted-policy"),
            Wanted::Scheme => say!("wanted-scheme"),
            Wanted::Image => say!("wanted-image"),
            Wanted::Table => say!("wanted-csv"),
            Wanted::Carriers => say!("wanted-carriers"),
        }
    }

    /// Returns where to get the file again.
    pub(crate) fn get_again(self) -> String {
        match self {
            Wanted::TrustList => say!("trust-get-again"),
            Wanted::Draft => say!("draft-get-again"),
            Wanted::StatusList => say!("status-get-again"),
            Wanted::Bundle => say!("bundle-get-again"),
            Wanted::State => say!("state-unusable-help"),
            Wanted::Policy | Wanted::Scheme | Wanted::Image | Wanted::Table | Wanted::Carriers => {
                say!("file-copy-again")
            }
        }
    }
}

impl Packed {
    /// Returns the advice that unpacks a file.
    fn unpack(self, file: &str) -> String {
        match self {
            Packed::Zip => say!("remedy-unpack", command = format_args!("unzip {file}")),
            Packed::Gzip => say!("remedy-unpack", command = format_args!("gzip -dc {file} > NEW")),
            Packed::Bzip2 => say!("remedy-unpack", command = format_args!("bzip2 -dc {file} > NEW")),
            Packed::Xz => say!("remedy-unpack", command = format_args!("xz -dc {file} > NEW")),
            Packed::Zstd => say!("remedy-unpack", command = format_args!("zstd -dc {file} > NEW")),
            Packed::Tar => say!("remedy-unpack", command = format_args!("tar -xf {file}")),
            Packed::SevenZip | Packed::Rar => say!("remedy-unpack", command = format_args!("7z x {file}")),
            Packed::Other => say!("remedy-unpack-other"),
        }
    }
}

impl OtherImage {
    /// Returns the advice that converts an image.
    fn convert(self, file: &str) -> String {
        match self {
            OtherImage::Avif => say!("remedy-to-png", command = format_args!("avifdec {file} label.png")),
            OtherImage::Heic => say!("remedy-heic", file = file),
            OtherImage::JpegXl => say!("remedy-to-png", command = format_args!("djxl {file} label.png")),
            OtherImage::Jpeg2000 => {
                say!("remedy-to-png", command = format_args!("opj_decompress -i {file} -o label.png"))
            }
            OtherImage::Raw | OtherImage::Layers => say!("remedy-export"),
            OtherImage::Gif | OtherImage::Bmp | OtherImage::Tiff | OtherImage::Other => {
                say!("remedy-to-png", command = format_args!("convert {file} label.png (ImageMagick)"))
            }
        }
    }
}

/// Returns the failure for a file that the scanner cannot read; none if it is an image.
/// `name` is its name in messages.
pub(crate) fn cannot_be_scanned(bytes: &[u8], path: &Path, name: &str) -> Option<Failure> {
    let misfit = Misfit::of(bytes, path, Wanted::Image)?;
    Some(Failure::new(Cause::WrongKind, say!("image-other-kind", path = name, found = misfit.what), misfit.help))
}

/// Returns the failure for a file that is no text to read lines or rows from; none if it may be one, or if it is not an
/// ordinary file, of which nothing may be read ahead.
pub(crate) fn not_text(path: &Path, wanted: Wanted) -> Option<Failure> {
    let file = File::open(path).ok().filter(|file| file.metadata().is_ok_and(|meta| meta.is_file()))?;
    let mut start = Vec::new();
    file.take(START_BYTES).read_to_end(&mut start).ok()?;
    let misfit = Misfit::of(&start, path, wanted)?;
    let what = say!("file-other-kind", path = shown(path), found = misfit.what, wanted = wanted.article());
    Some(Failure::new(Cause::WrongKind, what, misfit.help))
}

/// The number of bytes at the start of a text file that are looked at.
const START_BYTES: u64 = 64 * 1024;

/// Returns what a file is that is too large for what was wanted; none if it is not recognized.
pub(crate) fn too_large(bytes: &[u8]) -> Option<String> {
    let kind = Kind::of(bytes);
    kind.is_known().then(|| kind.name().to_string())
}

/// Returns what is unsupported in the headers of a list or a label, and what to do; none if the headers are those of
/// this version.
pub(crate) fn unsupported(bytes: &[u8], profile: Profile) -> Option<Misfit> {
    let fault = cose::header_fault(bytes, profile)?;
    let what = match &fault {
        HeaderFault::NoAlgorithm => message!("header-no-algorithm"),
        HeaderFault::Algorithm { shown, .. } => message!("header-algorithm", algorithm = shown),
        HeaderFault::NoType => message!("header-no-type", typ = profile.typ().unwrap_or_default()),
        HeaderFault::Type(found) => match profile.typ() {
            Some(typ) => message!("header-type", found = found, typ = typ),
            None => message!("header-type-of-label", found = found),
        },
        HeaderFault::StrangeType => message!("header-strange-type"),
        HeaderFault::Critical => message!("header-critical"),
        HeaderFault::NoKeyId => message!("header-no-key-id"),
        HeaderFault::KeyIdLength(bytes) => message!("header-key-id-length", bytes = bytes),
        HeaderFault::Others => message!("header-others"),
    };
    let signer = match profile {
        Profile::Label => say!("signer-registry"),
        Profile::StatusList => say!("signer-issuer"),
        Profile::TrustList => say!("signer-publisher"),
    };
    let help = match fault {
        HeaderFault::Algorithm { is_given_up: false, .. } | HeaderFault::Critical | HeaderFault::Others => {
            say!("header-newer-help", signer = signer)
        }
        HeaderFault::Algorithm { .. } | HeaderFault::NoAlgorithm => say!("header-algorithm-help", signer = signer),
        HeaderFault::NoType => say!("header-no-type-help", signer = signer),
        HeaderFault::Type(_) | HeaderFault::StrangeType => say!("header-type-help", signer = signer),
        HeaderFault::NoKeyId | HeaderFault::KeyIdLength(_) => say!("header-key-id-help", signer = signer),
    };
    Some(Misfit { what, help })
}

/// Returns a path as a word for a shell.
pub(crate) fn quoted(path: &Path) -> String {
    let text = shown(path);
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | ',' | ':' | '@');
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(is_plain) {
        return text;
    }
    let safe = if text.starts_with('-') { format!("./{text}") } else { text };
    format!("'{}'", safe.replace('\'', "'\\''"))
}
