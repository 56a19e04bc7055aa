//! What every rule is.

use crate::judge::{Assessment, Assessments, CheckContext};
use crate::rule_id::RuleId;

/// One rule: what can be wrong with one exchange.
pub trait Rule: std::fmt::Debug + Sync {
    /// Its name.
    fn id(&self) -> RuleId;

    /// The source text of its file.
    fn source(&self) -> &'static str;

    /// What it thinks of an exchange: of every clause that the exchange says something about.
    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments);

    /// Its manual page: the comment at the top of its file.
    fn page(&self) -> String {
        let lines = self.source().lines();
        let comment = lines.map_while(|line| line.strip_prefix("//!"));
        let lines: Vec<_> = comment
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        lines.join("\n")
    }
}

/// What all rules think of an exchange.
#[must_use]
pub fn judge(context: &CheckContext<'_>) -> Assessments {
    let mut assessments = Assessments::default();
    for rule in super::RULES {
        rule.judge(context, &mut assessments);
    }
    if context.busy() {
        // The request was not looked at: what was promised of it is neither kept nor broken.
        assessments
            .0
            .retain(|it| !matches!(it, Assessment::Upheld(_)));
        let probed = context.ledger.probed(&context.exchange.case);
        let status = context.status().unwrap_or_default();
        assessments.undecided(probed, format!("the server is rate limiting ({status})"));
    }
    assessments
}

/// Implements the parts of [`Rule`] that say where it stands.
macro_rules! stands_in {
    ($id:ident, $file:literal) => {
        fn id(&self) -> crate::rule_id::RuleId {
            crate::rule_id::RuleId::$id
        }

        fn source(&self) -> &'static str {
            include_str!(concat!($file, ".rs"))
        }
    };
}
pub(crate) use stands_in;

#[cfg(test)]
mod tests {
    use super::judge;
    use crate::rules::fixture::Fixture;

    fn said(fixture: Fixture) -> Vec<String> {
        fixture.judged(|context, assessments| *assessments = judge(context))
    }

    #[test]
    fn all_rules_speak_of_one_exchange() {
        let said = said(Fixture::valid());
        for line in [
            "http#/answered",
            "responses#/status",
            "request.body#/$ref/type",
        ] {
            assert!(
                said.contains(&format!("{line}: upheld")),
                "{line}: {said:#?}"
            );
        }
    }

    #[test]
    fn a_server_that_is_rate_limiting_upholds_nothing() {
        let said = said(Fixture::valid().status(429));
        let upheld = said.iter().filter(|line| line.ends_with(": upheld"));
        assert_eq!(upheld.collect::<Vec<_>>(), Vec::<&String>::new());
        let open = "request.body#/$ref/type: undecided: the server is rate limiting (429)";
        assert!(said.iter().any(|line| line == open), "{said:#?}");
    }
}
