//! Finds a resource again that an accepted request has moved: a path parameter takes its value from
//! a member that was changed.

use serde_json::Value;
use tally_spec::contract::ParameterLocation;
use tally_spec::schema::pointer;

use super::engine::Halt;
use super::operation_run::OperationRun;
use super::resource_run::ResourceRun;
use crate::compose::Values;
use crate::exchange::Exchange;
use crate::request::json;

impl ResourceRun<'_> {
    /// Finds the resource where the request that was accepted last may have moved it. Whether the
    /// base is accepted there.
    pub(super) async fn relocate(&mut self) -> Result<bool, Halt> {
        let Some((_, last)) = &self.last_accepted else {
            return Ok(false);
        };
        let former = self.resource.values();
        let mut moved = Values::clone(&former);
        for name in path_parameters(self.run) {
            let at = pointer::join("/path", name);
            if let Some(value) = named(last, name)
                && former.by_pointer.get(&at) != Some(&value)
            {
                moved.by_pointer.insert(at, value);
            }
        }
        if moved == *former {
            return Ok(false);
        }
        self.resource.moved_to(moved);
        let found = self.control().await?;
        let found = found.is_some_and(|control| control.accepted());
        if !found {
            self.resource.moved_to(Values::clone(&former));
        }
        Ok(found)
    }
}

/// The names of the path parameters of an operation.
fn path_parameters<'a>(run: &'a OperationRun<'_>) -> impl Iterator<Item = &'a str> {
    let all = run.operation.parameters.iter();
    let in_path = all.filter(|it| it.location == ParameterLocation::Path);
    in_path.map(|it| it.name.as_str())
}

/// The members of the body that are the values of path parameters: who changes them moves the
/// resource.
pub(super) fn moving_members(run: &OperationRun<'_>) -> Vec<String> {
    let members = run.members.all();
    let moves = |name: &str| path_parameters(run).any(|parameter| is_of(name, parameter));
    let moving = members.filter(|member| moves(&member.name));
    moving.map(|member| member.name.clone()).collect()
}

/// The value that a path parameter has after a request: that of the answer, else what was sent.
fn named(exchange: &Exchange, parameter: &str) -> Option<Value> {
    let answered = exchange.answer().and_then(|it| it.json().value());
    let sent = json(&exchange.bound.body);
    answered.into_iter().chain(sent).find_map(|value| {
        let members = value.as_object()?.iter();
        let mut fitting = members.filter(|(name, value)| {
            is_of(name, parameter) && (value.is_string() || value.is_number())
        });
        fitting.next().map(|(_, value)| value.clone())
    })
}

/// Whether a member has the value of a path parameter, by their names: `name` is that of `name`, and
/// of `boxName` and `box_name` as well.
fn is_of(member: &str, parameter: &str) -> bool {
    let plain = |name: &str| {
        let letters = name.chars().filter(|it| it.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let (member, parameter) = (plain(member), plain(parameter));
    !member.is_empty() && parameter.ends_with(&member)
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn a_parameter_is_named_after_the_member_and_perhaps_its_resource() {
        for parameter in ["name", "boxName", "box_name", "box-name"] {
            assert!(is_of("name", parameter), "{parameter}");
        }
        assert!(!is_of("name", "id"));
        assert!(!is_of("title", "name"));
        assert!(!is_of("boxName", "name"));
    }
}
