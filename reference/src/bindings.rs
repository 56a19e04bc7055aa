//! The generated files as text, for whoever wants to compare them with what a document gives.

/// Every file of [`generated`](crate::generated): its path there, with `/` between its steps, and
/// its contents.
pub const FILES: &[(&str, &str)] = &[
    ("mod.rs", include_str!("generated/mod.rs")),
    (
        "operations/mod.rs",
        include_str!("generated/operations/mod.rs"),
    ),
    (
        "operations/update_task.rs",
        include_str!("generated/operations/update_task.rs"),
    ),
    ("security.rs", include_str!("generated/security.rs")),
    ("server.rs", include_str!("generated/server.rs")),
    (
        "support/bounded_string.rs",
        include_str!("generated/support/bounded_string.rs"),
    ),
    (
        "support/bounded_vec.rs",
        include_str!("generated/support/bounded_vec.rs"),
    ),
    (
        "support/constrained.rs",
        include_str!("generated/support/constrained.rs"),
    ),
    (
        "support/credential.rs",
        include_str!("generated/support/credential.rs"),
    ),
    (
        "support/date_time.rs",
        include_str!("generated/support/date_time.rs"),
    ),
    (
        "support/decimal.rs",
        include_str!("generated/support/decimal.rs"),
    ),
    (
        "support/decode.rs",
        include_str!("generated/support/decode.rs"),
    ),
    (
        "support/equality.rs",
        include_str!("generated/support/equality.rs"),
    ),
    (
        "support/field.rs",
        include_str!("generated/support/field.rs"),
    ),
    (
        "support/format.rs",
        include_str!("generated/support/format.rs"),
    ),
    (
        "support/issue.rs",
        include_str!("generated/support/issue.rs"),
    ),
    (
        "support/json_type.rs",
        include_str!("generated/support/json_type.rs"),
    ),
    (
        "support/media_body.rs",
        include_str!("generated/support/media_body.rs"),
    ),
    (
        "support/media_type.rs",
        include_str!("generated/support/media_type.rs"),
    ),
    (
        "support/message.rs",
        include_str!("generated/support/message.rs"),
    ),
    ("support/mod.rs", include_str!("generated/support/mod.rs")),
    (
        "support/number.rs",
        include_str!("generated/support/number.rs"),
    ),
    (
        "support/percent.rs",
        include_str!("generated/support/percent.rs"),
    ),
    (
        "support/rejection.rs",
        include_str!("generated/support/rejection.rs"),
    ),
    ("support/rule.rs", include_str!("generated/support/rule.rs")),
    (
        "support/secret.rs",
        include_str!("generated/support/secret.rs"),
    ),
    (
        "support/string_enum.rs",
        include_str!("generated/support/string_enum.rs"),
    ),
    (
        "support/union.rs",
        include_str!("generated/support/union.rs"),
    ),
    ("support/uuid.rs", include_str!("generated/support/uuid.rs")),
    (
        "types/create_content_run_output.rs",
        include_str!("generated/types/create_content_run_output.rs"),
    ),
    ("types/error.rs", include_str!("generated/types/error.rs")),
    ("types/mod.rs", include_str!("generated/types/mod.rs")),
    ("types/task.rs", include_str!("generated/types/task.rs")),
    (
        "types/task_run_response.rs",
        include_str!("generated/types/task_run_response.rs"),
    ),
    (
        "types/tasks_response.rs",
        include_str!("generated/types/tasks_response.rs"),
    ),
    (
        "types/update_task_failure_response.rs",
        include_str!("generated/types/update_task_failure_response.rs"),
    ),
    (
        "types/update_task_request.rs",
        include_str!("generated/types/update_task_request.rs"),
    ),
    (
        "types/update_task_validation_error_response.rs",
        include_str!("generated/types/update_task_validation_error_response.rs"),
    ),
];

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::FILES;

    fn files(folder: &Path, prefix: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
            if path.is_dir() {
                files(&path, &format!("{name}/"), found);
            } else {
                found.push(name);
            }
        }
    }

    #[test]
    fn every_generated_file_is_listed() {
        let mut found = Vec::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/generated");
        files(&folder, "", &mut found);
        found.sort();
        let listed: Vec<_> = FILES.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, found);
    }
}
