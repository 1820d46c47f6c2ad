//! Names that would be believed.

use super::*;

#[test]
fn nobody_passes_for_those_who_run_the_place() {
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
fn people_whose_names_hold_such_a_word_are_welcome() {
    for typed in
        ["Joe Root", "Mod Squad", "Modesty", "Adminah", "Systema", "Rooter", "Herero", "Bot", "Abbot", "Amos T. Here"]
    {
        name(typed);
    }
}
