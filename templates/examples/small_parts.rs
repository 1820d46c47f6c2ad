//! Parts that several components are made of.

use maud::{Markup, html};

use super::{Example, Surroundings};
use crate::field::{Focus, Label, field, name_label};
use crate::icons;
use crate::qr_code::qr_code;
use crate::views::FieldView;
use crate::words::Words;

/// Fields, icons, codes.
pub(super) const EXAMPLES: &[Example] = &[
    input("empty", |words| named(&FieldView::default(), words)),
    input("filled in", |words| named(&FieldView { text: "Ada", ..FieldView::default() }, words)),
    input("right to left", |words| named(&FieldView { text: "نور الهدى", ..FieldView::default() }, words)),
    input("with a hint", |words| {
        let said = &words.new_room;
        let label = Label {
            id: "title",
            text: said.title,
            hint: Some(said.about_title),
            autocomplete: "off",
            focus: Focus::Later,
        };
        form(&field(&FieldView::default(), &label, words))
    }),
    input("wrong", |words| {
        named(&FieldView { text: "!!!", problem: Some(words.refusals.name_without_letter), suggestion: None }, words)
    }),
    input("taken, with a suggestion", |words| {
        let problem = (words.refusals.name_taken_but)("Ada 2");
        named(&FieldView { text: "Ada", problem: Some(&problem), suggestion: Some("Ada 2") }, words)
    }),
    input("long text", |words| {
        let problem = (words.refusals.name_too_long)(32);
        named(
            &FieldView {
                text: "AVeryLongNameWithoutAnySpaceInItThatIsTooLong",
                problem: Some(&problem),
                suggestion: None,
            },
            words,
        )
    }),
    Example::new("language_switch", "of this language", Surroundings::Column, |words| {
        crate::language_switch::language_switch("/r/garden", words)
    }),
    Example::new("help", "page", Surroundings::Page, crate::help),
    Example::new("help", "answer in the log", Surroundings::Log, |words| crate::command_help("0b7e8c1a", words)),
    Example::new("icons", "all", Surroundings::Column, |_| {
        let all = [
            icons::send(),
            icons::clock(),
            icons::people(),
            icons::settings(),
            icons::invite(),
            icons::copy(),
            icons::share(),
            icons::down(),
            icons::clip(),
            icons::file(),
            icons::audio(),
            icons::video(),
            icons::cross(),
        ];
        html! { p { @for icon in all { (icon) " " } } }
    }),
    Example::new("qr_code", "a link", Surroundings::Column, |words| {
        let name = (words.invitation.qr_code)(crate::words::RoomName::Known("garden"));
        html! { figure { @if let Some(code) = qr_code("https://natter.example/r/garden", &name) { (code) } } }
    }),
];

const fn input(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("field", state, Surroundings::Column, render)
}

fn named(view: &FieldView, words: &Words) -> Markup {
    form(&field(view, &name_label(words), words))
}

fn form(fields: &Markup) -> Markup {
    html! { form.join { (fields) } }
}
