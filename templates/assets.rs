//! The addresses of the static files, made by `build.rs`. How long browsers keep what is in
//! `static/_headers`.

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The script of a room's page.
pub const ROOM_SCRIPT: &str = "/scripts/room.js";

/// The script of the page that invites people. No room loads it.
pub const INVITE_SCRIPT: &str = "/scripts/pages/invite.js";

/// The script of a profile. No room loads it.
pub const PROFILE_SCRIPT: &str = "/scripts/pages/profile.js";

/// The script of the page of an owner link. No room loads it.
pub const OWNER_LINK_SCRIPT: &str = "/scripts/pages/owner_link.js";

/// The plain address of a file, for whoever asks for it by the hash of another build. Browsers ask
/// there each time whether it has changed.
#[must_use]
pub fn plain(path: &str) -> Option<String> {
    let (_, name) = path.strip_prefix("/v/")?.split_once('/')?;
    NAMES.contains(&name).then(|| format!("/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_of_another_build_leads_to_the_file() {
        assert_eq!(plain("/v/0123456789abcdef/natter.css").as_deref(), Some("/natter.css"));
        assert_eq!(plain(ICON_SVG).as_deref(), Some("/icon.svg"));
        for path in [
            "/v/natter.css",
            "/v/0/scripts/room.js",
            "/v/0/1/natter.css",
            "/v/0//evil.example",
            "/v/0/\\evil.example",
            "/natter.css",
        ] {
            assert_eq!(plain(path), None, "{path}");
        }
    }
}
