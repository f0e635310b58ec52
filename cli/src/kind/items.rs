//! The heads of CBOR items (RFC 8949), and their skipping: no more than what tells the kind of a file. Any bytes take a
//! time that grows no faster than their number, and no memory.

/// The maximum number of tags and parameters that are read.
pub(super) const MOST: usize = 64;

/// The maximum depth of nested items, which limits the stack.
const MOST_DEPTH: usize = 16;

/// The byte that ends an item of indefinite length.
pub(super) const BREAK: u8 = 0xff;

/// The value of a header parameter that is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// An integer.
    Number(i128),
    /// A text.
    Text(String),
    /// Anything else.
    Other,
}

/// The head of a CBOR item: its major type and argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) major: u8,
    /// None for an indefinite length.
    pub(super) argument: Option<u64>,
}

/// Reads heads and strings.
#[derive(Debug, Clone)]
pub(super) struct Items<'a>(pub(super) &'a [u8]);

impl<'a> Items<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn head(&mut self) -> Option<Head> {
        let first = *self.take(1)?.first()?;
        let argument = match first & 0x1f {
            short @ 0..24 => Some(u64::from(short)),
            long @ 24..28 => {
                let bytes = self.take(1 << (long - 24))?;
                Some(bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
            }
            31 => None,
            _ => return None,
        };
        Some(Head { major: first >> 5, argument })
    }

    /// Reads a string of a definite length. Returns none for any other item, which is left unread.
    pub(super) fn string(&mut self, major: u8) -> Option<&'a [u8]> {
        let mut ahead = self.clone();
        let head = ahead.head().filter(|head| head.major == major)?;
        let content = ahead.take(usize::try_from(head.argument?).ok()?)?;
        self.0 = ahead.0;
        Some(content)
    }

    /// Skips an item.
    pub(super) fn skip(&mut self) -> Option<()> {
        self.skip_at(0)
    }

    fn skip_at(&mut self, depth: usize) -> Option<()> {
        if depth > MOST_DEPTH {
            return None;
        }
        let head = self.head()?;
        match (head.major, head.argument) {
            (0 | 1 | 7, Some(_)) => Some(()),
            (2 | 3, Some(bytes)) => self.take(usize::try_from(bytes).ok()?).map(drop),
            (4, Some(items)) => (0..items).try_for_each(|_| self.skip_at(depth + 1)),
            (5, Some(entries)) => {
                (0..entries).try_for_each(|_| self.skip_at(depth + 1).and_then(|()| self.skip_at(depth + 1)))
            }
            (6, Some(_)) => self.skip_at(depth + 1),
            (2..=5, None) => {
                while self.0.first() != Some(&BREAK) {
                    self.skip_at(depth + 1)?;
                }
                self.take(1).map(drop)
            }
            _ => None,
        }
    }

    /// Reads the tags before the next item.
    pub(super) fn tags(&mut self) -> Vec<u64> {
        let mut tags = Vec::new();
        while tags.len() < MOST {
            let mut ahead = self.clone();
            match ahead.head() {
                Some(Head { major: 6, argument: Some(tag) }) => tags.push(tag),
                _ => break,
            }
            self.0 = ahead.0;
        }
        tags
    }
}

impl Items<'_> {
    /// Reads an integer or a text. Any other item is skipped.
    pub(super) fn value(&mut self) -> Option<Value> {
        let mut ahead = self.clone();
        let value = match ahead.head()? {
            Head { major: 0, argument: Some(number) } => Value::Number(number.into()),
            Head { major: 1, argument: Some(number) } => Value::Number(-1 - i128::from(number)),
            Head { major: 3, .. } => {
                let text = self.clone().string(3)?;
                self.skip()?;
                return Some(Value::Text(String::from_utf8_lossy(text).into_owned()));
            }
            _ => {
                self.skip()?;
                return Some(Value::Other);
            }
        };
        self.0 = ahead.0;
        Some(value)
    }
}
