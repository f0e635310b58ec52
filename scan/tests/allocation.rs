//! Checks that no image makes a scan allocate more memory than its limits allow.
#![allow(unsafe_code, reason = "a global allocator requires unsafe code; this one only counts")]

mod counting;

use counting::most_held;
use starseal_scan::limits::{MAX_SCAN_BYTES, MAX_SCAN_BYTES_PER_PIXEL};
use starseal_scan::{LumaImage, ScanOptions, Scanner, scan};

#[test]
#[ignore = "long"]
fn a_scan_holds_a_few_bytes_per_pixel() {
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
        let bound = MAX_SCAN_BYTES_PER_PIXEL * width * height + MAX_SCAN_BYTES;
        for pixels in [vec![255; width * height], noise, stripes, chequers, symbols] {
            let image = LumaImage::new(&pixels, width, height, width).unwrap();
            for options in [ScanOptions::default(), ScanOptions::preview()] {
                let most = most_held(|| scan(&image, &options));
                assert!(most > 1000, "the allocator measures the scan");
                assert!(most <= bound, "{most} bytes for {width} by {height}, above {bound}");
            }
            let most = most_held(|| {
                let mut scanner = Scanner::new(ScanOptions::preview());
                (0..4).for_each(|_| drop(scanner.frame(&image)));
            });
            assert!(most <= bound, "{most} bytes for frames of {width} by {height}, above {bound}");
        }
    }
}

/// Returns a pixel of a picture with finder and timing patterns of version 30 side by side, and noise instead of data.
/// Many symbols are seen, and none is read.
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
