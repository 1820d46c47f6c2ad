//! What does not work, and what to do, in German.

use super::{counted, number};
use crate::words::{Closes, Problem, Problems, Refusals, isolated};

pub(super) const PROBLEMS: Problems = Problems {
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

pub(super) const REFUSALS: Refusals = Refusals {
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

pub(super) const CLOSES: Closes = Closes {
    idle: "Diese Verbindung war zu lange inaktiv.",
    not_text: "Hier kann nur Text gesendet werden.",
    bad_frames: "Zu viele Frames waren unverständlich.",
    frame_too_large: |max_bytes| format!("Dieser Frame ist zu groß. Höchstens {} sind möglich.", bytes(max_bytes)),
    room_unreadable: "Der Raum konnte nicht geladen werden.",
    unknown_connection: "Der Raum kennt diese Verbindung nicht mehr.",
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
