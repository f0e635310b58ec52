//! A shop with labels, lists, records and evidence.

use crate::common::{
    NOW, PREFIX, Run, builder, carrier_of, folder_with_keys, forged, issuer_key, private_pem, set_mode, starseal,
    starseal_fed, trust_list,
};
use serde_json::Value;
use starseal::seal::seal;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub const URI: &str = "https://status.example/1";

/// The lists with which the records were made.
pub const LISTS: &str = "--trust t1.cbor --status s1.cwt";

pub struct Shop {
    folder: TempDir,
}

/// Returns the text of a label of a model.
pub fn label(model: &str) -> String {
    let label = builder(1).model(model).unwrap().build(&trust_list().statement().scheme).unwrap();
    carrier_of(&seal(&label, &issuer_key()).unwrap(), PREFIX)
}

impl Shop {
    /// Makes a shop with a trust list, a status list, a policy, and the records of five texts.
    pub fn open() -> Self {
        let shop = Shop { folder: folder_with_keys() };
        std::fs::write(shop.path().join("shop.pem"), private_pem(9)).unwrap();
        set_mode(&shop.path().join("shop.pem"), 0o600);
        shop.run(&format!(
            "trust create --sign-with root.pem --label-key issuer.pem --status-key stranger.pem --status-list {URI} \
             --prefix {PREFIX} --out t1.cbor --issued-at 2026-01-01 --key-from 2025-01-01 --now 2026-01-01"
        ))
        .exits(0);
        shop.run(
            "status create --trust t1.cbor --key stranger.pem --size 100 --allocate 0-9 --out s1.cwt --now 2026-11-20",
        )
        .exits(0);
        std::fs::write(shop.path().join("policy.toml"), "minimum_days_left = 30\n").unwrap();
        let texts = [label("CAM-100"), label("CAM-200"), forged(), "no label".to_owned(), label("CAM-300")];
        shop.record(&texts, LISTS);
        shop
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn run(&self, words: &str) -> Run {
        starseal(self.path(), words)
    }

    /// Writes the records of texts into `records.jsonl`.
    pub fn record(&self, texts: &[String], words: &str) {
        let words = format!("verify {words} --policy policy.toml --json --now {NOW} -");
        let run = starseal_fed(self.path(), &words, (texts.join("\n") + "\n").as_bytes());
        std::fs::write(self.path().join("records.jsonl"), run.out).unwrap();
    }

    /// Writes the next file of evidence.
    pub fn create(&self, words: &str) -> Run {
        self.run(&format!(
            "evidence create {LISTS} --policy policy.toml --name Ginza --records records.jsonl --out chain --now {NOW} \
             {words}"
        ))
    }

    /// Returns the path of a file of the chain.
    pub fn file(&self, number: u64) -> PathBuf {
        self.path().join(format!("chain/{number:06}.evidence"))
    }

    /// Checks a file or the folder, and returns the report.
    pub fn verify(&self, input: &str, words: &str) -> (i32, Value) {
        let run = self.run(&format!("evidence verify {input} --json --now {NOW} {words}"));
        assert!(run.code < 2, "{}", run.err);
        (run.code, run.json().remove(0))
    }

    /// Returns the codes of the findings in the first file of the chain, each once, in their order.
    pub fn codes(&self, words: &str) -> Vec<String> {
        let (exit, report) = self.verify("chain/000001.evidence", &format!("--trust t1.cbor {words}"));
        let codes = codes(&report["files"][0]["findings"]);
        assert_eq!(exit, i32::from(!codes.is_empty()));
        codes
    }
}

pub fn codes(findings: &Value) -> Vec<String> {
    let mut codes = Vec::new();
    for finding in findings.as_array().unwrap() {
        let code = finding["code"].as_str().unwrap().to_owned();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}
