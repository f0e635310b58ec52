//! Reads the times of a feed (RFC 4287).

use quick_xml::Reader;
use quick_xml::events::Event;
use starseal::Timestamp;

/// The times of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FeedTimes {
    /// When the feed was last changed.
    pub(super) updated: Timestamp,
    /// When its newest entry was; none if it has no entry.
    pub(super) newest: Option<Timestamp>,
}

/// The maximum depth of elements. A feed has four levels.
const MAX_DEPTH: usize = 16;

/// Reads the times of a feed. Entities and document types are not expanded.
pub(super) fn times(bytes: &[u8]) -> Result<FeedTimes, String> {
    let text = core::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let (mut updated, mut newest) = (None, None);
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                path.push(start.local_name().as_ref().to_owned());
                if path.len() > MAX_DEPTH {
                    return Err(format!("more than {MAX_DEPTH} levels of elements"));
                }
            }
            Event::End(_) => drop(path.pop()),
            Event::Text(text) => {
                let time = || {
                    let text = text.borrow().into_inner();
                    text.trim().parse::<Timestamp>().map_err(|error| format!("{text:?}: {error}"))
                };
                match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                    ["feed", "updated"] => updated = Some(time()?),
                    ["feed", "entry", "updated"] => newest = newest.max(Some(time()?)),
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match (path.is_empty(), updated) {
        (false, _) => Err("it ends within an element".to_owned()),
        (true, None) => Err("it is no feed with a time".to_owned()),
        (true, Some(updated)) => Ok(FeedTimes { updated, newest }),
    }
}

#[cfg(test)]
mod tests {
    use super::{FeedTimes, times};

    const FEED: &str = "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\
        <title>A &amp; B</title><updated>2026-11-22T03:00:00Z</updated>\
        <entry><updated>2026-11-20T03:00:00Z</updated></entry>\
        <entry><updated> 2026-11-21T03:00:00Z </updated><summary>x</summary></entry></feed>";

    #[test]
    fn the_newest_entry_is_found_whatever_the_order() {
        let expected = FeedTimes {
            updated: "2026-11-22T03:00:00Z".parse().unwrap(),
            newest: Some("2026-11-21T03:00:00Z".parse().unwrap()),
        };
        assert_eq!(times(FEED.as_bytes()), Ok(expected));
    }

    #[test]
    fn what_is_no_feed_is_refused() {
        let cut = FEED.split("</feed>").next().unwrap();
        let day = FEED.replace("2026-11-20T03:00:00Z", "yesterday");
        let deep = "<a>".repeat(100_000);
        for text in ["", "no feed", "<html></html>", "<feed/>", "<feed><updated></feed>", cut, &day, &deep] {
            assert!(times(text.as_bytes()).is_err(), "{}", &text[..text.len().min(40)]);
        }
    }
}
