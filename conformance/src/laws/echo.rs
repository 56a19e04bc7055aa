//! An accepted PATCH answers what was sent, as it was sent.
//!
//! Broken when the answer shows the resource and a member that was sent has another value there;
//! when the document says where the resource stands in the answer (`x-tally-resource`) and nothing
//! stands there.
//!
//! Not judged: members that the answer does not show, members that the request does not have,
//! members that move by themselves. Equality is that of JSON Schema and of the format. A null that
//! was sent may be answered as null, not at all, or as a default of the server: it is ignored only
//! where the member keeps the value that it had before, and keeps another one, too.
//!
//! RFC 5789 §2: the entity contains the changes that are to be applied to the resource; RFC 9110
//! §15.3.1: a 200 to a state-changing request describes the status of the action.

use tally_spec::clause::ClauseId;
use tally_spec::promise::Promise;

use super::law::{self, Law, Step, stands_in};
use crate::judge::Assessments;
use crate::observed::Observed;
use crate::state::Located;

/// The law.
#[derive(Debug)]
pub(super) struct Echo;

const WHY: &str = "the answer to an accepted PATCH shows the resource as it now is";

impl Law for Echo {
    stands_in!(Echo, "echo", Echo);

    fn judge(&self, step: &Step<'_>, clause: ClauseId, assessments: &mut Assessments) {
        if !step.accepted() {
            return;
        }
        let shown = match step.shown.last() {
            Some(Located::Shown(shown)) => shown,
            Some(Located::Missing) => {
                let detail = "nothing stands where the document says that the resource stands";
                let expected = "the resource in the answer".to_owned();
                assessments.violate(law::violation(
                    self,
                    &clause,
                    expected,
                    "none",
                    WHY,
                    detail.into(),
                ));
                return;
            }
            Some(Located::Unknown) | None => {
                return assessments.undecided(clause, "the answer does not show the resource");
            }
        };
        let mut compared = false;
        for (member, sent) in step.sent_members() {
            let answered = shown.members.get(&member.name);
            if answered.is_none() && !sent.is_null() {
                continue;
            }
            if !member.same(Some(sent), answered) && law::is_merged(sent, answered) {
                continue;
            }
            let observed = match sent.is_null() {
                false => (!member.same(Some(sent), answered)).then(|| law::kind(answered).into()),
                true => match law::cleared(step, member, answered) {
                    Some(cleared) => (!cleared).then(Observed::value_before),
                    None => continue,
                },
            };
            compared = true;
            if let Some(observed) = observed {
                assessments.violate(law::violation(
                    self,
                    &clause,
                    format!("`{}` as it was sent", member.name),
                    observed,
                    WHY,
                    format!("{sent} was sent, {} is answered", law::text(answered)),
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
        fixture::check(LawId::Echo, fixtures);
    }

    const UPHELD: &str = "law#/echo: upheld";
    const ANOTHER: &str = "law#/echo: `title` as it was sent → another value";
    const NOT_SHOWN: &str = "law#/echo: undecided: the answer does not show the resource";

    #[test]
    fn broken_when_another_value_is_answered() {
        let sends = || Fixture::sends(json!({"title": "new"}));
        check([
            sends()
                .answers(json!({"title": "old"}))
                .says(ANOTHER)
                .says(UPHELD),
            sends()
                .answers(json!({"title": null}))
                .says(ANOTHER)
                .says(UPHELD),
        ]);
    }

    #[test]
    fn an_object_may_be_merged_but_what_was_sent_of_it_must_be_there() {
        let sends = || Fixture::sends(json!({"title": {"a": 1, "b": null}}));
        check([
            sends()
                .answers(json!({"title": {"a": 1, "c": 2}}))
                .says_nothing(),
            sends().answers(json!({"title": {"a": 1}})).says(UPHELD),
            sends()
                .answers(json!({"title": {"a": 1, "b": null}}))
                .says(UPHELD),
            sends()
                .answers(json!({"title": {"a": 2, "c": 2}}))
                .says(ANOTHER)
                .says(UPHELD),
        ]);
    }

    #[test]
    fn a_null_is_ignored_when_the_value_before_survives_and_may_give_a_default() {
        let null =
            |answer| Fixture::sends(json!({"enabled": null})).answers(json!({"enabled": answer}));
        let before = || json!({"enabled": false});
        check([
            null(json!(false))
                .before(before())
                .says("law#/echo: `enabled` as it was sent → the value that it had before")
                .says(UPHELD),
            null(json!(null)).before(before()).says(UPHELD),
            null(json!(null)).says(UPHELD),
            null(json!(true)).before(before()).says_nothing(),
            null(json!(true)).says_nothing(),
        ]);
    }

    #[test]
    fn broken_when_the_resource_is_not_where_the_document_says() {
        check([Fixture::sends(json!({"title": "new"}))
            .answers_nothing()
            .says("law#/echo: the resource in the answer → none")]);
    }

    #[test]
    fn kept_when_it_is_the_same_by_schema_and_format() {
        let id = "0a0b0c0d-0000-4000-8000-000000000001";
        check([Fixture::sends(json!({"id": id, "title": "new"}))
            .answers(json!({"id": id.to_uppercase(), "title": "new"}))
            .says(UPHELD)]);
    }

    #[test]
    fn not_judged_when_the_answer_does_not_show_it() {
        let title = || Fixture::sends(json!({"title": "new"}));
        check([
            title().says(NOT_SHOWN),
            title().answers(json!({})).says_nothing(),
            title()
                .answers(json!({"title": "old"}))
                .refused(400)
                .says_nothing(),
            Fixture::sends(json!({"moves": 1}))
                .answers(json!({"moves": 2}))
                .says_nothing(),
        ]);
    }

    #[test]
    fn a_null_is_kept_by_an_answer_that_shows_no_such_member() {
        check([Fixture::sends(json!({"enabled": null}))
            .answers(json!({}))
            .says(UPHELD)]);
    }
}
