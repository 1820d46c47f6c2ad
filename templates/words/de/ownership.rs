//! Owning a room, in German.

use maud::html;

use crate::words::{OwnerLink, Owners, Settings, isolated};

pub(super) const SETTINGS: Settings = Settings {
    title: "Einstellungen",
    saved: "Gespeichert.",
    topic: "Thema",
    welcome: "Begrüßung",
    list_it: "Diesen Raum auf der Startseite anzeigen",
    lock_it: "Den Raum sperren: Herein kommt nur, wer schon beigetreten ist",
    save: "Speichern",
    delete_heading: "Diesen Raum löschen",
    about_deleting: "Alle verlieren die Verbindung, und alle Nachrichten werden endgültig gelöscht.",
    confirm: "Gib zur Bestätigung LÖSCHEN ein",
    delete: "LÖSCHEN",
    delete_room: |room| format!("{} löschen", room.within("Diesen Raum")),
    display_name: "Anzeigename",
    about_display_name: "Alle sehen ihn anstelle der Adresse. Du kannst jede Sprache verwenden.",
};

pub(super) const OWNERS: Owners = Owners {
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

pub(super) const OWNER_LINK: OwnerLink = OwnerLink {
    title: "Host werden",
    heading: |room| format!("Host {} werden", room.after("von ", "dieses privaten Raums")),
    lead: "Hosts können das Thema ändern, den Raum sperren und ihn löschen.",
    code: "Host-Code",
    about_code: "Der Code ist der Teil deines Links nach dem #.",
    become_owner: "Host werden",
    not_now: |room| format!("Nicht jetzt, einfach nur {}", room.after("zu ", "zum Raum")),
};
