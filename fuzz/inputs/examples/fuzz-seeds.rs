//! Writes the initial corpus of each target, from test-vectors and from the known label.

use serde_json::Value;
use starseal::carrier::{CarrierPrefix, Drawing, ErrorCorrection, Symbol};
use starseal::report::Record;
use starseal::status::{Status, StatusObjects};
use starseal::{CarrierText, Date, SigningKey, StatusList, When};
use starseal_evidence::{Header, Writer};
use starseal_fuzz_inputs::{
    NOW, PREFIX, known_label, known_seal, root_key, statement, status_list, verifier_with_status,
};
use std::collections::hash_map::DefaultHasher;
use std::error::Error;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds = Seeds { corpus: inputs.join("../corpus") };
    seeds.add_own()?;
    let vectors = inputs.join("../../test-vectors");
    for file in json_files(&vectors.join("vectors"))? {
        let vector: Value = serde_json::from_slice(&fs::read(&file)?)?;
        seeds.add_vector(&vector, &vectors)?;
    }
    for file in json_files(&vectors.join("stories"))? {
        seeds.add_story(&serde_json::from_slice(&fs::read(&file)?)?)?;
    }
    for file in json_files(&vectors.join("trust"))? {
        let list: Value = serde_json::from_slice(&fs::read(&file)?)?;
        seeds.add_hex("trust_list", &list["hex"])?;
    }
    Ok(())
}

fn json_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Outcome<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    Ok(files)
}

struct Seeds {
    corpus: PathBuf,
}

impl Seeds {
    /// Writes a seed under a name derived from its content, so that writing it again changes nothing.
    fn add(&self, target: &str, bytes: &[u8]) -> Outcome {
        let folder = self.corpus.join(target);
        fs::create_dir_all(&folder)?;
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Ok(fs::write(folder.join(format!("seed-{:016x}", hasher.finish())), bytes)?)
    }

    fn add_hex(&self, target: &str, hex: &Value) -> Outcome {
        match hex.as_str() {
            Some(hex) => self.add(target, &bytes_of(hex)?),
            None => Ok(()),
        }
    }

    /// Adds the label, the trust list and the symbol that the targets know.
    fn add_own(&self) -> Outcome {
        let prefix = CarrierPrefix::new(PREFIX)?;
        let carrier = CarrierText::for_symbol(&prefix, known_seal());
        self.add("carrier_text", carrier.as_str().as_bytes())?;
        self.add("carrier_text", carrier.as_str().to_lowercase().as_bytes())?;
        self.add("carrier_text", CarrierText::for_link(&prefix, known_seal()).as_str().as_bytes())?;
        self.add("envelope", known_seal().as_bytes())?;
        self.add("claims", &known_label().to_claims())?;
        self.add("trust_list", &statement().sign(&[&root_key()])?)?;
        self.add("trust_list", &statement().to_payload())?;
        self.add_knowledge()?;
        self.add_evidence(&carrier)?;
        let symbol = Symbol::encode(&carrier, ErrorCorrection::Medium)?;
        self.add_png(&Drawing::new(&symbol).to_png(2)?)?;
        // Symbols of other modes: the first bits select digits, bytes, kanji or ECI.
        for (version, start) in [(0, 0x10), (9, 0x20), (26, 0x40), (39, 0x80), (14, 0x70)] {
            for mode in 1..=4 {
                let data: Vec<u8> = [mode, version, 1, start].into_iter().chain(0..90).collect();
                self.add("image", &data)?;
                self.add_frames(&data, start)?;
            }
        }
        Ok(())
    }

    /// Adds status lists, a bundle, a delta bundle, and stored state.
    fn add_knowledge(&self) -> Outcome {
        let mut verifier = verifier_with_status();
        let list = status_list(Status::Active, 5);
        verifier.update_status(&list.list, NOW)?;
        list.objects().try_for_each(|object| verifier.update_object(object).map(|_| ()))?;
        self.add("status_list", &list.list)?;
        list.objects().try_for_each(|object| self.add("status_object", object))?;
        let earlier = verifier.to_bundle();
        self.add("state", &verifier.export_state())?;
        self.add("state", &earlier.to_bytes())?;
        self.add("bundle", &earlier.to_bytes())?;
        let next = status_list(Status::Revoked, 6);
        verifier.update_status(&next.list, NOW)?;
        next.objects().try_for_each(|object| verifier.update_object(object).map(|_| ()))?;
        self.add("bundle", &verifier.to_bundle().since(&earlier).to_bytes())?;
        let parsed = StatusList::open(&list.list, verifier.trust_lists())?;
        let mut objects = StatusObjects::default();
        list.objects().try_for_each(|object| objects.add(&parsed, object).map(|_| ()))?;
        self.add("status_list", &parsed.statement(&objects)?.to_payload()?)
    }

    /// Adds files of evidence, signed and not, their records as lines, and the answer of a time-stamping server.
    fn add_evidence(&self, carrier: &CarrierText) -> Outcome {
        let mut verifier = verifier_with_status();
        let day: Date = "2026-11-20".parse()?;
        let check = |verifier: &starseal::Verifier, text: &str, at| Record::new(&verifier.check(text, at)).to_json();
        let too_long = "x".repeat(2000);
        let texts =
            [(carrier.as_str(), When::Now(NOW)), (carrier.as_str(), When::On(day)), (&too_long, When::Now(NOW))];
        let lines = texts.map(|(text, at)| check(&verifier, text, at));
        self.add("evidence", lines.join("\n").as_bytes())?;
        for key in [None, Some(root_key())] {
            let mut writer = Writer::new(Header::new("fuzz", NOW)?, None);
            writer.rest_on(&verifier)?;
            lines.iter().try_for_each(|line| writer.record_line(line))?;
            verifier.update_status(&status_list(Status::Active, 5).list, NOW)?;
            writer.rest_on(&verifier)?;
            writer.record_line(&check(&verifier, carrier.as_str(), When::Now(NOW)))?;
            writer.note("{\"row\":1}")?;
            self.add("evidence", &writer.finish(key.as_ref().map(|key: &SigningKey| key as _))?)?;
            verifier = verifier_with_status();
        }
        // The answer of `openssl ts -reply` to a request for the SHA-256 of no bytes.
        self.add("evidence", include_bytes!("stamp.tsr"))
    }

    fn add_story(&self, story: &Value) -> Outcome {
        for step in story["steps"].as_array().ok_or("the story has no steps")? {
            let target = match step["do"].as_str() {
                Some("update-status") => "status_list",
                Some("object") => "status_object",
                Some("update-trust" | "add-authority") => "trust_list",
                Some("apply-bundle") => "bundle",
                Some("restore") => "state",
                _ => continue,
            };
            self.add_hex(target, &step["hex"])?;
        }
        Ok(())
    }

    fn add_vector(&self, vector: &Value, vectors: &Path) -> Outcome {
        if let Some(text) = vector["input"]["text"].as_str() {
            self.add("carrier_text", text.as_bytes())?;
        }
        self.add_hex("envelope", &vector["forms"]["sealed_hex"])?;
        self.add_hex("claims", &vector["forms"]["payload_hex"])?;
        self.add_hex("trust_list", &vector["input"]["hex"])?;
        self.add_hex("trust_list", &vector["forms"]["payload_hex"])?;
        match vector["input"]["image"].as_str() {
            Some(image) => self.add_png(&fs::read(vectors.join(image))?),
            None => Ok(()),
        }
    }

    /// Adds a picture in the target's format, reduced to at most 128 pixels in width.
    fn add_png(&self, bytes: &[u8]) -> Outcome {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info()?;
        let mut pixels = vec![0; reader.output_buffer_size().ok_or("the picture is too large")?];
        let info = reader.next_frame(&mut pixels)?;
        if info.color_type != png::ColorType::Grayscale {
            return Ok(());
        }
        let width = info.width as usize;
        let step = width.div_ceil(128);
        let small = pixels.chunks_exact(width).step_by(step);
        let small: Vec<u8> = small.flat_map(|row| row.iter().step_by(step).copied()).collect();
        let header = [0, (width.div_ceil(step) - 1) as u8, (step - 1).min(3) as u8];
        let picture = [&header[..], &small].concat();
        self.add_frames(&picture, 0x53)?;
        self.add("image", &picture)
    }

    /// Adds the same picture twice, with the byte that controls its movement.
    fn add_frames(&self, picture: &[u8], moves: u8) -> Outcome {
        let length = u16::try_from(picture.len())?.to_be_bytes();
        self.add("frames", &[&length[..], picture, picture, &[moves]].concat())
    }
}

fn bytes_of(hex: &str) -> Outcome<Vec<u8>> {
    let pair = |at: usize| Ok(u8::from_str_radix(hex.get(at..at + 2).ok_or("an odd number of hex digits")?, 16)?);
    (0..hex.len()).step_by(2).map(pair).collect()
}
