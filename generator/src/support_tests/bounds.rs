use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::bounded_string::{BoundedString, NonEmptyString};
use crate::support::bounded_vec::BoundedVec;
use crate::support::decode::Decode;
use crate::support::field::Field;
use jiff::civil::Date;

#[track_caller]
fn refuses<T: Decode + std::fmt::Debug>(value: &Value, message: &str) {
    assert_eq!(
        T::from_value(value.clone()).unwrap_err().to_string(),
        message
    );
}

#[test]
fn lengths_are_counted_in_characters() {
    assert!(BoundedString::<1, 2>::new("💡💡").is_ok());
    refuses::<BoundedString<1, 2>>(&json!("abc"), "must have at most 2 characters, not 3");
    refuses::<BoundedString<2, 2>>(&json!("💡"), "must have at least 2 characters, not 1");
    refuses::<NonEmptyString>(&json!(""), "must not be empty");
    assert!(serde_json::from_str::<NonEmptyString>("\"\"").is_err());
}

#[test]
fn arrays_have_bounded_counts_and_every_issue_of_their_items() {
    refuses::<BoundedVec<String, 1>>(&json!([]), "must have at least 1 items, not 0");
    refuses::<BoundedVec<String, 0, 1>>(
        &json!([1, "a", null]),
        "must have at most 1 items, not 3; /0: must be string, not integer; \
         /2: must be string, not null",
    );
}

#[test]
fn only_hyphenated_uuids_are_uuids() {
    assert!(Uuid::from_value(json!("AADE2BCE-55c7-468e-a606-c4e76fb2ea2a")).is_ok());
    for other in [
        "aade2bce55c7468ea606c4e76fb2ea2a",
        "{aade2bce-55c7-468e-a606-c4e76fb2ea2a}",
        "urn:uuid:aade2bce-55c7-468e-a606-c4e76fb2ea2a",
    ] {
        refuses::<Uuid>(&json!(other), "is not a valid uuid");
    }
}

#[test]
fn dates_are_full_dates() {
    assert!(Date::from_value(json!("2024-02-29")).is_ok());
    for other in ["2023-02-29", "20240229", "2024-02-29T00:00:00", "2024-2-9"] {
        refuses::<Date>(&json!(other), "is not a valid date");
    }
}

#[test]
fn absent_null_and_value_are_three_states() {
    let states = [Field::Absent, Field::Null, Field::Value(1)];
    assert_eq!(states.map(|state| state.is_absent()), [true, false, false]);
    assert_eq!(
        states.map(|state| state.into_value()),
        [None, None, Some(1)]
    );
    assert_eq!(Field::Absent.or(Field::Value(2)), Field::Value(2));
    assert_eq!(Field::Null.or(Field::Value(2)), Field::Null);
    assert_eq!(Field::<i32>::from(None), Field::Null);
}
