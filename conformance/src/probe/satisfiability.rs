//! What the algebra proves about a clause: that no value breaks it alone, or that none breaks it at
//! all. Where it knows that there is one, the changed schema itself is asked for values.

use serde_json::Value;
use tally_spec::clause::Occurrence;
use tally_spec::format::format_bounds;
use tally_spec::schema::{Answer, Keyword, SchemaView, Set, integer};

use super::locate::locate;
use super::negate::{Changed, Context, changed};
use super::negative::{Found, ground};
use super::negative_values::{Change, shown};
use super::prober::{BrokenValue, NegativeProbe, Prober};
use super::work_budget::{SPENT, nodes};
use crate::case::Grade;
use crate::values::{self, Enumerator, PathStep, ValueSpec};

/// The work of canonicalising one node of a schema.
const ALGEBRA: u64 = 40;

/// How many values of a changed schema are tried.
const TRIED: usize = 8;

impl Prober<'_> {
    /// The same change of a value that has all optional members; none where it does not break the
    /// clause alone there, or where there are no more members.
    pub(crate) fn beside_all(
        &self,
        occurrence: &Occurrence,
        breach: &BrokenValue,
    ) -> Option<BrokenValue> {
        let steps = locate(&self.breaker, occurrence)?;
        let full = self.full_base(&ground(occurrence, &steps))?;
        let beside = self.prove(occurrence, &steps, &full, &breach.change)?;
        let alike = matches!(beside.grade, Grade::Isolated) || beside.grade == breach.grade;
        (alike && beside.value != breach.value).then_some(beside)
    }

    /// Whether what stands beside the keyword lets a value break it alone: cheap, and enough where
    /// two keywords say the same.
    pub(crate) fn isolated_here(&self, occurrence: &Occurrence, steps: &[PathStep]) -> Answer {
        match self.is_format_bound(occurrence) {
            true => Answer::No,
            false => self.some(occurrence, steps, Changed::Here, Context::Path),
        }
    }

    /// Whether a bound and a numeric format in one schema object exclude the same numbers: formats of
    /// 64 bits are beyond the numbers of the algebra.
    fn is_format_bound(&self, occurrence: &Occurrence) -> bool {
        let schema = SchemaView::at(self.plain, &occurrence.location);
        let format = schema.and_then(SchemaView::format);
        let Some((least, most)) = format.and_then(format_bounds) else {
            return false;
        };
        let bound = |keyword: Keyword| integer(schema?.number(keyword)?);
        let (Some(least), Some(most)) = (integer(&least), integer(&most)) else {
            return false;
        };
        let Some(keyword) = occurrence.keyword else {
            return false;
        };
        match keyword {
            Keyword::Minimum => bound(Keyword::Minimum).is_some_and(|bound| bound <= least),
            Keyword::Maximum => bound(Keyword::Maximum).is_some_and(|bound| bound >= most),
            Keyword::ExclusiveMinimum => {
                bound(Keyword::ExclusiveMinimum).is_some_and(|bound| bound < least)
            }
            Keyword::ExclusiveMaximum => {
                bound(Keyword::ExclusiveMaximum).is_some_and(|bound| bound > most)
            }
            Keyword::Format => {
                let from = bound(Keyword::Minimum).max(bound(Keyword::ExclusiveMinimum));
                let to = [bound(Keyword::Maximum), bound(Keyword::ExclusiveMaximum)];
                from.is_some_and(|from| from >= least)
                    && to.into_iter().flatten().min().is_some_and(|to| to <= most)
            }
            _ => false,
        }
    }

    /// Whether a value breaks a clause alone, as far as the algebra knows: by what stands beside the
    /// keyword, by what stands on the path to it, by the whole schema. Where there are some, they are
    /// looked for in the changed schema.
    pub(crate) fn isolated(
        &self,
        occurrence: &Occurrence,
        steps: &[PathStep],
        bases: &[Value],
        found: &mut Found,
    ) -> Answer {
        let on_path = || self.some(occurrence, steps, Changed::Negated, Context::Path);
        if self.isolated_here(occurrence, steps) == Answer::No || on_path() == Answer::No {
            return Answer::No;
        }
        let Some(schema) = self.affordable(occurrence, steps, Changed::Negated, Context::Whole)
        else {
            return Answer::Unknown;
        };
        let answer = Set::of(&schema).satisfiable();
        if answer == Answer::No {
            return answer;
        }
        let enumerator = Enumerator::new(&schema);
        let made = enumerator.make_within(&ValueSpec::of(&schema), TRIED, self.work.share());
        self.work.spend(enumerator.effort());
        let parts = made.iter().filter_map(|whole| values::get(whole, steps));
        for value in parts {
            let change = Change::be(value.clone(), format!("is {}", shown(value)));
            for base in bases {
                found.add(self.prove(occurrence, steps, base, &change));
                if !found.pure.is_empty() || self.work.is_spent() {
                    return answer;
                }
            }
        }
        answer
    }

    /// Notes of breaches that are all entangled whether it is proven that none can be isolated.
    pub(crate) fn judge_entangled(
        &self,
        occurrence: &Occurrence,
        steps: &[PathStep],
        breaches: &mut [BrokenValue],
    ) {
        let here = self.isolated_here(occurrence, steps) == Answer::No;
        let none = here
            || [
                (Changed::Negated, Context::Path),
                (Changed::Negated, Context::Whole),
            ]
            .into_iter()
            .any(|(how, context)| self.some(occurrence, steps, how, context) == Answer::No);
        for breach in breaches {
            if let Grade::Entangled { proven, .. } = &mut breach.grade {
                *proven = none;
            }
        }
    }

    /// Why no value breaks a clause: the algebra knows that there is none, or nobody knows.
    pub(crate) fn without_value(
        &self,
        occurrence: &Occurrence,
        steps: &[PathStep],
        ground: bool,
    ) -> NegativeProbe {
        let none = |how: Changed| {
            [Context::Path, Context::Whole]
                .into_iter()
                .any(|context| self.some(occurrence, steps, how, context) == Answer::No)
        };
        if self.some(occurrence, steps, Changed::Alone, Context::Path) == Answer::No {
            return NegativeProbe::Implied("no value breaks the keyword".to_owned());
        }
        if !ground && none(Changed::Reached) {
            return NegativeProbe::Implied("no valid request has this part".to_owned());
        }
        if none(Changed::Relaxed) {
            return NegativeProbe::Implied("no request breaks it and nothing elsewhere".to_owned());
        }
        let reason = match ground {
            _ if self.work.is_spent() => SPENT,
            false => "no valid request with this part was found",
            true if none(Changed::Negated) => {
                "no value breaks it alone, and none was found that breaks it with others"
            }
            true => "no value was found",
        };
        NegativeProbe::Undecided(reason.to_owned())
    }

    /// Whether the changed schema has values.
    fn some(
        &self,
        occurrence: &Occurrence,
        steps: &[PathStep],
        how: Changed,
        context: Context,
    ) -> Answer {
        let schema = self.affordable(occurrence, steps, how, context);
        schema.map_or(Answer::Unknown, |schema| Set::of(&schema).satisfiable())
    }

    /// The changed schema, if its canonical form is within the share of work.
    fn affordable(
        &self,
        occurrence: &Occurrence,
        steps: &[PathStep],
        how: Changed,
        context: Context,
    ) -> Option<Value> {
        if self.work.is_spent() {
            return None;
        }
        let schema = changed(self.plain, occurrence, steps, how, context)?;
        let size = nodes(&schema);
        // Making it has cost something, too.
        self.work.spend(size);
        let cost = size.saturating_mul(ALGEBRA);
        if cost > self.work.share() {
            return None;
        }
        self.work.spend(cost);
        Some(schema)
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use serde_json::json;

    use super::super::work_budget::Work;
    use super::*;

    /// What becomes of each clause with so much work, shared as a plan shares it: its grade, whether
    /// that is proven, or why there is none.
    fn check(schema: &Value, units: u64) -> Vec<String> {
        let work = Rc::new(Work::of(units));
        let prober = Prober::sharing(schema, schema, Rc::clone(&work));
        let count = prober.occurrences.len();
        let clauses = prober.occurrences.iter().enumerate();
        clauses
            .map(|(number, occurrence)| {
                work.allot(count - number);
                let what = match prober.breaks(occurrence) {
                    NegativeProbe::Implied(why) | NegativeProbe::Undecided(why) => why,
                    NegativeProbe::Broken(breaches) => match &breaches[0].grade {
                        Grade::Isolated => "isolated".to_owned(),
                        Grade::Entangled { proven: true, .. } => "entangled".to_owned(),
                        Grade::Entangled { proven: false, .. } => "not proven".to_owned(),
                    },
                };
                format!("{}: {what}", occurrence.path)
            })
            .collect()
    }

    #[test]
    fn entangled_is_proven_or_said_not_to_be() {
        let seen = check(&json!({ "enum": ["aa"], "pattern": "^a+$" }), u64::MAX);
        assert_eq!(seen, ["/enum: isolated", "/pattern: entangled"]);
        let seen = check(
            &json!({ "type": "string", "pattern": "^a+$", "allOf": [{ "pattern": "^(a)+$" }] }),
            u64::MAX,
        );
        assert_eq!(
            seen[1..],
            ["/pattern: not proven", "/allOf/0/pattern: not proven"]
        );
    }

    #[test]
    fn a_bound_that_the_format_sets_as_well_is_the_format() {
        for schema in [
            json!({ "format": "int64", "maximum": i64::MAX, "type": "integer" }),
            json!({ "format": "uint64", "minimum": 0, "type": "integer" }),
        ] {
            let seen = check(&schema, u64::MAX);
            assert_eq!(seen, ["/format: isolated", "/type: isolated"]);
        }
    }

    #[test]
    fn a_format_that_tighter_bounds_imply_is_entangled_with_them() {
        let schema = json!({ "format": "int64", "minimum": 0, "maximum": 100, "type": "integer" });
        let seen = check(&schema, u64::MAX);
        assert!(seen.contains(&"/format: entangled".to_owned()), "{seen:?}");
        let seen = check(&json!({ "format": "uint64", "minimum": 1 }), u64::MAX);
        assert_eq!(seen, ["/format: isolated", "/minimum: isolated"]);
    }

    #[test]
    fn a_member_that_a_pattern_names_is_no_additional_one() {
        let seen = check(
            &json!({
                "type": "object",
                "patternProperties": {
                    "^x": { "pattern": "^a+$", "allOf": [{ "pattern": "^(a)+$" }] },
                },
                "additionalProperties": false,
            }),
            u64::MAX,
        );
        assert!(
            seen.contains(&"/patternProperties/^x/pattern: not proven".to_owned()),
            "{seen:?}"
        );
    }

    #[test]
    fn what_stands_above_is_asked_too() {
        let seen = check(
            &json!({
                "type": "object",
                "properties": { "a": { "type": "string", "minLength": 2 } },
                "allOf": [{ "properties": { "a": { "minLength": 2 } } }],
            }),
            u64::MAX,
        );
        assert!(
            seen.contains(&"/properties/a/minLength: entangled".to_owned()),
            "{seen:?}"
        );
    }

    #[test]
    fn a_clause_that_costs_much_leaves_the_others_their_share() {
        let branch = |at: usize| {
            json!({ "type": "object", "required": [format!("a{at}")], "not": { "required": ["z"] },
                "properties": { format!("a{at}"): { "pattern": "^(?=a)b+$" } } })
        };
        let branches: Vec<Value> = (0..30).map(branch).collect();
        let schema = json!({
            "type": "object",
            "required": ["last"],
            "properties": {
                "costly": { "oneOf": branches },
                "last": { "type": "string", "minLength": 3 },
            },
        });
        let seen = check(&schema, 40_000);
        let costly = format!("/properties/costly/oneOf: {SPENT}");
        assert!(seen.contains(&costly), "{seen:?}");
        let last = "/properties/last/minLength: isolated".to_owned();
        assert!(seen.contains(&last), "{seen:?}");
        assert_eq!(seen, check(&schema, 40_000));
    }
}
