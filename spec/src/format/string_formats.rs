//! The formats of strings, one constant each.
//!
//! What counts as nearly of a format is the production that JSON Schema Validation 2020-12 §7.3
//! names, as the formats of the OpenAPI registry do too: a server whose library reads more than that
//! (a UUID without hyphens, in braces or as a URN; a date-time without seconds) accepts what the
//! document does not describe. Most near misses are named invalid by the official test suite. What a
//! standard leaves to the reader is not here: a space for the `T` of a date-time (note in RFC 3339
//! §5.6), a time without an offset (which documents of OpenAPI 3.0 mean by `time`), a leap second,
//! the lower case of `t` and `z`.

use super::{NearMiss, StringFormat};

/// All of them.
pub const STRING_FORMATS: &[StringFormat] = &[
    UUID,
    DATE_TIME,
    DATE,
    TIME,
    DURATION,
    EMAIL,
    HOSTNAME,
    IPV4,
    IPV6,
    URI,
    IRI,
    REFERENCE,
    URI_TEMPLATE,
    JSON_POINTER,
    RELATIVE_JSON_POINTER,
    REGEX,
    BYTE,
];

const fn plain(text: &'static str) -> NearMiss {
    NearMiss { text, about: None }
}

const fn miss(text: &'static str, about: &'static str) -> NearMiss {
    NearMiss {
        text,
        about: Some(about),
    }
}

/// RFC 9562 §4: 36 characters, hexadecimal digits with hyphens in four places.
const UUID: StringFormat = StringFormat {
    names: &["uuid"],
    drawn: r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}",
    valid: &[
        "3f2b8c1e-9d47-4a65-8b1f-6c0e2d7a9b34",
        "3F2B8C1E-9D47-4A65-8B1F-6C0E2D7A9B34",
        "3f2b8c1e-9D47-4a65-8B1F-6c0e2d7a9b34",
        "c232ab00-9414-11ec-b3c8-9f6bdeced846",
        "000003e8-cbb9-21ea-b201-00045a86c8a1",
        "5df41881-3aed-3515-88a7-2f4a814cf09e",
        "2ed6657d-e927-568b-95e1-2665a8aea6a2",
        "1ec9414c-232a-6b00-b3c8-9f6bdeced846",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ],
    near_misses: &[
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
        miss(
            "3f2b8c1e-9d47-4a65-8b1f-6c0e2d7a9b34 ",
            "has a space after it",
        ),
    ],
};

/// RFC 3339 §5.6, `date-time`.
const DATE_TIME: StringFormat = StringFormat {
    names: &["date-time"],
    drawn: r"(19[7-9][0-9]|20[0-9]{2})-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])",
    valid: &[
        "2026-03-14T09:26:53Z",
        "2026-03-14T09:26:53+00:00",
        "2026-03-14T09:26:53-05:30",
        "2026-03-14T09:26:53.589Z",
        "2026-03-14T09:26:53.589793238Z",
        "2024-02-29T23:59:59+14:00",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ],
    near_misses: &[
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
    ],
};

/// RFC 3339 §5.6, `full-date`.
const DATE: StringFormat = StringFormat {
    names: &["date"],
    drawn: r"(19[7-9][0-9]|20[0-9]{2})-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))",
    valid: &[
        "2026-03-14",
        "2024-02-29",
        "1970-01-01",
        "0001-01-01",
        "9999-12-31",
    ],
    near_misses: &[
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
        miss("2026-03-1", "has a day of one digit"),
    ],
};

/// RFC 3339 §5.6, `full-time`.
const TIME: StringFormat = StringFormat {
    names: &["time"],
    drawn: r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])",
    valid: &[
        "09:26:53Z",
        "09:26:53+00:00",
        "23:59:59-05:30",
        "09:26:53.589Z",
        "00:00:00Z",
    ],
    near_misses: &[
        miss("25:00:00Z", "is in hour 25"),
        plain("noon"),
        plain(""),
        miss("09:61:00Z", "is in minute 61"),
        miss("24:00:00Z", "is at 24:00"),
        miss("09:26:61Z", "is in second 61"),
        miss("9:26:53Z", "has an hour of one digit"),
        miss("09:26:53+24:00", "has an offset of a day"),
        miss("2026-03-14T09:26:53Z", "is a date-time"),
    ],
};

/// RFC 3339 appendix A, `duration`.
const DURATION: StringFormat = StringFormat {
    names: &["duration"],
    drawn: r"P([1-9][0-9]?[YMD]|[1-9][0-9]?W|[1-9]Y[1-9]M[1-9]D)|P([1-9]D)?T([1-9][0-9]?[HMS]|[1-9]H[1-9]M[1-9]S)",
    valid: &["P1D", "PT0S", "P1Y2M3DT4H5M6S", "P4W", "PT36H"],
    near_misses: &[
        plain("1D"),
        plain("P"),
        plain(""),
        plain("one day"),
        plain("PT"),
        miss("P2D1Y", "has its parts in another order"),
        miss("P1D2H", "lacks the `T` before its hours"),
        miss("P1", "lacks a unit"),
    ],
};

/// RFC 5321 §4.1.2, `Mailbox`.
const EMAIL: StringFormat = StringFormat {
    names: &["email"],
    drawn: r"[a-z0-9+_-]{1,12}(\.[a-z0-9]{1,6})?@[a-z]{1,10}(\.[a-z]{2,6}){1,2}",
    valid: &[
        "person@example.com",
        "first.last+tag@sub.example.org",
        "x@example.com",
        "o'brien@example.com",
    ],
    near_misses: &[
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
    ],
};

/// RFC 1123 §2.1.
const HOSTNAME: StringFormat = StringFormat {
    names: &["hostname"],
    drawn: r"[a-z]([a-z0-9]{0,10}[a-z0-9])?(\.[a-z]{1,8}){0,2}",
    valid: &[
        "example.com",
        "a.example",
        "xn--bcher-kva.example",
        "host-1.sub.example.org",
    ],
    near_misses: &[
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
    ],
};

/// RFC 2673 §3.2, `dotted-quad`.
const IPV4: StringFormat = StringFormat {
    names: &["ipv4"],
    drawn: r"((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])",
    valid: &["192.0.2.1", "127.0.0.1", "255.255.255.255", "0.0.0.0"],
    near_misses: &[
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
    ],
};

/// RFC 4291 §2.2.
const IPV6: StringFormat = StringFormat {
    names: &["ipv6"],
    drawn: r"([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|([0-9A-F]{1,4}:){1,6}:[0-9A-F]{1,4}|::[0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,5}",
    valid: &[
        "2001:db8::1",
        "::1",
        "::",
        "2001:0db8:0000:0000:0000:ff00:0042:8329",
    ],
    near_misses: &[
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
    ],
};

/// RFC 3986 §3.
const URI: StringFormat = StringFormat {
    names: &["uri"],
    drawn: r"(https?|ftp)://[a-z]{1,10}(\.[a-z]{2,4})?(:[1-9][0-9]{1,3})?(/[a-zA-Z0-9._~-]{0,8}){0,3}(\?[a-z]=[a-z0-9]{0,3})?(#[a-z]{0,4})?|urn:[a-z]{2,8}:[a-z0-9]{1,8}",
    valid: &[
        "https://example.com/path?query=1#fragment",
        "https://example.com",
        "urn:isbn:0451450523",
        "mailto:person@example.com",
        "https://user@example.com:8080/a%20b/",
    ],
    near_misses: &[
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
    ],
};

/// RFC 3987 §2.2.
const IRI: StringFormat = StringFormat {
    names: &["iri"],
    drawn: r"https?://[a-zé]{1,10}(/[a-zA-Z0-9é中._~-]{0,8}){0,3}(\?[a-z]=[a-z0-9]{0,3})?(#[a-z]{0,4})?",
    valid: &[
        "https://example.com/path?query=1#fragment",
        "https://example.com",
        "urn:isbn:0451450523",
        "mailto:person@example.com",
        "https://user@example.com:8080/a%20b/",
    ],
    near_misses: &[
        plain("not a uri"),
        miss("//example.com/path", "lacks its scheme"),
        plain(""),
        miss("http://exa mple.com", "has a space in its host"),
        miss("example.com", "is a host alone"),
    ],
};

/// RFC 3986 §4.1.
const REFERENCE: StringFormat = StringFormat {
    names: &["uri-reference", "iri-reference"],
    drawn: r"/?[a-z]{0,6}(/[a-z0-9]{1,6}){0,2}(\?[a-z]=[0-9])?(#[a-z]{0,3})?",
    valid: &[
        "https://example.com/path",
        "/path",
        "../a?b#c",
        "#fragment",
        "",
    ],
    near_misses: &[
        plain("a b"),
        plain("\\\\host\\path"),
        plain("http://[::1"),
        plain("%zz"),
        miss("%", "ends in the middle of a percent-encoding"),
        miss("http://exa mple.com", "has a space in its host"),
    ],
};

/// RFC 6570 §2.
const URI_TEMPLATE: StringFormat = StringFormat {
    names: &["uri-template"],
    drawn: r"(https://example\.com)?(/[a-z]{1,6}|/\{[a-z]{1,6}\}){1,3}(\{\?[a-z]{1,4}(,[a-z]{1,4})?\})?",
    valid: &["https://example.com/{id}", "/items{?page,size}", "plain"],
    near_misses: &[plain("{"), plain("{id"), plain("a}b{")],
};

/// RFC 6901 §3.
const JSON_POINTER: StringFormat = StringFormat {
    names: &["json-pointer"],
    drawn: r"(/([a-z0-9]|~0|~1){0,6}){0,4}",
    valid: &["/a/b", "", "/a~1b/0", "/"],
    near_misses: &[plain("a"), plain("/~2"), plain("#/a")],
};

/// draft-bhutton-relative-json-pointer-00 §3.
const RELATIVE_JSON_POINTER: StringFormat = StringFormat {
    names: &["relative-json-pointer"],
    drawn: r"(0|[1-9][0-9]?)(#|(/[a-z0-9]{0,6}){0,3})",
    valid: &["0", "1/a", "0#"],
    near_misses: &[plain(""), plain("/a"), plain("-1"), plain("01")],
};

/// ECMA-262.
const REGEX: StringFormat = StringFormat {
    names: &["regex"],
    drawn: r"\^?([a-z]|\.|\[a-z\]|\(a\|b\)|\\d){1,4}[*+?]?\$?",
    valid: &["^[a-z]+$", ".*", "a|b"],
    near_misses: &[plain("("), plain("[a"), plain("*"), plain("a{2,1}")],
};

/// RFC 4648 §4.
const BYTE: StringFormat = StringFormat {
    names: &["byte"],
    drawn: r"([A-Za-z0-9+/]{4}){0,6}([A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?",
    valid: &["aGVsbG8=", "AA==", "YWJj", "+/+/"],
    near_misses: &[
        plain("a"),
        plain("not base64!"),
        plain("===="),
        plain("YQ==="),
    ],
};
