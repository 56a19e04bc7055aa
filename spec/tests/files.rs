//! Files that references name.

#![cfg(unix)]

use std::path::Path;

#[test]
fn a_reference_to_what_has_no_end_is_refused() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let document = folder.join("endless.json");
    let text = r#"{"openapi":"3.1.0","info":{"title":"x","version":"1"},"paths":{"/x":{"$ref":"/dev/zero"}}}"#;
    std::fs::write(&document, text).unwrap();
    let loaded = tally_spec::load(&document, &[]).unwrap();
    let mut messages = loaded.diagnostics.iter().map(|it| it.message.as_str());
    assert!(
        messages.any(|it| it.contains("`/dev/zero` is no file")),
        "{:#?}",
        loaded.diagnostics
    );
}
