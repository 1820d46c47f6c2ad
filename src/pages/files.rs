//! Files before a message has them: where scripts put them, and the page that does the same without
//! a script.

use room::limits::PREVIEW_MAX_BYTES;
use room::{FileName, Member, Refusal, Slug, UploadId, UploadedFile};
use serde::Deserialize;
use templates::urls;
use templates::views::{FilesPageView, UploadsView};
use templates::words::Words;
use worker::{Env, Headers, Method, Request, Response};

use crate::fence::Fence;
use crate::file_store::FileStore;
use crate::http::error::{Expected, Problem};
use crate::http::session::{Keys, Session};
use crate::http::{address, body, form, origin, query, response};
use crate::kept_form::KeptForm;
use crate::limits::{TOKEN_BYTES, UPLOAD_ID_BYTES};
use crate::random;
use crate::room_client::{DESCRIBE_UPLOAD, DescribeUploadValue, REMOVE_UPLOAD, RoomStub, Snapshot, SnapshotRequest};
use crate::uploads::{self, NewFile, Upload};
use crate::views;

/// What a script says of a file that it puts.
#[derive(Default, Deserialize)]
struct FileQuery {
    #[serde(default)]
    name: String,
}

/// What was typed in the composer goes along with every form of the page.
#[derive(Default, Deserialize)]
struct FilesForm {
    #[serde(default)]
    text: String,
    #[serde(default)]
    reply: String,
    /// What a picture shows.
    #[serde(default)]
    alt: String,
    /// Set by a script, which stays where it is.
    v: Option<String>,
}

/// Who sends files to a room.
struct Sender<'a> {
    env: &'a Env,
    headers: &'a Headers,
    url: &'a str,
    slug: &'a Slug,
    member: Member,
    room: RoomStub,
    files: FileStore,
    words: &'a Words,
}

impl<'a> Sender<'a> {
    fn of(env: &'a Env, headers: &'a Headers, url: &'a str, slug: &'a Slug, words: &'a Words) -> Result<Self, Problem> {
        let files = FileStore::of(env).ok_or(Problem::FilesNotTaken)?;
        let session = Session::of(headers, url, &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
        let member = session.member_in(slug)?;
        let room = RoomStub::called_by(headers, env, slug)?.with_session(&session);
        Ok(Self { env, headers, url, slug, member, room, files, words })
    }

    fn upload(&self) -> Upload<'_> {
        let most = uploads::limits(self.env).file_bytes;
        Upload { files: &self.files, room: &self.room, slug: self.slug, member: &self.member, most }
    }

    /// Back to the page, with what was typed.
    fn back(&self, form: &FilesForm) -> Result<Response, Problem> {
        let page = urls::files(self.slug.as_str());
        let kept = KeptForm::typed(&[("text", &form.text), ("reply", &form.reply)]);
        match kept.see_other(self.headers, self.url, &page)? {
            Some(response) => Ok(response),
            None => Ok(response::see_other(&page)?),
        }
    }

    /// The page, with why a file was not taken.
    async fn page(&self, form: &FilesForm, problem: Option<&Problem>) -> Result<Response, Problem> {
        let request = SnapshotRequest::of(Some(&self.member), None, 0);
        let Snapshot { access_denied, settings, listed_members, online_count, uploads, .. } =
            self.room.snapshot(&request).await?;
        if let Some(refusal) = access_denied {
            return Err(refusal.into());
        }
        let waiting: Vec<_> = uploads.iter().map(views::file).collect();
        let (cid, limits) = (random::hex::<TOKEN_BYTES>()?, uploads::limits(self.env));
        let sentence = problem.map(|problem| problem.advice(self.words));
        let view = FilesPageView {
            page: &urls::files(self.slug.as_str()),
            room: self.slug.as_str(),
            title: settings.title.as_str(),
            me: views::member_view(&self.member),
            members: views::members(&listed_members, online_count),
            uploads: UploadsView {
                waiting: &waiting,
                per_message: limits.per_message,
                max_bytes: limits.file_bytes,
                preview_max_bytes: PREVIEW_MAX_BYTES,
            },
            text: &form.text,
            reply: &form.reply,
            cid: &cid,
            problem: sentence.as_deref(),
        };
        let status = problem.map_or(200, Problem::status);
        Ok(response::html_response(status, &templates::files_page(&view, self.words))?)
    }
}

/// Shows the page.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers());
    let sender = Sender::of(env, headers, &url, slug, words)?;
    let kept = KeptForm::of(headers)?.unwrap_or_default();
    let text = |field| kept.text(field).unwrap_or_default().to_owned();
    sender.page(&FilesForm { text: text("text"), reply: text("reply"), ..FilesForm::default() }, None).await
}

/// Takes what the composer sends to the page, or a file that a form of the page has.
pub(crate) async fn post(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let content_type = headers.get("Content-Type")?.unwrap_or_default();
    let Some(boundary) = uploads::boundary(&content_type) else {
        let form: FilesForm = form::read(request).await?;
        return Sender::of(env, &headers, &url, slug, words)?.back(&form);
    };
    check_origin(&headers, &url)?;
    let sender = Sender::of(env, &headers, &url, slug, words)?;
    let mut form = FilesForm::default();
    match receive_form(request, &sender, &boundary, &mut form).await {
        Ok(()) => sender.back(&form),
        Err(problem @ (Problem::Refused(_) | Problem::BadPicture(_) | Problem::CutOff)) => {
            sender.page(&form, Some(&problem)).await
        }
        Err(problem) => Err(problem),
    }
}

async fn receive_form(
    mut request: Request,
    sender: &Sender<'_>,
    boundary: &str,
    form: &mut FilesForm,
) -> Result<(), Problem> {
    let length = length_of(&request)?;
    pass_fence(sender).await?;
    let read = uploads::read_form(request.stream()?, boundary, length).await;
    let received = read.ok_or(Problem::Unreadable(Expected::FormFields))?;
    let field = |name| received.head.field(name).to_owned();
    (form.text, form.reply, form.alt) = (field("text"), field("reply"), field("alt"));
    let id = UploadId::parse(&random::hex::<UPLOAD_ID_BYTES>()?)?;
    let new = NewFile { id: id.clone(), name: FileName::of(received.head.file_name()), bytes: received.bytes };
    sender.upload().receive(new, received.content).await?;
    if form.alt.trim().is_empty() {
        return Ok(());
    }
    let described = DescribeUploadValue { id, alt: form.alt.clone() };
    Ok(sender.room.request(DESCRIBE_UPLOAD, sender.member.clone(), described).await??)
}

/// Takes a file that a script puts, or what its page's form says a picture shows.
pub(crate) async fn upload(
    request: Request,
    env: &Env,
    (slug, id): (&Slug, &UploadId),
    words: &Words,
) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    if request.method() != Method::Put {
        let form: FilesForm = form::read(request).await?;
        let sender = Sender::of(env, &headers, &url, slug, words)?;
        let described = DescribeUploadValue { id: id.clone(), alt: form.alt.clone() };
        sender.room.request(DESCRIBE_UPLOAD, sender.member.clone(), described).await??;
        return done(&sender, &form);
    }
    match put(request, env, (&headers, &url), (slug, id), words).await {
        Ok(file) => {
            Ok(response::html_response(200, &templates::upload_item(&views::file(&file), slug.as_str(), words))?)
        }
        Err(problem) => {
            problem.log();
            let response = response::html_response(problem.status(), &templates::refusal(&problem.advice(words)))?;
            if let Problem::Refused(refusal) = &problem {
                response::set_retry_after(&response, refusal)?;
            }
            Ok(response)
        }
    }
}

async fn put(
    mut request: Request,
    env: &Env,
    (headers, url): (&Headers, &str),
    (slug, id): (&Slug, &UploadId),
    words: &Words,
) -> Result<UploadedFile, Problem> {
    check_origin(headers, url)?;
    let sender = Sender::of(env, headers, url, slug, words)?;
    let FileQuery { name } = query::read(&request, Expected::QueryFields)?;
    let bytes = length_of(&request)?;
    pass_fence(&sender).await?;
    if request.inner().body().is_none() {
        return Err(Refusal::FileEmpty.into());
    }
    let new = NewFile { id: id.clone(), name: FileName::of(&name), bytes };
    sender.upload().receive(new, request.stream()?).await
}

/// Takes the small picture of a picture, which a script has made.
pub(crate) async fn preview(
    request: Request,
    env: &Env,
    (slug, id): (&Slug, &UploadId),
    words: &Words,
) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    check_origin(&headers, &url)?;
    let sender = Sender::of(env, &headers, &url, slug, words)?;
    pass_fence(&sender).await?;
    let max = usize::try_from(PREVIEW_MAX_BYTES).unwrap_or_default();
    let content = body::read(request, max).await.map_err(|problem| match problem {
        Problem::TooLarge => Refusal::FileTooLarge { max_bytes: PREVIEW_MAX_BYTES }.into(),
        problem => problem,
    })?;
    sender.upload().receive_preview(id, content).await?;
    Ok(response::no_content())
}

/// Takes out a file that no message has.
pub(crate) async fn remove(
    request: Request,
    env: &Env,
    (slug, id): (&Slug, &UploadId),
    words: &Words,
) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let form: FilesForm = form::read(request).await?;
    let sender = Sender::of(env, &headers, &url, slug, words)?;
    sender.room.request(REMOVE_UPLOAD, sender.member.clone(), id).await??;
    done(&sender, &form)
}

/// A script knows what it has done; a form leads back to its page.
fn done(sender: &Sender<'_>, form: &FilesForm) -> Result<Response, Problem> {
    if form.v.is_some() { Ok(response::no_content()) } else { sender.back(form) }
}

fn check_origin(headers: &Headers, url: &str) -> Result<(), Problem> {
    if origin::may_post(headers, url)? { Ok(()) } else { Err(origin::foreign(headers, url)) }
}

async fn pass_fence(sender: &Sender<'_>) -> Result<(), Problem> {
    Ok(Fence::Uploads.pass(sender.env, address::caller(sender.headers, sender.env)?).await?)
}

/// How long a body says it is. R2 has to know it before the first byte.
fn length_of(request: &Request) -> Result<u64, Problem> {
    let length = request.headers().get("Content-Length")?;
    length.and_then(|length| length.trim().parse().ok()).ok_or(Problem::LengthRequired)
}
