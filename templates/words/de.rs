//! German. It says “du”, asks with the ending (“versuche”, not “versuch”), and calls an owner
//! “Host”, which names nobody’s gender.

mod entrance;
mod help;
mod ownership;
mod refusals;

use maud::{Markup, html};

use super::{
    Composer, CountForms, Endings, Field, LiveUpdates, LogFrame, Members, Messages, Notices, Pending, Plural, Profile,
    Room, RoomName, Scripts, Site, Times, Typing, Words, grouped, isolated, isolated_names, whole,
};

/// All sentences in German.
pub(super) static GERMAN: Words = Words {
    lang: "de",
    dir: "ltr",
    own_name: "Deutsch",
    plural: Plural::one_or_other,
    site: Site {
        name: "Natter",
        description: "Chatte mit allen, die gerade da sind. Ganz ohne Konto.",
        language: "Sprache",
        front_page: "Startseite von Natter",
        to_the_front_page: "Zurück zu Natter",
        private_room: "Privater Raum",
        back_to_room: |room| format!("‹ Zurück {}", room.after("zu ", "zum Raum")),
        skip_to_content: "Zum Inhalt springen",
        error: |title| format!("Fehler: {title}"),
        private_room_with: |names| format!("Privater Raum mit {}", isolated_names(names, " und ")),
    },
    landing: entrance::LANDING,
    recent_rooms: entrance::RECENT_ROOMS,
    directory: entrance::DIRECTORY,
    field: Field { use_name: |name| html! { "„" (name) "“ nehmen" } },
    room: Room {
        messages_in: |room| format!("Nachrichten in {}", room.within("diesem privaten Raum")),
        settings_of: |room| match room {
            RoomName::Known(name) => format!("Einstellungen: {}", isolated(name)),
            RoomName::Private => "Einstellungen des privaten Raums".to_owned(),
        },
        retry_now: "Jetzt versuchen",
        online: |count| html! { (count) " hier" },
        members_heading: |count| html! { "Gerade hier · " (count) },
        you_are: |name| html! { "Du bist " (name) },
        change_name_or_leave: "Namen ändern oder Raum verlassen",
        empty: |link| html! { "Hier ist es noch still. Schreibe etwas oder teile den Link: " (link) },
        without_scripts: |reload| html! { "Neue Nachrichten erscheinen alle paar Sekunden. Nichts Neues? " (reload) },
        help_and_language: "Hilfe und Sprache",
        reload: "Nachrichten neu laden",
        back_to_newest: "Zurück zu den neuesten Nachrichten",
        skip_to_composer: "Zum Nachrichtenfeld springen",
        earlier_since: |time| format!("Frühere Nachrichten, {time}"),
    },
    messages: Messages {
        earlier: "Frühere Nachrichten",
        new_since_last_visit: "Neu seit deinem letzten Besuch",
        missed_too_much: "Du hast viel verpasst. Hier sind die neuesten Nachrichten.",
    },
    log_frame: LogFrame {
        later: "Spätere Nachrichten",
        pause: "Aktualisierung anhalten",
        resume: "Aktualisierung fortsetzen",
        trying_again: "Die Nachrichten können gerade nicht angezeigt werden. Diese Seite versucht es weiter.",
    },
    composer: Composer {
        new_message: "Neue Nachricht",
        message_to: |room| format!("Nachricht an {}", room.within("diesen Raum")),
        send: "Senden",
    },
    pending: Pending {
        on_its_way: "Wird gesendet",
        unanswered: "Diese Nachricht wurde noch nicht gesendet.",
        try_again: "Erneut versuchen",
        edit: "Bearbeiten",
        discard: "Verwerfen",
    },
    members: Members {
        you: "du",
        owner: "Host",
        away: "abwesend",
        and_more: |count| match Plural::one_or_other(whole(count)) {
            Plural::One => "und 1 weitere Person".to_owned(),
            _ => format!("und {count} weitere"),
        },
    },
    typing: Typing { several: "Mehrere schreiben gerade\u{A0}…", named: typing },
    notices: Notices {
        joined: |who, count| html! { (who) @if count == 1 { " ist" } @else { " sind" } " jetzt dabei" },
        left: |who, count| html! { (who) @if count == 1 { " ist" } @else { " sind" } " gegangen" },
        renamed: |before, now| html! { (before) " heißt jetzt " (now) },
        two_names: |first, second| html! { (first) " und " (second) },
        people: |count| counted(count, "Person", "Personen"),
    },
    profile: Profile {
        title: "Dein Profil",
        lead: "Du kannst deinen Namen ändern. Der Code daneben bleibt gleich, damit andere dich wiedererkennen.",
        change_name: "Namen ändern",
        about_leaving: "Du stehst dann nicht mehr unter „Gerade hier“. Der Raum bleibt unter „Deine Räume“.",
        leave_room: |room| format!("{} verlassen", room.within("Diesen Raum")),
        about_forgetting: "Dieser Browser vergisst deinen Namen und kann deine Räume nicht mehr verwalten. \
                           Gesendete Nachrichten bleiben.",
        owned_rooms: "Diese Räume kannst du dann nicht mehr verwalten. Wo du der einzige Host bist, kann es niemand \
                      mehr, außer du fügst vorher einen weiteren hinzu.",
        only_owner: "einziger Host",
        forget_me: "Mich vergessen",
    },
    invitation: entrance::INVITATION,
    preview: entrance::PREVIEW,
    new_room: entrance::NEW_ROOM,
    settings: ownership::SETTINGS,
    owners: ownership::OWNERS,
    owner_link: ownership::OWNER_LINK,
    times: Times {
        just_now: "gerade eben",
        minutes_ago: |count| format!("vor {}", counted(count, "Minute", "Minuten")),
        hours_ago: |count| format!("vor {}", counted(count, "Stunde", "Stunden")),
        one_day_ago: "gestern",
        days_ago: |count| format!("vor {}", counted(count, "Tag", "Tagen")),
        today: "Heute",
        yesterday: "Gestern",
        in_utc: |day| format!("{day} (UTC)"),
    },
    problems: refusals::PROBLEMS,
    refusals: refusals::REFUSALS,
    scripts: Scripts {
        connecting: "Verbinden\u{A0}…",
        live: "Live",
        reconnecting: "Verbindung verloren. Neuer Versuch",
        offline: "Offline. Neuer Versuch, sobald das Netz wieder da ist",
        polling: "Nicht live",
        closed: "Getrennt",
        retry_in: "in {seconds}\u{A0}s",
        unseen: "{count} neu",
        too_long: "Das ist zu lang. Eine Nachricht kann bis zu 2.000 Zeichen haben.",
        show_more: "Mehr anzeigen",
        show_less: "Weniger anzeigen",
        remaining: "Noch {count} Zeichen",
        surplus: "{count} Zeichen zu viel",
        missed: CountForms::one_or_other(
            "{count} Nachricht, während du weg warst",
            "{count} Nachrichten, während du weg warst",
        ),
    },
    live_updates: LiveUpdates {
        blocked: "Etwas blockiert die Live-Verbindung. Neue Nachrichten erscheinen trotzdem alle paar Sekunden.",
        foreign_origin: "Für diese Adresse ist keine Live-Verbindung eingerichtet. \
                         Neue Nachrichten erscheinen trotzdem alle paar Sekunden.",
    },
    endings: Endings {
        closed: "Diese Seite ist nicht mehr verbunden.",
        reload: "Neu laden",
        enter_name: "Namen noch einmal eingeben",
        choose_another_name: "Anderen Namen wählen",
        join_again: "Wieder beitreten",
        kept: "Nicht gesendet:",
    },
    closes: refusals::CLOSES,
    help: help::HELP,
};

fn typing(names: &[Markup]) -> Markup {
    html! {
        @match names {
            [] => {},
            [one] => { (one) " schreibt\u{A0}…" },
            [others @ .., last] => {
                @for (n, other) in others.iter().enumerate() { @if n > 0 { ", " } (other) }
                " und " (last) " schreiben\u{A0}…"
            },
        }
    }
}

fn counted(count: impl TryInto<u64>, one: &str, several: &str) -> String {
    let count = whole(count);
    let noun = if Plural::one_or_other(count) == Plural::One { one } else { several };
    format!("{} {noun}", number(count))
}

fn number(n: impl TryInto<u64>) -> String {
    grouped(whole(n), '.')
}
