use super::{Fault, Origin, Reader};
use crate::args::LabelFlags;
use crate::scheme_file;
use starseal::Label;

fn read(change: impl Fn(&mut LabelFlags)) -> Result<Label, Fault> {
    let scheme = scheme_file::read(None).unwrap();
    let mut typed = LabelFlags {
        product_id: Some("SS-1".into()),
        level: Some("1".into()),
        status_index: Some("7".into()),
        ..LabelFlags::default()
    };
    change(&mut typed);
    Reader { scheme: &scheme, today: "2026-11-22".parse().unwrap(), origin: Origin::Columns }.label(&typed)
}

#[test]
fn days_default_to_today_and_the_longest_validity() {
    let label = read(|_| ()).unwrap();
    assert_eq!(label.issued_on().to_string(), "2026-11-22");
    assert_eq!(label.expires_on().to_string(), "2028-11-21");
}

#[test]
fn entries_are_named_by_number_and_in_either_language() {
    for text in ["1", "network camera", "Network Camera", "ネットワークカメラ"] {
        assert_eq!(read(|typed| typed.category = Some(text.into())).unwrap().category(), Some(1), "{text}");
    }
    assert_eq!(read(|typed| typed.criteria = Some("jst-cr-01-01-2024r1".into())).unwrap().criteria(), Some(1));
    assert_eq!(read(|typed| typed.level = Some("★2".into())).unwrap().level().get(), 2);
}

#[test]
fn several_gtins_stand_in_one_cell() {
    let label = read(|typed| typed.gtin = vec!["4901234567894;49123456".into()]).unwrap();
    let gtins: Vec<_> = label.gtins().iter().map(ToString::to_string).collect();
    assert_eq!(gtins, ["4901234567894", "49123456"]);
}

#[test]
fn each_fault_names_its_column_and_what_to_do() {
    type Change = fn(&mut LabelFlags);
    let cases: [(Change, &str, &str); 11] = [
        (|typed| typed.product_id = None, "the column product_id is empty", "fill it in"),
        (|typed| typed.product_id = Some("日本".into()), "product ID contains the character", "correct"),
        (|typed| typed.level = Some("five".into()), "not a level", "1 ★1, 2 ★2"),
        (|typed| typed.level = Some("9".into()), "level 9 is not in", "1 ★1, 2 ★2"),
        (|typed| typed.level = Some("3".into()), "names no evaluator", "1 Example Evaluation Laboratory"),
        (|typed| typed.evaluator = Some("1".into()), "self-declared", "leave the column evaluator out"),
        (|typed| typed.category = Some("PC".into()), "excluded", "1 network camera"),
        (|typed| typed.category = Some("toaster".into()), "\"toaster\"", "1 network camera"),
        (|typed| typed.expires_on = Some("2030-01-01".into()), "2028-11-21", "leave the column expires_on out"),
        (|typed| typed.gtin = vec!["4901234567893".into()], "check digit", "bar code"),
        (|typed| typed.status_index = Some("-1".into()), "not a number", "0 to 4294967295"),
    ];
    for (change, what, help) in cases {
        let fault = read(change).unwrap_err();
        assert!(fault.what.contains(what), "{fault:?}");
        assert!(fault.help.contains(help), "{fault:?}");
    }
}

#[test]
fn typed_text_is_escaped_before_it_is_repeated() {
    let fault = read(|typed| typed.issued_on = Some("\u{1b}[2J".into())).unwrap_err();
    assert!(!fault.what.contains('\u{1b}'), "{fault:?}");
}
