//! Issues a batch of labels from CSV in memory: it reads rows and returns files as bytes.
//!
//! ```text
//! cargo run -p starseal-registry --example issue_batch
//! ```

use starseal::carrier::CarrierPrefix;
use starseal::trust::{Assessment, Issuer, LevelEntry, Names, Purpose, Scheme, TrustStatement, TrustedKey};
use starseal::{Date, Level, Signer, SigningKey, Timestamp, Verifier};
use starseal_registry::issuing::{Batch, Format, LabelRow, PrintSettings, Printer, Rows, Sealer};
use std::error::Error;

const CSV: &str = "\
product_id,level,status_index,model,holder
EX-000101,1,101,CAM-100,Example Camera Ltd.
EX-000102,9,102,CAM-200,Example Camera Ltd.
EX-000102,★1,102,CAM-200,Example Camera Ltd.
";

fn main() -> Result<(), Box<dyn Error>> {
    // A registry uses its clock, its key and its trust list. This example makes them up.
    let now = Timestamp::from_unix_seconds(1_795_316_400);
    let label_key = SigningKey::from_seed(&[2; 32]);
    let verifier = Verifier::new(&trust_list(&label_key, now)?)?;
    let today = verifier.trust_list().statement().scheme.date_at(now);

    let formats = [Format::Svg, Format::Json];
    let settings = PrintSettings::default();
    let sealer = Sealer::new(label_key, verifier, None, settings.error_correction)?;
    let printer = Printer::new(sealer.prefix().clone(), &formats, settings);

    // The second row is refused, and the third row, which corrects it, is accepted.
    let mut batch = Batch::new(sealer, today, &formats);
    for row in Rows::new(CSV.as_bytes(), LabelRow::default())? {
        let row = row?;
        match row.content.map_err(Into::into).and_then(|content| batch.take(&content)) {
            Ok(label) => println!("row {}: {}", row.number, label.name()),
            Err(fault) => println!("row {}: refused ({}): {fault}", row.number, fault.code()),
        }
    }
    for label in batch.labels() {
        for file in printer.files(label)? {
            println!("{}: {} bytes", file.name, file.bytes.len());
        }
    }
    Ok(())
}

/// Returns a trust list that names the label key, signed with an authority's root key.
fn trust_list(label_key: &SigningKey, now: Timestamp) -> Result<Vec<u8>, Box<dyn Error>> {
    let root_key = SigningKey::from_seed(&[1; 32]);
    let mut scheme = Scheme::new(540, 24, 180);
    scheme.levels = [(Level::new(1)?, LevelEntry::new(Names::new("★1", "★1")?, Assessment::SelfDeclared))].into();
    let (from, until) = (Date::new(2026, 1, 1)?, Date::new(2030, 12, 31)?);
    let key = TrustedKey::new(label_key.public_key(), Purpose::Label, from, until);
    let prefixes = vec![CarrierPrefix::new("HTTPS://JC-STAR.EXAMPLE/L/")?];
    let authority = Names::new("Example Label Authority", "ラベル認証局（見本）")?;
    let expires_at = Timestamp::from_unix_seconds(now.unix_seconds() + 365 * 86_400);
    let mut statement = TrustStatement::first(authority, scheme, vec![root_key.public_key()], now, expires_at);
    let registry = Names::new("Example Label Registry", "ラベル登録所（見本）")?;
    statement.issuers = vec![Issuer::new(registry, prefixes, vec![key])];
    Ok(statement.sign(&[&root_key])?)
}
