//! A schema, read: typed access to its keywords, and the schemas that apply with it.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::{Map, Number, Value};

use super::discriminator::Discriminator;
use super::equality::integer;
use super::json_types::JsonTypes;
use super::keyword::{self, Keyword, Shape};
use super::reference::{self, resolve};
use crate::format::numeric_format;
use crate::pointer;

/// How many schemas a walk in place comes to before it ends: of a schema that is composed of more,
/// some are not met.
pub(crate) const IN_PLACE: usize = 256;

/// Among fewer schemas than this the ones that were met are looked for one by one.
const FEW: usize = 32;

/// How many schemas are looked at to find out which types values have.
const OF_TYPES: usize = 4_096;

/// A schema of a self-contained one, in JSON Schema 2020-12, as normalised schemas are.
///
/// It costs two references. What stands where ([`super::SchemaNode`]) costs more.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::schema::{JsonTypes, SchemaView};
///
/// let schema = json!({
///     "$ref": "#/$defs/Task",
///     "$defs": { "Task": { "type": "object", "properties": { "id": { "format": "uuid" } } } },
/// });
/// let task = SchemaView::of(&schema).target().unwrap();
/// assert_eq!(task.types(), Some(JsonTypes::OBJECT));
/// assert_eq!(task.property("id").unwrap().format(), Some("uuid"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SchemaView<'s> {
    root: &'s Value,
    value: &'s Value,
}

/// A schema within another one, and what leads to it.
#[derive(Clone, Debug)]
pub struct Subschema<'s> {
    /// The keyword that holds it; [`Keyword::Ref`] for what is referred to.
    pub keyword: Keyword,
    /// Its name or index, if the keyword holds several.
    pub token: Option<Cow<'s, str>>,
    /// The schema.
    pub schema: SchemaView<'s>,
}

/// Which schemas a walk in place follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// Those that hold of every valid value: `$ref`, `allOf`.
    Certain,
    /// Those that hold of some, too: `anyOf`, `oneOf`.
    Alternatives,
    /// All that may hold: conditions and `dependentSchemas`, too. Not `not`.
    Possible,
}

impl<'s> SchemaView<'s> {
    /// A self-contained schema.
    #[must_use]
    pub const fn of(root: &'s Value) -> Self {
        Self { root, value: root }
    }

    /// A schema whose references lead into `root`.
    #[must_use]
    pub const fn within(root: &'s Value, value: &'s Value) -> Self {
        Self { root, value }
    }

    /// The schema at a JSON Pointer of a self-contained one.
    #[must_use]
    pub fn at(root: &'s Value, pointer: &str) -> Option<Self> {
        let value = pointer::get(root, pointer)?;
        Some(Self { root, value })
    }

    /// The schema as it is.
    #[must_use]
    pub const fn value(self) -> &'s Value {
        self.value
    }

    /// Whether it is the same schema at the same place.
    #[must_use]
    pub fn is(self, other: Self) -> bool {
        std::ptr::eq(self.value, other.value)
    }

    /// Its members, unless it is `true` or `false`.
    #[must_use]
    pub fn members(self) -> Option<&'s Map<String, Value>> {
        self.value.as_object()
    }

    /// Whether it is `true` or `false`, and which.
    #[must_use]
    pub fn boolean(self) -> Option<bool> {
        self.value.as_bool()
    }

    /// The keywords that it has, in its order; members that are none left aside.
    pub fn keywords(self) -> impl Iterator<Item = Keyword> + 's {
        let names = self.members().into_iter().flat_map(Map::keys);
        names.filter_map(|name| Keyword::named(name))
    }

    /// The names of its members that may restrict values, in its order.
    pub fn restrictions(self) -> impl Iterator<Item = &'s str> {
        let names = self.members().into_iter().flat_map(Map::keys);
        names
            .map(String::as_str)
            .filter(|name| keyword::may_restrict(name))
    }

    /// What a keyword holds.
    #[must_use]
    pub fn get(self, keyword: Keyword) -> Option<&'s Value> {
        self.value.get(keyword.name())
    }

    /// Whether it has a keyword.
    #[must_use]
    pub fn has(self, keyword: Keyword) -> bool {
        self.get(keyword).is_some()
    }

    /// Whether a keyword is a bound that the numeric `format` sets as well. It is then no clause of
    /// its own.
    #[must_use]
    pub fn is_bound_of_format(self, keyword: Keyword) -> bool {
        let bounds = self.format().and_then(numeric_format);
        let bound = bounds.as_ref().and_then(|it| it.get(keyword.name()));
        bound.is_some() && bound == self.get(keyword)
    }

    /// Whether a keyword can refuse a value here ([`Keyword::refuses`]).
    #[must_use]
    pub fn refuses_by(self, keyword: Keyword) -> bool {
        self.members().is_some_and(|it| keyword.refuses(it))
    }

    /// The text that a keyword holds.
    #[must_use]
    pub fn text(self, keyword: Keyword) -> Option<&'s str> {
        self.get(keyword)?.as_str()
    }

    /// Whether a keyword is `true`.
    #[must_use]
    pub fn flag(self, keyword: Keyword) -> bool {
        self.get(keyword) == Some(&Value::Bool(true))
    }

    /// The number that a keyword holds.
    #[must_use]
    pub fn number(self, keyword: Keyword) -> Option<&'s Number> {
        self.get(keyword)?.as_number()
    }

    /// The size that a keyword holds: `2` or `2.0`.
    #[must_use]
    pub fn count(self, keyword: Keyword) -> Option<usize> {
        let size = self.number(keyword).and_then(integer)?;
        usize::try_from(size).ok()
    }

    /// The schema that a keyword holds.
    #[must_use]
    pub fn schema(self, keyword: Keyword) -> Option<Self> {
        Some(self.with(self.get(keyword)?))
    }

    /// The schemas in the array that a keyword holds.
    pub fn branches(self, keyword: Keyword) -> impl ExactSizeIterator<Item = Self> + 's {
        let branches = self.get(keyword).and_then(Value::as_array);
        let branches = branches.map_or(&[][..], Vec::as_slice).iter();
        branches.map(move |branch| self.with(branch))
    }

    /// The schemas in the object that a keyword holds, by name.
    pub fn named(self, keyword: Keyword) -> impl Iterator<Item = (&'s str, Self)> {
        let named = self.get(keyword).and_then(Value::as_object);
        let named = named.into_iter().flatten();
        named.map(move |(name, schema)| (name.as_str(), self.with(schema)))
    }

    /// The schemas that it holds itself, in its order, those to be referred to among them.
    pub fn subschemas(self) -> impl Iterator<Item = Subschema<'s>> {
        self.keywords().flat_map(move |keyword| self.held(keyword))
    }

    /// The schemas that a keyword holds.
    #[must_use]
    pub fn held(self, keyword: Keyword) -> Vec<Subschema<'s>> {
        let one = |token, schema| Subschema {
            keyword,
            token,
            schema,
        };
        match keyword.shape() {
            Shape::Data => Vec::new(),
            Shape::Schema => {
                let schema = self.schema(keyword);
                schema.map(|it| one(None, it)).into_iter().collect()
            }
            Shape::Array => {
                let indexed = self.branches(keyword).enumerate();
                let index = |index: usize| Some(Cow::Owned(index.to_string()));
                indexed.map(|(at, it)| one(index(at), it)).collect()
            }
            Shape::Map => {
                let named = self.named(keyword);
                named.map(|(name, it)| one(Some(name.into()), it)).collect()
            }
        }
    }

    /// Visits the schemas that it holds itself, each with its keyword.
    pub fn visit(self, visit: &mut dyn FnMut(Keyword, Self)) {
        for keyword in self.keywords() {
            match keyword.shape() {
                Shape::Data => {}
                Shape::Schema => self
                    .schema(keyword)
                    .into_iter()
                    .for_each(|schema| visit(keyword, schema)),
                Shape::Array => self
                    .branches(keyword)
                    .for_each(|schema| visit(keyword, schema)),
                Shape::Map => self
                    .named(keyword)
                    .for_each(|(_, schema)| visit(keyword, schema)),
            }
        }
    }

    fn with(self, value: &'s Value) -> Self {
        Self { value, ..self }
    }
}

/// Keyword by keyword.
impl<'s> SchemaView<'s> {
    /// `type`; none: all, as far as it goes.
    #[must_use]
    pub fn types(self) -> Option<JsonTypes> {
        self.get(Keyword::Type).map(JsonTypes::of_keyword)
    }

    /// The names under `type`, as they are written; none if it is not there.
    #[must_use]
    pub fn type_names(self) -> Option<Vec<&'s str>> {
        match self.get(Keyword::Type)? {
            Value::String(name) => Some(vec![name]),
            Value::Array(names) => Some(names.iter().filter_map(Value::as_str).collect()),
            _ => None,
        }
    }

    /// `format`.
    #[must_use]
    pub fn format(self) -> Option<&'s str> {
        self.text(Keyword::Format)
    }

    /// `pattern`.
    #[must_use]
    pub fn pattern(self) -> Option<&'s str> {
        self.text(Keyword::Pattern)
    }

    /// `const`.
    #[must_use]
    pub fn constant(self) -> Option<&'s Value> {
        self.get(Keyword::Const)
    }

    /// `enum`.
    #[must_use]
    pub fn enumeration(self) -> Option<&'s [Value]> {
        let values = self.get(Keyword::Enum)?.as_array()?;
        Some(values.as_slice())
    }

    /// The values that it lists: that of `const`, else those of `enum`.
    #[must_use]
    pub fn listed(self) -> Option<&'s [Value]> {
        let constant = self.constant().map(std::slice::from_ref);
        constant.or_else(|| self.enumeration())
    }

    /// `properties`.
    pub fn properties(self) -> impl Iterator<Item = (&'s str, Self)> {
        self.named(Keyword::Properties)
    }

    /// The schema of one member under `properties`.
    #[must_use]
    pub fn property(self, name: &str) -> Option<Self> {
        let schema = self.get(Keyword::Properties)?.get(name)?;
        Some(self.with(schema))
    }

    /// `patternProperties`.
    pub fn pattern_properties(self) -> impl Iterator<Item = (&'s str, Self)> {
        self.named(Keyword::PatternProperties)
    }

    /// `additionalProperties`.
    #[must_use]
    pub fn additional_properties(self) -> Option<Self> {
        self.schema(Keyword::AdditionalProperties)
    }

    /// `required`.
    pub fn required(self) -> impl Iterator<Item = &'s str> {
        let names = self.get(Keyword::Required).and_then(Value::as_array);
        names.into_iter().flatten().filter_map(Value::as_str)
    }

    /// Whether `required` names a member.
    #[must_use]
    pub fn requires(self, name: &str) -> bool {
        self.required().any(|required| required == name)
    }

    /// `dependentRequired`: each member with those that it demands.
    pub fn dependent_required(self) -> impl Iterator<Item = (&'s str, Vec<&'s str>)> {
        let demands = self.get(Keyword::DependentRequired);
        let demands = demands.and_then(Value::as_object).into_iter().flatten();
        demands.map(|(trigger, names)| {
            let names = names.as_array().into_iter().flatten();
            (trigger.as_str(), names.filter_map(Value::as_str).collect())
        })
    }

    /// `items`.
    #[must_use]
    pub fn items(self) -> Option<Self> {
        self.schema(Keyword::Items)
    }

    /// `prefixItems`.
    pub fn prefix_items(self) -> impl ExactSizeIterator<Item = Self> + 's {
        self.branches(Keyword::PrefixItems)
    }

    /// `allOf`.
    pub fn all_of(self) -> impl ExactSizeIterator<Item = Self> + 's {
        self.branches(Keyword::AllOf)
    }

    /// `title`.
    #[must_use]
    pub fn title(self) -> Option<&'s str> {
        self.text(Keyword::Title)
    }

    /// `description`.
    #[must_use]
    pub fn description(self) -> Option<&'s str> {
        self.text(Keyword::Description)
    }

    /// `discriminator`, if it names a member.
    #[must_use]
    pub fn discriminator(self) -> Option<Discriminator<'s>> {
        Discriminator::of(self.get(Keyword::Discriminator)?)
    }
}

/// Through references.
impl<'s> SchemaView<'s> {
    /// `$ref`, as it is written.
    #[must_use]
    pub fn reference(self) -> Option<&'s str> {
        self.text(Keyword::Ref)
    }

    /// The name of what `$ref` refers to: the last token of its pointer.
    #[must_use]
    pub fn reference_name(self) -> Option<String> {
        reference::name_of(self.reference()?)
    }

    /// What `$ref` refers to.
    #[must_use]
    pub fn target(self) -> Option<Self> {
        Some(self.located_target()?.1)
    }

    /// What `$ref` refers to, with its JSON Pointer in the root.
    #[must_use]
    pub fn located_target(self) -> Option<(Cow<'s, str>, Self)> {
        let (pointer, value) = resolve(self.root, self.reference()?)?;
        Some((pointer, self.with(value)))
    }

    /// The schema and all that hold with it of every valid value, through `$ref` and `allOf`: each
    /// once, so that recursion ends, the nearer ones first.
    pub fn in_place(self) -> impl Iterator<Item = Self> {
        self.walk(Follow::Certain).into_iter()
    }

    /// As [`SchemaView::in_place`], with the branches of `anyOf` and `oneOf`: all that may hold of a
    /// value.
    pub fn with_alternatives(self) -> impl Iterator<Item = Self> {
        self.walk(Follow::Alternatives).into_iter()
    }

    /// The schema and those that it leads to in place.
    #[must_use]
    pub fn walk(self, follow: Follow) -> Vec<Self> {
        walk(
            vec![self],
            |schema| *schema,
            |schema| {
                let steps = schema.steps_in_place(follow);
                steps.into_iter().map(|step| step.schema).collect()
            },
        )
    }

    /// The schemas that it applies to the same value itself.
    #[must_use]
    pub fn steps_in_place(self, follow: Follow) -> Vec<Subschema<'s>> {
        let mut steps = Vec::new();
        if let Some(schema) = self.target() {
            steps.push(Subschema {
                keyword: Keyword::Ref,
                token: None,
                schema,
            });
        }
        let followed: &[Keyword] = match follow {
            Follow::Certain => &[Keyword::AllOf],
            Follow::Alternatives => &[Keyword::AllOf, Keyword::AnyOf, Keyword::OneOf],
            Follow::Possible => &[
                Keyword::AllOf,
                Keyword::AnyOf,
                Keyword::OneOf,
                Keyword::If,
                Keyword::Then,
                Keyword::Else,
                Keyword::DependentSchemas,
            ],
        };
        for keyword in followed {
            steps.extend(self.held(*keyword));
        }
        steps
    }

    /// The schemas that it applies to a member itself: those that name it, by `properties` or by a
    /// pattern, else that of all others. `matches` says whether a pattern matches a name.
    #[must_use]
    pub fn steps_to_member(
        self,
        name: &str,
        matches: &dyn Fn(&str, &str) -> bool,
    ) -> Vec<Subschema<'s>> {
        let mut steps = Vec::new();
        let properties = self.get(Keyword::Properties).and_then(Value::as_object);
        if let Some((name, schema)) = properties.and_then(|all| all.get_key_value(name)) {
            steps.push(Subschema {
                keyword: Keyword::Properties,
                token: Some(name.as_str().into()),
                schema: self.with(schema),
            });
        }
        for (pattern, schema) in self.pattern_properties() {
            if matches(pattern, name) {
                steps.push(Subschema {
                    keyword: Keyword::PatternProperties,
                    token: Some(pattern.into()),
                    schema,
                });
            }
        }
        if steps.is_empty() {
            steps = self.held(Keyword::AdditionalProperties);
        }
        steps
    }

    /// The schema that it applies to an item itself: that of its index, else that of all others.
    #[must_use]
    pub fn step_to_item(self, index: usize) -> Option<Subschema<'s>> {
        match self.prefix_items().nth(index) {
            Some(schema) => Some(Subschema {
                keyword: Keyword::PrefixItems,
                token: Some(index.to_string().into()),
                schema,
            }),
            None => self.held(Keyword::Items).pop(),
        }
    }

    /// Whether it, or a schema that holds with it, says `readOnly: true`.
    #[must_use]
    pub fn is_read_only(self) -> bool {
        self.is_marked(Keyword::ReadOnly)
    }

    /// Whether it, or a schema that holds with it, says `writeOnly: true`.
    #[must_use]
    pub fn is_write_only(self) -> bool {
        self.is_marked(Keyword::WriteOnly)
    }

    pub(super) fn is_marked(self, mark: Keyword) -> bool {
        self.flag(mark) || self.in_place().any(|schema| schema.flag(mark))
    }

    /// The types that its values can have, as far as `type`, `const` and `enum` say so, through
    /// references, `allOf` and alternatives.
    #[must_use]
    pub fn possible_types(self) -> JsonTypes {
        let mut left = OF_TYPES;
        self.types_within(&mut Vec::new(), &mut left)
    }

    fn types_within(self, within: &mut Vec<Self>, left: &mut usize) -> JsonTypes {
        *left = left.saturating_sub(1);
        if *left == 0 || within.iter().any(|outer| outer.is(self)) {
            return JsonTypes::ALL;
        }
        if self.boolean() == Some(false) {
            return JsonTypes::NONE;
        }
        let of_values = |values: &[Value]| {
            let types = values.iter().map(JsonTypes::of);
            types.fold(JsonTypes::NONE, JsonTypes::with)
        };
        let mut types = self.types().unwrap_or(JsonTypes::ALL);
        types = types.and(self.enumeration().map_or(JsonTypes::ALL, of_values));
        types = types.and(self.constant().map_or(JsonTypes::ALL, JsonTypes::of));
        within.push(self);
        for schema in self.target().into_iter().chain(self.all_of()) {
            types = types.and(schema.types_within(within, left));
        }
        for keyword in [Keyword::AnyOf, Keyword::OneOf] {
            let branches = self.branches(keyword);
            if branches.len() > 0 {
                let branches = branches.map(|branch| branch.types_within(within, left));
                types = types.and(branches.fold(JsonTypes::NONE, JsonTypes::with));
            }
        }
        within.pop();
        types
    }
}

/// What is reached from a start, each schema once, the nearer ones first.
pub(super) fn walk<'s, T>(
    start: Vec<T>,
    view: impl Fn(&T) -> SchemaView<'s>,
    next: impl Fn(&T) -> Vec<T>,
) -> Vec<T> {
    let mut reached = start;
    // Most walks come to a few schemas, among which a look is cheaper than a set.
    let mut met: HashSet<*const Value> = HashSet::new();
    let identity = |it: &T| std::ptr::from_ref(view(it).value());
    let mut at = 0;
    while at < reached.len() && reached.len() < IN_PLACE {
        for further in next(&reached[at]) {
            let is_new = if reached.len() < FEW {
                !reached.iter().any(|it| view(it).is(view(&further)))
            } else {
                if met.is_empty() {
                    met.extend(reached.iter().map(identity));
                }
                met.insert(identity(&further))
            };
            if is_new {
                reached.push(further);
            }
        }
        at += 1;
    }
    reached
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn titles(schema: &Value, follow: Follow) -> Vec<&str> {
        let reached = SchemaView::of(schema).walk(follow).into_iter();
        reached.filter_map(SchemaView::title).collect()
    }

    #[test]
    fn a_walk_meets_each_schema_once_and_the_nearer_ones_first() {
        let schema = json!({
            "title": "root",
            "allOf": [{ "title": "a", "$ref": "#/$defs/C" }, { "title": "b" }],
            "anyOf": [{ "title": "d" }, { "$ref": "#" }],
            "if": { "title": "e" },
            "not": { "title": "f" },
            "$defs": { "C": { "title": "c", "allOf": [{ "$ref": "#" }] } },
        });
        assert_eq!(titles(&schema, Follow::Certain), ["root", "a", "b", "c"]);
        assert_eq!(
            titles(&schema, Follow::Alternatives),
            ["root", "a", "b", "d", "c"]
        );
        assert_eq!(
            titles(&schema, Follow::Possible),
            ["root", "a", "b", "d", "e", "c"]
        );
    }

    #[test]
    fn a_walk_through_too_many_schemas_ends() {
        let branches: Vec<Value> = (0..10_000).map(|at| json!({ "minLength": at })).collect();
        let schema = json!({ "allOf": branches, "anyOf": [{ "allOf": branches }] });
        let reached = SchemaView::of(&schema).walk(Follow::Alternatives);
        assert!(reached.len() > IN_PLACE);
    }

    fn steps(schema: &Value, name: &str) -> Vec<String> {
        let steps = SchemaView::of(schema).steps_to_member(name, &crate::schema::matches);
        let steps = steps.into_iter();
        steps
            .map(|step| step.token.unwrap_or_default().into_owned())
            .collect()
    }

    #[test]
    fn a_member_is_described_by_its_name_and_by_patterns_else_as_one_of_the_rest() {
        let schema = json!({
            "properties": { "ab": {} }, "patternProperties": { "^a": {}, "b$": {} },
            "additionalProperties": {},
        });
        assert_eq!(steps(&schema, "ab"), ["ab", "^a", "b$"]);
        assert_eq!(steps(&schema, "ac"), ["^a"]);
        assert_eq!(steps(&schema, "c"), [""]);
        assert!(steps(&json!({ "properties": {} }), "c").is_empty());
    }

    fn types(schema: &Value) -> String {
        SchemaView::of(schema).possible_types().to_string()
    }

    #[test]
    fn types_are_those_that_all_schemas_in_place_permit() {
        let node = json!({ "type": ["object", "null"], "anyOf": [{ "$ref": "#" }, true] });
        assert_eq!(types(&node), "`null`, `object`");
        let listed = json!({ "enum": [1, 1.5, "a"], "allOf": [{ "type": ["integer", "string"] }] });
        assert_eq!(types(&listed), "`string`, `integer`");
        let either = json!({ "oneOf": [{ "const": null }, { "$ref": "#/$defs/A" }], "$defs": {
            "A": { "type": "boolean" } } });
        assert_eq!(types(&either), "`null`, `boolean`");
        assert_eq!(types(&json!(false)), "");
    }

    #[test]
    fn sizes_are_whole_numbers_however_they_are_written() {
        let schema = json!({ "minLength": 2.0, "maxLength": 1e30, "minItems": -1 });
        let view = SchemaView::of(&schema);
        assert_eq!(view.count(Keyword::MinLength), Some(2));
        assert_eq!(view.count(Keyword::MaxLength), None);
        assert_eq!(view.count(Keyword::MinItems), None);
    }
}
