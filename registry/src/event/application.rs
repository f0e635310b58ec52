//! Applications, and the steps that they pass before a registration is granted.

use super::codec::{self, EventFault, array, bytes, or_null, text};
use super::links::Links;
use core::fmt;
use core::str::FromStr;
use starseal::cbor::{Reader, Value, encode};
use starseal::limits::{MAX_GTINS, MAX_WITNESSES};
use starseal::trust::Scheme;
use starseal::verify::Digest;
use starseal::{Date, Gtin, Label, LabelBuilder, Level, ProductId};

/// A model of an application. Each gets its own label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Model {
    /// The model number that is printed on the product.
    pub model: Option<String>,
    /// The numbers under the bar codes on the box.
    pub gtins: Vec<Gtin>,
    /// The serial number of one unit.
    pub serial: Option<String>,
}

/// An application for a label: what the label will say, and the numbers that it has before it is granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// The application number.
    pub number: String,
    /// The day on which it was received.
    pub applied_on: Date,
    /// The level.
    pub level: Level,
    /// The criteria, as a number in the scheme's dictionary.
    pub criteria: Option<u16>,
    /// The product category, as a number in the scheme's dictionary.
    pub category: Option<u16>,
    /// The evaluator, as a number in the scheme's dictionary.
    pub evaluator: Option<u16>,
    /// The company that applied.
    pub holder: Option<String>,
    /// The models, at least one.
    pub models: Vec<Model>,
    /// The pages that a publication leads to.
    pub links: Links,
    /// The provisional registration number. No label has it.
    pub provisional: Option<String>,
    /// The registered ID that the label shall have; none if the registry makes one.
    pub product_id: Option<String>,
    /// The last day that the applicant chose; none for the longest validity.
    pub expires_on: Option<Date>,
    /// The SHA-256 of the applicant's personal data, which stand beside the events so that they can be erased.
    pub personal: Option<Digest>,
}

impl Application {
    /// Returns the SHA-256 of the content. An import that has the same content again changes nothing.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.to_bytes())
    }

    /// Encodes the application.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&self.to_value())
    }

    /// Reads what [`to_bytes`](Self::to_bytes) writes.
    ///
    /// # Errors
    /// [`EventFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EventFault> {
        codec::whole(bytes, Application::read)
    }

    pub(super) fn to_value(&self) -> Value {
        let model = |model: &Model| {
            let gtins = model.gtins.iter().map(|gtin| Value::from(gtin.get()));
            array([or_null(model.model.as_deref(), text), array(gtins), or_null(model.serial.as_deref(), text)])
        };
        array([
            text(&self.number),
            codec::day(self.applied_on),
            self.level.get().into(),
            or_null(self.criteria, Value::from),
            or_null(self.category, Value::from),
            or_null(self.evaluator, Value::from),
            or_null(self.holder.as_deref(), text),
            array(self.models.iter().map(model)),
            self.links.to_value(),
            or_null(self.provisional.as_deref(), text),
            or_null(self.product_id.as_deref(), text),
            or_null(self.expires_on, codec::day),
            or_null(self.personal, |digest| bytes(digest.as_bytes())),
        ])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        let entry = |reader: &mut Reader<'_>| codec::optional(reader, |reader| Ok(reader.number()?));
        let words = |reader: &mut Reader<'_>, what, most| {
            codec::optional(reader, |reader| codec::checked(what, reader.text()?, most))
        };
        reader.tuple(13, |reader| {
            Ok(Application {
                number: codec::name(reader, "the application number")?,
                applied_on: codec::date(reader)?,
                level: codec::level(reader)?,
                criteria: entry(reader)?,
                category: entry(reader)?,
                evaluator: entry(reader)?,
                holder: words(reader, "the holder", 128)?,
                models: codec::list(reader, "models", MAX_WITNESSES, |reader| {
                    reader.tuple(3, |reader| {
                        Ok(Model {
                            model: words(reader, "the model", 64)?,
                            gtins: reader
                                .list(0, MAX_GTINS, |reader| Ok::<_, EventFault>(Gtin::new(reader.uint()?)?))?,
                            serial: words(reader, "the serial", 32)?,
                        })
                    })
                })?,
                links: Links::read(reader)?,
                provisional: words(reader, "the provisional number", codec::MAX_NAME_BYTES)?,
                product_id: words(reader, "the product ID", 32)?,
                expires_on: codec::optional(reader, codec::date)?,
                personal: codec::optional(reader, codec::digest)?,
            })
        })
    }

    /// Builds the labels of the application's models, as the scheme allows them.
    ///
    /// # Errors
    /// [`LabelError`](starseal::issue::LabelError) of the first label that the scheme does not allow.
    pub fn labels(
        &self,
        product_id: &ProductId,
        issued_on: Date,
        expires_on: Date,
        index: u32,
        scheme: &Scheme,
    ) -> Result<Vec<Label>, starseal::issue::LabelError> {
        let label = |model: &Model| {
            let mut builder = LabelBuilder::new(product_id.clone(), self.level, issued_on, expires_on, index);
            if let Some(criteria) = self.criteria {
                builder = builder.criteria(criteria);
            }
            if let Some(category) = self.category {
                builder = builder.category(category);
            }
            if let Some(evaluator) = self.evaluator {
                builder = builder.evaluator(evaluator);
            }
            if let Some(holder) = &self.holder {
                builder = builder.holder(holder)?;
            }
            if let Some(text) = &model.model {
                builder = builder.model(text)?;
            }
            if let Some(serial) = &model.serial {
                builder = builder.serial(serial)?;
            }
            if !model.gtins.is_empty() {
                builder = builder.gtins(&model.gtins)?;
            }
            builder.build(scheme)
        };
        self.models.iter().map(label).collect()
    }
}

/// A step that an application passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Step {
    /// The registry accepted the application, and gave it a receipt number.
    Accepted,
    /// The fee was paid.
    Paid,
    /// The questions about the application were answered.
    Cleared,
    /// The application was closed without a grant.
    Closed,
    /// The holder applied for an extension of the registration.
    ExtensionRequested,
    /// The last step was taken back.
    Undone,
}

impl Step {
    /// All steps.
    pub const ALL: &'static [Step] =
        &[Step::Accepted, Step::Paid, Step::Cleared, Step::Closed, Step::ExtensionRequested, Step::Undone];

    /// Returns the name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Step::Accepted => "accepted",
            Step::Paid => "paid",
            Step::Cleared => "inquiry-cleared",
            Step::Closed => "closed",
            Step::ExtensionRequested => "extension-requested",
            Step::Undone => "undone",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Step {
    type Err = EventFault;

    fn from_str(text: &str) -> Result<Self, EventFault> {
        let fault = EventFault::Kind { kind: text.to_owned() };
        Step::ALL.iter().copied().find(|step| step.as_str() == text).ok_or(fault)
    }
}

/// A step of one application, with its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepEntry {
    /// The application number.
    pub application: String,
    /// The step.
    pub step: Step,
    /// The day of the step.
    pub day: Date,
    /// The number that belongs to the step: the receipt number of an accepted application.
    pub reference: Option<String>,
    /// The reason. It is required for a step that closes or takes back.
    pub reason: Option<String>,
}

impl StepEntry {
    pub(super) fn to_value(&self) -> Value {
        array([
            text(&self.application),
            text(self.step.as_str()),
            codec::day(self.day),
            or_null(self.reference.as_deref(), text),
            or_null(self.reason.as_deref(), text),
        ])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        reader.tuple(5, |reader| {
            Ok(StepEntry {
                application: codec::name(reader, "the application number")?,
                step: reader.text()?.parse()?,
                day: codec::date(reader)?,
                reference: codec::optional(reader, |reader| codec::name(reader, "the reference"))?,
                reason: codec::optional(reader, codec::reason)?,
            })
        })
    }
}
