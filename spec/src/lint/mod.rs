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
use crate::tree::View;

/// One rule about documents.
struct Lint {
    /// The name of its file, which is also the code of its diagnostics in kebab-case.
    name: &'static str,
    check: fn(&Contract, &mut Findings),
}

/// All lints, in the order of their names.
const LINTS: &[Lint] = &[
    Lint {
        name: "covered_branch",
        check: covered_branch::check,
    },
    Lint {
        name: "duplicate_operation_id",
        check: duplicate_operation_id::check,
    },
    Lint {
        name: "equivalent_paths",
        check: equivalent_paths::check,
    },
    Lint {
        name: "ignored_reference_siblings",
        check: ignored_reference_siblings::check,
    },
    Lint {
        name: "invalid_extension",
        check: invalid_extension::check,
    },
    Lint {
        name: "invalid_keyword",
        check: invalid_keyword::check,
    },
    Lint {
        name: "keyword_of_other_version",
        check: keyword_of_other_version::check,
    },
    Lint {
        name: "missing_member",
        check: missing_member::check,
    },
    Lint {
        name: "nullable_without_type",
        check: nullable_without_type::check,
    },
    Lint {
        name: "path_parameter_mismatch",
        check: path_parameter_mismatch::check,
    },
    Lint {
        name: "path_without_slash",
        check: path_without_slash::check,
    },
    Lint {
        name: "required_but_forbidden",
        check: required_but_forbidden::check,
    },
    Lint {
        name: "undefined_security_scheme",
        check: undefined_security_scheme::check,
    },
    Lint {
        name: "undescribed_parameter",
        check: undescribed_parameter::check,
    },
    Lint {
        name: "unexpected_reference",
        check: unexpected_reference::check,
    },
    Lint {
        name: "unknown_member",
        check: unknown_member::check,
    },
    Lint {
        name: "unmatched_default",
        check: unmatched_default::check,
    },
    Lint {
        name: "unmatched_example",
        check: unmatched_example::check,
    },
    Lint {
        name: "unsatisfiable_schema",
        check: unsatisfiable_schema::check,
    },
    Lint {
        name: "wrong_member_kind",
        check: wrong_member_kind::check,
    },
];

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
                code: lint.name.replace('_', "-"),
                diagnostics: Vec::new(),
            };
            (lint.check)(self, &mut findings);
            diagnostics.append(&mut findings.diagnostics);
        }
        crate::diagnostic::sort(&mut diagnostics, self.sources());
        diagnostics
    }
}
