//! Tests of `starseal inspect`.

mod common;

use common::{carrier, data, folder, forged, starseal, starseal_fed, starseal_with};

const INSPECT: &str = "inspect --trust trust.cbor --now 2026-11-22";

#[test]
fn the_first_line_warns_of_unverified_content() {
    let folder = folder();
    for words in [format!("inspect {}", carrier()), format!("{INSPECT} {}", forged())] {
        let run = starseal(folder.path(), &words);
        assert!(run.out.starts_with("UNVERIFIED"), "{}", run.out);
    }
    let run = starseal(folder.path(), &format!("{INSPECT} {}", carrier())).exits(0);
    assert!(run.out.starts_with("✓ authentic, current"), "{}", run.out);
}

#[test]
fn json_has_no_character_that_a_terminal_obeys() {
    let folder = folder();
    for text in ["HTTPS://EVIL\u{9b}31m\u{202e}/I2WV8", "I2W\u{2028}\u{200b}\u{e0041}", "HTTPS://\u{fe0f}\u{e000}/0oR!"]
    {
        for more in [&["inspect", "--json"][..], &["verify", "--trust", "trust.cbor", "--json"], &["inspect"]] {
            let run = starseal_with(folder.path(), &[more, &[text]].concat());
            let hidden = |c: char| c != '\n' && starseal::label::is_hidden(c);
            assert!(!run.out.contains(hidden) && !run.err.contains(hidden), "{:?} {:?}", run.out, run.err);
            if more.contains(&"--json") {
                let line = &run.json()[0];
                let shown = line["carrier"]["text"].as_str().or(line["text"].as_str());
                assert_eq!(shown, Some(text), "{line}");
            }
        }
    }
}

#[test]
fn every_layer_of_an_image_is_shown() {
    let folder = folder();
    let run = starseal(folder.path(), &format!("inspect {}", data("camera.png").display())).exits(0);
    for text in [
        "HTTPS://JC-STAR.EXAMPLE/L/",
        "Base41, ",
        "d28449a2013204",
        "18([h'a2013204",
        "{1: -19, 4: h'",
        "{1: \"EX-000202\", 2: 2, 3: 20544, 4: 21274, 5: 202, ",
        "3 issued on     2026-04-01  (day 20544)",
        "846a5369676e617475726531",
        "✓ encoding     the payload is strict Base41 or base64url\n      R-4, R-5",
        "– not reached: key, signature,",
        "✓ claims       the claims are well-formed (unverified content)",
    ] {
        assert!(run.out.contains(text), "\"{text}\" is not in\n{}", run.out);
    }
}

#[test]
fn with_a_trust_list_every_check_has_a_result() {
    let folder = folder();
    let run = starseal(folder.path(), &format!("{INSPECT} --json {}", carrier())).exits(0);
    let line = &run.json()[0];
    assert_eq!(line["verdict"], "active");
    let checks = line["checks"].as_array().unwrap();
    assert_eq!(checks.len(), 19);
    assert!(checks.iter().all(|check| check["result"] == "passed" || check["result"] == "noted"), "{checks:?}");
    let run = starseal(folder.path(), &format!("{INSPECT} --json {}", forged())).exits(1);
    let line = &run.json()[0];
    let failed: Vec<_> =
        line["checks"].as_array().unwrap().iter().filter(|check| check["result"] == "failed").collect();
    assert_eq!(failed.len(), 1);
    assert_eq!((&line["verdict"], &failed[0]["check"]), (&"bad-signature".into(), &"signature".into()));
    assert_eq!(failed[0]["rules"], serde_json::json!(["R-19", "R-20"]));
}

#[test]
fn damaged_input_is_shown_as_far_as_it_can_be_parsed() {
    let folder = folder();
    let folder = folder.path();
    let whole = carrier();
    for cut in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
        let run = starseal_fed(folder, "inspect --json -", format!("x{}\n", &whole[..cut]).as_bytes());
        assert!(matches!(run.code, 0 | 1), "{cut}: {}", run.err);
    }
    let cut = &whole[..whole.len() - 60];
    let run = starseal(folder, &format!("inspect {cut}")).exits(1);
    assert!(run.out.contains("/the bytes end here at byte"), "{}", run.out);
    starseal(folder, "inspect nothing").exits(3).complains("nothing is neither an existing file", "image file");
    starseal_fed(folder, "inspect -", b"").exits(3).complains("standard input is empty", "send lines");
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let folder = folder();
    let run = starseal_fed(folder.path(), "inspect -", "HTTPS://A\u{1b}[2J/I2W\u{202e}\u{7}\n".as_bytes()).exits(1);
    assert!(
        !run.out.contains('\u{1b}') && !run.out.contains('\u{202e}') && !run.out.contains('\u{7}'),
        "{:?}",
        run.out
    );
    // Unverified claims could hold bidi controls, so diagnostic notation is in ASCII.
    let run = starseal_with(folder.path(), &["inspect", &carrier()]).exits(0);
    assert!(run.out.lines().filter(|line| line.starts_with("  payload     ")).all(str::is_ascii), "{}", run.out);
}
