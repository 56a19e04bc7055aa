//! Schemas: data, in JSON Schema 2020-12, with places.

use std::collections::HashMap;

use serde_json::Value;

use crate::Place;

/// Names a schema of the document: cheap to copy, valid for the contract that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub(crate) u32);

/// A schema that stands alone: JSON Schema 2020-12, whatever dialect the document is written in.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The schema. Every `$ref` in it is `#/$defs/NAME` and has its target there (or stands for
    /// what could not be resolved, which a diagnostic names, and then accepts everything). Names
    /// are those of `components/schemas`; targets elsewhere get a name made of their pointer.
    /// Members keep the order of the document.
    pub value: Value,
    /// Where each schema object and each keyword of `value` stands in the document, by JSON
    /// Pointer into `value`.
    pub places: HashMap<String, Place>,
}

impl Schema {
    /// The schema that a `$ref` in `value` leads to: `#` or `#/$defs/NAME`.
    #[must_use]
    pub fn definition(&self, reference: &str) -> Option<&Value> {
        let pointer = reference.strip_prefix('#')?;
        let pointer = percent_encoding::percent_decode_str(pointer)
            .decode_utf8()
            .ok()?;
        self.value.pointer(&pointer)
    }
}
