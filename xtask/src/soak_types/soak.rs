//! The soak itself, which needs generated code.

use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use tally_generator::{Feature, Unsupported};
use tally_spec::contract::Contract;
use tally_spec::schema::{Validator, Violation, part};

use crate::generated::{self, Error};

/// The types of one document.
struct Fixture {
    name: &'static str,
    kinds: Vec<Kind>,
}

/// A type: the like of that of the generated code, which every fixture has for itself.
struct Kind {
    name: &'static str,
    schema: &'static str,
    inhabited: bool,
    values: BoxedStrategy<Value>,
    near_misses: Vec<NearMiss>,
    comes_back: fn(&Value) -> Result<(), String>,
    is_refused: fn(&Value, &str) -> Result<(), String>,
}

struct NearMiss {
    pointer: String,
    keyword: &'static str,
    values: BoxedStrategy<Value>,
}

macro_rules! fixture {
    ($module:ident) => {{
        use tally_snapshots::$module::generated::strategies;
        let mode = strategies::Mode::default();
        let kinds = strategies::types::ALL.iter().map(|kind| {
            let model = (kind.model)();
            let misses = strategies::near_misses(&model, mode).into_iter();
            Kind {
                name: kind.name,
                schema: kind.schema,
                inhabited: model.rank().is_some(),
                values: strategies::valid_values(&model, mode),
                near_misses: misses
                    .map(|miss| NearMiss {
                        pointer: miss.pointer,
                        keyword: miss.keyword,
                        values: miss.values,
                    })
                    .collect(),
                comes_back: kind.comes_back,
                is_refused: kind.is_refused,
            }
        });
        Fixture {
            name: stringify!($module),
            kinds: kinds.collect(),
        }
    }};
}

/// What was tried.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Types.
    pub(super) types: usize,
    /// Those of which there are no values.
    pub(super) without_values: Vec<String>,
    /// Values.
    pub(super) values: usize,
    /// Those among them that break something of which it is said that types do not enforce it.
    pub(super) loose: usize,
    /// Clauses of which there are near misses.
    pub(super) clauses: usize,
    /// Near misses.
    pub(super) near_misses: usize,
    /// What went wrong.
    pub(super) wrong: Vec<String>,
}

/// Tries so many values of each type, and as many near misses.
pub(super) fn soak(values: usize, seed: u64) -> Result<Tally, Error> {
    let fixtures = [
        fixture!(releases),
        fixture!(pets),
        fixture!(odd_names),
        fixture!(keywords),
    ];
    let all = generated::all()?;
    let mut tally = Tally::default();
    for fixture in fixtures {
        let folder = format!("src/{}/generated", fixture.name);
        let Some(source) = all.iter().find(|one| one.folder.ends_with(&folder)) else {
            continue;
        };
        let contract = source.contract()?;
        let said = source.wanted()?.unsupported;
        for kind in &fixture.kinds {
            let name = format!("{} {}", fixture.name, kind.name);
            try_kind(&name, kind, (&contract, &said), values, seed, &mut tally);
        }
    }
    Ok(tally)
}

/// The validator of a type that has a schema of its own.
fn validator(contract: &Contract, pointer: &str) -> Option<Validator> {
    let name = pointer.strip_prefix("/components/schemas/")?;
    let whole = contract.library().value;
    let schema = part(&whole, &format!("/$defs/{name}"))?;
    Some(Validator::usable(&schema).0)
}

fn try_kind(
    name: &str,
    kind: &Kind,
    (contract, said): (&Contract, &[Unsupported]),
    values: usize,
    seed: u64,
    tally: &mut Tally,
) {
    tally.types += 1;
    if !kind.inhabited {
        tally.without_values.push(name.to_owned());
        return;
    }
    // What stands inside another schema is judged with that.
    let named = !kind
        .schema
        .trim_start_matches("/components/schemas/")
        .contains('/');
    let validator = validator(contract, kind.schema).filter(|_| named);
    let is_said = |violation: &Violation| is_said(said, kind.schema, violation);
    let mut runner = runner(seed);
    for _ in 0..values {
        let Some(value) = value(&kind.values, &mut runner) else {
            tally.wrong.push(format!("{name}: no value can be made"));
            return;
        };
        tally.values += 1;
        let violations = validator
            .as_ref()
            .map(|validator| validator.violations(&value))
            .unwrap_or_default();
        let (loose, strict): (Vec<&Violation>, Vec<&Violation>) =
            violations.iter().partition(|violation| is_said(violation));
        tally.loose += usize::from(!loose.is_empty());
        let refused = strict.first();
        let refused = refused.map(|one| format!("the schema refuses it: {}", one.message));
        if let Some(problem) = refused.or_else(|| (kind.comes_back)(&value).err()) {
            tally.wrong.push(format!("{name}: {value}: {problem}"));
            return;
        }
    }
    let each = values.div_ceil(kind.near_misses.len().max(1));
    for miss in &kind.near_misses {
        tally.clauses += 1;
        for _ in 0..each {
            let Some(value) = value(&miss.values, &mut runner) else {
                let place = format!("{} at {:?}", miss.keyword, miss.pointer);
                tally
                    .wrong
                    .push(format!("{name}: no near miss of {place} can be made"));
                break;
            };
            let null = value.is_null() && miss.pointer.is_empty();
            if null
                && validator
                    .as_ref()
                    .is_some_and(|validator| validator.is_valid(&value))
            {
                // The type is that of what is not null; who holds it has an `Option`.
                continue;
            }
            tally.near_misses += 1;
            let accepted = validator
                .as_ref()
                .and_then(|validator| accepted(validator, &value, miss, &is_said));
            let problem = accepted.or_else(|| (kind.is_refused)(&value, &miss.pointer).err());
            if let Some(problem) = problem {
                let place = format!("{} at {:?}", miss.keyword, miss.pointer);
                tally
                    .wrong
                    .push(format!("{name}: {place}: {value}: {problem}"));
                break;
            }
        }
    }
}

/// Whether it is said, with its place, that types do not enforce what a value breaks.
fn is_said(said: &[Unsupported], schema: &str, violation: &Violation) -> bool {
    let location = match violation.schema_location.strip_prefix("/$defs/") {
        Some(named) => format!("/components/schemas/{named}"),
        None => format!("{schema}{}", violation.schema_location),
    };
    said.iter().any(|one| {
        let Some(place) = &one.place else {
            return false;
        };
        let Some(inside) = location.strip_prefix(place.pointer.as_str()) else {
            return false;
        };
        // Of a schema that was made of several, only that one's place is known.
        let under = match &one.feature {
            Feature::Keyword(keyword) if place.pointer.ends_with(&format!("/{keyword}")) => true,
            Feature::Keyword(keyword) => inside.split('/').any(|token| token == keyword),
            _ => false,
        };
        inside.is_empty() || (under && inside.starts_with('/'))
    })
}

/// What is wrong when the schema does not refuse a near miss at its member, or at what holds it.
fn accepted(
    validator: &Validator,
    value: &Value,
    miss: &NearMiss,
    is_said: &impl Fn(&Violation) -> bool,
) -> Option<String> {
    let violations = validator.violations(value);
    if violations.is_empty() {
        return Some("the schema accepts it".to_owned());
    }
    let below = |inner: &str, outer: &str| {
        let rest = inner.strip_prefix(outer);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    // `items: false` refuses the items, and the type the array.
    let at = |violation: &Violation| {
        let item = miss.keyword == "maxItems" && violation.keyword == "false";
        below(&miss.pointer, &violation.instance)
            || (item && below(&violation.instance, &miss.pointer))
    };
    let mut unsaid = violations.iter().filter(|violation| !is_said(violation));
    let elsewhere = unsaid.find(|violation| !at(violation));
    elsewhere.map(|violation| format!("the schema refuses {:?}, too", violation.instance))
}

fn runner(seed: u64) -> TestRunner {
    let mut bytes = *b"soak types \0\0\0\0\0";
    bytes[8..].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::XorShift, &bytes))
}

fn value(values: &BoxedStrategy<Value>, runner: &mut TestRunner) -> Option<Value> {
    Some(values.new_tree(runner).ok()?.current())
}
