//! Faults: the deliberate defects of the reference server, one in each file.
//!
//! A fault is a [`Layer`] around the faithful server and the clause that must catch it. Each shows
//! itself in its tests: a request whose answer has the defect, and has not on the faithful server.

mod account_unchecked_beside_artist;
mod another_id_answered;
mod answer_cut_in_chunk;
mod any_api_key_accepted;
mod any_bearer_token_accepted;
mod any_scheme_accepted;
mod api_key_case_ignored;
mod api_key_extension_accepted;
mod api_key_ignored;
mod api_key_in_query_accepted;
mod api_key_prefix_accepted;
mod apostrophe_fails;
mod array_body_unwrapped;
mod artist_account_ignored;
mod bearer_ignored;
mod both_credentials_demanded;
mod braced_artist_account_id_accepted;
mod byte_order_mark;
mod combining_characters_composed;
mod connection_closed;
mod content_type_missing;
mod control_characters_refused;
mod created_instead_of_ok;
mod cut_json;
mod disabling_not_persisted;
mod dripping_answer;
mod duplicate_status;
mod emoji_fails;
mod emoji_replaced;
mod emoji_spoils_all;
mod empty_answer;
mod empty_api_key_accepted;
mod empty_body_accepted;
mod empty_error_text;
mod empty_model_accepted;
mod empty_model_in_answer;
mod empty_prompt_accepted;
mod empty_schedule_accepted;
mod empty_title_accepted;
mod empty_title_accepted_beside_model;
mod enabled_from_number;
mod enabled_from_text;
mod enabled_with_schedule_refused;
mod endless_answer;
mod error_as_issues;
mod error_names_id;
mod error_names_nothing;
mod error_path_from_request;
mod every_update_fails;
mod extra_member_refused;
mod false_enabled_ignored;
mod forbidden_as_text;
mod foreign_account_accepted;
mod foreign_account_is_unauthorized;
mod foreign_task_taken_over;
mod fractional_depth;
mod garbled_chunk;
mod garbled_status_line;
mod gone_after_twenty;
mod gzip_claimed;
mod hang;
mod hang_on_long_title;
mod html_content_type;
mod id_without_hyphens;
mod invalid_utf8_accepted;
mod latin_1_answer;
mod length_too_short;
mod line_ends_normalised;
mod local_date_times;
mod long_prompt_fails;
mod long_prompt_in_pieces;
mod long_title_persisted_cut;
mod long_title_refused;
mod malformed_account_id_ignored;
mod malformed_artist_account_id_ignored;
mod malformed_id_not_found;
mod medium_title_cut;
mod missing_fields_as_text;
mod missing_fields_missing;
mod missing_id_accepted;
mod missing_task_as_refusal;
mod missing_task_fails;
mod missing_task_is_bad_request;
mod missing_task_is_ok;
mod model_ignored_for_others;
mod model_lower_cased;
mod model_of_any_type_ignored;
mod model_reset_when_absent;
mod neighbour_updated;
mod no_content_instead_of_ok;
mod no_credentials_accepted;
mod not_a_number;
mod null_enabled_as_text;
mod null_enabled_ignored;
mod null_enabled_ignored_with_title;
mod null_enabled_refused;
mod null_error;
mod null_prompt_ignored;
mod null_schedule_when_disabled;
mod null_text_clears_model;
mod number_like_title_as_number;
mod only_id_refused;
mod prompt_error_names_title;
mod prompt_truncated;
mod refused_update_disables;
mod refused_update_partly_applied;
mod repeat_appends_prompt;
mod repeat_toggles_enabled;
mod repeated_update_fails;
mod repeated_update_without_tasks;
mod run_cost_as_text;
mod run_output_as_text;
mod run_without_creation;
mod schedule_enables;
mod short_title_refused;
mod single_quotes_accepted;
mod six_recent_runs;
mod success_says_error;
mod tasks_as_object;
mod tasks_missing;
mod title_cleared_when_absent;
mod title_coerced;
mod title_cut_at_nul;
mod title_escaped;
mod title_leaks;
mod title_longer_than_prompt_fails;
mod title_trimmed;
mod title_with_prompt_as_object;
mod trailing_comma_accepted;
mod trailing_text;
mod trailing_text_ignored;
mod truncated_answer;
mod truncated_json_repaired;
mod two_lengths;
mod unauthorized_as_failure;
mod unauthorized_is_forbidden;
mod unauthorized_is_redirected;
mod unauthorized_without_body;
mod unknown_run_status;
mod unknown_status;
mod unprocessable_instead_of_bad_request;
mod upcoming_in_seconds;
mod update_after_two_refusals_fails;
mod update_is_redirected;
mod update_not_persisted;
mod upper_case_artist_refused;
mod upper_case_id_not_found;
mod uuid_version_checked;
mod validation_error_as_page;
mod validation_error_as_refusal;
mod validation_error_fails;
mod validation_error_is_ok;

use crate::layers::Layer;

/// One deliberate defect.
#[derive(Debug)]
pub struct Fault {
    /// Its name: the stem of its file, with hyphens.
    pub name: &'static str,
    /// What the server does wrongly, as one sentence.
    pub description: &'static str,
    /// The part and path of the clause that must catch it, as a clause's identity ends:
    /// `request.body#/$ref/properties/title/minLength`, `law#/echo`.
    pub clause: &'static str,
    /// Where it sits and what it does.
    pub layer: Layer,
}

/// All of them.
pub const ALL: &[&Fault] = &[
    // What a request must have, dropped or loosened.
    &missing_id_accepted::FAULT,
    &empty_body_accepted::FAULT,
    &malformed_id_not_found::FAULT,
    &empty_title_accepted::FAULT,
    &empty_prompt_accepted::FAULT,
    &empty_schedule_accepted::FAULT,
    &empty_model_accepted::FAULT,
    &title_coerced::FAULT,
    &null_prompt_ignored::FAULT,
    &model_of_any_type_ignored::FAULT,
    &malformed_account_id_ignored::FAULT,
    &malformed_artist_account_id_ignored::FAULT,
    &braced_artist_account_id_accepted::FAULT,
    &enabled_from_text::FAULT,
    &enabled_from_number::FAULT,
    &empty_title_accepted_beside_model::FAULT,
    &account_unchecked_beside_artist::FAULT,
    &array_body_unwrapped::FAULT,
    &truncated_json_repaired::FAULT,
    &trailing_text_ignored::FAULT,
    &single_quotes_accepted::FAULT,
    &trailing_comma_accepted::FAULT,
    &invalid_utf8_accepted::FAULT,
    &foreign_account_accepted::FAULT,
    &foreign_task_taken_over::FAULT,
    // Valid values that are refused.
    &long_title_refused::FAULT,
    &short_title_refused::FAULT,
    &long_prompt_fails::FAULT,
    &emoji_fails::FAULT,
    &apostrophe_fails::FAULT,
    &control_characters_refused::FAULT,
    &upper_case_id_not_found::FAULT,
    &upper_case_artist_refused::FAULT,
    &uuid_version_checked::FAULT,
    &only_id_refused::FAULT,
    &extra_member_refused::FAULT,
    &null_enabled_refused::FAULT,
    &enabled_with_schedule_refused::FAULT,
    &repeated_update_fails::FAULT,
    &emoji_spoils_all::FAULT,
    &every_update_fails::FAULT,
    // Statuses.
    &created_instead_of_ok::FAULT,
    &no_content_instead_of_ok::FAULT,
    &unprocessable_instead_of_bad_request::FAULT,
    &validation_error_is_ok::FAULT,
    &validation_error_fails::FAULT,
    &missing_task_is_bad_request::FAULT,
    &missing_task_is_ok::FAULT,
    &missing_task_fails::FAULT,
    &foreign_account_is_unauthorized::FAULT,
    &unauthorized_is_forbidden::FAULT,
    &unauthorized_is_redirected::FAULT,
    &update_is_redirected::FAULT,
    // Shapes of answers, always or sometimes.
    &tasks_missing::FAULT,
    &tasks_as_object::FAULT,
    &unknown_status::FAULT,
    &success_says_error::FAULT,
    &null_error::FAULT,
    &null_schedule_when_disabled::FAULT,
    &id_without_hyphens::FAULT,
    &local_date_times::FAULT,
    &upcoming_in_seconds::FAULT,
    &unknown_run_status::FAULT,
    &run_without_creation::FAULT,
    &run_output_as_text::FAULT,
    &run_cost_as_text::FAULT,
    &fractional_depth::FAULT,
    &six_recent_runs::FAULT,
    &null_enabled_as_text::FAULT,
    &empty_model_in_answer::FAULT,
    &long_prompt_in_pieces::FAULT,
    &title_with_prompt_as_object::FAULT,
    &number_like_title_as_number::FAULT,
    &repeated_update_without_tasks::FAULT,
    // Credentials.
    &no_credentials_accepted::FAULT,
    &any_api_key_accepted::FAULT,
    &any_bearer_token_accepted::FAULT,
    &api_key_prefix_accepted::FAULT,
    &api_key_extension_accepted::FAULT,
    &api_key_case_ignored::FAULT,
    &empty_api_key_accepted::FAULT,
    &any_scheme_accepted::FAULT,
    &api_key_in_query_accepted::FAULT,
    &api_key_ignored::FAULT,
    &bearer_ignored::FAULT,
    &both_credentials_demanded::FAULT,
    &unauthorized_without_body::FAULT,
    &unauthorized_as_failure::FAULT,
    // What an update must write, keep and leave alone.
    &artist_account_ignored::FAULT,
    &model_ignored_for_others::FAULT,
    &another_id_answered::FAULT,
    &null_enabled_ignored::FAULT,
    &null_enabled_ignored_with_title::FAULT,
    &title_trimmed::FAULT,
    &title_escaped::FAULT,
    &title_cut_at_nul::FAULT,
    &line_ends_normalised::FAULT,
    &emoji_replaced::FAULT,
    &combining_characters_composed::FAULT,
    &null_text_clears_model::FAULT,
    &prompt_truncated::FAULT,
    &model_lower_cased::FAULT,
    &model_reset_when_absent::FAULT,
    &title_cleared_when_absent::FAULT,
    &schedule_enables::FAULT,
    &update_not_persisted::FAULT,
    &long_title_persisted_cut::FAULT,
    &disabling_not_persisted::FAULT,
    &false_enabled_ignored::FAULT,
    &neighbour_updated::FAULT,
    &title_leaks::FAULT,
    &repeat_toggles_enabled::FAULT,
    &repeat_appends_prompt::FAULT,
    &refused_update_partly_applied::FAULT,
    &refused_update_disables::FAULT,
    // Error bodies.
    &error_names_id::FAULT,
    &prompt_error_names_title::FAULT,
    &error_names_nothing::FAULT,
    &error_path_from_request::FAULT,
    &missing_fields_missing::FAULT,
    &missing_fields_as_text::FAULT,
    &empty_error_text::FAULT,
    &error_as_issues::FAULT,
    &validation_error_as_refusal::FAULT,
    &validation_error_as_page::FAULT,
    &missing_task_as_refusal::FAULT,
    &forbidden_as_text::FAULT,
    // What goes over the wire.
    &cut_json::FAULT,
    &trailing_text::FAULT,
    &duplicate_status::FAULT,
    &not_a_number::FAULT,
    &byte_order_mark::FAULT,
    &latin_1_answer::FAULT,
    &html_content_type::FAULT,
    &content_type_missing::FAULT,
    &gzip_claimed::FAULT,
    &empty_answer::FAULT,
    &hang::FAULT,
    &hang_on_long_title::FAULT,
    &connection_closed::FAULT,
    &gone_after_twenty::FAULT,
    &endless_answer::FAULT,
    &dripping_answer::FAULT,
    &truncated_answer::FAULT,
    &length_too_short::FAULT,
    &garbled_status_line::FAULT,
    &two_lengths::FAULT,
    &garbled_chunk::FAULT,
    &answer_cut_in_chunk::FAULT,
    // What only drawn requests find.
    &medium_title_cut::FAULT,
    &title_longer_than_prompt_fails::FAULT,
    &update_after_two_refusals_fails::FAULT,
];

/// The fault with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Fault> {
    ALL.iter().copied().find(|fault| fault.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use serde_json::json;

    use super::*;
    use crate::probe::{answers, update};
    use crate::server::Options;

    #[test]
    fn faults_that_do_not_mask_each_other_show_together() {
        let together = [
            "empty-title-accepted",
            "model-lower-cased",
            "unknown-status",
        ];
        let options = Options {
            faults: together.iter().map(|name| find(name).unwrap()).collect(),
            ..Options::default()
        };
        let request = update(json!({"title": "", "model": "Claude"}));
        let got = answers(options, &[request], true).remove(0);
        assert_eq!(got.status, 200);
        assert_eq!(got.task()["title"], "");
        assert_eq!(got.task()["model"], "claude");
        assert_eq!(got.json()["status"], "ok");
    }

    #[test]
    fn any_three_faults_still_answer() {
        let answering = ALL
            .iter()
            .filter(|fault| !matches!(fault.layer, Layer::Wire(_)));
        let answering: Vec<_> = answering.copied().collect();
        let request = update(json!({"title": "é 🎸", "enabled": null}));
        for (index, first) in answering.iter().enumerate() {
            let other = |step: usize| answering[(index * step + step) % answering.len()];
            let options = Options {
                faults: vec![first, other(7), other(13)],
                ..Options::default()
            };
            let got = answers(options, &[request.clone(), request.clone()], false);
            assert!(
                got.iter().all(|got| got.status != 0 && got.whole),
                "{got:#?}"
            );
        }
    }

    #[test]
    fn every_file_is_a_fault_and_every_fault_has_a_file() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/faults");
        let files = fs::read_dir(folder).unwrap().map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.trim_end_matches(".rs").replace('_', "-")
        });
        let files: BTreeSet<String> = files.filter(|name| name != "mod").collect();
        let names: BTreeSet<String> = ALL.iter().map(|fault| fault.name.to_owned()).collect();
        assert_eq!(files, names);
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn every_fault_describes_itself() {
        for fault in ALL {
            assert!(fault.description.ends_with('.'), "{}", fault.name);
            assert!(fault.clause.contains("#/"), "{}", fault.name);
            assert_eq!(find(fault.name).unwrap().clause, fault.clause);
        }
    }
}
