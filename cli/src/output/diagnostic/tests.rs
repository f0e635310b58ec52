use super::{diagnostic, split_item};

/// Compares with the examples of RFC 8949 appendix A, in the notation with encoding indicators.
#[test]
fn the_examples_of_the_standard_are_printed_alike() {
    let examples = [
        ("00", "0"),
        ("1818", "24"),
        ("1bffffffffffffffff", "18446744073709551615"),
        ("3bffffffffffffffff", "-18446744073709551616"),
        ("3903e7", "-1000"),
        ("f90000", "0.0_1"),
        ("f93c00", "1.0_1"),
        ("f97bff", "65504.0_1"),
        ("f90001", "5.960464477539063e-8_1"),
        ("fa47c35000", "100000.0_2"),
        ("fb3ff199999999999a", "1.1_3"),
        ("f97c00", "Infinity_1"),
        ("f97e00", "NaN_1"),
        ("f9fc00", "-Infinity_1"),
        ("f4", "false"),
        ("f7", "undefined"),
        ("f8ff", "simple(255)"),
        ("c11a514b67b0", "1(1363896240)"),
        ("4401020304", "h'01020304'"),
        ("62225c", "\"\\\"\\\\\""),
        ("62c3bc", "\"\\u00fc\""),
        ("64f0908591", "\"\\ud800\\udd51\""),
        ("8301820203820405", "[1, [2, 3], [4, 5]]"),
        ("a26161016162820203", "{\"a\": 1, \"b\": [2, 3]}"),
        ("5f42010243030405ff", "(_ h'0102', h'030405')"),
        ("9f018202039f0405ffff", "[_ 1, [2, 3], [_ 4, 5]]"),
        ("bf61610161629f0203ffff", "{_ \"a\": 1, \"b\": [_ 2, 3]}"),
        ("1801", "1_0"),
        ("190001", "1_1"),
    ];
    for (hex, expected) in examples {
        assert_eq!(diagnostic(&bytes(hex)), expected, "{hex}");
    }
}

#[test]
fn the_items_before_a_fault_are_printed() {
    assert_eq!(diagnostic(&bytes("8201")), "[1,  /the bytes end here at byte 2/");
    assert_eq!(diagnostic(&bytes("82011c")), "[1,  /an item's head is reserved at byte 3/");
    assert_eq!(diagnostic(&bytes("5bffffffffffffffff00")), " /the bytes end here at byte 9/");
}

#[test]
fn deep_nesting_and_huge_counts_are_faults() {
    assert!(diagnostic(&[0x81; 100_000]).contains("too deep"));
    assert!(diagnostic(&bytes("9bffffffffffffffff")).contains("the bytes end here"));
}

#[test]
fn items_after_one_another_are_a_sequence() {
    assert_eq!(diagnostic(&bytes("0102")), "1, 2");
    assert_eq!(split_item(&bytes("820102f6")), Some((&bytes("820102")[..], &bytes("f6")[..])));
}

/// The expected texts of the vectors come from another program, in Python.
#[test]
fn every_vector_is_printed_as_by_its_generator() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../test-vectors/vectors");
    let mut compared = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let vector: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let (Some(hex), Some(expected)) =
            (vector["forms"]["sealed_hex"].as_str(), vector["forms"]["diagnostic"].as_str())
        else {
            continue;
        };
        assert_eq!(diagnostic(&bytes(hex)), expected, "{}", path.display());
        compared += 1;
    }
    assert!(compared > 100, "only {compared} vectors have a diagnostic form");
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}
