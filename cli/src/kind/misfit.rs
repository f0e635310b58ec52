//! What to say about a file that is not what a command wanted: the one place of these sentences.
//!
//! [`Misfit::of`] chooses the cause, [`Remedy`] names it, and [`Remedy::text`] has the sentence.

use super::cose::{self, HeaderFault, Profile};
use super::{Encoding, Kind, OtherImage, Packed, UntaggedList};
use crate::exit::{Cause, Failure};
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// The name of what the file is, with an article.
    pub(crate) what: String,
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

    /// Returns the sentence in English, without a full stop.
    fn text(self, path: &Path, wanted: Wanted) -> String {
        let file = quoted(path);
        match self {
            Remedy::CopyAgain => {
                format!("{}; the copy or the download did not succeed", wanted.get_again())
            }
            Remedy::GetThroughBrowser => format!(
                "{}; look at the address in a browser: servers answer with a page if it is wrong or needs a login",
                wanted.get_again()
            ),
            Remedy::AskForCwt => {
                "get the list as a CWT: curl --fail -H 'Accept: application/statuslist+cwt' -o NEW ADDRESS".to_owned()
            }
            Remedy::GiveTheListItself => "give the signed list itself, not what --json prints about it".to_owned(),
            Remedy::DecodeBase64 => format!("decode it: base64 -d {file} > NEW"),
            Remedy::DecodeBase64Url => {
                format!("decode it: (tr -d '=\\n' < {file} | tr -- -_ +/; echo ==) | base64 -d > NEW 2>/dev/null")
            }
            Remedy::DecodeHex => format!("decode it: xxd -r -p {file} NEW"),
            Remedy::AddTag(UntaggedList::Status) => {
                format!("ask the issuer for a list with its tag; you can add it: (printf '\\322'; cat {file}) > NEW")
            }
            Remedy::AddTag(UntaggedList::Trust) => {
                format!(
                    "ask the publisher for a list with its tag; you can add it: (printf '\\330b'; cat {file}) > NEW"
                )
            }
            Remedy::Unpack(packed) => packed.unpack(&file),
            Remedy::GiveWithTrust => format!("give this file with --trust, and {} here", wanted.article()),
            Remedy::GiveWithStatus => format!("give this file with --status, and {} here", wanted.article()),
            Remedy::LeaveBesideStatus => {
                format!("leave this file beside its status list, where it is found, and give {} here", wanted.article())
            }
            Remedy::GiveWithBundle => format!("give this file with --bundle, and {} here", wanted.article()),
            Remedy::GiveWithState => format!("give this file with --state, and {} here", wanted.article()),
            Remedy::SignDraftFirst => {
                "sign the draft (starseal trust sign) and publish it (starseal trust publish) first".to_owned()
            }
            Remedy::KeepKeyAway => {
                format!("give {} here; keep keys away from files that are published", wanted.article())
            }
            Remedy::GiveAsInput => {
                format!("give images as the inputs of verify or inspect, and {} here", wanted.article())
            }
            Remedy::GiveOnStandardInput => {
                format!("give {}, or lines of text on standard input: starseal verify … - < {file}", wanted.article())
            }
            Remedy::Convert(image) => image.convert(&file),
            Remedy::ConvertPdf => format!("convert its pages to images: pdftoppm -r 300 -png {file} page"),
            Remedy::ConvertSvg => {
                format!("convert it to PNG: rsvg-convert --zoom 4 {file} -o label.png, or use issue --format png")
            }
            Remedy::TakeFrames => {
                format!("take single images from it: ffmpeg -i {file} -vf fps=2 frame-%03d.png")
            }
            Remedy::SaveAsCsv => "save the sheet as \"CSV UTF-8\", and give that file".to_owned(),
            Remedy::ConvertEncoding => "save it as UTF-8".to_owned(),
            Remedy::GetAgain => wanted.get_again().to_owned(),
            Remedy::GiveWanted => format!("give {}", wanted.article()),
        }
    }
}

fn is_secret(kind: &super::DerKind) -> bool {
    use super::DerKind;
    !matches!(kind, DerKind::PublicKey(_) | DerKind::Certificate(_) | DerKind::CertificateRequest | DerKind::Pkcs7)
}

impl Wanted {
    /// Returns the name of what was wanted, with an article.
    pub(crate) const fn article(self) -> &'static str {
        match self {
            Wanted::TrustList => "a trust list",
            Wanted::Draft => "a draft of a trust list",
            Wanted::StatusList => "a status list",
            Wanted::Bundle => "a bundle",
            Wanted::State => "the state that an earlier run wrote",
            Wanted::Policy => "a policy in TOML (the folder policies has examples)",
            Wanted::Scheme => "a scheme in TOML (starseal trust scheme prints one)",
            Wanted::Image => "an image (PNG, JPEG or WebP)",
            Wanted::Table => "a CSV file",
            Wanted::Carriers => "a text file with the text of one label on each line",
        }
    }

    /// Returns where to get the file again.
    pub(crate) const fn get_again(self) -> &'static str {
        match self {
            Wanted::TrustList => "get the file again from the publisher of the trust list",
            Wanted::Draft => "get the file again from whoever made the draft",
            Wanted::StatusList => "get the list again from the address that the trust list names",
            Wanted::Bundle => "get the file again from whoever publishes the bundle",
            Wanted::State => "remove the file to start again with only the lists of --trust, --status and --bundle",
            Wanted::Policy | Wanted::Scheme | Wanted::Image | Wanted::Table | Wanted::Carriers => "copy the file again",
        }
    }
}

impl Packed {
    /// Returns the advice that unpacks a file.
    fn unpack(self, file: &str) -> String {
        match self {
            Packed::Zip => format!("unpack it first: unzip {file}"),
            Packed::Gzip => format!("unpack it first: gzip -dc {file} > NEW"),
            Packed::Bzip2 => format!("unpack it first: bzip2 -dc {file} > NEW"),
            Packed::Xz => format!("unpack it first: xz -dc {file} > NEW"),
            Packed::Zstd => format!("unpack it first: zstd -dc {file} > NEW"),
            Packed::Tar => format!("unpack it first: tar -xf {file}"),
            Packed::SevenZip | Packed::Rar => format!("unpack it first: 7z x {file}"),
            Packed::Other => "unpack it first, with the program that packed it".to_owned(),
        }
    }
}

impl OtherImage {
    /// Returns the advice that converts an image.
    fn convert(self, file: &str) -> String {
        match self {
            OtherImage::Avif => format!("convert it to PNG: avifdec {file} label.png"),
            OtherImage::Heic => format!(
                "convert it to JPEG: heif-convert {file} label.jpg; phones save JPEG on export, or with the camera \
                 setting \"most compatible\""
            ),
            OtherImage::JpegXl => format!("convert it to PNG: djxl {file} label.png"),
            OtherImage::Jpeg2000 => format!("convert it to PNG: opj_decompress -i {file} -o label.png"),
            OtherImage::Raw | OtherImage::Layers => "export it as PNG or JPEG with the program that made it".to_owned(),
            OtherImage::Gif | OtherImage::Bmp | OtherImage::Tiff | OtherImage::Other => {
                format!("convert it to PNG: convert {file} label.png (ImageMagick)")
            }
        }
    }
}

/// Returns the failure for a file that the scanner cannot read; none if it is an image.
pub(crate) fn cannot_be_scanned(bytes: &[u8], path: &Path) -> Option<Failure> {
    let misfit = Misfit::of(bytes, path, Wanted::Image)?;
    Some(Failure::new(
        Cause::WrongKind,
        format_args!("{} is not an image to scan: it is {}", shown(path), misfit.what),
        misfit.help,
    ))
}

/// Returns the failure for a file that is no text to read lines or rows from; none if it may be one, or if it is not an
/// ordinary file, of which nothing may be read ahead.
pub(crate) fn not_text(path: &Path, wanted: Wanted) -> Option<Failure> {
    let file = File::open(path).ok().filter(|file| file.metadata().is_ok_and(|meta| meta.is_file()))?;
    let mut start = Vec::new();
    file.take(START_BYTES).read_to_end(&mut start).ok()?;
    let misfit = Misfit::of(&start, path, wanted)?;
    let what = format_args!("{} is {}, not {}", shown(path), misfit.what, wanted.article());
    Some(Failure::new(Cause::WrongKind, what, misfit.help))
}

/// The number of bytes at the start of a text file that are looked at.
const START_BYTES: u64 = 64 * 1024;

/// Returns what a file is that is too large for what was wanted; none if it is not recognized.
pub(crate) fn too_large(bytes: &[u8]) -> Option<String> {
    let kind = Kind::of(bytes);
    kind.is_known().then(|| kind.name())
}

/// Returns what is unsupported in the headers of a list or a label, and what to do; none if the headers are those of
/// this version.
pub(crate) fn unsupported(bytes: &[u8], profile: Profile) -> Option<Misfit> {
    let fault = cose::header_fault(bytes, profile)?;
    let what = match &fault {
        HeaderFault::NoAlgorithm => "its header names no algorithm (alg); this version reads -19 (Ed25519)".to_owned(),
        HeaderFault::Algorithm { shown, .. } => {
            format!("its header names the algorithm alg {shown}; this version reads -19 (Ed25519)")
        }
        HeaderFault::NoType => format!("its header has no typ, which should be {}", profile.typ().unwrap_or("none")),
        HeaderFault::Type(found) => match profile.typ() {
            Some(typ) => format!("its header has the typ {found}, not {typ}"),
            None => format!("its header has the typ {found}, and should have none"),
        },
        HeaderFault::Critical => "its header has parameters that a reader must understand (crit)".to_owned(),
        HeaderFault::NoKeyId => "its header has no key ID (kid)".to_owned(),
        HeaderFault::KeyIdLength(bytes) => format!("its key ID (kid) has {bytes} bytes, not 4"),
        HeaderFault::Others => "its header has parameters that this version does not know".to_owned(),
    };
    let signer = match profile {
        Profile::Label => "the registry",
        Profile::StatusList => "the issuer",
        Profile::TrustList => "the publisher",
    };
    let help = match fault {
        HeaderFault::Algorithm { is_given_up: false, .. } | HeaderFault::Critical | HeaderFault::Others => {
            format!("ask {signer} whether a newer version of starseal is needed")
        }
        HeaderFault::Algorithm { .. } | HeaderFault::NoAlgorithm => {
            format!("ask {signer} to sign with alg -19 (Ed25519, RFC 9864); no version of starseal reads this one")
        }
        HeaderFault::NoType => {
            format!("check that it is the right file (a sealed label has no typ), and tell {signer}")
        }
        HeaderFault::Type(_) => {
            format!("check that it is the right file, and tell {signer}: the typ says what a message is")
        }
        HeaderFault::NoKeyId | HeaderFault::KeyIdLength(_) => {
            format!("tell {signer}: the key ID is the first 4 bytes of the key's thumbprint (RFC 9679)")
        }
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
