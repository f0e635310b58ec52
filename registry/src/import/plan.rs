//! What an import changes in a ledger, and what conflicts with it.

use super::columns::Column;
use super::fault::{Fault, FaultCause};
use super::merge::{Imported, compare_steps};
use crate::event::{Application, Data, StepEntry};
use crate::ledger::{Head, LedgerError, Pen, Writing};
use crate::store::{Cell, Store, StoreError};
use crate::view::{application, steps};
use starseal::verify::Digest;

/// The number of applications in one event.
const APPLICATIONS_AT_ONCE: usize = 500;

/// A field in which the table and the ledger disagree. A person decides which is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The application number.
    pub application: String,
    /// The name of the field.
    pub field: &'static str,
    /// What the ledger has.
    pub held: String,
    /// What the table has.
    pub given: String,
    /// Whether it is about a step. A step is never taken over: it is taken back first.
    pub is_step: bool,
}

/// An application that is in the ledger with another content or with other steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflicting {
    /// The fields that differ.
    pub fields: Vec<Conflict>,
    /// The steps that are new. None counts while steps contradict each other.
    pub steps: Vec<StepEntry>,
    /// The application as the table has it.
    pub imported: Imported,
}

impl Conflicting {
    /// Returns whether the content differs, which can be amended.
    #[must_use]
    pub fn is_of_content(&self) -> bool {
        self.fields.iter().any(|conflict| !conflict.is_step)
    }
}

/// What became of the applications in conflict that a person wanted to be amended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amended {
    /// The numbers of the applications that were amended.
    pub numbers: Vec<String>,
    /// The applications that the ledger refuses to amend, each with the reason.
    pub refused: Vec<(Imported, Fault)>,
}

/// What an import changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPlan {
    /// The applications that are new.
    pub new: Vec<Imported>,
    /// The applications that are in the ledger with the same content, each with the steps that are new.
    pub further: Vec<(Vec<StepEntry>, Imported)>,
    /// The number of applications that are in the ledger with the same content and steps.
    pub unchanged: usize,
    /// The applications that are in the ledger with another content or with other steps.
    pub conflicts: Vec<Conflicting>,
}

/// Why nothing was imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The ledger failed or refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The caller wanted to end.
    #[error("the work was ended, and nothing was imported")]
    Ended,
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        ImportError::Ledger(error.into())
    }
}

/// Compares the applications of a table with a ledger. The same content again, by the application number and the
/// SHA-256 of the content, changes nothing. `columns` are those of the table, which says nothing about the others.
///
/// # Errors
/// [`ImportError`].
pub fn compare(store: &mut dyn Store, imported: Vec<Imported>, columns: &[Column]) -> Result<ImportPlan, ImportError> {
    let mut plan = ImportPlan::default();
    for mut one in imported {
        let number = one.application.number.clone();
        let Some(known) = application(store, &number)? else {
            plan.new.push(one);
            continue;
        };
        complete(&mut one, &known.content, columns);
        let held: Vec<StepEntry> = steps(store, &number)?
            .into_iter()
            .filter(|row| row.undone.is_none())
            .map(|row| StepEntry {
                application: number.clone(),
                step: row.passed.step,
                day: row.passed.day,
                reference: row.reference,
                reason: row.reason,
            })
            .collect();
        let mut fields = differences(store, &known.content, &mut one)?;
        let (mut new, contradicting) = compare_steps(&held, &one.steps);
        fields.extend(contradicting.iter().map(|(held, given)| Conflict {
            application: number.clone(),
            field: held.step.as_str(),
            held: shown_step(held),
            given: shown_step(given),
            is_step: true,
        }));
        if !contradicting.is_empty() {
            new.clear();
        }
        match (fields.is_empty(), new.is_empty()) {
            (true, true) => plan.unchanged = plan.unchanged.saturating_add(1),
            (true, false) => plan.further.push((new, one)),
            _ => plan.conflicts.push(Conflicting { fields, steps: new, imported: one }),
        }
    }
    Ok(plan)
}

/// Completes an application with what the ledger has where the table says nothing: in columns that it does not have.
fn complete(given: &mut Imported, held: &Application, columns: &[Column]) {
    let says = |column| columns.contains(&column);
    let new = &mut given.application;
    if !given.says_day {
        new.applied_on = held.applied_on;
    }
    if !says(Column::Criteria) {
        new.criteria = held.criteria;
    }
    if !says(Column::Category) {
        new.category = held.category;
    }
    if !says(Column::Evaluator) {
        new.evaluator = held.evaluator;
    }
    if !says(Column::Holder) {
        new.holder.clone_from(&held.holder);
    }
    if !says(Column::ProductPage) {
        new.links.product.clone_from(&held.links.product);
    }
    if !says(Column::SecurityPage) {
        new.links.security.clone_from(&held.links.security);
    }
    if !says(Column::ContactPage) {
        new.links.contact.clone_from(&held.links.contact);
    }
    if !says(Column::Provisional) {
        new.provisional.clone_from(&held.provisional);
    }
    if !says(Column::ProductId) {
        new.product_id.clone_from(&held.product_id);
    }
    if !says(Column::ExpiresOn) {
        new.expires_on = held.expires_on;
    }
    if ![Column::Model, Column::Gtin, Column::Serial].into_iter().any(says) {
        new.models.clone_from(&held.models);
    }
    for model in &mut new.models {
        let known = held.models.iter().find(|known| known.model == model.model);
        if let Some(known) = known.filter(|_| !says(Column::Gtin)) {
            model.gtins.clone_from(&known.gtins);
        }
        if let Some(known) = known.filter(|_| !says(Column::Serial)) {
            model.serial.clone_from(&known.serial);
        }
    }
}

fn shown_step(entry: &StepEntry) -> String {
    let reference = entry.reference.as_deref().map_or_else(String::new, |reference| format!(", {reference}"));
    format!("{}{reference}", entry.day)
}

/// Returns the fields in which two contents differ. Of personal data, the SHA-256 has a salt: the bytes held are
/// compared, and erased ones differ from nothing.
fn differences(store: &mut dyn Store, held: &Application, given: &mut Imported) -> Result<Vec<Conflict>, ImportError> {
    let is_same_contact = is_same_contact(store, held.personal, given)?;
    if is_same_contact {
        // The same data with another salt, or none in the table: what the ledger has stays.
        given.application.personal = held.personal;
        given.personal = None;
    }
    let new = &given.application;
    let shown = |text: Option<String>| text.unwrap_or_default();
    let number = |entry: Option<u16>| shown(entry.map(|entry| entry.to_string()));
    let models = |application: &Application| {
        let each = application.models.iter().map(|model| {
            let gtins = model.gtins.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            let parts = [shown(model.model.clone()), gtins, shown(model.serial.clone())];
            parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
        });
        each.collect::<Vec<_>>().join(", ")
    };
    let fields = [
        ("applied_on", held.applied_on.to_string(), new.applied_on.to_string()),
        ("level", held.level.to_string(), new.level.to_string()),
        ("criteria", number(held.criteria), number(new.criteria)),
        ("category", number(held.category), number(new.category)),
        ("evaluator", number(held.evaluator), number(new.evaluator)),
        ("holder", shown(held.holder.clone()), shown(new.holder.clone())),
        ("model", models(held), models(new)),
        ("product_page", shown(held.links.product.clone()), shown(new.links.product.clone())),
        ("security_page", shown(held.links.security.clone()), shown(new.links.security.clone())),
        ("contact_page", shown(held.links.contact.clone()), shown(new.links.contact.clone())),
        ("provisional", shown(held.provisional.clone()), shown(new.provisional.clone())),
        ("product_id", shown(held.product_id.clone()), shown(new.product_id.clone())),
        (
            "expires_on",
            shown(held.expires_on.map(|day| day.to_string())),
            shown(new.expires_on.map(|day| day.to_string())),
        ),
    ];
    let mut conflicts: Vec<Conflict> = fields
        .into_iter()
        .filter(|(_, held, given)| held != given)
        .map(|(field, held, given)| Conflict { application: new.number.clone(), field, held, given, is_step: false })
        .collect();
    if !is_same_contact {
        // Personal data are not shown.
        let (held, given) = ("another contact".to_owned(), "this contact".to_owned());
        conflicts.push(Conflict { application: new.number.clone(), field: "contact", held, given, is_step: false });
    }
    Ok(conflicts)
}

fn is_same_contact(store: &mut dyn Store, held: Option<Digest>, given: &Imported) -> Result<bool, ImportError> {
    let Some(digest) = held else { return Ok(given.personal.is_none()) };
    let rows = store.query("SELECT bytes FROM personal WHERE sha256 = $1", &[(&digest).into()])?;
    let Some(row) = rows.first() else { return Ok(true) };
    // Both are [salt, map]: what follows the salt of 16 bytes, which takes 1 + 1 + 16 bytes, is compared.
    let after_salt = |bytes: &[u8]| bytes.get(18..).map(<[u8]>::to_vec);
    let given = given.personal.as_deref().and_then(after_salt);
    Ok(given.is_none() || after_salt(row.bytes(0)?) == given)
}

impl ImportPlan {
    /// Appends the events of the plan: the new applications, and then the new steps. Conflicts are left to a person.
    ///
    /// # Errors
    /// [`ImportError`].
    pub fn carry_out(&self, writing: &mut Writing<'_>, pen: &Pen<'_>) -> Result<Option<Head>, ImportError> {
        self.carry_out_watched(writing, pen, &mut |_| true)
    }

    /// Returns the number of applications and steps that [`carry_out`](Self::carry_out) writes.
    #[must_use]
    pub fn entries(&self) -> usize {
        let of_new = self.new.iter().map(|imported| imported.steps.len().saturating_add(1));
        let further = self.further.iter().map(|(steps, _)| steps.len());
        of_new.chain(further).fold(0, usize::saturating_add)
    }

    /// Does the same as [`carry_out`](Self::carry_out). `progress` is told how many applications and steps were written
    /// since the last time, and ends the work by returning false: then the caller's transaction is taken back.
    ///
    /// # Errors
    /// [`ImportError`].
    pub fn carry_out_watched(
        &self,
        writing: &mut Writing<'_>,
        pen: &Pen<'_>,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Option<Head>, ImportError> {
        let mut tell = |entries| if progress(entries) { Ok(()) } else { Err(ImportError::Ended) };
        let mut head = None;
        for chunk in self.new.chunks(APPLICATIONS_AT_ONCE) {
            for imported in chunk {
                keep_personal(writing.store(), imported)?;
            }
            let applications = chunk.iter().map(|imported| imported.application.clone()).collect();
            head = Some(writing.append_alone(&Data::Applied(applications), pen)?);
            tell(chunk.len())?;
        }
        let of_new = self.new.iter().flat_map(|imported| &imported.steps);
        let further = self.further.iter().flat_map(|(steps, _)| steps);
        let steps: Vec<StepEntry> = of_new.chain(further).cloned().collect();
        for chunk in steps.chunks(APPLICATIONS_AT_ONCE) {
            head = Some(writing.append_alone(&Data::Steps(chunk.to_vec()), pen)?);
            tell(chunk.len())?;
        }
        Ok(head)
    }

    /// Takes over what the table says of the applications in conflict that `is_wanted` names, with a reason, and their
    /// new steps. Steps that conflict are never taken over: they are taken back first.
    ///
    /// # Errors
    /// [`ImportError`] if the database fails, or the ledger refuses the event.
    pub fn amend(
        &self,
        writing: &mut Writing<'_>,
        pen: &Pen<'_>,
        reason: &str,
        is_wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Amended, ImportError> {
        let wanted = self.conflicts.iter().filter(|one| one.is_of_content());
        let wanted: Vec<&Conflicting> = wanted.filter(|one| is_wanted(&one.imported.application.number)).collect();
        let amended = |one: &[&Conflicting]| {
            let applications = one.iter().map(|one| one.imported.application.clone()).collect();
            Data::Amended { reason: reason.to_owned(), applications }
        };
        let steps = |one: &Conflicting| (!one.steps.is_empty()).then(|| Data::Steps(one.steps.clone()));
        let trials = wanted.iter().map(|one| std::iter::once(amended(&[one])).chain(steps(one)).collect());
        let outcomes = writing.try_each(trials)?;
        let (mut taken, mut refused) = (Vec::new(), Vec::new());
        for (one, outcome) in wanted.into_iter().zip(outcomes) {
            match outcome {
                None => taken.push(one),
                Some(error) => refused.push((one.imported.clone(), Fault::of_row(FaultCause::Ledger(Box::new(error))))),
            }
        }
        for chunk in taken.chunks(APPLICATIONS_AT_ONCE) {
            for one in chunk {
                keep_personal(writing.store(), &one.imported)?;
            }
            writing.append_alone(&amended(chunk), pen)?;
        }
        let steps: Vec<StepEntry> = taken.iter().flat_map(|one| &one.steps).cloned().collect();
        for chunk in steps.chunks(APPLICATIONS_AT_ONCE) {
            writing.append_alone(&Data::Steps(chunk.to_vec()), pen)?;
        }
        let numbers = taken.into_iter().map(|one| one.imported.application.number.clone()).collect();
        Ok(Amended { numbers, refused })
    }
}

fn keep_personal(store: &mut dyn Store, imported: &Imported) -> Result<(), StoreError> {
    if let (Some(bytes), Some(digest)) = (&imported.personal, &imported.application.personal) {
        let sql = "INSERT INTO personal (sha256, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        store.execute(sql, &[digest.into(), Cell::from(bytes)])?;
    }
    Ok(())
}

impl ImportPlan {
    /// Finds the applications and steps that the ledger would refuse, each with the reason, and takes them out of the
    /// plan, so that the others can be imported.
    ///
    /// # Errors
    /// [`ImportError`] of the database.
    pub fn take_out_refused(&mut self, writing: &mut Writing<'_>) -> Result<Vec<(Imported, Fault)>, ImportError> {
        self.take_out_refused_watched(writing, &mut |_| true)
    }

    /// Does the same as [`take_out_refused`](Self::take_out_refused). `progress` is told how many of the new and
    /// further applications were tried, and ends the work by returning false.
    ///
    /// # Errors
    /// [`ImportError`] of the database, or that the work was ended.
    pub fn take_out_refused_watched(
        &mut self,
        writing: &mut Writing<'_>,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Vec<(Imported, Fault)>, ImportError> {
        let steps = |steps: &[StepEntry]| (!steps.is_empty()).then(|| Data::Steps(steps.to_vec()));
        let new = self.new.iter().map(|imported| {
            let applied = Data::Applied(vec![imported.application.clone()]);
            std::iter::once(applied).chain(steps(&imported.steps)).collect()
        });
        let further = self.further.iter().map(|(new, _)| steps(new).into_iter().collect());
        let mut outcomes =
            writing.try_each_watched(new.chain(further), progress)?.ok_or(ImportError::Ended)?.into_iter();
        let mut refused = Vec::new();
        let mut take_out = |imported: &Imported| match outcomes.next().flatten() {
            Some(error) => {
                refused.push((imported.clone(), Fault::of_row(FaultCause::Ledger(Box::new(error)))));
                false
            }
            None => true,
        };
        self.new.retain(&mut take_out);
        self.further.retain(|(_, imported)| take_out(imported));
        Ok(refused)
    }
}
