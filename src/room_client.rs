//! The client of a room: typed calls of the Worker on the Durable Object's stub. `calls` has what
//! travels in them, and `chat_room::rpc` answers them.
//!
//! After a deploy the two may be of different builds, for minutes. So a field that is added has a
//! default, nothing is renamed, and nobody minds fields that they do not know. A call that the
//! other side does not understand is answered with [`Refusal::RoomUpdating`].

mod answers;
mod backup_calls;
mod call_header;
mod calls;
mod moderation_calls;
mod reports;
mod search_calls;
mod upload_calls;

use room::{
    Caller, Cid, Founding, Member, MemberId, MembersPage, PageQuery, Refusal, Role, Seq, SessionMark, Slug, UploadId,
    Version,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use worker::web_sys::RequestInit;
use worker::{Env, Headers, Response, Stub};

use crate::ended_sessions::Ended;
use crate::http::address;
use crate::http::error::Problem;
use crate::http::operator::Operator;
use crate::http::session::Session;
use crate::limits::NOT_FOUNDED;
use crate::protocol::{CALLS_FIRST, Page};
use crate::{faults, founding, site};

use answers::{answer_of, is_about_update, new_request, read};

pub(crate) use backup_calls::{
    EXPORT, EXPORT_MEMBERS, EXPORT_MESSAGES, ExportQuery, ExportedMessages, FORGET, Forgotten, IMPORT, ImportPart,
    MemberLine, MessageLine, RESHIP, Reshipped, RoomLine,
};
pub(crate) use call_header::{CallHeader, FoundingPermission};
#[cfg(feature = "faults")]
pub(crate) use calls::FAULTS;
pub(crate) use calls::{
    CLOSE_REPORTS, CONNECT, ConnectRequest, DELETE, DISMISS_REMINDER, EDIT, END_SESSIONS, EditValue, FOLLOW_ROLE_LINK,
    FOR_YOU, HistorySource, JOIN, JoinRequest, LEAVE, LOG_FRAME, MAKE_MODERATOR_LINK, MAKE_ROLE_LINK, MEMBERS_NAMED,
    MEMBERS_PAGE, MESSAGE, MESSAGES_AFTER, MemberRequest, MessageAnswer, MessageRequest, MessagesAfter, POLL, REACT,
    REMOVE, REMOVE_ROLE, RENAME, REPORT, REPORTS, ReactionValue, RoleLinkRequest, RoomOwner, SAY, SET_CLOSED, SNAPSHOT,
    SNAPSHOT_AFTER, SayRequest, Snapshot, SnapshotRequest, UNDO_REMOVAL, UPDATE_SETTINGS,
};
pub(crate) use reports::{CloseReportsValue, ReportValue, ReportsAnswer};
pub(crate) use search_calls::{SEARCH, SearchAnswer, SearchRequest};

pub(crate) use upload_calls::{
    BEGIN_UPLOAD, BeginUploadValue, DESCRIBE_UPLOAD, DescribeUploadValue, END_UPLOAD, EndUploadValue, FILE, FileAnswer,
    FileRequest, REMOVE_UPLOAD, SAY_WITH_FILES, UploadBegun,
};

pub(crate) use moderation_calls::{
    AUDIT, AuditAnswer, LIFT_SANCTION, LiftValue, PEOPLE, PERSON, PeopleAnswer, PersonAnswer, PersonRequest,
    REMOVE_MESSAGES, RESTORE_MESSAGES, SANCTION, SanctionNow, SanctionValue,
};

/// The number of the calls that a room has to know to understand this one
/// ([`protocol`](crate::protocol)).
fn needed_by(_call: &str) -> u16 {
    CALLS_FIRST
}

/// A room, as the Worker sees it, in the hands of a caller.
pub(crate) struct RoomStub {
    stub: Stub,
    caller: Caller,
    /// Where to ask whether the caller may found the room. None if its calls found none.
    gate: Option<(Env, Slug)>,
}

impl RoomStub {
    /// The room of this name. Nothing is asked of it yet, and nothing created.
    pub(crate) fn of(env: &Env, slug: &Slug) -> Result<Self, Problem> {
        Ok(Self {
            stub: env.durable_object("CHAT_ROOM")?.get_by_name(slug.as_str())?,
            caller: Caller::default(),
            gate: None,
        })
    }

    /// The room in the hands of whoever makes a request with these headers: it limits and bans by
    /// where they come from, and they found it only if they may. Only reads can do without.
    pub(crate) fn called_by(headers: &Headers, env: &Env, slug: &Slug) -> Result<Self, Problem> {
        let is_operator = Operator::anywhere(headers, env)?;
        let (caller, gate) = (address::caller(headers, env)?, Some((env.clone(), slug.clone())));
        Ok(Self { caller: Caller { is_operator, ..caller }, gate, ..Self::of(env, slug)? })
    }

    /// The same, made with a session.
    pub(crate) fn with_session(self, session: &Session) -> Self {
        Self { caller: Caller { session: Some(session.mark()), ..self.caller }, ..self }
    }

    /// Who makes the calls.
    pub(crate) fn caller(&self) -> Caller {
        self.caller
    }

    /// What a page needs.
    pub(crate) async fn snapshot(&self, request: &SnapshotRequest) -> Result<Snapshot, Problem> {
        self.get(SNAPSHOT, request).await
    }

    /// What a page needs that shows messages after a place.
    pub(crate) async fn snapshot_after(&self, request: &SnapshotRequest) -> Result<Snapshot, Problem> {
        self.get(SNAPSHOT_AFTER, request).await
    }

    /// Messages that are meant for the reader: that mention them, or answer them.
    pub(crate) async fn for_you(&self, request: &SnapshotRequest) -> Result<Snapshot, Problem> {
        self.get(FOR_YOU, request).await
    }

    /// What the page of a message needs.
    pub(crate) async fn message(&self, request: &MessageRequest) -> Result<MessageAnswer, Problem> {
        self.get(MESSAGE, request).await
    }

    /// What is found.
    pub(crate) async fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, Problem> {
        self.get(SEARCH, request).await
    }

    /// What the list of reports needs.
    pub(crate) async fn reports(&self, reader: &Member) -> Result<ReportsAnswer, Problem> {
        self.get(REPORTS, &SnapshotRequest::of(Some(reader), None, 0)).await
    }

    /// What the page of somebody needs.
    pub(crate) async fn person(&self, request: &PersonRequest) -> Result<PersonAnswer, Problem> {
        self.get(PERSON, request).await
    }

    /// What the page with everybody needs.
    pub(crate) async fn people(&self, request: &PersonRequest) -> Result<PeopleAnswer, Problem> {
        self.get(PEOPLE, request).await
    }

    /// A part of the audit log.
    pub(crate) async fn audit(&self, request: &PersonRequest) -> Result<AuditAnswer, Problem> {
        self.get(AUDIT, request).await
    }

    /// The room itself, for its reader. The inner result is the room's.
    pub(crate) async fn export(&self, reader: &Member) -> Result<Result<RoomLine, Refusal>, Problem> {
        self.post(EXPORT, reader).await
    }

    /// The next of those who were ever let in.
    pub(crate) async fn export_members(&self, query: &ExportQuery) -> Result<Vec<MemberLine>, Problem> {
        self.get(EXPORT_MEMBERS, query).await
    }

    /// The next messages that it has.
    pub(crate) async fn export_messages(&self, query: &ExportQuery) -> Result<ExportedMessages, Problem> {
        self.get(EXPORT_MESSAGES, query).await
    }

    /// Takes in a part. The inner result is the room's.
    pub(crate) async fn import(&self, part: &ImportPart) -> Result<Result<(), Refusal>, Problem> {
        self.post(IMPORT, part).await
    }

    /// Gives D1 everything once more.
    pub(crate) async fn reship(&self) -> Result<Reshipped, Problem> {
        self.post(RESHIP, &()).await
    }

    /// Tells it that sessions are over.
    pub(crate) async fn end_sessions(&self, ended: &Ended) -> Result<(), Problem> {
        self.post(END_SESSIONS, ended).await
    }

    /// Forgets somebody, as far as one call gets.
    pub(crate) async fn forget(&self, member: &MemberId) -> Result<Forgotten, Problem> {
        self.post(FORGET, member).await
    }

    /// Changes a message. The inner result is the room's; a change that came before is as good as
    /// made.
    pub(crate) async fn change<T: Serialize>(
        &self,
        call: &'static str,
        member: Member,
        value: T,
    ) -> Result<Result<(), Refusal>, Problem> {
        match self.request(call, member, value).await {
            // The page keeps the text.
            Err(Problem::Refused(refusal)) => Ok(Err(refusal)),
            outcome => outcome,
        }
    }

    /// The messages after a place. The inner result is the room's.
    pub(crate) async fn messages_after(&self, query: PageQuery) -> Result<Result<MessagesAfter, Refusal>, Problem> {
        self.get(MESSAGES_AFTER, &query).await
    }

    /// The first frame of a page that is at `since`, for one without a socket. Its reader counts as
    /// here for a while. The inner result is the room's.
    pub(crate) async fn poll(
        &self,
        member: &Member,
        since: Option<Version>,
        page: Page,
    ) -> Result<Result<String, Refusal>, Problem> {
        self.get(POLL, &ConnectRequest::of(member, since, page)).await
    }

    /// What a frame with the log needs. Its reader counts as here for a while.
    pub(crate) async fn log_frame(&self, request: &SnapshotRequest) -> Result<Snapshot, Problem> {
        self.get(LOG_FRAME, request).await
    }

    /// One page of the members who are here. The inner result is the room's.
    pub(crate) async fn members_page(&self, query: PageQuery) -> Result<Result<MembersPage, Refusal>, Problem> {
        self.get(MEMBERS_PAGE, &query).await
    }

    /// Members who are here and whose names begin so, but not who asks. The inner result is the
    /// room's.
    pub(crate) async fn members_named(
        &self,
        member: Member,
        typed: &str,
    ) -> Result<Result<Vec<Member>, Refusal>, Problem> {
        self.post(MEMBERS_NAMED, &MemberRequest { member, value: typed.to_owned() }).await
    }

    /// Says something. The inner result is the room's; a duplicate is as good as said.
    pub(crate) async fn say(
        &self,
        member: Member,
        cid: &Cid,
        text: String,
        reply_to: Option<Seq>,
        files: Vec<UploadId>,
    ) -> Result<Result<(), Refusal>, Problem> {
        let cid = cid.as_str().to_owned();
        let call = if files.is_empty() { SAY } else { SAY_WITH_FILES };
        match self.post(call, &SayRequest { member, cid, text, reply_to, files }).await {
            // The page keeps the text.
            Err(Problem::Refused(refusal)) => Ok(Err(refusal)),
            outcome => outcome,
        }
    }

    /// What it knows of a file, for whoever may read it.
    pub(crate) async fn file(&self, request: &FileRequest) -> Result<FileAnswer, Problem> {
        self.get(FILE, request).await
    }

    /// Asks to be let in. The inner result is the room's.
    pub(crate) async fn join(&self, member: Member, founding: Founding) -> Result<Result<(), Refusal>, Problem> {
        let Founding { title, listing } = founding;
        match self.post(JOIN, &JoinRequest { member, value: listing, title }).await {
            // The page says so beside the field.
            Err(Problem::Refused(refusal)) => Ok(Err(refusal)),
            outcome => outcome,
        }
    }

    /// Makes a link that gives a role. The inner result is the room's.
    pub(crate) async fn make_role_link(
        &self,
        member: Member,
        role: Role,
        secret: &str,
        uses: usize,
    ) -> Result<Result<(), Refusal>, Problem> {
        let link = RoleLinkRequest { member, value: secret.to_owned(), uses, role };
        // A room that knows no other links would make an owner of whoever follows it.
        self.post(if role == Role::Owner { MAKE_ROLE_LINK } else { MAKE_MODERATOR_LINK }, &link).await
    }

    /// Makes a request that only this member can make. The inner result is the room's.
    pub(crate) async fn request<T: Serialize>(
        &self,
        call: &'static str,
        member: Member,
        value: T,
    ) -> Result<Result<(), Refusal>, Problem> {
        self.ask(call, member, value).await
    }

    /// The same, with another answer.
    pub(crate) async fn ask<T: Serialize, A: DeserializeOwned>(
        &self,
        call: &'static str,
        member: Member,
        value: T,
    ) -> Result<A, Problem> {
        self.post(call, &MemberRequest { member, value }).await
    }

    async fn get<T: Serialize, A: DeserializeOwned>(&self, call: &str, question: &T) -> Result<A, Problem> {
        faults::before_call()?;
        read(&self.send(&self.address(call, question)?, &RequestInit::new()).await?)
    }

    async fn post<T: Serialize, A: DeserializeOwned>(&self, call: &str, body: &T) -> Result<A, Problem> {
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_body(&serde_json::to_string(body)?.into());
        read(&self.send(&self.address(call, &())?, &init).await?)
    }

    // This one knows no types of questions and answers, so that it is compiled once and not for
    // each.
    async fn send(&self, address: &str, init: &RequestInit) -> Result<String, Problem> {
        answer_of(self.fetch(address, init).await?).await
    }

    /// Makes a call. A room that nobody has founded is asked again once the caller may found it.
    async fn fetch(&self, address: &str, init: &RequestInit) -> Result<Response, Problem> {
        let Some((env, slug)) = &self.gate else {
            return self.fetch_as(FoundingPermission::Granted, address, init).await;
        };
        let response = self.fetch_as(FoundingPermission::Ask, address, init).await?;
        if response.status_code() != NOT_FOUNDED {
            return Ok(response);
        }
        founding::allow(env, slug, self.caller).await?;
        let by = if self.caller.is_operator { FoundingPermission::ByOperator } else { FoundingPermission::Granted };
        self.fetch_as(by, address, init).await
    }

    async fn fetch_as(
        &self,
        founding: FoundingPermission,
        address: &str,
        init: &RequestInit,
    ) -> Result<Response, Problem> {
        let request = new_request(&format!("{address}&founding={founding:?}"), init)?;
        self.stub.fetch_with_request(request).await.map_err(|error| {
            if is_about_update(&error.to_string()) { Refusal::RoomUpdating.into() } else { error.into() }
        })
    }

    /// A call's address, with what every call carries. The host is nobody's: the call never leaves
    /// the platform.
    fn address<T: Serialize>(&self, path: &str, call: &T) -> Result<String, Problem> {
        let query = serde_urlencoded::to_string(call).map_err(|error| Problem::internal("a call to a room", &error))?;
        let Caller { from, strictness, session, .. } = self.caller;
        let from = from.map(String::from).unwrap_or_default();
        let site = match site::news() {
            Some(news) => serde_urlencoded::to_string([("site", serde_json::to_string(&news)?)]),
            None => Ok(String::new()),
        };
        let site = site.map_err(|error| Problem::internal("a call to a room", &error))?;
        let session = session.map(|SessionMark { person, since }| format!("&person={person}&session_since={since}"));
        let (needs, session) = (needed_by(path), session.unwrap_or_default());
        Ok(format!("https://room{path}?needs={needs}&from={from}{session}&strictness={strictness:?}&{site}&{query}"))
    }

    /// Injects a fault into it.
    #[cfg(feature = "faults")]
    pub(crate) async fn inject(&self, fault: &str) -> Result<Response, Problem> {
        Ok(self.stub.fetch_with_str(&format!("https://room{FAULTS}/{fault}")).await?)
    }

    /// Opens a connection. The answer is the browser's: 101, or the room's refusal.
    pub(crate) async fn connect(
        &self,
        member: &Member,
        since: Option<Version>,
        page: Page,
    ) -> Result<Response, Problem> {
        let connect = ConnectRequest::of(member, since, page);
        let headers = Headers::new();
        headers.set("Upgrade", "websocket")?;
        let init = RequestInit::new();
        init.set_headers(&headers.0);
        let response = self.fetch(&self.address(CONNECT, &connect)?, &init).await?;
        if response.status_code() == 101 {
            return Ok(response);
        }
        answer_of(response).await?;
        Err(Refusal::RoomUpdating.into())
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::internal("JSON", &error)
    }
}

#[cfg(test)]
mod tests;
