//! A room with a log and a clock, and people in it: the pretend world of the tests.

use std::collections::BTreeMap;

use room::{
    Acquaintance, Attention, Audience, Body, Cid, Command, Connected, ConnectionId, Delivery, Door, Ending, Event,
    Member, MemberId, Memory, Message, Millis, Name, Outbox, Person, Precedent, Refusal, Room, Seq, Typists,
};

/// The room under test, with what is around it in the real house: a log, connections, a clock.
pub(crate) struct Lobby {
    pub(crate) room: Room,
    /// What was saved, in the order in which it was saved.
    pub(crate) log: Vec<Message>,
    /// Up to where the log has handed over to the store.
    pub(crate) archived: Seq,
    pub(crate) connections: Vec<(Member, ConnectionId)>,
    pub(crate) now: Millis,
    story: Vec<String>,
}

/// When the lobby is founded; the first message is the next number.
pub(crate) const FOUNDED: Millis = 1_000_000;

impl Lobby {
    pub(crate) fn open() -> Self {
        Self {
            room: Room::wake(Memory::default(), FOUNDED),
            log: Vec::new(),
            archived: 0,
            connections: Vec::new(),
            now: FOUNDED,
            story: Vec::new(),
        }
    }

    /// Somebody connects by a named connection.
    pub(crate) fn enters(&mut self, name: &str, connection: &str) -> &mut Self {
        let (member, connection) = (member(name), ConnectionId(connection.to_owned()));
        self.connections.push((member.clone(), connection.clone()));
        self.apply(Command::Enter { member, connection });
        self
    }

    /// A connection closes.
    pub(crate) fn leaves(&mut self, connection: &str) -> &mut Self {
        self.loses(connection, Ending::Closed)
    }

    /// A connection ends in one way or the other.
    pub(crate) fn loses(&mut self, connection: &str, ending: Ending) -> &mut Self {
        let at = self.connections.iter().position(|(_, open)| open.0 == connection).expect("an open connection");
        let (member, connection) = self.connections.remove(at);
        self.apply(Command::Leave { member: member.id, connection, ending });
        self
    }

    /// Nobody looks at the page behind a connection any more, or somebody does again.
    pub(crate) fn attends(&mut self, connection: &str, attention: Attention) -> &mut Self {
        let (member, connection) =
            self.connections.iter().find(|(_, open)| open.0 == connection).cloned().expect("an open connection");
        self.apply(Command::Attend { member: member.id, connection, attention });
        self
    }

    /// Somebody types.
    pub(crate) fn types(&mut self, name: &str) -> &mut Self {
        self.apply(Command::Type { member: member(name) });
        self
    }

    /// Somebody takes another name.
    pub(crate) fn renames(&mut self, name: &str, to: &str) -> &mut Self {
        let member = Member { id: member(name).id, name: member(to).name };
        self.connections.iter_mut().filter(|(of, _)| of.id == member.id).for_each(|(of, _)| *of = member.clone());
        self.apply(Command::Rename { member });
        self
    }

    /// Whether somebody else may have this person's name now.
    pub(crate) fn keeps_name_of(&self, name: &str) -> bool {
        let acquaintance = Acquaintance { known_as: None, holders: vec![member(name).id] };
        self.room.welcomes(&acquaintance, Door::Open, self.now).is_err()
    }

    /// Somebody says something under an id of its own.
    pub(crate) fn says(&mut self, name: &str, text: &str) -> &mut Self {
        let cid = format!("cid-{:04}", self.story.len());
        self.sends(name, &cid, text);
        self
    }

    /// Somebody sends something under an id that they choose.
    pub(crate) fn sends(&mut self, name: &str, cid: &str, text: &str) -> Outbox {
        let (member, cid) = (member(name), Cid::parse(cid).expect("an id"));
        let earlier = self.precedent(&member, &cid);
        self.apply(Command::Say { member, cid, body: Body::parse(text), earlier })
    }

    /// What somebody said earlier under an id.
    pub(crate) fn precedent(&self, member: &Member, cid: &Cid) -> Option<Precedent> {
        let said = self.log.iter().find(|said| said.member == member.id && said.cid == *cid)?;
        Some(if said.seq <= self.archived { Precedent::Archived(said.seq) } else { Precedent::Here(said.clone()) })
    }

    /// Time passes, and the room does what is due whenever it is.
    pub(crate) fn waits(&mut self, wait: Millis) -> &mut Self {
        let until = self.now + wait;
        while let Some(due) = self.room.due().filter(|due| *due <= until) {
            self.now = self.now.max(due);
            self.apply(Command::Wait);
        }
        self.now = until;
        self
    }

    /// The room loses its memory and is made again from its log and its connections.
    pub(crate) fn sleeps(&mut self) -> &mut Self {
        let connected = |(member, connection): &(Member, ConnectionId)| Connected {
            member: member.clone(),
            connection: connection.clone(),
            arrival: self.room.arrival(&member.id).expect("whoever is connected has come"),
            told: self.room.told(&member.id),
            attention: self.room.attention_by(&member.id, connection),
        };
        let memory = Memory {
            version: Some(self.room.version()),
            recent: self.log.clone(),
            connections: self.connections.iter().map(connected).collect(),
            leavers: self.room.leavers().collect(),
            absences: self.room.absences().clone(),
            news: self.room.news().clone(),
        };
        self.room = Room::wake(memory, self.now);
        self
    }

    /// Who is in the list.
    pub(crate) fn here(&self) -> Vec<&str> {
        self.room.members().map(|member| member.name.as_str()).collect()
    }

    /// Who is in the list as away.
    pub(crate) fn away(&self) -> Vec<String> {
        let listed = self.room.listed().into_iter().filter(|person| person.attention == Attention::Away);
        listed.map(|person| person.member.name.as_str().to_owned()).collect()
    }

    /// What was saved and told since the last time.
    pub(crate) fn story(&mut self) -> String {
        std::mem::take(&mut self.story).join("\n")
    }

    pub(crate) fn apply(&mut self, command: Command) -> Outbox {
        let outbox = self.room.apply(command, self.now);
        if let Some(message) = &outbox.save {
            self.log.push(message.clone());
        }
        for Delivery { audience, event } in &outbox.deliveries {
            let whom = match audience {
                Audience::Everyone => "all",
                Audience::Asker => "asker",
            };
            self.story.push(format!("{whom}: {}", tell(event)));
        }
        outbox
    }
}

fn tell(event: &Event) -> String {
    let names = |members: &[Member]| members.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join(", ");
    match event {
        Event::Said(said) => format!("#{} {}{}", place(said), speaker(said), said.body.as_str()),
        Event::Repeated(said) => format!("#{} again", place(said)),
        Event::Archived { cid, seq } => format!("{} was #{}, long ago", cid.as_str(), seq - FOUNDED),
        Event::Refused { refusal, .. } => format!("refused: {refusal:?}"),
        Event::Renamed { person, was, here } => format!("{was} is {} now, {here} here", person.member.name),
        Event::AttentionChanged(person) => shown(person),
        Event::TypingChanged { now, before: _ } => match now {
            Typists::Nobody => "typing: nobody".to_owned(),
            Typists::Few(few) => format!("typing: {}", names(few)),
            Typists::Several => "typing: several".to_owned(),
        },
        Event::Settled(settings) => format!("settled: {settings:?}"),
        Event::PresenceChanged { joined, left, here, .. } => {
            let joined = joined.iter().map(shown).collect::<Vec<_>>().join(", ");
            format!("joined [{joined}], left [{}], {here} here", names(left))
        }
    }
}

fn shown(Person { member, attention }: &Person) -> String {
    match attention {
        Attention::Here => member.name.as_str().to_owned(),
        Attention::Away => format!("{} (away)", member.name),
    }
}

fn place(said: &Message) -> Millis {
    said.seq - FOUNDED
}

fn speaker(said: &Message) -> String {
    if said.continues { "… ".to_owned() } else { format!("{}: ", said.name) }
}

/// One of the cast, always the same person for the same name.
pub(crate) fn member(name: &str) -> Member {
    let letters: String = name.to_lowercase().chars().chain("aaaaaaaaaaaaaaaa".chars()).take(MemberId::CHARS).collect();
    Member { id: MemberId::parse(&letters).expect("letters"), name: Name::parse(name).expect("a name") }
}

/// What somebody who joined and left did, in the order of telling: true for joined.
pub(crate) fn comings_and_goings(outbox: &Outbox, tally: &mut BTreeMap<MemberId, Vec<bool>>) {
    for Delivery { event, .. } in &outbox.deliveries {
        if let Event::PresenceChanged { joined, left, .. } = event {
            for (member, joined) in joined.iter().map(|p| (&p.member, true)).chain(left.iter().map(|m| (m, false))) {
                tally.entry(member.id.clone()).or_default().push(joined);
            }
        }
    }
}

/// Why something was refused.
pub(crate) fn refusal(outbox: &Outbox) -> Option<Refusal> {
    outbox.deliveries.iter().find_map(|delivery| match &delivery.event {
        Event::Refused { refusal, .. } => Some(refusal.clone()),
        _ => None,
    })
}
