//! The tables of D1 for a server that is about to start.

use std::path::{Path, PathBuf};
use std::{fs, io};

use tokio::sync::OnceCell;

use super::Server;

/// The files of a D1 with tables and nothing in them.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// Makes them: the first time in a process as an operator does, and by a copy of that from then on.
/// It is the same each time, and costs as much processor time as a server does for half a minute.
pub(super) async fn make(server: &Server) {
    static MADE: OnceCell<Files> = OnceCell::const_new();
    let folder = server.state().join("v3/d1");
    let first = async || {
        server.apply_migrations().await;
        let mut files = Vec::new();
        read(&folder, Path::new(""), &mut files).expect("what wrangler has written can be read");
        files
    };
    let made = MADE.get_or_init(first).await;
    if !folder.exists() {
        write(&folder, made).expect("the tables can be copied");
    }
}

fn read(folder: &Path, inside: &Path, files: &mut Files) -> io::Result<()> {
    for entry in fs::read_dir(folder.join(inside))? {
        let entry = entry?;
        let path = inside.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            read(folder, &path, files)?;
        } else {
            files.push((path, fs::read(entry.path())?));
        }
    }
    Ok(())
}

fn write(folder: &Path, files: &Files) -> io::Result<()> {
    for (path, content) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, content)?;
    }
    Ok(())
}
