//! What a room is called where people read it.

use crate::views::{MemberView, MembersView};
use crate::words::{RoomName, Words, isolated};

/// People by whom a private room without a name is told from others.
const NAMES_MAX: usize = 2;

/// What an owner calls the room, or else its slug, in a sentence. A private room without a name has
/// none: its slug is a secret, and nobody could read it out.
#[must_use]
pub(crate) fn room_name<'a>(title: &'a str, slug: &'a str) -> RoomName<'a> {
    if !title.is_empty() {
        return RoomName::Known(title);
    }
    let secret = slug.strip_prefix("p-").filter(|secret| secret.len() == 26 && !secret.contains('-'));
    if secret.is_some() { RoomName::Private } else { RoomName::Known(slug) }
}

/// The same where it stands alone.
#[must_use]
pub fn room_label<'a>(title: &'a str, slug: &'a str, words: &'a Words) -> &'a str {
    room_name(title, slug).or(words.site.private_room)
}

/// The same in the title of a page. All private rooms without a name have one label, so there it is
/// with the others who are in it. Never with its address, which browsers and their helpers keep.
pub(crate) fn label_with_members(
    title: &str,
    slug: &str,
    me: Option<&MemberView>,
    members: &MembersView,
    words: &Words,
) -> String {
    let others = members.listed.iter().map(|view| view.member).filter(|member| me.is_none_or(|me| me.id != member.id));
    let names: Vec<&str> = others.take(NAMES_MAX).map(|member| member.name).collect();
    match room_name(title, slug) {
        RoomName::Private if !names.is_empty() => (words.site.private_room_with)(&names),
        RoomName::Private => words.site.private_room.to_owned(),
        RoomName::Known(name) => isolated(name),
    }
}

#[cfg(test)]
mod tests {
    use super::{room_label, room_name};
    use crate::words::{ENGLISH, RoomName};

    #[test]
    fn room_is_called_by_its_title_or_its_address() {
        assert_eq!(room_label("", "p-abcdefghijklmnopqrstuvwxyz", &ENGLISH), "Private room");
        for slug in ["lobby", "p-", "p-abc", "p-abcdefghijklmnopqrstuvwxy", "p-abcdefghijklm-nopqrstuvwxy"] {
            assert_eq!(room_label("", slug, &ENGLISH), slug);
        }
        for slug in ["tea-cake", "p-abcdefghijklmnopqrstuvwxyz"] {
            assert_eq!(room_label("Tea & Cake", slug, &ENGLISH), "Tea & Cake");
        }
    }

    #[test]
    fn private_room_in_a_sentence_reads_well() {
        let sentences = |name: RoomName| {
            [
                (ENGLISH.site.back_to_room)(name),
                (ENGLISH.recent_rooms.remove_room)(name),
                (ENGLISH.room.messages_in)(name),
                (ENGLISH.room.settings_of)(name),
                (ENGLISH.composer.message_to)(name),
                (ENGLISH.profile.leave_room)(name),
                (ENGLISH.invitation.heading)(name),
                (ENGLISH.settings.delete_room)(name),
                (ENGLISH.owner_link.heading)(name),
                (ENGLISH.owner_link.not_now)(name),
            ]
        };
        assert_eq!(
            sentences(room_name("", "p-abcdefghijklmnopqrstuvwxyz")),
            [
                "‹ Back to the room",
                "Remove this private room from your rooms",
                "Messages in this private room",
                "Private room settings",
                "Message this room",
                "Leave this room",
                "Invite people to this private room",
                "Delete this room",
                "Become an owner of this private room",
                "Not now, just take me to the room",
            ]
        );
        assert_eq!(
            sentences(room_name("Tea & Cake", "p-abcdefghijklmnopqrstuvwxyz")),
            [
                "‹ Back to \u{2068}Tea & Cake\u{2069}",
                "Remove \u{2068}Tea & Cake\u{2069} from your rooms",
                "Messages in \u{2068}Tea & Cake\u{2069}",
                "Room settings: \u{2068}Tea & Cake\u{2069}",
                "Message \u{2068}Tea & Cake\u{2069}",
                "Leave \u{2068}Tea & Cake\u{2069}",
                "Invite people to \u{2068}Tea & Cake\u{2069}",
                "Delete \u{2068}Tea & Cake\u{2069}",
                "Become an owner of \u{2068}Tea & Cake\u{2069}",
                "Not now, just take me to \u{2068}Tea & Cake\u{2069}",
            ]
        );
    }
}
