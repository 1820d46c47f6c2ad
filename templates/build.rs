//! Gives static files an address that changes with their content, so browsers may keep them for
//! ever. `tools/bundles.mjs` puts a copy of each there, and counts the same way; a test asks for
//! them. Scripts have none: they load each other by name, so browsers ask each time whether one has
//! changed (`static/_headers`).
//!
//! Stylesheets are joined from `static/css` by `bin/build`: their addresses change with the parts.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use sha2::{Digest as _, Sha256};

const STYLES: [&str; 4] = ["natter.css", "pages.css", "announcement.css", "without_scripts.css"];

/// Bytes of a digest that tell two contents of a file apart: none happen to be alike.
const HASH_BYTES: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("../static");
    println!("cargo::rerun-if-changed={}", folder.display());

    let mut addresses = Vec::new();
    // `_headers` is for the platform, and no page links to `.txt`.
    for name in files(folder, &[".js", ".svg"])? {
        let hash = hash_of(&Sha256::digest(fs::read(folder.join(&name))?));
        addresses.push((format!("/v/{hash}/{name}"), name));
    }
    let styles = folder.join("css");
    let mut parts = Sha256::new();
    for name in files(&styles, &[".css"])? {
        parts.update(&name);
        parts.update(fs::read(styles.join(&name))?);
    }
    let hash = hash_of(&parts.finalize());
    addresses.extend(STYLES.map(|name| (format!("/v/{hash}/{name}"), name.to_owned())));

    let mut code = String::new();
    for (address, name) in &addresses {
        let constant = name.replace(|c: char| !c.is_ascii_alphanumeric(), "_").to_uppercase();
        writeln!(code, "/// `static/{name}`, by its content.")?;
        writeln!(code, "pub const {constant}: &str = \"{address}\";")?;
    }
    writeln!(code, "/// The names of the files that have such an address.")?;
    let names: Vec<&String> = addresses.iter().map(|(_, name)| name).collect();
    writeln!(code, "pub const NAMES: [&str; {}] = {names:?};", names.len())?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("assets.rs"), code)?;
    Ok(())
}

fn hash_of(digest: &[u8]) -> String {
    digest.iter().take(HASH_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

/// The names of the files in a folder, not below it, that end in one of these.
fn files(folder: &Path, ends: &[&str]) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| format!("{} is not UTF-8", name.display()))?;
        if entry.file_type()?.is_file() && ends.iter().any(|end| name.ends_with(end)) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
