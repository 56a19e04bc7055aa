//! The order in which operations are run: what makes resources first, what deletes them last.

use std::cmp::Reverse;
use std::collections::HashMap;

use tally_spec::contract::OperationKey;

use super::operation_run::OperationRun;
use crate::resources::ResourceGraph;

/// How often ranks are handed on: makers that need each other's ids come to no end.
const ROUNDS: usize = 8;

/// When an operation is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// It makes resources; those whose ids others need come first.
    Create(usize),
    /// It reads.
    Read,
    /// It changes something.
    Update,
    /// It deletes; the deepest paths first.
    Delete(Reverse<usize>),
}

/// The operations in the order in which they are run; those of one phase in that of the document.
pub(super) fn in_order<'s, 'a>(
    operations: &'s [OperationRun<'a>],
    graph: &ResourceGraph,
) -> Vec<&'s OperationRun<'a>> {
    let ranks = ranks(graph);
    let mut ordered: Vec<_> = operations.iter().collect();
    ordered.sort_by_key(|run| {
        let key = &run.operation.key;
        match ranks.get(key) {
            _ if key.method.as_str() == "DELETE" => {
                Phase::Delete(Reverse(key.path.matches('/').count()))
            }
            Some(rank) => Phase::Create(*rank),
            None if run.is_safe() => Phase::Read,
            None => Phase::Update,
        }
    });
    ordered
}

/// The operations that make resources: 0 for those that need no id, and one more than the last of
/// those that make what they need for the others.
fn ranks(graph: &ResourceGraph) -> HashMap<OperationKey, usize> {
    let makers = graph.kinds.iter().flat_map(|kind| kind.creators());
    let mut ranks: HashMap<OperationKey, usize> =
        makers.map(|it| (it.operation.clone(), 0)).collect();
    for _ in 0..ROUNDS {
        let before = ranks.clone();
        for kind in &graph.kinds {
            let made = kind.creators().filter_map(|it| before.get(&it.operation));
            let Some(made) = made.max() else { continue };
            for consumer in &kind.consumers {
                let makes_it = kind.creators().any(|it| it.operation == consumer.operation);
                if let Some(rank) = ranks.get_mut(&consumer.operation).filter(|_| !makes_it) {
                    *rank = (*rank).max(made + 1);
                }
            }
        }
        if ranks == before {
            break;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_a_resource_comes_before_what_needs_its_id() {
        let document = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /users/{userId}/posts:
    post: {parameters: [{name: userId, in: path, required: true, schema: {type: string}}], responses: {'201': {description: a}}}
  /users/{userId}/posts/{postId}:
    get: {parameters: [{name: userId, in: path, required: true, schema: {type: string}}, {name: postId, in: path, required: true, schema: {type: string}}], responses: {'200': {description: a}}}
  /likes:
    post:
      requestBody: {content: {application/json: {schema: {properties: {post_id: {type: string}}}}}}
      responses: {'201': {description: a}}
  /likes/{id}:
    get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'200': {description: a}}}
  /users:
    post: {responses: {'201': {description: a}}}
";
        let contract = tally_spec::read_text("api.yaml", document)
            .contract
            .unwrap();
        let ranks = ranks(&ResourceGraph::of(&contract));
        let mut ranks: Vec<_> = ranks
            .iter()
            .map(|(key, rank)| (*rank, key.to_string()))
            .collect();
        ranks.sort();
        assert_eq!(
            ranks,
            [
                (0, "POST /users".to_owned()),
                (1, "POST /users/{userId}/posts".to_owned()),
                (2, "POST /likes".to_owned()),
            ]
        );
    }
}
