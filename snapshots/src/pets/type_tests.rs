use serde::Serialize;
use serde_json::{Value, json};

use super::generated::support::{Decode, Field};
use super::generated::types::{
    Cat, Collar, Filter, Json, NewPet, NewPetSize, Owner, Pet, PetChange, Problem, Tree,
};

#[track_caller]
fn keeps<T: Decode + Serialize>(value: Value) -> T {
    let decoded = T::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&decoded).unwrap(), value);
    decoded
}

#[track_caller]
fn refuses<T: Decode + std::fmt::Debug>(value: Value, message: &str) {
    assert_eq!(T::from_value(value).unwrap_err().to_string(), message);
}

#[test]
fn a_tag_chooses_the_variant() {
    let cat = json!({"id": 1, "petType": "cat", "lives": 9, "extra": [null]});
    assert!(matches!(keeps::<Pet>(cat), Pet::Cat(_)));
    let dog = json!({"id": 1, "petType": "dog", "weight": 1.5, "tricks": {"sit": null, "roll": 2}});
    assert!(matches!(keeps::<Pet>(dog), Pet::Dog(_)));
    refuses::<Pet>(json!({"petType": "cow"}), "/petType: must be cat or dog");
    refuses::<Pet>(json!({"id": 1}), "/petType: is missing");
    refuses::<Pet>(json!(1), "must be object, not integer");
}

#[test]
fn issues_come_in_the_order_of_the_schema() {
    refuses::<Cat>(
        json!({"lives": 10, "born": "x", "best-friend": {"petType": "cat"}}),
        "/id: is missing; /petType: is missing; /born: is not a valid date; \
         /best-friend/id: is missing; /best-friend/lives: is missing; \
         /lives: must be from 0 to 9",
    );
}

#[test]
fn types_that_contain_themselves_are_decoded() {
    let friend = json!({"id": 2, "petType": "cat", "lives": 1});
    let cat: Cat = keeps(json!({"id": 1, "petType": "cat", "best-friend": friend, "lives": 2}));
    assert!(cat.best_friend.is_some());
    keeps::<Json>(json!({"a": [1, "b", true, null, {"c": [[]]}]}));
}

#[test]
fn a_required_member_of_the_own_type_has_no_value() {
    refuses::<Tree>(json!({"left": {"left": {}}}), "/left/left/left: is missing");
}

#[test]
fn null_is_a_state_of_its_own() {
    assert_eq!(keeps::<PetChange>(json!({"a": 1})).name, Field::Absent);
    assert_eq!(keeps::<PetChange>(json!({"name": null})).name, Field::Null);
    let owned = json!({"name": "x", "partner": null, "email": "a@b.org"});
    assert!(matches!(keeps::<Owner>(owned), Owner::Person(_)));
}

#[test]
fn values_of_a_list_may_have_any_scalar_type() {
    let pet: NewPet = keeps(json!({"name": "x", "size": 2.5, "colour": "blue", "object": null}));
    assert_eq!(pet.size, Field::Value(NewPetSize::Value25));
    assert!(NewPet::from_value(json!({"name": "x", "size": 1.0})).is_ok());
    refuses::<NewPet>(
        json!({"name": "", "size": "small", "colour": "green"}),
        "/name: must not be empty; /size: is none of the values that are accepted here; \
         /colour: must be red or blue",
    );
}

#[test]
fn a_union_that_cannot_be_told_apart_has_views() {
    let pet: NewPet = keeps(json!({"name": "x", "shape": {"radius": 1}}));
    let shape = pet.shape.unwrap();
    assert!(shape.as_object().is_ok());
    assert_eq!(
        shape.as_object2().unwrap_err().to_string(),
        "/side: is missing"
    );
    refuses::<NewPet>(
        json!({"name": "x", "shape": {}}),
        "/shape: is none of the values that are accepted here",
    );
}

#[test]
fn what_the_schema_asks_beyond_the_type_is_asked() {
    refuses::<PetChange>(json!({}), "must have at least 1 members, not 0");
    refuses::<Collar>(
        json!({
            "serial": "ab-1", "weight": 0.07, "length": 0.25, "beeps": 4, "ipv4": "1.2.3", "ipv6": "1",
            "host": "a b", "page": "/a", "link": "//[", "contact": "a@", "colours": ["cat", "cat"],
            "notes": {}, "extra": {"a": 1, "b": 2, "c": 3},
        }),
        "/serial: does not match the pattern ^[A-Z]{2}-\\d+$; /weight: must be a multiple of 0.05; \
         /length: must be at least 0.5; /beeps: must be a multiple of 3; \
         /ipv4: is not a valid ipv4; /ipv6: is not a valid ipv6; /host: is not a valid hostname; \
         /page: is not a valid uri; /link: is not a valid uri-reference; \
         /contact: is not a valid email; \
         /colours: must not have equal items, as 0 and 1 are; \
         /notes: must have at least 1 members, not 0; /extra: must have at most 2 members, not 3",
    );
    keeps::<Collar>(json!({
        "serial": "AB-1", "weight": 0.05, "length": 0.5, "beeps": 30, "ipv4": "1.2.3.4", "ipv6": "::1",
        "host": "a.b", "page": "a:", "link": "", "contact": null, "colours": ["cat", "dog"],
        "notes": {"a": "b"}, "extra": {},
    }));
}

#[test]
fn closed_objects_are_closed_and_others_keep_what_they_get() {
    refuses::<Filter>(
        json!({"b": 1, "minAge": -1, "a": 1}),
        "/minAge: must be at least 0; /a: is not a member that is known here; \
         /b: is not a member that is known here",
    );
    keeps::<Problem>(json!({"title": "t", "detail": "d", "more": "text"}));
    refuses::<Problem>(
        json!({"title": "t", "detail": 1, "more": 2}),
        "/detail: must be string, not integer; /more: must be string, not integer",
    );
}
