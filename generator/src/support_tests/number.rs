use serde_json::{Value, json};

use crate::support::bounded_integer::{BoundedInteger, RangedInteger};
use crate::support::decode::Decode;
use crate::support::number::{Integer, Number};

#[track_caller]
fn check<T: Decode + serde::Serialize>(value: &Value, expected: Result<Value, &str>) {
    let written = T::from_value(value.clone())
        .map(|decoded| serde_json::to_value(&decoded).unwrap())
        .map_err(|issues| issues.to_string());
    assert_eq!(written, expected.map_err(str::to_owned));
}

#[test]
fn integers_have_any_size_and_one_notation() {
    check::<Integer>(&json!(1.0), Ok(json!(1)));
    check::<Integer>(&json!(-0.0), Ok(json!(0)));
    check::<Integer>(&json!(u64::MAX), Ok(json!(u64::MAX)));
    check::<Integer>(&json!(1e30), Ok(json!(1e30)));
    check::<Integer>(&json!(1.5), Err("must be integer, not number"));
    check::<Integer>(&json!("1"), Err("must be integer, not string"));
}

#[test]
fn numbers_keep_what_they_are() {
    check::<Number>(
        &json!(9_007_199_254_740_993_u64),
        Ok(json!(9_007_199_254_740_993_u64)),
    );
    check::<Number>(&json!(0.1), Ok(json!(0.1)));
    check::<Number>(&json!(true), Err("must be number, not boolean"));
    assert!(Number::try_from(f64::NAN).is_err());
}

#[test]
fn formats_are_bounds() {
    check::<i32>(&json!(2_147_483_647), Ok(json!(2_147_483_647)));
    let message = "must be from -2147483648 to 2147483647";
    check::<i32>(&json!(2_147_483_648_u32), Err(message));
    check::<i64>(&json!(1e3), Ok(json!(1000)));
    let message = "must be from -9223372036854775808 to 9223372036854775807";
    check::<i64>(&json!(u64::MAX), Err(message));
}

#[test]
fn bounds_hold() {
    check::<RangedInteger<1, 3>>(&json!(3), Ok(json!(3)));
    check::<RangedInteger<1, 3>>(&json!(4), Err("must be from 1 to 3"));
    check::<RangedInteger<1, 3>>(&json!(1e30), Err("must be from 1 to 3"));
    check::<BoundedInteger<0>>(&json!(1e30), Ok(json!(1e30)));
    check::<BoundedInteger<0>>(&json!(-1e30), Err("must be at least 0"));
    check::<BoundedInteger<{ i128::MIN }, 5>>(&json!(6), Err("must be at most 5"));
    assert!(BoundedInteger::<0>::new(-1_i64).is_err());
    assert!(RangedInteger::<1, 3>::new(0).is_err());
}
