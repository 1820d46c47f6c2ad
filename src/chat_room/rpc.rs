//! Calls of the Worker: paths become commands or queries, and replies become answers. `room_client`
//! is the other end.

use std::rc::Rc;

use room::{Caller, Cid, Command, ConnectionId, Founding, Member, Refusal, Seq, SingleLineText};
use serde::de::DeserializeOwned;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use worker::{Request, Response, ResponseBuilder};

use super::call_body::{not_understood, parse};
use super::runtime::Runtime;
use super::{backup, catch_up, moderation, queries, search, uploads};
use crate::connections::close_code::CloseCode;
use crate::connections::older_pages;
use crate::ended_sessions::{self, Ended};
use crate::http::error::{Expected, Problem};
use crate::http::{query, response};
use crate::limits::NOT_FOUNDED;
use crate::protocol::{self, Fit};
use crate::report_webhook::ReportNotice;
use crate::room_client::{
    self as calls, CallHeader, CloseReportsValue, ConnectRequest, DescribeUploadValue, EditValue, FoundingPermission,
    JoinRequest, LiftValue, MemberRequest, PersonRequest, ReactionValue, ReportValue, RoleLinkRequest, SanctionValue,
    SayRequest, Snapshot, SnapshotRequest,
};
use crate::{log, random, site};

/// Answers one call.
pub(super) async fn answer_call(runtime: &Rc<Runtime>, mut request: Request) -> Result<Response, Problem> {
    let path = request.path();
    let header: CallHeader = query::read(&request, Expected::RoomCall)?;
    if let Some(news) = header.site.as_ref().and_then(|news| serde_json::from_str(news).ok()) {
        site::learn(news);
    }
    runtime.learn_site();
    if !protocol::understands_call(header.needs) {
        return Err(not_understood(&path));
    }
    // Nobody is answered with what should be gone by now.
    runtime.act(|engine| engine.jobs().expire())?;
    // Nor of who is here no more.
    runtime.sweep();
    let caller = header.caller();
    if header.founding == FoundingPermission::Ask && would_found(runtime, &path) {
        return Ok(ResponseBuilder::new().with_status(NOT_FOUNDED).empty());
    }
    match path.as_str() {
        calls::CONNECT => connect(runtime, caller, query::read(&request, Expected::RoomCall)?).await,
        calls::POLL => {
            let request = query::read(&request, Expected::RoomCall)?;
            Ok(response::json_response(200, &poll(runtime, caller, request)?)?)
        }
        calls::SNAPSHOT | calls::SNAPSHOT_AFTER | calls::FOR_YOU | calls::LOG_FRAME => {
            let request: SnapshotRequest = query::read(&request, Expected::RoomCall)?;
            let snapshot = if path == calls::LOG_FRAME {
                log_frame(runtime, caller, &request)?
            } else {
                let query = match path.as_str() {
                    calls::SNAPSHOT => queries::snapshot,
                    calls::FOR_YOU => queries::for_you,
                    _ => queries::snapshot_after,
                };
                runtime.read(|engine| query(engine.room(), engine.storage(), &request, engine.now()))?
            };
            Ok(response::json_response(200, &snapshot)?)
        }
        calls::MESSAGES_AFTER => {
            let query = query::read(&request, Expected::RoomCall)?;
            Ok(response::json_response(
                200,
                &runtime.read(|engine| queries::messages_after(engine.room(), engine.storage(), query))?,
            )?)
        }
        calls::MEMBERS_PAGE => {
            let query = query::read(&request, Expected::RoomCall)?;
            Ok(response::json_response(200, &runtime.read(|engine| queries::members_page(engine.room(), query)))?)
        }
        calls::END_SESSIONS => {
            ended_sessions::add(parse::<Ended>(&request.text().await?)?);
            runtime.act(|_| ());
            Ok(response::json_response(200, &())?)
        }
        calls::MEMBERS_NAMED => {
            let MemberRequest { member, value: typed } = parse::<MemberRequest<String>>(&request.text().await?)?;
            let named = runtime.read(|engine| {
                queries::members_named(engine.room(), engine.storage(), &member, &typed, engine.now())
            })?;
            Ok(response::json_response(200, &named)?)
        }
        calls::MESSAGE => {
            let request = query::read(&request, Expected::RoomCall)?;
            let answer =
                runtime.read(|engine| queries::message(engine.room(), engine.storage(), &request, engine.now()))?;
            Ok(response::json_response(200, &answer)?)
        }
        calls::SEARCH => {
            let request = query::read(&request, Expected::RoomCall)?;
            let answer =
                runtime.read(|engine| search::search(engine.room(), engine.storage(), &request, engine.now()))?;
            Ok(response::json_response(200, &answer)?)
        }
        calls::REPORTS => {
            let request = query::read(&request, Expected::RoomCall)?;
            let answer =
                runtime.read(|engine| queries::reports(engine.room(), engine.storage(), &request, engine.now()))?;
            Ok(response::json_response(200, &answer)?)
        }
        calls::REPORT => Ok(response::json_response(200, &report(runtime, parse(&request.text().await?)?)?)?),
        calls::CLOSE_REPORTS => {
            let MemberRequest { member, value: CloseReportsValue { seq, state } } = parse(&request.text().await?)?;
            let close = Command::CloseReports { member: member.id, seq, state };
            let closed = runtime.act(|engine| engine.turn(close, None))?;
            runtime.share_reports(None);
            Ok(response::json_response(200, &closed)?)
        }
        calls::PERSON | calls::PEOPLE | calls::AUDIT => {
            let request: PersonRequest = query::read(&request, Expected::RoomCall)?;
            runtime.read(|engine| {
                let (room, storage, now) = (engine.room(), engine.storage(), engine.now());
                Ok(match path.as_str() {
                    calls::PERSON => response::json_response(200, &moderation::person(room, storage, &request, now)?)?,
                    calls::PEOPLE => response::json_response(200, &moderation::people(room, storage, &request, now)?)?,
                    _ => response::json_response(200, &moderation::audit(room, storage, &request, now)?)?,
                })
            })
        }
        calls::REMOVE_MESSAGES => {
            let MemberRequest { member: by, value: member } = parse(&request.text().await?)?;
            Ok(response::json_response(200, &moderation::remove_messages(runtime, &by, &member).await?)?)
        }
        calls::EDIT | calls::REMOVE | calls::UNDO_REMOVAL | calls::REACT => {
            let (member, command) = change_command(&path, &request.text().await?)?;
            Ok(response::json_response(200, &change(runtime, caller, &member, command).await?)?)
        }
        calls::BEGIN_UPLOAD => {
            let MemberRequest { member, value } = parse(&request.text().await?)?;
            Ok(response::json_response(200, &uploads::begin(runtime, caller, member, value)?)?)
        }
        calls::END_UPLOAD => {
            let MemberRequest { member, value } = parse(&request.text().await?)?;
            Ok(response::json_response(200, &uploads::end(runtime, &member, value)?)?)
        }
        calls::FILE => {
            let request = query::read(&request, Expected::RoomCall)?;
            let answer =
                runtime.read(|engine| uploads::file(engine.room(), engine.storage(), &request, engine.now()))?;
            Ok(response::json_response(200, &answer)?)
        }
        calls::SAY | calls::SAY_WITH_FILES => {
            Ok(response::json_response(200, &say(runtime, caller, parse(&request.text().await?)?)?)?)
        }
        calls::JOIN
        | calls::RENAME
        | calls::LEAVE
        | calls::UPDATE_SETTINGS
        | calls::MAKE_ROLE_LINK
        | calls::MAKE_MODERATOR_LINK
        | calls::FOLLOW_ROLE_LINK
        | calls::REMOVE_ROLE
        | calls::SET_CLOSED
        | calls::SANCTION
        | calls::LIFT_SANCTION
        | calls::RESTORE_MESSAGES
        | calls::DISMISS_REMINDER
        | calls::DESCRIBE_UPLOAD
        | calls::REMOVE_UPLOAD
        | calls::DELETE => {
            let command = member_command(&path, &request.text().await?)?;
            Ok(response::json_response(200, &runtime.act(|engine| engine.turn_by(command, caller))?)?)
        }
        calls::EXPORT
        | calls::EXPORT_MEMBERS
        | calls::EXPORT_MESSAGES
        | calls::IMPORT
        | calls::RESHIP
        | calls::FORGET => backup::answer_call(runtime, &path, request).await,
        #[cfg(feature = "faults")]
        path if path.starts_with(calls::FAULTS) => {
            crate::faults::inject_into_room(runtime, path.trim_start_matches(calls::FAULTS), &request)
        }
        _ => Err(not_understood(&path)),
    }
}

/// Whether a call would make a room of what is none yet.
fn would_found(runtime: &Rc<Runtime>, call: &str) -> bool {
    let lets_in =
        matches!(call, calls::CONNECT | calls::POLL | calls::LOG_FRAME | calls::SAY | calls::JOIN | calls::RENAME);
    lets_in && runtime.read(|engine| !engine.room().is_founded() && engine.room().deleted_at().is_none())
}

async fn connect(runtime: &Rc<Runtime>, caller: Caller, request: ConnectRequest) -> Result<Response, Problem> {
    let connection = ConnectionId(random::hex::<8>()?);
    let (since, page) = (request.since, request.page());
    match page.protocol.fit() {
        Fit::Served => {
            let client = runtime.connect(caller, request.member(), connection, since, page).await??;
            Ok(Response::from_websocket(client)?)
        }
        // A Worker of the build before let it through.
        Fit::Outdated => Ok(response::closed_socket(CloseCode::OutdatedPage, page.language.words())?),
        // The page comes back until this room is updated.
        Fit::Newer => Err(not_understood(calls::CONNECT)),
    }
}

/// The first frame of a page that has no socket. Its reader counts as here for a while.
fn poll(runtime: &Rc<Runtime>, caller: Caller, request: ConnectRequest) -> Result<Result<String, Refusal>, Problem> {
    if request.protocol.fit() != Fit::Served {
        return Err(not_understood(calls::POLL));
    }
    let poll = Command::Poll { member: request.member() };
    Ok(match runtime.act(|engine| engine.turn_by(poll, caller))? {
        Ok(()) => {
            let (since, words) = (request.since, request.language.words());
            let member = request.member().id;
            Ok(runtime.read(|engine| {
                let news = catch_up::frame(since, engine.room(), engine.storage(), words)?;
                let news = older_pages::for_page(news, request.pictures);
                Ok::<_, worker::Error>(news + &catch_up::own_reactions(&member, engine.storage())?.take())
            })?)
        }
        Err(refusal) => Err(refusal),
    })
}

/// What a frame with the log shows. Its reader counts as here for a while, as one of a page without
/// a socket does.
fn log_frame(runtime: &Rc<Runtime>, caller: Caller, request: &SnapshotRequest) -> Result<Snapshot, Problem> {
    let member = request.reader().ok_or_else(|| not_understood(calls::LOG_FRAME))?;
    let refusal = runtime.act(|engine| engine.turn_by(Command::Poll { member }, caller))?.err();
    Ok(runtime.read(|engine| queries::log_frame(engine.room(), engine.storage(), request, refusal, engine.now()))?)
}

/// A form may come from somebody who never connected, so they join first.
fn say(runtime: &Rc<Runtime>, caller: Caller, request: SayRequest) -> Result<Result<(), Refusal>, Problem> {
    let SayRequest { member, cid, text, reply_to, files } = request;
    let join = Command::Join { member: member.clone(), founding: Founding::default() };
    let say = Command::Say { member, cid: Cid::from_trusted(cid), text, reply_to, files };
    runtime.act(|engine| match engine.turn_by(join, caller)? {
        Ok(()) => Ok(engine.turn_by(say, caller)?),
        refused => Ok(refused),
    })
}

/// Somebody who may not read the room reports nothing in it. Who is told of it hears of it once.
fn report(runtime: &Rc<Runtime>, request: MemberRequest<ReportValue>) -> Result<Result<(), Refusal>, Problem> {
    let MemberRequest { member, value: ReportValue { seq, reason, note, link } } = request;
    let access =
        runtime.read(|engine| queries::check_access(engine.room(), engine.storage(), Some(&member), engine.now()))?;
    if access.is_err() {
        return Ok(access);
    }
    let before = runtime.read(|engine| engine.storage().reports().has(seq, &member.id))?;
    let report = Command::Report { member, seq, reason, note };
    let reported = runtime.act(|engine| engine.turn(report, None))?;
    if reported.is_ok() && !before {
        runtime.share_reports(Some(ReportNotice { link, reason }));
    }
    Ok(reported)
}

/// Somebody who may not read the room any more, or not under this name, changes nothing in it.
async fn change(
    runtime: &Rc<Runtime>,
    caller: Caller,
    member: &Member,
    change: Change,
) -> Result<Result<(), Refusal>, Problem> {
    let Change { seq, command } = change;
    let access =
        runtime.read(|engine| queries::check_access(engine.room(), engine.storage(), Some(member), engine.now()))?;
    if access.is_err() {
        return Ok(access);
    }
    runtime.bring_back(seq).await.map_err(|error| {
        log::warn("archived_message_unavailable", json!({ "error": error.to_string() }));
        Problem::ArchiveUnavailable
    })?;
    Ok(runtime.act(|engine| engine.turn_by(command, caller))?)
}

/// What somebody does with a message that was said.
struct Change {
    /// The place of the message.
    seq: Seq,
    command: Command,
}

/// The same, and who does it.
fn change_command(path: &str, body: &str) -> Result<(Member, Change), Problem> {
    let (by, seq, command) = match path {
        calls::EDIT => {
            let MemberRequest { member, value: EditValue { seq, cid, base, text } } = parse(body)?;
            let cid = Cid::from_trusted(cid);
            (member.clone(), seq, Command::Edit { member: member.id, seq, cid, base, text })
        }
        calls::REACT => {
            let MemberRequest { member, value: ReactionValue { seq, emoji: typed, state } } = parse(body)?;
            (member.clone(), seq, Command::React { member, seq, typed, state })
        }
        calls::REMOVE => {
            let MemberRequest { member, value: seq } = parse(body)?;
            (member.clone(), seq, Command::Remove { member, seq })
        }
        _ => {
            let MemberRequest { member, value: seq } = parse(body)?;
            (member.clone(), seq, Command::UndoRemoval { member: member.id, seq })
        }
    };
    Ok((by, Change { seq, command }))
}

/// What only a member can ask for.
fn member_command(path: &str, body: &str) -> Result<Command, Problem> {
    fn read<T: DeserializeOwned>(body: &str) -> Result<(Member, T), Problem> {
        let MemberRequest { member, value } = parse(body)?;
        Ok((member, value))
    }
    Ok(match path {
        calls::JOIN => {
            let JoinRequest { member, value: listing, title } = parse(body)?;
            Command::Join { member, founding: Founding { title, listing } }
        }
        calls::RENAME => Command::Rename { member: read::<()>(body)?.0 },
        calls::UPDATE_SETTINGS => {
            let (member, settings) = read(body)?;
            Command::UpdateSettings { member: member.id, settings }
        }
        calls::MAKE_ROLE_LINK | calls::MAKE_MODERATOR_LINK => {
            let RoleLinkRequest { member, value: secret, uses, role } = parse(body)?;
            Command::SetRoleLink { member: member.id, role, digest: role_link_digest(&secret), uses }
        }
        calls::FOLLOW_ROLE_LINK => {
            let (member, secret) = read::<String>(body)?;
            Command::FollowRoleLink { member, digest: role_link_digest(&secret) }
        }
        calls::SANCTION => {
            let (by, SanctionValue { member, new }) = read(body)?;
            Command::Sanction { by: by.id, member, new }
        }
        calls::LIFT_SANCTION => {
            let (by, LiftValue { member, kind }) = read(body)?;
            Command::LiftSanction { by: by.id, member, kind }
        }
        calls::RESTORE_MESSAGES => {
            let (by, member) = read(body)?;
            Command::RestoreMessages { by: by.id, member }
        }
        calls::REMOVE_ROLE => {
            let (member, holder) = read(body)?;
            Command::RemoveRole { member: member.id, holder }
        }
        calls::SET_CLOSED => {
            let (member, reason) = read::<Option<SingleLineText>>(body)?;
            Command::SetClosed { member: member.id, reason }
        }
        calls::DISMISS_REMINDER => Command::DismissReminder { member: read::<()>(body)?.0.id },
        calls::DESCRIBE_UPLOAD => {
            let (member, DescribeUploadValue { id, alt }) = read(body)?;
            Command::DescribeUpload { member: member.id, id, alt }
        }
        calls::REMOVE_UPLOAD => {
            let (member, id) = read(body)?;
            Command::RemoveUpload { member: member.id, id }
        }
        calls::DELETE => Command::Delete { member: read::<()>(body)?.0.id },
        _ => Command::Leave { member: read::<()>(body)?.0.id },
    })
}

/// The room keeps only a digest, so nobody who reads its storage gets a role.
fn role_link_digest(secret: &str) -> String {
    random::to_hex(&Sha256::digest(format!("natter owner {secret}")))
}
