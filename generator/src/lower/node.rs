//! A place in a schema while it is lowered.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;
use tally_spec::Place;
use tally_spec::contract::Schema;
use tally_spec::schema::{JsonTypes, Keyword, SchemaView, pointer};

/// A schema within one that stands alone.
#[derive(Clone, Debug)]
pub(crate) struct Node<'s> {
    /// The whole that it stands in, with places.
    pub(crate) root: &'s Schema,
    /// Where what is referred to stands, in `$defs`.
    pub(crate) library: &'s Schema,
    /// The schema; owned where it was made of several.
    pub(crate) value: Cow<'s, Value>,
    /// JSON Pointer into the whole.
    pub(crate) pointer: String,
}

/// What tells a schema from every other one of the document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    file: Arc<str>,
    pointer: String,
    made: Option<String>,
}

impl<'s> Node<'s> {
    /// The whole of a schema.
    pub(crate) fn of(root: &'s Schema, library: &'s Schema) -> Self {
        let value = Cow::Borrowed(&root.value);
        let pointer = String::new();
        Self {
            root,
            library,
            value,
            pointer,
        }
    }

    /// The schema, to be read.
    pub(crate) fn view(&self) -> SchemaView<'_> {
        SchemaView::within(&self.library.value, &self.value)
    }

    /// What a keyword holds.
    pub(crate) fn get(&self, keyword: Keyword) -> Option<&Value> {
        self.view().get(keyword)
    }

    /// Whether it has a keyword.
    pub(crate) fn has(&self, keyword: Keyword) -> bool {
        self.view().has(keyword)
    }

    /// The text that a keyword holds.
    pub(crate) fn text(&self, keyword: Keyword) -> Option<&str> {
        self.view().text(keyword)
    }

    /// Whether a keyword is true.
    pub(crate) fn flag(&self, keyword: Keyword) -> bool {
        self.view().flag(keyword)
    }

    /// What it says about itself: its description, else its title.
    pub(crate) fn description(&self) -> Option<&str> {
        let view = self.view();
        view.description().or_else(|| view.title())
    }

    /// The types that its values can have.
    pub(crate) fn types(&self) -> JsonTypes {
        self.view().possible_types()
    }

    /// Whether it says that null is valid. One that accepts everything does not say so, unless it
    /// names null among all types.
    pub(crate) fn accepts_null(&self) -> bool {
        let names_null = || {
            let mut named = self
                .view()
                .with_alternatives()
                .filter_map(SchemaView::types);
            named.any(|types| types.has(JsonTypes::NULL))
        };
        let types = self.types();
        types.has(JsonTypes::NULL) && (types != JsonTypes::ALL || names_null())
    }

    /// The names of what restricts values, in the order of the schema.
    pub(crate) fn keywords(&self) -> impl Iterator<Item = &str> {
        self.view().restrictions()
    }

    /// The schema that a keyword holds.
    pub(crate) fn child(&self, keyword: Keyword) -> Option<Self> {
        let value = self.step(|value| value.get(keyword.name()))?;
        Some(self.at(value, self.below(keyword)))
    }

    /// The schemas in the array that a keyword holds.
    pub(crate) fn branches(&self, keyword: Keyword) -> Vec<Self> {
        let branch = |index: usize| {
            let value = self.step(|value| value.get(keyword.name())?.get(index))?;
            Some(self.at(value, format!("{}/{index}", self.below(keyword))))
        };
        let count = self.view().branches(keyword).len();
        (0..count).filter_map(branch).collect()
    }

    /// The schemas in the object that a keyword holds, by name.
    pub(crate) fn named(&self, keyword: Keyword) -> Vec<(String, Self)> {
        let member = |(name, _): (&str, SchemaView<'_>)| {
            let value = self.step(|value| value.get(keyword.name())?.get(name))?;
            let pointer = pointer::join(&self.below(keyword), name);
            Some((name.to_owned(), self.at(value, pointer)))
        };
        self.view().named(keyword).filter_map(member).collect()
    }

    /// The name that `$ref` refers to.
    pub(crate) fn reference(&self) -> Option<String> {
        self.view().reference_name()
    }

    /// What `$ref` refers to.
    pub(crate) fn target(&self) -> Option<Self> {
        self.definition(&self.reference()?)
    }

    /// The schema of that name.
    pub(crate) fn definition(&self, name: &str) -> Option<Self> {
        let (root, library) = (self.library, self.library);
        let pointer = pointer::join("/$defs", name);
        Some(Self {
            root,
            library,
            value: Cow::Borrowed(root.value.pointer(&pointer)?),
            pointer,
        })
    }

    /// The same place with some keywords left out.
    pub(crate) fn without(&self, keywords: &[Keyword]) -> Self {
        let mut value = self.value.clone().into_owned();
        if let Value::Object(members) = &mut value {
            members.retain(|name, _| !keywords.iter().any(|keyword| keyword.name() == name));
        }
        self.with(value)
    }

    /// The same place with another schema.
    pub(crate) fn with(&self, value: Value) -> Self {
        self.at(Cow::Owned(value), self.pointer.clone())
    }

    /// What tells it from every other schema of the document: where it stands and, if it was made
    /// of what stands there, the schema itself.
    pub(crate) fn key(&self) -> Option<Key> {
        let place = self.place()?;
        let made = match &self.value {
            Cow::Borrowed(_) if self.root.places.contains_key(&self.pointer) => None,
            value => Some(value.to_string()),
        };
        Some(Key {
            file: Arc::clone(&place.file),
            pointer: place.pointer.clone(),
            made,
        })
    }

    /// Where it stands in the document; that of what it stands in if it was made.
    pub(crate) fn place(&self) -> Option<&'s Place> {
        self.place_at(&self.pointer)
    }

    /// Where a keyword of it stands.
    pub(crate) fn keyword_place(&self, keyword: Keyword) -> Option<&'s Place> {
        self.place_at(&self.below(keyword))
    }

    /// Where a member of it stands, whatever its name.
    pub(crate) fn member_place(&self, name: &str) -> Option<&'s Place> {
        self.place_at(&pointer::join(&self.pointer, name))
    }

    fn place_at(&self, pointer: &str) -> Option<&'s Place> {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.root.places.get(pointer) {
                return Some(place);
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }

    fn below(&self, keyword: Keyword) -> String {
        pointer::join(&self.pointer, keyword.name())
    }

    fn at(&self, value: Cow<'s, Value>, pointer: String) -> Self {
        Self {
            root: self.root,
            library: self.library,
            value,
            pointer,
        }
    }

    fn step(&self, select: impl Fn(&Value) -> Option<&Value>) -> Option<Cow<'s, Value>> {
        match &self.value {
            Cow::Borrowed(value) => select(value).map(Cow::Borrowed),
            Cow::Owned(value) => select(value).cloned().map(Cow::Owned),
        }
    }
}
