//! The parts of a workbook, measured before anything is unpacked into memory: a part can be a thousand times as large
//! as what is stored of it.

use super::error::TableError;
use std::io::{Read, Seek};
use zip::ZipArchive;

/// The maximum number of parts.
const MAX_PARTS: usize = 10_000;

/// The longest text or tag of a part that is read, in bytes. A cell has 32,767 characters.
const MAX_PIECE_BYTES: usize = 1024 * 1024;

/// What a part may hold.
struct Limit {
    bytes: u64,
    /// The number of tags.
    tags: u64,
    /// The length of the longest text or tag in bytes.
    piece: usize,
    /// Whether the reader keeps the part's texts, so that comments and other constructs are not allowed to hide any.
    is_read: bool,
    what: &'static str,
}

/// Returns the limit of a part by its name.
fn limit(name: &str) -> Limit {
    let name = name.to_ascii_lowercase();
    if name.ends_with("sharedstrings.xml") {
        // Each text takes at least two tags, and 24 bytes in memory.
        let what = "texts take 64 MB and have 8 million tags";
        return Limit { bytes: 64 << 20, tags: 8_000_000, piece: MAX_PIECE_BYTES, is_read: true, what };
    }
    if name.ends_with("styles.xml") {
        let what = "styles take 8 MB and have 200,000 tags";
        return Limit { bytes: 8 << 20, tags: 200_000, piece: MAX_PIECE_BYTES, is_read: true, what };
    }
    if name.contains("worksheets/") && name.ends_with(".xml") {
        let (bytes, tags) = (512 << 20, u64::MAX);
        return Limit { bytes, tags, piece: MAX_PIECE_BYTES, is_read: true, what: "a sheet takes 512 MB" };
    }
    if name.ends_with(".xml") || name.ends_with(".rels") {
        let is_read = name.ends_with("workbook.xml") || name.ends_with(".rels");
        return Limit {
            bytes: 16 << 20,
            tags: 500_000,
            piece: MAX_PIECE_BYTES,
            is_read,
            what: "other parts take 16 MB",
        };
    }
    // Pictures and the like, which are not read unless a forged workbook says that they are sheets.
    let (bytes, tags) = (64 << 20, u64::MAX);
    Limit { bytes, tags, piece: usize::MAX, is_read: false, what: "pictures take 64 MB" }
}

/// Measures all parts of a workbook.
///
/// # Errors
/// [`TableError`] if a part is too large, is damaged or encrypted, or has what no spreadsheet program writes.
pub(super) fn measure<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<(), TableError> {
    if archive.len() > MAX_PARTS {
        let what = "a workbook has 10,000 parts";
        return Err(TableError::PartTooLarge { part: "[directory]".to_owned(), what });
    }
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(TableError::unreadable)?;
        let name = part.name().map_err(TableError::unreadable)?.into_owned();
        measure_part(part, name)?;
    }
    Ok(())
}

fn measure_part(mut part: impl Read, name: String) -> Result<(), TableError> {
    let limit = limit(&name);
    let mut meter = Meter::default();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = part.read(&mut buffer).map_err(TableError::unreadable)?;
        let bytes = buffer.get(..read).unwrap_or_default();
        meter.bytes += read as u64;
        bytes.iter().for_each(|byte| meter.see(*byte));
        let is_within = meter.bytes <= limit.bytes && meter.tags <= limit.tags && meter.longest <= limit.piece;
        if !is_within {
            return Err(TableError::PartTooLarge { part: name, what: limit.what });
        }
        if limit.is_read && meter.is_odd {
            let reason = format!("the part {name} has comments, declarations or zero bytes");
            return Err(TableError::Unreadable { reason });
        }
        if read == 0 {
            break;
        }
    }
    // The reader of workbooks reserves memory for as many texts as are announced.
    match meter.announced {
        Some(texts) if texts > meter.tags => {
            Err(TableError::Unreadable { reason: format!("the part {name} announces {texts} texts, and has fewer") })
        }
        _ => Ok(()),
    }
}

/// What was seen of a part.
#[derive(Default)]
struct Meter {
    bytes: u64,
    tags: u64,
    /// The longest way from one tag to the next.
    longest: usize,
    since: usize,
    last: u8,
    /// Whether there are comments, CDATA sections, declarations of types or zero bytes, which no spreadsheet program
    /// writes into these parts.
    is_odd: bool,
    /// How much of the name `uniqueCount` the last bytes are.
    named: usize,
    announced: Option<u64>,
    is_counting: bool,
}

const ANNOUNCED: &[u8] = b"uniqueCount";

impl Meter {
    fn see(&mut self, byte: u8) {
        self.is_odd |= byte == 0 || (byte == b'!' && self.last == b'<');
        self.since += 1;
        self.longest = self.longest.max(self.since);
        if byte == b'<' {
            self.tags += 1;
            self.since = 0;
        }
        self.last = byte;
        if self.is_counting {
            match byte {
                b'0'..=b'9' => {
                    let before = self.announced.unwrap_or(0);
                    self.announced = Some(before.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
                }
                b'=' | b'"' | b'\'' | b' ' | b'+' | b'\t' | b'\n' | b'\r' if self.announced.is_none() => {}
                _ => self.is_counting = false,
            }
        }
        self.named = match ANNOUNCED.get(self.named) {
            Some(wanted) if *wanted == byte => self.named + 1,
            _ => usize::from(byte == b'u'),
        };
        if self.named == ANNOUNCED.len() {
            // Of several announcements, the largest one counts; the first digits of the next one start anew.
            self.is_counting = self.announced.is_none();
            self.named = 0;
        }
    }
}
