//! Checks a vector: the verdict, the label, every intermediate form, and the bytes when the label is sealed again.

use crate::read::{folder, grey_png, hex, read_json, same, to_hex};
use crate::{records, words};
use libtest_mimic::Failed;
use serde_json::{Map, Value, json};
use starseal::carrier::{CarrierError, CarrierForm, CarrierPrefix, KeyboardFault, base41};
use starseal::dangerous::unverified_payload;
use starseal::scan::{LumaImage, ScanOptions};
use starseal::seal::seal;
use starseal::trust::Scheme;
use starseal::{
    CarrierText, Code, Date, Gtin, Label, LabelBuilder, Level, ProductId, SealedLabel, Signer, SigningKey, Timestamp,
    TrustList, Verdict, Verifier, When,
};

type Outcome = Result<(), Failed>;

pub(crate) fn vector(vector: &Value) -> Outcome {
    let said = words::entry(&format!("vectors/{}", vector["name"].as_str().ok_or("no name")?));
    match vector["kind"].as_str() {
        Some("label") => label(vector, said),
        Some("image") => image(vector, said),
        Some("trust-list") => trust_list(vector, said),
        _ => Err("an unknown kind".into()),
    }
}

fn label(vector: &Value, said: &Value) -> Outcome {
    let text = vector["input"]["text"].as_str().ok_or("no text")?;
    let is_typed = vector["input"]["wedge"] == json!(true);
    let verifier = verifier(vector);
    let check = if is_typed { Verifier::check_typed } else { Verifier::check };
    let verdict = check(&verifier, text, when(vector)?);
    same("the verdict", &as_json(&verdict), &expected(vector))?;
    same("the trust list's age", &trust_age_days(&verdict), &vector["trust_age_days"])?;
    same("the sentences", &words::of_verdict(&verdict), said)?;
    records::check(vector, &verdict)?;
    let carrier = if is_typed { CarrierText::typed(text) } else { CarrierText::parse(text) };
    // Of several readings, the vector has the one that the verifier has found.
    if carrier.as_ref().err().and_then(CarrierError::keyboard_fault) != Some(KeyboardFault::SeveralLayouts) {
        forms(carrier.ok().as_ref(), &vector["forms"])?;
    }
    match &vector["seal"] {
        Value::Null => Ok(()),
        how => seal_again(vector, how, &verifier.trust_list().statement().scheme),
    }
}

fn image(vector: &Value, said: &Value) -> Outcome {
    let (pixels, width, height) = grey_png(&folder().join(vector["input"]["image"].as_str().ok_or("no image")?));
    let image = LumaImage::new(&pixels, width, height, width)?;
    let verifier = verifier(vector);
    let verdicts = verifier.check_image(&image, &ScanOptions::default(), when(vector)?);
    let labels = vector["input"]["labels"].as_u64().ok_or("no count")? as usize;
    if labels == 0 {
        let code = verdicts.code().ok_or("there is a label")?;
        same("the code", code.as_str(), &vector["expect"])?;
        return same("the sentences", &json!([words::of_code(code)]), said);
    }
    let each = vector["each"].as_array().cloned().unwrap_or_else(|| vec![vector.clone()]);
    let said = said
        .as_array()
        .filter(|said| said.len() == each.len())
        .ok_or("sentences.json does not have one entry for each label")?;
    // The order is not compared: the vector is not about the positions of labels.
    let sorted = |mut found: Vec<Value>| {
        found.sort_by_key(Value::to_string);
        Value::Array(found)
    };
    let shown = |mut verdict: Value, carrier: Value, said: Value| {
        verdict["carrier"] = carrier;
        verdict["said"] = said;
        verdict
    };
    let found = verdicts
        .labels
        .iter()
        .map(|found| shown(as_json(&found.verdict), json!(found.verdict.text()), words::of_verdict(&found.verdict)));
    let wanted = each.iter().zip(said).map(|(each, said)| {
        // A carrier that cannot be decoded has no form in the vector, so its text is not compared.
        let carrier = &each["forms"]["carrier"];
        let carrier = if carrier.is_null() { json!(verdicts.labels[0].verdict.text()) } else { carrier.clone() };
        shown(expected(each), carrier, said.clone())
    });
    same("the labels found", &sorted(found.collect()), &sorted(wanted.collect()))?;
    if each.len() == 1 && verdicts.labels.len() != labels {
        return Err(format!("{} labels, and the vector says {labels}", verdicts.labels.len()).into());
    }
    Ok(())
}

fn trust_list(vector: &Value, said: &Value) -> Outcome {
    let bytes = vector["input"]["hex"].as_str().ok_or("no bytes")?;
    if vector["forms"]["payload_hex"].as_str().is_some_and(|payload| !bytes.contains(payload)) {
        return Err("the payload that the vector shows is not in its list".into());
    }
    let list = match TrustList::open(&hex(&vector["input"]["hex"])) {
        Err(error) => {
            same("the code", error.code().as_str(), &vector["expect"])?;
            return same("the sentences", &words::of_code(error.code()), said);
        }
        Ok(list) => list,
    };
    same("the code", "accepted", &vector["expect"])?;
    same("the sentences", &Value::Null, said)?;
    // Known claims are encoded as in the vector. Claims of a later version are left out, and then the payload is
    // shorter.
    let ours = to_hex(&list.statement().to_payload());
    match vector["forms"]["payload_hex"].as_str() {
        Some(theirs) if ours.len() < theirs.len() => {}
        Some(_) => same("the payload", &ours, &vector["forms"]["payload_hex"])?,
        None => {}
    }
    let keys = all_keys();
    let roots = keys.iter().map(|(_, key)| key as &dyn Signer);
    let roots: Vec<&dyn Signer> = roots.filter(|key| list.statement().roots.contains(&key.public_key())).collect();
    let again = TrustList::open(&list.statement().sign(&roots)?)?;
    if again.statement() == list.statement() {
        Ok(())
    } else {
        Err("signing the statement again makes another list".into())
    }
}

/// Compares every form up to the first one that cannot be read with the vector, which must contain them all.
fn forms(carrier: Option<&CarrierText>, forms: &Value) -> Outcome {
    let Some(carrier) = carrier else { return Ok(()) };
    let printed = match carrier.form() {
        CarrierForm::Base41 => {
            let gtin = carrier.gtin().map(|gtin| format!("/01/{gtin}")).unwrap_or_default();
            [carrier.prefix().unwrap_or_default(), &base41::encode(carrier.sealed_bytes()), &gtin].concat()
        }
        _ => carrier.to_string(),
    };
    same("the carrier", &printed, &forms["carrier"])?;
    same("the sealed label", &to_hex(carrier.sealed_bytes()), &forms["sealed_hex"])?;
    let Ok(sealed) = SealedLabel::from_bytes(carrier.sealed_bytes()) else { return Ok(()) };
    same("the bytes to be signed", &to_hex(&sealed.to_be_signed()), &forms["to_be_signed_hex"])?;
    same("the payload", &to_hex(unverified_payload(&sealed)), &forms["payload_hex"])
}

/// Seals the label again. The bytes must be the same, since Ed25519 signatures and CBOR are deterministic here.
fn seal_again(vector: &Value, how: &Value, scheme: &Scheme) -> Outcome {
    let (_, key) = all_keys().into_iter().find(|(name, _)| *name == how["key"]).ok_or("no such key")?;
    let sealed = seal(&from_json(&vector["label"], scheme)?, &key)?;
    same("the new seal", &to_hex(sealed.as_bytes()), &vector["forms"]["sealed_hex"])?;

    let prefix = how["prefix"].as_str().ok_or("no prefix")?;
    let carrier = match (CarrierPrefix::new(prefix), vector["forms"]["carrier"].as_str()) {
        (Ok(prefix), Some(text)) if text.contains("/0oR") => CarrierText::for_link(&prefix, &sealed).to_string(),
        (Ok(prefix), _) => match how["gtin"].as_str() {
            Some(gtin) => CarrierText::for_till(&prefix, &sealed, gtin.parse()?).to_string(),
            None => CarrierText::for_symbol(&prefix, &sealed).to_string(),
        },
        // A prefix that was changed in transit, and that cannot be printed.
        (Err(_), _) => [prefix, &base41::encode(sealed.as_bytes())].concat(),
    };
    same("the new carrier", &carrier, &vector["forms"]["carrier"])
}

/// Returns the keys of keys.json, by name.
fn all_keys() -> Vec<(Value, SigningKey)> {
    let keys = read_json(&folder().join("keys.json"));
    let seed = |key: &Value| hex(&key["seed"]).try_into().expect("a seed has 32 bytes");
    let keys = keys.as_array().expect("an array of keys").iter();
    keys.map(|key| (key["name"].clone(), SigningKey::from_seed(&seed(key)))).collect()
}

fn verifier(vector: &Value) -> Verifier {
    let name = vector["trust"].as_str().expect("a trust list's name");
    let list = read_json(&folder().join("trust").join(name).with_extension("json"));
    Verifier::new(&hex(&list["hex"])).expect("a valid trust list")
}

/// Reads `YYYY-MM-DDTHH:MM:SSZ`. A label cannot state days before 2010, but a clock may be at 1970.
pub(crate) fn now(vector: &Value) -> Result<Timestamp, Failed> {
    Ok(vector["now"].as_str().ok_or("no time")?.parse()?)
}

/// Returns the time that a vector asks about.
pub(crate) fn when(vector: &Value) -> Result<When, Failed> {
    match vector["as_of"].as_str() {
        Some(day) => Ok(When::On(day.parse()?)),
        None => Ok(When::Now(now(vector)?)),
    }
}

fn expected(vector: &Value) -> Value {
    json!({ "expect": vector["expect"], "reasons": vector["reasons"], "label": vector["label"] })
}

pub(crate) fn as_json(verdict: &Verdict) -> Value {
    let reasons: Vec<&str> = verdict.reasons().iter().map(|code| code.as_str()).collect();
    let label = verdict.authentic_label().map_or(Value::Null, |label| label_json(label));
    json!({ "expect": verdict.code().as_str(), "reasons": reasons, "label": label })
}

/// Returns the age of the trust list in whole days if a finding says that it is ageing or stale; otherwise null.
pub(crate) fn trust_age_days(verdict: &Verdict) -> Value {
    let reported = |code| matches!(code, Code::TrustAgeing | Code::TrustStale);
    age_days(verdict, verdict.trust_issued_at(), verdict.trust_moment(), reported)
}

/// Returns the age of the status list, like that of the trust list.
pub(crate) fn status_age_days(verdict: &Verdict) -> Value {
    let reported = |code| matches!(code, Code::StatusAgeing | Code::StatusStale);
    age_days(verdict, verdict.status_issued_at(), verdict.moment(), reported)
}

fn age_days(
    verdict: &Verdict,
    issued_at: Option<Timestamp>,
    moment: Option<Timestamp>,
    reported: impl Fn(Code) -> bool,
) -> Value {
    let is_reported = verdict.findings().iter().any(|finding| reported(finding.code()));
    let seconds = moment.zip(issued_at).and_then(|(moment, issued_at)| moment.seconds_since(issued_at));
    json!(seconds.filter(|_| is_reported).map(|seconds| seconds / 86_400))
}

fn label_json(label: &Label) -> Value {
    let gtins: Vec<String> = label.gtins().iter().map(ToString::to_string).collect();
    let all = [
        ("product_id", json!(label.product_id().as_str())),
        ("level", json!(label.level().get())),
        ("issued_on", json!(label.issued_on().to_string())),
        ("expires_on", json!(label.expires_on().to_string())),
        ("status_index", json!(label.status_index())),
        ("criteria", json!(label.criteria())),
        ("category", json!(label.category())),
        ("holder", json!(label.holder())),
        ("model", json!(label.model())),
        ("gtin", if gtins.is_empty() { Value::Null } else { json!(gtins) }),
        ("evaluator", json!(label.evaluator())),
        ("serial", json!(label.serial())),
        ("unknown_claims", json!(Some(label.unknown_claims()).filter(|count| *count > 0))),
    ];
    let present = all.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(present.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

fn from_json(label: &Value, scheme: &Scheme) -> Result<Label, Failed> {
    let text = |name: &str| label[name].as_str();
    let number = |name: &str| label[name].as_u64();
    let day = |name: &str| text(name).unwrap_or_default().parse::<Date>();
    let mut builder = LabelBuilder::new(
        ProductId::new(text("product_id").unwrap_or_default())?,
        Level::new(number("level").unwrap_or_default().try_into()?)?,
        day("issued_on")?,
        day("expires_on")?,
        number("status_index").unwrap_or_default().try_into()?,
    );
    if let Some(entry) = number("criteria") {
        builder = builder.criteria(entry.try_into()?);
    }
    if let Some(entry) = number("category") {
        builder = builder.category(entry.try_into()?);
    }
    if let Some(entry) = number("evaluator") {
        builder = builder.evaluator(entry.try_into()?);
    }
    if let Some(holder) = text("holder") {
        builder = builder.holder(holder)?;
    }
    if let Some(model) = text("model") {
        builder = builder.model(model)?;
    }
    if let Some(serial) = text("serial") {
        builder = builder.serial(serial)?;
    }
    if let Some(gtins) = label["gtin"].as_array() {
        let gtins = gtins.iter().map(|gtin| gtin.as_str().unwrap_or_default().parse::<Gtin>());
        builder = builder.gtins(&gtins.collect::<Result<Vec<_>, _>>()?)?;
    }
    Ok(builder.build(scheme)?)
}
