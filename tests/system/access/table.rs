//! The table of `access.txt`, read. Knows no server.

/// Routes with what everybody is answered.
pub(crate) struct Table {
    /// Who asks.
    pub(crate) askers: Vec<&'static str>,
    pub(crate) groups: Vec<Group>,
}

/// Routes that answer alike.
pub(crate) struct Group {
    pub(crate) requests: Vec<Request>,
    lines: Vec<Line>,
}

/// A request, with words in braces for what is different in each room.
#[derive(Clone, Copy)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) form: &'static str,
}

struct Line {
    states: Vec<&'static str>,
    cells: Vec<&'static str>,
}

/// What a line calls all states that no other line of its group names.
const OTHERS: &str = "every";

impl Table {
    /// Reads it.
    pub(crate) fn read(text: &'static str) -> Self {
        let mut table = Self { askers: Vec::new(), groups: Vec::new() };
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let mut words = line.split_whitespace();
            let first = words.next().expect("a line has words");
            if first == "state" {
                table.askers = words.collect();
            } else if line.starts_with(' ') {
                let cells: Vec<&str> = words.collect();
                assert_eq!(cells.len(), table.askers.len(), "a cell for everybody: {line}");
                let states = first.split(',').collect();
                table.groups.last_mut().expect("a route comes first").lines.push(Line { states, cells });
            } else {
                let request = Request {
                    method: first,
                    path: words.next().expect("a method has a path"),
                    form: words.next().unwrap_or_default(),
                };
                match table.groups.last_mut().filter(|group| group.lines.is_empty()) {
                    Some(group) => group.requests.push(request),
                    None => table.groups.push(Group { requests: vec![request], lines: Vec::new() }),
                }
            }
        }
        table
    }
}

impl Group {
    /// What everybody is answered about a room in this state.
    pub(crate) fn cells(&self, state: &str) -> &[&'static str] {
        let line = |state: &str| self.lines.iter().find(|line| line.states.contains(&state));
        let line = line(state).or_else(|| line(OTHERS));
        &line.expect("a line for every state").cells
    }
}

impl Request {
    /// Whether it is about a room.
    pub(crate) fn is_about_a_room(self) -> bool {
        self.path.contains("{room}") || self.form.contains("{room}")
    }

    /// Whether only the operator may ask it.
    pub(crate) fn is_for_operator(self) -> bool {
        self.path.starts_with("/operate") || self.path.starts_with("/api/operate")
    }

    /// Whether it is there to change something.
    pub(crate) fn changes(self) -> bool {
        ["POST", "PUT"].contains(&self.method)
    }

    /// Whether a room may know somebody by it who has asked: by their presence at least.
    pub(crate) fn introduces(self) -> bool {
        self.changes() || self.method == "WS" || self.counts_as_presence()
    }

    /// Whether its reader is here by it: the log of a page without scripts, which loads itself.
    pub(crate) fn counts_as_presence(self) -> bool {
        self.action() == "log"
    }

    /// The last word of its path.
    pub(crate) fn action(self) -> &'static str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Whether it is there to do this.
    pub(crate) fn does(self, action: &str) -> bool {
        self.changes() && self.action() == action
    }

    /// Its path, with another last word.
    pub(crate) fn instead(self, action: &str) -> String {
        let (before, _) = self.path.rsplit_once('/').unwrap_or_default();
        format!("{before}/{action}")
    }
}
