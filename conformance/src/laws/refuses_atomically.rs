//! A PATCH that is refused changes nothing.
//!
//! Broken when a request is answered with a 4xx and a read afterwards shows another value of a
//! member than one before: the one that was wrong, or one that was sent beside it.
//!
//! Not judged: requests that are accepted or that make the server fail, members that the request
//! does not have, members that move by themselves.
//!
//! RFC 5789 §2: "The server MUST apply the entire set of changes atomically … if the entire patch
//! document cannot be successfully applied, then the server MUST NOT apply any of the changes."

use tally_spec::clause::ClauseId;
use tally_spec::promise::Promise;

use super::law::{self, Law, Step, stands_in};
use crate::judge::Assessments;

/// The law.
#[derive(Debug)]
pub(super) struct RefusesAtomically;

const WHY: &str = "a refused PATCH must not apply any of its changes (RFC 5789 §2)";

impl Law for RefusesAtomically {
    stands_in!(RefusesAtomically, "refuses_atomically", RefusesAtomically);

    fn judge(&self, step: &Step<'_>, clause: ClauseId, assessments: &mut Assessments) {
        let refused = |exchange: &crate::exchange::Exchange| {
            exchange
                .status()
                .is_some_and(|status| (400..500).contains(&status))
        };
        let (Some(before), Some(after)) = (step.before, step.after) else {
            return;
        };
        if !step.exchanges.iter().all(refused) {
            return;
        }
        let changed = before.differences(after, step.members);
        for name in &changed {
            let (was, is) = (before.members.get(name), after.members.get(name));
            assessments.violate(law::violation(
                self,
                &clause,
                format!("`{name}` unchanged by a refused request"),
                law::kind(is),
                WHY,
                format!("it was {}, it is {}", law::text(was), law::text(is)),
            ));
        }
        let is_shown = |name| before.members.contains_key(name) || after.members.contains_key(name);
        let compared = step.members.all().any(|member| is_shown(&member.name));
        if changed.is_empty() && compared {
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
        fixture::check(LawId::RefusesAtomically, fixtures);
    }

    const UPHELD: &str = "law#/refuses-atomically: upheld";
    const ANOTHER: &str =
        "law#/refuses-atomically: `enabled` unchanged by a refused request → another value";

    fn update() -> Fixture {
        Fixture::sends(json!({"title": "", "enabled": true}))
            .before(json!({"title": "old", "enabled": false}))
            .refused(400)
    }

    #[test]
    fn broken_when_a_refused_request_changed_something() {
        check([update()
            .after(json!({"title": "old", "enabled": true}))
            .says(ANOTHER)]);
    }

    #[test]
    fn kept_when_nothing_changed_but_what_moves() {
        check([
            update()
                .after(json!({"enabled": false, "title": "old"}))
                .says(UPHELD),
            update()
                .after(json!({"title": "old", "enabled": false, "moves": 2}))
                .says(UPHELD),
        ]);
    }

    #[test]
    fn not_judged_when_accepted_or_failed_or_nothing_is_shown() {
        let changed = || json!({"title": "old", "enabled": true});
        check([
            update().status(200).after(changed()).says_nothing(),
            update().status(500).after(changed()).says_nothing(),
            update().says_nothing(),
            update().before(json!({})).after(json!({})).says_nothing(),
            update().status(499).after(changed()).says(ANOTHER),
        ]);
    }
}
