//! What stands on a page, and where. How each looks as markup: `examples.rs`.

use maud::Markup;
use scraper::{ElementRef, Html, Selector};
use templates::examples::cast::{
    ADA, COMPOSER, GRACE, HARBOUR, HELLO, INVITATION, MANUAL, MORE, NEW_ROOM, NO_UPLOADS, OWNER_LINK, PRIVATE_ROOM,
    here, landing, lobby, log, log_frame, preview, profile, settings,
};
use templates::examples::{self, Surroundings};
use templates::views::{
    ComposerView, DirectoryView, FieldView, FileView, FilesPageView, InvitationView, LandingView, LocalTimeView,
    LogFrameView, LogPart, LogPlace, MembersView, MessageListMode, MessageListView, MessageView, NewRoomView,
    OwnedRoomView, OwnerLinkView, OwnerView, PreviewState, PreviewView, ProblemView, ProblemWayOn, ProfileView, Reader,
    RoomPageMode, RoomView, SettingsView, UploadsView,
};
use templates::words::ENGLISH;

use crate::fragments::lines;

/// A page with the addresses of static files as they are called, not as they are today.
fn page(markup: &Markup) -> String {
    let mut page = lines(markup);
    while let Some(at) = page.find("/v/") {
        page.replace_range(at..at + "/v/".len() + 16, "");
    }
    page
}

#[test]
fn invitation_to_a_locked_room_says_so() {
    let locked = templates::invitation(&InvitationView { locked: true, ..INVITATION }, &ENGLISH).0;
    assert!(locked.contains("This room is locked."), "{locked}");
}

#[test]
fn preview_asks_for_a_name_only_where_one_may_join() {
    let shown = |state| templates::preview(&PreviewView { state, ..preview() }, &ENGLISH).0;
    let locked = shown(PreviewState::Locked);
    assert!(locked.contains("This room is locked.") && !locked.contains("class=\"join\""), "{locked}");
    let new = shown(PreviewState::New);
    assert!(new.contains("Start this room") && new.contains("/new?room=garden"), "{new}");
}

#[test]
fn unread_line_stands_above_the_first_new_message() {
    let at = |first_new| {
        page(&templates::room_page(
            &RoomView { messages: MessageListView { first_new, ..log(MessageListMode::Live) }, ..lobby() },
            &ENGLISH,
        ))
    };
    let page = at(Some(MORE.seq));
    let divider = "<li class=\"unread-divider\">\n<span>New since your last visit</span>\n</li>\n";
    let message = format!("<li class=\"message continues\" id=\"m{}", MORE.seq);
    assert!(page.contains(&format!("{divider}{message}")), "{page}");
    assert_eq!(page.matches("last visit").count(), 1);
    assert!(!at(None).contains("last visit"));
}

#[test]
fn directory_without_rooms_says_so() {
    let empty = DirectoryView::Listed { rooms: vec![], next: None, now: 0 };
    for (directory, words) in
        [(empty, ENGLISH.directory.empty), (DirectoryView::Unavailable, ENGLISH.directory.unavailable)]
    {
        let page = page(&templates::landing(&LandingView { directory, ..landing() }, &ENGLISH));
        assert!(page.contains(words) && !page.contains("More rooms"), "{page}");
    }
}

#[test]
fn profile_page_warns_with_the_rooms_that_one_owns() {
    let words = &ENGLISH.profile;
    let plain = page(&templates::profile(&profile(), &ENGLISH));
    assert!(!plain.contains(words.owned_rooms), "there is nothing to lose");
    let alone = OwnedRoomView { room: "garden", title: "Tea & Cake", is_only_owner: true };
    let shared = OwnedRoomView { room: "p-abc", title: "", is_only_owner: false };
    let view = ProfileView { owned: vec![alone, shared], ..profile() };
    let page = Html::parse_document(&templates::profile(&view, &ENGLISH).0);
    let items = Selector::parse(".owned-rooms li").expect("a selector");
    let items: Vec<String> = page.select(&items).map(|item| item.text().collect()).collect();
    assert_eq!(items, [format!("Tea & Cake {}", words.only_owner), "p-abc".to_owned()]);
}

/// Nobody could manage the room then.
#[test]
fn only_owner_cannot_step_down() {
    let owners = vec![OwnerView { member: ADA, is_reader: true }];
    let page = templates::settings(&SettingsView { owners, moderators: Vec::new(), ..settings() }, &ENGLISH).0;
    assert!(page.contains(ENGLISH.owners.about_last_owner));
    assert!(!page.contains("/step-down") && !page.contains("/remove-owner"), "{page}");
}

#[test]
fn reminder_stands_above_the_log_until_it_is_dismissed() {
    let reminded = templates::room_page(&RoomView { needs_owner_link: true, ..lobby() }, &ENGLISH).0;
    let place = |part: &str| reminded.find(part).unwrap_or_else(|| panic!("no {part} in {reminded}"));
    assert!(place("/dismiss-reminder") < place("class=\"scroller\""));
    assert!(reminded.contains("href=\"/r/lobby/settings#owners\""), "a way to add an owner");
    assert!(!templates::room_page(&lobby(), &ENGLISH).0.contains("reminder"));
}

#[test]
fn welcome_stands_where_a_newcomer_reads_it() {
    let place = |reader| {
        let page = templates::room_page(&RoomView { reader, welcome: "Mind the beds.", ..lobby() }, &ENGLISH).0;
        ["Mind the beds.", "class=\"scroller\"", "id=\"history\""].map(|part| page.find(part).expect("it is there"))
    };
    let [welcome, log, _] = place(Reader::Newcomer);
    assert!(welcome < log, "above the log, which opens at its end");
    let [welcome, log, history] = place(Reader::Regular);
    assert!(log < welcome && welcome < history, "at the beginning of the log");
}

#[test]
fn page_of_earlier_messages_has_no_socket_or_composer() {
    let has = |page: &str| ["data-socket", "<form class=\"composer\""].map(|part| page.contains(part));
    assert_eq!(has(&templates::room_page(&lobby(), &ENGLISH).0), [true, true]);
    let view = RoomView { messages: log(MessageListMode::Static), mode: RoomPageMode::Archive, ..lobby() };
    assert_eq!(has(&templates::room_page(&view, &ENGLISH).0), [false, false]);
}

/// The page for files, with some that wait.
fn files_page(waiting: &[FileView], problem: Option<&str>) -> Markup {
    let uploads = UploadsView { waiting, per_message: 2, ..NO_UPLOADS };
    let (members, text) = (MembersView::default(), "The harbour");
    let view = FilesPageView {
        page: "/r/garden/files",
        room: "garden",
        title: "",
        me: ADA,
        members,
        uploads,
        text,
        reply: "7",
        cid: "cid",
        problem,
    };
    templates::files_page(&view, &ENGLISH)
}

#[test]
fn page_for_files_sends_all_that_wait() {
    let page = files_page(&[HARBOUR, MANUAL], None);
    assert_eq!(title(&page), "Add files · garden · Natter");
    let page = Html::parse_document(&page.0);
    let value = |name: &str| {
        let fields = found(&page, &format!("form[action='/r/garden/say'] [name={name}]"));
        fields.iter().filter_map(|field| field.attr("value")).collect::<String>()
    };
    assert_eq!(value("files"), format!("{} {}", HARBOUR.id, MANUAL.id));
    assert_eq!([value("cid"), value("reply")], ["cid", "7"]);
    assert_eq!(found(&page, "textarea[name=text]:not([required])").len(), 1, "it has files");
    assert_eq!(found(&page, "input[type=file]").len(), 0, "there is no place for more");
    for form in found(&page, ".upload [form]").iter().filter_map(|field| field.attr("form")) {
        assert_eq!(
            found(&page, &format!("form[id='{form}'] [name=text]")).len(),
            1,
            "{form}: what was typed goes along"
        );
    }
}

/// The site reads a file as it comes, and has to know the rest by then.
#[test]
fn file_is_the_last_field_of_its_form() {
    let page = files_page(&[HARBOUR], Some("This file is empty."));
    assert!(title(&page).starts_with("Error: Add files"));
    let page = Html::parse_document(&page.0);
    let fields = found(&page, "form[enctype='multipart/form-data'] [name]");
    let names: Vec<_> = fields.iter().filter_map(|field| field.attr("name")).collect();
    assert_eq!(names, ["text", "reply", "alt", "file"]);
}

/// What is typed there is saved by itself, and Enter would send the message before that.
#[test]
fn field_of_a_waiting_picture_belongs_to_no_form_of_a_room() {
    let uploads = Some(UploadsView { waiting: &[HARBOUR, MANUAL], ..NO_UPLOADS });
    let mode = RoomPageMode::Current {
        version: 1,
        seen: "",
        frame: LogPart::default(),
        composer: ComposerView { uploads, ..COMPOSER },
    };
    let page = Html::parse_document(&templates::room_page(&RoomView { mode, ..lobby() }, &ENGLISH).0);
    let owners: Vec<&str> =
        found(&page, ".upload :is(input, button)").iter().filter_map(|field| field.attr("form")).collect();
    assert_eq!(owners.len(), 3);
    assert!(owners.iter().all(|owner| found(&page, &format!("[id='{owner}']")).is_empty()), "{owners:?}");
}

/// Every page in every state, as an example shows it.
fn every_page() -> Vec<(String, Html)> {
    let pages = examples::all().into_iter().filter(|example| example.surroundings == Surroundings::Page);
    pages.map(|page| (page.path(), Html::parse_document(&page.document(&ENGLISH).0))).collect()
}

fn earlier_page() -> RoomView<'static> {
    RoomView { messages: log(MessageListMode::Static), mode: RoomPageMode::Archive, ..lobby() }
}

fn found<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// Without the isolates around names.
fn title(markup: &Markup) -> String {
    let title: String = found(&Html::parse_document(&markup.0), "title").iter().flat_map(ElementRef::text).collect();
    title.replace(['\u{2068}', '\u{2069}'], "")
}

/// A day is a heading too; the browser makes it between the room and an author.
#[test]
fn pages_have_one_main_heading_and_a_place_for_content() {
    for (path, page) in every_page() {
        assert_eq!(found(&page, "h1").len(), 1, "{path}");
        assert_eq!(found(&page, "body > main").len(), 1, "{path}");
        let strays = found(&page, "body > :not(main, header, aside, footer, a.skip, dialog, template)");
        assert_eq!(strays.len(), 0, "{path}: outside of every landmark");
    }
}

#[test]
fn headings_of_a_page_leave_out_no_level() {
    for (path, page) in every_page() {
        let headings = found(&page, "h1, h2, h3, h4, h5, h6");
        let levels: Vec<&str> = headings.iter().map(|heading| heading.value().name()).collect();
        let is_gap = |pair: &[&str]| matches!(pair, ["h1", "h3"] | ["h1" | "h2", "h4"]);
        assert!(!levels.windows(2).any(is_gap), "{path}: {levels:?}");
    }
}

#[test]
fn first_link_of_a_page_leads_past_its_head() {
    // A file on somebody's disk has no head.
    for (path, page) in every_page().into_iter().filter(|(path, _)| !path.starts_with("export/")) {
        let focusable = found(&page, "a, button, input:not([type=hidden]), textarea, summary, [tabindex]");
        let skip = focusable[0];
        assert_eq!(skip.attr("class"), Some("skip"), "{path}");
        let target = skip.attr("href").unwrap_or_default();
        let target = found(&page, target)[0];
        assert!(target.value().name() == "textarea" || target.attr("tabindex").is_some(), "it cannot have the focus");
    }
}

#[test]
fn refused_form_says_so_in_its_title() {
    let wrong = FieldView { problem: Some("Not like this."), ..FieldView::default() };
    let refused = ComposerView { refusal: Some("Too long."), ..COMPOSER };
    let mode = RoomPageMode::Current { version: 1, seen: "", frame: LogPart::default(), composer: refused };
    let refused_and_not = [
        (
            templates::landing(&LandingView { name: wrong, ..landing() }, &ENGLISH),
            templates::landing(&landing(), &ENGLISH),
        ),
        (
            templates::landing(&LandingView { room: wrong, ..landing() }, &ENGLISH),
            templates::landing(&landing(), &ENGLISH),
        ),
        (templates::room_page(&RoomView { mode, ..lobby() }, &ENGLISH), templates::room_page(&lobby(), &ENGLISH)),
        (
            templates::profile(&ProfileView { name: wrong, ..profile() }, &ENGLISH),
            templates::profile(&profile(), &ENGLISH),
        ),
        (
            templates::preview(&PreviewView { name: wrong, ..preview() }, &ENGLISH),
            templates::preview(&preview(), &ENGLISH),
        ),
        (
            templates::new_room(&NewRoomView { address: wrong, ..NEW_ROOM }, &ENGLISH),
            templates::new_room(&NEW_ROOM, &ENGLISH),
        ),
        (
            templates::settings(&SettingsView { confirm: wrong, ..settings() }, &ENGLISH),
            templates::settings(&settings(), &ENGLISH),
        ),
        (
            templates::owner_link(&OwnerLinkView { code: wrong, ..OWNER_LINK }, &ENGLISH),
            templates::owner_link(&OWNER_LINK, &ENGLISH),
        ),
    ];
    for (refused, fine) in refused_and_not {
        assert_eq!(title(&refused), format!("Error: {}", title(&fine)));
    }
    let way_on = ProblemWayOn::FrontPage;
    let problem = ProblemView { page: "/nowhere", status: 404, title: "Page not found", advice: "", typed: "", way_on };
    assert_eq!(title(&templates::problem(&problem, &ENGLISH)), "Error: Page not found · Natter");
}

#[test]
fn pages_of_earlier_messages_have_titles_of_their_own() {
    let title_of = |clock| {
        let local_time = Some(LocalTimeView { clock, date: "Nov 23, 2026", day: "Monday" });
        let messages =
            MessageListView { messages: vec![MessageView { local_time, ..HELLO }], ..log(MessageListMode::Static) };
        title(&templates::room_page(&RoomView { title: "Garden", messages, ..earlier_page() }, &ENGLISH))
    };
    assert_eq!(title_of("14:02"), "Earlier messages, Nov 23, 2026 14:02 · Garden · Natter");
    assert_ne!(title_of("14:02"), title_of("14:01"));
}

#[test]
fn parts_of_a_frame_have_titles_of_their_own() {
    let title_of = |place, clock| {
        let local_time = Some(LocalTimeView { clock, date: "Nov 23, 2026", day: "Monday" });
        let messages =
            MessageListView { messages: vec![MessageView { local_time, ..HELLO }], ..log(MessageListMode::Static) };
        let part = LogPart { place, ..LogPart::default() };
        title(&templates::log_frame(&LogFrameView { title: "", part, messages, ..log_frame(&ENGLISH) }, &ENGLISH))
    };
    assert_eq!(title_of(LogPlace::Newest, "14:02"), "Messages in lobby");
    for place in [LogPlace::Before(9), LogPlace::After(3)] {
        let earlier = "Earlier messages, Nov 23, 2026 14:02 · Messages in lobby";
        assert_eq!(title_of(place, "14:02"), earlier);
        assert_ne!(title_of(place, "14:02"), title_of(place, "14:01"));
    }
}

#[test]
fn pages_about_rooms_say_which_but_no_secret_address() {
    let titles = |title_of: &str, room: &str| {
        let members = MembersView::default;
        let pages = [
            templates::profile(&ProfileView { title: title_of, room, members: members(), ..profile() }, &ENGLISH),
            templates::settings(
                &SettingsView { saved_title: title_of, room, members: members(), ..settings() },
                &ENGLISH,
            ),
            templates::owner_link(&OwnerLinkView { title: title_of, room, ..OWNER_LINK }, &ENGLISH),
        ];
        pages.map(|page| title(&page))
    };
    for (title, room, label) in
        [("Tea & Cake", "garden", "Tea & Cake"), ("", "garden", "garden"), ("", PRIVATE_ROOM, "Private room")]
    {
        let expected = ["Your profile", "Settings", "Become an owner"].map(|page| format!("{page} · {label} · Natter"));
        assert_eq!(titles(title, room), expected);
    }
}

#[test]
fn private_room_is_told_from_others_by_its_people() {
    let room = PRIVATE_ROOM;
    let messages = MessageListView { room, ..log(MessageListMode::Live) };
    let view = |members| RoomView { messages: messages.clone(), members, ..lobby() };
    let members = |listed: &[_]| MembersView { listed: listed.to_vec(), online_count: listed.len() };
    let title_of = |members| title(&templates::room_page(&view(members), &ENGLISH));
    assert_eq!(title_of(members(&[here(ADA), here(GRACE)])), "Private room with Grace Hopper · Natter");
    assert_eq!(title_of(members(&[here(ADA)])), "Private room · Natter");
    let named = RoomView { title: "Tea & Cake", ..view(members(&[here(ADA), here(GRACE)])) };
    assert_eq!(title(&templates::room_page(&named, &ENGLISH)), "Tea & Cake · Natter");
    // Its other pages are called as it is.
    let others = || members(&[here(ADA), here(GRACE)]);
    let me = Some(ADA);
    let pages = [
        templates::profile(&ProfileView { room, title: "", members: others(), ..profile() }, &ENGLISH),
        templates::settings(&SettingsView { room, saved_title: "", members: others(), ..settings() }, &ENGLISH),
        templates::owner_link(&OwnerLinkView { room, title: "", me, members: others(), ..OWNER_LINK }, &ENGLISH),
    ];
    let label = "Private room with Grace Hopper · Natter";
    let expected = ["Your profile", "Settings", "Become an owner"].map(|page| format!("{page} · {label}"));
    assert_eq!(pages.map(|page| title(&page)), expected);
    let unnamed = PreviewView { room, title: "", private: true, ..preview() };
    assert_eq!(title(&templates::preview(&unnamed, &ENGLISH)), "Private room with Ada and Grace Hopper · Natter");
}

#[test]
fn frame_of_earlier_messages_leads_both_ways() {
    let part =
        LogPart { place: LogPlace::Before(9), first_new: Some(MORE.seq), members_open: true, ..LogPart::default() };
    let view = LogFrameView { part, earlier: Some(5), later: Some(8), ..log_frame(&ENGLISH) };
    let frame = Html::parse_document(&templates::log_frame(&view, &ENGLISH).0);
    let links = Selector::parse("a:not([target], .skip)").expect("a selector");
    let links: Vec<&str> = frame.select(&links).filter_map(|link| link.attr("href")).collect();
    let [new, open] = [format!("new={}", MORE.seq), "people=open".to_owned()];
    let expected = [
        format!("/r/lobby/log?before=9&{new}"),
        format!("/r/lobby/log?before=5&{new}&{open}"),
        format!("/r/lobby/log?after=8&{new}&{open}"),
        format!("/r/lobby/log?{new}&{open}"),
    ];
    assert_eq!(links, expected, "and none that would stop updates: there are none");
}
