//! Sealed labels to files.

use crate::args::{Format, PrintFlags};
use crate::exit::Failure;
use crate::files::{self, Readers};
use crate::output::diagnostic::hex;
use crate::output::json::{self, LabelJson};
use serde::Serialize;
use starseal::{Caption, CarrierPrefix, CarrierText, Drawing, ErrorCorrection, Label, SealedLabel, Symbol};
use std::path::Path;

/// How labels are to be printed.
pub(crate) struct Printer<'a> {
    pub(crate) formats: &'a [Format],
    pub(crate) flags: &'a PrintFlags,
    pub(crate) prefix: &'a CarrierPrefix,
    pub(crate) error_correction: ErrorCorrection,
}

/// A symbol's measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measures {
    pub(crate) version: i16,
    pub(crate) width_mm: f64,
}

#[derive(Serialize)]
struct IssuedJson<'a> {
    carrier: &'a str,
    link: &'a str,
    sealed_hex: String,
    label: LabelJson<'a>,
    version: i16,
    error_correction: String,
    width_mm: f64,
}

impl Printer<'_> {
    /// Writes a label in every format, under a name in a folder; with no folder nothing is written.
    pub(crate) fn print(
        &self,
        label: &Label,
        sealed: &SealedLabel,
        folder: Option<&Path>,
        name: &str,
    ) -> Result<Measures, Failure> {
        let carrier = CarrierText::for_symbol(self.prefix, sealed);
        let symbol = Symbol::encode(&carrier, self.error_correction)
            .map_err(|error| Failure::impossible(error, "report this: the label was measured before"))?;
        let mut drawing = Drawing::new(&symbol).module_mm(self.flags.module_mm);
        if self.flags.caption.is_wanted() {
            drawing = drawing.caption(Caption::of(label));
        }
        let measures = Measures { version: symbol.version(), width_mm: drawing.width_mm() };
        let Some(folder) = folder else { return Ok(measures) };
        for format in self.formats {
            let bytes = match format {
                Format::Svg => drawing.to_svg().into_bytes(),
                Format::Png => drawing.to_png(self.flags.png_scale).map_err(|error| {
                    Failure::impossible(format_args!("the PNG cannot be made: {error}"), "free some memory")
                })?,
                Format::Text => format!("{carrier}\n").into_bytes(),
                Format::Json => self.json(label, sealed, &carrier, measures)?.into_bytes(),
            };
            files::create(&folder.join(format!("{name}.{}", format.extension())), &bytes, Readers::Anyone)?;
        }
        Ok(measures)
    }

    fn json(
        &self,
        label: &Label,
        sealed: &SealedLabel,
        carrier: &CarrierText,
        measures: Measures,
    ) -> Result<String, Failure> {
        let link = CarrierText::for_link(self.prefix, sealed);
        let line = json::line(&IssuedJson {
            carrier: carrier.as_str(),
            link: link.as_str(),
            sealed_hex: hex(sealed.as_bytes()),
            label: LabelJson::from(label),
            version: measures.version,
            error_correction: self.error_correction.to_string(),
            width_mm: measures.width_mm,
        })?;
        Ok(line + "\n")
    }
}
