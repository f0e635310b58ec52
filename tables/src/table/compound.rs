//! Compound files (MS-CFB), in which XLS workbooks are stored. The stream of a workbook is taken out of one, and put
//! into another one that has nothing else: the library that reads workbooks follows chains of sectors wherever they
//! lead, also in a circle, and so it sees only what was measured.

/// The number after the last sector of a chain.
const END_OF_CHAIN: u32 = 0xffff_fffe;

/// The first number that is not that of a sector.
const FIRST_SPECIAL: u32 = 0xffff_fffa;

/// The length of streams that are stored in small sectors, and of those sectors.
const SMALL_STREAM: usize = 4096;
const SMALL_SECTOR: usize = 64;

/// The length of an entry of the directory.
const ENTRY: usize = 128;

/// The length of the sectors of a file that is made here: with it, the header has room for all tables.
const MADE_SECTOR: usize = 4096;

/// Returns the stream of a workbook in a compound file; none if the file is damaged.
pub(super) fn stream(file: &[u8]) -> Option<Vec<u8>> {
    let sector = match u16_at(file, 30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let sectors = Sectors { bytes: file.get(sector..)?, size: sector };
    let table = table(file, &sectors)?;
    let directory = sectors.chain(&table, u32_at(file, 48)?, usize::MAX)?;
    let entries = || directory.chunks_exact(ENTRY);
    let named = |name: &str| entries().find(|entry| has_name(entry, name));
    let (start, length) = place(named("Workbook").or_else(|| named("Book"))?, sector)?;
    if length >= SMALL_STREAM {
        return sectors.chain(&table, start, length);
    }
    let (small, small_length) = place(entries().next()?, sector)?;
    let small = sectors.chain(&table, small, small_length)?;
    let small_table = numbers(&sectors.chain(&table, u32_at(file, 60)?, usize::MAX)?);
    Sectors { bytes: &small, size: SMALL_SECTOR }.chain(&small_table, start, length)
}

/// Returns for each sector the number of the one after it.
fn table(file: &[u8], sectors: &Sectors<'_>) -> Option<Vec<u32>> {
    let mut places = numbers(file.get(76..512)?);
    let mut next = u32_at(file, 68)?;
    for _ in 0..sectors.count() {
        if next >= FIRST_SPECIAL {
            break;
        }
        places.extend(numbers(sectors.get(next)?));
        next = places.pop()?;
    }
    let mut table = Vec::new();
    for place in places.into_iter().filter(|place| *place < FIRST_SPECIAL).take(sectors.count()) {
        table.extend(numbers(sectors.get(place)?));
    }
    Some(table)
}

/// The sectors of a file, or the small ones of a stream.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl<'a> Sectors<'a> {
    fn count(&self) -> usize {
        self.bytes.len().div_ceil(self.size)
    }

    /// Returns a sector. The last one may be short.
    fn get(&self, number: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(number).ok()?.checked_mul(self.size)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..self.size).unwrap_or(rest))
    }

    /// Returns what the sectors of a chain hold, up to a length. A chain that is longer than the file is a circle.
    fn chain(&self, table: &[u32], start: u32, length: usize) -> Option<Vec<u8>> {
        let (mut bytes, mut next) = (Vec::new(), start);
        for _ in 0..=self.count() {
            if next == END_OF_CHAIN || bytes.len() >= length {
                bytes.truncate(length);
                return Some(bytes);
            }
            bytes.extend_from_slice(self.get(next)?);
            next = match table.get(usize::try_from(next).ok()?) {
                Some(after) => *after,
                // A table may end with the last sector that is needed.
                None if bytes.len() >= length => END_OF_CHAIN,
                None => return None,
            };
        }
        None
    }
}

fn has_name(entry: &[u8], wanted: &str) -> bool {
    let letters = entry.as_chunks().0.iter().take(32).map(|pair| u16::from_le_bytes(*pair));
    let letters = letters.take_while(|letter| *letter != 0);
    letters.map(|letter| u8::try_from(letter).unwrap_or(0).to_ascii_lowercase()).eq(wanted.to_ascii_lowercase().bytes())
}

/// Returns the first sector of an entry's stream, and its length.
fn place(entry: &[u8], sector: usize) -> Option<(u32, usize)> {
    let low = u64::from(u32_at(entry, 120)?);
    // Files with small sectors may have anything in the upper half.
    let high = if sector == 512 { 0 } else { u64::from(u32_at(entry, 124)?) };
    Some((u32_at(entry, 116)?, usize::try_from(high << 32 | low).ok()?))
}

/// Returns a compound file that has a stream with the name `Workbook`, and nothing else.
pub(super) fn wrapped(stream: &[u8]) -> Vec<u8> {
    let sectors = stream.len().div_ceil(MADE_SECTOR).max(1);
    let per_table = MADE_SECTOR / 4;
    // The directory, the stream, and the tables with a place for each sector, also for their own.
    let tables = (1 + sectors).div_ceil(per_table - 1);
    let number = |value: usize| u32::try_from(value).unwrap_or(END_OF_CHAIN).to_le_bytes();
    let mut file = vec![0; MADE_SECTOR];
    let mut put = |at: usize, bytes: &[u8]| {
        if let Some(place) = file.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    };
    put(0, &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    // Version 4 with sectors of 4,096 bytes and small ones of 64.
    put(24, &[0x3e, 0, 4, 0, 0xfe, 0xff, 12, 0, 6, 0]);
    put(40, &number(1));
    put(44, &number(tables));
    put(56, &number(SMALL_STREAM));
    put(60, &END_OF_CHAIN.to_le_bytes());
    put(68, &END_OF_CHAIN.to_le_bytes());
    put(76, &[0xff; 512 - 76]);
    (0..tables).for_each(|table| put(76 + 4 * table, &number(1 + sectors + table)));

    let mut entry = |name: &str, kind: u8, start: usize, length: usize| {
        let mut entry = [0; ENTRY];
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length_of_name = u8::try_from(name.len() + 2).unwrap_or(0);
        let parts: [(usize, &[u8]); 6] = [
            (0, &name),
            (64, &[length_of_name, 0, kind, 1]),
            // Neither brothers nor, for the stream, children.
            (68, &[0xff; 8]),
            (76, &if kind == 5 { number(1) } else { [0xff; 4] }),
            (116, &number(start)),
            (120, &number(length)),
        ];
        for (at, bytes) in parts {
            if let Some(place) = entry.get_mut(at..at + bytes.len()) {
                place.copy_from_slice(bytes);
            }
        }
        file.extend_from_slice(&entry);
    };
    entry("Root Entry", 5, 0, 0);
    entry("Workbook", 2, 1, sectors * MADE_SECTOR);
    file.resize(2 * MADE_SECTOR, 0);
    file.extend_from_slice(stream);
    file.resize((2 + sectors) * MADE_SECTOR, 0);

    let end = END_OF_CHAIN.to_le_bytes();
    file.extend_from_slice(&end);
    (2..=sectors).for_each(|next| file.extend_from_slice(&number(next)));
    file.extend_from_slice(&end);
    (0..tables).for_each(|_| file.extend_from_slice(&[0xfd, 0xff, 0xff, 0xff]));
    file.resize((2 + sectors + tables) * MADE_SECTOR, 0xff);
    file
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks().0.iter().map(|four| u32::from_le_bytes(*four)).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|two| u16::from_le_bytes(*two))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}

#[cfg(test)]
mod tests {
    use super::{stream, wrapped};

    #[test]
    fn a_stream_comes_out_as_it_went_in() {
        for length in [0, 1, 4095, 4096, 4097, 3 << 20, 9 << 20] {
            let content: Vec<u8> = (0..length).map(|at: u32| (at % 251) as u8).collect();
            let taken = stream(&wrapped(&content)).unwrap();
            assert_eq!(taken.len(), content.len().div_ceil(4096).max(1) * 4096);
            assert!(taken.starts_with(&content) && taken[content.len()..].iter().all(|byte| *byte == 0), "{length}");
        }
    }

    #[test]
    fn streams_of_other_programs_are_found() {
        let office = include_bytes!("data/office.xls");
        let taken = stream(office).unwrap();
        // The first record is the start of a workbook (BOF).
        assert!(taken.starts_with(&[0x09, 0x08]) && taken.len() < office.len());
        for end in 0..office.len() {
            let _ = stream(&office[..end]);
        }
    }

    #[test]
    fn a_chain_that_is_a_circle_is_damaged() {
        let good = wrapped(&[7; 20_000]);
        // The table is the last sector: the directory follows itself, or the stream goes back to its start.
        let table = good.len() - 4096;
        let mut directory = good.clone();
        directory[table..table + 4].copy_from_slice(&0_u32.to_le_bytes());
        let mut long = good.clone();
        long[table + 4 * 5..table + 4 * 6].copy_from_slice(&1_u32.to_le_bytes());
        long[4096 + 128 + 120..4096 + 128 + 124].copy_from_slice(&0x7fff_ffff_u32.to_le_bytes());
        for circle in [directory, long] {
            assert_eq!(stream(&circle), None);
        }
    }
}
