//! Tests of the ledger from outside, each over SQLite and over PostgreSQL. The tests of PostgreSQL start a server of
//! their own, in a temporary folder and on a Unix socket, and stop it at the end.
#![cfg(target_os = "linux")]
#![allow(unreachable_pub, reason = "the modules of a test binary")]

mod crash;
mod database;
mod encryption;
mod eyes;
mod importing;
mod life;
mod office;
mod opening;
mod recovery;
mod search;
mod server;
mod shared;
mod tamper;

use database::Database;

/// A test, with its name.
type Test = (&'static str, fn(&Database));

/// The tests that run over both databases.
const SUITE: &[Test] = &[
    ("life::from_application_to_withdrawal", life::from_application_to_withdrawal),
    ("life::steps_follow_each_other", life::steps_follow_each_other),
    ("life::numbers_are_unique", life::numbers_are_unique),
    ("life::changes_that_cannot_be_are_refused", life::changes_that_cannot_be_are_refused),
    ("life::an_extension_and_a_correction_reach_the_verifier", life::an_extension_and_a_correction_reach_the_verifier),
    ("life::large_grants_are_several_events", life::large_grants_are_several_events),
    ("eyes::two_officers_sign_the_same_bytes", eyes::two_officers_sign_the_same_bytes),
    ("eyes::nobody_approves_their_own", eyes::nobody_approves_their_own),
    ("eyes::a_statement_counts_once_and_for_a_time", eyes::a_statement_counts_once_and_for_a_time),
    ("eyes::officers_come_and_go_by_two", eyes::officers_come_and_go_by_two),
    ("eyes::root_keys_replace_an_officer", eyes::root_keys_replace_an_officer),
    ("eyes::a_proposal_that_was_changed_is_not_approved", eyes::a_proposal_that_was_changed_is_not_approved),
    ("eyes::what_an_edited_view_lets_through_is_found", eyes::what_an_edited_view_lets_through_is_found),
    ("eyes::a_second_key_in_the_database_is_found", eyes::a_second_key_in_the_database_is_found),
    ("eyes::an_approval_whose_use_was_deleted_is_found", eyes::an_approval_whose_use_was_deleted_is_found),
    ("eyes::a_trust_list_is_adopted_by_two", eyes::a_trust_list_is_adopted_by_two),
    ("opening::a_ledger_is_found_again", opening::a_ledger_is_found_again),
    ("opening::the_clock_must_not_go_back", opening::the_clock_must_not_go_back),
    ("opening::a_read_only_database_leaves_nothing_half_done", opening::a_read_only_database_leaves_nothing_half_done),
    ("opening::a_lost_connection_leaves_nothing_half_done", opening::a_lost_connection_leaves_nothing_half_done),
    ("tamper::a_clean_ledger_has_no_findings", tamper::a_clean_ledger_has_no_findings),
    ("tamper::events_are_never_changed", tamper::events_are_never_changed),
    ("tamper::what_was_done_to_the_database_is_found", tamper::what_was_done_to_the_database_is_found),
    ("tamper::an_old_copy_is_found_by_what_was_published", tamper::an_old_copy_is_found_by_what_was_published),
    ("crash::a_grant_that_is_killed_at_any_write_is_resumed", crash::a_grant_that_is_killed_at_any_write_is_resumed),
    ("crash::a_publication_that_is_killed_is_resumed", crash::a_publication_that_is_killed_is_resumed),
    ("crash::work_that_is_ended_is_resumed", crash::work_that_is_ended_is_resumed),
    ("crash::a_list_too_long_for_the_key_is_not_ordered", crash::a_list_too_long_for_the_key_is_not_ordered),
    ("recovery::a_backup_is_restored_whole", recovery::a_backup_is_restored_whole),
    ("recovery::a_damaged_backup_restores_nothing", recovery::a_damaged_backup_restores_nothing),
    ("recovery::a_backup_is_one_state_while_others_write", recovery::a_backup_is_one_state_while_others_write),
    (
        "recovery::what_was_used_since_a_backup_is_never_used_again",
        recovery::what_was_used_since_a_backup_is_never_used_again,
    ),
    ("recovery::a_comparison_that_was_left_out_is_found", recovery::a_comparison_that_was_left_out_is_found),
    (
        "recovery::an_unpublished_ledger_is_compared_with_nothing",
        recovery::an_unpublished_ledger_is_compared_with_nothing,
    ),
    ("recovery::a_wrong_time_is_corrected_by_two", recovery::a_wrong_time_is_corrected_by_two),
    ("recovery::personal_data_are_erased_by_two", recovery::personal_data_are_erased_by_two),
    ("search::applications_are_found_by_what_people_know", search::applications_are_found_by_what_people_know),
    (
        "search::a_day_is_told_by_the_ledger_and_by_the_list_of_that_day",
        search::a_day_is_told_by_the_ledger_and_by_the_list_of_that_day,
    ),
    ("search::every_search_reads_an_index", search::every_search_reads_an_index),
    (
        "importing::a_table_is_imported_again_whenever_it_has_grown",
        importing::a_table_is_imported_again_whenever_it_has_grown,
    ),
    (
        "importing::conflicts_are_shown_field_by_field_and_decided_by_a_person",
        importing::conflicts_are_shown_field_by_field_and_decided_by_a_person,
    ),
    ("importing::thousands_of_changes_come_from_a_table", importing::thousands_of_changes_come_from_a_table),
    ("shared::four_processes_grant_at_once", shared::four_processes_grant_at_once),
];

/// Runs the suite over SQLite, each test with a file of its own.
#[test]
fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    for (at, (name, test)) in SUITE.iter().enumerate() {
        eprintln!("{name}, SQLite");
        test(&Database::sqlite(folder.path().join(format!("{at}.db"))));
    }
}

/// Runs the suite over PostgreSQL, each test with a database of its own.
#[test]
#[ignore = "long"]
fn postgresql() {
    let mut server = server::Server::start();
    for (at, (name, test)) in SUITE.iter().enumerate() {
        eprintln!("{name}, PostgreSQL");
        test(&server.database(&format!("ledger_{at}")));
    }
    opening::a_killed_server_leaves_nothing_half_done(&mut server);
    recovery::a_recovered_server_is_compared_first(&mut server);
}
