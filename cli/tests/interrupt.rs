//! Ctrl-C: long work of the registry ends where nothing is half done, says what was done, and a repetition goes on.
#![cfg(target_os = "linux")]

mod common;

use common::interrupt::{interrupted, send_interrupt, start};
use common::{Run, folder_with_keys, starseal};
use std::fmt::Write;
use std::fs;
use std::io::{BufRead, BufReader};

/// Enough for each kind of work to go on when the signal comes: it asks between two batches.
const APPLICATIONS: usize = 2200;

#[test]
fn ctrl_c_ends_long_work_between_two_transactions() {
    let folder = folder_with_keys();
    let path = folder.path();
    let mut table = "application,level,holder,model,applied_on,receipt,accepted_on,paid_on,cleared_on\n".to_owned();
    for number in 0..APPLICATIONS {
        let row = "2026-10-01,R-{n},2026-10-05,2026-10-09,2026-10-20".replace("{n}", &number.to_string());
        writeln!(table, "A-{number:05},1,Example Ltd.,M-{number},{row}").unwrap();
    }
    fs::write(path.join("applications.csv"), table).unwrap();
    let now = "--now 2026-11-22T03:00:00Z";
    starseal(path, &format!("registry init --trial {now}")).exits(0);

    // An import is one transaction: it ends with nothing imported.
    let import = format!("registry import applications.csv --json {now}");
    let run = interrupted(path, &import).exits(130);
    run.complains("nothing was imported", "imports all, or nothing");
    assert_eq!(starseal(path, "registry list --json").exits(0).out, "");
    assert_eq!(starseal(path, &import).exits(0).json()[0]["applications"], APPLICATIONS);

    // A grant is one transaction for each proposal: those that were made stay, and the repetition makes the others.
    let run = interrupted(path, &format!("registry grant --all {now}")).exits(130);
    run.complains("2048 registrations proposed or granted, 152 applications left", "repeat the command");
    let rest = starseal(path, &format!("registry grant --all --json {now}")).exits(0).json().pop().unwrap();
    assert_eq!(rest["registrations"], APPLICATIONS - 2048);

    // An approval is one transaction for each proposal.
    let run = interrupted(path, &format!("registry approve --officer second {now}")).exits(130);
    run.complains("of the proposals decided", "repeat the command");

    // The seals are stored batch by batch: the signal comes when all proposals are approved.
    let open = starseal(path, &format!("registry approve --show --json --officer second {now}")).exits(0).json().len();
    let mut child = start(path, &format!("registry approve --officer second {now}"));
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(out.by_ref().filter(|line| line.as_ref().unwrap().starts_with("Approved")).take(open).count(), open);
    send_interrupt(&child);
    out.for_each(drop);
    let run = Run::from(child.wait_with_output().unwrap()).exits(130);
    run.complains("of 2200 labels are sealed and stored", "repeat the command");
    let last =
        starseal(path, &format!("registry approve --officer second --json {now}")).exits(0).json().pop().unwrap();
    assert!(last["sealed"].as_u64().unwrap() > 0, "{last}");

    // An audit changes nothing, and begins again.
    let run = interrupted(path, "registry audit").exits(130);
    run.complains("ended the audit after", "starts from the beginning");
    let audit = starseal(path, "registry audit --json").exits(0).json().pop().unwrap();
    assert_eq!((&audit["seals"], &audit["clean"]), (&APPLICATIONS.into(), &true.into()));
}
