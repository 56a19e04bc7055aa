//! The same PATCH twice gives the same state as once.
//!
//! Broken when the second of two equal requests in a row is refused though the first was accepted,
//! or when it leaves a compared member with another value.
//!
//! Not judged: members that the request does not have, members that move by themselves, answers
//! that do not show the resource, a second request that finds the server too busy.
//!
//! RFC 5789 §2: PATCH need not be idempotent as a method; a patch of the form "these members get
//! these values" (RFC 7396) is, because applying it to its own result changes nothing.

use tally_spec::clause::ClauseId;
use tally_spec::promise::Promise;

use super::law::{self, Law, Step, stands_in};
use crate::judge::Assessments;
use crate::state::Located;

/// The law.
#[derive(Debug)]
pub(super) struct SameTwice;

const WHY: &str = "setting members to the values that they have changes nothing";

impl Law for SameTwice {
    stands_in!(SameTwice, "same_twice", SameTwice);

    fn judge(&self, step: &Step<'_>, clause: ClauseId, assessments: &mut Assessments) {
        let [first, .., last] = step.exchanges else {
            return;
        };
        if !first.accepted() {
            return;
        }
        match last.status() {
            Some(status) if !(200..300).contains(&status) => {
                if status == 429 || status >= 500 {
                    return assessments.undecided(clause, format!("the second got {status}"));
                }
                let detail = format!("the first is accepted, the second answered with {status}");
                let expected = "the same request accepted again".to_owned();
                let observed = status.to_string();
                assessments.violate(law::violation(
                    self, &clause, expected, observed, WHY, detail,
                ));
                return;
            }
            Some(_) => {}
            None => return assessments.undecided(clause, "the second was not answered"),
        }
        let (Some(Located::Shown(one)), Some(Located::Shown(two))) =
            (step.shown.first(), step.shown.last())
        else {
            return assessments.undecided(clause, "the answers do not show the resource");
        };
        let mut compared = false;
        for member in step.members.all() {
            let (once, twice) = (one.members.get(&member.name), two.members.get(&member.name));
            if once.is_none() || twice.is_none() {
                continue;
            }
            compared = true;
            if !member.same(once, twice) {
                assessments.violate(law::violation(
                    self,
                    &clause,
                    format!("`{}` the same after the second request", member.name),
                    law::kind(twice),
                    WHY,
                    format!(
                        "{} after one, {} after two",
                        law::text(once),
                        law::text(twice)
                    ),
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
        fixture::check(LawId::SameTwice, fixtures);
    }

    const UPHELD: &str = "law#/same-twice: upheld";

    fn update() -> Fixture {
        Fixture::sends(json!({"title": "new"})).answers(json!({"title": "new", "enabled": true}))
    }

    #[test]
    fn broken_when_the_second_changes_something() {
        check([update()
            .then_answers(json!({"title": "new", "enabled": false}))
            .says("law#/same-twice: `enabled` the same after the second request → another value")
            .says(UPHELD)]);
    }

    #[test]
    fn broken_when_the_second_is_refused() {
        check([update()
            .then_answers(json!({}))
            .status(409)
            .says("law#/same-twice: the same request accepted again → 409")]);
    }

    #[test]
    fn kept_when_the_second_is_as_the_first_as_far_as_both_show_it() {
        check([
            update()
                .then_answers(json!({"title": "new", "enabled": true}))
                .says(UPHELD),
            update().then_answers(json!({"title": "new"})).says(UPHELD),
        ]);
    }

    #[test]
    fn open_when_the_server_is_busy_or_failed_or_shows_nothing() {
        let then = |status| update().then_answers(json!({})).status(status);
        check([
            then(429).says("law#/same-twice: undecided: the second got 429"),
            then(500).says("law#/same-twice: undecided: the second got 500"),
            Fixture::sends(json!({"title": "new"}))
                .then_answers(json!({"title": "new"}))
                .says("law#/same-twice: undecided: the answers do not show the resource"),
        ]);
    }

    #[test]
    fn not_judged_for_one_request_or_where_nothing_is_compared() {
        check([
            update().says_nothing(),
            update().then_answers(json!({})).says_nothing(),
            update()
                .refused(400)
                .then_answers(json!({"title": "other"}))
                .says_nothing(),
            update().then_answers(json!({"title": "new"})).says(UPHELD),
        ]);
    }
}
