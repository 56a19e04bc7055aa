//! What holds for every type: its values come back as they were, and near misses are refused.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use serde::Serialize;
use serde_json::Value;

use super::decode::Decode;
use super::equality::equal;
use super::issue::{Issue, Segment};
use super::near_miss::near_misses;
use super::valid_values::{Mode, valid_values};
use super::value_model::ValueModel;

/// A type, with what can be tried of it.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// JSON Pointer of its schema.
    pub schema: &'static str,
    /// What its values look like.
    pub model: fn() -> ValueModel,
    /// Whether a value is one of the type, and is written back as it was.
    pub comes_back: fn(&Value) -> Result<(), String>,
    /// Whether a value is refused, at that JSON Pointer and nowhere else.
    pub is_refused: fn(&Value, &str) -> Result<(), String>,
}

impl Kind {
    /// The type `T`.
    #[must_use]
    pub const fn of<T: Decode + Serialize>(
        name: &'static str,
        schema: &'static str,
        model: fn() -> ValueModel,
    ) -> Self {
        Self {
            name,
            schema,
            model,
            comes_back: comes_back::<T>,
            is_refused: is_refused::<T>,
        }
    }

    /// Tries what holds for every type, with so many values and an eighth of that for each thing
    /// that can be wrong with one, the same on every run. A type of which no values can be made passes.
    ///
    /// # Errors
    ///
    /// What did not hold, with a value that shows it; the smallest one if it is to come back.
    pub fn holds(&self, cases: u32) -> Result<(), String> {
        let model = (self.model)();
        if model.rank().is_none() {
            return Ok(());
        }
        let config = Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        };
        // Values need much randomness of little quality.
        let rng = TestRng::deterministic_rng(RngAlgorithm::XorShift);
        let mut runner = TestRunner::new_with_rng(config, rng);
        let comes_back =
            |value: Value| (self.comes_back)(&value).map_err(TestCaseError::fail);
        // Whatever stands deeper has a type of its own, which is tried as well.
        let mode = Mode::default().shallow();
        match runner.run(&valid_values(&model, mode), comes_back) {
            // What is not made shows nothing of the type.
            Ok(()) | Err(TestError::Abort(_)) => {}
            Err(error) => return Err(error.to_string()),
        }
        for miss in near_misses(&model, mode) {
            let wrong = |problem| format!("{} at {:?}: {problem}", miss.keyword, miss.pointer);
            for _ in 0..cases.div_ceil(8) {
                let Ok(tree) = miss.values.new_tree(&mut runner) else {
                    break;
                };
                (self.is_refused)(&tree.current(), &miss.pointer).map_err(wrong)?;
            }
        }
        Ok(())
    }
}

/// Whether a value is one of the type, and is written back as it was: the same JSON, where the
/// case of a uuid and the notation of an address are of no importance.
///
/// # Errors
///
/// What is wrong.
pub fn comes_back<T: Decode + Serialize>(value: &Value) -> Result<(), String> {
    let decoded = T::from_value(value.clone()).map_err(|issues| format!("{value}: {issues}"))?;
    let back = serde_json::to_value(&decoded).map_err(|error| error.to_string())?;
    if equal(value, &back) || same(value, &back) {
        Ok(())
    } else {
        Err(format!("{value} comes back as {back}"))
    }
}

/// Whether a value is refused, at that place and nowhere else.
///
/// # Errors
///
/// What is wrong.
pub fn is_refused<T: Decode>(value: &Value, pointer: &str) -> Result<(), String> {
    match T::from_value(value.clone()) {
        Ok(_) => Err(format!("{value} is accepted")),
        Err(issues) => match issues.iter().find(|issue| place(issue) != pointer) {
            Some(issue) => Err(format!("{value} is refused at {:?}: {issue}", place(issue))),
            None => Ok(()),
        },
    }
}

/// The JSON Pointer of an issue.
#[must_use]
pub fn place(issue: &Issue) -> String {
    let steps = issue.path.iter().map(|step| match step {
        Segment::Member(name) => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
        Segment::Index(index) => format!("/{index}"),
    });
    steps.collect()
}

/// Equal but for what formats take for the same.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(a), Value::String(b)) => {
            let uuid = |text: &str| {
                text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
            };
            let address = |text: &str| text.parse::<std::net::Ipv6Addr>().ok();
            a == b
                || (uuid(a) && a.eq_ignore_ascii_case(b))
                || (address(a).is_some() && address(a) == address(b))
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let member = |(name, value)| b.get(name).is_some_and(|other| same(value, other));
            a.len() == b.len() && a.iter().all(member)
        }
        _ => equal(one, other),
    }
}
