//! All sentences of a language as text, those with a number or a name in them for several of them.
//!
//! The list takes the structs apart field by field: a sentence that is missing here does not
//! compile.

use std::borrow::Cow;

use maud::{Markup, html};
use templates::views::Span;
use templates::words::{
    Audit, Backup, Changes, Closes, Commands, Composer, CountForms, Directory, Endings, Field, FileRefusals, Files,
    ForYou, Help, Ignoring, Invitation, Landing, LiveUpdates, LogFrame, Members, MessageActions, MessagePage, Messages,
    Moderation, ModerationRefusals, Moderators, NewRoom, Notices, Notifications, OperatedPeople, OperatedReports,
    OperatedRoom, OperatedRooms, OperatedSanctions, Operator, OwnerLink, Owners, Pending, PersonCheck, Posting,
    Preview, Problem, Problems, Profile, Reactions, RecentRooms, Refusals, Replies, Reports, Retention, Room, RoomName,
    Scripts, Search, Settings, Shortcut, SigningIn, Site, SiteAudit, SiteRules, SiteSettings, Times, Typing, Words,
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

/// What the operator has said instead; nothing as a rule.
impl Say for Cow<'static, str> {
    fn say(&self) -> Vec<String> {
        if self.is_empty() { Vec::new() } else { vec![self.to_string()] }
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

impl Say for Audit {
    fn say(&self) -> Vec<String> {
        let [who, whom] = ["Ada", "Grace"].map(|text| html! { (text) });
        let (who, whom) = (&who, &whom);
        let mut said = Vec::new();
        say!(said, self => Audit {
            heading, about, none, older, settings_changed[(who)], owner_link_made[(who)], moderator_link_made[(who)],
            became_owner[(who)], became_moderator[(who)], owner_removed[(who, whom)], moderator_removed[(who, whom)],
            muted[(who, whom)], banned[(who, whom)], unmuted[(who, whom)], unbanned[(who, whom)],
            message_removed[(who, whom)], message_restored[(who, whom)], messages_removed[(who, whom)],
            messages_restored[(who, whom)], other[(who)],
        });
        texts(said)
    }
}

impl Say for Moderators {
    fn say(&self) -> Vec<String> {
        let mut said = Vec::new();
        say!(said, self => Moderators {
            heading, none, remove[(TYPED)], about_links, make_link, about_this_link[(1) (2) (20)], link_title,
            link_heading[(KNOWN) (PRIVATE)], link_lead, become_moderator, step_down,
        });
        texts(said)
    }
}

impl Say for ModerationRefusals {
    fn say(&self) -> Vec<String> {
        let mut said = Vec::new();
        say!(said, self => ModerationRefusals {
            not_moderator, not_below, no_such_member, too_many_sanctions[(500)], too_many_moderators[(5) (20)],
            reason_too_long[(120)], muted[(None) (Some("45"))], banned[(None) (Some("45"))], unmuted, banned_title,
            banned_until[(None) (Some("45"))], banned_now,
        });
        texts(said)
    }
}

impl Say for FileRefusals {
    fn say(&self) -> Vec<String> {
        let mut said = Vec::new();
        say!(said, self => FileRefusals {
            too_large[(10 << 20)], empty, too_many[(1) (2) (4) (20)], gone, picture_broken, too_many_pixels[(40)],
            metadata_stays, room_full, too_much_today[("45")], network_too_much_today[("45")], not_taken,
            alt_too_long[(500)], length_required,
        });
        texts(said)
    }
}

fn texts(said: Vec<(&str, String)>) -> Vec<String> {
    said.into_iter().map(|(_, text)| text).collect()
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
        site, landing, recent_rooms, for_you, search, directory, field, room, messages, changes, replies, reactions,
        retention,
        message_page, message_actions, log_frame, composer, files, pending, members, typing, notices, profile,
        notifications, invitation, preview, new_room, settings, owners, owner_link, moderation, times,
    problems, refusals, closes, endings, live_updates, scripts, help, posting, reports, operator, ignoring,
    backup, person_check,
    } = words;
    say!(said, site => Site {
        name, announcement, read_only, description, language,
        to_the_front_page, private_room, back_to_room[(KNOWN) (PRIVATE)],
        skip_to_content, wrong_host, error[("45")], private_room_with[(&["Ada"]) (&[TYPED, TYPED])],
    });
    say!(said, landing => Landing {
        lead, your_name, room, about_room, join, start_a_room, who_can_read, no_cookies,
    });
    say!(said, recent_rooms => RecentRooms {
        heading, find, no_match, none, unread[("45") ("99+")], remove, remove_room[(KNOWN) (PRIVATE)],
    });
    say!(said, for_you => ForYou { heading, about, none, incomplete });
    say!(said, search => Search {
        heading, heading_for[(TYPED)], open, label, search, results, none, none_here, older, without_the_oldest,
        only_the_newest, how_to, operators, title, too_long[(100)], too_many[(8)], no_words, bad_date[(TYPED)],
        bad_has, no_name,
    });
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
    say!(said, retention => Retention {
        heading, for_ever, as_site[(2) (30) (365)], days[(1) (7) (90)], about,
    });
    say!(said, person_check => PersonCheck {
        heading, about, go_on, without_scripts, failed, unavailable, needed,
    });
    say!(said, backup => Backup {
        heading, about, as_page, as_data, made[("29 November 2026")], nothing, next_part, restoring,
        room_not_empty, without_room, line[(17)],
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
    say!(said, files => Files {
        add, waiting, size[(1) (512) (48 << 10) (2_411_725)], picture, audio, video, file, describe,
        description_of[(TYPED)], describe_first, save, take_out[(TYPED)], remove, uploading[(TYPED)], did_not_arrive,
        waits, drop, heading, choose, limits[(1, 10 << 20) (4, 10 << 20) (20, 10 << 20)], full[(1) (4) (20)], upload,
        text, close, previous, next, refusals, not_found,
    });
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
    let rest = &(words.moderation.span)(Span::Minutes(9));
    say!(said, moderation => Moderation {
        people, moderator, operator, somebody, not_here, about_author[(ada)], moderate,
        span[
            (Span::Minutes(1)) (Span::Minutes(2)) (Span::Minutes(45)) (Span::Hours(1)) (Span::Hours(3))
            (Span::Days(1)) (Span::Days(30))
        ],
        for_good, how_long, reason, about_reason, mute, about_muting, unmute, ban, about_banning, unban,
        is_muted[(None) (Some(rest))], is_banned[(None) (Some(rest))], because[(TYPED)], their_messages, no_messages,
        remove_all, about_removing_all[(10)], bring_back[(1) (2) (3) (45)], sanctions, no_sanctions,
        their_session, about_signing_out, sign_out, audit, moderators, refusals,
    });
    say!(said, times => Times {
        just_now, minutes_ago[(1) (2) (45)], hours_ago[(1) (2) (3)], one_day_ago, days_ago[(2) (3) (11)], today,
        yesterday, in_utc[("Today")],
    });
    say!(said, problems => Problems {
        not_found, no_such_room, wrong_method, allowed_methods[("GET, POST")], not_an_upgrade, foreign_origin,
        no_session, too_large, form_size[(65_536)], unreadable, not_a_form, form_fields, query_fields, message_number,
        rooms_place, page_query[(100)], rooms_query[(100)], room_call, room_locked, room_deleted, not_owner, refused,
        no_secret, no_archive, no_directory, not_forgotten, internal, room_updating,
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
        idle, not_text, bad_frames, frame_too_large[(16_384)], room_unreadable, room_failed,
        unknown_connection,
        session_changed, slow_consumer, outdated_page, session_over, room_deleted, left, name_taken, newer_page,
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
    say!(said, posting => Posting {
        heading, about, read_only, slow_mode, no_slow_mode, one_every[(5) (30) (120)], no_newcomer_links[(5)], words,
        about_words[(100)], is_read_only, is_slow[(5) (30) (120)], read_only_refused,
        too_soon[(30, 1) (30, 2) (120, 100)], too_soon_retrying[(30, 1) (120, 100)], newcomer_link[(1) (2) (5)],
        refused_word[(TYPED)], name_not_allowed, refused_words[(100, 32)],
    });
    say!(said, ignoring => Ignoring { about, ignore[(TYPED)], heading, lift, lift_of[(TYPED)], left_out });
    say!(said, reports => Reports {
        report, report_this, heading[(TYPED)], about, why, spam, harassment, harmful, privacy, other, note,
        about_note[(500)], send, sent, list, none, open[(1) (2) (3) (45) (100)], reported_by[(ada, grace, count)],
        not_available, about_closing, resolve, dismiss, remove, own_message, too_many[(20)], note_too_long[(500)],
    });
    let Operator {
        title: _, signing_in, rooms, room, people, audit, site, reports, sanctions, unavailable: _, not_operator: _,
        rules,
    } = operator;
    say!(said, signing_in => SigningIn {
        key, about_key, sign_in, sign_out, wrong_key, too_many_tries_title, too_many_tries[(1) (2) (45)], is_over,
    });
    say!(said, rooms => OperatedRooms {
        heading, room, people, messages, size, changed, none, about_age, listed, unlisted, private, locked, closed,
        megabytes[("0.3")], next, first,
    });
    say!(said, room => OperatedRoom {
        open, settings, here, nobody, messages, no_messages, remove, remove_of[(TYPED)], close_heading, about_closing,
        reason, close, closed_because[(TYPED)], reopen, unlist_heading, about_unlisting, unlist, put_back,
        hide_topic, show_topic, pick, unpick,
    });
    say!(said, people => OperatedPeople { heading, about, none, rooms, person });
    say!(said, audit => SiteAudit {
        heading, about, none, at, what, by, by_page, by_program, earlier, signed_in, closed_room, reopened_room,
        unlisted_room, deleted_room, removed_message, restored_message, changed_room, changed_site,
        muted, banned, lifted, removed_messages, restored_messages, imported_room, reshipped_room, forgot_person,
        signed_out_person,
        closed_reports, decided_listing, other,
    });
    say!(said, site => SiteSettings {
        heading, about, name, about_name, welcome, about_welcome, announcement, about_announcement, read_only,
        read_only_reason, about_read_only, starters, everybody, only_operator, under_attack, about_under_attack,
        listing, listed_by_owners, listed_by_hand, about_listing, listed_per_owner, listed_per_address,
        as_deployed[("5")], save, saved, too_long[(500)], reason_missing,
    });
    say!(said, reports => OperatedReports { heading, about, more });
    say!(said, sanctions => OperatedSanctions { heading, about, muted, banned, until, by, lift, next, first });
    say!(said, rules => SiteRules {
        read_only_title, read_only[(TYPED)], rooms_not_open, room_was_closed, room_closed_title, room_closed[(TYPED)],
    });
    for (name, text) in [("Operator.title", operator.title), ("Operator.unavailable", operator.unavailable)] {
        said.push((name, text.to_owned()));
    }
    said.extend(operator.not_operator.say().into_iter().map(|text| ("Operator.not_operator", text)));
    said
}
