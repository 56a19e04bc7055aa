//! How much has to be followed for one value, which is bounded: schemas that refer to the next one
//! twice, thirty times over, would be followed a thousand million times.

use std::collections::HashMap;

use super::graph::{Graph, Step};
use super::{Cut, Cuts, Stand};
use crate::tree::NodeId;

/// How many schemas may apply to one value, each counted as often as it is reached.
const SCHEMAS: usize = 5_000;

/// How many of them may stand inside one another.
const DEPTH: usize = 200;

/// What has to be followed from a schema.
#[derive(Clone, Copy, Debug)]
struct Extent {
    schemas: usize,
    depth: usize,
}

/// Cuts the references with which a schema would become too large. There are no circles any more.
pub(super) fn limit(cuts: &mut Cuts, graph: &Graph<'_>, schemas: &[NodeId]) {
    let mut extents: HashMap<Stand, Extent> = HashMap::new();
    for &schema in schemas {
        let mut path = vec![Stand::whole(schema)];
        while let Some(&at) = path.last() {
            if extents.contains_key(&at) {
                path.pop();
                continue;
            }
            let steps = cuts.steps(graph, at);
            let waiting = path.len();
            path.extend(
                steps
                    .iter()
                    .map(|(_, to)| *to)
                    .filter(|to| !extents.contains_key(to)),
            );
            if path.len() == waiting {
                path.pop();
                let extent = extent(cuts, &steps, &extents);
                extents.insert(at, extent);
            }
        }
    }
}

fn extent(cuts: &mut Cuts, steps: &[(Step, Stand)], extents: &HashMap<Stand, Extent>) -> Extent {
    let mut whole = Extent {
        schemas: 1,
        depth: 1,
    };
    for (step, to) in steps {
        let Some(part) = extents.get(to) else {
            continue;
        };
        let larger = Extent {
            schemas: whole.schemas + part.schemas,
            depth: whole.depth.max(part.depth + 1),
        };
        let too_much = larger.schemas > SCHEMAS || larger.depth > DEPTH;
        match step {
            Step::Reference { holder, .. } if too_much => {
                cuts.cuts.insert(*holder, Cut::TooMuch);
            }
            _ => whole = larger,
        }
    }
    whole
}
