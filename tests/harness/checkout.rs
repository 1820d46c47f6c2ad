//! The checkout that is tested, and the tools in it.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// Where the repository is.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Which of the built Workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    /// What is deployed.
    Release,
    /// One that fails where it is told to.
    Faults,
    /// The release before this one.
    Previous,
}

/// Copies what a server needs into a folder of its own, so that a build or an edit while tests run
/// does not restart their server.
pub(crate) fn copy_to(world: &Path, build: Build) -> io::Result<()> {
    let (folder, command) = match build {
        Build::Release => ("build", "bin/build"),
        Build::Faults => ("build-faults", "bin/build --faults"),
        Build::Previous => ("build-previous", "bin/previous"),
    };
    if !root().join(folder).join("index.js").exists() {
        return Err(io::Error::other(format!(
            "there is no {folder}/index.js; bin/test makes it, and so does {command}"
        )));
    }
    fs::create_dir_all(world.join("tmp"))?;
    for file in ["wrangler.toml", ".env"] {
        fs::copy(root().join(file), world.join(file))?;
    }
    // wrangler runs bin/build, which sees that the copy is built already.
    symlink(root().join("bin").canonicalize()?, world.join("bin"))?;
    copy_folder(&root().join(folder), &world.join("build"))?;
    for folder in ["static", "migrations"] {
        copy_folder(&root().join(folder), &world.join(folder))?;
    }
    Ok(())
}

/// The configuration of the rooms that a Worker calls if they are of another build, beside its own.
pub(crate) const ROOMS: &str = "rooms/wrangler.toml";

/// Copies a second build, and lets the Worker of the first one call the rooms of the second, as one
/// does while its rooms are not updated yet. One server runs both: with a server each the rooms
/// would not be told their names.
pub(crate) fn add_rooms(world: &Path, build: Build) -> io::Result<()> {
    let rooms = world.join("rooms");
    copy_to(&rooms, build)?;
    let ours = fs::read_to_string(rooms.join("wrangler.toml"))?;
    // It would be run in the other folder.
    fs::write(rooms.join("wrangler.toml"), ours.replacen("\"bin/build\"", "\"true\"", 1))?;
    let binding = "name = \"CHAT_ROOM\"\n";
    let theirs = ours.replacen("name = \"natter\"", "name = \"natter-front\"", 1);
    fs::write(world.join("wrangler.toml"), theirs.replacen(binding, &format!("{binding}script_name = \"natter\"\n"), 1))
}

/// `wrangler`, as it should be run in a copy of the checkout.
pub(crate) fn wrangler(world: &Path) -> Command {
    let mut command = Command::new("wrangler");
    prepare(&mut command, world);
    command
}

/// The pinned node, not the machine's: wrangler needs a newer one than many machines have.
pub(crate) fn prepare(command: &mut Command, world: &Path) {
    let path = std::env::var("PATH").unwrap_or_default();
    command
        .current_dir(world)
        .env("PATH", format!("{}:{path}", root().join("node_modules/.bin").display()))
        .env("CI", "1")
        // What wrangler leaves behind goes with the world, not into the folders of whoever runs the
        // tests.
        .env("TMPDIR", world.join("tmp"))
        .env("WRANGLER_LOG_PATH", world.join("logs"))
        .env("WRANGLER_REGISTRY_PATH", world.join("registry"))
        .env("NATTER_PREBUILT", "1")
        .env("NO_COLOR", "1");
}

/// Puts a Pages project in front of the Worker. One process runs both, as `bin/dev --pages` does.
pub(crate) fn add_pages(world: &Path) -> io::Result<()> {
    copy_folder(&root().join("pages"), &world.join("pages"))?;
    fs::copy(root().join(".env"), world.join("pages/.env"))?;
    let ours = fs::read_to_string(world.join("wrangler.toml"))?;
    // It would be run in the folder of Pages.
    fs::write(world.join("wrangler.toml"), ours.replacen("\"bin/build\"", "\"true\"", 1))
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
