//! Where a server runs.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU16, Ordering};
use std::{fs, process};

use crate::checkout::{self, Build};

/// A folder that goes when it is not needed any more.
#[derive(Debug)]
pub(super) struct World(pub(super) PathBuf);

impl World {
    pub(super) fn new(build: Build) -> std::io::Result<Self> {
        static WORLDS: AtomicU16 = AtomicU16::new(0);
        let n = WORLDS.fetch_add(1, Ordering::Relaxed);
        let world = Self(std::env::temp_dir().join(format!("natter-tests-{}-{n}", process::id())));
        checkout::copy_to(&world.0, build)?;
        Ok(world)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
