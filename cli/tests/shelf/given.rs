//! Files as shops have them.

use crate::common::folder;
use crate::shop::{JAN, audit, camera, draw, records, text};
use std::fs;
use std::path::Path;

/// Makes a JPEG file of a picture, with the time of a camera.
fn photograph(folder: &Path, picture: &str, name: &str, time: &str) {
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::open(folder.join(picture)).unwrap().write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let entries = [&[1, 0, 0x32, 0x01, 2, 0][..], &20_u32.to_le_bytes(), &26_u32.to_le_bytes(), &[0; 4]].concat();
    let tiff = [b"II*\0\x08\0\0\0", &entries[..], time.as_bytes(), b"\0"].concat();
    let length = u16::try_from(2 + 6 + tiff.len()).unwrap().to_be_bytes();
    let segment = [b"\xff\xe1", &length[..], b"Exif\0\0", &tiff].concat();
    let jpeg = jpeg.into_inner();
    fs::write(folder.join(name), [&jpeg[..2], &segment, &jpeg[2..]].concat()).unwrap();
}

#[test]
fn the_time_of_a_camera_is_shown_and_not_believed() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("stock.csv"), format!("jan,model\n{JAN},CAM-100\n")).unwrap();
    draw(folder, "drawn.png", &text(camera()));
    // Before the label's first day, and after its last day: the verdict is that of today all the same.
    for (time, shown) in
        [("2020:01:02 03:04:05", "2020-01-02 03:04:05"), ("2031:01:02 03:04:05", "2031-01-02 03:04:05")]
    {
        photograph(folder, "drawn.png", "photo.jpg", time);
        let _ = fs::remove_dir_all(folder.join("audit"));
        audit(folder, "--stock stock.csv photo.jpg").exits(0);
        assert_eq!(records(folder, "label")[0]["taken_at"], shown);
        let record: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(folder.join("audit/records.jsonl")).unwrap()).unwrap();
        assert_eq!((&record["code"], &record["checked_for"]), (&"active".into(), &"2026-11-22".into()), "{record}");
        let page = fs::read_to_string(folder.join("audit/report.html")).unwrap();
        assert!(page.contains("It proves nothing."), "{page}");
    }
}
