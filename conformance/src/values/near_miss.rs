//! Values that are nearly of a string format, and are not.
//!
//! What counts is the production that JSON Schema Validation 2020-12 §7.3 names for each format, as
//! the formats of the OpenAPI registry do too: a server whose library reads more than that (a UUID
//! without hyphens, in braces or as a URN; a date-time without seconds) accepts what the document
//! does not describe. Most of these are named invalid by the official test suite. What a standard
//! leaves to the reader is not here: a space for the `T` of a date-time (note in RFC 3339 §5.6), a
//! time without an offset (which documents of OpenAPI 3.0 mean by `time`), a leap second, the lower
//! case of `t` and `z`.

/// A text that is not of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The text.
    pub text: &'static str,
    /// What is wrong with it, a predicate: "lacks its hyphens". None: the text says it itself.
    pub about: Option<&'static str>,
}

const fn plain(text: &'static str) -> NearMiss {
    NearMiss { text, about: None }
}

const fn miss(text: &'static str, about: &'static str) -> NearMiss {
    NearMiss {
        text,
        about: Some(about),
    }
}

/// Strings that are not of this format: some nearly so, some not at all. Empty for formats that
/// constrain nothing.
#[must_use]
pub fn near_misses(format: &str) -> &'static [NearMiss] {
    match format {
        "uuid" => UUID,
        "date-time" => DATE_TIME,
        "date" => DATE,
        "time" => TIME,
        "duration" => DURATION,
        "email" => EMAIL,
        "hostname" => HOSTNAME,
        "ipv4" => IPV4,
        "ipv6" => IPV6,
        "uri" => URI,
        "iri" => IRI,
        "uri-reference" | "iri-reference" => REFERENCE,
        "uri-template" => URI_TEMPLATE,
        "json-pointer" => JSON_POINTER,
        "relative-json-pointer" => RELATIVE_JSON_POINTER,
        "regex" => REGEX,
        "byte" => BYTE,
        _ => &[],
    }
}

/// RFC 9562 §4: 36 characters, hexadecimal digits with hyphens in four places.
const UUID: &[NearMiss] = &[
    miss(
        "3f2b8c1e-9d47-4a65-8b1f-6c0e2d7a9b3",
        "is one digit too short",
    ),
    miss(
        "3f2b8c1e-9d47-4a65-8b1f-6c0e2d7a9b3g",
        "has a letter that is no digit",
    ),
    plain("not-a-uuid"),
    plain(""),
    miss(
        "3f2b8c1e-9d47-4a65-8b1f-6c0e2d7a9b345",
        "is one digit too long",
    ),
    plain("123"),
    miss("3f2b8c1e9d474a658b1f6c0e2d7a9b34", "lacks its hyphens"),
    miss("{3f2b8c1e-9d47-4a65-8b1f-6c0e2d7a9b34}", "stands in braces"),
    miss("urn:uuid:3f2b8c1e-9d47-4a65-8b1f-6c0e2d7a9b34", "is a URN"),
    miss(
        " 3f2b8c1e-9d47-4a65-8b1f-6c0e2d7a9b34",
        "has a space before it",
    ),
    miss(
        "3f2b8c1e-9d47-4a65-8b1f-6c0e2d7a9b34\n",
        "has a line feed after it",
    ),
    miss(
        "3f2b8c1e-9d47-4a65-8b1f-6c0e2d7a9b3４",
        "has a full-width digit",
    ),
    miss(
        "3f2b8c1-e9d47-4a65-8b1f-6c0e2d7a9b34",
        "has a hyphen in another place",
    ),
];

/// RFC 3339 §5.6, `date-time`.
const DATE_TIME: &[NearMiss] = &[
    miss("2026-13-14T09:26:53Z", "is in month 13"),
    miss("2026-03-14", "is a date"),
    plain("yesterday"),
    plain(""),
    miss("2026-02-30T09:26:53Z", "is on 30 February"),
    miss("1773480413", "is a number of seconds"),
    miss("2026-03-14T09:26:53", "has no offset"),
    miss("2026-03-14T09:26Z", "has no seconds"),
    miss("2026-03-14T24:00:00Z", "is at 24:00"),
    miss("2026-03-14T09:60:00Z", "is in minute 60"),
    miss("2026-03-14T09:26:61Z", "is in second 61"),
    miss("2026-3-14T09:26:53Z", "has a month of one digit"),
    miss("2026-03-14T09:26:53+24:00", "has an offset of a day"),
    miss("2026-03-14T09:26:53+01:00Z", "has two offsets"),
    miss("2026-073T09:26:53Z", "has the day of the year"),
];

/// RFC 3339 §5.6, `full-date`.
const DATE: &[NearMiss] = &[
    miss("2026-13-14", "is in month 13"),
    miss("2026-02-30", "is on 30 February"),
    plain("14.03.2026"),
    plain("yesterday"),
    plain(""),
    miss("2026-03-14T09:26:53Z", "is a date-time"),
    miss(
        "2025-02-29",
        "is on 29 February of a year that has 28 days there",
    ),
    miss("2026-03-00", "is on day 0"),
    miss("2026-3-14", "has a month of one digit"),
    miss("26-03-14", "has a year of two digits"),
    miss("20260314", "lacks its hyphens"),
    miss("2026-073", "has the day of the year"),
    miss("2026-03-14 ", "has a space after it"),
];

/// RFC 3339 §5.6, `full-time`.
const TIME: &[NearMiss] = &[
    miss("25:00:00Z", "is in hour 25"),
    plain("noon"),
    plain(""),
    miss("09:61:00Z", "is in minute 61"),
    miss("24:00:00Z", "is at 24:00"),
    miss("09:26:61Z", "is in second 61"),
    miss("9:26:53Z", "has an hour of one digit"),
    miss("09:26:53+24:00", "has an offset of a day"),
    miss("2026-03-14T09:26:53Z", "is a date-time"),
];

/// RFC 3339 appendix A, `duration`.
const DURATION: &[NearMiss] = &[
    plain("1D"),
    plain("P"),
    plain(""),
    plain("one day"),
    plain("PT"),
    miss("P2D1Y", "has its parts in another order"),
    miss("P1D2H", "lacks the `T` before its hours"),
    miss("P1", "lacks a unit"),
];

/// RFC 5321 §4.1.2, `Mailbox`.
const EMAIL: &[NearMiss] = &[
    plain("person"),
    miss("person@", "lacks its domain"),
    miss("@example.com", "lacks what stands before the `@`"),
    plain(""),
    miss("a b@example.com", "has a space in it"),
    miss(".person@example.com", "begins with a dot"),
    miss("person.@example.com", "has a dot before the `@`"),
    miss("first..last@example.com", "has two dots in a row"),
    miss("person@@example.com", "has two `@`"),
    miss("a@example.com, b@example.com", "is a list of two addresses"),
];

/// RFC 1123 §2.1.
const HOSTNAME: &[NearMiss] = &[
    miss("-example.com", "begins with a hyphen"),
    miss("exa mple.com", "has a space in it"),
    plain(""),
    miss("example..com", "has two dots in a row"),
    miss("example-.com", "has a label that ends with a hyphen"),
    miss("exa_mple.com", "has an underscore in it"),
    miss("example.com:8080", "has a port"),
    miss("https://example.com", "is a URL"),
    miss(
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example",
        "has a label of 64 characters",
    ),
];

/// RFC 2673 §3.2, `dotted-quad`.
const IPV4: &[NearMiss] = &[
    miss("192.0.2.256", "has a part above 255"),
    miss("192.0.2", "has three parts"),
    miss("::1", "is an IPv6 address"),
    plain(""),
    plain("localhost"),
    miss("192.0.2.1.1", "has five parts"),
    miss("192.0.2.0/24", "has a mask"),
    miss("192.0.2.1:80", "has a port"),
    miss("0xc0.0.2.1", "has a hexadecimal part"),
    miss("3221225985", "is one number"),
    miss(" 192.0.2.1", "has a space before it"),
];

/// RFC 4291 §2.2.
const IPV6: &[NearMiss] = &[
    miss("2001:db8::1::2", "has two gaps"),
    miss("192.0.2.1", "is an IPv4 address"),
    plain(""),
    miss("g::1", "has a letter that is no digit"),
    plain("localhost"),
    miss("12345::", "has a group of five digits"),
    miss("1:2:3:4:5:6:7", "has seven groups and no gap"),
    miss("2001:db8::/32", "has a mask"),
    miss("[2001:db8::1]", "stands in brackets"),
    miss("fe80::1%eth0", "has a zone"),
    miss("1::2:192.0.2.256", "ends with an IPv4 address above 255"),
];

/// RFC 3986 §3.
const URI: &[NearMiss] = &[
    plain("not a uri"),
    miss("//example.com/path", "lacks its scheme"),
    plain(""),
    miss("http://exa mple.com", "has a space in its host"),
    miss("example.com", "is a host alone"),
    miss("/path", "is a path alone"),
    miss("https://example.com/a b", "has a space in its path"),
    miss("https://example.com/%zz", "has a wrong percent-encoding"),
    miss("https://example.com/<a>", "has angle brackets in it"),
    miss("https://example.com:port/", "has letters for a port"),
    miss(
        "1http://example.com",
        "has a scheme that begins with a digit",
    ),
];

/// RFC 3987 §2.2.
const IRI: &[NearMiss] = &[
    plain("not a uri"),
    miss("//example.com/path", "lacks its scheme"),
    plain(""),
    miss("http://exa mple.com", "has a space in its host"),
    miss("example.com", "is a host alone"),
];

/// RFC 3986 §4.1.
const REFERENCE: &[NearMiss] = &[
    plain("a b"),
    plain("\\\\host\\path"),
    plain("http://[::1"),
    plain("%zz"),
];

/// RFC 6570 §2.
const URI_TEMPLATE: &[NearMiss] = &[plain("{"), plain("{id"), plain("a}b{")];

/// RFC 6901 §3.
const JSON_POINTER: &[NearMiss] = &[plain("a"), plain("/~2"), plain("#/a")];

const RELATIVE_JSON_POINTER: &[NearMiss] = &[plain(""), plain("/a"), plain("-1"), plain("01")];

/// ECMA-262.
const REGEX: &[NearMiss] = &[plain("("), plain("[a"), plain("*"), plain("a{2,1}")];

/// RFC 4648 §4.
const BYTE: &[NearMiss] = &[
    plain("a"),
    plain("not base64!"),
    plain("===="),
    plain("YQ==="),
];

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tally_spec::schema::Validator;

    #[test]
    fn the_validator_refuses_every_near_miss() {
        for format in super::super::format::FORMATS {
            let validator = Validator::new(&json!({ "format": format })).unwrap();
            for miss in near_misses(format) {
                assert!(!validator.is_valid(&json!(miss.text)), "{format}: {miss:?}");
            }
            assert!(!near_misses(format).is_empty(), "{format}");
        }
    }

    #[test]
    fn what_a_standard_leaves_to_the_reader_is_not_sent() {
        for lawful in [
            "2026-03-14 09:26:53Z",
            "2026-03-14t09:26:53z",
            "2016-12-31T23:59:60Z",
        ] {
            let misses = near_misses("date-time").iter();
            assert!(misses.clone().all(|miss| miss.text != lawful), "{lawful}");
        }
        assert!(
            near_misses("time")
                .iter()
                .all(|miss| miss.text != "09:26:53")
        );
    }
}
