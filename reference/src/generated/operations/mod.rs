//! What each operation takes and answers.

pub mod update_task;
