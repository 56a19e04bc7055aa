//! The error body names another member than the one that failed.
//!
//! Fires when the document says where an answer names the member that failed (`x-tally-culprit`),
//! and another member than the wrong one is named, or none; of several wrong ones any may be named.
//!
//! Silent when the request as a whole is wrong, when several members could be meant, when what
//! stands there is of another type than it should be (`schema_mismatch`), and on indices written
//! as text.
//!
//! The promise is the document's own: OpenAPI's Response Object has a `description` for it, an
//! overlay makes it checkable.

use serde_json::Value;
use tally_spec::extension::{Culprit, CulpritForm, culprit};
use tally_spec::promise::Promise;
use tally_spec::schema::pointer;

use super::rule::{Rule, stands_in};
use crate::case::Intent;
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct WrongCulprit;

impl Rule for WrongCulprit {
    stands_in!(WrongCulprit, "wrong_culprit");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let at: &[String] = match &context.exchange.case.intent {
            Intent::Breaks { at, .. } => std::slice::from_ref(at),
            Intent::BreaksSeveral { at } => at,
            Intent::Honours | Intent::Probes => return,
        };
        let Some(response) = context.response else {
            return;
        };
        let part = context.body_part();
        let clause = part.and_then(|part| context.ledger.promise(Promise::Culprit, &part));
        let (Some(clause), Ok(Some(promised)), Some(body)) =
            (clause, culprit(response), context.value())
        else {
            return;
        };
        // Of `/body/a/0` the answer names `a` and `0`; of a parameter its name.
        let failed: Option<Vec<Vec<String>>> = at
            .iter()
            .map(|at| {
                let tokens = pointer::tokens(at);
                let rest = tokens.get(1..).filter(|rest| !rest.is_empty());
                rest.map(<[String]>::to_vec)
            })
            .collect();
        let Some(failed) = failed else {
            return assessments.undecided(clause, "the request as a whole is wrong");
        };
        let Some(named) = named(body, &promised) else {
            return;
        };
        if failed
            .iter()
            .any(|failed| is_meant(&named, failed, promised.form))
        {
            return assessments.uphold(clause);
        }
        let failed: Vec<String> = failed
            .iter()
            .map(|it| format!("`{}`", it.join(".")))
            .collect();
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            expected: "the member that failed".to_owned(),
            observed: match named.as_slice() {
                [] => "none".into(),
                _ => "another member".into(),
            },
            why: format!(
                "the document says that `{}` names the member that failed",
                promised.pointer
            ),
            detail: Some(format!(
                "{} failed, `{}` is named",
                failed.join(" and "),
                named.join(".")
            )),
        });
    }
}

/// The tokens that an answer names; none when nothing of the right type stands there.
fn named(body: &Value, promised: &Culprit) -> Option<Vec<String>> {
    let value = body.pointer(&promised.pointer)?;
    let token = |item: &Value| match item {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match promised.form {
        CulpritForm::Segments => value.as_array()?.iter().map(token).collect(),
        CulpritForm::Pointer => Some(pointer::tokens(value.as_str()?)),
        CulpritForm::Dotted => Some(dotted(value.as_str()?)),
        CulpritForm::Name => Some(vec![value.as_str()?.to_owned()]),
    }
}

/// The names of `items[0].name`.
fn dotted(text: &str) -> Vec<String> {
    let names = text.split(['.', '[', ']']).filter(|it| !it.is_empty());
    names.map(str::to_owned).collect()
}

fn is_meant(named: &[String], failed: &[String], form: CulpritForm) -> bool {
    match form {
        CulpritForm::Name => {
            let names: Vec<_> = failed
                .iter()
                .filter(|it| it.parse::<usize>().is_err())
                .collect();
            named
                .first()
                .is_some_and(|name| names.last() == Some(&name))
        }
        // A member name with a dot or bracket in it could also be two names.
        CulpritForm::Dotted => named == dotted(&failed.join(".")),
        CulpritForm::Segments | CulpritForm::Pointer => named == failed,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tally_spec::extension::{Culprit, CulpritForm};

    use super::{is_meant, named};
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    #[test]
    fn every_form_names_the_member_that_failed_and_no_other() {
        let failed = ["items", "0", "filter[name]"].map(str::to_owned);
        let rows = [
            (CulpritForm::Segments, json!(["items", 0, "filter[name]"])),
            (CulpritForm::Pointer, json!("/items/0/filter[name]")),
            (CulpritForm::Dotted, json!("items[0].filter[name]")),
            (CulpritForm::Dotted, json!("items.0.filter[name]")),
            (CulpritForm::Name, json!("filter[name]")),
        ];
        for (form, answer) in rows {
            let promised = Culprit {
                pointer: String::new(),
                form,
            };
            let tokens = named(&answer, &promised).unwrap();
            assert!(is_meant(&tokens, &failed, form), "{answer}");
            let other = ["items", "1", "other"].map(str::to_owned);
            assert!(!is_meant(&tokens, &other, form), "{answer}");
        }
    }

    const UPHELD: &str = "response.400.body#/culprit: upheld";
    const NONE: &str = "response.400.body#/culprit: the member that failed → none";
    const ANOTHER: &str = "response.400.body#/culprit: the member that failed → another member";

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::WrongCulprit, fixtures);
    }

    /// Names a member in the answer to a request that breaks the clause of one.
    fn names(fixture: Fixture, named: &str) -> Fixture {
        fixture
            .status(400)
            .body(format!(r#"{{"error":"x","field":{named}}}"#))
    }

    fn title(named: &str) -> Fixture {
        names(Fixture::invalid("/body/title"), named)
    }

    #[test]
    fn fires_when_another_member_is_named_or_none() {
        check([
            title(r#"["id"]"#).says(ANOTHER),
            title(r#"["title","x"]"#).says(ANOTHER),
            title("[]").says(NONE),
        ]);
    }

    #[test]
    fn upheld_when_the_right_one_is_named() {
        let tag = |named| names(Fixture::invalid("/body/tags/1"), named);
        check([
            title(r#"["title"]"#).says(UPHELD),
            tag(r#"["tags",1]"#).says(UPHELD),
            tag(r#"["tags","1"]"#).says(UPHELD),
            tag(r#"["tags",0]"#).says(ANOTHER),
        ]);
    }

    #[test]
    fn open_when_the_request_as_a_whole_is_wrong() {
        check([names(Fixture::invalid("/body"), "[]")
            .says("response.400.body#/culprit: undecided: the request as a whole is wrong")]);
    }

    #[test]
    fn silent_when_nothing_of_the_right_type_is_named_and_on_other_requests() {
        let id = r#"["id"]"#;
        check([
            title("null").says_nothing(),
            Fixture::invalid("/body/title")
                .body(r#"{"error":"x"}"#)
                .says_nothing(),
            names(Fixture::unauthorized(), id).says_nothing(),
            names(Fixture::survived(), id).says_nothing(),
            names(Fixture::valid(), id).says_nothing(),
            title(id).says(ANOTHER),
        ]);
    }
}
