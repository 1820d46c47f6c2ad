//! From what a room refuses to a sentence of a language.
//!
//! The room says what it refuses, with its numbers; [`templates::words`] has the words. A refusal
//! without a sentence does not compile.

use room::{Millis, PictureRefusal, Refusal, Retry, SearchRefusal, SingleLineText, limits};
use templates::views::Span;
use templates::words::Words;

/// For how long somebody is banned, and why, below a title that says so.
pub(crate) fn banned(wait_ms: Option<Millis>, reason: &SingleLineText, words: &Words) -> String {
    let rest = wait_ms.map(|ms| (words.moderation.span)(Span::of(ms)));
    let sentence = (words.moderation.refusals.banned_until)(rest.as_deref());
    match reason.as_str() {
        "" => sentence,
        reason => format!("{sentence} {}", (words.moderation.because)(reason)),
    }
}

/// Why something cannot be searched for, and what to do.
pub(crate) fn search(refusal: &SearchRefusal, words: &Words) -> String {
    let said = &words.search;
    match refusal {
        SearchRefusal::TooLong => (said.too_long)(limits::SEARCH_QUERY_MAX_CHARS),
        SearchRefusal::TooManyTerms => (said.too_many)(limits::SEARCH_TERMS_MAX),
        SearchRefusal::Nothing => said.no_words.to_owned(),
        SearchRefusal::BadFrom => said.no_name.to_owned(),
        SearchRefusal::BadDate { typed } => (said.bad_date)(typed),
        SearchRefusal::BadHas => said.bad_has.to_owned(),
    }
}

/// Why a picture was not taken, and what to do.
pub(crate) fn picture(refusal: PictureRefusal, words: &Words) -> String {
    let said = &words.files.refusals;
    match refusal {
        PictureRefusal::Malformed | PictureRefusal::Truncated => said.picture_broken.to_owned(),
        PictureRefusal::TooLarge(_) => (said.too_many_pixels)(limits::PICTURE_MAX_PIXELS / limits::MEGAPIXEL),
        PictureRefusal::MetadataOutOfReach => said.metadata_stays.to_owned(),
    }
}

/// Why something was not done and what to do, as a sentence.
pub(crate) fn refusal(refusal: &Refusal, words: &Words) -> String {
    let (new_room, changes, commands) = (&words.new_room, &words.changes, &words.help.commands);
    let (replies, reactions, posting, reports) = (&words.replies, &words.reactions, &words.posting, &words.reports);
    let (rules, of_site, backup) = (&words.operator.rules, &words.operator.site, &words.backup);
    let files = &words.files.refusals;
    let (moderation, check, words) = (&words.moderation, &words.person_check, &words.refusals);
    let order = &moderation.refusals;
    let rest = |wait_ms: Option<Millis>| wait_ms.map(|ms| (moderation.span)(Span::of(ms)));
    let with_reason = |sentence: String, reason: &SingleLineText| match reason.as_str() {
        "" => sentence,
        reason => format!("{sentence} {}", (moderation.because)(reason)),
    };
    match refusal {
        Refusal::Empty => words.empty.to_owned(),
        Refusal::TooLong { chars } => (words.too_long)(*chars, limits::BODY_MAX_CHARS),
        Refusal::UnknownCommand { command } => (commands.unknown)(command),
        Refusal::CommandIncomplete { command } => (commands.incomplete)(command),
        Refusal::CommandInEdit { command } => (commands.in_edit)(command),
        Refusal::TooFast { wait_ms } | Refusal::ShutOut { wait_ms } => (words.too_fast)(wait_seconds(*wait_ms)),
        Refusal::AddressBusy { wait_ms } => (words.address_busy)(wait_seconds(*wait_ms)),
        Refusal::Malformed => words.malformed.to_owned(),
        Refusal::NotStored => words.not_stored.to_owned(),
        Refusal::NoSpace => words.no_space.to_owned(),
        Refusal::NoSuchMessage => changes.no_such_message.to_owned(),
        Refusal::NothingToAnswer => replies.nothing_to_answer.to_owned(),
        Refusal::NotEmoji => reactions.not_emoji.to_owned(),
        Refusal::TooManyKinds => (reactions.too_many_kinds)(limits::REACTION_KINDS_MAX),
        Refusal::NotAuthor => changes.not_author.to_owned(),
        Refusal::TooLateToEdit => changes.too_late_to_edit.to_owned(),
        Refusal::EditedMeanwhile { .. } => changes.edited_meanwhile.to_owned(),
        Refusal::MessageRemoved => changes.message_removed.to_owned(),
        Refusal::TooLateToUndo => changes.too_late_to_undo.to_owned(),
        Refusal::TooManyConnections => (words.too_many_connections)(limits::CONNECTIONS_PER_MEMBER_MAX),
        Refusal::RoomFull => words.room_full.to_owned(),
        Refusal::NameMissing => words.name_missing.to_owned(),
        Refusal::NameTooLong => (words.name_too_long)(limits::NAME_MAX_GRAPHEMES),
        Refusal::NameHidden => words.name_hidden.to_owned(),
        Refusal::NameUnknown => words.name_unknown.to_owned(),
        Refusal::NameOutOfPlace { character } => {
            // A mark stands on a space, or it would stand on the quotation mark before it.
            let space = if refusal.is_about_mark() { "\u{00A0}" } else { "" };
            (words.name_out_of_place)(&format!("{space}{character}"))
        }
        Refusal::NameMarks => words.name_marks.to_owned(),
        Refusal::NameWithoutLetter => words.name_without_letter.to_owned(),
        Refusal::NameReserved => words.name_reserved.to_owned(),
        Refusal::NameTaken { free: Some(free) } => (words.name_taken_but)(free.as_str()),
        Refusal::NameTaken { free: None } => words.name_taken.to_owned(),
        Refusal::BadSlug => (words.bad_slug)(limits::SLUG_MAX_CHARS),
        Refusal::RoomNameReserved => new_room.reserved.to_owned(),
        Refusal::TooManyListed { max } => (new_room.too_many_listed)(*max as usize),
        Refusal::TooManyListedNearby { max } => (new_room.too_many_listed_nearby)(*max as usize),
        Refusal::SlugTaken => new_room.address_taken.to_owned(),
        Refusal::TitleMissing => new_room.no_title.to_owned(),
        Refusal::RoomLocked => words.room_locked.to_owned(),
        Refusal::RoomDeleted => words.room_deleted.to_owned(),
        Refusal::RoomClosed { reason } => (rules.room_closed)(reason),
        Refusal::SiteReadOnly { reason } => (rules.read_only)(reason),
        Refusal::RoomsNotOpen => rules.rooms_not_open.to_owned(),
        Refusal::TextTooLong { max } => (of_site.too_long)(*max),
        Refusal::CheckNeeded => check.needed.to_owned(),
        Refusal::RoomNotEmpty => backup.room_not_empty.to_owned(),
        Refusal::BackupWithoutRoom => backup.without_room.to_owned(),
        Refusal::BackupLine { line } => (backup.line)(*line),
        Refusal::ReasonMissing => of_site.reason_missing.to_owned(),
        Refusal::NotOwner => words.not_owner.to_owned(),
        Refusal::NotModerator => order.not_moderator.to_owned(),
        Refusal::NotBelow => order.not_below.to_owned(),
        Refusal::NoSuchMember => order.no_such_member.to_owned(),
        Refusal::TooManySanctions => (order.too_many_sanctions)(limits::SANCTIONS_MAX),
        Refusal::TooManyModerators => (order.too_many_moderators)(limits::MODERATORS_MAX),
        Refusal::ReasonTooLong => (order.reason_too_long)(limits::REASON_MAX_CHARS),
        Refusal::Muted { wait_ms, reason } => with_reason((order.muted)(rest(*wait_ms).as_deref()), reason),
        Refusal::Banned { wait_ms, reason } => with_reason((order.banned)(rest(*wait_ms).as_deref()), reason),
        Refusal::TooManyOwners => (words.too_many_owners)(limits::OWNERS_MAX),
        Refusal::RoleLinkExpired => words.owner_link_expired.to_owned(),
        Refusal::OwnerLinkUses => (words.owner_link_uses)(limits::OWNER_LINK_USES_MAX),
        Refusal::LastOwner => words.last_owner.to_owned(),
        Refusal::TitleTooLong => (words.title_too_long)(limits::TITLE_MAX_CHARS),
        Refusal::TopicTooLong => (words.topic_too_long)(limits::TOPIC_MAX_CHARS),
        Refusal::WelcomeTooLong => (words.welcome_too_long)(limits::WELCOME_MAX_CHARS),
        Refusal::NotConfirmed => words.not_confirmed.to_owned(),
        Refusal::RoomUpdating => words.room_updating.to_owned(),
        Refusal::ReadOnly => posting.read_only_refused.to_owned(),
        Refusal::SlowMode { wait_ms, interval_s } => (posting.too_soon)(*interval_s, wait_seconds(*wait_ms)),
        Refusal::NewcomerLink { wait_ms } => (posting.newcomer_link)(wait_minutes(*wait_ms)),
        Refusal::RefusedWord { word } => (posting.refused_word)(word),
        Refusal::NameNotAllowed => posting.name_not_allowed.to_owned(),
        Refusal::OwnMessage => reports.own_message.to_owned(),
        Refusal::TooManyReports => (reports.too_many)(limits::REPORTS_PER_DAY_MAX),
        Refusal::ReportNoteTooLong => (reports.note_too_long)(limits::REPORT_NOTE_MAX_CHARS),
        Refusal::FileEmpty => files.empty.to_owned(),
        Refusal::FileTooLarge { max_bytes } => (files.too_large)(*max_bytes),
        Refusal::TooManyFiles { max } => (files.too_many)(*max),
        Refusal::UploadGone => files.gone.to_owned(),
        Refusal::RoomFilesFull => files.room_full.to_owned(),
        Refusal::UploadedTooMuch { wait_ms } => (files.too_much_today)(&(moderation.span)(Span::of(*wait_ms))),
        Refusal::AddressUploadedTooMuch { wait_ms } => {
            (files.network_too_much_today)(&(moderation.span)(Span::of(*wait_ms)))
        }
        Refusal::RefusedWordList => (posting.refused_words)(limits::REFUSED_WORDS_MAX, limits::REFUSED_WORD_MAX_CHARS),
    }
}

/// The same for a message that a page has sent by its socket, and whether it sends it again.
pub(crate) fn send_refusal(refused: &Refusal, words: &Words) -> (String, templates::views::Retry) {
    match refused.retry() {
        Retry::Never => (refusal(refused, words), templates::views::Retry::Never),
        Retry::ByHand => (refusal(refused, words), templates::views::Retry::ByHand),
        Retry::After(wait_ms) => {
            let seconds = wait_seconds(wait_ms);
            let sentence = match refused {
                Refusal::SlowMode { interval_s, .. } => (words.posting.too_soon_retrying)(*interval_s, seconds),
                Refusal::AddressBusy { .. } => (words.refusals.address_busy_retrying)(seconds),
                _ => (words.refusals.too_fast_retrying)(seconds),
            };
            (sentence, templates::views::Retry::After { seconds })
        }
    }
}

/// Whole seconds to wait: rounded up, at least one.
pub(crate) fn wait_seconds(wait_ms: Millis) -> Millis {
    rounded_up(wait_ms, limits::SECOND_MS)
}

/// The same in minutes.
fn wait_minutes(wait_ms: Millis) -> Millis {
    rounded_up(wait_ms, limits::MINUTE_MS)
}

fn rounded_up(wait_ms: Millis, unit_ms: Millis) -> Millis {
    (wait_ms / unit_ms + Millis::from(wait_ms % unit_ms > 0)).max(1)
}

#[cfg(test)]
mod tests {
    use room::Name;
    use templates::words::ENGLISH;

    use super::*;

    fn english(refused: &Refusal) -> String {
        refusal(refused, &ENGLISH)
    }

    #[test]
    fn refusals_say_what_to_do() {
        for (refused, sentence) in [
            (
                Refusal::TooLong { chars: 12_345 },
                "That’s 12,345 characters, and the limit is 2,000. Shorten it by 10,345.",
            ),
            (Refusal::TooFast { wait_ms: 1 }, "You’re sending too fast. Wait 1 second, then try again."),
            (Refusal::TooFast { wait_ms: 1_001 }, "You’re sending too fast. Wait 2 seconds, then try again."),
            (Refusal::TooManyConnections, "This room is already open in 10 tabs. Close one, then reload this page."),
            (
                Refusal::NoSpace,
                "This room is out of space, so it can’t take new messages right now. Your text is kept. \
                 Try again later.",
            ),
            (Refusal::NameTooLong, "That name is too long. Use up to 32 characters, or fewer with a lot of emoji."),
            (Refusal::NameHidden, "That name contains hidden characters. Please retype it."),
            (Refusal::NameUnknown, "Most devices can’t display a character in that name. Please change it."),
            (
                Refusal::NameOutOfPlace { character: '·' },
                "“\u{2068}·\u{2069}” can’t be used in that position. Move it or leave it out.",
            ),
            (
                Refusal::NameOutOfPlace { character: '\u{301}' },
                "“\u{2068}\u{A0}\u{301}\u{2069}” can’t be used in that position. Move it or leave it out.",
            ),
            (Refusal::NameMarks, "That name has too many accents on one letter. Please remove some."),
            (Refusal::NameReserved, "That name is reserved. Please choose another."),
            (
                Refusal::NameTaken { free: Name::parse("Ada 2").ok() },
                "Someone here is already called that, or something very similar. “\u{2068}Ada 2\u{2069}” is free.",
            ),
            (
                Refusal::NameTaken { free: None },
                "Someone here is already called that, or something very similar. Please choose another name.",
            ),
            (Refusal::BadSlug, "Room names use a–z, 0–9 and hyphens, up to 32 characters."),
        ] {
            assert_eq!(english(&refused), sentence);
        }
    }
}
