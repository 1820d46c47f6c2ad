//! What a server leaves behind of something that should leave no trace.

use std::fs;
use std::path::{Path, PathBuf};

/// The lines that hold it, but for the one that `wrangler dev` prints for each request.
pub(crate) fn in_lines(lines: Vec<String>, secret: &str) -> Vec<String> {
    lines.into_iter().filter(|line| !is_request(line) && line.contains(secret)).collect()
}

/// The files in a folder that hold it, but for those in some folders.
pub(crate) fn in_files(folder: &Path, but_for: &[PathBuf], secret: &str) -> Vec<String> {
    let kept = files(folder).into_iter().filter(|file| !but_for.iter().any(|folder| file.starts_with(folder)));
    let holding = kept.filter(|file| fs::read(file).is_ok_and(|content| holds(&content, secret.as_bytes())));
    holding.map(|file| file.display().to_string()).collect()
}

/// Every file in a folder and the folders in it; links are not followed.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files(&entry.path())),
            Ok(kind) if kind.is_file() => found.push(entry.path()),
            _ => {}
        }
    }
    found
}

fn holds(content: &[u8], secret: &[u8]) -> bool {
    content.windows(secret.len()).any(|window| window == secret)
}

fn is_request(line: &str) -> bool {
    ["GET", "POST", "HEAD"].iter().any(|method| line.starts_with(&format!("[wrangler:info] {method} /")))
}
