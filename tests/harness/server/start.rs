//! How a server is started.

use std::fs;
use std::panic::Location;

use super::{OPERATOR_KEY, SESSION_SECRET, Server, World, tables};
use crate::checkout;
use crate::checkout::Build;
use crate::process::free_port;
use crate::server_log::ServerLog;

/// How a server is started.
#[derive(Clone, Debug)]
pub struct Start {
    pub(super) tables: bool,
    pub(super) secret: bool,
    pub(super) operator_key: &'static str,
    pub(super) build: Build,
    pub(super) vars: Vec<(&'static str, String)>,
    /// The build of the rooms, if it is another one than the Worker's.
    pub(super) rooms: Option<Build>,
    pub(super) pages: bool,
    /// Without `wrangler dev`.
    pub(super) direct: bool,
    pub(super) https: bool,
}

impl Default for Start {
    fn default() -> Self {
        let vars = vec![("ADDRESS_LIMITS", "off".to_owned())];
        let operator_key = OPERATOR_KEY;
        Self {
            tables: true,
            secret: true,
            operator_key,
            build: Build::Release,
            vars,
            rooms: None,
            pages: false,
            direct: false,
            https: false,
        }
    }
}

impl Start {
    /// Without D1's tables, as in a checkout where nobody has applied the migrations.
    #[must_use]
    pub fn without_tables(mut self) -> Self {
        self.tables = false;
        self
    }

    /// With another key of the operator; an empty one is none.
    #[must_use]
    pub fn with_operator_key(mut self, key: &'static str) -> Self {
        self.operator_key = key;
        self
    }

    /// Without a secret to sign sessions with.
    #[must_use]
    pub fn without_secret(mut self) -> Self {
        self.secret = false;
        self
    }

    /// A build that fails where it is [told to](Server::suffers).
    #[must_use]
    pub fn with_faults(mut self) -> Self {
        self.build = Build::Faults;
        self
    }

    /// The release before this one.
    #[must_use]
    pub fn of_the_previous_release(mut self) -> Self {
        self.build = Build::Previous;
        self
    }

    /// With rooms of the release before this one.
    #[must_use]
    pub fn with_rooms_of_the_previous_release(mut self) -> Self {
        self.rooms = Some(Build::Previous);
        self
    }

    /// With rooms of this build.
    #[must_use]
    pub fn with_rooms_of_this_release(mut self) -> Self {
        self.rooms = Some(Build::Release);
        self
    }

    /// With rooms that fail where [they are told to](Server::rooms_suffer), apart from the Worker.
    #[must_use]
    pub fn with_rooms_with_faults(mut self) -> Self {
        self.rooms = Some(Build::Faults);
        self
    }

    /// With a variable set otherwise than in `wrangler.toml`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.vars.retain(|(other, _)| *other != name);
        self.vars.push((name, value.to_string()));
        self
    }

    /// Behind a Pages project.
    #[must_use]
    pub fn behind_pages(mut self) -> Self {
        self.pages = true;
        self
    }

    /// Over https, with a certificate that nobody vouches for.
    #[must_use]
    pub fn over_https(mut self) -> Self {
        self.https = true;
        self
    }

    /// On workerd itself, without D1.
    #[must_use]
    pub fn on_workerd(mut self) -> Self {
        (self.direct, self.tables) = (true, false);
        self
    }

    /// Starts it, and waits until it is ready.
    #[track_caller]
    pub fn server(self) -> impl Future<Output = Server> {
        let at = Location::caller();
        async move {
            let world = World::new(self.build).unwrap_or_else(|error| panic!("{at}: no folder for a server: {error}"));
            let mut server = Server { process: None, world, port: free_port(), start: self, log: ServerLog::default() };
            if let Some(rooms) = server.start.rooms {
                checkout::add_rooms(&server.world.0, rooms).expect("a build for the rooms");
            }
            if server.start.pages {
                checkout::add_pages(&server.world.0).expect("a folder for Pages");
            }
            if server.start.secret {
                let key = server.start.operator_key;
                let mut secret = format!("SESSION_SECRET={SESSION_SECRET}\nOPERATOR_KEY={key}\n");
                // The server of a Pages project takes no variables from its command.
                for (name, value) in server.start.vars.iter().filter(|_| server.start.pages) {
                    secret.push_str(&format!("{name}={value}\n"));
                }
                fs::write(server.world.0.join(".dev.vars"), secret).expect("a secret can be written");
            }
            if server.start.tables {
                tables::make(&server).await;
            }
            server.run(at).await;
            server
        }
    }
}
