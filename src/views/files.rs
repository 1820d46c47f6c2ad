//! Files, for templates.

use room::{Presentation, UploadedFile};
use templates::views::{FileShape, FileView};

/// A file. A picture whose size nobody knows is offered as a download: it would jump.
pub(crate) fn file(file: &UploadedFile) -> FileView<'_> {
    let shape = match (file.kind.presentation(), file.size) {
        (Presentation::Picture, Some(size)) => {
            FileShape::Picture { width: size.width, height: size.height, has_preview: file.preview.is_some() }
        }
        (Presentation::Audio, _) => FileShape::Audio,
        (Presentation::Video, _) => FileShape::Video,
        (Presentation::Picture | Presentation::Download, _) => FileShape::Download,
    };
    FileView { id: file.id.as_str(), name: file.name.as_str(), bytes: file.bytes, shape, alt: file.alt.as_str() }
}
