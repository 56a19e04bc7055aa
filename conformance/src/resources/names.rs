//! Names of members, parameters and path segments, compared as people read them.

/// A name with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) words: Vec<String>,
}

impl Name {
    pub(super) fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            words: words(text),
        }
    }
}

/// The words of a name in lower case: `orderId`, `order_id` and `Order-ID` are `order` and `id`.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let characters: Vec<char> = name.chars().collect();
    for (at, &character) in characters.iter().enumerate() {
        if !character.is_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let after_lower = at > 0 && !characters[at - 1].is_uppercase();
        let before_lower = characters.get(at + 1).is_some_and(|it| it.is_lowercase());
        if character.is_uppercase() && !word.is_empty() && (after_lower || before_lower) {
            words.push(std::mem::take(&mut word));
        }
        word.extend(character.to_lowercase());
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// The singular of an English plural, as far as its ending shows it: `orders`, `boxes`, `categories`.
pub(super) fn singular(word: &str) -> String {
    let ends = |end: &str| word.strip_suffix(end).filter(|it| it.len() > 1);
    if let Some(stem) = ends("ies") {
        return format!("{stem}y");
    }
    for end in ["ses", "xes", "zes", "ches", "shes"] {
        if ends(end).is_some() {
            let stem = word.len() - 2;
            // `houses` and `bases`, but `boxes`, `addresses` and `statuses`.
            let of_us = word.ends_with("uses") && !word.ends_with("ouses");
            let keeps_e = end == "ses" && !word.ends_with("sses") && !of_us;
            return word[..stem + usize::from(keeps_e)].to_owned();
        }
    }
    match ends("s") {
        Some(stem) if !stem.ends_with('s') && !stem.ends_with('u') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// What the items of a collection are called: the last word of its path segment in the singular, with
/// the words before it.
pub(super) fn noun(segment: &str) -> Vec<String> {
    let mut words = words(segment);
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words
}

/// Last words of a name that say that it identifies something.
const IDENTIFYING: [&str; 9] = [
    "id", "uuid", "guid", "name", "slug", "key", "code", "number", "handle",
];

/// How much a member of this name looks like what a path parameter wants of something that is called
/// `noun`; 0: not at all.
pub(super) fn likeness(member: &Name, parameter: &[String], noun: &[String]) -> u8 {
    let member = &member.words;
    if member == parameter {
        return 6;
    }
    let Some(kind) = parameter.last() else {
        return 0;
    };
    // `id` of an order for `orderId`, `orderId` of an order for `id`.
    let is_of_noun = |long: &[String], short: &[String]| {
        short.len() == 1 && long.len() > 1 && long.last() == short.last() && ends_with(noun, long)
    };
    if is_of_noun(parameter, member) || is_of_noun(member, parameter) {
        return 5;
    }
    // `/issues/{issue_number}`: the `number` of what is called something else.
    if member.len() == 1 && member.last() == Some(kind) && IDENTIFYING.contains(&kind.as_str()) {
        return 4;
    }
    // `/users/{user}`: whatever identifies a user.
    let says_nothing = parameter.len() == 1 && !IDENTIFYING.contains(&kind.as_str());
    if says_nothing || noun.ends_with(parameter) {
        let whole = match member.as_slice() {
            [one] => Some(one.as_str()),
            [.., last] if ends_with(noun, member) => Some(last.as_str()),
            _ => None,
        };
        return match whole {
            Some("id" | "uuid" | "guid") => 3,
            Some("name" | "slug" | "key" | "username" | "login") => 2,
            Some("code" | "number" | "handle") => 1,
            _ => 0,
        };
    }
    0
}

/// Whether the words before the last one of a name are the last words of the noun.
fn ends_with(noun: &[String], name: &[String]) -> bool {
    let before = &name[..name.len().saturating_sub(1)];
    !before.is_empty() && noun.ends_with(before)
}

/// The words of what a member refers to by an id: `customer` for `customer_id`.
pub(super) fn referred(member: &str) -> Option<Vec<String>> {
    let mut words = words(member);
    let last = words.pop()?;
    let identifies = matches!(last.as_str(), "id" | "uuid" | "guid" | "slug" | "key");
    (identifies && !words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        for name in ["orderId", "order_id", "Order-ID", "order.id", "OrderID"] {
            assert_eq!(words(name), ["order", "id"], "{name}");
        }
        assert_eq!(words("HTTPServer2Name"), ["http", "server2", "name"]);
        assert!(words("--").is_empty());
    }

    #[test]
    fn the_singular_of_a_plural() {
        for (plural, one) in [
            ("orders", "order"),
            ("boxes", "box"),
            ("categories", "category"),
            ("addresses", "address"),
            ("houses", "house"),
            ("statuses", "status"),
            ("status", "status"),
            ("branches", "branch"),
            ("class", "class"),
            ("data", "data"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }

    fn check(parameter: &str, segment: &str, best: &str, others: &[&str]) {
        let noun = noun(segment);
        let of = |member: &str| likeness(&Name::of(member), &words(parameter), &noun);
        assert!(of(best) > 0, "{best} for {parameter}");
        for other in others {
            assert!(
                of(best) > of(other),
                "{best} rather than {other} for {parameter}"
            );
        }
    }

    #[test]
    fn a_parameter_is_found_by_its_name_or_by_the_noun_of_its_collection() {
        check("orderId", "orders", "order_id", &["id", "customerId"]);
        check("orderId", "orders", "id", &["customerId", "name", "number"]);
        check("id", "orders", "id", &["orderId", "name"]);
        check("id", "orders", "orderId", &["customerId", "name"]);
        check("username", "users", "username", &["id", "name"]);
        check("user", "users", "id", &["name", "email"]);
        check("user", "users", "login", &["email", "created"]);
        check("issue_number", "issues", "number", &["id", "title"]);
        check("collectionName", "collections", "name", &["id"]);
        check("petId", "pet", "id", &["name", "ownerId"]);
    }

    #[test]
    fn what_a_member_refers_to_is_what_stands_before_its_id() {
        assert_eq!(referred("customer_id").unwrap(), ["customer"]);
        assert_eq!(referred("workPoolId").unwrap(), ["work", "pool"]);
        assert!(referred("id").is_none());
        assert!(referred("customer").is_none());
    }
}
