//! Names that only those who run the place should have.

use super::*;

#[test]
fn reserved_name_is_refused_in_every_disguise() {
    for typed in [
        "admin",
        "Admin",
        "ADMIN",
        "ADMlN",
        "аdmin",
        "ａｄｍｉｎ",
        "𝐚𝐝𝐦𝐢𝐧",
        "a d m i n",
        "a.d.m.i.n",
        "admin1",
        "1 Admin",
        "[admin]",
        "admin 🛡️",
        "ádmin",
        "adm1n",
        "ADM1N",
        "Administrator",
        "rnoderator",
        "m0derator",
        "MODERATOR",
        "ｍｏｄ",
        "System",
        "ѕуѕtеm",
        "r00t",
        "Natter",
        "Natter Support",
        "System Administrator",
        "support-team",
        "Mod Team 3",
        "everyone",
        "here",
        "nobody",
        "ⓢⓣⓐⓕⓕ",
        "Οwner",
    ] {
        assert_eq!(refused(typed), Refusal::NameReserved, "{typed}");
    }
}

#[test]
fn name_that_contains_a_reserved_word_is_accepted() {
    for typed in
        ["Joe Root", "Mod Squad", "Modesty", "Adminah", "Systema", "Rooter", "Herero", "Bot", "Abbot", "Amos T. Here"]
    {
        name(typed);
    }
}
