//! Memory over many calls.

use super::fleet::Envoy;
use super::{memory, report};
use crate::bench::case::Request;
use crate::bench::load;
use crate::{process, ui};
use anyhow::ensure;

/// Samples of memory over the run.
const SAMPLES: u64 = 20;

/// Connections that are kept busy, and seconds between two looks at the count.
const CONNECTIONS: u32 = 16;
const SECONDS: u32 = 2;

/// Memory after some calls.
pub(super) struct Sample {
    /// Calls so far.
    pub(super) calls: u64,
    /// Resident memory of Envoy in bytes.
    pub(super) resident: u64,
    /// What Envoy has allocated apart from V8, in bytes.
    pub(super) allocated: u64,
}

/// Makes so many calls of `request` and reports memory.
pub(super) fn measure(envoy: &Envoy, request: &Request, wanted: u64) -> anyhow::Result<()> {
    // Buffers and code are made at the first calls.
    let mut calls = load::run(request, envoy.gateway(), SECONDS, CONNECTIONS)?.requests;
    let mut samples = vec![sample(envoy, calls)?];
    ui::step(&format!("{wanted} calls"), || {
        let step = wanted / SAMPLES;
        let mut next = calls.saturating_add(step);
        while calls < wanted {
            ensure!(!process::is_stopping(), "stopped");
            let load = load::run(request, envoy.gateway(), SECONDS, CONNECTIONS)?;
            calls = calls.saturating_add(load.requests);
            if calls >= next.min(wanted) {
                samples.push(sample(envoy, calls)?);
                next = calls.saturating_add(step);
            }
        }
        Ok(())
    })?;
    report::soak(&samples);
    Ok(())
}

fn sample(envoy: &Envoy, calls: u64) -> anyhow::Result<Sample> {
    Ok(Sample {
        calls,
        resident: envoy.resident()?,
        allocated: memory::allocated(envoy.admin())?,
    })
}
