//! All sentences of a language as text, those with a number or a name in them for several of them.
//!
//! The list takes the structs apart field by field: a sentence that is missing here does not
//! compile.

use maud::{Markup, html};
use templates::words::{
    Changes, Closes, Commands, Composer, CountForms, Directory, Endings, Field, ForYou, Help, Invitation, Landing,
    LiveUpdates, LogFrame, Members, MessageActions, MessagePage, Messages, NewRoom, Notices, Notifications, OwnerLink,
    Owners, Pending, Preview, Problem, Problems, Profile, Reactions, RecentRooms, Refusals, Replies, Room, RoomName,
    Scripts, Settings, Shortcut, Site, Times, Typing, Words,
};

/// What somebody typed, in a sentence without markup.
pub(super) const TYPED: &str = "Tea & Cake";

const KNOWN: RoomName = RoomName::Known(TYPED);
const PRIVATE: RoomName = RoomName::Private;

/// Says what stands in a field.
trait Say {
    fn say(&self) -> Vec<String>;
}

impl Say for &str {
    fn say(&self) -> Vec<String> {
        vec![(*self).to_owned()]
    }
}

impl Say for String {
    fn say(&self) -> Vec<String> {
        vec![self.clone()]
    }
}

impl Say for Markup {
    fn say(&self) -> Vec<String> {
        vec![self.0.clone()]
    }
}

/// The keys are called as keyboards call them.
impl Say for &[Shortcut] {
    fn say(&self) -> Vec<String> {
        self.iter().map(|shortcut| shortcut.does.to_owned()).collect()
    }
}

impl Say for Commands {
    fn say(&self) -> Vec<String> {
        let Self { heading, list, marks_heading, marks, suggestions, only_you, unknown, incomplete, in_edit } = self;
        let refused = [unknown(TYPED), incomplete(TYPED), in_edit(TYPED)];
        [heading.say(), marks_heading.say(), suggestions.say(), only_you.say(), list.say(), marks.say(), refused.into()]
            .concat()
    }
}

/// The forms differ by language: their test is `count_forms_are_those_of_the_language`.
impl Say for CountForms {
    fn say(&self) -> Vec<String> {
        vec![self.other.to_owned()]
    }
}

impl Say for Problem {
    fn say(&self) -> Vec<String> {
        let Problem { title, advice } = self;
        vec![(*title).to_owned(), (*advice).to_owned()]
    }
}

/// A field, or a field that is called with each of the arguments behind it.
macro_rules! say {
    ($said:ident, $words:expr => $kind:ident { $($field:ident $([$($arguments:tt)+])?),+ $(,)? }) => {{
        let $kind { $($field),+ } = $words;
        $( say!(@ $said, $kind, $field $($($arguments)+)?); )+
    }};
    (@ $said:ident, $kind:ident, $field:ident $($arguments:tt)*) => {
        let name = concat!(stringify!($kind), ".", stringify!($field));
        say!(@@ $said, name, $field $($arguments)*);
    };
    (@@ $said:ident, $name:ident, $field:ident) => {
        $said.extend($field.say().into_iter().map(|text| ($name, text)));
    };
    (@@ $said:ident, $name:ident, $field:ident $(($($argument:expr),+))+) => {
        $( $said.extend($field($($argument),+).say().into_iter().map(|text| ($name, text))); )+
    };
}

/// Every sentence, behind the name of its field. In all languages they have the same order.
#[rustfmt::skip]
pub(super) fn of(words: &Words) -> Vec<(&'static str, String)> {
    let name = |text: &str| html! { (text) };
    let (ada, grace, count) = (&name("Ada"), &name("Grace"), &name("45"));
    let (just_ada, both) = (std::slice::from_ref(ada), &[ada.clone(), grace.clone()]);
    let mut said = Vec::new();
    let Words {
        lang: _, dir: _, own_name: _, plural: _,
        site, landing, recent_rooms, for_you, directory, field, room, messages, changes, replies, reactions,
        message_page, message_actions, log_frame, composer, pending, members, typing, notices, profile,
        notifications, invitation, preview, new_room, settings, owners, owner_link, times, problems,
        refusals, closes, endings, live_updates, scripts, help,
    } = words;
    say!(said, site => Site {
        name, description, language, to_the_front_page, private_room, back_to_room[(KNOWN) (PRIVATE)],
        skip_to_content, error[("45")], private_room_with[(&["Ada"]) (&[TYPED, TYPED])],
    });
    say!(said, landing => Landing {
        lead, your_name, room, about_room, join, start_a_room, who_can_read, no_cookies,
    });
    say!(said, recent_rooms => RecentRooms {
        heading, find, no_match, none, unread[("45") ("99+")], remove, remove_room[(KNOWN) (PRIVATE)],
    });
    say!(said, for_you => ForYou { heading, about, none, incomplete });
    say!(said, notifications => Notifications {
        heading, nothing, mentions, all, about, saved, not_kept, example, denied, unsupported,
    });
    say!(said, directory => Directory {
        heading, unavailable, empty, more, online[(1) (2) (3) (45) (100)], last_message[(count)], nothing_said,
    });
    say!(said, field => Field { use_name[(ada)] });
    say!(said, room => Room {
        messages_in[(KNOWN) (PRIVATE)], settings_of[(KNOWN) (PRIVATE)], retry_now, online[(count)],
        members_heading[(count)], you_are[(ada)], change_name_or_leave, empty[(ada)], without_scripts[(ada)], reload,
        help_and_language, back_to_newest, newest, skip_to_composer, earlier_since[("45")],
    });
    say!(said, messages => Messages {
        earlier, not_here, new_since_last_visit, missed_too_much, edited[(count)], removed[(ada, count)],
    });
    say!(said, changes => Changes {
        no_such_message, not_author, too_late_to_edit, edited_meanwhile, message_removed, too_late_to_undo,
    });
    say!(said, replies => Replies {
        to[(ada, grace)], to_removed[(ada)], to_earlier, nothing_to_answer, answering[(ada, grace)],
        answering_removed[(ada)], answering_earlier, cancel, your_reply, reply,
    });
    say!(said, reactions => Reactions {
        heading, names[(&["Ada"]) (&[TYPED, TYPED])], who, react, any_emoji, not_emoji, too_many_kinds[(20)],
    });
    say!(said, message_page => MessagePage {
        heading[(TYPED)], show_in_log, edit, about_editing[(1) (2) (24)], kept_for_author, kept_for_everybody,
        not_kept, earlier, save, remove,
        about_removing[(10)], undo, about_undoing[(10)], not_found,
    });
    say!(said, message_actions => MessageActions {
        actions, more, edit, copy_text, copy_link, remove, cancel, editing, now_says, saved, removed, restored,
        text_copied, link_copied, not_copied, failed,
    });
    say!(said, log_frame => LogFrame { later, new_head, pause, resume, trying_again });
    say!(said, composer => Composer { new_message, message_to[(KNOWN) (PRIVATE)], send });
    say!(said, pending => Pending { on_its_way, unanswered, try_again, edit, discard });
    say!(said, members => Members { you, owner, away, and_more[(1) (2) (3) (45) (100)] });
    say!(said, typing => Typing {
        several, named[(just_ada) (both) (&[ada.clone(), grace.clone(), count.clone()])],
    });
    say!(said, notices => Notices {
        joined[(ada, 1) (count, 45)], left[(ada, 1) (count, 45)], renamed[(ada, grace)], two_names[(ada, grace)],
        people[(3) (45) (100)],
    });
    say!(said, profile => Profile {
        title, lead, change_name, about_leaving, leave_room[(KNOWN) (PRIVATE)], about_forgetting, owned_rooms,
        only_owner, forget_me,
    });
    say!(said, invitation => Invitation {
        invite, heading[(KNOWN) (PRIVATE)], open, private, locked, link, copy, copied, not_copied, share,
        qr_code[(KNOWN) (PRIVATE)], about_qr_code,
    });
    say!(said, preview => Preview {
        private, new, start, start_with_more, locked, full, join[(KNOWN) (PRIVATE)],
        present[
            (&[], 0) (&[], 1) (&[], 2) (&[], 45) (just_ada, 0) (just_ada, 1) (just_ada, 45)
            (both, 0) (both, 1) (both, 3)
        ],
    });
    say!(said, new_room => NewRoom {
        heading, title, about_title, no_title, access, public, about_public, private, about_private, address,
        about_address, address_taken, reserved, too_many_listed[(2) (5)],
        too_many_listed_nearby[(2) (5)], join_existing, start,
    });
    say!(said, settings => Settings {
        title, saved, display_name, about_display_name, topic, welcome, list_it, lock_it, earlier_texts,
        earlier_for_author, earlier_for_everybody, earlier_not_kept, save, delete_heading,
        about_deleting, confirm, delete, delete_room[(KNOWN) (PRIVATE)],
    });
    say!(said, owners => Owners {
        heading, remove, remove_owner[(TYPED)], about_stepping_down, step_down, about_last_owner, about_links, uses,
        make_link, about_this_link[(1) (2) (3) (45)], code, reminder[(ada)], add, dismiss,
    });
    say!(said, owner_link => OwnerLink {
        title, heading[(KNOWN) (PRIVATE)], lead, code, about_code, become_owner, not_now[(KNOWN) (PRIVATE)],
    });
    say!(said, times => Times {
        just_now, minutes_ago[(1) (2) (45)], hours_ago[(1) (2) (3)], one_day_ago, days_ago[(2) (3) (11)], today,
        yesterday, in_utc[("Today")],
    });
    say!(said, problems => Problems {
        not_found, no_such_room, wrong_method, allowed_methods[("GET, POST")], not_an_upgrade, foreign_origin,
        no_session, too_large, form_size[(65_536)], unreadable, not_a_form, form_fields, query_fields, message_number,
        rooms_place, page_query[(100)], rooms_query[(100)], room_call, room_locked, room_deleted, not_owner, refused,
        no_secret, no_archive, no_directory, internal, room_updating,
    });
    say!(said, refusals => Refusals {
        empty, too_long[(12_345, 2_000) (2_001, 2_000)], too_fast[(1) (2) (3) (11)], too_fast_retrying[(1) (5)],
        address_busy[(1) (2) (3) (11)], address_busy_retrying[(1) (5)],
        malformed, not_stored, no_space, too_many_connections[(10) (12)], room_full, name_missing, name_too_long[(32)],
        name_hidden, name_unknown, name_out_of_place[("·") (TYPED)], name_marks, name_without_letter, name_reserved,
        name_taken, name_taken_but[(TYPED)], bad_slug[(32)], room_locked, room_deleted, not_owner,
        too_many_owners[(5) (20)], owner_link_expired, owner_link_uses[(10)], last_owner, title_too_long[(64)],
        topic_too_long[(120)], welcome_too_long[(2_000)], not_confirmed, room_updating,
    });
    say!(said, closes => Closes {
        idle, not_text, bad_frames, frame_too_large[(16_384)], room_unreadable, unknown_connection, slow_consumer,
        outdated_page, session_over, room_deleted, left, name_taken, newer_page,
    });
    say!(said, endings => Endings { closed, reload, enter_name, choose_another_name, join_again, kept });
    say!(said, live_updates => LiveUpdates { blocked, foreign_origin });
    say!(said, scripts => Scripts {
        connecting, live, reconnecting, offline, polling, closed, retry_in, unseen, new_while_away, too_long,
        show_more, show_less, copy_code, code_copied, code_selected,
        remaining, surplus, missed,
    });
    say!(said, help => Help {
        title, lead, keys, shortcuts, commands, screen_readers, about_screen_readers, question_mark, close,
    });
    said
}
