//! Compares the output of the program with the files under `transcripts`, one scenario each. `TRYCMD=overwrite` updates
//! them.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/transcripts/*.trycmd").case("tests/transcripts/*.toml");
}
