//! The pages around a room: the landing page, the profile, the settings, the owner link.

use std::future::Future;

use templates::words::Language;

use super::{ALL, ENTER, Person, by};

impl Person {
    /// Fills in the landing page.
    pub(crate) async fn enters(&self, name: &str) {
        self.fills("name", name).await;
        self.presses_the_button().await;
    }

    /// Types into a field of a form, by its name.
    #[track_caller]
    pub(crate) fn fills(&self, field: &str, text: &str) -> impl Future<Output = ()> {
        self.types(by(field), text.to_owned())
    }

    /// Types into a field that has the focus already.
    #[track_caller]
    pub(crate) fn fills_focused(&self, field: &str, text: &str) -> impl Future<Output = ()> {
        self.types(format!("#{field}:focus"), text.to_owned())
    }

    /// Types into a field and presses Enter.
    #[track_caller]
    pub(crate) fn submits(&self, field: &str, text: &str) -> impl Future<Output = ()> {
        self.types(by(field), format!("{text}{ENTER}"))
    }

    /// Types in place of what is in a field, and presses Enter.
    #[track_caller]
    pub(crate) fn resubmits(&self, field: &str, text: &str) -> impl Future<Output = ()> {
        self.types(by(field), format!("{ALL}{text}{ENTER}"))
    }

    /// Types in place of what is in a field.
    #[track_caller]
    pub(crate) fn refills(&self, field: &str, text: &str) -> impl Future<Output = ()> {
        self.types(by(field), format!("{ALL}{text}"))
    }

    /// Takes out what is in a field, by script.
    pub(crate) async fn empties(&self, field: &str) {
        self.runs(&format!("one('#{field}').value = ''")).await;
    }

    /// Turns a choice on or off; or presses the button of that name.
    #[track_caller]
    pub(crate) fn chooses(&self, name: &str) -> impl Future<Output = ()> {
        self.clicks(format!("[name={name}]"))
    }

    /// Ignores the author of the message whose page is open, by the button.
    #[track_caller]
    pub(crate) fn presses_ignore(&self) -> impl Future<Output = ()> {
        self.clicks("form[action$='/ignore'] button".to_owned())
    }

    /// Sends the first form of a page by its button.
    #[track_caller]
    pub(crate) fn presses_the_button(&self) -> impl Future<Output = ()> {
        self.clicks("form.join button".to_owned())
    }

    #[track_caller]
    pub(crate) fn sees_field(&self, field: &str, text: &str) -> impl Future<Output = ()> {
        self.reads(by(field), text)
    }

    #[track_caller]
    pub(crate) fn sees_heading(&self, text: &str) -> impl Future<Output = ()> {
        self.reads("h1".to_owned(), text)
    }

    /// Waits until a page says what it is about.
    #[track_caller]
    pub(crate) fn sees_lead(&self, text: &str) -> impl Future<Output = ()> {
        self.reads(".lead".to_owned(), text)
    }

    /// Waits until a sentence stands beside a field.
    #[track_caller]
    pub(crate) fn sees_problem(&self, field: &str, sentence: &str) -> impl Future<Output = ()> {
        self.reads(format!("#{field}-problem"), sentence)
    }

    /// The same beside the name, which has the focus and keeps what was typed.
    pub(crate) async fn sees_problem_of_name(&self, sentence: &str, typed: &str) {
        self.sees_problem("name", sentence).await;
        self.reads("#name:focus".to_owned(), typed).await;
    }

    /// Presses the name that is free.
    #[track_caller]
    pub(crate) fn takes_the_suggestion(&self) -> impl Future<Output = ()> {
        self.clicks(".suggestion".to_owned())
    }

    /// From a page about a room to the room.
    #[track_caller]
    pub(crate) fn goes_back(&self) -> impl Future<Output = ()> {
        self.clicks(".back a".to_owned())
    }

    /// From a room to the front page.
    pub(crate) async fn goes_home(&self) {
        self.opens_the_switcher().await;
        self.clicks(".room-switcher a[href='/']".to_owned()).await;
        self.is_at("/").await;
    }

    /// Enters another room under the same name.
    pub(crate) async fn goes_to_another_room(&self, room: &str) {
        self.opens(&format!("/?room={room}")).await;
        self.presses_the_button().await;
        self.is_at(&format!("/r/{room}")).await;
    }

    /// From the front page to the page on which one starts a room.
    #[track_caller]
    pub(crate) fn starts_a_room(&self) -> impl Future<Output = ()> {
        self.clicks(".start a".to_owned())
    }

    /// From a room to the page with its link.
    #[track_caller]
    pub(crate) fn invites(&self) -> impl Future<Output = ()> {
        self.clicks("a.invite".to_owned())
    }

    /// Presses the button that copies the link, and waits for what becomes of it.
    pub(crate) async fn copies_the_link(&self, outcome: &str) {
        self.clicks("[name=copy]".to_owned()).await;
        self.sees_outcome(outcome).await;
    }

    /// Waits until the page says what became of the link.
    #[track_caller]
    pub(crate) fn sees_outcome(&self, outcome: &str) -> impl Future<Output = ()> {
        self.finds("return one('[name=outcome]').value", outcome.to_owned())
    }

    /// Waits until nobody is told any more that nobody else can manage the room.
    #[track_caller]
    pub(crate) fn sees_no_reminder(&self) -> impl Future<Output = ()> {
        self.finds_count(".reminder".to_owned(), 0)
    }

    /// Presses the button of a language.
    #[track_caller]
    pub(crate) fn switches_the_language_to(&self, language: Language) -> impl Future<Output = ()> {
        self.clicks(format!(".languages [value={}]", language.tag()))
    }

    /// Waits until the page is in a language, from its side.
    #[track_caller]
    pub(crate) fn sees_language(&self, language: Language) -> impl Future<Output = ()> {
        let words = language.words();
        let script = "const { lang, dir } = document.documentElement; return [lang, dir]";
        self.finds(script, [words.lang, words.dir].map(str::to_owned))
    }

    /// Waits until somebody in the list of people is marked as the reader.
    #[track_caller]
    pub(crate) fn is_marked_as_oneself(&self, name: &str) -> impl Future<Output = ()> {
        let script = "const mark = name => getComputedStyle(name, '::after').content;\
                      const marked = all('.member .name').filter(name => mark(name) === '\" · you\"');\
                      return marked.map(name => name.textContent)";
        self.finds(script, vec![name.to_owned()])
    }

    #[track_caller]
    pub(crate) fn opens_the_profile(&self) -> impl Future<Output = ()> {
        self.clicks(".profile a".to_owned())
    }

    #[track_caller]
    pub(crate) fn leaves(&self) -> impl Future<Output = ()> {
        self.clicks("form[action$='/leave'] button".to_owned())
    }

    #[track_caller]
    pub(crate) fn is_forgotten(&self) -> impl Future<Output = ()> {
        self.clicks("form[action='/forget'] button".to_owned())
    }

    /// Chooses the language of the page.
    #[track_caller]
    pub(crate) fn reads_in(&self, language: Language) -> impl Future<Output = ()> {
        self.clicks(format!(".languages [value={}]", language.tag()))
    }

    #[track_caller]
    pub(crate) fn opens_the_settings(&self) -> impl Future<Output = ()> {
        self.clicks("a.settings".to_owned())
    }

    pub(crate) async fn owns_the_room(&self) -> bool {
        self.counts("a.settings".to_owned()).await == 1
    }

    /// Makes a decision about a room on its page of settings, and saves it.
    pub(crate) async fn decides(&self, room: &str, decision: impl AsyncFn()) {
        self.opens(&format!("/r/{room}/settings")).await;
        decision().await;
        self.presses_the_button().await;
        self.finds("return one('.ok[role=status]')?.textContent.startsWith('Saved.')", Some(true)).await;
    }

    /// Has an owner link made, and returns its path.
    pub(crate) async fn makes_an_owner_link(&self) -> String {
        self.opens_the_settings().await;
        self.clicks("form.owner-link button".to_owned()).await;
        self.finds_count(".link".to_owned(), 1).await;
        self.eval("return one('.link').textContent.replace(location.origin, '')").await
    }

    /// Presses the button of the front page, and again before the first answer has come.
    pub(crate) async fn presses_join_twice(&self) {
        let script = "const form = one('form.join'); form.requestSubmit(); setTimeout(() => form.requestSubmit(), 20)";
        self.runs(script).await;
    }

    /// Presses the button that deletes a room.
    #[track_caller]
    pub(crate) fn deletes_the_room(&self) -> impl Future<Output = ()> {
        self.clicks("button.danger".to_owned())
    }

    /// What the front page says of a room that everybody may find.
    pub(crate) async fn listed(&self, room: &str) -> Option<String> {
        self.eval(&format!("return one('.rooms a[href=\"/r/{room}\"]')?.closest('li').textContent")).await
    }

    #[track_caller]
    pub(crate) fn opens_listed(&self, room: &str) -> impl Future<Output = ()> {
        self.clicks(format!(".rooms a[href='/r/{room}']"))
    }

    /// How often the front page has a room among those that everybody may find, and among one's
    /// own.
    pub(crate) async fn places_on_the_front_page(&self, path: &str) -> (usize, usize) {
        let link = format!("a[href='{path}']");
        (self.counts(format!(".rooms {link}")).await, self.counts(format!(".recent-rooms {link}")).await)
    }

    /// Waits until the latest of one's own rooms is this one.
    #[track_caller]
    pub(crate) fn sees_recent_room(&self, room: &str) -> impl Future<Output = ()> {
        self.reads(".recent-rooms li a".to_owned(), room)
    }

    #[track_caller]
    pub(crate) fn opens_the_recent_room(&self) -> impl Future<Output = ()> {
        self.clicks(".recent-rooms li a".to_owned())
    }

    #[track_caller]
    pub(crate) fn removes_the_recent_room(&self) -> impl Future<Output = ()> {
        self.clicks(".recent-rooms button".to_owned())
    }

    #[track_caller]
    pub(crate) fn sees_no_recent_rooms(&self) -> impl Future<Output = ()> {
        self.finds_count(".recent-rooms".to_owned(), 0)
    }

    pub(crate) async fn recent_rooms(&self) -> usize {
        self.counts(".recent-rooms li".to_owned()).await
    }

    /// Opens the rooms that this browser knows, from inside of a room.
    pub(crate) async fn opens_the_switcher(&self) {
        self.clicks(".home".to_owned()).await;
    }

    /// Waits until these rooms are offered, in this order.
    #[track_caller]
    pub(crate) fn sees_rooms(&self, rooms: &[&str]) -> impl Future<Output = ()> {
        let script = "return all('.room-switcher li a').filter(link => link.checkVisibility())\
                      .map(link => link.textContent)";
        self.finds_owned(script.to_owned(), super::owned(rooms))
    }

    /// Waits until it is said that no room is called what was searched for.
    #[track_caller]
    pub(crate) fn sees_no_match(&self, sentence: &str) -> impl Future<Output = ()> {
        self.reads(".no-match".to_owned(), sentence)
    }

    /// Goes to one of them.
    #[track_caller]
    pub(crate) fn switches_to_room(&self, room: &str) -> impl Future<Output = ()> {
        self.clicks(format!(".room-switcher a[href='/r/{room}']"))
    }

    pub(crate) async fn current_room_in_the_switcher(&self) -> String {
        self.eval("return one('.room-switcher [aria-current]').textContent").await
    }

    /// What is said to be new in a room, in a list of them.
    pub(crate) async fn unread_count(&self, room: &str) -> String {
        self.eval(&format!("return one('.recent-rooms li:has([href=\"/r/{room}\"]) .unread')?.textContent ?? ''")).await
    }

    pub(crate) async fn title(&self) -> String {
        self.eval("return document.title").await
    }

    /// Waits until the page knows that it was reached from another one, as of its path, or from
    /// none.
    #[track_caller]
    pub(crate) fn came_from(&self, path: Option<&str>) -> impl Future<Output = ()> {
        let script = "return document.referrer && new URL(document.referrer).pathname";
        self.finds(script, path.unwrap_or_default().to_owned())
    }

    /// The address that the page was reached from.
    pub(crate) async fn referrer(&self) -> String {
        self.eval("return document.referrer").await
    }

    /// What robots are told of this page.
    pub(crate) async fn word_to_robots(&self) -> String {
        self.eval("return fetch(location).then(answer => answer.headers.get('x-robots-tag'))").await
    }

    /// The cookies that scripts can read.
    pub(crate) async fn cookies(&self) -> String {
        self.eval("return document.cookie").await
    }

    /// Waits until there is a mark of how far a room was read.
    #[track_caller]
    pub(crate) fn has_a_read_marker(&self, room: &str) -> impl Future<Output = ()> {
        self.finds_owned(format!("return document.cookie.startsWith('seen-{room}=')"), true)
    }
}
