//! Values that honour a clause at its boundary.

use serde_json::Value;
use tally_spec::clause::Occurrence;
use tally_spec::schema::{Keyword, SchemaNode, SchemaView};

use super::boundary_schemas::boundaries;
use super::locate::{locate, nodes_at};
use super::negative_values::shown;
use super::prober::{HonouredValue, Prober, dotted};
use crate::values::{self, Goal, PathStep};

impl<'s> Prober<'s> {
    /// Values that honour a clause at its boundary, each proven.
    #[must_use]
    pub fn honours(&self, occurrence: &Occurrence) -> Vec<HonouredValue> {
        let Some(steps) = locate(&self.maker, occurrence) else {
            return Vec::new();
        };
        if self.is_hidden(&steps) {
            return Vec::new();
        }
        let holder = SchemaView::at(self.maker.root(), &occurrence.location);
        let (Some(schema), Some(keyword)) = (holder, occurrence.keyword) else {
            return Vec::new();
        };
        let mut honours = Vec::new();
        match keyword {
            Keyword::AnyOf | Keyword::OneOf => {
                for index in 0..schema.branches(keyword).len() {
                    let at = format!("{}/{}/{index}", occurrence.location, keyword.name());
                    let about = |_: &Value| format!("is alternative {}", index + 1);
                    honours.extend(self.narrowed(&steps, &[&at], 1, &about));
                }
            }
            Keyword::Then => {
                let at = [
                    format!("{}/if", occurrence.location),
                    format!("{}/then", occurrence.location),
                ];
                let about = |_: &Value| "is as `if` and `then` say".to_owned();
                honours.extend(self.narrowed(&steps, &[&at[0], &at[1]], 1, &about));
            }
            Keyword::Pattern => {
                let about = |value: &Value| format!("is {}", shown(value));
                honours.extend(self.narrowed(&steps, &[], 4, &about));
            }
            Keyword::DependentRequired => {
                if let Some(trigger) = occurrence.tail().first() {
                    let mut part = steps.clone();
                    part.push(PathStep::Member(trigger.clone()));
                    let base = self.bases(&part).into_iter().next();
                    honours.extend(base.map(|value| HonouredValue {
                        base: value.clone(),
                        pointer: values::pointer(&steps),
                        about: format!("{} has `{trigger}` and what it demands", named(&steps)),
                        value,
                    }));
                }
            }
            keyword => {
                for boundary in boundaries(schema, keyword) {
                    let node = SchemaNode {
                        path: "?".into(),
                        ..SchemaNode::of(&boundary.schema)
                    };
                    let goal = Goal {
                        all: nodes_at(&self.maker, &steps),
                        also: vec![node],
                        ..Goal::default()
                    };
                    let made = self.made(&self.maker, &goal, 1);
                    let about = |_: &Value| boundary.about.clone();
                    honours.extend(self.placed(&steps, made, &about));
                }
            }
        }
        honours
    }

    /// Values that satisfy the schemas at these locations, too.
    fn narrowed(
        &self,
        steps: &[PathStep],
        locations: &[&str],
        limit: usize,
        about: &dyn Fn(&Value) -> String,
    ) -> Vec<HonouredValue> {
        let root = self.maker.root();
        let also = locations.iter().filter_map(|&at| {
            Some(SchemaNode {
                path: "?".into(),
                ..SchemaNode::at(root, at)?
            })
        });
        let goal = Goal {
            all: nodes_at(&self.maker, steps),
            also: also.collect(),
            ..Goal::default()
        };
        let made = self.made(&self.maker, &goal, limit);
        self.placed(steps, made, about)
    }

    /// The values in the smallest valid value that has this part, those of them that are valid.
    pub(crate) fn placed(
        &self,
        steps: &[PathStep],
        made: Vec<Value>,
        about: &dyn Fn(&Value) -> String,
    ) -> Vec<HonouredValue> {
        let bases = self.bases(steps);
        let mut honours = Vec::new();
        for value in made {
            for base in &bases {
                let mut whole = base.clone();
                if let Some(place) = values::get_mut(&mut whole, steps) {
                    *place = value.clone();
                }
                if self.accepts(&whole) {
                    honours.push(HonouredValue {
                        value: whole,
                        base: base.clone(),
                        pointer: values::pointer(steps),
                        about: format!("{} {}", named(steps), about(&value)),
                    });
                    break;
                }
            }
        }
        honours
    }
}

/// The value at a place, as a sentence names it.
pub(crate) fn named(steps: &[PathStep]) -> String {
    match values::pointer(steps).as_str() {
        "" => "the body".to_owned(),
        place => format!("`{}`", dotted(place)),
    }
}
