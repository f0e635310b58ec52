//! Compares the output of the program with the files under `transcripts`, one scenario each. `TRYCMD=overwrite` updates
//! them.

#[test]
fn transcripts() {
    let cases = trycmd::TestCases::new();
    // The language of the messages is not that of the machine.
    cases.env("LC_ALL", "C");
    cases.case("tests/transcripts/*.trycmd").case("tests/transcripts/*.toml");
}
