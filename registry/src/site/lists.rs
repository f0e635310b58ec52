//! Trust lists, the status list with its objects, bundles, and deltas from earlier publications.

use super::descriptor::{Bundles, DeltaFile, File, ObjectFile, TrustFile, WholeFile};
use super::facts::Facts;
use super::make::{Sink, SiteError};
use crate::publication::Published;
use starseal::verify::Digest;
use starseal::{Bundle, StatusList, TrustList};

/// The folder of the status list, and its name.
pub(super) const STATUS_LIST: &str = "lists/status.cwt";

/// The files of trust lists and status list, as the descriptor names them.
pub(super) struct Lists {
    pub(super) chain: File,
    pub(super) trust: Vec<TrustFile>,
    pub(super) status: File,
    pub(super) objects: Vec<ObjectFile>,
    pub(super) bundles: Bundles,
}

/// Writes the lists, bundles and deltas of a publication.
pub(super) fn write(facts: &Facts, sink: &mut Sink<'_>) -> Result<Lists, SiteError> {
    let chain: Vec<u8> = facts.chain.iter().flat_map(|(_, list)| list.as_bytes()).copied().collect();
    let chain = sink.put("trust.cbor", &chain)?;
    let mut trust = Vec::new();
    for (_, list) in &facts.chain {
        let (version, issued_at) = (list.statement().version, list.statement().issued_at);
        let file = sink.put(&format!("trust/{version}.cbor"), list.as_bytes())?;
        trust.push(TrustFile { version, issued_at: issued_at.to_string(), file });
    }
    let lists = &facts.published.lists;
    let mut objects = Vec::new();
    let mut put = |kind: &'static str, ending: &str, bytes: &[u8], sink: &mut Sink<'_>| -> Result<(), SiteError> {
        let file = sink.put(&format!("{STATUS_LIST}.{ending}"), bytes)?;
        objects.push(ObjectFile { kind, file });
        Ok(())
    };
    if let Some(object) = &lists.in_force {
        put("in-force", "in-force", object, sink)?;
    }
    put("past", "past", &lists.past, sink)?;
    if let Some(object) = &lists.witness_directory {
        put("witnesses", "witnesses", object, sink)?;
    }
    for (range, number) in lists.witness_ranges.iter().zip(1..) {
        put("witness-range", &format!("{number}.witness-range"), range, sink)?;
    }
    let status = sink.put(STATUS_LIST, &lists.list)?;
    let bundles = write_bundles(facts, sink)?;
    Ok(Lists { chain, trust, status, objects, bundles })
}

fn write_bundles(facts: &Facts, sink: &mut Sink<'_>) -> Result<Bundles, SiteError> {
    let full = bundle(facts, &facts.published).ok_or(SiteError::ListRefused)?;
    let phone = full.clone().without_past();
    let whole = |name: &str, bundle: &Bundle, sink: &mut Sink<'_>| {
        Ok::<_, SiteError>(WholeFile {
            file: sink.put(&format!("bundles/{name}.bundle"), bundle.to_bytes())?,
            deltas: vec![],
        })
    };
    let mut bundles = Bundles { phone: whole("phone", &phone, sink)?, full: whole("full", &full, sink)? };
    for earlier in facts.earlier.iter().rev() {
        // A list whose key no longer counts is no base: nobody who knows today's trust list holds it.
        let Some(base) = bundle(facts, earlier) else { continue };
        let entry = |file| DeltaFile {
            from: Digest::of(&earlier.lists.list).to_string(),
            from_issued_at: earlier.issued_at.to_string(),
            from_event: earlier.event,
            file,
        };
        let path = |name: &str| format!("bundles/{name}-from-{}.bundle", earlier.event);
        let delta = phone.since(&base.clone().without_past()).to_bytes();
        bundles.phone.deltas.push(entry(sink.put(&path("phone"), delta)?));
        let delta = full.since(&base).to_bytes();
        bundles.full.deltas.push(entry(sink.put(&path("full"), delta)?));
    }
    Ok(bundles)
}

/// Makes the bundle of a publication; none if its list does not count by today's trust list.
fn bundle(facts: &Facts, published: &Published) -> Option<Bundle> {
    let trust: Vec<&TrustList> =
        facts.chain.iter().filter(|(event, _)| *event < published.event).map(|(_, list)| list).collect();
    let list = StatusList::open(&published.lists.list, [facts.trust.verifier().trust_list()]).ok()?;
    Some(Bundle::new(trust, [&list]).with_objects(published.lists.objects()))
}
