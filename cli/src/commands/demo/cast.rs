//! The labels of a demonstration: genuine, expired and forged ones.

use super::forgery;
use super::office::Office;
use super::stage::{LAPSED_DAYS, Stage, day, unexpected};
use crate::exit::Failure;
use crate::files::{self, Readers};
use crate::keyfile::random;
use crate::messages::say;
use starseal::carrier::{Caption, CarrierPrefix, Drawing, ErrorCorrection, Symbol};
use starseal::seal::seal;
use starseal::{CarrierText, Code, Gtin, Label, LabelBuilder, Level, ProductId, SealedLabel, SigningKey, dangerous};
use std::path::Path;

/// The width of a module in PNG files, in pixels: large enough for a phone to read from a screen.
const PNG_SCALE: u32 = 8;

/// A label to draw and to read back, with the expected outcome.
pub(super) struct Exhibit {
    /// The path of its files in the demonstration's folder, without extension.
    pub(super) file: String,
    /// A description of the label.
    pub(super) title: String,
    /// The expected code.
    pub(super) expected: Code,
    /// The label whose caption is drawn under the symbol.
    pub(super) label: Label,
    carrier: CarrierText,
}

impl Exhibit {
    fn new(stage: &Stage, file: String, title: String, expected: Code, label: Label, sealed: &SealedLabel) -> Self {
        Exhibit { file, title, expected, label, carrier: CarrierText::for_symbol(&stage.prefix, sealed) }
    }

    /// Returns the address of the label as a server on this machine has it, which does not have the host of the prefix.
    pub(super) fn address_on(&self, server: &str) -> String {
        let below = self.carrier.as_str().split('/').skip(3).collect::<Vec<_>>().join("/");
        format!("http://{server}/{below}")
    }

    /// Draws the symbol as SVG and PNG. Returns its version, and its width in millimetres.
    pub(super) fn draw(&self, folder: &Path) -> Result<(i16, f64), Failure> {
        let symbol = Symbol::encode(&self.carrier, ErrorCorrection::Medium).map_err(unexpected)?;
        let drawing = Drawing::new(&symbol).caption(Caption::of(&self.label));
        let png = drawing.to_png(PNG_SCALE).map_err(unexpected)?;
        files::create(&folder.join(format!("{}.svg", self.file)), drawing.to_svg().as_bytes(), Readers::Anyone)?;
        files::create(&folder.join(format!("{}.png", self.file)), &png, Readers::Anyone)?;
        Ok((symbol.version(), drawing.width_mm()))
    }
}

/// Returns the builder of a label that was issued `days_ago`, with the longest validity. The ledger allocates another
/// index to the labels that are granted in it.
fn builder(stage: &Stage, product_id: &str, level: u8, days_ago: i32) -> Result<LabelBuilder, Failure> {
    let issued_on = day(stage.today, -days_ago)?;
    let product_id = ProductId::new(product_id).map_err(unexpected)?;
    let level = Level::new(level).map_err(unexpected)?;
    let builder = LabelBuilder::new(product_id, level, issued_on, stage.scheme.latest_expiry(issued_on), 0);
    Ok(builder.criteria(1))
}

fn with_texts(builder: LabelBuilder, holder: &str, model: &str) -> Result<LabelBuilder, Failure> {
    builder.holder(holder).and_then(|builder| builder.model(model)).map_err(unexpected)
}

fn with_gtin(builder: LabelBuilder, digits: &str) -> Result<LabelBuilder, Failure> {
    let gtin: Gtin = digits.parse().map_err(unexpected)?;
    builder.gtins(&[gtin]).map_err(unexpected)
}

fn build(stage: &Stage, builder: LabelBuilder) -> Result<Label, Failure> {
    builder.build(&stage.scheme).map_err(unexpected)
}

/// Returns the four labels that stand.
pub(super) fn genuine(stage: &Stage, office: &mut Office) -> Result<Vec<Exhibit>, Failure> {
    let plug = builder(stage, "EX-000101", 1, 30)?.category(5);
    let camera = with_texts(builder(stage, "EX-000202", 2, 60)?.category(1), "Example Camera Ltd.", "CAM-200")?;
    let router = with_texts(builder(stage, "EX-000303", 3, 90)?, "Sample Networks Inc.", "R7-PRO")?;
    let lock = with_texts(builder(stage, "EX-000404", 1, 0)?.category(3), "見本電機株式会社", "錠前くん SL-10")?;
    [
        (say!("demo-plug"), plug),
        (say!("demo-camera"), with_gtin(camera, "4569951110016")?),
        (say!("demo-router"), router.category(2).evaluator(1)),
        (say!("demo-lock"), with_gtin(lock, "4569951116179")?),
    ]
    .into_iter()
    .map(|(title, builder)| {
        let (label, sealed) = office.issue(stage, builder)?;
        let file = format!("labels/{}", label.product_id());
        Ok(Exhibit::new(stage, file, title, Code::Active, label, &sealed))
    })
    .collect()
}

/// Returns the label that its holder withdraws.
pub(super) fn withdrawn(stage: &Stage, office: &mut Office) -> Result<Exhibit, Failure> {
    let builder = with_texts(builder(stage, "EX-000808", 1, 200)?.category(5), "Example Plugs Ltd.", "PLUG-8")?;
    let (label, sealed) = office.issue(stage, builder)?;
    let file = "withdrawn/EX-000808".to_owned();
    Ok(Exhibit::new(stage, file, say!("demo-recalled"), Code::Withdrawn, label, &sealed))
}

/// Returns the label whose last day has passed.
pub(super) fn lapsed(stage: &Stage, office: &mut Office) -> Result<Exhibit, Failure> {
    let builder = with_texts(builder(stage, "EX-000505", 2, LAPSED_DAYS)?.category(4), "Example Home Ltd.", "HUB-1")?;
    let (label, sealed) = office.issue(stage, builder)?;
    Ok(Exhibit::new(stage, "lapsed/EX-000505".to_owned(), say!("demo-hub"), Code::Expired, label, &sealed))
}

/// Returns five labels that are refused, each for a different reason.
pub(super) fn refused(stage: &Stage) -> Result<Vec<Exhibit>, Failure> {
    let builder = with_texts(builder(stage, "EX-000606", 1, 30)?.category(1), "Example Camera Ltd.", "CAM-100")?;
    let label = build(stage, builder.clone())?;
    let sealed = seal(&label, &stage.label_key).map_err(unexpected)?;
    let exhibit = |name: &str, title: String, expected, label: &Label, sealed: &SealedLabel| {
        Exhibit::new(stage, format!("refused/{name}"), title, expected, label.clone(), sealed)
    };

    let flipped = forgery::flip_signature(&sealed)?;
    let (raised_label, raised) = forgery::raise_stars(&label, &sealed, Level::new(4).map_err(unexpected)?)?;
    let stranger = SigningKey::from_seed(&*random()?);
    let foreign = seal(&label, &stranger).map_err(unexpected)?;
    let unevaluated = dangerous::build_against_the_rules(self::builder(stage, "EX-000707", 3, 30)?.category(2));
    let unruly = seal(&unevaluated, &stage.label_key).map_err(unexpected)?;

    let phishing = CarrierPrefix::new("HTTPS://STAR-PRIZES.EXAMPLE/L/").map_err(unexpected)?;
    let copied = Exhibit {
        carrier: CarrierText::for_symbol(&phishing, &sealed),
        ..exhibit("foreign-carrier", say!("demo-copied"), Code::ForeignCarrier, &label, &sealed)
    };
    Ok(vec![
        exhibit("signature-flipped", say!("demo-flipped"), Code::BadSignature, &label, &flipped),
        exhibit("stars-raised", say!("demo-raised"), Code::BadSignature, &raised_label, &raised),
        exhibit("unknown-key", say!("demo-stranger"), Code::UnknownKey, &label, &foreign),
        copied,
        exhibit("scheme-violation", say!("demo-unruly"), Code::SchemeViolation, &unevaluated, &unruly),
    ])
}
