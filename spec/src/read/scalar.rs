//! What a plain scalar of YAML is: the core schema of YAML 1.2.2, section 10.3.2.
//!
//! `no`, `on` and `1_000` are strings there, whatever YAML 1.1 made of them.

use std::borrow::Cow;

/// A scalar as JSON has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scalar<'t> {
    Null,
    Bool(bool),
    /// The literal as JSON writes it.
    Number(Cow<'t, str>),
    String,
    /// A number that JSON does not have: infinite, or none.
    NotFinite,
}

/// Resolves a plain scalar.
pub(super) fn resolve(text: &str) -> Scalar<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Null,
        "true" | "True" | "TRUE" => return Scalar::Bool(true),
        "false" | "False" | "FALSE" => return Scalar::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Scalar::NotFinite,
        _ => {}
    }
    match text.as_bytes()[0] {
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text),
        _ => Scalar::String,
    }
}

fn number(text: &str) -> Scalar<'_> {
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let (sign, rest) = match text.as_bytes()[0] {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    if matches!(rest, ".inf" | ".Inf" | ".INF") {
        return Scalar::NotFinite;
    }
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (whole, fraction) = match mantissa.find('.') {
        Some(at) => mantissa.split_at(at),
        None => (mantissa, ""),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let decimals = fraction.strip_prefix('.').unwrap_or("");
    let exponent_digits = exponent.trim_start_matches(['e', 'E']);
    let exponent_digits = exponent_digits
        .strip_prefix(['+', '-'])
        .unwrap_or(exponent_digits);
    let sound = digits(whole)
        && digits(decimals)
        && !(whole.is_empty() && decimals.is_empty())
        && digits(exponent_digits)
        && exponent.is_empty() == exponent_digits.is_empty();
    if !sound {
        return Scalar::String;
    }
    let trimmed = whole.trim_start_matches('0');
    let whole_json = if trimmed.is_empty() { "0" } else { trimmed };
    let fraction_json = if fraction == "." { ".0" } else { fraction };
    if sign.len() + rest.len() == text.len() && whole_json == whole && fraction_json == fraction {
        return Scalar::Number(Cow::Borrowed(text));
    }
    Scalar::Number(Cow::Owned(format!(
        "{sign}{whole_json}{fraction_json}{exponent}"
    )))
}

fn radix(digits: &str, radix: u32) -> Scalar<'_> {
    let sound = !digits.is_empty() && digits.bytes().all(|byte| char::from(byte).is_digit(radix));
    match u128::from_str_radix(digits, radix) {
        Ok(number) if sound => Scalar::Number(Cow::Owned(number.to_string())),
        _ => Scalar::String,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, literal: &str) {
        assert_eq!(
            resolve(text),
            Scalar::Number(Cow::Borrowed(literal)),
            "{text}"
        );
        let read: Result<serde_json::Number, _> = serde_json::from_str(literal);
        assert!(read.is_ok(), "{literal} is JSON");
    }

    #[test]
    fn numbers_become_what_json_writes() {
        for (text, literal) in [
            ("0", "0"),
            ("12", "12"),
            ("-12", "-12"),
            ("+12", "12"),
            ("007", "7"),
            ("-0", "-0"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("1.5", "1.5"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("5.", "5.0"),
            ("01.50", "1.50"),
            ("1e3", "1e3"),
            ("1.E-3", "1.0E-3"),
            ("+.5e1", "0.5e1"),
        ] {
            check(text, literal);
        }
    }

    #[test]
    fn what_only_yaml_1_1_resolved_is_a_string() {
        for text in [
            "no",
            "on",
            "y",
            "Yes",
            "1_000",
            "0b11",
            "1:30",
            "2020-01-01",
            "-",
            "+",
            ".",
            "1.2.3",
            "0x",
            "0xG",
            "0o8",
            "1e",
            "1e+",
            "e3",
            ".e3",
            "--1",
            "nULL",
            "tRUE",
            "0x-1",
            "+0x1",
            "1 ",
            "١",
        ] {
            assert_eq!(resolve(text), Scalar::String, "{text}");
        }
    }

    #[test]
    fn nulls_booleans_and_what_is_not_finite() {
        assert_eq!(resolve("~"), Scalar::Null);
        assert_eq!(resolve(""), Scalar::Null);
        assert_eq!(resolve("TRUE"), Scalar::Bool(true));
        assert_eq!(resolve("-.inf"), Scalar::NotFinite);
        assert_eq!(resolve(".NaN"), Scalar::NotFinite);
    }
}
