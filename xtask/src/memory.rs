//! The memory of this process, as Linux tells it.

/// KiB.
#[derive(Clone, Copy)]
pub(crate) struct Memory {
    /// Held now (`VmRSS`).
    #[cfg_attr(
        not(feature = "reference"),
        expect(dead_code, reason = "a feature's benchmark asks for it")
    )]
    pub(crate) held: u64,
    /// The most that was ever held (`VmHWM`).
    pub(crate) peak: u64,
}

/// None where there is no `/proc`.
pub(crate) fn of_this_process() -> Option<Memory> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = |name: &str| {
        let rest = status.lines().find_map(|line| line.strip_prefix(name))?;
        rest.trim().trim_end_matches("kB").trim().parse().ok()
    };
    Some(Memory {
        held: line("VmRSS:")?,
        peak: line("VmHWM:")?,
    })
}
