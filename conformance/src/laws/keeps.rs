//! An accepted PATCH keeps what was not sent.
//!
//! Broken when a member that the request could have written and did not is another one afterwards:
//! in a read before and after, or in the answer itself.
//!
//! Not judged: members that the request does not have, members that move by themselves, members
//! that the answer does not show (a read must show what it showed before).
//!
//! RFC 5789 §2: the changes in the entity are applied, "the server MUST apply the entire set of
//! changes"; what is not in the set is not changed. RFC 7396 §1: members that are not in the patch
//! are left alone.

use tally_spec::clause::ClauseId;
use tally_spec::promise::Promise;

use super::law::{self, Law, Step, stands_in};
use crate::judge::Assessments;

/// The law.
#[derive(Debug)]
pub(super) struct Keeps;

const WHY: &str = "a PATCH changes what it sends, and nothing else";

impl Law for Keeps {
    stands_in!(Keeps, "keeps", Keeps);

    fn judge(&self, step: &Step<'_>, clause: ClauseId, assessments: &mut Assessments) {
        let Some(before) = step.before.filter(|_| step.accepted()) else {
            return;
        };
        let mut compared = false;
        for member in step.other_members() {
            let was = before.members.get(&member.name);
            let answered = step
                .last_shown()
                .and_then(|shown| shown.members.get(&member.name));
            let in_answer = answered.filter(|_| was.is_some());
            let in_read = step.after.map(|after| after.members.get(&member.name));
            let is = match (in_answer, in_read) {
                (Some(answered), _) if !member.same(was, Some(answered)) => Some(answered),
                (_, Some(read)) if !member.same(was, read) => read,
                (None, None) => continue,
                _ => {
                    compared |= was.is_some();
                    continue;
                }
            };
            compared = true;
            assessments.violate(law::violation(
                self,
                &clause,
                format!("`{}` kept", member.name),
                law::kind(is),
                WHY,
                format!("it was {}, it is {}", law::text(was), law::text(is)),
            ));
        }
        match compared {
            true => assessments.uphold(clause),
            false => assessments.undecided(clause, "answers do not show what was not sent"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::laws::fixture::{self, Fixture};
    use crate::rule_id::LawId;

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(LawId::Keeps, fixtures);
    }

    const UPHELD: &str = "law#/keeps: upheld";
    const ANOTHER: &str = "law#/keeps: `enabled` kept → another value";
    const NOT_SHOWN: &str = "law#/keeps: undecided: answers do not show what was not sent";

    fn update() -> Fixture {
        Fixture::sends(json!({"title": "new"})).before(json!({"title": "old", "enabled": true}))
    }

    #[test]
    fn broken_when_a_read_shows_another_value() {
        check([
            update()
                .answers(json!({"title": "new", "enabled": true}))
                .after(json!({"title": "new", "enabled": false}))
                .says(ANOTHER)
                .says(UPHELD),
            update()
                .answers(json!({}))
                .after(json!({"title": "new"}))
                .says("law#/keeps: `enabled` kept → absent")
                .says(UPHELD),
        ]);
    }

    #[test]
    fn broken_when_the_answer_shows_another_value() {
        check([update()
            .answers(json!({"title": "new", "enabled": null}))
            .after(json!({"title": "new", "enabled": true}))
            .says(ANOTHER)
            .says(UPHELD)]);
    }

    #[test]
    fn kept_when_nothing_else_changed() {
        let same = json!({"title": "new", "enabled": true});
        check([
            update()
                .answers(same.clone())
                .after(same.clone())
                .says(UPHELD),
            update().answers(same.clone()).says(UPHELD),
            update()
                .answers(json!({"title": "new"}))
                .after(same)
                .says(UPHELD),
        ]);
    }

    #[test]
    fn not_judged_what_moves_and_what_no_state_shows() {
        let moves = |count| json!({"title": "new", "moves": count});
        let nulls = json!({"title": "new", "enabled": null});
        check([
            update()
                .before(moves(1))
                .answers(moves(2))
                .after(moves(2))
                .says(NOT_SHOWN),
            update()
                .before(json!({"title": "old"}))
                .answers(nulls.clone())
                .after(nulls)
                .says(NOT_SHOWN),
            update().answers(json!({"title": "new"})).says(NOT_SHOWN),
        ]);
    }

    #[test]
    fn not_judged_when_refused_or_without_a_state_before() {
        let lost = json!({"title": "new", "enabled": false});
        check([
            update().answers(lost.clone()).refused(400).says_nothing(),
            Fixture::sends(json!({"title": "new"}))
                .answers(lost.clone())
                .after(lost.clone())
                .says_nothing(),
            update().answers(lost).says(ANOTHER).says(UPHELD),
        ]);
    }
}
