//! `format: date-time`.

use std::cmp::Ordering;
use std::error::Error;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp, civil};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::decode::{Decode, deserialize};
use super::issue::{At, IssueKind, IssueSink};

/// A date and time with an offset from UTC, as RFC 3339 section 5.6 writes it.
///
/// It is written back as it came: with its offset, every digit of its fraction, and a leap second
/// if it had one. Two are equal if they are the same instant.
#[derive(Clone, Debug, Serialize)]
#[serde(into = "String")]
pub struct DateTime {
    text: String,
    civil: civil::DateTime,
    offset: Offset,
}

impl DateTime {
    /// The date and time of day at the offset, to the nanosecond; a leap second is the one before.
    #[must_use]
    pub fn civil(&self) -> civil::DateTime {
        self.civil
    }

    /// The offset from UTC.
    #[must_use]
    pub fn offset(&self) -> Offset {
        self.offset
    }

    /// The instant, to the nanosecond; a leap second is the one before.
    ///
    /// # Errors
    ///
    /// If it lies outside the range of [`Timestamp`], which ends one day before the year 9999
    /// does and begins long before the year 0.
    pub fn timestamp(&self) -> Result<Timestamp, jiff::Error> {
        self.offset.to_timestamp(self.civil)
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What two of the same instant have in common: the time since 1970 to the nanosecond, whether
    /// it is a leap second, and the digits beyond nanoseconds.
    fn instant(&self) -> (SignedDuration, bool, &str) {
        let epoch = civil::DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        let offset = SignedDuration::from_secs(self.offset.seconds().into());
        let since = self.civil.duration_since(epoch) - offset;
        let leap = self.text.get(17..19) == Some("60");
        let digits = self.text.get(20..).unwrap_or_default();
        let end = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        let beyond = digits.get(9..end).unwrap_or_default().trim_end_matches('0');
        (since, leap, beyond)
    }
}

impl FromStr for DateTime {
    type Err = NotDateTime;

    fn from_str(text: &str) -> Result<Self, NotDateTime> {
        let (civil, offset) = parse(text.as_bytes()).ok_or(NotDateTime)?;
        let text = text.to_owned();
        Ok(Self {
            text,
            civil,
            offset,
        })
    }
}

/// Reads `YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)`.
fn parse(text: &[u8]) -> Option<(civil::DateTime, Offset)> {
    let (date, rest) = text.split_at_checked(10)?;
    let (time, rest) = rest.split_at_checked(9)?;
    let [y1, y2, y3, y4, b'-', month @ .., b'-', d1, d2] = date else {
        return None;
    };
    let [b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2] = time else {
        return None;
    };
    let year = number(&[*y1, *y2, *y3, *y4])?;
    let month = i8::try_from(number(month)?).ok()?;
    let day = i8::try_from(number(&[*d1, *d2])?).ok()?;
    let hour = i8::try_from(number(&[*h1, *h2])?).ok()?;
    let minute = i8::try_from(number(&[*m1, *m2])?).ok()?;
    let second = i8::try_from(number(&[*s1, *s2])?).ok()?;

    let (fraction, offset) = match rest {
        [b'.', rest @ ..] => {
            let end = rest.iter().position(|byte| !byte.is_ascii_digit())?;
            let (fraction, offset) = rest.split_at(end);
            if fraction.is_empty() {
                return None;
            }
            (fraction, offset)
        }
        offset => (&[][..], offset),
    };
    let nanosecond = (0..9).fold(0, |sum, place| {
        let digit = fraction.get(place).map_or(0, |byte| i32::from(byte - b'0'));
        sum * 10 + digit
    });
    let minutes = match offset {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let minutes = i32::from(hours * 60 + minutes);
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };

    // RFC 3339 section 5.7: a leap second stands at the end of a day of UTC.
    if second == 60 {
        let minute_of_day = i32::from(hour) * 60 + i32::from(minute) - minutes;
        if minute_of_day.rem_euclid(24 * 60) != 24 * 60 - 1 {
            return None;
        }
    }
    let second = if second == 60 { 59 } else { second };
    let civil = civil::DateTime::new(year, month, day, hour, minute, second, nanosecond).ok()?;
    Some((civil, Offset::from_seconds(minutes * 60).ok()?))
}

fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0, |sum: i16, byte| {
        let digit = byte.is_ascii_digit().then(|| i16::from(byte - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}

/// Written in UTC. Fails before the year 0, for which RFC 3339 has no notation.
impl TryFrom<Timestamp> for DateTime {
    type Error = NotDateTime;

    fn try_from(timestamp: Timestamp) -> Result<Self, NotDateTime> {
        timestamp.to_string().parse()
    }
}

impl From<DateTime> for String {
    fn from(date_time: DateTime) -> Self {
        date_time.text
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.instant() == other.instant()
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        let (since, leap, beyond) = self.instant();
        let (other_since, other_leap, other_beyond) = other.instant();
        let second = since.as_secs().cmp(&other_since.as_secs());
        second
            .then(leap.cmp(&other_leap))
            .then(since.cmp(&other_since))
            .then(beyond.cmp(other_beyond))
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant().hash(state);
    }
}

impl Decode for DateTime {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let date_time = String::decode(value, at, sink)?.parse().ok();
        if date_time.is_none() {
            sink.add(
                at,
                IssueKind::NotOfFormat {
                    format: "date-time",
                },
            );
        }
        date_time
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// A text that is not a date and time of RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDateTime;

impl fmt::Display for NotDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date and time of RFC 3339")
    }
}

impl Error for NotDateTime {}
