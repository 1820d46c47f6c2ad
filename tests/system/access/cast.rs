//! The people who ask.

use std::collections::HashMap;

use harness::{Answer, OPERATOR_KEY, Server, Visitor};
use reqwest::{Method, RequestBuilder};
use templates::urls;

use super::next;
use super::table::Request;

/// Who is somebody in each room, and what they are called.
pub(super) const PEOPLE: [(&str, &str); 7] = [
    ("owner", "Ada"),
    ("co-owner", "Linus"),
    ("moderator", "Mo"),
    ("bystander", "Grace"),
    ("member", "Barbara"),
    ("muted", "Edsger"),
    ("banned", "Donald"),
];

/// Those who ask about rooms in one state.
pub(super) struct Cast<'a> {
    server: &'a Server,
    people: HashMap<&'static str, (String, Visitor)>,
}

impl<'a> Cast<'a> {
    pub(super) async fn gathers(server: &'a Server) -> Self {
        let mut cast = Self { server, people: HashMap::new() };
        cast.people.insert("operator", (String::new(), Visitor::operates(server).await));
        for (who, name) in PEOPLE {
            cast.invites(who, name).await;
        }
        cast
    }

    /// Somebody joins, in a room that is not asked about.
    async fn invites(&mut self, who: &'static str, name: &str) {
        let visitor = Visitor::stranger(self.server);
        visitor.get(urls::HELP).await;
        if who != "visitor" {
            let home = format!("home-{}", next());
            let joined = visitor.post(urls::LANDING, &[("name", name), ("room", &home)]).await;
            assert_eq!(joined.status, 303, "{name} should be let in: {}", joined.text);
        }
        self.people.insert(who, (name.to_owned(), visitor));
    }

    pub(super) fn person(&self, who: &str) -> &Visitor {
        &self.people[who].1
    }

    /// What somebody is called, or would like to be.
    pub(super) fn name(&self, who: &str) -> String {
        self.people.get(who).filter(|_| who != "visitor").map_or_else(|| format!("New {}", next()), |it| it.0.clone())
    }

    /// Somebody of this kind. A stranger is one only once.
    pub(super) async fn asker(&mut self, who: &'static str) -> Visitor {
        match who {
            "stranger" => return Visitor::stranger(self.server),
            "visitor" | "guest" if !self.people.contains_key(who) => {
                self.invites(who, &format!("Gus {}", next())).await
            }
            _ => {}
        }
        self.person(who).clone()
    }

    /// Somebody was taken for a member, so they are no visitor and no guest any more.
    pub(super) fn dismisses(&mut self, who: &str) {
        if ["visitor", "guest"].contains(&who) {
            self.people.remove(who);
        }
    }

    /// Asks for a path as somebody.
    pub(super) async fn asks(&mut self, who: &'static str, request: Request, path: &str, form: &str) -> Answer {
        let visitor = self.asker(who).await;
        let method = Method::from_bytes(request.method.as_bytes()).expect("a method");
        let asked = if who == "operator" && path.starts_with(urls::operator::API) {
            let key = format!("Bearer {OPERATOR_KEY}");
            Visitor::stranger(self.server).request(method, path).header("Authorization", key)
        } else {
            visitor.request(method, path)
        };
        visitor.asks(if request.changes() { with_form(asked, form) } else { asked }).await
    }
}

fn with_form(request: RequestBuilder, form: &str) -> RequestBuilder {
    request.header("Content-Type", "application/x-www-form-urlencoded").body(form.to_owned())
}
