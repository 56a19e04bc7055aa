//! Objects: which members are there.

use indexmap::IndexSet;
use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;
use serde_json::{Map, Value};

use super::Shape;

/// Objects of some members.
#[derive(Clone, Debug, Default)]
pub(in crate::values) struct Objects {
    pub(in crate::values) members: Vec<DrawnMember>,
    pub(in crate::values) least: usize,
    pub(in crate::values) most: Option<usize>,
    /// What the presence of a member demands: `dependentRequired`.
    pub(in crate::values) demands: Vec<(String, Vec<String>)>,
}

/// One member.
#[derive(Clone, Debug)]
pub(in crate::values) struct DrawnMember {
    pub(in crate::values) name: String,
    pub(in crate::values) shape: Shape,
    pub(in crate::values) required: bool,
}

impl Objects {
    /// Draws an object: now few of the optional members, now most of them.
    pub(super) fn draw(&self, rng: &mut TestRng) -> Value {
        let density = [0.2, 0.5, 0.8][rng.random_range(0..3)];
        let mut chosen: IndexSet<&str> = IndexSet::new();
        for member in &self.members {
            if member.required || rng.random_bool(density) {
                chosen.insert(&member.name);
            }
        }
        self.meet_demands(&mut chosen);
        for member in &self.members {
            if chosen.len() < self.least {
                chosen.insert(&member.name);
            }
        }
        let room = self.most.unwrap_or(usize::MAX);
        for member in self.members.iter().rev().filter(|it| !it.required) {
            if chosen.len() > room {
                chosen.shift_remove(member.name.as_str());
            }
        }
        let there = self
            .members
            .iter()
            .filter(|it| chosen.contains(it.name.as_str()));
        let members: Map<String, Value> = there
            .map(|it| (it.name.clone(), it.shape.draw(rng)))
            .collect();
        Value::Object(members)
    }

    fn meet_demands<'o>(&'o self, chosen: &mut IndexSet<&'o str>) {
        loop {
            let before = chosen.len();
            for (trigger, names) in &self.demands {
                if chosen.contains(trigger.as_str()) {
                    chosen.extend(names.iter().map(String::as_str));
                }
            }
            if chosen.len() == before {
                return;
            }
        }
    }
}
