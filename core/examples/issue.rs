//! Makes a trust list for trials, seals one label, and draws its symbol.
//!
//! ```text
//! cargo run -p starseal --example issue -- FOLDER
//! ```
//!
//! The program writes `trust.cbor` and `label.svg` to the folder, and prints the text of the label, which the example
//! `verify` checks.

use starseal::carrier::{Caption, CarrierPrefix, Drawing, ErrorCorrection, Symbol};
use starseal::label::Text;
use starseal::seal::seal;
use starseal::trust::{
    Assessment, CategoryEntry, Issuer, LevelEntry, Names, Purpose, Scheme, TrustStatement, TrustedKey,
};
use starseal::{CarrierText, LabelBuilder, Level, ProductId, Signer, SigningKey, Timestamp};
use std::error::Error;
use std::path::Path;
use std::time::SystemTime;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    println!("{}", run(&arguments, Timestamp::try_from(SystemTime::now())?)?);
    Ok(())
}

/// Writes the files, and returns the text of the label.
pub(crate) fn run(arguments: &[String], now: Timestamp) -> Result<String, Box<dyn Error>> {
    let [folder] = arguments else {
        return Err("usage: issue FOLDER".into());
    };
    // These seeds are public: anyone can make the same keys. Real seeds come from a random number generator.
    let (root, key) = (SigningKey::from_seed(&[1; 32]), SigningKey::from_seed(&[2; 32]));
    let prefix = CarrierPrefix::new("HTTPS://JC-STAR.EXAMPLE/L/")?;

    // A scheme with dates in Japan's time zone, labels of two years at most and deferrals of 180 days at most.
    let mut scheme = Scheme::new(540, 24, 180);
    scheme.levels.insert(Level::new(1)?, LevelEntry::new(Names::new("★1", "★1")?, Assessment::SelfDeclared));
    scheme.categories.insert(1, CategoryEntry::new(Names::new("network camera", "ネットワークカメラ")?));
    scheme.criteria.insert(1, Text::new("criteria", "JST-CR-01-01-2024R1")?);
    let today = scheme.date_at(now);

    // The authority trusts one issuer, whose key may seal labels issued within the next two years.
    let key_entry = TrustedKey::new(key.public_key(), Purpose::Label, today, scheme.latest_expiry(today));
    let issuer = Issuer::new(Names::new("Trial Office", "試用局")?, vec![prefix.clone()], vec![key_entry]);
    let names = Names::new("Trial Authority", "試用機関")?;
    let expires_at = scheme.start_of(today.plus_days(400));
    let mut statement = TrustStatement::first(names, scheme.clone(), vec![root.public_key()], now, expires_at);
    statement.issuers.push(issuer);

    let label =
        LabelBuilder::new(ProductId::new("TRIAL-000001")?, Level::new(1)?, today, scheme.latest_expiry(today), 0)
            .criteria(1)
            .category(1)
            .holder("Example Camera Ltd.")?
            .model("CAM-100")?
            .build(&scheme)?;
    let carrier = CarrierText::for_symbol(&prefix, &seal(&label, &key)?);
    let symbol = Symbol::encode(&carrier, ErrorCorrection::Medium)?;

    std::fs::create_dir_all(folder)?;
    std::fs::write(Path::new(folder).join("trust.cbor"), statement.sign(&[&root])?)?;
    let drawing = Drawing::new(&symbol).caption(Caption::of(&label));
    std::fs::write(Path::new(folder).join("label.svg"), drawing.to_svg())?;
    Ok(carrier.as_str().to_owned())
}
