//! A value that can be made smaller.

use proptest::strategy::ValueTree;
use serde_json::Value;
use tally_spec::schema::pointer;

use super::shrink_scalar::{ShrinkStep, after, of_number, of_text};

/// A JSON value that is made smaller step by step: first members and items are left out, many at a
/// time and then one by one; then strings get shorter and plainer and numbers nearer to zero.
///
/// After [`ValueTree::complicate`] the value is again the last one that was not taken back.
#[derive(Clone, Debug)]
pub struct Tree {
    value: Value,
    trial: Option<Value>,
    /// Pointers to what stays as it is.
    kept: Vec<String>,
    phase: Phase,
    /// Whether any leaf got plainer since the first one was looked at.
    plainer: bool,
}

#[derive(Clone, Debug)]
enum Phase {
    /// Leaving out `size` members or items from `from` on of the container `at`.
    Containers {
        at: usize,
        size: Option<usize>,
        from: usize,
    },
    /// Making the leaf `at` plainer.
    Leaves {
        at: usize,
        step: ShrinkStep,
    },
    Done,
}

impl Tree {
    /// A value, of which the parts at some pointers stay as they are.
    #[must_use]
    pub fn new(value: Value, kept: Vec<String>) -> Self {
        Self {
            value,
            trial: None,
            kept,
            phase: Phase::Containers {
                at: 0,
                size: None,
                from: 0,
            },
            plainer: false,
        }
    }

    fn is_kept(&self, at: &str) -> bool {
        self.kept.iter().any(|it| it == at)
    }

    /// The pointers to all containers with something in them, or to all leaves.
    fn places(&self, leaves: bool) -> Vec<String> {
        let mut places = Vec::new();
        collect(&self.value, "", leaves, &mut places);
        places.retain(|at| !self.is_kept(at));
        places
    }

    /// The next thing to try, if there is one.
    fn propose(&mut self) -> Option<Value> {
        loop {
            match self.phase.clone() {
                Phase::Containers { at, size, from } => {
                    if let Some(trial) = self.leave_out(at, size, from) {
                        return Some(trial);
                    }
                }
                Phase::Leaves { at, step } => {
                    if let Some(trial) = self.plainer(at, step) {
                        return Some(trial);
                    }
                }
                Phase::Done => return None,
            }
        }
    }

    /// The value without some members or items; none: the phase has moved on.
    fn leave_out(&mut self, at: usize, size: Option<usize>, from: usize) -> Option<Value> {
        let places = self.places(false);
        let Some(place) = places.get(at) else {
            self.phase = Phase::Leaves {
                at: 0,
                step: ShrinkStep::Least,
            };
            return None;
        };
        let count = self.value.pointer(place).map_or(0, count);
        let size = size.unwrap_or(count).min(count);
        if size == 0 {
            self.phase = Phase::Containers {
                at: at + 1,
                size: None,
                from: 0,
            };
            return None;
        }
        if from >= count {
            self.phase = Phase::Containers {
                at,
                size: Some(size / 2),
                from: 0,
            };
            return None;
        }
        self.phase = Phase::Containers {
            at,
            size: Some(size),
            from,
        };
        let mut trial = self.value.clone();
        match trial.pointer_mut(place)? {
            Value::Array(items) => drop(items.drain(from..(from + size).min(count))),
            Value::Object(members) => {
                let gone: Vec<String> = members.keys().skip(from).take(size).cloned().collect();
                for name in gone {
                    members.shift_remove(&name);
                }
            }
            _ => {}
        }
        Some(trial)
    }

    /// The value with a plainer leaf; none: the phase has moved on.
    fn plainer(&mut self, at: usize, step: ShrinkStep) -> Option<Value> {
        let places = self.places(true);
        let Some(place) = places.get(at) else {
            // A leaf may have stood in the way of another one.
            self.phase = match std::mem::take(&mut self.plainer) {
                true => Phase::Leaves {
                    at: 0,
                    step: ShrinkStep::Least,
                },
                false => Phase::Done,
            };
            return None;
        };
        let leaf = self.value.pointer(place)?;
        let (next, plainer) = match leaf {
            Value::String(text) => of_text(text, step),
            Value::Number(number) => of_number(number, step),
            Value::Bool(true) if matches!(step, ShrinkStep::Least) => {
                (ShrinkStep::Least, Some(Value::Bool(false)))
            }
            _ => (ShrinkStep::End, None),
        };
        self.phase = match next {
            ShrinkStep::End => Phase::Leaves {
                at: at + 1,
                step: ShrinkStep::Least,
            },
            step => Phase::Leaves { at, step },
        };
        let mut trial = self.value.clone();
        *trial.pointer_mut(place)? = plainer?;
        Some(trial)
    }

    /// Moves on after a trial.
    fn move_on(&mut self, kept: bool) {
        match &mut self.phase {
            // What was left out made room: the next ones stand in its place.
            Phase::Containers { size, from, .. } if !kept => *from += size.unwrap_or(1),
            Phase::Leaves { step, .. } => {
                *step = after(*step, kept);
                self.plainer |= kept;
            }
            Phase::Containers { .. } | Phase::Done => {}
        }
    }
}

impl ValueTree for Tree {
    type Value = Value;

    fn current(&self) -> Value {
        self.trial.as_ref().unwrap_or(&self.value).clone()
    }

    fn simplify(&mut self) -> bool {
        if let Some(kept) = self.trial.take() {
            self.value = kept;
            self.move_on(true);
        }
        loop {
            self.trial = self.propose();
            if self.trial.as_ref() != Some(&self.value) {
                return self.trial.is_some();
            }
            // As plain as it is.
            self.move_on(false);
        }
    }

    fn complicate(&mut self) -> bool {
        let taken_back = self.trial.take().is_some();
        if taken_back {
            self.move_on(false);
        }
        taken_back
    }
}

fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    }
}

fn collect(value: &Value, at: &str, leaves: bool, places: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            if !leaves && !items.is_empty() {
                places.push(at.to_owned());
            }
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{at}/{index}"), leaves, places);
            }
        }
        Value::Object(members) => {
            if !leaves && !members.is_empty() {
                places.push(at.to_owned());
            }
            for (name, member) in members {
                collect(member, &pointer::join(at, name), leaves, places);
            }
        }
        _ if leaves => places.push(at.to_owned()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The smallest value that still fails, and how many were tried.
    fn check(value: Value, fails: impl Fn(&Value) -> bool, expected: &Value) {
        assert!(fails(&value));
        let mut tree = Tree::new(value, vec!["/id".to_owned()]);
        let mut tried = 0;
        while tree.simplify() {
            tried += 1;
            if !fails(&tree.current()) {
                assert!(tree.complicate());
            }
        }
        assert!(fails(&tree.current()));
        assert_eq!(tree.current(), *expected);
        assert!(tried < 120, "{tried} were tried");
    }

    #[test]
    fn what_has_no_part_in_it_goes() {
        let value = json!({
            "id": "x", "a": 1, "b": { "c": [1, 2, 3], "d": "long text" }, "e": true, "f": null,
        });
        let fails = |it: &Value| {
            it["b"]["c"]
                .as_array()
                .is_some_and(|it| it.contains(&json!(2)))
        };
        check(value.clone(), fails, &json!({ "b": { "c": [2] } }));
        let both = |it: &Value| it.get("a").is_some() && it["e"] == true && it["id"] == "x";
        check(value, both, &json!({ "id": "x", "a": 0, "e": true }));
    }

    #[test]
    fn a_text_gets_short_and_plain() {
        let text = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich, und zwar";
        let long = |it: &Value| it["t"].as_str().is_some_and(|it| it.chars().count() >= 37);
        check(json!({ "t": text }), long, &json!({ "t": "a".repeat(37) }));
        let special = |it: &Value| it["t"].as_str().is_some_and(|it| it.contains('ß'));
        check(json!({ "t": text }), special, &json!({ "t": "ß" }));
        let longer = |it: &Value| {
            let length = |name: &str| it[name].as_str().map(str::len);
            length("t") > length("u") && length("u") > Some(0)
        };
        let value = json!({ "t": "a long text", "u": "shorter" });
        check(value, longer, &json!({ "t": "aa", "u": "a" }));
    }

    #[test]
    fn a_number_comes_near_zero() {
        let large = |it: &Value| it["n"].as_i64().is_some_and(|it| it < -1000);
        check(json!({ "n": -987_654 }), large, &json!({ "n": -1001 }));
        let any = |it: &Value| it["n"].is_number();
        check(json!({ "n": 12.75 }), any, &json!({ "n": 0 }));
        let fraction = |it: &Value| it["n"].as_f64().is_some_and(|it| it > 10.0);
        check(json!({ "n": 12.75 }), fraction, &json!({ "n": 12.0 }));
    }
}
