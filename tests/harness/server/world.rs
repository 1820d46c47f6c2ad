//! Where a server runs.

use std::path::{Path, PathBuf};
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

/// SQLite files of objects in a folder and the folders in it. Those that the platform keeps for
/// itself do not count.
pub(crate) fn databases(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(databases(&path));
        } else if path.extension().is_some_and(|end| end == "sqlite") && !path.ends_with("metadata.sqlite") {
            found.push(path);
        }
    }
    found
}
