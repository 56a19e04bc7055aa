//! Values of the string formats of JSON Schema and OpenAPI.

/// Strings of this format, an ordinary one first; empty for formats that constrain nothing.
#[must_use]
pub fn samples(format: &str) -> &'static [&'static str] {
    match format {
        "uuid" => &[
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
        "date-time" => &[
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
        "date" => &[
            "2026-03-14",
            "2024-02-29",
            "1970-01-01",
            "0001-01-01",
            "9999-12-31",
        ],
        "time" => &[
            "09:26:53Z",
            "09:26:53+00:00",
            "23:59:59-05:30",
            "09:26:53.589Z",
            "00:00:00Z",
        ],
        "duration" => &["P1D", "PT0S", "P1Y2M3DT4H5M6S", "P4W", "PT36H"],
        "email" => &[
            "person@example.com",
            "first.last+tag@sub.example.org",
            "x@example.com",
            "o'brien@example.com",
        ],
        "hostname" => &[
            "example.com",
            "a.example",
            "xn--bcher-kva.example",
            "host-1.sub.example.org",
        ],
        "ipv4" => &["192.0.2.1", "127.0.0.1", "255.255.255.255", "0.0.0.0"],
        "ipv6" => &[
            "2001:db8::1",
            "::1",
            "::",
            "2001:0db8:0000:0000:0000:ff00:0042:8329",
        ],
        "uri" | "iri" => &[
            "https://example.com/path?query=1#fragment",
            "https://example.com",
            "urn:isbn:0451450523",
            "mailto:person@example.com",
            "https://user@example.com:8080/a%20b/",
        ],
        "uri-reference" | "iri-reference" => &[
            "https://example.com/path",
            "/path",
            "../a?b#c",
            "#fragment",
            "",
        ],
        "uri-template" => &["https://example.com/{id}", "/items{?page,size}", "plain"],
        "json-pointer" => &["/a/b", "", "/a~1b/0", "/"],
        "relative-json-pointer" => &["0", "1/a", "0#"],
        "regex" => &["^[a-z]+$", ".*", "a|b"],
        "byte" => &["aGVsbG8=", "AA==", "YWJj", "+/+/"],
        _ => &[],
    }
}

/// The formats of strings that have samples and near misses.
#[cfg(test)]
pub(super) const FORMATS: [&str; 18] = [
    "uuid",
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "iri",
    "uri-reference",
    "iri-reference",
    "uri-template",
    "json-pointer",
    "relative-json-pointer",
    "regex",
    "byte",
];

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tally_spec::schema::Validator;

    #[test]
    fn samples_are_of_their_format() {
        for format in FORMATS {
            let validator = Validator::new(&json!({ "format": format })).unwrap();
            for sample in samples(format) {
                assert!(validator.is_valid(&json!(sample)), "{format}: {sample:?}");
            }
            assert!(!samples(format).is_empty(), "{format}");
        }
    }
}
