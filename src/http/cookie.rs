//! Cookies of a request, as many as we could have set ourselves.

use crate::limits::COOKIES_OF_A_NAME_MAX;

/// The values that a browser sent under a name. There are several where another site of the same
/// domain has set one too, and ours need not be the first.
pub(crate) fn values<'a>(cookies: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(move |(other, _)| *other == name).map(|(_, value)| value).take(COOKIES_OF_A_NAME_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookie_is_found_by_its_whole_name() {
        let found: Vec<&str> =
            values("natter=; xnatter=1; natter-x=2;natter=3;  natter=4=5; natter; =6", "natter").collect();
        assert_eq!(found, ["", "3", "4=5"]);
    }

    #[test]
    fn same_cookie_is_not_read_without_end() {
        let cookies = "natter=x; ".repeat(1_000);
        assert_eq!(values(&cookies, "natter").count(), COOKIES_OF_A_NAME_MAX);
    }
}
