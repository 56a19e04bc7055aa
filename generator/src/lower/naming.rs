//! Names of Rust for names of documents.
//!
//! Every function is pure: the same name always gives the same identifier. Two names that would
//! become one are distinguished by [`Taken`], in the order in which they come.

use std::collections::HashSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Names that type files use for other things.
const RESERVED_TYPES: &[&str] = &[
    "At",
    "BTreeMap",
    "BoundedInteger",
    "BoundedString",
    "BoundedVec",
    "Box",
    "Clone",
    "Constrained",
    "Date",
    "DateTime",
    "Debug",
    "Decode",
    "Default",
    "Deserialize",
    "Deserializer",
    "Display",
    "EcmaPattern",
    "Eq",
    "Err",
    "Field",
    "From",
    "FromStr",
    "Future",
    "Hash",
    "Integer",
    "Into",
    "Ipv4Addr",
    "Ipv6Addr",
    "IssueSink",
    "Issues",
    "JsonType",
    "Map",
    "NonEmptyString",
    "None",
    "Number",
    "Object",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Pattern",
    "RangedInteger",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Serializer",
    "Some",
    "String",
    "Sync",
    "ToString",
    "TryFrom",
    "UnknownValue",
    "Uuid",
    "Value",
    "Vec",
];

/// The name of a type: `task_run` and `taskRun` become `TaskRun`.
pub(crate) fn type_name(name: &str) -> String {
    let name = camel(name, "Type");
    if RESERVED_TYPES.contains(&name.as_str()) {
        format!("{name}Schema")
    } else {
        name
    }
}

/// The name of a variant; `Self` alone cannot be one.
pub(crate) fn variant(name: &str) -> String {
    match camel(name, "Value").as_str() {
        "Self" => "SelfValue".to_owned(),
        name => name.to_owned(),
    }
}

/// The name of a field, parameter, function or module: `taskRun` becomes `task_run`, a keyword a
/// raw identifier.
pub(crate) fn field(name: &str) -> String {
    let snake = words(name).to_snake_case();
    let snake = match snake.chars().next() {
        None => "empty".to_owned(),
        Some(first) if first.is_numeric() => format!("n{snake}"),
        Some(_) => snake,
    };
    match snake.as_str() {
        "self" | "super" | "crate" => format!("{snake}_"),
        // A keyword since the edition 2024, which the parser does not know.
        "gen" => "r#gen".to_owned(),
        _ if syn::parse_str::<syn::Ident>(&snake).is_err() => format!("r#{snake}"),
        _ => snake,
    }
}

/// The name of a module: the same, but never raw and only of ASCII, so that its file has a plain
/// name.
pub(crate) fn module(name: &str) -> String {
    let ascii: String = name
        .chars()
        .map(|c| if c.is_ascii() { c } else { ' ' })
        .collect();
    let name = field(if ascii.trim().is_empty() {
        "other"
    } else {
        &ascii
    });
    match name.strip_prefix("r#") {
        Some(keyword) => format!("{keyword}_"),
        None if name == "mod" || name == "main" || name == "lib" => format!("{name}_"),
        None => name,
    }
}

fn camel(name: &str, digits: &str) -> String {
    let camel = words(name).to_upper_camel_case();
    match camel.chars().next() {
        None if name.is_empty() => "Empty".to_owned(),
        None => "Other".to_owned(),
        Some(first) if first.is_numeric() => format!("{digits}{camel}"),
        Some(_) => camel,
    }
}

/// The name with everything that an identifier cannot hold turned into spaces; symbols that stand
/// alone or before a digit are spelled out.
fn words(name: &str) -> String {
    let symbolic = !name.chars().any(is_part);
    let mut words = String::with_capacity(name.len());
    for (index, character) in name.chars().enumerate() {
        let sign = index == 0 && matches!(character, '+' | '-');
        let next_is_digit = name
            .chars()
            .nth(index + 1)
            .is_some_and(|next| next.is_ascii_digit());
        if is_part(character) {
            words.push(character);
        } else if symbolic || (sign && next_is_digit) {
            words.push(' ');
            words.push_str(spelled(character));
            words.push(' ');
        } else {
            words.push(' ');
        }
    }
    words
}

fn is_part(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric()
    } else {
        syn::parse_str::<syn::Ident>(&format!("a{character}")).is_ok()
    }
}

fn spelled(symbol: char) -> &'static str {
    match symbol {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '&' => "and",
        '|' => "or",
        '%' => "percent",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '~' => "tilde",
        '^' => "caret",
        '_' => "underscore",
        ' ' => "space",
        _ => "symbol",
    }
}

/// Makes a member name of a field name.
type Rename = fn(&str) -> String;

/// The member name that serde's `rename_all` makes of a field name, for each rule that it has.
const RENAMES: &[(&str, Rename)] = &[
    ("camelCase", |field| {
        let pascal = pascal(field);
        let mut characters = pascal.chars();
        let first = characters.next().map(|first| first.to_ascii_lowercase());
        first.into_iter().chain(characters).collect()
    }),
    ("PascalCase", pascal),
    ("kebab-case", |field| field.replace('_', "-")),
    ("SCREAMING_SNAKE_CASE", str::to_ascii_uppercase),
    ("SCREAMING-KEBAB-CASE", |field| {
        field.to_ascii_uppercase().replace('_', "-")
    }),
];

/// As serde does it: each letter after an underscore, and the first, in upper case.
fn pascal(field: &str) -> String {
    let mut pascal = String::new();
    let mut upper = true;
    for character in field.chars() {
        match character {
            '_' => upper = true,
            _ if upper => {
                pascal.push(character.to_ascii_uppercase());
                upper = false;
            }
            _ => pascal.push(character),
        }
    }
    pascal
}

/// The rule of serde that makes every member name of its field name, if names differ at all.
pub(crate) fn rename_all<'n>(
    names: impl Iterator<Item = (&'n str, &'n str)> + Clone,
) -> Option<&'static str> {
    let plain = |ident: &'n str| ident.strip_prefix("r#").unwrap_or(ident);
    if names.clone().all(|(ident, name)| plain(ident) == name) {
        return None;
    }
    let rule = RENAMES.iter().find(|(_, rename)| {
        names
            .clone()
            .all(|(ident, name)| rename(plain(ident)) == name)
    });
    rule.map(|(rule, _)| *rule)
}

/// Identifiers that are in use: the next one of the same name gets a number.
#[derive(Debug, Default)]
pub(crate) struct Taken(HashSet<String>);

impl Taken {
    /// With some that must not be used.
    pub(crate) fn with(names: &[&str]) -> Self {
        Self(names.iter().map(|name| name.to_lowercase()).collect())
    }

    /// Whether a name is not in use.
    pub(crate) fn is_free(&self, name: &str) -> bool {
        !self.0.contains(&name.to_lowercase())
    }

    /// Takes the name, or the first free one of name2, name3, …
    pub(crate) fn take(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        let base = name.strip_prefix("r#").unwrap_or(name);
        while !self.0.insert(free.to_lowercase()) {
            let separator = if base.ends_with(|last: char| last.is_ascii_digit()) {
                "_"
            } else {
                ""
            };
            free = format!("{base}{separator}{number}");
            number += 1;
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(make: fn(&str) -> String, name: &str, expected: &str) {
        assert_eq!(make(name), expected);
        let ident = syn::parse_str::<syn::Ident>(expected);
        assert!(
            ident.is_ok() || expected.starts_with("r#"),
            "{expected} is no identifier"
        );
    }

    #[test]
    fn types_are_camel_case() {
        check(type_name, "taskRun", "TaskRun");
        check(type_name, "task_run-response.v2", "TaskRunResponseV2");
        check(type_name, "HTTPValidationError", "HttpValidationError");
    }

    #[test]
    fn types_keep_out_of_the_way_of_what_files_import() {
        check(type_name, "Value", "ValueSchema");
        check(type_name, "option", "OptionSchema");
    }

    #[test]
    fn variants_spell_out_symbols_and_signs() {
        check(variant, "PENDING_VERSION", "PendingVersion");
        check(variant, "+1", "Plus1");
        check(variant, "-1", "Minus1");
        check(variant, "<=", "LessEqual");
        check(variant, "", "Empty");
        check(variant, "3d", "Value3d");
        check(variant, "self", "SelfValue");
    }

    #[test]
    fn fields_are_snake_case() {
        check(field, "taskIdentifier", "task_identifier");
        check(field, "X-Rate-Limit", "x_rate_limit");
        check(field, "3d", "n3d");
        check(field, "@id", "id");
        check(field, "größe", "größe");
    }

    #[test]
    fn keywords_are_raw_or_end_in_an_underscore() {
        check(field, "type", "r#type");
        check(field, "self", "self_");
        check(module, "type", "type_");
        check(module, "mod", "mod_");
    }

    #[test]
    fn modules_have_names_of_ascii() {
        check(module, "größe", "gr_e");
        check(module, "期", "other");
    }

    #[test]
    fn equal_names_are_numbered_in_order() {
        let mut taken = Taken::default();
        assert_eq!(taken.take("Task"), "Task");
        assert_eq!(taken.take("Task"), "Task2");
        assert_eq!(taken.take("TASK"), "TASK3");
        assert_eq!(taken.take("n1"), "n1");
        assert_eq!(taken.take("n1"), "n1_2");
        assert_eq!(Taken::with(&["Self"]).take("Self"), "Self2");
    }

    #[test]
    fn one_rule_renames_all_or_none() {
        let names = [("id", "id"), ("is_test", "isTest")];
        assert_eq!(rename_all(names.into_iter()), Some("camelCase"));
        let names = [("id", "id"), ("is_test", "is_test")];
        assert_eq!(rename_all(names.into_iter()), None);
        let names = [("my_id", "my_id"), ("is_test", "isTest")];
        assert_eq!(rename_all(names.into_iter()), None);
    }
}
