//! What no room may be called that somebody starts: people would believe that those who run the
//! site read along there, and would type their passwords.

use std::sync::LazyLock;

use crate::name::reserved::{is_made_of, skeletons};

/// Words for those who run the site, and for where somebody signs in, in the languages of the site.
/// Words that rooms of people have as well, as `team` or `security`, are names that nobody has but
/// no rooms that nobody founds.
const RESERVED: [&str; 66] = [
    "abuse",
    "account",
    "accounts",
    "admin",
    "administration",
    "administrator",
    "administrators",
    "admins",
    "helpdesk",
    "login",
    "logon",
    "mod",
    "moderation",
    "moderator",
    "moderators",
    "mods",
    "natter",
    "official",
    "operate",
    "operator",
    "operators",
    "password",
    "passwords",
    "postmaster",
    "register",
    "registration",
    "signin",
    "signup",
    "staff",
    "support",
    "sysadmin",
    "sysop",
    "verification",
    "verify",
    "webmaster",
    "anmelden",
    "anmeldung",
    "betreiber",
    "einloggen",
    "kennwort",
    "konto",
    "kundendienst",
    "kundenservice",
    "offiziell",
    "passwort",
    "registrieren",
    "registrierung",
    "verwaltung",
    "إدارة",
    "الإدارة",
    "الدعم",
    "الدعم الفني",
    "المدير",
    "المشرف",
    "المشرفون",
    "المشرفين",
    "تسجيل الدخول",
    "تسجيل",
    "حساب",
    "الحساب",
    "دعم",
    "رسمي",
    "كلمة المرور",
    "كلمة السر",
    "مدير",
    "مشرف",
];

static RESERVED_SKELETONS: LazyLock<Vec<String>> = LazyLock::new(|| skeletons(&RESERVED));

/// Whether an address or a title has nothing but words that are reserved, by the same comparison as
/// [reserved names](crate::Name): `4dmin` is not, `Adm1n`, `ad-min` and `support-2` are.
#[must_use]
pub fn is_reserved_for_operators(text: &str) -> bool {
    is_made_of(text, &RESERVED_SKELETONS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_that_looks_like_the_operators_is_reserved() {
        for text in [
            "admin",
            "ADMIN",
            "adm1n",
            "ad-min",
            "admin-2",
            "аdmin",
            "l0gin",
            "log-in",
            "Log in",
            "natter-support",
            "Natter Support",
            "supp0rt",
            "Offiziell!",
            "passwort",
            "Kundendienst 24",
            "الإدارة",
            "الادارة",
            "تسجيل الدخول",
            "كلمة المرور",
        ] {
            assert!(is_reserved_for_operators(text), "{text}");
        }
    }

    #[test]
    fn room_of_people_is_not_reserved() {
        for text in [
            "",
            "lobby",
            "team",
            "security",
            "help",
            "support-group-berlin",
            "admin-exam-2026",
            "Joe Root",
            "moderne-kunst",
            "الدعم النفسي للطلاب",
            "tea",
            "2026",
        ] {
            assert!(!is_reserved_for_operators(text), "{text}");
        }
    }
}
