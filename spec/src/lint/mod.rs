//! Lints: what is wrong with a document that can be read.
//!
//! A lint is one file: a function that looks at the contract and reports what it finds. Its
//! diagnostics bear the name of the file, in kebab-case, as their code.
//!
//! What belongs here: rules of OpenAPI and JSON Schema, and contradictions. What never does: taste.

mod covered_branch;
mod duplicate_operation_id;
mod equivalent_paths;
mod ignored_reference_siblings;
mod invalid_extension;
mod invalid_keyword;
mod keyword_of_other_version;
mod missing_member;
mod nullable_without_type;
mod path_parameter_mismatch;
mod path_without_slash;
mod required_but_forbidden;
mod undefined_security_scheme;
mod undescribed_parameter;
mod unexpected_reference;
mod unknown_member;
mod unmatched_default;
mod unmatched_example;
mod unsatisfiable_schema;
mod wrong_member_kind;

mod judge;
#[cfg(test)]
mod tests;

use crate::Place;
use crate::contract::Contract;
use crate::diagnostic::{Diagnostic, Severity};
use crate::manual::Page;
use crate::tree::View;

/// One rule about documents.
struct Lint {
    /// The name of its file, which is also the code of its diagnostics in kebab-case.
    name: &'static str,
    /// The text of its file.
    source: &'static str,
    check: fn(&Contract, &mut Findings),
}

/// The lint of a file.
macro_rules! lint {
    ($name:ident) => {
        Lint {
            name: stringify!($name),
            source: include_str!(concat!(stringify!($name), ".rs")),
            check: $name::check,
        }
    };
}

/// All lints, in the order of their names.
const LINTS: &[Lint] = &[
    lint!(covered_branch),
    lint!(duplicate_operation_id),
    lint!(equivalent_paths),
    lint!(ignored_reference_siblings),
    lint!(invalid_extension),
    lint!(invalid_keyword),
    lint!(keyword_of_other_version),
    lint!(missing_member),
    lint!(nullable_without_type),
    lint!(path_parameter_mismatch),
    lint!(path_without_slash),
    lint!(required_but_forbidden),
    lint!(undefined_security_scheme),
    lint!(undescribed_parameter),
    lint!(unexpected_reference),
    lint!(unknown_member),
    lint!(unmatched_default),
    lint!(unmatched_example),
    lint!(unsatisfiable_schema),
    lint!(wrong_member_kind),
];

/// The manual page of every lint.
pub(crate) fn pages() -> impl Iterator<Item = Page> {
    LINTS
        .iter()
        .map(|lint| Page::of_source(&lint.code(), lint.source))
}

impl Lint {
    fn code(&self) -> String {
        self.name.replace('_', "-")
    }
}

/// Where lints report.
struct Findings {
    code: String,
    diagnostics: Vec<Diagnostic>,
}

impl Findings {
    fn add(&mut self, severity: Severity, view: View<'_>, message: String, help: Option<&str>) {
        self.at(severity, &view.place(), message, help);
    }

    fn at(&mut self, severity: Severity, place: &Place, message: String, help: Option<&str>) {
        self.diagnostics.push(Diagnostic {
            severity,
            code: self.code.clone(),
            message,
            help: help.map(str::to_owned),
            place: place.clone(),
        });
    }
}

impl Contract {
    /// Checks the document by all lints. Costly: not done by [`load`](crate::load).
    #[must_use]
    pub fn lint(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for lint in LINTS {
            let mut findings = Findings {
                code: lint.code(),
                diagnostics: Vec::new(),
            };
            (lint.check)(self, &mut findings);
            diagnostics.append(&mut findings.diagnostics);
        }
        crate::diagnostic::sort(&mut diagnostics, self.sources());
        diagnostics
    }
}
