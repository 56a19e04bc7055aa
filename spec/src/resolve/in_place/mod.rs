//! References that lead back to the schema around them without a step into the value: `allOf` over
//! a schema whose `allOf` leads back, `oneOf` of children that are `allOf` over their parent.
//!
//! JSON Schema gives such a schema no meaning (2020-12 core section 9.4.1: "A schema MUST NOT be
//! run into an infinite loop against an instance"), and whoever follows it does not return. They
//! are cut here, once, so that in everything behind the normalised schema the steps that stay at
//! one value come to an end. What is not cut has a bounded number of such steps.

mod graph;
mod size;

use std::collections::{HashMap, HashSet};

use graph::{Graph, Step};

use super::grammar::Role;
use super::target::Target;
use crate::tree::{Kind, NodeId, Tree};
use crate::version::Version;

/// What a reference means that must not be followed as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The target without its unions: the reference stands in a branch of them.
    Base(NodeId),
    /// Everything is accepted: what the reference adds is what holds already.
    Anything,
    /// Nothing is accepted: the reference is a branch that adds nothing to its own union.
    Nothing,
    /// Everything is accepted: too much would have to be followed.
    TooMuch,
}

/// The references that are cut.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cuts {
    /// By what holds the reference.
    pub(crate) cuts: HashMap<NodeId, Cut>,
    /// The schemas that are referred to without their unions, and which keywords those are.
    pub(crate) bases: HashMap<NodeId, Vec<&'static str>>,
}

impl Cuts {
    /// The cuts of a document.
    pub(super) fn of(
        tree: &Tree,
        version: Version,
        targets: &HashMap<NodeId, Target>,
        roles: &[(NodeId, Role)],
    ) -> Self {
        let graph = Graph {
            tree,
            version,
            targets,
        };
        let schemas: Vec<NodeId> = roles
            .iter()
            .filter(|(node, role)| *role == Role::Schema && tree.kind(*node) == Kind::Object)
            .map(|(node, _)| *node)
            .collect();
        let mut cuts = Self::default();
        cuts.find_bases(&graph, &schemas);
        cuts.cut_circles(&graph, &schemas);
        size::limit(&mut cuts, &graph, &schemas);
        cuts
    }

    /// Where a schema leads once the references are cut.
    fn steps(&self, graph: &Graph<'_>, at: Stand) -> Vec<(Step, Stand)> {
        let mut steps = Vec::new();
        for (step, to) in graph.steps(at.schema) {
            let without = self.bases.get(&at.schema).filter(|_| at.base);
            if let Step::Or(keyword) = step
                && without.is_some_and(|without| without.contains(&keyword))
            {
                continue;
            }
            let cut = match step {
                Step::Reference { holder, .. } => self.cuts.get(&holder),
                _ => None,
            };
            let to = match cut {
                None => Stand::whole(to),
                Some(Cut::Base(target)) => Stand::base(*target),
                Some(_) => continue,
            };
            steps.push((step, to));
        }
        steps
    }

    /// Finds the children of a union that are `allOf` over it: to them it means what stands beside
    /// the union.
    fn find_bases(&mut self, graph: &Graph<'_>, schemas: &[NodeId]) {
        let mut work = WORK;
        for &parent in schemas {
            let unions: Vec<(&'static str, NodeId)> = graph
                .steps(parent)
                .into_iter()
                .filter_map(|(step, to)| match step {
                    Step::Or(keyword) => Some((keyword, to)),
                    _ => None,
                })
                .collect();
            for (keyword, branch) in unions {
                // What was reached, and whether something is demanded on the way.
                let mut waiting = vec![(branch, false)];
                let mut seen: HashSet<(NodeId, bool)> = HashSet::new();
                while let Some((schema, demanded)) = waiting.pop() {
                    if !seen.insert((schema, demanded)) {
                        continue;
                    }
                    if work == 0 {
                        return;
                    }
                    work -= 1;
                    for (step, to) in graph.steps(schema) {
                        let demanded = match step {
                            Step::Reference { alone, .. } => demanded || !alone,
                            Step::And => true,
                            Step::Or(_) => demanded,
                            Step::Not | Step::If => continue,
                        };
                        match step {
                            Step::Reference { holder, .. } if to == parent => {
                                if demanded {
                                    self.cuts.insert(holder, Cut::Base(parent));
                                    let without = self.bases.entry(parent).or_default();
                                    if !without.contains(&keyword) {
                                        without.push(keyword);
                                    }
                                }
                            }
                            _ => waiting.push((to, demanded)),
                        }
                    }
                }
            }
        }
    }

    /// Cuts every other reference that leads back to where it is being followed from.
    fn cut_circles(&mut self, graph: &Graph<'_>, schemas: &[NodeId]) {
        let mut done: HashSet<Stand> = HashSet::new();
        for &schema in schemas {
            self.cut_from(graph, Stand::whole(schema), &mut done);
        }
    }

    fn cut_from(&mut self, graph: &Graph<'_>, start: Stand, done: &mut HashSet<Stand>) {
        if done.contains(&start) {
            return;
        }
        let mut path = vec![Visit {
            at: start,
            by: Step::And,
            left: self.steps(graph, start),
        }];
        let mut depths = HashMap::from([(start, 0)]);
        while let Some(visit) = path.last_mut() {
            let Some((step, to)) = visit.left.pop() else {
                depths.remove(&visit.at);
                done.insert(visit.at);
                path.pop();
                continue;
            };
            if let Some(&depth) = depths.get(&to) {
                let mut circle: Vec<Step> = path.iter().map(|visit| visit.by).collect();
                circle.drain(..=depth);
                circle.push(step);
                self.cut_last(circle);
                continue;
            }
            if !done.contains(&to) {
                depths.insert(to, path.len());
                let left = self.steps(graph, to);
                path.push(Visit {
                    at: to,
                    by: step,
                    left,
                });
            }
        }
    }
}

impl Cuts {
    /// Cuts the last reference of a circle; there is one, for schemas do not stand in themselves.
    fn cut_last(&mut self, mut circle: Vec<Step>) {
        let reference = |step: &Step| matches!(step, Step::Reference { .. });
        if let Some(last) = circle.iter().rposition(reference)
            && let Step::Reference { holder, .. } = circle.remove(last)
        {
            self.cuts.insert(holder, meaning(&circle));
        }
    }
}

/// How many schemas are looked at to find the children of unions. A size, not a time: the same
/// document always means the same.
const WORK: usize = 1_000_000;

/// A schema, or what it is without its unions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Stand {
    schema: NodeId,
    base: bool,
}

impl Stand {
    fn whole(schema: NodeId) -> Self {
        let base = false;
        Self { schema, base }
    }

    fn base(schema: NodeId) -> Self {
        let base = true;
        Self { schema, base }
    }
}

/// A schema on the way, how it was reached, and where it still leads.
struct Visit {
    at: Stand,
    by: Step,
    left: Vec<(Step, Stand)>,
}

/// What a reference means to which these steps lead from its own target: what adds nothing to it.
fn meaning(steps: &[Step]) -> Cut {
    let (mut negated, mut chosen, mut demanded) = (false, false, false);
    for &step in steps {
        match step {
            Step::Not => negated = !negated,
            Step::Or(_) => chosen = true,
            Step::And | Step::If => demanded = true,
            Step::Reference { alone, .. } => demanded |= !alone,
        }
    }
    match negated || (chosen && !demanded) {
        true => Cut::Nothing,
        false => Cut::Anything,
    }
}
