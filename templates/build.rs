//! Gives every static file an address that changes with its content, so that browsers may keep it for ever.

use std::error::Error;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("../static");
    println!("cargo::rerun-if-changed={}", folder.display());

    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| format!("{} is not UTF-8", name.display()))?;
        // `_headers` is for the platform; `.assetsignore` and `.txt` are not linked from pages.
        if entry.file_type()?.is_file() && [".css", ".js", ".svg"].iter().any(|end| name.ends_with(end)) {
            names.push(name);
        }
    }
    names.sort();

    let mut code = String::new();
    for name in names {
        let mut hasher = DefaultHasher::new();
        fs::read(folder.join(&name))?.hash(&mut hasher);
        let constant = name.replace(|c: char| !c.is_ascii_alphanumeric(), "_").to_uppercase();
        writeln!(code, "/// `static/{name}`, by its content.")?;
        writeln!(code, "pub const {constant}: &str = \"/{name}?v={:016x}\";", hasher.finish())?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("assets.rs"), code)?;
    Ok(())
}
