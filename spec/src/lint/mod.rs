//! Lints: what is wrong with a document that can be read.
//!
//! A lint is one file: a function that looks at the contract and reports what it finds. Its
//! diagnostics bear the name of the file, in kebab-case, as their code.
//!
//! What belongs here: rules of OpenAPI and JSON Schema, and contradictions. What never does: taste.

mod duplicate_operation_id;

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
const LINTS: &[Lint] = &[Lint {
    name: "duplicate_operation_id",
    check: duplicate_operation_id::check,
}];

/// Where lints report.
struct Findings {
    code: String,
    diagnostics: Vec<Diagnostic>,
}

impl Findings {
    fn add(&mut self, severity: Severity, view: View<'_>, message: String, help: Option<&str>) {
        self.diagnostics.push(Diagnostic {
            severity,
            code: self.code.clone(),
            message,
            help: help.map(str::to_owned),
            place: view.place(),
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
