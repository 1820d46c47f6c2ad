//! The help, in German.

use crate::words::{Help, Shortcut};

pub(super) const HELP: Help = Help {
    title: "Hilfe",
    lead: "Alles in Natter geht mit Tastatur, Maus oder Finger.",
    keys: "Tasten",
    shortcuts: &[
        Shortcut { keys: &["Enter"], does: "Nachricht senden. Auf einer Bildschirmtastatur: neue Zeile" },
        Shortcut { keys: &["Umschalt", "Enter"], does: "Neue Zeile in der Nachricht" },
        Shortcut { keys: &["Tab", "Umschalt Tab"], does: "Zum nächsten Element oder zurück zum vorigen" },
        Shortcut { keys: &["↑", "↓"], does: "In den Nachrichten: zur vorigen oder zur nächsten" },
        Shortcut { keys: &["Pos1", "Ende"], does: "In den Nachrichten: zur ersten oder zur neuesten" },
        Shortcut { keys: &["Bild auf", "Bild ab"], does: "In den Nachrichten: um einen Bildschirm blättern" },
        Shortcut {
            keys: &["Esc"],
            does: "In den Nachrichten: zurück zum Nachrichtenfeld. Sonst: schließen, was offen ist",
        },
        Shortcut { keys: &["?"], does: "Diese Hilfe öffnen, außer beim Schreiben" },
    ],
    screen_readers: "Screenreader",
    about_screen_readers: "Nachrichten von anderen werden vorgelesen, sobald sie kommen. In den Nachrichten \
                           kannst du von Überschrift zu Überschrift springen: Tage haben Ebene 2, Namen Ebene 3.",
    question_mark: "Diese Hilfe mit der Fragezeichentaste öffnen",
    close: "Schließen",
};
