//! German. It says “du”, asks with the ending (“versuche”, not “versuch”), and calls an owner
//! “Host”, which names nobody’s gender.

use std::borrow::Cow;

use maud::{Markup, html};

use super::files::{FileSize, tenths};
use super::help::slashed;
use super::{
    Audit, Backup, Changes, Closes, Commands, Composer, CountForms, Directory, Endings, Field, FileRefusals, Files,
    ForYou, Help, Ignoring, Invitation, Landing, LiveUpdates, LogFrame, Members, MessageActions, MessagePage, Messages,
    Moderation, ModerationRefusals, Moderators, NewRoom, Notices, Notifications, OperatedPeople, OperatedReports,
    OperatedRoom, OperatedRooms, OperatedSanctions, Operator, OwnerLink, Owners, Pending, PersonCheck, Plural, Posting,
    Preview, Problem, Problems, Profile, Reactions, RecentRooms, Refusals, Replies, Reports, Retention, Room, RoomName,
    Scripts, Search, Settings, Shortcut, SigningIn, Site, SiteAudit, SiteRules, SiteSettings, Times, Typing, Words,
    grouped, isolated, isolated_names, whole,
};
use crate::views::Span;

/// All sentences in German.
pub(super) static GERMAN: Words = Words {
    lang: "de",
    dir: "ltr",
    own_name: "Deutsch",
    plural: Plural::one_or_other,
    site: Site {
        name: Cow::Borrowed("Natter"),
        announcement: Cow::Borrowed(""),
        read_only: Cow::Borrowed(""),
        description: "Chatte mit allen, die gerade da sind. Ganz ohne Konto.",
        language: "Sprache",
        to_the_front_page: "Zurück zu Natter",
        private_room: "Privater Raum",
        back_to_room: |room| format!("‹ Zurück {}", room.after("zu ", "zum Raum")),
        skip_to_content: "Zum Inhalt springen",
        error: |title| format!("Fehler: {title}"),
        wrong_host: Problem {
            title: "Unter dieser Adresse ist kein Chat",
            advice: "Nimm die Adresse, die du dafür bekommen hast, oder frag, wer ihn betreibt.",
        },
        private_room_with: |names| format!("Privater Raum mit {}", isolated_names(names, " und ")),
    },
    landing: LANDING,
    recent_rooms: RECENT_ROOMS,
    for_you: FOR_YOU,
    search: SEARCH,
    directory: DIRECTORY,
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
        change_name_or_leave: "Profil, Benachrichtigungen, verlassen",
        empty: |link| html! { "Hier ist es noch still. Schreibe etwas oder teile den Link: " (link) },
        without_scripts: |reload| html! { "Neue Nachrichten erscheinen alle paar Sekunden. Nichts Neues? " (reload) },
        help_and_language: "Hilfe und Sprache",
        reload: "Nachrichten neu laden",
        back_to_newest: "Zurück zu den neuesten Nachrichten",
        newest: "Neueste",
        skip_to_composer: "Zum Nachrichtenfeld springen",
        earlier_since: |time| format!("Frühere Nachrichten, {time}"),
    },
    messages: Messages {
        earlier: "Frühere Nachrichten",
        not_here: "Die Nachricht, zu der dieser Link führt, gibt es hier nicht.",
        new_since_last_visit: "Neu seit deinem letzten Besuch",
        missed_too_much: "Du hast viel verpasst. Hier sind die neuesten Nachrichten.",
        edited: |time| html! { "Bearbeitet " (time) },
        removed: |who, time| html! { "Von " (who) " entfernt, " (time) },
    },
    changes: Changes {
        no_such_message: "Diese Nachricht ist nicht mehr zu finden.",
        not_author: "Nur wer eine Nachricht geschrieben hat, kann sie ändern.",
        too_late_to_edit: "Diese Nachricht ist zu alt, um sie zu bearbeiten.",
        edited_meanwhile: "Du hast diese Nachricht in einem anderen Fenster bearbeitet. Dein Text ist noch da. \
                       Vergleiche beide und speichere dann noch einmal.",
        message_removed: "Diese Nachricht wurde entfernt.",
        too_late_to_undo: "Das lässt sich nicht mehr rückgängig machen. Der Text ist weg.",
    },
    replies: Replies {
        to: |who, what| html! { "Antwort an " (who) ": " (what) },
        to_removed: |who| html! { "Antwort an " (who) ": Nachricht entfernt" },
        to_earlier: "Antwort auf eine frühere Nachricht",
        nothing_to_answer: "Die Nachricht, auf die du antwortest, ist nicht zu finden. Dein Text ist noch da: \
                            Du kannst ihn ohne die Antwort senden.",
        answering: |who, what| html! { "Du antwortest " (who) ": " (what) },
        answering_removed: |who| {
            html! { "Die Nachricht von " (who) " wurde entfernt. Du kannst trotzdem antworten oder abbrechen." }
        },
        answering_earlier: "Du antwortest auf eine frühere Nachricht",
        cancel: "Antwort abbrechen",
        your_reply: "Deine Antwort",
        reply: "Antworten",
    },
    message_page: MessagePage {
        heading: |author| format!("Nachricht von {}", isolated(author)),
        show_in_log: "Im Gespräch zeigen",
        edit: "Nachricht bearbeiten",
        about_editing: |hours| {
            format!("Nach dem Senden kannst du eine Nachricht {} lang bearbeiten.", counted(hours, "Stunde", "Stunden"))
        },
        kept_for_author: "Frühere Fassungen bleiben für dich und die Hosts des Raums sichtbar.",
        kept_for_everybody: "Frühere Fassungen bleiben für alle im Raum sichtbar.",
        not_kept: "Frühere Fassungen werden nicht aufgehoben.",
        earlier: "Frühere Fassungen",
        save: "Speichern",
        remove: "Nachricht entfernen",
        about_removing: |seconds| {
            format!(
                "Der Text verschwindet bei allen. Danach hast du {}, um es rückgängig zu machen.",
                counted(seconds, "Sekunde", "Sekunden")
            )
        },
        undo: "Rückgängig machen",
        about_undoing: |seconds| {
            format!(
                "Aus Versehen entfernt? Innerhalb von {} holst du sie zurück.",
                counted(seconds, "Sekunde", "Sekunden")
            )
        },
        not_found: "Nachricht nicht gefunden",
    },
    retention: Retention {
        heading: "Wie lange bleiben Nachrichten?",
        for_ever: "Für immer",
        as_site: |days| format!("So lange wie überall hier: {}", counted(days, "Tag", "Tage")),
        days: |days| counted(days, "Tag", "Tage"),
        about: "Ältere Nachrichten verschwinden überall. Das lässt sich nicht zurücknehmen.",
    },
    reactions: Reactions {
        heading: "Reaktionen",
        names: |names| isolated_names(names, ", "),
        who: "Wer reagiert hat",
        react: "Reagieren",
        any_emoji: "Ein beliebiges Emoji",
        not_emoji: "Reagiere mit genau einem Emoji.",
        too_many_kinds: |most| {
            format!("Diese Nachricht hat schon {most} verschiedene Emojis. Du kannst dich einem davon anschließen.")
        },
    },
    message_actions: MessageActions {
        actions: "Aktionen für diese Nachricht",
        more: "Mehr",
        edit: "Bearbeiten",
        copy_text: "Text kopieren",
        copy_link: "Link kopieren",
        remove: "Entfernen",
        cancel: "Abbrechen",
        editing: "Du bearbeitest deine Nachricht",
        now_says: "Jetzt steht da:",
        saved: "Gespeichert.",
        removed: "Entfernt. Du kannst das 10 Sekunden lang rückgängig machen.",
        restored: "Deine Nachricht ist wieder da.",
        text_copied: "Text kopiert.",
        link_copied: "Link kopiert.",
        not_copied: "Dein Browser hat das Kopieren nicht erlaubt.",
        failed: "Das ist nicht angekommen. Versuche es noch einmal.",
    },
    log_frame: LogFrame {
        later: "Spätere Nachrichten",
        new_head: "Geändert, seit du diese Seite geöffnet hast:",
        pause: "Aktualisierung anhalten",
        resume: "Aktualisierung fortsetzen",
        trying_again: "Die Nachrichten können gerade nicht angezeigt werden. Diese Seite versucht es weiter.",
    },
    composer: Composer {
        new_message: "Neue Nachricht",
        message_to: |room| format!("Nachricht an {}", room.within("diesen Raum")),
        send: "Senden",
    },
    files: FILES,
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
    notifications: NOTIFICATIONS,
    invitation: INVITATION,
    preview: PREVIEW,
    new_room: NEW_ROOM,
    settings: SETTINGS,
    owners: OWNERS,
    owner_link: OWNER_LINK,
    moderation: MODERATION,
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
    problems: PROBLEMS,
    refusals: REFUSALS,
    scripts: Scripts {
        connecting: "Verbinden\u{A0}…",
        live: "Live",
        reconnecting: "Verbindung verloren. Neuer Versuch",
        offline: "Offline. Neuer Versuch, sobald das Netz wieder da ist",
        polling: "Nicht live",
        closed: "Getrennt",
        retry_in: "in {seconds}\u{A0}s",
        unseen: "{count} neu",
        new_while_away: "Neu, während du weg warst",
        too_long: "Das ist zu lang. Eine Nachricht kann bis zu 2.000 Zeichen haben.",
        show_more: "Mehr anzeigen",
        show_less: "Weniger anzeigen",
        copy_code: "Code kopieren",
        code_copied: "Kopiert",
        code_selected: "Dein Browser hat das nicht erlaubt. Der Code ist jetzt markiert.",
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
    closes: CLOSES,
    help: HELP,
    posting: POSTING,
    backup: BACKUP,
    person_check: PERSON_CHECK,
    ignoring: IGNORING,
    reports: REPORTS,
    operator: OPERATOR,
};

// What does not work, and what to do.

const PROBLEMS: Problems = Problems {
    not_found: Problem {
        title: "Seite nicht gefunden",
        advice: "Prüfe die Adresse. Vielleicht enthält sie einen Tippfehler, oder die Seite gibt es nicht mehr.",
    },
    no_such_room: "Diesen Raum gibt es nicht",
    wrong_method: "Das geht hier nicht",
    allowed_methods: |methods| format!("Diese Adresse nimmt nur {methods} an."),
    not_an_upgrade: Problem {
        title: "WebSocket erforderlich",
        advice: "Verbinde dich mit dieser Adresse über einen WebSocket.",
    },
    foreign_origin: Problem {
        title: "Das kam von einer anderen Website",
        advice: "Öffne Natter selbst und versuche es dort noch einmal.",
    },
    no_session: Problem {
        title: "Du bist noch nicht beigetreten",
        advice: "Gib zuerst auf der Startseite einen Namen ein.",
    },
    too_large: "Das ist zu groß",
    form_size: |max_bytes| format!("Ein Formular kann bis zu {} haben.", bytes(max_bytes)),
    unreadable: "Das war nicht lesbar",
    not_a_form: "Sende die Felder als application/x-www-form-urlencoded.",
    form_fields: "Im Formular fehlt ein Feld, oder eines kommt zweimal vor.",
    query_fields: "In der Abfrage kommt ein Feld zweimal vor.",
    message_number: "„before“ muss die Nummer einer Nachricht sein.",
    rooms_place: "In der Abfrage kommt ein Feld zweimal vor, oder „after“ ist keine Stelle in der Raumliste.",
    page_query: |max| {
        format!(
            "„limit“ muss eine Zahl von 1 bis {max} sein. „before“ und „after“ müssen ganze Zahlen sein. \
             Alle drei sind optional."
        )
    },
    rooms_query: |max| {
        format!(
            "„limit“ muss eine Zahl von 1 bis {max} sein, und „after“ muss aus „next“ stammen. Beide sind optional."
        )
    },
    room_call: "Nur Natter selbst kann einen Raum aufrufen.",
    room_locked: Problem {
        title: "Dieser Raum ist gesperrt",
        advice: "Der Host lässt gerade keine neuen Leute herein.",
    },
    room_deleted: "Raum gelöscht",
    not_owner: "Nur für Hosts",
    refused: "Das hat nicht geklappt",
    no_secret: Problem {
        title: "Dieses Natter ist noch nicht eingerichtet",
        advice: "Wenn du es betreibst: Im Log steht, was zu tun ist.",
    },
    no_archive: Problem {
        title: "Frühere Nachrichten sind gerade nicht verfügbar",
        advice: "Nichts ist verloren. Versuche es in einer Minute noch einmal.",
    },
    not_forgotten: Problem {
        title: "Du wurdest noch nicht vergessen",
        advice: "Deine Sitzung konnte nicht beendet werden und läuft weiter. Versuche es in einer Minute noch einmal.",
    },
    no_directory: Problem {
        title: "Die Raumliste ist gerade nicht verfügbar",
        advice: "Räumen beitreten kannst du trotzdem. Versuche es in einer Minute noch einmal.",
    },
    internal: Problem {
        title: "Etwas ist schiefgegangen",
        advice: "Die Nachrichten, die du gesehen hast, sind sicher. Versuche es gleich noch einmal.",
    },
    room_updating: Problem { title: "Dieser Raum wird gerade aktualisiert", advice: "Versuche es gleich noch einmal." },
};

const REFUSALS: Refusals = Refusals {
    empty: "Schreibe zuerst eine Nachricht.",
    too_long: |chars, max| {
        format!(
            "Das sind {} Zeichen, und höchstens {} sind möglich. Kürze den Text um {} Zeichen.",
            number(chars),
            number(max),
            number(chars.saturating_sub(max)),
        )
    },
    too_fast: |wait_seconds| {
        format!(
            "Du sendest zu schnell. Warte {} und versuche es dann noch einmal.",
            counted(wait_seconds, "Sekunde", "Sekunden")
        )
    },
    too_fast_retrying: |wait_seconds| format!("Zu schnell gesendet. Neuer Versuch in {wait_seconds}\u{A0}s."),
    address_busy: |wait_seconds| {
        format!(
            "Aus deinem Netz kommt gerade zu viel. Warte {} und versuche es dann noch einmal.",
            counted(wait_seconds, "Sekunde", "Sekunden")
        )
    },
    address_busy_retrying: |wait_seconds| {
        format!("In deinem Netz ist viel los. Neuer Versuch in {wait_seconds}\u{A0}s.")
    },
    malformed: "Diese Seite hat etwas gesendet, das der Raum nicht versteht. Lade sie neu und versuche es noch einmal.",
    not_stored: "Deine Nachricht konnte nicht gespeichert werden. Versuche es gleich noch einmal.",
    no_space: "Dieser Raum hat keinen Platz mehr und kann gerade keine neuen Nachrichten annehmen. \
               Dein Text bleibt erhalten. Versuche es später noch einmal.",
    too_many_connections: |max| {
        format!("Dieser Raum ist schon in {max} Tabs offen. Schließe einen und lade diese Seite neu.")
    },
    room_full: "Dieser Raum ist voll. Versuche es in ein paar Minuten noch einmal.",
    name_missing: "Gib einen Namen ein, damit alle wissen, wer schreibt.",
    name_too_long: |max| {
        format!("Dieser Name ist zu lang. Nimm höchstens {max} Zeichen, oder weniger bei vielen Emojis.")
    },
    name_hidden: "Dieser Name enthält unsichtbare Zeichen. Bitte gib ihn neu ein.",
    name_unknown: "Ein Zeichen in diesem Namen können die meisten Geräte nicht anzeigen. Bitte ändere ihn.",
    name_out_of_place: |character| {
        format!("„{}“ geht an dieser Stelle nicht. Verschiebe es oder lass es weg.", isolated(character))
    },
    name_marks: "In diesem Namen hat ein Buchstabe zu viele Akzente. Bitte entferne einige.",
    name_without_letter: "Ein Name braucht mindestens einen Buchstaben oder eine Ziffer.",
    name_reserved: "Dieser Name ist reserviert. Bitte wähle einen anderen.",
    name_taken: "Hier heißt schon jemand so oder sehr ähnlich. Bitte wähle einen anderen Namen.",
    name_taken_but: |free| format!("Hier heißt schon jemand so oder sehr ähnlich. „{}“ ist frei.", isolated(free)),
    bad_slug: |max| format!("Raumnamen bestehen aus a–z, 0–9 und Bindestrichen, höchstens {max} Zeichen."),
    room_locked: "Dieser Raum ist gesperrt. Der Host lässt gerade keine neuen Leute herein.",
    room_deleted: "Der Host hat diesen Raum gelöscht. In ein bis zwei Minuten ist seine Adresse wieder frei.",
    not_owner: "Das kann nur ein Host dieses Raums.",
    too_many_owners: |max| format!("Dieser Raum hat schon {max} Hosts, und mehr sind nicht möglich."),
    owner_link_expired: "Dieser Link gilt nicht mehr. Lass dir von einem Host des Raums einen neuen geben.",
    owner_link_uses: |max| format!("Wähle eine Anzahl von 1 bis {max}."),
    last_owner: "Du bist der einzige Host, und ohne dich könnte niemand diesen Raum verwalten. \
                 Mache zuerst jemand anderen zum Host.",
    topic_too_long: |max| format!("Dieses Thema ist zu lang. Nimm höchstens {max} Zeichen."),
    welcome_too_long: |max| format!("Diese Begrüßung ist zu lang. Nimm höchstens {} Zeichen.", number(max)),
    not_confirmed: "Gib zur Bestätigung LÖSCHEN ein.",
    title_too_long: |max| format!("Dieser Anzeigename ist zu lang. Nimm höchstens {max} Zeichen."),
    room_updating: "Dieser Raum wird gerade aktualisiert. Versuche es gleich noch einmal.",
};

const CLOSES: Closes = Closes {
    idle: "Diese Verbindung war zu lange inaktiv.",
    not_text: "Hier kann nur Text gesendet werden.",
    bad_frames: "Zu viele Frames waren unverständlich.",
    frame_too_large: |max_bytes| format!("Dieser Frame ist zu groß. Höchstens {} sind möglich.", bytes(max_bytes)),
    room_unreadable: "Der Raum konnte nicht geladen werden.",
    room_failed: "Im Raum ist etwas schiefgegangen. Verbinde dich neu, um weiterzumachen.",
    unknown_connection: "Der Raum kennt diese Verbindung nicht mehr.",
    session_changed: "Deine Sitzung hat sich geändert. Verbinde dich neu, um weiterzumachen.",
    slow_consumer: "Deine Verbindung kam nicht mehr mit. Verbinde dich neu, um alles nachzuholen.",
    outdated_page: "Natter wurde aktualisiert. Lade diese Seite neu.",
    session_over: "Deine Sitzung ist abgelaufen. Gib deinen Namen ein, um zurückzukommen.",
    room_deleted: "Der Host hat diesen Raum gelöscht.",
    left: "Du hast diesen Raum verlassen.",
    name_taken: "Hier verwendet jetzt jemand anders deinen Namen. Wähle einen anderen.",
    newer_page: "Natter ist zu einer früheren Version zurückgekehrt. Lade diese Seite neu.",
};

fn bytes(count: usize) -> String {
    counted(count, "Byte", "Bytes")
}

// The ways into a room.

const LANDING: Landing = Landing {
    lead: Cow::Borrowed(
        "Chatte mit allen, die gerade da sind. Gib einen Namen ein, und du bist dabei: \
           ohne Konto, ohne Installation.",
    ),
    your_name: "Dein Name",
    room: "Raum",
    about_room: "Ein Name oder ein Link.",
    join: "Beitreten",
    start_a_room: "Neuen Raum eröffnen",
    who_can_read: "Wer den Namen eines Raums kennt, kann beitreten. \
                   Ein privater Raum hat einen geheimen Link, den niemand erraten kann.",
    no_cookies: "Dieser Browser speichert keine Cookies, und Natter braucht eines, um dich wiederzuerkennen. \
                 Erlaube Cookies für diese Website und versuche es noch einmal.",
};

const RECENT_ROOMS: RecentRooms = RecentRooms {
    heading: "Deine Räume",
    find: "Raum suchen",
    no_match: "So heißt keiner deiner Räume.",
    none: "Du warst mit diesem Browser noch in keinem Raum.",
    unread: |count| format!("{count} neu"),
    remove: "Entfernen",
    remove_room: |room| format!("{} aus deinen Räumen entfernen", room.within("Diesen privaten Raum")),
};

const FILES: Files = Files {
    add: "Dateien anhängen",
    waiting: "Dateien für deine Nachricht",
    size: file_size,
    picture: "Bild",
    audio: "Aufnahme",
    video: "Video",
    file: "Datei",
    describe: "Beschreibe es für alle, die es nicht sehen",
    description_of: |name| format!("{} für alle beschreiben, die es nicht sehen", isolated(name)),
    describe_first: "Wenn es ein Bild ist: Beschreibe es für alle, die es nicht sehen (freiwillig)",
    save: "Beschreibung speichern",
    take_out: |name| format!("{} entfernen", isolated(name)),
    remove: "Entfernen",
    uploading: |name| format!("{} wird hochgeladen", isolated(name)),
    did_not_arrive: "Diese Datei ist nicht angekommen.",
    waits: "Deine Nachricht wird gesendet, sobald ihre Dateien hochgeladen sind.",
    drop: "Lass die Dateien los, um sie anzuhängen",
    heading: "Dateien anhängen",
    choose: "Datei",
    limits: |per_message, max_bytes| match per_message {
        1 => format!("Eine Datei pro Nachricht, bis zu {}.", file_size(max_bytes)),
        count => format!("Bis zu {count} Dateien pro Nachricht, jede bis zu {}.", file_size(max_bytes)),
    },
    full: |per_message| match per_message {
        1 => "Eine Nachricht kann nur eine Datei haben. Entferne sie, um eine andere anzuhängen.".to_owned(),
        count => format!(
            "Das sind {count} Dateien, mehr kann eine Nachricht nicht haben. Entferne eine, um eine andere anzuhängen."
        ),
    },
    upload: "Diese Datei anhängen",
    text: "Nachricht (freiwillig)",
    close: "Schließen",
    previous: "Vorheriges Bild",
    next: "Nächstes Bild",
    refusals: FileRefusals {
        too_large: |max_bytes| {
            format!("Diese Datei ist zu groß. Eine Datei kann bis zu {} groß sein.", file_size(max_bytes))
        },
        empty: "Diese Datei ist leer. Wähle eine andere.",
        too_many: |per_message| match per_message {
            1 => "Eine Nachricht kann nur eine Datei haben. Sende sie erst, dann hänge die nächste an.".to_owned(),
            count => {
                format!("Eine Nachricht kann bis zu {count} Dateien haben. Sende diese erst, dann hänge weitere an.")
            }
        },
        gone: "Eine Datei ist nicht mehr da. Hänge sie noch einmal an.",
        picture_broken: "Dieses Bild ist beschädigt. Öffne es in einem anderen Programm und speichere es neu, \
                         oder wähle ein anderes.",
        too_many_pixels: |max| {
            format!("Dieses Bild hat zu viele Pixel. Verkleinere es auf höchstens {max} Megapixel und hänge es neu an.")
        },
        metadata_stays: "Ein AVIF-Bild kann verraten, wo es aufgenommen wurde, und das lässt sich hier nicht \
                         entfernen. Speichere es als JPEG oder PNG und hänge es noch einmal an.",
        room_full: "In diesem Raum ist kein Platz mehr für Dateien. Du kannst deine Nachricht ohne sie senden.",
        too_much_today: |rest| {
            format!("Du hast heute so viel hochgeladen, wie möglich ist. Noch {rest}, dann geht es wieder.")
        },
        network_too_much_today: |rest| {
            format!(
                "Aus deinem Netz wurde heute so viel hochgeladen, wie möglich ist. Noch {rest}, dann geht es wieder."
            )
        },
        not_taken: "Auf dieser Seite lassen sich keine Dateien senden. Sende deine Nachricht ohne sie.",
        alt_too_long: |max| format!("Diese Beschreibung ist zu lang. Verwende höchstens {} Zeichen.", number(max)),
        length_required: "Sende die Länge der Datei im Header Content-Length mit.",
    },
    not_found: Problem {
        title: "Diese Datei ist nicht hier",
        advice: "Die Datei wurde entfernt, oder unter dieser Adresse gab es nie eine.",
    },
};

fn file_size(bytes: u64) -> String {
    match FileSize::of(bytes) {
        FileSize::Bytes(count) => format!("{}\u{A0}Byte", number(count)),
        FileSize::Kilobytes(count) => format!("{}\u{A0}KB", number(count)),
        FileSize::Megabytes(count) => format!("{}\u{A0}MB", tenths(count, number, ',')),
    }
}

const SEARCH: Search = Search {
    heading: "Suche",
    heading_for: |query| format!("Suche: {}", isolated(query)),
    open: "In diesem Raum suchen",
    label: "In diesem Raum suchen",
    search: "Suchen",
    results: "Ergebnisse",
    none: "Keine Nachricht gefunden. Versuche es mit weniger Wörtern oder nur mit dem Anfang von einem.",
    none_here: "Auf dieser Seite ist nichts von jemandem, den du nicht ignorierst.",
    older: "Ältere Ergebnisse",
    without_the_oldest: "Die ältesten Nachrichten lassen sich noch nicht durchsuchen, es können also welche fehlen.",
    only_the_newest: "Nur neuere Nachrichten wurden durchsucht: ältere sind gerade nicht erreichbar. Versuche es \
                      in einer Minute noch einmal.",
    how_to: "Was du eingeben kannst",
    operators: &[
        Shortcut {
            keys: &["wort"],
            does: "Nachrichten mit diesem Wort. Groß- und Kleinschreibung und Akzente sind egal",
        },
        Shortcut {
            keys: &["anfang*"],
            does: "Wörter, die so beginnen. Das gilt auch für das letzte Wort, das du eingibst",
        },
        Shortcut { keys: &["\"zwei wörter\""], does: "Genau diese Wörter, in dieser Reihenfolge" },
        Shortcut {
            keys: &["from:Ada"], does: "Nachrichten von Ada. Setze einen längeren Namen in Anführungszeichen"
        },
        Shortcut { keys: &["after:2026-11-30"], does: "Nachrichten nach diesem Tag" },
        Shortcut { keys: &["before:2026-11-30"], does: "Nachrichten vor diesem Tag" },
        Shortcut { keys: &["has:link"], does: "Nachrichten mit einem Link" },
        Shortcut { keys: &["has:file"], does: "Nachrichten mit einer Datei oder einem Bild" },
    ],
    title: "Danach lässt sich nicht suchen",
    too_long: |chars| format!("Das ist zu lang für eine Suche. Verwende höchstens {chars} Zeichen."),
    too_many: |words| format!("Das ist zu viel auf einmal. Verwende höchstens {words} Wörter."),
    no_words: "Darin ist kein Wort. Gib eines ein, nach dem du suchst.",
    bad_date: |typed| format!("„{}“ ist kein Datum. Schreibe Jahr, Monat und Tag: 2026-11-30.", isolated(typed)),
    bad_has: "„has:“ findet nur Links und Dateien. Schreibe has:link oder has:file.",
    no_name: "Hinter „from:“ fehlt ein Name. Schreibe ihn direkt hinter den Doppelpunkt.",
};

const FOR_YOU: ForYou = ForYou {
    heading: "Für dich",
    about: "Nachrichten, die dich erwähnen oder dir antworten, aus den Räumen, die dieser Browser kennt.",
    none: "Noch nichts. Wenn dich jemand erwähnt oder dir antwortet, findest du es hier.",
    incomplete: "Nicht alle Räume haben geantwortet, vielleicht fehlt etwas. Versuche es gleich noch einmal.",
};

const NOTIFICATIONS: Notifications = Notifications {
    heading: "Benachrichtigungen",
    nothing: "Keine",
    mentions: "Wenn mich jemand erwähnt oder mir antwortet",
    all: "Jede Nachricht",
    about: "Erscheinen, solange der Raum in einem Tab dieses Browsers offen ist und du ihn gerade nicht ansiehst.",
    saved: "Gespeichert.",
    not_kept: "Dein Browser lässt diese Seite nichts speichern, auch diese Wahl nicht.",
    example: "So wirst du benachrichtigt.",
    denied: "Dein Browser blockiert Benachrichtigungen dieser Seite. \
             Erlaube sie in seinen Einstellungen und wähle dann noch einmal.",
    unsupported: "Dieser Browser kann keine Benachrichtigungen einer Seite zeigen.",
};

const DIRECTORY: Directory = Directory {
    heading: "Räume",
    unavailable: "Die Raumliste ist gerade nicht verfügbar. Beitreten kannst du trotzdem.",
    empty: "Heute ist in keinem öffentlichen Raum etwas los. Oben kannst du einen eröffnen.",
    more: "Weitere Räume",
    online: |count| format!("{} hier", number(count)),
    last_message: |time| html! { "Letzte Nachricht " (time) },
    nothing_said: "Noch keine Nachrichten",
};

const PREVIEW: Preview = Preview {
    private: "Privater Raum",
    new: "Diesen Raum hat noch niemand eröffnet.",
    start: "Diesen Raum eröffnen",
    start_with_more: "Vorher benennen oder privat machen",
    locked: "Dieser Raum ist gesperrt. Nur wer schon einmal hier war, kann beitreten.",
    full: "Dieser Raum ist gerade voll. Versuche es in ein paar Minuten noch einmal.",
    join: |room| format!("{} beitreten", room.within("Dem Raum")),
    present,
};

const NEW_ROOM: NewRoom = NewRoom {
    heading: "Einen Raum eröffnen",
    title: "Name des Raums",
    about_title: "Du kannst jede Sprache verwenden.",
    no_title: "Gib dem Raum einen Namen.",
    access: "Wer kann ihn finden?",
    public: "Alle",
    about_public: "Der Raum steht auf der Startseite.",
    private: "Leute mit dem Link",
    about_private: "Niemand kann den Link erraten, und der Raum steht in keiner Liste.",
    address: "Adresse",
    about_address: "Optional. Bleibt das Feld leer, bildet Natter sie aus dem Namen.",
    reserved: "Dieser Name ist denen vorbehalten, die diese Seite betreiben. Bitte wähle einen anderen.",
    too_many_listed: |max| {
        format!(
            "Du kannst {max} Räume zugleich in der öffentlichen Liste haben. Nimm einen in seinen Einstellungen heraus \
             oder mach diesen privat."
        )
    },
    too_many_listed_nearby: |max| {
        format!(
            "Aus deinem Netz stehen schon {max} Räume in der öffentlichen Liste. Versuche es später noch einmal oder \
             mach diesen privat."
        )
    },
    address_taken: "Unter dieser Adresse gibt es schon einen Raum. Tritt ihm bei oder wähle eine andere Adresse.",
    join_existing: "Stattdessen diesem Raum beitreten",
    start: "Raum eröffnen",
};

const INVITATION: Invitation = Invitation {
    invite: "Einladen",
    heading: |room| format!("Leute in {} einladen", room.within("diesen privaten Raum")),
    open: "Mit diesem Link können alle beitreten.",
    private: "Mit diesem Link können alle beitreten. Teile ihn also nur mit Leuten, denen du vertraust.",
    locked: "Dieser Raum ist gesperrt. Der Link funktioniert nur für Leute, die schon einmal hier waren.",
    link: "Link",
    copy: "Link kopieren",
    copied: "Kopiert.",
    not_copied: "Dein Browser hat das nicht erlaubt. Der Link ist markiert: Kopiere ihn mit Strg+C oder ⌘C.",
    share: "Teilen\u{A0}…",
    qr_code: |room| format!("QR-Code für den Link zu {}", room.within("diesem privaten Raum")),
    about_qr_code: "Oder scanne diesen Code mit dem Handy.",
};

fn present(names: &[Markup], others: usize) -> Markup {
    html! {
        @match (names, others) {
            ([], 0) => "Gerade ist niemand hier.",
            ([], 1) => "1 Person ist hier.",
            ([], count) => { (counted(count, "Person", "Personen")) " sind hier." },
            ([one], 0) => { (one) " ist hier." },
            ([one, two], 0) => { (one) " und " (two) " sind hier." },
            ([one, two, ..], others) => { (one) ", " (two) " und " (more(others)) " sind hier." },
            ([one], others) => { (one) " und " (more(others)) " sind hier." },
        }
    }
}

fn more(others: usize) -> String {
    counted(others, "weitere Person", "weitere")
}

// Owning a room.

const SETTINGS: Settings = Settings {
    title: "Einstellungen",
    saved: "Gespeichert.",
    topic: "Thema",
    welcome: "Begrüßung",
    list_it: "Diesen Raum auf der Startseite anzeigen",
    lock_it: "Den Raum sperren: Herein kommt nur, wer schon beigetreten ist",
    earlier_texts: "Wenn jemand eine Nachricht bearbeitet: Wer sieht die früheren Fassungen?",
    earlier_for_author: "Wer sie geschrieben hat, und die Hosts",
    earlier_for_everybody: "Alle",
    earlier_not_kept: "Niemand, es wird keine aufgehoben",
    save: "Speichern",
    delete_heading: "Diesen Raum löschen",
    about_deleting: "Alle verlieren die Verbindung, und alle Nachrichten werden endgültig gelöscht.",
    confirm: "Gib zur Bestätigung LÖSCHEN ein",
    delete: "LÖSCHEN",
    delete_room: |room| format!("{} löschen", room.within("Diesen Raum")),
    display_name: "Anzeigename",
    about_display_name: "Alle sehen ihn anstelle der Adresse. Du kannst jede Sprache verwenden.",
};

const REPORTS: Reports = Reports {
    report: "Melden",
    report_this: "Diese Nachricht melden",
    heading: |author| format!("Nachricht von {} melden", isolated(author)),
    about: "Die Hosts und Moderierenden dieses Raums und wer diese Seite betreibt sehen die Nachricht, deinen Namen \
            und was du hier schreibst. Wer die Nachricht geschrieben hat, erfährt nichts davon.",
    why: "Was stimmt nicht damit?",
    spam: "Spam oder Werbung",
    harassment: "Beleidigung, Drohung oder Hass",
    harmful: "Gefährlich oder verboten",
    privacy: "Verrät Privates über jemanden",
    other: "Etwas anderes",
    note: "Möchtest du etwas ergänzen?",
    about_note: |max| format!("Freiwillig, bis zu {max} Zeichen."),
    send: "Meldung senden",
    sent: "Danke. Deine Meldung wurde gesendet.",
    list: "Meldungen",
    none: "Es gibt nichts anzusehen.",
    open: |count| format!("{} anzusehen", counted(count, "Nachricht", "Nachrichten")),
    reported_by: |who, why, when| html! { (why) " · von " (who) ", " (when) },
    not_available: "Nachricht ansehen",
    about_closing: "Wenn du eine Meldung abschließt, verschwindet sie aus dieser Liste. Niemand sonst erfährt davon.",
    resolve: "Erledigt",
    dismiss: "Alles in Ordnung",
    remove: "Nachricht entfernen",
    own_message: "Das ist deine eigene Nachricht. Du kannst sie entfernen.",
    too_many: |max| {
        format!("Du hast heute {max} Nachrichten gemeldet, und mehr sind nicht möglich. Versuche es morgen wieder.")
    },
    note_too_long: |max| format!("Das ist zu lang. Verwende höchstens {max} Zeichen."),
};

const IGNORING: Ignoring = Ignoring {
    about: "Du siehst in keinem Raum mehr, was diese Person schreibt, und wirst nicht darüber benachrichtigt. \
            Nur dieser Browser weiß davon.",
    ignore: |name| format!("{} ignorieren", isolated(name)),
    heading: "Wen du ignorierst",
    lift: "Nicht mehr ignorieren",
    lift_of: |name| format!("{} nicht mehr ignorieren", isolated(name)),
    left_out: "1 Nachricht von jemandem, den du ignorierst",
};

const POSTING: Posting = Posting {
    heading: "Wer schreiben darf, und was",
    about: "Für Hosts und Moderierende gilt nichts davon.",
    read_only: "Nur lesen: Nur Hosts und Moderierende können schreiben",
    slow_mode: "Langsamer Modus",
    no_slow_mode: "Aus",
    one_every: |seconds| format!("Eine Nachricht alle {seconds} Sekunden"),
    no_newcomer_links: |minutes| {
        format!("Keine Links in den ersten {} nach dem Beitreten", counted(minutes, "Minute", "Minuten"))
    },
    words: "Wörter, die nicht erlaubt sind",
    about_words: |max| {
        format!(
            "Eines pro Zeile, bis zu {max}. Erkannt werden auch ähnlich aussehende Buchstaben und Punkte oder \
             Leerzeichen dazwischen, aber keine Teile längerer Wörter. Auch in Namen sind sie nicht erlaubt."
        )
    },
    is_read_only: "Gerade können hier nur Hosts und Moderierende schreiben.",
    is_slow: |seconds| format!("Langsamer Modus: eine Nachricht alle {seconds} Sekunden."),
    read_only_refused: "Gerade können in diesem Raum nur Hosts und Moderierende schreiben. Dein Text bleibt erhalten. \
                        Versuche es später noch einmal.",
    too_soon: |seconds, wait| {
        format!(
            "Dieser Raum ist im langsamen Modus: eine Nachricht alle {seconds} Sekunden. \
             Warte {} und versuche es dann noch einmal.",
            counted(wait, "Sekunde", "Sekunden")
        )
    },
    too_soon_retrying: |seconds, wait| {
        format!("Langsamer Modus: eine Nachricht alle {seconds}\u{A0}s. Wird in {wait}\u{A0}s gesendet.")
    },
    newcomer_link: |minutes| {
        format!(
            "Du bist gerade erst gekommen. Links kannst du hier in {} senden. Warte so lange oder lass den Link weg.",
            counted(minutes, "Minute", "Minuten")
        )
    },
    refused_word: |word| {
        format!("„{}“ ist in diesem Raum nicht erlaubt. Ändere deinen Text und sende ihn noch einmal.", isolated(word))
    },
    name_not_allowed: "Dieser Name ist in diesem Raum nicht erlaubt. Bitte wähle einen anderen.",
    refused_words: |max, max_chars| {
        format!(
            "Gib einzelne Wörter an, bis zu {max}, jedes in einer eigenen Zeile, mit höchstens {max_chars} Zeichen und \
             mindestens einem Buchstaben oder einer Ziffer."
        )
    },
};

const OWNERS: Owners = Owners {
    heading: "Hosts",
    remove: "Entfernen",
    remove_owner: |name| format!("{} als Host entfernen", isolated(name)),
    about_stepping_down: "Wenn du zurücktrittst, brauchst du einen Host-Link, um wieder Host zu werden.",
    step_down: "Als Host zurücktreten",
    about_last_owner: "Du bist der einzige Host. Mache jemand anderen zum Host, bevor du zurücktrittst.",
    about_links: "Erstelle einen Link, um auf einem anderen Gerät Host zu werden oder um ihn einer Person zu schicken, \
                  der du vertraust. Er gilt 7 Tage. Ein neuer Link macht den alten ungültig.",
    uses: "Wie viele Leute den Link verwenden können",
    make_link: "Host-Link erstellen",
    about_this_link: |people| {
        let who = match people {
            1 => "Eine Person kann".to_owned(),
            people => format!("Bis zu {people} Personen können"),
        };
        format!(
            "{who} mit diesem Link in den nächsten 7 Tagen Host werden. Kopiere ihn jetzt: Er wird nicht noch einmal \
             angezeigt. Er wird ungültig, wenn du einen neuen erstellst oder einen Host entfernst."
        )
    },
    code: "Host-Code",
    reminder: |add| html! { "Nur dieser Browser kann den Raum verwalten. Für alle Fälle: " (add) "." },
    add: "Füge einen weiteren Host hinzu",
    dismiss: "Ausblenden",
};

const OWNER_LINK: OwnerLink = OwnerLink {
    title: "Host werden",
    heading: |room| format!("Host {} werden", room.after("von ", "dieses privaten Raums")),
    lead: "Hosts können das Thema ändern, den Raum sperren und ihn löschen.",
    code: "Host-Code",
    about_code: "Der Code ist der Teil deines Links nach dem #.",
    become_owner: "Host werden",
    not_now: |room| format!("Nicht jetzt, einfach nur {}", room.after("zu ", "zum Raum")),
};

// The help.

const HELP: Help = Help {
    title: "Hilfe",
    lead: "Alles in Natter geht mit Tastatur, Maus oder Finger.",
    keys: "Tasten",
    shortcuts: &[
        Shortcut { keys: &["Enter"], does: "Nachricht senden. Auf einer Bildschirmtastatur: neue Zeile" },
        Shortcut { keys: &["Umschalt", "Enter"], does: "Neue Zeile in der Nachricht" },
        Shortcut { keys: &["Tab", "Umschalt Tab"], does: "Zum nächsten Element oder zurück zum vorigen" },
        Shortcut { keys: &["↑", "↓"], does: "In den Nachrichten: zur vorigen oder zur nächsten" },
        Shortcut { keys: &["Pos1", "Ende"], does: "In den Nachrichten: zur ersten oder zur neuesten" },
        Shortcut { keys: &["Enter"], does: "Auf einer Nachricht: was du mit ihr tun kannst" },
        Shortcut { keys: &["↑"], does: "Im leeren Nachrichtenfeld: deine letzte Nachricht bearbeiten" },
        Shortcut { keys: &["Bild auf", "Bild ab"], does: "In den Nachrichten: um einen Bildschirm blättern" },
        Shortcut {
            keys: &["Esc"],
            does: "In den Nachrichten: zurück zum Nachrichtenfeld. Sonst: schließen, was offen ist",
        },
        Shortcut { keys: &["/"], does: "In diesem Raum suchen, außer beim Tippen" },
        Shortcut { keys: &["Strg K"], does: "In einen anderen deiner Räume gehen" },
        Shortcut { keys: &["?"], does: "Diese Hilfe öffnen, außer beim Schreiben" },
    ],
    commands: Commands {
        heading: "Befehle",
        list: &[
            Shortcut { keys: &["/me winkt"], does: "Sagen, was du gerade tust" },
            Shortcut { keys: &["/nick Name"], does: "Deinen Namen ändern" },
            Shortcut { keys: &["/topic Text"], does: "Das Thema des Raums ändern, wenn du Host bist" },
            Shortcut { keys: &["/help"], does: "Diese Liste anzeigen, nur für dich" },
        ],
        marks_heading: "Formatierung",
        marks: &[
            Shortcut { keys: &["**fett**"], does: "Fetter Text" },
            Shortcut { keys: &["*kursiv*"], does: "Kursiver Text" },
            Shortcut { keys: &["~~weg~~"], does: "Durchgestrichener Text" },
            Shortcut { keys: &["`code`"], does: "Code in einer Zeile" },
            Shortcut { keys: &["```"], does: "Vor und nach mehreren Zeilen Code" },
            Shortcut { keys: &["> Text"], does: "Ein Zitat" },
            Shortcut { keys: &["- Text"], does: "Eine Liste, ab zwei Zeilen" },
            Shortcut { keys: &["[Text](https://…)"], does: "Ein Link hinter einem Text" },
            Shortcut { keys: &[":tada:"], does: "Ein Emoji mit Namen" },
            Shortcut { keys: &["\\"], does: "Vor einem dieser Zeichen: so lassen, wie du es getippt hast" },
        ],
        suggestions: "Vorschläge",
        only_you: "Das siehst nur du.",
        unknown: |command| {
            let (command, help) = (slashed(command), slashed("help"));
            format!(
                "Den Befehl {command} gibt es nicht. {help} zeigt alle. \
                 Wenn es so dastehen soll, setze ein Leerzeichen oder noch ein / davor."
            )
        },
        incomplete: |command| {
            let command = slashed(command);
            format!("Nach {command} fehlt noch etwas. Wenn es so dastehen soll, setze ein Leerzeichen davor.")
        },
        in_edit: |command| {
            let command = slashed(command);
            format!(
                "{command} geht nur in einer neuen Nachricht. \
                 Wenn es so dastehen soll, setze ein Leerzeichen davor."
            )
        },
    },
    screen_readers: "Screenreader",
    about_screen_readers: "Nachrichten von anderen werden vorgelesen, sobald sie kommen. In den Nachrichten \
                           kannst du von Überschrift zu Überschrift springen: Tage haben Ebene 2, Namen Ebene 3.",
    question_mark: "Diese Hilfe mit der Fragezeichentaste öffnen",
    close: "Schließen",
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

const OPERATOR: Operator = Operator {
    title: "Betrieb",
    signing_in: SigningIn {
        key: "Betriebsschlüssel",
        about_key: "Das ist der OPERATOR_KEY dieser Website. Auf deinem Rechner steht er in der Datei .dev.vars.",
        sign_in: "Anmelden",
        sign_out: "Abmelden",
        wrong_key: "Das ist nicht der Schlüssel.",
        too_many_tries_title: "Zu viele falsche Schlüssel",
        too_many_tries: |seconds| {
            format!("Warte {} und versuche es dann noch einmal.", counted(seconds, "Sekunde", "Sekunden"))
        },
        is_over: "Du bist nicht mehr angemeldet, deshalb wurde nichts geändert. Melde dich an und versuche es noch \
                  einmal.",
    },
    rooms: OperatedRooms {
        heading: "Räume",
        room: "Raum",
        people: "Leute",
        messages: "Nachrichten",
        size: "Größe",
        changed: "Letzte Änderung",
        none: "Noch hat niemand einen Raum eröffnet.",
        about_age: "Räume melden sich hier selbst. Die Zahlen können einige Minuten alt sein; die Seite eines Raums \
                    ist genau.",
        listed: "gelistet",
        unlisted: "nicht gelistet",
        private: "privat",
        locked: "gesperrt",
        closed: "geschlossen",
        megabytes: |number| format!("{number} MB"),
        next: "Weitere Räume",
        first: "Zurück zu den ersten Räumen",
    },
    room: OperatedRoom {
        open: "Raum öffnen",
        settings: "Seine Einstellungen",
        here: "Gerade hier",
        nobody: "Niemand ist hier.",
        messages: "Neueste Nachrichten",
        no_messages: "Hier hat noch niemand etwas geschrieben.",
        remove: "Entfernen",
        remove_of: |name| format!("Diese Nachricht von {} entfernen", isolated(name)),
        close_heading: "Diesen Raum schließen",
        about_closing: "Alle werden getrennt und sehen deine Begründung. Niemand kommt hinein, bis du den Raum wieder \
                        öffnest. Gelöscht wird nichts.",
        reason: "Begründung",
        close: "Raum schließen",
        closed_because: |reason| format!("Dieser Raum ist geschlossen: {}", isolated(reason)),
        reopen: "Raum wieder öffnen",
        unlist_heading: "Auf der Startseite",
        about_unlisting: "Wer die Adresse kennt, kommt weiter hinein. Was du hier entscheidest, gilt, was immer die \
                          Hosts tun. Ob nur ausgewählte Räume auf der Startseite stehen, legen die Einstellungen \
                          der Website fest.",
        unlist: "Herunternehmen",
        put_back: "Wieder zeigen",
        hide_topic: "Thema verbergen",
        show_topic: "Thema zeigen",
        pick: "Auswählen",
        unpick: "Nicht mehr auswählen",
    },
    people: OperatedPeople {
        heading: "Leute",
        about: "Alle, die gerade in einem Raum sind.",
        none: "Gerade ist niemand hier.",
        rooms: "Räume",
        person: "Person",
    },
    audit: SiteAudit {
        heading: "Protokoll",
        about: "Was mit dem Betriebsschlüssel getan wurde, das Neueste zuerst. Was Leute schreiben, steht hier nie.",
        none: "Noch wurde nichts getan.",
        at: "Wann",
        what: "Was",
        by: "Wie",
        by_page: "auf diesen Seiten",
        by_program: "durch ein Programm",
        earlier: "Frühere Einträge",
        signed_in: "Angemeldet",
        closed_room: "Raum geschlossen",
        reopened_room: "Raum wieder geöffnet",
        unlisted_room: "Raum von der Startseite genommen",
        deleted_room: "Raum gelöscht",
        removed_message: "Nachricht entfernt",
        restored_message: "Nachricht zurückgeholt",
        changed_room: "Einstellungen eines Raums geändert",
        changed_site: "Einstellungen der Website geändert",
        muted: "Jemanden stummgeschaltet",
        banned: "Jemanden gesperrt",
        lifted: "Stummschaltung oder Sperre aufgehoben",
        removed_messages: "Alle Nachrichten einer Person entfernt",
        restored_messages: "Nachrichten einer Person zurückgeholt",
        imported_room: "Raum aus einer Sicherung wiederhergestellt",
        reshipped_room: "Raum erneut an D1 gesendet",
        signed_out_person: "Sitzung einer Person beendet",
        forgot_person: "Daten einer Person gelöscht",
        closed_reports: "Meldungen abgeschlossen",
        decided_listing: "Entschieden, wie die Startseite einen Raum zeigt",
        other: "Etwas anderes",
    },
    site: SiteSettings {
        heading: "Einstellungen der Website",
        about: "Änderungen gelten innerhalb von 30 Sekunden überall.",
        name: "Name der Website",
        about_name: "Steht in Titeln und auf der Startseite. Bleibt das Feld leer, heißt sie „Natter“.",
        welcome: "Begrüßung auf der Startseite",
        about_welcome: "Bleibt das Feld leer, steht dort der übliche Satz.",
        announcement: "Ankündigung",
        about_announcement: "Steht auf jeder Seite, bis du sie löschst.",
        read_only: "Nur lesen: Niemand kann schreiben",
        read_only_reason: "Begründung dafür",
        about_read_only: "Steht dort, wo man sonst schreibt, zum Beispiel: „Um 14:00 geht es weiter.“",
        starters: "Wer Räume eröffnen kann",
        everybody: "Alle",
        only_operator: "Nur der Betrieb",
        under_attack: "Unter Angriff",
        about_under_attack: "Strengere Grenzen für alle, bis du es abschaltest.",
        listing: "Die Startseite zeigt",
        listed_by_owners: "Räume, die ihre Hosts listen",
        listed_by_hand: "nur ausgewählte Räume und die Lobby",
        about_listing: "Räume wählst du auf ihrer Seite aus.",
        listed_per_owner: "So viele Räume kann eine Person listen",
        listed_per_address: "So viele Räume können aus einem Netz gelistet sein",
        as_deployed: |value| format!("Wie eingerichtet: {value}"),
        save: "Speichern",
        saved: "Gespeichert.",
        too_long: |max| format!("Das ist zu lang. Höchstens {} Zeichen sind möglich.", number(max)),
        reason_missing: "Sag den Leuten, warum sie nicht schreiben können.",
    },
    reports: OperatedReports {
        heading: "Meldungen",
        about: "Nachrichten, die in irgendeinem Raum gemeldet wurden, die neueste Meldung zuerst. Was du abschließt, \
                verschwindet aus dieser Liste und aus der des Raums.",
        more: "Es gibt weitere. Schließe diese ab, dann erscheinen sie hier.",
    },
    sanctions: OperatedSanctions {
        heading: "Stumm und gesperrt",
        about: "Alle, die in irgendeinem Raum stummgeschaltet oder gesperrt sind, die neuesten zuerst. Räume melden \
                Änderungen binnen Sekunden.",
        muted: "stummgeschaltet",
        banned: "gesperrt",
        until: "Bis",
        by: "Von",
        lift: "Aufheben",
        next: "Weitere",
        first: "Zurück zu den neuesten",
    },
    unavailable: "Die Datenbank antwortet nicht. Versuche es in einer Minute noch einmal.",
    not_operator: Problem {
        title: "Nur für den Betrieb",
        advice: "Schicke den Betriebsschlüssel mit: „Authorization: Bearer …“.",
    },
    rules: SiteRules {
        read_only_title: "Gerade kann man nur lesen",
        read_only: |reason| format!("Gerade kann niemand schreiben: {}", isolated(reason)),
        rooms_not_open: "Neue Räume lassen sich hier nicht eröffnen. Tritt einem bei, den es schon gibt.",
        room_was_closed: "Wer diese Website betreibt, hat den Raum geschlossen.",
        room_closed_title: "Dieser Raum ist geschlossen",
        room_closed: |reason| format!("Wer diese Website betreibt, hat den Raum geschlossen: {}", isolated(reason)),
    },
};

const MODERATION: Moderation = Moderation {
    people: "Personen",
    moderator: "Moderation",
    operator: "Betrieb der Website",
    somebody: "Unbekannt",
    not_here: "Gerade nicht hier",
    about_author: |name| html! { "Über " (name) },
    moderate: "Moderieren…",
    span: |span| match span {
        Span::Minutes(count) => counted(count, "Minute", "Minuten"),
        Span::Hours(count) => counted(count, "Stunde", "Stunden"),
        Span::Days(count) => counted(count, "Tag", "Tage"),
    },
    for_good: "Für immer",
    how_long: "Wie lange",
    reason: "Grund",
    about_reason: "Wird der Person mitgeteilt. Du kannst das Feld leer lassen.",
    mute: "Stummschalten",
    about_muting: "Die Person kann weiter lesen, aber weder schreiben noch reagieren noch ihren Namen ändern.",
    unmute: "Stummschaltung aufheben",
    ban: "Sperren",
    about_banning: "Die Verbindung der Person endet, und sie kommt nicht mehr in den Raum.",
    unban: "Sperre aufheben",
    is_muted: |rest| rest.map_or("Für immer stumm.".to_owned(), |rest| format!("Stummgeschaltet, Restdauer: {rest}.")),
    is_banned: |rest| rest.map_or("Für immer gesperrt.".to_owned(), |rest| format!("Gesperrt, Restdauer: {rest}.")),
    because: |reason| format!("Grund: {}", isolated(reason)),
    their_messages: "Nachrichten dieser Person",
    no_messages: "Von dieser Person gibt es keine Nachrichten.",
    remove_all: "Alle ihre Nachrichten löschen",
    their_session: "Sitzung",
    about_signing_out: "Das Cookie gilt in keinem Raum mehr. Eine neue Sitzung ist jederzeit möglich.",
    sign_out: "Sitzung beenden",
    about_removing_all: |seconds| {
        format!(
            "Löscht alles, was die Person in diesem Raum geschrieben hat. \
             Das lässt sich {seconds} Sekunden lang rückgängig machen."
        )
    },
    bring_back: |count| format!("{} wiederherstellen", counted(count, "Nachricht", "Nachrichten")),
    sanctions: "Stummgeschaltet und gesperrt",
    no_sanctions: "Niemand ist stummgeschaltet oder gesperrt.",
    audit: Audit {
        heading: "Moderationsprotokoll",
        about: "Was die Hosts und die Moderation dieses Raums getan haben. Diese Liste kann niemand ändern.",
        none: "Bisher nichts.",
        older: "Frühere Einträge",
        settings_changed: |who| html! { (who) " hat die Einstellungen geändert." },
        owner_link_made: |who| html! { (who) " hat einen Link für neue Hosts erstellt." },
        moderator_link_made: |who| html! { (who) " hat einen Link für die Moderation erstellt." },
        became_owner: |who| html! { (who) " ist jetzt Host." },
        became_moderator: |who| html! { (who) " moderiert jetzt." },
        owner_removed: |who, whom| html! { (who) " hat " (whom) " als Host entfernt." },
        moderator_removed: |who, whom| html! { (who) " hat " (whom) " aus der Moderation entfernt." },
        muted: |who, whom| html! { (who) " hat " (whom) " stummgeschaltet." },
        banned: |who, whom| html! { (who) " hat " (whom) " gesperrt." },
        unmuted: |who, whom| html! { (who) " hat die Stummschaltung von " (whom) " aufgehoben." },
        unbanned: |who, whom| html! { (who) " hat die Sperre von " (whom) " aufgehoben." },
        message_removed: |who, whom| html! { (who) " hat eine Nachricht von " (whom) " gelöscht." },
        message_restored: |who, whom| html! { (who) " hat eine Nachricht von " (whom) " wiederhergestellt." },
        messages_removed: |who, whom| html! { (who) " hat alle Nachrichten von " (whom) " gelöscht." },
        messages_restored: |who, whom| html! { (who) " hat die Nachrichten von " (whom) " wiederhergestellt." },
        other: |who| html! { (who) " hat etwas getan, das nur eine neuere Version kennt." },
    },
    moderators: Moderators {
        heading: "Moderation",
        none: "Noch niemand. Wer moderiert, kann Personen stummschalten und sperren und Nachrichten löschen.",
        remove: |name| format!("{} aus der Moderation entfernen", isolated(name)),
        about_links: "Wer dem Link folgt, kann moderieren. Er gilt eine Woche lang.",
        make_link: "Link für die Moderation erstellen",
        about_this_link: |people| match people {
            1 => "Schicke diesen Link der Person, der du das anvertraust. Er funktioniert einmal, gilt eine Woche \
                  und wird nicht noch einmal angezeigt."
                .to_owned(),
            people => format!(
                "Schicke diesen Link den Personen, denen du das anvertraust. Er funktioniert für {people} Personen, \
                 gilt eine Woche und wird nicht noch einmal angezeigt."
            ),
        },
        link_title: "Moderieren",
        link_heading: |room| format!("Hilfst du, {} in Ordnung zu halten?", room.within("diesen Raum")),
        link_lead: "Wer moderiert, kann Personen stummschalten und sperren und Nachrichten löschen.",
        become_moderator: "Ja, ich moderiere",
        step_down: "Nicht mehr moderieren",
    },
    refusals: ModerationRefusals {
        not_moderator: "Das kann nur, wer diesen Raum moderiert.",
        not_below: "Das geht nicht bei Hosts und Personen, die diesen Raum moderieren.",
        no_such_member: "So jemand war noch nie in diesem Raum.",
        too_many_sanctions: |max| {
            format!(
                "Hier sind schon {} Personen stumm oder gesperrt, mehr geht nicht. Hebe erst etwas auf.",
                number(max)
            )
        },
        too_many_moderators: |max| format!("Diesen Raum moderieren schon {max} Personen, und mehr sind nicht möglich."),
        reason_too_long: |max| format!("Der Grund ist zu lang. Möglich sind bis zu {} Zeichen.", number(max)),
        muted: |rest| {
            let again = rest.map_or(String::new(), |rest| format!(" Noch {rest}, dann kannst du wieder schreiben."));
            format!("Die Moderation hat dich in diesem Raum stummgeschaltet.{again}")
        },
        banned: |rest| {
            let again = rest.map_or(String::new(), |rest| format!(" Noch {rest}, dann kannst du wiederkommen."));
            format!("Die Moderation hat dich für diesen Raum gesperrt.{again}")
        },
        unmuted: "Du kannst wieder schreiben.",
        banned_title: "Du bist für diesen Raum gesperrt",
        banned_until: |rest| match rest {
            Some(rest) => format!("Noch {rest}, dann kannst du wiederkommen."),
            None => "Das endet nicht von selbst: Nur die Moderation des Raums kann die Sperre aufheben.".to_owned(),
        },
        banned_now: "Die Moderation hat dich für diesen Raum gesperrt.",
    },
};

const BACKUP: Backup = Backup {
    heading: "Raum herunterladen",
    about: "Die Seite ist zum Lesen: eine Datei, die jeder Browser öffnet. Die NDJSON-Datei enthält auch \
            Einstellungen, Hosts und Sperren und lässt sich wieder einspielen.",
    as_page: "Als Seite herunterladen (HTML)",
    as_data: "Als Daten herunterladen (NDJSON)",
    made: |when| format!("Heruntergeladen am {when}."),
    nothing: "Noch hat niemand etwas gesagt.",
    next_part: "Diese Datei endet hier. Nächsten Teil herunterladen",
    restoring: "Dieser Raum wird gerade wiederhergestellt. Komm in ein paar Minuten wieder.",
    room_not_empty: "In diesem Raum war schon jemand. Lösche ihn zuerst, oder importiere in einen Raum, den es noch \
                     nicht gibt.",
    without_room: "Dieser Teil gehört zu keinem Raum. Beginne mit der ersten Zeile der Datei.",
    line: |line| format!("Zeile {line} lässt sich nicht lesen. Von diesem Teil wurde nichts importiert."),
};

const PERSON_CHECK: PersonCheck = PersonCheck {
    heading: "Zeig, dass du ein Mensch bist",
    about: "Diese Seite wird gerade von Bots angegriffen. Deshalb werden alle geprüft, die hereinkommen. Es \
            dauert ein paar Sekunden und gilt eine Stunde.",
    go_on: "Weiter",
    without_scripts: "Die Prüfung braucht JavaScript. Erlaube es für diese Seite, oder komm später wieder.",
    failed: "Die Prüfung hat nicht geklappt. Warte, bis sie grün ist, und mach dann weiter.",
    unavailable: "Die Prüfung ist gerade nicht erreichbar. Versuch es in einer Minute noch einmal.",
    needed: "Diese Seite wird angegriffen, deshalb werden alle geprüft, die hereinkommen, auf /check. Wenn du \
             bestanden hast, drück noch einmal auf den Knopf.",
};
