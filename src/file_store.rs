//! Where files are: R2. Knows keys and bytes; who may have a file, rooms decide.
//!
//! A site without the binding `FILES` takes no files, and works in every other way.

use room::{Slug, UploadId};
use worker::{Bucket, Env, FixedLengthStream, Object, Range, Result};

use crate::faults;
use crate::limits::FILES_DELETED_AT_ONCE;

/// The binding in wrangler.toml.
const BINDING: &str = "FILES";

/// The files of all rooms.
pub(crate) struct FileStore(Bucket);

/// A file, or the small picture of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The file itself.
    Whole,
    /// The small picture.
    Preview,
}

impl FileStore {
    /// None if the site takes no files.
    pub(crate) fn of(env: &Env) -> Option<Self> {
        env.bucket(BINDING).ok().map(Self)
    }

    /// Stores a file that comes in. If the stream fails, or ends too early, nothing is stored.
    ///
    /// # Errors
    /// That of the stream, or what R2 says.
    pub(crate) async fn put(&self, room: &Slug, id: &UploadId, part: Part, content: FixedLengthStream) -> Result<()> {
        faults::files(async { self.0.put(key(room, id, part), content).execute().await.map(drop) }).await
    }

    /// Reads a file, or a part of it; none if there is none. The offset and the length lie within
    /// it: numbers that JavaScript does not have would panic (worker 0.8.7).
    ///
    /// # Errors
    /// What R2 says.
    pub(crate) async fn get(
        &self,
        room: &Slug,
        id: &UploadId,
        part: Part,
        range: Option<(u64, u64)>,
    ) -> Result<Option<Object>> {
        faults::files(async {
            let get = self.0.get(key(room, id, part));
            match range {
                Some((offset, length)) => get.range(Range::OffsetWithLength { offset, length }).execute().await,
                None => get.execute().await,
            }
        })
        .await
    }

    /// Deletes files, with their previews. One that is gone already is as good as deleted.
    ///
    /// # Errors
    /// What R2 says.
    pub(crate) async fn delete(&self, room: &Slug, ids: &[UploadId]) -> Result<()> {
        for some in ids.chunks(FILES_DELETED_AT_ONCE) {
            let keys = some.iter().flat_map(|id| [Part::Whole, Part::Preview].map(|part| key(room, id, part)));
            let keys: Vec<String> = keys.collect();
            faults::files(self.0.delete_multiple(keys)).await?;
        }
        Ok(())
    }

    /// Deletes everything of a room, whatever anybody knows of it.
    ///
    /// # Errors
    /// What R2 says. Then some may be left.
    pub(crate) async fn erase(&self, room: &Slug) -> Result<()> {
        loop {
            let listed = faults::files(self.0.list().prefix(format!("{room}/")).execute()).await?;
            let keys: Vec<String> = listed.objects().iter().map(Object::key).collect();
            if keys.is_empty() {
                return Ok(());
            }
            faults::files(self.0.delete_multiple(keys)).await?;
        }
    }
}

/// Keys begin with the room, so that all of one can be found.
fn key(room: &Slug, id: &UploadId, part: Part) -> String {
    let ending = match part {
        Part::Whole => "",
        Part::Preview => ".preview",
    };
    format!("{room}/{}{ending}", id.as_str())
}
