//! Token streams to text.

use proc_macro2::TokenStream;

use super::docs::printable;
use super::imports::Imports;
use super::names;
use crate::ir::Docs;

/// A file that could not be printed: what was emitted is not Rust, which is a defect of tally.
#[derive(Debug, thiserror::Error)]
#[error("{path}: emitted code is not Rust")]
pub(crate) struct NotRust {
    /// The file.
    pub(crate) path: String,
    /// What the parser says.
    #[source]
    pub(crate) source: syn::Error,
}

/// One file: header, docs, imports, items with an empty line between them.
pub(crate) fn file(
    path: &str,
    header: &str,
    docs: &Docs,
    imports: &Imports,
    items: TokenStream,
) -> Result<String, NotRust> {
    let (items, imports) = names::settle(items, imports);
    let mut text = header.to_owned();
    for line in &docs.0 {
        let line = printable(line);
        text.push_str(&format!("//! {line}").replace("//! \n", "//!\n"));
        while text.ends_with(' ') {
            text.pop();
        }
        text.push('\n');
    }
    for group in imports.groups() {
        separate(&mut text);
        text.push_str(&joined(&print(path, group)?));
    }
    let items = parse(path, items)?;
    let mut previous_is_list = false;
    for item in items.items {
        let is_list = matches!(item, syn::Item::Mod(_) | syn::Item::Use(_));
        let same_list = is_list && previous_is_list;
        // Private modules and re-exports are different lists.
        let kind_changes = matches!(item, syn::Item::Use(_))
            && text.trim_end().ends_with(';')
            && !text
                .trim_end()
                .rsplit('\n')
                .any(|line| line.starts_with("pub use"))
            && text
                .trim_end()
                .rsplit('\n')
                .next()
                .is_some_and(|line| line.contains("mod "));
        if !same_list || kind_changes {
            separate(&mut text);
        }
        previous_is_list = is_list;
        let item = syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        };
        text.push_str(&spaced(&prettyplease::unparse(&item)));
    }
    Ok(text)
}

fn separate(text: &mut String) {
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
}

fn parse(path: &str, items: TokenStream) -> Result<syn::File, NotRust> {
    syn::parse2(items).map_err(|source| NotRust {
        path: path.to_owned(),
        source,
    })
}

fn print(path: &str, items: TokenStream) -> Result<String, NotRust> {
    parse(path, items).map(|file| prettyplease::unparse(&file))
}

/// The widest line that rustfmt leaves as it is.
const WIDTH: usize = 100;

/// Imports with each list of names on the line of its `use`, where that has room for it: as rustfmt
/// would have them.
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let mut list = vec![line];
        if line.ends_with('{') {
            for next in lines.by_ref() {
                list.push(next);
                if next == "};" {
                    break;
                }
            }
        }
        let names: Vec<&str> = list.iter().map(|it| it.trim()).collect();
        let one = names.join(" ").replace("{ ", "{").replace(", }", "}");
        let is_flat = one.matches('{').count() <= 1;
        match is_flat && one.chars().count() <= WIDTH {
            true => joined.push_str(&one),
            false => joined.push_str(&list.join("\n")),
        }
        joined.push('\n');
    }
    joined
}

/// A file that its owner formats from here on, as rustfmt would have it: a signature stands on one
/// line where it has room, in 100 columns and not only in those of the printer.
pub(crate) fn as_rustfmt(text: &str) -> String {
    let mut formatted = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let start = line.trim_start();
        let is_signature = start.starts_with("fn ") || start.starts_with("async fn ");
        let mut list = vec![line];
        if is_signature && line.ends_with('(') {
            let indent = line.len() - start.len();
            for next in lines.by_ref() {
                list.push(next);
                if next.get(indent..).is_some_and(|it| it.starts_with(')')) {
                    break;
                }
            }
        }
        let one = list.iter().skip(1).fold(line.to_owned(), |one, next| {
            let next = next.trim_start();
            match (one.ends_with('('), one.strip_suffix(',')) {
                (_, Some(rest)) if next.starts_with(')') => format!("{rest}{next}"),
                (true, _) => format!("{one}{next}"),
                (false, _) => format!("{one} {next}"),
            }
        });
        match one.chars().count() <= WIDTH {
            true => formatted.push_str(&one),
            false => formatted.push_str(&list.join("\n")),
        }
        formatted.push('\n');
    }
    formatted
}

/// Puts an empty line between the items of an `impl` or a `trait`.
fn spaced(text: &str) -> String {
    let body = text.lines().find(|line| !line.starts_with(['#', '/']));
    if !body.is_some_and(|line| {
        ["impl", "pub trait", "trait"]
            .iter()
            .any(|start| line.starts_with(start))
    }) {
        return text.to_owned();
    }
    let mut spaced = String::with_capacity(text.len() + 64);
    let lines: Vec<&str> = text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        spaced.push_str(line);
        spaced.push('\n');
        let ends = *line == "    }"
            || (line.starts_with("    ") && !line.starts_with("     ") && line.ends_with(';'));
        let next = lines.get(index + 1).copied().unwrap_or("}");
        let both_short = is_short(line) && is_short(next);
        if ends && next != "}" && !both_short {
            spaced.push('\n');
        }
    }
    spaced
}

/// Whether a line is a whole item that may stand close to its like: associated types.
fn is_short(line: &str) -> bool {
    line.starts_with("    type ") && line.ends_with(';')
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_list_of_names_stands_on_one_line_where_there_is_room() {
        let check = |text: &str, expected: &str| assert_eq!(joined(text), expected);
        check(
            "use a::{\n    b, c,\n};\nuse d::e;\n",
            "use a::{b, c};\nuse d::e;\n",
        );
        let long = format!("use a::{{\n    {}\n}};\n", "b_and_so_on, ".repeat(8).trim());
        check(&long, &long);
        let nested = "use a::{\n    b::{c, d},\n    e,\n};\n";
        check(nested, nested);
    }
}
