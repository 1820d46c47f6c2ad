//! Our own icons, and the only `PreEscaped` there is: constants, never anything that somebody
//! typed.

use maud::{Markup, PreEscaped};

/// A paper plane: send.
pub(crate) fn send() -> Markup {
    icon(r#"<path d="M3 20.5 22 12 3 3.5v6.6L15 12 3 13.9z"/>"#)
}

/// A paper clip: add files.
pub(crate) fn clip() -> Markup {
    icon(concat!(
        r#"<path d="M16.5 6.2v10.9a4.6 4.6 0 0 1-9.2 0V5.6a3 3 0 0 1 6 0v9.8a1.35 1.35 0 0 1-2.7 0V6.2H9v9.2"#,
        r#"a2.95 2.95 0 0 0 5.9 0V5.6a4.6 4.6 0 0 0-9.2 0v11.5a6.2 6.2 0 0 0 12.4 0V6.2z"/>"#,
    ))
}

/// A sheet with a corner turned down: a file.
pub(crate) fn file() -> Markup {
    icon(r#"<path d="M5 2h9.4L20 7.6V22H5zm2 2v16h11V9h-5V4zm8 .9V7h2.1z"/>"#)
}

/// A note: a recording.
pub(crate) fn audio() -> Markup {
    icon(concat!(
        r#"<path d="M8 4.6 20 2v13.6a3 3 0 1 1-2-2.8V7.4l-8 1.8v9.2a3 3 0 1 1-2-2.8z"#,
        r#"M10 6.2v1l8-1.8v-1z"/>"#,
    ))
}

/// A strip of film: a video.
pub(crate) fn video() -> Markup {
    icon(r#"<path d="M3 5h18v14H3zm2 2v10h14V7zm5 1.8 5 3.2-5 3.2z"/>"#)
}

/// A cross: take out.
pub(crate) fn cross() -> Markup {
    icon(r#"<path d="m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z"/>"#)
}

/// A clock: on its way.
pub(crate) fn clock() -> Markup {
    icon(concat!(
        r#"<path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18m0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14"#,
        r#"m-1 2v5.4l4 2.4 1-1.7-3-1.8V7z"/>"#,
    ))
}

/// A magnifying glass: search.
pub(crate) fn search() -> Markup {
    icon(concat!(
        r#"<path d="M10 3a7 7 0 1 0 4.2 12.6l5.1 5.1 1.4-1.4-5.1-5.1A7 7 0 0 0 10 3"#,
        r#"m0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10"/>"#,
    ))
}

/// Two people: who is here.
pub(crate) fn people() -> Markup {
    icon(concat!(
        r#"<path d="M9 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M2 20c0-4 3-6.5 7-6.5s7 2.5 7 6.5z"#,
        r#"m13.5-8.2a3.6 3.6 0 0 0 0-7.1 6 6 0 0 1 0 7.1M18 20h4c0-3.4-1.9-5.7-5-6.3 .7 1.5 1 4 1 6.3"/>"#,
    ))
}

/// A face: react.
pub(crate) fn react() -> Markup {
    icon(concat!(
        r#"<path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18m0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14M8 9h2v2H8z"#,
        r#"m6 0h2v2h-2zm-6.5 4.5h9a4.5 4 0 0 1-9 0"/>"#,
    ))
}

/// An arrow that turns back: reply.
pub(crate) fn reply() -> Markup {
    icon(r#"<path d="M10 4 2.5 11 10 18v-4.6c5 0 8.7 1.6 11.5 6.1-.8-6.4-4.3-10.9-11.5-11.5z"/>"#)
}

/// Sliders: what an owner decides.
pub(crate) fn settings() -> Markup {
    icon(r#"<path d="M3 6h10v2H3zm14 0h4v2h-4zm-3-2h2v6h-2zM3 16h4v2H3zm8 0h10v2H11zm-3-2h2v6H8z"/>"#)
}

/// A person and a plus: invite.
pub(crate) fn invite() -> Markup {
    icon(concat!(
        r#"<path d="M9 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M2 20c0-4 3-6.5 7-6.5s7 2.5 7 6.5z"#,
        r#"M18 7h2v3h3v2h-3v3h-2v-3h-3v-2h3z"/>"#,
    ))
}

/// A globe: the language, also for those who cannot read this one.
pub(crate) fn globe() -> Markup {
    icon(concat!(
        r#"<path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18m0 1.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4"#,
        r#"M12 3c-5.4 5-5.4 13 0 18 5.4-5 5.4-13 0-18m0 2.7c3.2 4 3.2 8.6 0 12.6-3.2-4-3.2-8.6 0-12.6"#,
        r#"M4 11.1v1.8h16v-1.8z"/>"#,
    ))
}

/// Two sheets: copy.
pub(crate) fn copy() -> Markup {
    icon(r#"<path d="M8 2h12v15h-3v-2h1V4h-8v1H8zM4 7h12v15H4zm2 2v11h8V9z"/>"#)
}

/// Three dots: what else there is.
pub(crate) fn more() -> Markup {
    icon(concat!(
        r#"<path d="M5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4m7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4"#,
        r#"m7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4"/>"#,
    ))
}

/// A pencil: edit.
pub(crate) fn edit() -> Markup {
    icon(r#"<path d="m14.5 4.1 5.4 5.4L8.4 21H3v-5.4zm0 2.8L5 16.4V19h2.6l9.5-9.5zM17 2.6 21.4 7l-1.4 1.4L15.6 4z"/>"#)
}

/// Two links of a chain: a link.
pub(crate) fn link() -> Markup {
    icon(concat!(
        r#"<path d="M10 7v2H7a3 3 0 0 0 0 6h3v2H7A5 5 0 0 1 7 7zm4 0h3a5 5 0 0 1 0 10h-3v-2h3a3 3 0 0 0 0-6h-3z"#,
        r#"M8 11h8v2H8z"/>"#,
    ))
}

/// A bin: remove.
pub(crate) fn remove() -> Markup {
    icon(r#"<path d="M9 2h6v2h5v2H4V4h5zM5 8h14l-1 14H6zm2.1 2 .8 10h8.2l.8-10z"/>"#)
}

/// A flag: report.
pub(crate) fn report() -> Markup {
    icon(r#"<path d="M5 3h9l1 2h5v10h-7l-1-2H7v8H5zm2 2v6h6l1 2h4V7h-4l-1-2z"/>"#)
}

/// An arrow out of a tray: share.
pub(crate) fn share() -> Markup {
    icon(r#"<path d="m12 2 5 5-1.4 1.4L13 5.8V15h-2V5.8L8.4 8.4 7 7zM5 11h3v2H7v7h10v-7h-1v-2h3v11H5z"/>"#)
}

/// An arrow down: to the newest message.
pub(crate) fn down() -> Markup {
    icon(r#"<path d="M11 4h2v12l5-5 1.4 1.4L12 20l-7.4-7.6L6 11l5 5z"/>"#)
}

fn icon(path: &'static str) -> Markup {
    PreEscaped(format!(r#"<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{path}</svg>"#))
}
