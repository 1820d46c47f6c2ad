//! The ways into a room, in German.

use maud::{Markup, html};

use super::{counted, number};
use crate::words::{Directory, Invitation, Landing, NewRoom, Preview, RecentRooms};

pub(super) const LANDING: Landing = Landing {
    lead: "Chatte mit allen, die gerade da sind. Gib einen Namen ein, und du bist dabei: \
           ohne Konto, ohne Installation.",
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

pub(super) const RECENT_ROOMS: RecentRooms = RecentRooms {
    heading: "Deine Räume",
    unread: |count| format!("{count} neu"),
    remove: "Entfernen",
    remove_room: |room| format!("{} aus deinen Räumen entfernen", room.within("Diesen privaten Raum")),
};

pub(super) const DIRECTORY: Directory = Directory {
    heading: "Räume",
    unavailable: "Die Raumliste ist gerade nicht verfügbar. Beitreten kannst du trotzdem.",
    empty: "Heute ist in keinem öffentlichen Raum etwas los. Oben kannst du einen eröffnen.",
    more: "Weitere Räume",
    online: |count| format!("{} hier", number(count)),
    last_message: |time| html! { "Letzte Nachricht " (time) },
    nothing_said: "Noch keine Nachrichten",
};

pub(super) const PREVIEW: Preview = Preview {
    private: "Privater Raum",
    new: "Diesen Raum hat noch niemand eröffnet.",
    start: "Diesen Raum eröffnen",
    start_with_more: "Vorher benennen oder privat machen",
    locked: "Dieser Raum ist gesperrt. Nur wer schon einmal hier war, kann beitreten.",
    full: "Dieser Raum ist gerade voll. Versuche es in ein paar Minuten noch einmal.",
    join: |room| format!("{} beitreten", room.within("Dem Raum")),
    present,
};

pub(super) const NEW_ROOM: NewRoom = NewRoom {
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
    address_taken: "Unter dieser Adresse gibt es schon einen Raum. Tritt ihm bei oder wähle eine andere Adresse.",
    join_existing: "Stattdessen diesem Raum beitreten",
    start: "Raum eröffnen",
};

pub(super) const INVITATION: Invitation = Invitation {
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
