//! Files: how they come to a message, and how they go with it.

use room::{
    Cid, Command, FileKind, FileName, Fingerprint, Fingerprints, NewSanction, PictureSize, Refusal, Reply,
    SanctionKind, Seq, UploadId, UploadOutcome, limits,
};

use super::d1::D1;
use super::lobby::{Lobby, member};
use crate::chat_room::{search, uploads};
use crate::room_client::{FileAnswer, FileRequest, SearchRequest};

const MEGABYTE: u64 = limits::FILE_MEGABYTE;

fn id(digit: char) -> UploadId {
    UploadId::parse(&digit.to_string().repeat(limits::UPLOAD_ID_CHARS)).unwrap()
}

/// The address that somebody comes from.
fn address(number: u64) -> Option<Fingerprints> {
    Some(Fingerprints { current: Fingerprint(number), previous: Fingerprint(number + 1) })
}

impl Lobby {
    fn begins(&mut self, name: &str, digit: char, bytes: u64) -> Reply {
        let (member, name) = (member(name), FileName::of(&format!("cat {digit}.png")));
        self.turn(Command::BeginUpload { member, id: id(digit), name, bytes, from: None }).reply
    }

    fn ends(&mut self, name: &str, digit: char, outcome: UploadOutcome) -> Reply {
        self.turn(Command::EndUpload { member: member(name).id, id: id(digit), outcome }).reply
    }

    /// Uploads a picture.
    fn uploads(&mut self, name: &str, digit: char) -> &mut Self {
        assert_eq!(self.begins(name, digit, 1_000), Ok(()));
        let size = Some(PictureSize { width: 400, height: 300 });
        assert_eq!(self.ends(name, digit, UploadOutcome::Stored { kind: FileKind::Png, size }), Ok(()));
        self
    }

    fn says_with(&mut self, name: &str, text: &str, files: &[char]) -> Result<Seq, Refusal> {
        let cid = Cid::parse(&format!("files-{}-{}", self.now, self.messages.len())).unwrap();
        let files = files.iter().copied().map(id).collect();
        let (member, text) = (member(name), text.to_owned());
        self.turn(Command::Say { member, cid, text, reply_to: None, files }).reply?;
        Ok(self.storage().newest(None, 1).unwrap()[0].seq)
    }

    /// Uploads a file of some megabytes, and says it.
    fn shares(&mut self, name: &str, number: u64, megabytes: u64, from: Option<Fingerprints>) -> Reply {
        let id = UploadId::parse(&format!("{number:032x}")).unwrap();
        let (member, file) = (member(name), FileName::of("film.mkv"));
        let begin = Command::BeginUpload {
            member: member.clone(),
            id: id.clone(),
            name: file,
            bytes: megabytes * MEGABYTE,
            from,
        };
        self.turn(begin).reply?;
        let stored = UploadOutcome::Stored { kind: FileKind::Other, size: None };
        self.turn(Command::EndUpload { member: member.id.clone(), id: id.clone(), outcome: stored }).reply?;
        let cid = Cid::parse(&format!("share-{number:04}")).unwrap();
        self.turn(Command::Say { member, cid, text: String::new(), reply_to: None, files: vec![id] }).reply?;
        self.waits(10_000);
        Ok(())
    }

    /// Whether somebody is given a file.
    fn shows(&self, digit: char, reader: &str) -> bool {
        let request = FileRequest::of(Some(&member(reader)), &id(digit));
        let answer = uploads::file(self.room(), self.storage(), &request, self.now).unwrap();
        matches!(answer, FileAnswer::Shown(_))
    }

    /// The files that are to be deleted from R2.
    fn doomed(&self) -> Vec<UploadId> {
        self.storage().uploads().doomed().unwrap()
    }
}

fn two() -> Lobby {
    let mut lobby = Lobby::founded();
    lobby.enters("Ada", "a1").enters("Grace", "g1");
    lobby
}

#[test]
fn file_is_shown_to_others_once_a_message_has_it() {
    let mut lobby = two();
    lobby.uploads("Ada", '1');
    assert_eq!((lobby.shows('1', "Ada"), lobby.shows('1', "Grace")), (true, false), "she has not sent it");
    let waiting = lobby.storage().uploads().waiting(&member("Ada").id).unwrap();
    assert_eq!((waiting.len(), waiting[0].name.as_str()), (1, "cat 1.png"));
    lobby.says_with("Ada", "", &['1']).unwrap();
    assert!(lobby.shows('1', "Grace"));
    assert_eq!(lobby.storage().uploads().waiting(&member("Ada").id).unwrap(), []);
    let said = &lobby.storage().newest(None, 1).unwrap()[0];
    assert_eq!((said.body.as_str(), said.files[0].size), ("", Some(PictureSize { width: 400, height: 300 })));
}

#[test]
fn message_takes_only_its_authors_stored_files() {
    let mut lobby = two();
    lobby.uploads("Ada", '1');
    assert_eq!(lobby.says_with("Grace", "Mine!", &['1']), Err(Refusal::UploadGone));
    assert_eq!(lobby.begins("Ada", '2', 10), Ok(()));
    assert_eq!(lobby.says_with("Ada", "Early", &['2']), Err(Refusal::UploadGone), "it is still coming in");
    lobby.says_with("Ada", "Once", &['1']).unwrap();
    assert_eq!(lobby.says_with("Ada", "Twice", &['1']), Err(Refusal::UploadGone));
    assert_eq!(lobby.says_with("Ada", "", &[]), Err(Refusal::Empty));
    let many = ['3', '4', '5', '6', '7'];
    for digit in many {
        lobby.uploads("Ada", digit);
    }
    assert_eq!(lobby.says_with("Ada", "", &many), Err(Refusal::TooManyFiles { max: limits::FILES_PER_MESSAGE }));
    assert_eq!(
        lobby.says_with("Ada", "/nick Eve", &['3']).unwrap_err(),
        Refusal::CommandInEdit { command: "nick".into() }
    );
    assert!(lobby.says_with("Ada", "/me waves", &['3']).is_ok());
}

#[test]
fn removed_message_takes_its_files_along() {
    let mut lobby = two();
    lobby.uploads("Ada", '1');
    let seq = lobby.says_with("Ada", "Look", &['1']).unwrap();
    lobby.turn(Command::Remove { member: member("Ada"), seq });
    assert_eq!((lobby.shows('1', "Grace"), lobby.shows('1', "Ada")), (false, false), "at once");
    assert_eq!(lobby.doomed(), [], "so that it can be undone");
    lobby.turn(Command::UndoRemoval { member: member("Ada").id, seq });
    assert!(lobby.shows('1', "Grace"));
    lobby.turn(Command::Remove { member: member("Ada"), seq });
    lobby.waits(limits::UNDO_REMOVAL_MS);
    assert_eq!(lobby.files_alarm(), [id('1')]);
    assert_eq!(lobby.doomed(), []);
    assert_eq!(lobby.sqlite().count("SELECT count(*) FROM upload"), 0);
}

#[test]
fn message_of_the_archive_takes_its_files_along() {
    let (mut lobby, d1) = (two(), D1::new());
    lobby.uploads("Ada", '1');
    let seq = lobby.says_with("Ada", "Look", &['1']).unwrap();
    for n in 0..20 {
        lobby.waits(10_000).says("Grace", &format!("and {n}"));
    }
    lobby.ships_to(&d1);
    lobby.prunes(5);
    assert!(lobby.storage().is_archived(seq).unwrap() && lobby.shows('1', "Grace"));
    let archived = d1.all("lobby").into_iter().find(|message| message.seq == seq).unwrap();
    assert_eq!(archived.files[0].id, id('1'));
    lobby.brings_back(&archived.into(), &[]);
    lobby.turn(Command::Remove { member: member("Ada"), seq });
    assert!(!lobby.shows('1', "Grace"));
    lobby.waits(limits::UNDO_REMOVAL_MS);
    assert_eq!(lobby.files_alarm(), [id('1')]);
}

#[test]
fn file_that_no_message_takes_is_gone_after_a_day() {
    let mut lobby = two();
    lobby.uploads("Ada", '1');
    assert_eq!(lobby.begins("Grace", '2', 10), Ok(()), "and then her train enters a tunnel");
    lobby.waits(limits::UPLOAD_UNCLAIMED_MS - 1);
    assert_eq!(lobby.files_alarm(), []);
    lobby.waits(1);
    assert!(lobby.next_alarm().is_some_and(|due| due <= lobby.now), "the alarm comes for it");
    assert_eq!(lobby.files_alarm(), [id('1'), id('2')]);
    assert_eq!(lobby.says_with("Ada", "", &['1']), Err(Refusal::UploadGone));
    assert_eq!(
        lobby.ends("Grace", '2', UploadOutcome::Stored { kind: FileKind::Other, size: None }),
        Err(Refusal::UploadGone)
    );
}

#[test]
fn file_is_taken_out_by_whoever_uploaded_it() {
    let mut lobby = two();
    lobby.uploads("Ada", '1').uploads("Ada", '2');
    lobby.turn(Command::RemoveUpload { member: member("Grace").id, id: id('1') });
    assert!(lobby.shows('1', "Ada"), "it is not hers");
    lobby.turn(Command::RemoveUpload { member: member("Ada").id, id: id('1') });
    assert_eq!((lobby.shows('1', "Ada"), lobby.doomed()), (false, vec![id('1')]));
    lobby.says_with("Ada", "", &['2']).unwrap();
    lobby.turn(Command::RemoveUpload { member: member("Ada").id, id: id('2') });
    assert!(lobby.shows('2', "Ada"), "a message has it");
}

#[test]
fn upload_that_comes_twice_is_one_file() {
    let mut lobby = two();
    lobby.uploads("Ada", '1');
    assert_eq!(lobby.begins("Ada", '1', 1_000), Ok(()), "the answer was lost");
    assert_eq!(lobby.storage().uploads().waiting(&member("Ada").id).unwrap().len(), 1);
    assert_eq!(lobby.begins("Grace", '1', 1_000), Err(Refusal::Malformed), "nobody else gets the id");
    assert_eq!(lobby.begins("Ada", '2', 1_000), Ok(()));
    assert_eq!(lobby.begins("Ada", '2', 1_000), Ok(()), "it was cut off");
    assert_eq!(lobby.ends("Ada", '2', UploadOutcome::Failed), Ok(()));
    assert_eq!(lobby.doomed(), [id('2')]);
}

#[test]
fn picture_is_described_before_it_is_sent() {
    let mut lobby = two();
    lobby.uploads("Ada", '1');
    let alt = "  A cat\n on a mat ".to_owned() + &"x".repeat(1_000);
    assert_eq!(lobby.turn(Command::DescribeUpload { member: member("Ada").id, id: id('1'), alt }).reply, Ok(()));
    let preview = UploadOutcome::PreviewStored { kind: FileKind::Webp };
    assert_eq!(lobby.ends("Ada", '1', preview), Ok(()));
    lobby.says_with("Ada", "", &['1']).unwrap();
    let file = lobby.storage().newest(None, 1).unwrap()[0].files[0].clone();
    assert!(file.alt.as_str().starts_with("A cat on a mat xxx"), "{}", file.alt.as_str());
    assert_eq!((file.alt.as_str().chars().count(), file.preview), (limits::ALT_TEXT_MAX_CHARS, Some(FileKind::Webp)));
    let alt = "Too late".to_owned();
    let late = Command::DescribeUpload { member: member("Ada").id, id: id('1'), alt };
    assert_eq!(lobby.turn(late).reply, Err(Refusal::UploadGone));
}

#[test]
fn files_are_neither_too_large_nor_empty() {
    let mut lobby = two();
    let max_bytes = 10 * MEGABYTE;
    assert_eq!(lobby.begins("Ada", '1', max_bytes + 1), Err(Refusal::FileTooLarge { max_bytes }));
    assert_eq!(lobby.begins("Ada", '1', 0), Err(Refusal::FileEmpty));
    assert_eq!(lobby.begins("Ada", '1', max_bytes), Ok(()));
}

#[test]
fn only_so_many_files_wait_for_a_message() {
    let mut lobby = two();
    for digit in "0123456789ab".chars() {
        lobby.uploads("Ada", digit).waits(1_000);
    }
    assert_eq!(lobby.begins("Ada", 'c', 10), Err(Refusal::TooManyFiles { max: limits::FILES_PER_MESSAGE }));
    assert_eq!(lobby.begins("Ada", '1', 1_000), Ok(()), "one of them comes again");
    lobby.says_with("Ada", "", &['1']).unwrap();
    assert_eq!(lobby.begins("Ada", 'c', 10), Ok(()));
}

#[test]
fn quotas_of_a_day_are_held_exactly() {
    let mut lobby = two();
    let began = lobby.now;
    // A member may upload 200 MB within a day, an address 500.
    for (n, name) in ["Ada", "Grace"].iter().cycle().take(40).enumerate() {
        let number = n.try_into().unwrap();
        assert_eq!(lobby.shares(name, number, 10, address(7)), Ok(()), "{n}");
    }
    let wait_ms = began + limits::DAY_MS - lobby.now;
    assert_eq!(lobby.shares("Ada", 40, 1, address(9)), Err(Refusal::UploadedTooMuch { wait_ms }));
    for number in 41..51 {
        assert_eq!(lobby.shares("Linus", number, 10, address(7)), Ok(()));
    }
    let wait_ms = began + limits::DAY_MS - lobby.now;
    assert_eq!(lobby.shares("Linus", 51, 1, address(7)), Err(Refusal::AddressUploadedTooMuch { wait_ms }));
    assert_eq!(
        lobby.shares("Linus", 51, 1, address(6)),
        Err(Refusal::AddressUploadedTooMuch { wait_ms }),
        "yesterday's key"
    );
    assert_eq!(lobby.shares("Linus", 52, 1, address(9)), Ok(()), "another address");
    lobby.waits(wait_ms + 60_000);
    assert_eq!(lobby.shares("Ada", 53, 10, address(7)), Ok(()), "a day later");
    lobby.files_alarm();
    let kept = format!("SELECT count(*) FROM upload WHERE came_from <> '' AND at <= {}", lobby.now - limits::DAY_MS);
    assert_eq!(lobby.sqlite().count(&kept), 0, "nobody remembers longer where they came from");
}

#[test]
fn room_takes_so_many_megabytes_of_files() {
    let mut lobby = two();
    for number in 0..100 {
        assert_eq!(lobby.shares("Ada", number, 10, None), Ok(()), "{number}");
        if number % 20 == 19 {
            lobby.waits(limits::DAY_MS);
        }
    }
    assert_eq!(lobby.shares("Grace", 100, 1, None), Err(Refusal::RoomFilesFull));
    let seq = lobby.messages.last().unwrap().seq;
    lobby.turn(Command::Remove { member: member("Ada"), seq });
    lobby.waits(limits::UNDO_REMOVAL_MS);
    assert_eq!(lobby.shares("Grace", 100, 10, None), Ok(()), "there is space again");
}

#[test]
fn old_message_takes_its_files_along() {
    let mut lobby = two();
    lobby.uploads("Ada", '1');
    lobby.says_with("Ada", "Old", &['1']).unwrap();
    lobby.waits(limits::DAY_MS - 1).uploads("Ada", '2');
    lobby.says_with("Ada", "New", &['2']).unwrap();
    lobby.keeps_messages_for(1);
    lobby.waits(2).expires();
    assert_eq!((lobby.shows('1', "Grace"), lobby.shows('2', "Grace")), (false, true));
    assert_eq!(lobby.files_alarm(), [id('1')]);
}

#[test]
fn forgotten_member_leaves_no_file() {
    let mut lobby = two();
    lobby.uploads("Ada", '1').uploads("Ada", '2').uploads("Grace", '3');
    lobby.says_with("Ada", "Look", &['1']).unwrap();
    lobby.turn(Command::Forget { member: member("Ada").id });
    assert!(!lobby.shows('1', "Grace"));
    assert_eq!(lobby.files_alarm(), [id('1'), id('2')]);
    assert!(lobby.shows('3', "Grace"));
}

#[test]
fn file_is_found_by_its_name_until_it_is_removed() {
    let mut lobby = two();
    lobby.uploads("Ada", '1');
    let seq = lobby.says_with("Ada", "Look", &['1']).unwrap();
    let finds = |lobby: &Lobby, text: &str| {
        let request = SearchRequest { text: text.into(), limit: 10, ..SearchRequest::default() }.by(&member("Ada"));
        let found = search::search(lobby.room(), lobby.storage(), &request, lobby.now).unwrap();
        found.here.iter().map(|message| message.seq).collect::<Vec<_>>()
    };
    for text in ["cat", "has:file", "look has:file", "\"cat 1 png\""] {
        assert_eq!(finds(&lobby, text), [seq], "{text}");
    }
    assert!(finds(&lobby, "has:link").is_empty());
    lobby.turn(Command::Remove { member: member("Ada"), seq });
    for text in ["cat", "has:file"] {
        assert!(finds(&lobby, text).is_empty(), "{text}");
    }
}

#[test]
fn nobody_who_may_not_speak_uploads() {
    let mut lobby = two();
    let muted = NewSanction::parse(SanctionKind::Mute, Some(10 * limits::MINUTE_MS), "Advertising").unwrap();
    lobby.turn(Command::Sanction { by: member("Ada").id, member: member("Grace").id, new: muted });
    assert!(matches!(lobby.begins("Grace", '1', 10), Err(Refusal::Muted { .. })));
    assert_eq!(lobby.sqlite().count("SELECT count(*) FROM upload"), 0);
}
