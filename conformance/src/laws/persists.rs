//! What a PATCH answered is what a later read gives.
//!
//! Broken when a member that the answer to an accepted PATCH showed has another value in the next
//! read; when a member that was sent, and that the answer did not show, has another value there
//! (after a null: the value that it had before, whichever that was; another may be a default).
//!
//! Not judged: members that the request does not have, members that move by themselves, members
//! that reads do not show at all.
//!
//! RFC 5789 §2: the PATCH modifies the existing resource; RFC 9110 §15.3.1: a 200 describes what
//! has been done, not what may come (that would be 202, §15.3.3: then it is not judged).

use tally_spec::clause::ClauseId;
use tally_spec::promise::Promise;

use super::law::{self, Law, Step, stands_in};
use crate::judge::Assessments;
use crate::observed::Observed;

/// The law.
#[derive(Debug)]
pub(super) struct Persists;

const WHY: &str = "an accepted PATCH has changed the resource";

impl Law for Persists {
    stands_in!(Persists, "persists", Persists);

    fn judge(&self, step: &Step<'_>, clause: ClauseId, assessments: &mut Assessments) {
        let later = step
            .exchanges
            .last()
            .and_then(crate::exchange::Exchange::status)
            == Some(202);
        let Some(after) = step.after.filter(|_| step.accepted() && !later) else {
            return;
        };
        let mut compared = false;
        for member in step.members.all() {
            let sent = step.sent.get(&member.name);
            let shown = step
                .last_shown()
                .and_then(|shown| shown.members.get(&member.name));
            let read = after.members.get(&member.name);
            let before = step
                .before
                .and_then(|before| before.members.get(&member.name));
            let Some(promised) = shown.or(sent) else {
                continue;
            };
            if !member.same(Some(promised), read) && law::is_merged(promised, read) {
                continue;
            }
            // Reads may never show the member.
            if read.is_none() && before.is_none() {
                continue;
            }
            let unseen_null = shown.is_none() && promised.is_null();
            let observed = match unseen_null {
                false => (!member.same(Some(promised), read)).then(|| law::kind(read).into()),
                true => match law::cleared(step, member, read) {
                    Some(cleared) => (!cleared).then(Observed::value_before),
                    None => continue,
                },
            };
            compared = true;
            if let Some(observed) = observed {
                let by = if shown.is_some() { "answered" } else { "sent" };
                assessments.violate(law::violation(
                    self,
                    &clause,
                    format!("`{}` as it was answered", member.name),
                    observed,
                    WHY,
                    format!("{promised} was {by}, {} is read", law::text(read)),
                ));
            }
        }
        if compared {
            assessments.uphold(clause);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::laws::fixture::{self, Fixture};
    use crate::rule_id::LawId;

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(LawId::Persists, fixtures);
    }

    const UPHELD: &str = "law#/persists: upheld";
    const ANOTHER: &str = "law#/persists: `title` as it was answered → another value";

    fn update() -> Fixture {
        Fixture::sends(json!({"title": "new"})).before(json!({"title": "old", "enabled": true}))
    }

    #[test]
    fn broken_when_a_read_does_not_show_what_was_answered() {
        check([update()
            .answers(json!({"title": "new"}))
            .after(json!({"title": "old"}))
            .says(ANOTHER)
            .says(UPHELD)]);
    }

    #[test]
    fn broken_when_what_was_sent_is_neither_answered_nor_read() {
        check([update()
            .answers(json!({}))
            .after(json!({"title": "old"}))
            .says(ANOTHER)
            .says(UPHELD)]);
    }

    #[test]
    fn a_null_that_no_answer_shows_may_be_read_as_a_default() {
        let null = |after| {
            let fixture = Fixture::sends(json!({"enabled": null})).answers(json!({}));
            fixture.before(json!({"enabled": false})).after(after)
        };
        check([
            null(json!({"enabled": true})).says_nothing(),
            null(json!({})).says(UPHELD),
            null(json!({"enabled": false}))
                .says("law#/persists: `enabled` as it was answered → the value that it had before")
                .says(UPHELD),
        ]);
    }

    #[test]
    fn kept_when_the_read_shows_it() {
        let state = json!({"title": "new", "enabled": true});
        check([
            update()
                .answers(state.clone())
                .after(state.clone())
                .says(UPHELD),
            update().answers(json!({})).after(state).says(UPHELD),
        ]);
    }

    #[test]
    fn not_judged_what_reads_never_show_and_what_is_only_promised() {
        let answered = || update().answers(json!({"title": "new"}));
        let old = || json!({"title": "old"});
        check([
            Fixture::sends(json!({"title": "new"}))
                .answers(json!({"title": "new"}))
                .after(json!({}))
                .says_nothing(),
            answered().status(202).after(old()).says_nothing(),
            answered().refused(400).after(old()).says_nothing(),
            answered().says_nothing(),
            answered().after(old()).says(ANOTHER).says(UPHELD),
        ]);
    }
}
