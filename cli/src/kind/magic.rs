//! File formats by their magic numbers.

use super::{Kind, OtherImage, Packed};
use infer::MatcherType;

/// The number of bytes in which the mark of a PDF document may stand.
const PDF_START: usize = 1024;

/// Recognizes the formats whose magic number is text.
pub(super) fn marked_text(bytes: &[u8]) -> Option<Kind> {
    let start = bytes.get(..bytes.len().min(PDF_START))?;
    if start.windows(5).any(|window| window == b"%PDF-") {
        return Some(Kind::Pdf);
    }
    [&b"{\\rtf"[..], b"%!PS"].iter().any(|mark| bytes.starts_with(mark)).then_some(Kind::OfficeDocument)
}

/// Recognizes a binary format.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    if let Some(kind) = iso_media(bytes) {
        return Some(kind);
    }
    if bytes.starts_with(&[0xfe, 0xed, 0xfe, 0xed]) || bytes.starts_with(&[0xce; 4]) {
        return Some(Kind::JavaKeystore);
    }
    let found = infer::get(bytes)?;
    Some(match found.matcher_type() {
        MatcherType::Image => image(found.extension()),
        MatcherType::Video => Kind::Video,
        MatcherType::Audio => Kind::Audio,
        MatcherType::App => app(found.extension())?,
        MatcherType::Archive => archive(found.extension())?,
        MatcherType::Doc => document(found.extension()),
        MatcherType::Book => Kind::OfficeDocument,
        _ => return None,
    })
}

/// Recognizes the formats of ISO/IEC 14496-12 by their brands: several of them share the first one.
fn iso_media(bytes: &[u8]) -> Option<Kind> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let length = u32::from_be_bytes(*bytes.first_chunk()?);
    // After the length and the name of the box: the first brand, a version, and the other brands.
    let header = bytes.get(8..usize::try_from(length).unwrap_or(0).clamp(12, 256)).unwrap_or(bytes.get(8..)?);
    let (brands, _) = header.as_chunks::<4>();
    let has = |names: &[&[u8; 4]]| brands.iter().any(|brand| names.contains(&brand));
    Some(match brands.first()? {
        b"crx " => Kind::OtherImage(OtherImage::Raw),
        b"jxl " => Kind::OtherImage(OtherImage::JpegXl),
        b"jp2 " | b"jpx " | b"jph " => Kind::OtherImage(OtherImage::Jpeg2000),
        _ if has(&[b"avif", b"avis"]) => Kind::OtherImage(OtherImage::Avif),
        _ if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) => {
            Kind::OtherImage(OtherImage::Heic)
        }
        b"M4A " | b"M4B " => Kind::Audio,
        _ => Kind::Video,
    })
}

fn image(extension: &str) -> Kind {
    match extension {
        "png" => Kind::Image("PNG"),
        "jpg" => Kind::Image("JPEG"),
        "webp" => Kind::Image("WebP"),
        "avif" => Kind::OtherImage(OtherImage::Avif),
        "heif" | "heic" => Kind::OtherImage(OtherImage::Heic),
        "jxl" => Kind::OtherImage(OtherImage::JpegXl),
        "jp2" => Kind::OtherImage(OtherImage::Jpeg2000),
        "gif" => Kind::OtherImage(OtherImage::Gif),
        "bmp" => Kind::OtherImage(OtherImage::Bmp),
        "tif" => Kind::OtherImage(OtherImage::Tiff),
        "cr2" => Kind::OtherImage(OtherImage::Raw),
        "psd" | "ora" | "xcf" => Kind::OtherImage(OtherImage::Layers),
        _ => Kind::OtherImage(OtherImage::Other),
    }
}

fn app(extension: &str) -> Option<Kind> {
    Some(match extension {
        "exe" | "elf" | "mach" | "dll" | "class" | "wasm" | "dex" | "dey" | "bc" => Kind::Program,
        _ => return None,
    })
}

fn archive(extension: &str) -> Option<Kind> {
    Some(match extension {
        "pdf" => Kind::Pdf,
        "sqlite" => Kind::Database,
        // "msi" is the storage of older office programs too.
        "rtf" | "ps" | "msi" => Kind::OfficeDocument,
        "zip" => Kind::Packed(Packed::Zip),
        "gz" => Kind::Packed(Packed::Gzip),
        "bz2" => Kind::Packed(Packed::Bzip2),
        "xz" => Kind::Packed(Packed::Xz),
        "zst" => Kind::Packed(Packed::Zstd),
        "tar" => Kind::Packed(Packed::Tar),
        "7z" => Kind::Packed(Packed::SevenZip),
        "rar" => Kind::Packed(Packed::Rar),
        "cab" | "lz" | "lz4" | "Z" | "deb" | "rpm" | "cpio" | "ar" | "crx" | "bz3" | "par2" => {
            Kind::Packed(Packed::Other)
        }
        _ => return None,
    })
}

fn document(extension: &str) -> Kind {
    match extension {
        "xls" | "xlsx" | "ods" => Kind::Spreadsheet,
        _ => Kind::OfficeDocument,
    }
}
