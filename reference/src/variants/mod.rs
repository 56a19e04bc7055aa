//! Lawful variants: what a correct server may do where the document leaves it free, one in each
//! file.
//!
//! A variant is a [`Layer`] around the faithful server, as a fault is. A tester must find nothing
//! wrong with any of them, alone or together with others. The comment at each says what makes it
//! lawful.

mod any_schedule;
mod bare_runs;
mod body_before_credentials;
mod careless_content_type;
mod charset_stated;
mod chunked_answers;
mod connection_closed_after_each;
mod connection_closed_unannounced;
mod content_type_in_capitals;
mod duplicate_members_refused;
mod early_hints;
mod escaped_answers;
mod every_credential_checked;
mod extra_headers;
mod extra_members;
mod first_duplicate_wins;
mod foreign_task_hidden;
mod integers_with_fraction;
mod large_bodies_refused;
mod late_answers;
mod length_by_close;
mod look_up_before_scope;
mod lower_case_date_times;
mod members_reordered;
mod nine_digit_date_times;
mod no_runs;
mod null_answered_as_default;
mod nulls_left_out;
mod nulls_where_nullable;
mod offset_date_times;
mod optional_members_left_out;
mod other_messages;
mod other_scripts;
mod pretty_printed;
mod sparse_answers;
mod strict_content_type;
mod tasks_hidden_from_strangers;
mod titles_taken_once;
mod trailers;
mod unavailable_now_and_then;
mod updates_rate_limited;
mod upper_case_uuids;
mod uuids_as_sent;

use crate::layers::Layer;

/// One lawful peculiarity.
#[derive(Debug)]
pub struct Variant {
    /// Its name: the stem of its file, with hyphens.
    pub name: &'static str,
    /// What the server does, as one sentence.
    pub description: &'static str,
    /// Where it sits and what it does.
    pub layer: Layer,
}

/// All of them.
pub const ALL: &[&Variant] = &[
    // What answers hold.
    &extra_members::VARIANT,
    &optional_members_left_out::VARIANT,
    &sparse_answers::VARIANT,
    &bare_runs::VARIANT,
    &no_runs::VARIANT,
    &nulls_where_nullable::VARIANT,
    &nulls_left_out::VARIANT,
    &null_answered_as_default::VARIANT,
    &members_reordered::VARIANT,
    &integers_with_fraction::VARIANT,
    &other_messages::VARIANT,
    &other_scripts::VARIANT,
    // How values are written.
    &uuids_as_sent::VARIANT,
    &upper_case_uuids::VARIANT,
    &offset_date_times::VARIANT,
    &nine_digit_date_times::VARIANT,
    &lower_case_date_times::VARIANT,
    &pretty_printed::VARIANT,
    &escaped_answers::VARIANT,
    &charset_stated::VARIANT,
    &content_type_in_capitals::VARIANT,
    // Which requests are taken, and in which order they are looked at.
    &look_up_before_scope::VARIANT,
    &body_before_credentials::VARIANT,
    &foreign_task_hidden::VARIANT,
    &any_schedule::VARIANT,
    &every_credential_checked::VARIANT,
    &strict_content_type::VARIANT,
    &careless_content_type::VARIANT,
    &duplicate_members_refused::VARIANT,
    &first_duplicate_wins::VARIANT,
    &large_bodies_refused::VARIANT,
    &titles_taken_once::VARIANT,
    &tasks_hidden_from_strangers::VARIANT,
    &updates_rate_limited::VARIANT,
    &unavailable_now_and_then::VARIANT,
    // How answers are delivered.
    &chunked_answers::VARIANT,
    &trailers::VARIANT,
    &length_by_close::VARIANT,
    &early_hints::VARIANT,
    &connection_closed_after_each::VARIANT,
    &connection_closed_unannounced::VARIANT,
    &late_answers::VARIANT,
    &extra_headers::VARIANT,
];

/// The variant with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Variant> {
    ALL.iter().copied().find(|variant| variant.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use serde_json::json;

    use super::*;
    use crate::demo;
    use crate::generated::support::Decode;
    use crate::generated::types::{
        Error, TasksResponse, UpdateTaskFailureResponse, UpdateTaskValidationErrorResponse,
    };
    use crate::probe::{Got, answers, patch, raw, update};
    use crate::server::Options;

    /// Sends one request for each documented status and decodes what comes back.
    #[track_caller]
    fn check(variants: &[&'static Variant]) {
        fn decoded<T: Decode>(got: &Got) {
            if let Err(issues) = T::from_value(got.json()) {
                panic!("{issues}: {got:#?}");
            }
        }
        let options = Options {
            variants: variants.to_vec(),
            ..Options::default()
        };
        let demo = demo();
        let requests = [
            update(json!({})),
            update(json!({"enabled": null, "title": "é 🎸", "artist_account_id": demo.account_id})),
            patch(&json!({"id": demo.known_ids[1], "schedule": "*/5 * * * *"})),
            update(json!({"title": ""})),
            raw("{"),
            update(json!({})).without("x-api-key"),
            update(json!({"account_id": demo.foreign_account_id})),
            patch(&json!({"id": demo.missing_id})),
        ];
        let got = answers(options, &requests, false);
        let statuses: Vec<u16> = got.iter().map(|got| got.status).collect();
        let hidden = variants
            .iter()
            .any(|it| it.name == tasks_hidden_from_strangers::VARIANT.name);
        let stranger = if hidden { 404 } else { 401 };
        assert_eq!(statuses, [200, 200, 200, 400, 400, stranger, 403, 404]);
        for got in got {
            match got.status {
                200 => decoded::<TasksResponse>(&got),
                400 => decoded::<UpdateTaskValidationErrorResponse>(&got),
                404 => decoded::<UpdateTaskFailureResponse>(&got),
                _ => decoded::<Error>(&got),
            }
        }
    }

    #[test]
    fn every_variant_answers_what_the_document_declares() {
        check(&[]);
        for variant in ALL {
            check(&[variant]);
        }
    }

    #[test]
    fn all_variants_together_answer_what_the_document_declares() {
        check(ALL);
    }

    #[test]
    fn every_file_is_a_variant_and_every_variant_has_a_file() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/variants");
        let files = fs::read_dir(folder).unwrap().map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.trim_end_matches(".rs").replace('_', "-")
        });
        let files: BTreeSet<String> = files.filter(|name| name != "mod").collect();
        let names: BTreeSet<String> = ALL.iter().map(|variant| variant.name.to_owned()).collect();
        assert_eq!(files, names);
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn every_variant_describes_itself() {
        for variant in ALL {
            assert!(variant.description.ends_with('.'), "{}", variant.name);
            assert!(find(variant.name).is_some());
        }
    }
}
