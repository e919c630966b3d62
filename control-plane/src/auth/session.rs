//! Login sessions of browsers: the cookie, how long they last, and their CSRF token.

use super::opaque::{NoRandomness, Opaque};
use axum::http::{HeaderMap, HeaderValue, header};
use chrono::{NaiveDateTime, TimeDelta};

/// Header in which scripts of the console prove that they can read the API's answers.
pub const CSRF_HEADER: &str = "x-csrf-token";

/// A session ends this long after it was last used.
pub const IDLE: TimeDelta = TimeDelta::hours(12);

/// A session ends this long after it began, however much it is used.
pub const ABSOLUTE: TimeDelta = TimeDelta::days(7);

/// How much older `last_used_at` may be than the last use: it is not written for each request.
pub const TOUCH_AFTER: TimeDelta = TimeDelta::minutes(1);

/// A new session's secret, the cookie's value.
///
/// # Errors
/// If the system gives no random bytes.
pub fn generate() -> Result<Opaque, NoRandomness> {
    Opaque::generate("")
}

/// The CSRF token of a session. It follows from the cookie's value, so that the console can ask for
/// it again (`GET /me`); a page of another origin can neither read that answer nor the cookie.
pub fn csrf_token(session: &Opaque) -> Opaque {
    session.derive("portico csrf")
}

/// Whether the session is good at `now`. Times are UTC.
pub fn is_good(last_used: NaiveDateTime, expires: NaiveDateTime, now: NaiveDateTime) -> bool {
    now < expires && now - last_used < IDLE
}

/// How the cookie is written and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cookie {
    /// Whether browsers reach the API by HTTPS.
    pub secure: bool,
}

impl Cookie {
    /// Its name. `__Host-` binds it to this host, to HTTPS and to the whole site (RFC 6265bis,
    /// 4.1.3.2).
    pub fn name(self) -> &'static str {
        if self.secure {
            "__Host-portico_session"
        } else {
            "portico_session"
        }
    }

    /// `Set-Cookie` for a new session. `None` cannot come of a generated secret.
    pub fn set(self, session: &Opaque) -> Option<HeaderValue> {
        self.write(session.reveal(), ABSOLUTE.num_seconds())
    }

    /// `Set-Cookie` that removes it.
    pub fn remove(self) -> Option<HeaderValue> {
        self.write("", 0)
    }

    /// The session that the request names, if it can be one.
    pub fn read(self, headers: &HeaderMap) -> Option<Opaque> {
        read(headers, self.name()).and_then(|value| Opaque::presented(value, ""))
    }

    fn write(self, value: &str, max_age: i64) -> Option<HeaderValue> {
        let name = self.name();
        let secure = if self.secure { "; Secure" } else { "" };
        let text =
            format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::from_str(&text).ok()
    }
}

/// The value of the cookie of this name; `None` if there is none, or more than one value to choose
/// from.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter();
    let pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    let mut values = pairs.filter_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    });
    let value = values.next()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    const PLAIN: Cookie = Cookie { secure: false };
    const SECURE: Cookie = Cookie { secure: true };

    fn headers(lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::COOKIE, line.parse().unwrap());
        }
        headers
    }

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let session = generate().unwrap();
        let value = session.reveal();
        assert_eq!(
            SECURE.set(&session).unwrap(),
            format!(
                "__Host-portico_session={value}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax; \
                 Secure"
            )
        );
        assert_eq!(
            PLAIN.set(&session).unwrap(),
            format!("portico_session={value}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax")
        );
        assert_eq!(
            PLAIN.remove().unwrap(),
            "portico_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
        );
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let session = generate().unwrap();
        let pair = format!("portico_session={}", session.reveal());
        let found = |lines: &[&str]| PLAIN.read(&headers(lines));
        assert_eq!(found(&[&pair]), Some(session.clone()));
        assert_eq!(found(&[&format!("a=b; {pair};c")]), Some(session.clone()));
        assert_eq!(found(&["a=b", &pair]), Some(session.clone()));
        assert_eq!(found(&["portico_session=x"]), None);
        assert_eq!(found(&[]), None);
        assert_eq!(SECURE.read(&headers(&[&pair])), None, "not the secure one");
        let other = format!("portico_session={}", generate().unwrap().reveal());
        assert_eq!(found(&[&pair, &other]), None, "two to choose from");
    }

    #[test]
    fn sessions_end_when_idle_and_at_last() {
        let begin = DateTime::UNIX_EPOCH.naive_utc();
        let expires = begin + ABSOLUTE;
        let second = TimeDelta::seconds(1);
        assert!(is_good(begin, expires, begin));
        assert!(is_good(begin, expires, begin + IDLE - second));
        assert!(!is_good(begin, expires, begin + IDLE));
        let late = expires - second;
        assert!(is_good(late, expires, late));
        assert!(!is_good(late, expires, expires));
    }

    #[test]
    fn the_csrf_token_follows_from_the_session() {
        let session = generate().unwrap();
        assert_eq!(csrf_token(&session), csrf_token(&session));
        assert_ne!(csrf_token(&session), session);
    }
}
