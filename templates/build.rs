//! Gives static files an address that changes with their content, so browsers may keep them for
//! ever. Scripts have none: they load each other by name, so browsers ask each time whether one has
//! changed (`static/_headers`).
//!
//! Stylesheets are joined from `static/css` by `bin/build`: their addresses change with the parts.

use std::error::Error;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::{env, fs};

const STYLES: [&str; 4] = ["natter.css", "pages.css", "announcement.css", "without_scripts.css"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("../static");
    println!("cargo::rerun-if-changed={}", folder.display());

    let mut code = String::new();
    // `_headers` and `_redirects` are for the platform, and no page links to `.txt`.
    for name in files(folder, &[".js", ".svg"])? {
        let mut hasher = DefaultHasher::new();
        fs::read(folder.join(&name))?.hash(&mut hasher);
        write_address(&mut code, &name, &hasher)?;
    }
    let styles = folder.join("css");
    let mut hasher = DefaultHasher::new();
    for name in files(&styles, &[".css"])? {
        (&name, fs::read(styles.join(&name))?).hash(&mut hasher);
    }
    for name in STYLES {
        write_address(&mut code, name, &hasher)?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("assets.rs"), code)?;
    Ok(())
}

fn write_address(code: &mut String, name: &str, content: &DefaultHasher) -> Result<(), Box<dyn Error>> {
    let constant = name.replace(|c: char| !c.is_ascii_alphanumeric(), "_").to_uppercase();
    writeln!(code, "/// `static/{name}`, by its content.")?;
    writeln!(code, "pub const {constant}: &str = \"/v/{:016x}/{name}\";", content.finish())?;
    Ok(())
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
