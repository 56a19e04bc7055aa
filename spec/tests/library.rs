//! A schema alone, with the library, says what the schema says.

use std::path::Path;

#[test]
fn a_schema_alone_and_the_library_make_the_schema() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("releases.json");
    let contract = tally_spec::load(&document, &[]).unwrap().contract.unwrap();
    let library = contract.library();
    assert_eq!(
        library.value["$defs"].as_object().unwrap().len(),
        contract.definitions.len()
    );
    for id in contract.definitions.values() {
        let mut whole = contract.schema(*id).value;
        let definitions = whole.as_object_mut().unwrap().remove("$defs");
        assert_eq!(contract.schema_alone(*id).value, whole);
        for (name, definition) in definitions
            .iter()
            .flat_map(|defs| defs.as_object().unwrap())
        {
            assert_eq!(library.value["$defs"][name], *definition, "{name}");
            assert!(library.places.contains_key(&format!("/$defs/{name}")));
        }
    }
}
