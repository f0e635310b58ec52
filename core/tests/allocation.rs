//! No input makes the library take more memory than its limits allow.
#![allow(unsafe_code, reason = "a global allocator cannot be written without; this one only counts")]

mod common;

use common::{carrier, noon, sealed, trust_statement, verifier};
use starseal::carrier::undo_wedge;
use starseal::limits::{MAX_CARRIER_BYTES, MAX_TRUST_LIST_BYTES};
use starseal::scan::limits::{MAX_SCAN_BYTES, MAX_SCAN_BYTES_PER_PIXEL};
use starseal::scan::{LumaImage, ScanOptions, Scanner};
use starseal::{TrustList, When};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Counts what the current thread holds, so that tests beside each other do not disturb one another.
struct Counting;

thread_local! {
    static HELD: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

fn count(change: isize) {
    // While a thread ends its counters are gone; nothing is measured then.
    let _ = HELD.try_with(|held| {
        held.set(held.get() + change);
        let _ = MOST.try_with(|most| most.set(most.get().max(held.get())));
    });
}

// SAFETY: every call goes to the system's allocator as it came; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller's promise about `layout` is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: `pointer` came from `System` with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most bytes held at a time while `work` ran, beyond what was held before.
fn most_held<T>(work: impl FnOnce() -> T) -> usize {
    let before = HELD.get();
    MOST.set(before);
    let result = work();
    let most = MOST.get() - before;
    drop(result);
    usize::try_from(most).unwrap()
}

const KIB: usize = 1024;

#[test]
fn the_counter_counts() {
    assert_eq!(most_held(|| vec![0_u8; 1000]), 1000);
    let twice = most_held(|| {
        drop(vec![0_u8; 1000]);
        vec![0_u8; 600]
    });
    assert_eq!(twice, 1000);
}

/// Texts of every length up to far above the limit, of each kind, each the worst of its kind for some step.
fn texts() -> Vec<String> {
    let genuine = carrier(&sealed()).to_string();
    let mut texts = vec![genuine.clone()];
    let mut lengths: Vec<usize> = (0..64).collect();
    lengths.extend([200, 400, MAX_CARRIER_BYTES - 1, MAX_CARRIER_BYTES, MAX_CARRIER_BYTES + 1, 1_000_000]);
    for length in lengths {
        for start in ["", "I2W", "0oR", "HTTPS://A/I2W", "i2w", genuine.as_str()] {
            for fill in ["0", ":", "%24", "%", "/", "A", "あ"] {
                texts.push([start, &fill.repeat(length / fill.len())].concat());
            }
        }
    }
    // Envelopes that announce more than they hold: byte strings, arrays and maps of 2^32 and 2^64 - 1.
    for head in ["5a", "5b", "7b", "9a", "9b", "ba", "bb"] {
        for place in ["d284", "d28449", "d28440a0", "d28449a201320444bb3661a3a0", "d284a0", "d2"] {
            let bytes = common::from_hex(&[place, head, "ffffffffffffffff"].concat());
            texts.push(starseal::carrier::base41::encode(&bytes));
        }
    }
    texts
}

#[test]
fn a_text_is_judged_in_a_few_kibibytes() {
    let verifier = verifier();
    let now = noon("2026-11-22");
    let most = texts().iter().map(|text| most_held(|| verifier.check(text, When::Now(now)))).max().unwrap();
    assert!(most <= 32 * KIB, "{most} bytes");
    // The genuine one is judged in about as much: what is refused costs no more than what is taken.
    assert!(most_held(|| verifier.check(carrier(&sealed()).as_str(), When::Now(now))) > 100, "it is measured at all");
}

#[test]
fn a_wedge_is_undone_in_twice_its_text() {
    for text in texts() {
        let most = most_held(|| undo_wedge(&text).into_owned());
        assert!(most <= 4 * text.len() + 64, "{most} bytes for {}", text.len());
    }
}

/// A payload that announces as many entries as there is room for, all of the smallest kind.
fn swollen(head: &[u8], entry: &[u8]) -> Vec<u8> {
    let room = (MAX_TRUST_LIST_BYTES - 300) / entry.len();
    [head, &entry.repeat(room)].concat()
}

#[test]
fn a_trust_list_is_opened_in_a_few_times_its_size() {
    let bound = 8 * MAX_TRUST_LIST_BYTES;
    let whole = trust_statement().sign(&[&common::root_key()]).unwrap();
    let mut lists = vec![whole.clone(), vec![0; MAX_TRUST_LIST_BYTES], vec![0x81; MAX_TRUST_LIST_BYTES]];
    // Counts of 2^64 - 1 in front of as much as fits.
    let huge = |major: u8| [&[major][..], &u64::MAX.to_be_bytes()].concat();
    for entry in [&[0x00][..], &[0x40], &[0x80], &[0xa0], &[0x60]] {
        for head in [huge(0x9b), huge(0xbb), [&[0xd8, 98, 0x84, 0x40, 0xa0][..], &huge(0x5b)].concat()] {
            lists.push(swollen(&head, entry));
            let envelope = [&[0xd8, 98, 0x84][..], &whole[3..48], &[0xa0, 0x40], &head].concat();
            lists.push(swollen(&envelope, entry));
        }
    }
    for list in lists {
        let most = most_held(|| TrustList::open(&list));
        assert!(most <= bound, "{most} bytes");
    }
    assert_eq!(most_held(|| TrustList::open(&vec![0; 100 * MAX_TRUST_LIST_BYTES])), 100 * MAX_TRUST_LIST_BYTES);
}

#[test]
fn the_largest_dictionary_is_opened_in_a_few_times_its_size() {
    let mut statement = trust_statement();
    let long = "X".repeat(100);
    statement.scheme.evaluators = (0..1000).map(|n| (n, common::names(&long))).collect();
    let bytes = statement.sign(&[&common::root_key()]).unwrap();
    assert!(bytes.len() > 200_000, "{} bytes", bytes.len());
    let most = most_held(|| TrustList::open(&bytes));
    assert!(most <= 8 * MAX_TRUST_LIST_BYTES, "{most} bytes");
}

#[test]
fn an_image_is_searched_in_a_few_bytes_a_pixel() {
    let verifier = verifier();
    for (width, height) in [(640, 480), (1920, 1080), (16_384, 64), (64, 16_384)] {
        let mut state = 7_u32;
        let noise: Vec<u8> = (0..width * height)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        let stripes: Vec<u8> = (0..width * height).map(|at| if at % width / 2 % 2 == 0 { 0 } else { 255 }).collect();
        let chequers: Vec<u8> =
            (0..width * height).map(|at| if (at % width / 3 + at / width / 3) % 2 == 0 { 0 } else { 255 }).collect();
        let symbols: Vec<u8> =
            (0..width * height).map(|at| unreadable_symbols(at % width / 2, at / width / 2)).collect();
        for pixels in [vec![255; width * height], noise, stripes, chequers, symbols] {
            let image = LumaImage::new(&pixels, width, height, width).unwrap();
            for options in [ScanOptions::default(), ScanOptions::preview()] {
                let most = most_held(|| verifier.check_image(&image, &options, When::Now(noon("2026-11-22"))));
                let bound = MAX_SCAN_BYTES_PER_PIXEL * width * height + MAX_SCAN_BYTES;
                assert!(most <= bound, "{most} bytes for {width} by {height}, above {bound}");
            }
            let most = most_held(|| {
                let mut scanner = Scanner::new(ScanOptions::preview());
                (0..4).for_each(|_| drop(scanner.frame(&image)));
            });
            let bound = MAX_SCAN_BYTES_PER_PIXEL * width * height + MAX_SCAN_BYTES;
            assert!(most <= bound, "{most} bytes for frames of {width} by {height}, above {bound}");
        }
    }
}

/// Finder and timing patterns of version 30, side by side, and noise for data: much is seen, and nothing read.
fn unreadable_symbols(x: usize, y: usize) -> u8 {
    const SIDE: usize = 137;
    let (x, y) = (x % (SIDE + 4), y % (SIDE + 4));
    let ring = |left: usize, top: usize| x.abs_diff(left + 3).max(y.abs_diff(top + 3));
    let ring = [ring(0, 0), ring(SIDE - 7, 0), ring(0, SIDE - 7)].into_iter().min().unwrap_or(0);
    let dark = match () {
        () if x >= SIDE || y >= SIDE => false,
        () if ring < 5 => ring == 3 || ring < 2,
        () if x == 6 || y == 6 => (x + y) % 2 == 0,
        () => (x * 7919 + y * 104_729 + x * y * 31).wrapping_mul(2_654_435_761) >> 13 & 1 == 0,
    };
    if dark { 0 } else { 255 }
}
