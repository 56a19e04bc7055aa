//! Lints: what is wrong with a document that can be read.
//!
//! A lint is one file: a function that looks at the contract and reports what it finds. Its
//! diagnostics bear the name of the file, in kebab-case, as their code.
//!
//! What belongs here: rules of OpenAPI and JSON Schema, and contradictions. What never does: taste.

mod conflicting_members;
mod conflicting_parameters;
mod contradictory_schema;
mod covered_branch;
mod duplicate_header;
mod duplicate_operation_id;
mod duplicate_tag;
mod duplicate_value;
mod equivalent_paths;
mod ignored_reference_siblings;
mod ignored_request_body;
mod inapplicable_member;
mod incompatible_keywords;
mod invalid_address;
mod invalid_component_name;
mod invalid_expression;
mod invalid_extension;
mod invalid_header_name;
mod invalid_keyword;
mod invalid_media_type;
mod invalid_method;
mod invalid_path_template;
mod invalid_server_variable;
mod keyword_of_other_version;
mod mismatched_reference;
mod misplaced_discriminator;
mod missing_member;
mod nullable_without_type;
mod path_parameter_mismatch;
mod path_without_slash;
mod required_but_forbidden;
mod undefined_security_scheme;
mod undescribed_parameter;
mod unexpected_reference;
mod unfit_scopes;
mod unfit_style;
mod unknown_encoding;
mod unknown_http_scheme;
mod unknown_link_target;
mod unknown_member;
mod unknown_value;
mod unmatched_default;
mod unmatched_example;
mod unsatisfiable_schema;
mod wrong_member_kind;

mod judge;
mod schema_summary;
#[cfg(test)]
mod tests;
mod texts;

use crate::Place;
use crate::contract::Contract;
use crate::diagnostic::{Diagnostic, Severity};
use crate::page::Page;
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
    lint!(conflicting_members),
    lint!(conflicting_parameters),
    lint!(contradictory_schema),
    lint!(covered_branch),
    lint!(duplicate_header),
    lint!(duplicate_operation_id),
    lint!(duplicate_tag),
    lint!(duplicate_value),
    lint!(equivalent_paths),
    lint!(ignored_reference_siblings),
    lint!(ignored_request_body),
    lint!(inapplicable_member),
    lint!(incompatible_keywords),
    lint!(invalid_address),
    lint!(invalid_component_name),
    lint!(invalid_expression),
    lint!(invalid_extension),
    lint!(invalid_header_name),
    lint!(invalid_keyword),
    lint!(invalid_media_type),
    lint!(invalid_method),
    lint!(invalid_path_template),
    lint!(invalid_server_variable),
    lint!(keyword_of_other_version),
    lint!(mismatched_reference),
    lint!(misplaced_discriminator),
    lint!(missing_member),
    lint!(nullable_without_type),
    lint!(path_parameter_mismatch),
    lint!(path_without_slash),
    lint!(required_but_forbidden),
    lint!(undefined_security_scheme),
    lint!(undescribed_parameter),
    lint!(unexpected_reference),
    lint!(unfit_scopes),
    lint!(unfit_style),
    lint!(unknown_encoding),
    lint!(unknown_http_scheme),
    lint!(unknown_link_target),
    lint!(unknown_member),
    lint!(unknown_value),
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
