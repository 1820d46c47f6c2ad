//! Who acts in a room: the member of a session, or the operator, who owns every room and is in
//! none.

use room::{Member, Person, Slug};
use worker::{Env, Headers};

use crate::http::error::Problem;
use crate::http::operator::Operator;
use crate::http::session::{Keys, Session};

/// Who acts in a room.
pub(crate) enum Actor {
    /// Whoever has this session.
    Member(Session),
    /// Whoever runs the site.
    Operator(Operator),
}

impl Actor {
    /// Who a request may come from. What somebody may do as themselves they do as themselves; the
    /// operator comes last, for what they may not.
    ///
    /// # Errors
    /// [`Problem::NoSession`] if it is nobody.
    pub(crate) fn all(headers: &Headers, url: &str, env: &Env) -> Result<Vec<Self>, Problem> {
        let session = Session::of(headers, url, &Keys::of(env)?)?.map(Self::Member);
        let operator = Operator::of(headers, url, env)?.map(Self::Operator);
        let actors: Vec<Self> = session.into_iter().chain(operator).collect();
        if actors.is_empty() { Err(Problem::NoSession) } else { Ok(actors) }
    }

    /// Who keeps order: the operator, if they are signed in, though they may be in the room too.
    ///
    /// # Errors
    /// [`Problem::NoSession`] if it is nobody.
    pub(crate) fn keeping_order(headers: &Headers, url: &str, env: &Env) -> Result<Self, Problem> {
        Self::all(headers, url, env)?.pop().ok_or(Problem::NoSession)
    }

    /// Who a room is told that acts.
    pub(crate) fn member_in(&self, slug: &Slug) -> Result<Member, Problem> {
        match self {
            Self::Member(session) => session.member_in(slug),
            Self::Operator(_) => Ok(Member::operator()),
        }
    }

    /// Who that is in all rooms; none of whoever runs the site.
    pub(crate) fn person(&self) -> Option<Person> {
        match self {
            Self::Member(session) => Some(session.person()),
            Self::Operator(_) => None,
        }
    }

    /// The operator, if they act.
    pub(crate) fn operator(&self) -> Option<Operator> {
        match self {
            Self::Member(_) => None,
            Self::Operator(operator) => Some(*operator),
        }
    }
}
