//! Numbers as JSON writes them, compared without rounding.

use std::cmp::Ordering;
use std::str::FromStr;

/// A number: digits and a power of ten.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    digits: i128,
    exponent: i64,
    rounded: f64,
}

/// A text that is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDecimal;

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let rounded = text.parse().map_err(|_| NotDecimal)?;
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits = format!("{whole}{fraction}").parse();
        let exponent: i64 = exponent.parse().map_err(|_| NotDecimal)?;
        let places = i64::try_from(fraction.len()).map_err(|_| NotDecimal)?;
        Ok(Self {
            digits: digits.map_err(|_| NotDecimal)?,
            exponent: exponent.checked_sub(places).ok_or(NotDecimal)?,
            rounded,
        })
    }
}

impl Decimal {
    /// Whether it is less than another, the same, or greater.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        match self.aligned(other) {
            Some((one, other)) => one.cmp(&other),
            None => self.rounded.total_cmp(&other.rounded),
        }
    }

    /// Whether it is another one taken a whole number of times.
    #[must_use]
    pub fn is_multiple_of(&self, other: &Self) -> bool {
        match self.aligned(other) {
            Some((_, 0)) => false,
            Some((one, other)) => one % other == 0,
            None => (self.rounded / other.rounded).fract() == 0.0,
        }
    }

    /// Both with the same power of ten, unless that takes too many digits.
    fn aligned(&self, other: &Self) -> Option<(i128, i128)> {
        let exponent = self.exponent.min(other.exponent);
        let aligned = |number: &Self| {
            let power = u32::try_from(number.exponent.checked_sub(exponent)?).ok()?;
            number.digits.checked_mul(10_i128.checked_pow(power)?)
        };
        Some((aligned(self)?, aligned(other)?))
    }
}
