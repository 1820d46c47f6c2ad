//! What holds of any cookie that comes as a session.

use room::{Founding, Listing, Millis, Name, SingleLineText, Slug};

use super::{Arrival, Browser, Content, Cookie, Keys, MemberIds, Session};
use crate::limits::SAFE_INTEGER_MAX;

/// Nothing that was not signed is a session, also beside what was; what was signed reads back as it
/// was, until it runs out.
///
/// The text has a field a line: what is forged, an id, a name, a room, what it is called.
///
/// # Panics
/// If it is not so.
pub fn session(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let keys = Keys::signing_with("0123456789abcdef0123456789abcdef");
    let mut fields = text.split('\n').map(str::to_owned);
    let mut next = || fields.next().unwrap_or_default();
    let (forged, id, name, room, title) = (next(), next(), next(), next(), next());
    assert_eq!(Browser::signed(&forged, &keys, 0), None, "nobody else can sign: {forged:?}");

    let cookie = Cookie { id, until: SAFE_INTEGER_MAX };
    assert_is_bound_to_its_signature(Browser::Visitor(cookie.clone()), &Content::of_visitor(cookie.clone()), &forged);
    let Ok(name) = Name::parse(&name) else { return };
    let title = SingleLineText::title(&title).unwrap_or_default();
    let listing = if forged.len() % 2 == 0 { Listing::Listed } else { Listing::Unlisted };
    let arrival = Slug::parse(&room).ok().map(|room| Arrival { room, founding: Founding { title, listing } });
    let members = if listing == Listing::Listed { MemberIds::OfRoom } else { MemberIds::OfSite };
    let since = Millis::try_from(forged.len()).unwrap_or_default();
    let session = Session { cookie, name, since, members, arrival };
    assert_is_bound_to_its_signature(Browser::Member(session.clone()), &Content::of_session(session), &forged);
}

fn assert_is_bound_to_its_signature(browser: Browser, content: &Content, other: &str) {
    let keys = Keys::signing_with("0123456789abcdef0123456789abcdef");
    let Ok(signed) = content.signed(&keys) else { unreachable!("every text can be signed") };
    assert_eq!(Browser::signed(&signed, &keys, 0), Some(browser), "{signed}");
    assert_eq!(Browser::signed(&signed, &keys, SAFE_INTEGER_MAX), None, "it has run out");
    assert!(signed.chars().all(|c| c.is_ascii_graphic() && !matches!(c, ';' | ',' | '"' | '\\')), "{signed}");

    let strangers = Keys::signing_with(other);
    let mut forgeries = vec![format!("{other}{signed}"), format!("{signed}{other}"), format!("{signed}.{other}")];
    if let Some((content, signature)) = signed.rsplit_once('.') {
        forgeries.extend([format!("{content}{other}.{signature}"), format!("{other}.{signature}")]);
        forgeries.push(format!("{content}.{}", signature.to_ascii_uppercase()));
        forgeries.push(format!("{content}&{other}.{signature}"));
    }
    forgeries.extend(content.signed(&strangers).ok());
    for forgery in forgeries.into_iter().filter(|forgery| *forgery != signed) {
        assert_eq!(Browser::signed(&forgery, &keys, 0), None, "{forgery:?}");
    }
}
