//! Where the keywords of a schema occur, by evaluation path.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::Value;

use crate::pointer;
use crate::schema::keyword::{self, Applies, Holds, Keyword, Shape};
use crate::schema::{SchemaNode, SchemaView};

/// One keyword at one evaluation path: what becomes one clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Evaluation path, as [`crate::clause::Clause::path`].
    pub path: String,
    /// The keyword; none for a `false` schema.
    pub keyword: Option<Keyword>,
    /// The instance locations that it constrains, as [`crate::clause::Clause::instance`].
    pub instance: String,
    /// JSON Pointer of the schema object that holds the keyword, references resolved; of the schema
    /// itself for a `false` schema.
    pub location: String,
}

impl Occurrence {
    /// The name of the keyword; `false` for a `false` schema.
    #[must_use]
    pub fn keyword_name(&self) -> &'static str {
        self.keyword.map_or("false", Keyword::name)
    }

    /// What follows the keyword in the path: the member that `required` names.
    #[must_use]
    pub fn tail(&self) -> Vec<String> {
        let tokens = pointer::tokens(&self.path);
        let named = self.keyword.map_or(0, Keyword::named_in_clause);
        tokens[tokens.len().saturating_sub(named)..].to_vec()
    }

    /// Evaluation path of the schema that has the keyword.
    #[must_use]
    pub fn holder(&self) -> String {
        let tokens = pointer::tokens(&self.path);
        let own = self.keyword.map_or(0, |it| 1 + it.named_in_clause());
        pointer::of(&tokens[..tokens.len().saturating_sub(own)])
    }
}

/// The keywords of a schema that promise something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occurrences {
    /// Those found, the shallow ones first.
    pub found: Vec<Occurrence>,
    /// Whether there are more than were asked for.
    pub more: bool,
}

/// A schema still to be looked at.
struct Visit<'s> {
    node: SchemaNode<'s>,
    instance: String,
    /// The references on the way here: they are not entered again.
    entered: Vec<Arc<str>>,
}

/// The keywords of a self-contained schema that promise something, at most `limit` of them, the
/// shallow ones first. References are followed, until they come back to where they were.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::clause::occurrences;
///
/// let schema = json!({ "required": ["id"], "properties": { "id": { "minLength": 1 } } });
/// let paths: Vec<_> = occurrences(&schema, 100).found.into_iter().map(|found| found.path).collect();
/// assert_eq!(paths, ["/required/id", "/properties/id/minLength"]);
/// ```
#[must_use]
pub fn occurrences(schema: &Value, limit: usize) -> Occurrences {
    let mut occurrences = Occurrences::default();
    let root = Visit {
        node: SchemaNode::of(schema),
        instance: String::new(),
        entered: vec!["".into()],
    };
    let mut queue = VecDeque::from([root]);
    while let Some(visit) = queue.pop_front() {
        if occurrences.found.len() >= limit {
            occurrences.more = true;
            return occurrences;
        }
        let node = &visit.node;
        if node.boolean() == Some(false) {
            occurrences.found.push(visit.occurrence(None, ""));
        }
        for keyword in node.keywords() {
            for suffix in suffixes(node.schema, keyword) {
                occurrences
                    .found
                    .push(visit.occurrence(Some(keyword), &suffix));
            }
            visit.children(keyword, &mut queue);
        }
    }
    occurrences
}

/// The paths of the clauses of one keyword, from the schema that has it.
fn suffixes(schema: SchemaView<'_>, keyword: Keyword) -> Vec<String> {
    let own = pointer::join("", keyword.name());
    match keyword {
        Keyword::Required => schema
            .required()
            .map(|name| pointer::join(&own, name))
            .collect(),
        Keyword::DependentRequired => schema
            .dependent_required()
            .flat_map(|(trigger, names)| {
                let trigger = pointer::join(&own, trigger);
                names
                    .into_iter()
                    .map(move |name| pointer::join(&trigger, name))
            })
            .collect(),
        Keyword::DependentSchemas => schema
            .named(keyword)
            .map(|(trigger, _)| pointer::join(&own, trigger))
            .collect(),
        _ if promises(schema, keyword) && !schema.is_bound_of_format(keyword) => vec![own],
        _ => Vec::new(),
    }
}

/// Whether a keyword promises something by itself, that can be broken.
fn promises(schema: SchemaView<'_>, keyword: Keyword) -> bool {
    let by_itself = match keyword {
        // They are judged with the keywords that they act together with.
        Keyword::If | Keyword::MinContains | Keyword::MaxContains => false,
        // `additionalProperties: false` is a clause of its object, not of the member.
        Keyword::AdditionalProperties => schema.get(keyword) == Some(&Value::Bool(false)),
        _ if keyword.holds() == Holds::Reference => false,
        _ => keyword.shape() == Shape::Data || keyword.owns().is_some(),
    };
    by_itself && schema.refuses_by(keyword)
}

impl<'s> Visit<'s> {
    fn occurrence(&self, keyword: Option<Keyword>, suffix: &str) -> Occurrence {
        Occurrence {
            path: format!("{}{suffix}", self.node.path),
            keyword,
            instance: self.instance.clone(),
            location: self.node.at.to_string(),
        }
    }

    /// The schemas that a keyword applies, unless it owns them.
    fn children(&self, keyword: Keyword, queue: &mut VecDeque<Self>) {
        if keyword == Keyword::Ref {
            let target = self.node.target();
            if let Some(node) = target.filter(|it| !self.entered.contains(&it.at)) {
                let mut entered = self.entered.clone();
                entered.push(Arc::clone(&node.at));
                queue.push_back(Self {
                    instance: self.instance.clone(),
                    node,
                    entered,
                });
            }
            return;
        }
        let is_closed = keyword == Keyword::AdditionalProperties;
        if keyword.owns().is_some() || keyword.applies() == Applies::Nowhere {
            return;
        }
        for step in self.node.held(keyword) {
            if is_closed && step.schema.boolean() == Some(false) {
                continue;
            }
            let below = match (keyword, keyword.applies(), &step.token) {
                (Keyword::Properties | Keyword::PrefixItems, _, Some(token)) => {
                    pointer::join("", token)
                }
                (_, Applies::ToItem, _) => "/*".to_owned(),
                (_, Applies::ToMember, _) => "/{}".to_owned(),
                _ => String::new(),
            };
            queue.push_back(Self {
                node: self.node.enter(&step),
                instance: format!("{}{below}", self.instance),
                entered: self.entered.clone(),
            });
        }
    }
}

/// The path of the clause that an evaluation path belongs to: the same, with every way round a
/// recursive reference left out.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::clause::path_of;
///
/// let schema = json!({ "$ref": "#/$defs/Node", "$defs": { "Node": {
///     "properties": { "name": { "minLength": 1 }, "next": { "$ref": "#/$defs/Node" } },
/// } } });
/// let deep = "/$ref/properties/next/$ref/properties/next/$ref/properties/name/minLength";
/// assert_eq!(path_of(&schema, deep), "/$ref/properties/name/minLength");
/// ```
#[must_use]
pub fn path_of(schema: &Value, evaluation_path: &str) -> String {
    let tokens = pointer::tokens(evaluation_path);
    // What was entered, and how much of the path led there.
    let mut entered = vec![(String::new(), 0)];
    let mut path: Vec<&str> = Vec::new();
    let mut location = String::new();
    let mut keywords = keyword::along(&tokens, 0).peekable();
    while let Some((at, keyword)) = keywords.next() {
        let end = keywords.peek().map_or(tokens.len(), |(next, _)| *next);
        path.extend(tokens[at..end].iter().map(String::as_str));
        let here = SchemaView::at(schema, &location);
        let here = here.filter(|_| keyword == Keyword::Ref);
        match here.and_then(SchemaView::located_target) {
            Some((target, _)) => {
                if let Some(known) = entered.iter().position(|(entered, _)| entered == &target) {
                    path.truncate(entered[known].1);
                    entered.truncate(known + 1);
                } else {
                    entered.push((target.clone().into_owned(), path.len()));
                }
                location = target.into_owned();
            }
            None => location.push_str(&pointer::of(&tokens[at..end])),
        }
    }
    pointer::of(&path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The clauses of a schema, written `PATH @ INSTANCE`.
    fn check(schema: &Value, expected: &[&str]) {
        let seen: Vec<String> = occurrences(schema, 100)
            .found
            .into_iter()
            .map(|found| format!("{} @ {}", found.path, found.instance))
            .collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn the_same_schema_used_twice_gives_two_clauses() {
        check(
            &json!({
                "properties": { "bill": { "$ref": "#/$defs/A" }, "ship": { "$ref": "#/$defs/A" } },
                "$defs": { "A": { "type": "object" } },
            }),
            &[
                "/properties/bill/$ref/type @ /bill",
                "/properties/ship/$ref/type @ /ship",
            ],
        );
    }

    #[test]
    fn items_and_members_without_a_name_are_written_as_such() {
        check(
            &json!({
                "prefixItems": [{ "const": 1 }],
                "items": { "type": "string" },
                "additionalProperties": { "minimum": 1 },
                "patternProperties": { "^a/": { "maximum": 1 } },
            }),
            &[
                "/prefixItems/0/const @ /0",
                "/items/type @ /*",
                "/additionalProperties/minimum @ /{}",
                "/patternProperties/^a~1/maximum @ /{}",
            ],
        );
    }

    #[test]
    fn recursion_is_cut_where_it_comes_back() {
        check(
            &json!({ "type": "object", "properties": { "next": { "$ref": "#" }, "a": { "const": 1 } } }),
            &["/type @ ", "/properties/a/const @ /a"],
        );
    }

    #[test]
    fn what_stands_inside_an_applicator_belongs_to_it() {
        check(
            &json!({
                "oneOf": [{ "type": "string" }],
                "not": { "const": 1 },
                "if": { "minimum": 1 },
                "then": { "maximum": 2 },
                "else": {},
                "contains": { "const": 1 },
                "allOf": [{ "enum": [1] }],
            }),
            &[
                "/oneOf @ ",
                "/not @ ",
                "/then @ ",
                "/contains @ ",
                "/allOf/0/enum @ ",
            ],
        );
    }

    #[test]
    fn what_promises_nothing_is_no_clause() {
        check(
            &json!({
                "minLength": 0, "uniqueItems": false, "additionalProperties": true,
                "format": "of-my-own", "description": "x", "required": [], "properties": {},
                "then": { "const": 1 }, "unevaluatedProperties": {},
            }),
            &[],
        );
    }

    #[test]
    fn a_bound_that_the_format_sets_is_the_format() {
        check(
            &json!({ "format": "int32", "minimum": -2_147_483_648, "maximum": 9 }),
            &["/format @ ", "/maximum @ "],
        );
    }

    #[test]
    fn no_more_are_listed_than_asked_for() {
        let schema = json!({ "items": { "items": { "const": 1 } }, "minItems": 1 });
        let occurrences = occurrences(&schema, 1);
        assert!(occurrences.more);
        assert_eq!(occurrences.found.len(), 1);
    }
}
