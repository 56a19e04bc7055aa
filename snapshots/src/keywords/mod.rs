//! `documents/keywords.json`: every keyword of JSON Schema 2020-12, alone, in `allOf` and as a
//! member. What its types refuse is tried by `xtask`, which knows the schemas.

#[warn(clippy::pedantic)]
pub mod generated;
