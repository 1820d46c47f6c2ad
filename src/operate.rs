//! The pages of the operator, and the same for programs. Without an `OPERATOR_KEY` there are none.

pub(crate) mod actions;
mod api;
mod audit;
mod one_room;
mod people;
mod reports;
mod rooms;
mod sanctions;
mod settings;
mod sign_in;

use templates::words::Words;
use worker::{Env, Request, Response};

use crate::http::error::Problem;
use crate::http::operator::{Operator, OperatorKey};
use crate::route::{Caller, OperatorRoute};

/// Answers a request for one of them: who asks comes first, and then whether anything is there.
pub(crate) async fn serve(
    request: Request,
    env: &Env,
    route: OperatorRoute,
    words: &Words,
) -> Result<Response, Problem> {
    let key = OperatorKey::of(env).ok_or(Problem::NotFound)?;
    match route {
        OperatorRoute::SignIn => return sign_in::sign_in(request, env, &key, words).await,
        OperatorRoute::SignOut => return sign_in::sign_out(request).await,
        _ => {}
    }
    match caller(&route) {
        Caller::Person => match key.on_page(request.headers(), &request.inner().url())? {
            Some(operator) => page(request, env, operator, route, words).await,
            None => sign_in::ask(&request, words),
        },
        Caller::Program => {
            let operator = sign_in::check_program(&request, &key)?.ok_or(Problem::NotOperator)?;
            match route {
                OperatorRoute::Api(route) => api::serve(request, env, operator, route, words).await,
                OperatorRoute::WrongMethod(_, allow) => Err(Problem::WrongMethod { allow }),
                _ => Err(Problem::NotFound),
            }
        }
    }
}

fn caller(route: &OperatorRoute) -> Caller {
    match route {
        OperatorRoute::Nowhere(caller) | OperatorRoute::WrongMethod(caller, _) => *caller,
        OperatorRoute::Api(_) => Caller::Program,
        _ => Caller::Person,
    }
}

async fn page(
    request: Request,
    env: &Env,
    operator: Operator,
    route: OperatorRoute,
    words: &Words,
) -> Result<Response, Problem> {
    match route {
        OperatorRoute::Rooms => rooms::show(&request, env, words).await,
        OperatorRoute::Room(slug) => one_room::show(&request, env, &slug, words).await,
        OperatorRoute::ChangeRoom(slug, action) => {
            one_room::change(request, env, operator, (&slug, action), words).await
        }
        OperatorRoute::People => people::show(&request, env, words).await,
        OperatorRoute::Audit => audit::show(&request, env, words).await,
        OperatorRoute::Settings => settings::show(&request, env, words).await,
        OperatorRoute::UpdateSettings => settings::update(request, env, operator, words).await,
        OperatorRoute::Reports => reports::show(&request, env, words).await,
        OperatorRoute::CloseReports => reports::close(request, env, operator, words).await,
        OperatorRoute::Sanctions => sanctions::show(&request, env, words).await,
        OperatorRoute::LiftSanction => sanctions::lift(request, env, operator, words).await,
        OperatorRoute::WrongMethod(_, allow) => Err(Problem::WrongMethod { allow }),
        _ => Err(Problem::NotFound),
    }
}
