//! The registry of a demonstration: a ledger in its folder, and two officers.

use super::stage::{Stage, unexpected};
use crate::commands::registry::{Trouble, nonce, trial_key, write_lists};
use crate::exit::Failure;
use crate::files::{self, Readers};
use crate::keyfile::random;
use crate::messages::say;
use starseal::carrier::ErrorCorrection;
use starseal::trust::{Purpose, StatusListUri, TrustDraft, TrustedKey};
use starseal::verify::Digest;
use starseal::{Label, LabelBuilder, SealedLabel, Signer, SigningKey, Timestamp, Verifier};
use starseal_registry::config::template;
use starseal_registry::event::{
    Application, Data, Founding, Kind, Links, Model, NamedKey, Rule, StatusChange, Step, StepEntry,
};
use starseal_registry::grant::{IdPattern, Plan, SealingKey, seal_grant, stored_seals};
use starseal_registry::ledger::{Ledger, Now, Pen};
use starseal_registry::proposal::{Outcome, approve, propose};
use starseal_registry::publication::{StatusKey, publish};
use starseal_registry::site::{Folder, LabelPage, Settings};
use starseal_registry::store::SqliteStore;
use std::path::PathBuf;

/// The address at which the status list would be published.
const STATUS_LIST: &str = "https://jc-star.example/status";

/// The folder that a web server would send.
pub(super) const PUBLIC: &str = "public";

/// The officer who proposes, and the one who approves.
pub(super) const OFFICERS: [&str; 2] = ["first", "second"];

/// The number of seconds in which a proposal can be approved.
const PROPOSAL_SECONDS: u64 = 86_400;

/// A ledger for trials, with the keys of its two officers and of its status lists.
pub(super) struct Office {
    ledger: Ledger,
    officers: [SigningKey; 2],
    status_key: SigningKey,
    now: Now,
    folder: PathBuf,
}

impl Office {
    /// Founds the ledger. It is under a newer trust list, which also names the key and the address of status lists.
    pub(super) fn found(stage: &Stage, now: Timestamp) -> Result<Self, Failure> {
        let folder = stage.folder.join("registry");
        files::create_folder(&folder.join("keys"))?;
        let key = |name: &str| trial_key(&folder.join("keys").join(name));
        let (officers, status_key) = ([key("first.pem")?, key("second.pem")?], key("status-key.pem")?);
        let trust_list = trust_list(stage, &status_key, now)?;
        files::create(&folder.join("trust.cbor"), &trust_list, Readers::Anyone)?;
        let keys = [("first", "keys/first.pem"), ("second", "keys/second.pem")];
        let config = template("ledger.db", "trust.cbor", "../keys/label-key.pem", "keys/status-key.pem", &keys);
        files::create(&folder.join("registry.toml"), config.as_bytes(), Readers::Anyone)?;

        let named = |(name, key): (&&str, &SigningKey)| NamedKey { name: (*name).to_owned(), key: key.public_key() };
        let founding = Founding {
            nonce: *random()?,
            authority: stage.verifier.trust_list().authority_id(),
            status_list: STATUS_LIST.to_owned(),
            trust_list: Digest::of(&trust_list),
            is_trial: true,
            officers: OFFICERS.iter().zip(&officers).map(named).collect(),
            rule: Rule::default(),
        };
        let pens: Vec<Pen<'_>> = OFFICERS.iter().zip(&officers).map(|(name, key)| pen(name, key)).collect();
        let store = SqliteStore::create(&folder.join("ledger.db")).map_err(Trouble::from)?;
        let ledger = Ledger::found(Box::new(store), &founding, &trust_list, &pens, now).map_err(Trouble::from)?;
        Ok(Office { ledger, officers, status_key, now: Now::new(now), folder })
    }

    /// Returns the file of the ledger.
    pub(super) fn ledger_path(&self) -> PathBuf {
        self.folder.join("ledger.db")
    }

    /// Returns the configuration with which the commands of the registry find the ledger.
    pub(super) fn config_path(&self) -> PathBuf {
        self.folder.join("registry.toml")
    }

    /// Returns a verifier that holds the trust list of the ledger.
    pub(super) fn verifier(&self) -> Verifier {
        self.ledger.trust().verifier().clone()
    }

    /// Takes an application through all steps, grants it by two officers, and seals its label. The label has the ID of
    /// `wanted`, and the index that the ledger allocates.
    pub(super) fn issue(&mut self, stage: &Stage, wanted: LabelBuilder) -> Result<(Label, SealedLabel), Failure> {
        let wanted = wanted.build(&stage.scheme).map_err(unexpected)?;
        let application = application(&wanted);
        let number = application.number.clone();
        let step = |step, reference: Option<&str>| StepEntry {
            application: number.clone(),
            step,
            day: wanted.issued_on(),
            reference: reference.map(str::to_owned),
            reason: None,
        };
        let receipt = format!("R-{}", wanted.product_id());
        let steps = vec![step(Step::Accepted, Some(&receipt)), step(Step::Paid, None), step(Step::Cleared, None)];
        let (now, [first, second]) = (self.now, &self.officers);
        let (first, second) = (pen(OFFICERS[0], first), pen(OFFICERS[1], second));
        let ids = "{year}-{index:6}".parse::<IdPattern>().map_err(unexpected)?;
        let plan = Plan { issued_on: wanted.issued_on(), key: stage.label_key.public_key(), ids: &ids };
        let granted = self.ledger.write::<_, Trouble>(now, |writing| {
            writing.append_alone(&Data::Applied(vec![application.clone()]), &first)?;
            writing.append_alone(&Data::Steps(steps), &first)?;
            let Some(data) = plan.next(writing, &mut vec![number.clone()])? else { return Ok(None) };
            Ok(Some((propose(writing, &data, &first, PROPOSAL_SECONDS)?, data)))
        })?;
        let Some((Outcome::Proposed(proposal), Data::Granted(grant))) = granted else {
            return Err(unexpected(&number));
        };
        let event = self.ledger.write::<_, Trouble>(now, |writing| Ok(approve(writing, proposal, &second)?))?.number;
        let sealing = SealingKey { signer: &stage.label_key, threads: 1, error_correction: ErrorCorrection::Medium };
        seal_grant(&mut self.ledger, event, &sealing, &mut |_| true).map_err(Trouble::from)?;
        let seals = stored_seals(self.ledger.store(), event, 0, 1).map_err(Trouble::from)?;
        let (Some((_, seal)), Some(granted)) = (seals.first(), grant.registrations.first()) else {
            return Err(unexpected(&number));
        };
        let (id, scheme) = (wanted.product_id(), &stage.scheme);
        let labels = application.labels(id, grant.issued_on, granted.expires_on, granted.index, scheme);
        let label = labels.map_err(unexpected)?.into_iter().next().ok_or_else(|| unexpected(&number))?;
        Ok((label, SealedLabel::from_bytes(seal).map_err(unexpected)?))
    }

    /// Withdraws a registration, as its holder asks: one officer proposes it, and the other one approves it.
    pub(super) fn withdraw(&mut self, stage: &Stage, label: &Label) -> Result<(), Failure> {
        let change = StatusChange {
            product_id: label.product_id().to_string(),
            day: stage.today,
            last_day: None,
            reason: say!("demo-withdrawal-reason"),
        };
        let data = Data::Changed(Kind::Withdrawn, vec![change]);
        let (now, [first, second]) = (self.now, &self.officers);
        let (first, second) = (pen(OFFICERS[0], first), pen(OFFICERS[1], second));
        let outcome =
            self.ledger.write::<_, Trouble>(now, |writing| Ok(propose(writing, &data, &first, PROPOSAL_SECONDS)?))?;
        let Outcome::Proposed(proposal) = outcome else { return Err(unexpected(label.product_id())) };
        self.ledger.write::<_, Trouble>(now, |writing| Ok(approve(writing, proposal, &second)?))?;
        Ok(())
    }

    /// Publishes a status list into a folder, and pages into another one. Returns the verifier of a shop that holds it.
    pub(super) fn publish(&mut self, stage: &Stage, page: Option<LabelPage>) -> Result<Verifier, Failure> {
        let lists = stage.folder.join("lists");
        files::create_folder(&lists)?;
        let status = StatusKey { signer: &self.status_key, expires_in: None, tried_from: None };
        let published = publish(&mut self.ledger, &pen(OFFICERS[0], &self.officers[0]), &status, self.now);
        let published = published.map_err(Trouble::from)?;
        let mut verifier = self.verifier();
        write_lists(&lists, &mut verifier, &published.lists, published.issued_at)?;
        let public = Folder::new(&stage.folder.join(PUBLIC));
        let settings = Settings { page, ..Settings::default() };
        public.write(&mut self.ledger, published.event, &settings, &mut |_| true).map_err(Trouble::from)?;
        Ok(verifier)
    }
}

fn pen<'a>(officer: &'a str, signer: &'a SigningKey) -> Pen<'a> {
    Pen { officer, signer, nonce: &nonce }
}

/// Makes the second trust list of the authority: with the key and the address of status lists.
fn trust_list(stage: &Stage, status: &SigningKey, now: Timestamp) -> Result<Vec<u8>, Failure> {
    let mut verifier = stage.verifier.clone();
    let mut statement = verifier.trust_list().next_statement(now);
    for issuer in &mut statement.issuers {
        let window = issuer.keys.iter().map(|key| (key.from, key.until)).next();
        let (from, until) = window.unwrap_or((stage.today, stage.today));
        issuer.keys.push(TrustedKey::new(status.public_key(), Purpose::Status, from, until));
        issuer.status_list = StatusListUri::new(STATUS_LIST);
    }
    let mut draft = TrustDraft::new(&statement).map_err(unexpected)?;
    draft.sign(&stage.root).map_err(unexpected)?;
    verifier.update_trust(&draft.finish().map_err(unexpected)?, now).map_err(unexpected)?;
    Ok(verifier.to_bundle().trust_lists().flatten().copied().collect())
}

/// Returns the application whose grant is a label with these claims.
fn application(wanted: &Label) -> Application {
    Application {
        number: format!("A-{}", wanted.product_id()),
        applied_on: wanted.issued_on(),
        level: wanted.level(),
        criteria: wanted.criteria(),
        category: wanted.category(),
        evaluator: wanted.evaluator(),
        holder: wanted.holder().map(str::to_owned),
        models: vec![Model {
            model: wanted.model().map(str::to_owned),
            gtins: wanted.gtins().to_vec(),
            serial: wanted.serial().map(str::to_owned),
        }],
        links: Links::default(),
        provisional: None,
        product_id: Some(wanted.product_id().to_string()),
        expires_on: None,
        personal: None,
    }
}
