//! What types do not enforce, said in their docs.

use indexmap::{IndexMap, IndexSet};
use tally_spec::Place;

use super::markdown;
use crate::ir::Definition;
use crate::unsupported::{Instead, Unsupported};

/// Says of every type what of its schema it does not enforce, inner schemas without a type
/// included.
pub(crate) fn say(
    definitions: &mut IndexMap<String, Definition>,
    homes: &[(Place, String)],
    unsupported: &IndexSet<Unsupported>,
) {
    let mut notes: IndexMap<&str, Vec<String>> = IndexMap::new();
    for one in unsupported {
        let Some(place) = one.place.as_ref().filter(|_| is_loose(one.instead)) else {
            continue;
        };
        let within = homes.iter().filter_map(|(home, name)| {
            let rest = place.pointer.strip_prefix(home.pointer.as_str())?;
            let inside = home.file == place.file && (rest.is_empty() || rest.starts_with('/'));
            inside.then_some((home.pointer.len(), name, rest))
        });
        let Some((_, name, rest)) = within.max_by_key(|(length, ..)| *length) else {
            continue;
        };
        let what = match rest.trim_start_matches('/') {
            "" => one.feature.to_string(),
            path => format!("`{}`", path.replace('`', "'")),
        };
        let notes = notes.entry(name).or_default();
        if !notes.contains(&what) {
            notes.push(what);
        }
    }
    for (name, notes) in notes {
        let Some(definition) = definitions.get_mut(name) else {
            continue;
        };
        definition.loose = true;
        let said = markdown::docs([format!("Not enforced: {}.", notes.join(", ")).as_str()]);
        let docs = &mut definition.docs.0;
        // The pointer stays last.
        let pointer = docs.pop_if(|line| line.starts_with("`#"));
        if docs.last().is_some_and(|line| !line.is_empty()) {
            docs.push(String::new());
        }
        docs.extend(said.0);
        if let Some(pointer) = pointer {
            docs.extend([String::new(), pointer]);
        }
    }
}

/// Whether more values are accepted than the schema accepts.
fn is_loose(instead: Instead) -> bool {
    matches!(instead, Instead::NotEnforced | Instead::AnyValue)
}
