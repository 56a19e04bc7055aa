//! Recoup API - Releases 1.0.0
//!
//! API documentation for the Recoup platform - an AI agent platform for the music industry
//!
//! - [`types`]: the schemas.
//! - [`operations`]: what each operation takes and answers.
//! - [`server`]: the trait to implement, and the router that serves it.
//! - [`security`]: the credentials that operations ask for.
//! - [`support`]: what all of them stand on.

pub mod operations;
pub mod security;
pub mod server;
pub mod support;
pub mod types;
