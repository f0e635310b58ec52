//! Scans frames of a camera: two pictures that alternate, shifted and disturbed from frame to frame.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::scan::{ScanOptions, Scanner};
use starseal_fuzz_inputs::pictures::{Picture, check_scan};

fuzz_target!(|data: &[u8]| {
    let [high, low, both @ .., last] = data else { return };
    let middle = usize::from(u16::from_be_bytes([*high, *low])).min(both.len());
    let pictures = [&both[..middle], &both[middle..]].map(Picture::of);
    let mut scanner = Scanner::new(ScanOptions::preview());
    for number in 0..6_u8 {
        // Selects one of the two pictures and the number of pixels by which it has moved.
        let turn = last.rotate_left(u32::from(number));
        let Some(picture) = &pictures[usize::from(turn & 1)] else { continue };
        let mut pixels = picture.pixels.clone();
        let by = usize::from(turn >> 1 & 7) % pixels.len();
        pixels.rotate_right(by);
        pixels.iter_mut().step_by(usize::from(turn >> 4) + 7).for_each(|pixel| *pixel = !*pixel);
        check_scan(scanner.frame(&Picture { pixels, width: picture.width }.luma()));
    }
});
