//! Numbers: bounds, multiples, and the values at and beside them.

use std::cmp::Ordering;

use serde_json::{Number, Value};
use tally_spec::schema::{JsonTypes, compare, integer};

/// A bound of a range.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub(super) number: Number,
    pub(super) exclusive: bool,
}

/// What numbers must satisfy.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pub(super) least: Option<Bound>,
    pub(super) most: Option<Bound>,
    pub(super) multiples: Vec<Number>,
    pub(super) no_multiples: Vec<Number>,
}

impl Numbers {
    pub(super) fn at_least(&mut self, number: &Number, exclusive: bool) {
        let tighter = match &self.least {
            None => true,
            Some(old) => match compare(number, &old.number) {
                Ordering::Greater => true,
                Ordering::Equal => exclusive,
                Ordering::Less => false,
            },
        };
        if tighter {
            self.least = Some(Bound {
                number: number.clone(),
                exclusive,
            });
        }
    }

    pub(super) fn at_most(&mut self, number: &Number, exclusive: bool) {
        let tighter = match &self.most {
            None => true,
            Some(old) => match compare(number, &old.number) {
                Ordering::Less => true,
                Ordering::Equal => exclusive,
                Ordering::Greater => false,
            },
        };
        if tighter {
            self.most = Some(Bound {
                number: number.clone(),
                exclusive,
            });
        }
    }

    pub(super) fn admits(&self, number: &Number) -> bool {
        let above = self
            .least
            .as_ref()
            .is_none_or(|bound| match compare(number, &bound.number) {
                Ordering::Greater => true,
                Ordering::Equal => !bound.exclusive,
                Ordering::Less => false,
            });
        let below = self
            .most
            .as_ref()
            .is_none_or(|bound| match compare(number, &bound.number) {
                Ordering::Less => true,
                Ordering::Equal => !bound.exclusive,
                Ordering::Greater => false,
            });
        above
            && below
            && self.multiples.iter().all(|of| is_multiple(number, of))
            && !self.no_multiples.iter().any(|of| is_multiple(number, of))
    }

    /// Whether no number at all is left.
    pub(super) fn is_empty(&self) -> bool {
        match (&self.least, &self.most) {
            (Some(least), Some(most)) => match compare(&least.number, &most.number) {
                Ordering::Greater => true,
                Ordering::Equal => least.exclusive || most.exclusive,
                Ordering::Less => false,
            },
            _ => false,
        }
    }

    /// Values that satisfy it, ordinary ones first, then those at the bounds.
    pub(super) fn values(&self, kinds: JsonTypes) -> Vec<Value> {
        let mut candidates: Vec<Number> = [1, 0, 2, 10, -1, 7, 100, 3, 5].map(Number::from).into();
        for bound in [&self.least, &self.most].into_iter().flatten() {
            candidates.extend(around(&bound.number));
        }
        if let (Some(least), Some(most)) = (&self.least, &self.most) {
            candidates.extend(float(middle(&least.number, &most.number)));
        }
        for of in &self.multiples {
            candidates.extend(self.multiples_of(of));
        }
        for of in &self.no_multiples {
            let step = of.as_f64().unwrap_or(1.0);
            candidates.extend(
                [0.5, 1.5, -0.5, 2.5]
                    .into_iter()
                    .filter_map(|by| float(step * by)),
            );
        }
        candidates.extend(
            [0.5, 1.5, -0.5, 0.25, 2.75]
                .into_iter()
                .filter_map(Number::from_f64),
        );
        candidates.extend([1_000_000_007_i64, -1_000_000_007].map(Number::from));
        let mut values: Vec<Value> = Vec::new();
        for number in candidates {
            let value = Value::Number(number);
            let Value::Number(number) = &value else {
                continue;
            };
            if kinds.has(JsonTypes::of(&value)) && self.admits(number) && !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    /// Multiples near the bounds and near zero.
    fn multiples_of(&self, of: &Number) -> Vec<Number> {
        let Some(step) = Decimal::of(of) else {
            return Vec::new();
        };
        let mut multiples = Vec::new();
        let mut near = |count: i128| {
            for count in [count, count + 1, count - 1, count + 2] {
                multiples.extend(step.times(count).and_then(Decimal::number));
            }
        };
        near(1);
        for bound in [&self.least, &self.most].into_iter().flatten() {
            if let (Some(bound), Some(step)) = (bound.number.as_f64(), of.as_f64())
                && step != 0.0
                && (bound / step).abs() < 1e18
            {
                #[expect(clippy::cast_possible_truncation, reason = "checked to be in range")]
                near((bound / step).round() as i128);
            }
        }
        // With two steps, their product is a multiple of both.
        if let [first, second, ..] = self.multiples.as_slice()
            && let (Some(first), Some(second)) = (Decimal::of(first), Decimal::of(second))
        {
            multiples.extend(first.times(second.units).and_then(Decimal::number));
        }
        multiples
    }
}

/// The number itself and its neighbours: one and a small step away, on both sides.
pub(super) fn around(number: &Number) -> Vec<Number> {
    let mut around = vec![number.clone()];
    if let Some(integer) = integer(number) {
        for near in [integer + 1, integer - 1, integer + 2, integer - 2] {
            around.extend(of_integer(near));
        }
    }
    if let Some(value) = number.as_f64() {
        for near in [0.5, -0.5, 0.1, -0.1, 0.001, -0.001] {
            around.extend(float(value + near));
        }
        for far in [
            value * 2.0,
            value - value.abs(),
            value + value.abs(),
            value / 2.0,
        ] {
            around.extend(float(far));
        }
        around.extend(float(value.floor()));
        around.extend(float(value.ceil()));
    }
    around
}

/// A number without needless fraction: `2.0` as `2`.
pub(super) fn float(value: f64) -> Option<Number> {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        #[expect(clippy::cast_possible_truncation, reason = "checked to be in range")]
        return Some(Number::from(value as i64));
    }
    Number::from_f64(value)
}

fn middle(least: &Number, most: &Number) -> f64 {
    let (least, most) = (least.as_f64().unwrap_or(0.0), most.as_f64().unwrap_or(0.0));
    let middle = least + (most - least) / 2.0;
    if most - least > 4.0 {
        middle.floor()
    } else {
        middle
    }
}

pub(super) fn of_integer(integer: i128) -> Option<Number> {
    i64::try_from(integer)
        .map(Number::from)
        .or_else(|_| u64::try_from(integer).map(Number::from))
        .ok()
        .or_else(|| {
            #[expect(
                clippy::cast_precision_loss,
                reason = "beyond 64 bits JSON has only floats"
            )]
            Number::from_f64(integer as f64)
        })
}

fn is_multiple(number: &Number, of: &Number) -> bool {
    if let (Some(number), Some(of)) = (Decimal::of(number), Decimal::of(of))
        && let Some((number, of)) = number.aligned(of)
    {
        return of != 0 && number % of == 0;
    }
    match (number.as_f64(), of.as_f64()) {
        (Some(number), Some(of)) if of != 0.0 => (number / of).fract() == 0.0,
        _ => false,
    }
}

/// `units × 10^-scale`, exactly as JSON writes it.
#[derive(Clone, Copy, Debug)]
struct Decimal {
    units: i128,
    scale: u32,
}

impl Decimal {
    fn of(number: &Number) -> Option<Self> {
        if let Some(units) = number.as_i128() {
            return Some(Self { units, scale: 0 });
        }
        let text = number.to_string();
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text.as_str(), 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let units: i128 = format!("{whole}{fraction}").parse().ok()?;
        let scale = i32::try_from(fraction.len()).ok()? - exponent;
        match u32::try_from(scale) {
            Ok(scale) if scale <= 30 => Some(Self { units, scale }),
            Ok(_) => None,
            Err(_) => {
                let factor = 10_i128.checked_pow(scale.unsigned_abs())?;
                Some(Self {
                    units: units.checked_mul(factor)?,
                    scale: 0,
                })
            }
        }
    }

    fn times(self, count: i128) -> Option<Self> {
        Some(Self {
            units: self.units.checked_mul(count)?,
            scale: self.scale,
        })
    }

    fn aligned(self, other: Self) -> Option<(i128, i128)> {
        let scale = self.scale.max(other.scale);
        let widen = |decimal: Self| {
            decimal
                .units
                .checked_mul(10_i128.checked_pow(scale - decimal.scale)?)
        };
        Some((widen(self)?, widen(other)?))
    }

    fn number(self) -> Option<Number> {
        if self.scale == 0 {
            return of_integer(self.units);
        }
        let digits = format!(
            "{:0>width$}",
            self.units.unsigned_abs(),
            width = self.scale as usize + 1
        );
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        let sign = if self.units < 0 { "-" } else { "" };
        float(format!("{sign}{whole}.{fraction}").parse().ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn number(value: Value) -> Number {
        value.as_number().unwrap().clone()
    }

    #[test]
    fn multiples_are_exact_in_decimal() {
        let mut numbers = Numbers::default();
        numbers.multiples.push(number(json!(0.01)));
        numbers.at_least(&number(json!(0.065)), false);
        numbers.at_most(&number(json!(0.075)), false);
        assert_eq!(numbers.values(JsonTypes::NUMBER), [json!(0.07)]);
    }

    #[test]
    fn bounds_of_64_bits_are_exact() {
        let mut numbers = Numbers::default();
        numbers.at_least(&number(json!(i64::MAX)), true);
        assert!(!numbers.admits(&number(json!(i64::MAX))));
        let values = numbers.values(JsonTypes::INTEGER);
        assert!(
            values.contains(&json!(9_223_372_036_854_775_808_u64)),
            "{values:?}"
        );
    }

    #[test]
    fn a_narrow_range_has_a_value() {
        let mut numbers = Numbers::default();
        numbers.at_least(&number(json!(0.2)), true);
        numbers.at_most(&number(json!(0.3)), true);
        assert!(!numbers.values(JsonTypes::NUMBER).is_empty());
    }
}
