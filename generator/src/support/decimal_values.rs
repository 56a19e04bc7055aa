//! Numbers within bounds that are no integers.

use proptest::prelude::*;
use serde_json::Value;

use super::valid_values::json_integer;
use super::value_model::Clause;

/// The digits behind the point that numbers without `multipleOf` are made with.
const DIGITS: usize = 6;

/// Numbers that honour the clauses: multiples of `multipleOf`, or else of a small power of ten.
pub fn decimal_numbers(clauses: &'static [Clause]) -> BoxedStrategy<Value> {
    let texts = clauses.iter().filter_map(text);
    let digits = texts.map(fraction).max().unwrap_or(0);
    let multiple = clauses.iter().find_map(|clause| match clause {
        Clause::MultipleOf(of) => Some(*of),
        _ => None,
    });
    let digits = if multiple.is_some() { digits } else { digits.max(DIGITS) };
    let of = multiple.map_or(1, |of| scaled(of, digits)).max(1);
    let (mut min, mut max) = (-1_000_000_000_000_000_i128, 1_000_000_000_000_000_i128);
    for clause in clauses {
        match clause {
            Clause::Minimum(bound) => min = min.max(scaled(bound, digits)),
            Clause::ExclusiveMinimum(bound) => min = min.max(scaled(bound, digits).saturating_add(1)),
            Clause::Maximum(bound) => max = max.min(scaled(bound, digits)),
            Clause::ExclusiveMaximum(bound) => max = max.min(scaled(bound, digits).saturating_sub(1)),
            _ => {}
        }
    }
    // A bound beyond the usual range moves the other end with it.
    let (min, max) = (min.min(max.max(min)), max.max(min));
    let (least, most) = (-((-min).div_euclid(of)), max.div_euclid(of));
    let most = most.max(least);
    let near = (least.saturating_add(100)).min(most);
    prop_oneof![Just(least), Just(most), least..=near, least..=most]
        .prop_map(move |number| written(number * of, digits))
        .boxed()
}

/// The number that a clause names.
#[must_use]
pub fn text(clause: &Clause) -> Option<&'static str> {
    match clause {
        Clause::Minimum(text)
        | Clause::ExclusiveMinimum(text)
        | Clause::Maximum(text)
        | Clause::ExclusiveMaximum(text)
        | Clause::MultipleOf(text) => Some(text),
        _ => None,
    }
}

/// How many digits a number has behind the point.
#[must_use]
pub fn fraction(text: &str) -> usize {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let digits = mantissa.split_once('.').map_or(0, |(_, digits)| digits.len());
    let exponent: i64 = exponent.parse().unwrap_or(0);
    let digits = i64::try_from(digits).unwrap_or(0).saturating_sub(exponent);
    usize::try_from(digits).unwrap_or(0)
}

/// A number without its point, when that many digits stand behind it.
#[must_use]
pub fn scaled(text: &str, digits: usize) -> i128 {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, behind) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: i64 = exponent.parse().unwrap_or(0);
    let (digits, behind_point) = (i64::try_from(digits), i64::try_from(behind.len()));
    let places = exponent
        .saturating_add(digits.unwrap_or(0))
        .saturating_sub(behind_point.unwrap_or(0));
    let number: i128 = format!("{whole}{behind}").parse().unwrap_or(0);
    let power = u32::try_from(places).ok().and_then(|places| 10_i128.checked_pow(places));
    number.saturating_mul(power.unwrap_or(1))
}

/// A number with that many digits behind its point.
#[must_use]
pub fn written(number: i128, digits: usize) -> Value {
    if digits == 0 {
        return json_integer(number);
    }
    // The nearest one: JSON readers may be off by the last bit.
    let rounded: Result<f64, _> = format!("{number}e-{digits}").parse();
    rounded.map_or(Value::Null, Value::from)
}
