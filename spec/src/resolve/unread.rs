//! What of a document is not known, because a reference leads to nothing that was read: to another
//! host, which is never asked, or nowhere.

use std::collections::{HashMap, HashSet};

use super::{Document, Target};
use crate::contract::Unread;
use crate::tree::{NodeId, Tree};

/// The nodes within which, or behind whose references, something was not read.
#[derive(Debug, Default)]
pub(crate) struct Gaps(HashSet<NodeId>);

impl Gaps {
    /// Finds them. `names` are strings that name schemas rather than take them in, and a few that do.
    pub(super) fn of(tree: &Tree, targets: &HashMap<NodeId, Target>, names: &[NodeId]) -> Self {
        let is_taken_in = |holder: &NodeId| {
            let parent = || tree.parent(*holder);
            let dynamic = || tree.entry(parent()?, "$dynamicRef").map(|it| it.value);
            !names.contains(holder) || dynamic() == Some(*holder)
        };
        let missing = targets
            .iter()
            .filter(|(_, target)| matches!(target, Target::Missing(_)));
        let mut next: Vec<NodeId> = missing.map(|it| *it.0).filter(is_taken_in).collect();
        if next.is_empty() {
            return Self::default();
        }
        let mut holders: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
        for (holder, target) in targets.iter().filter(|it| is_taken_in(it.0)) {
            if let Target::Node(node) = target {
                holders.entry(*node).or_default().push(*holder);
            }
        }
        let mut found = HashSet::new();
        while let Some(node) = next.pop() {
            if !found.insert(node) {
                continue;
            }
            next.extend(holders.get(&node).into_iter().flatten());
            if let Some(parent) = tree.parent(node)
                // A definition says nothing of the schema that it stands in.
                && tree.entry(parent, "$defs").map(|it| it.value) != Some(node)
            {
                next.push(parent);
            }
        }
        Self(found)
    }
}

impl Document {
    /// The references within a node, and behind its own, that lead to nothing that was read, each
    /// once.
    pub(crate) fn unread(&self, node: NodeId) -> Vec<Unread> {
        let mut unread: Vec<Unread> = Vec::new();
        let mut met = HashSet::new();
        let mut next = vec![node];
        while let Some(node) = next.pop() {
            if !self.gaps.0.contains(&node) || !met.insert(node) {
                continue;
            }
            match self.targets.get(&node) {
                Some(Target::Node(target)) => next.push(*target),
                Some(Target::Missing(_)) => {
                    let view = self.view(node);
                    let text = view.text("$ref");
                    let reference = text.or_else(|| view.str().map(str::to_owned));
                    let reference = reference.unwrap_or_default();
                    if unread.iter().all(|it| it.reference != reference) {
                        unread.push(Unread {
                            reference,
                            place: view.place(),
                        });
                    }
                }
                None => {}
            }
            // The first is taken first.
            let members = self.tree.entries(node).iter().rev().map(|it| it.value);
            next.extend(members);
            next.extend(self.tree.items(node).iter().rev());
        }
        unread
    }
}

#[cfg(test)]
mod tests {
    use crate::contract::Contract;

    fn read(schemas: &str) -> Contract {
        let text = format!(
            "
openapi: 3.1.0
info: {{title: t, version: '1'}}
paths:
  /a:
    parameters: [{{$ref: 'https://h.example/parameter.yaml'}}]
    get:
      parameters: [{{name: q, in: query, schema: {{type: string}}}}]
      responses: {{'204': {{description: none}}}}
    post:
      requestBody: {{$ref: 'https://h.example/body.yaml'}}
      responses: {{'204': {{description: none}}}}
  /b:
    get: {{responses: {{'204': {{description: none}}}}}}
components:
  schemas:
{schemas}
"
        );
        crate::read_text("a.yaml", &text).contract.unwrap()
    }

    fn check(schemas: &str, name: &str, expected: &[&str]) {
        let contract = read(schemas);
        let unread = contract.unread(contract.definitions[name]);
        let references: Vec<_> = unread.iter().map(|it| it.reference.as_str()).collect();
        assert_eq!(references, expected, "{name}");
    }

    const SCHEMAS: &str = "
    Remote: {$ref: 'https://h.example/a.json'}
    Has: {properties: {a: {$ref: '#/components/schemas/Remote'}, b: {$ref: 'b.example/nothing'}}}
    Cycle: {properties: {self: {$ref: '#/components/schemas/Cycle'}, has: {$ref: '#/components/schemas/Has'}}}
    Data: {example: {$ref: 'https://h.example/a.json'}, type: object}
    Names: {discriminator: {propertyName: k, mapping: {r: 'https://h.example/r.json'}}, type: object}
    Defines: {type: object, $defs: {unused: {$ref: 'https://h.example/a.json'}}}
    Uses: {$ref: '#/components/schemas/Data'}
";

    #[test]
    fn a_schema_is_unread_where_a_reference_within_it_leads_to_nothing_that_was_read() {
        let remote = "https://h.example/a.json";
        check(SCHEMAS, "Remote", &[remote]);
        check(SCHEMAS, "Has", &[remote, "b.example/nothing"]);
        check(SCHEMAS, "Cycle", &[remote, "b.example/nothing"]);
    }

    #[test]
    fn data_names_and_definitions_are_not_taken_in() {
        for name in ["Data", "Names", "Defines", "Uses"] {
            check(SCHEMAS, name, &[]);
        }
    }

    #[test]
    fn an_operation_names_what_of_its_request_was_not_read() {
        let contract = read(SCHEMAS);
        let unread = contract.operations.iter().map(|operation| {
            let unread = operation.unread.iter();
            unread.map(|it| it.reference.as_str()).collect::<Vec<_>>()
        });
        let (parameter, body) = (
            "https://h.example/parameter.yaml",
            "https://h.example/body.yaml",
        );
        let expected = [vec![parameter], vec![parameter, body], vec![]];
        assert_eq!(unread.collect::<Vec<_>>(), expected);
    }
}
