//! Passwords (*mật khẩu*): kept as Argon2id hashes, and compared in a time that tells nothing.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use kit_base::{Error, Message, Result};
use tokio::{sync::Semaphore, task::spawn_blocking};
use unicode_normalization::UnicodeNormalization;

/// Argon2id with 19 MiB and two passes, as the OWASP Password Storage Cheat Sheet asks for (argon2id, m=19456, t=2,
/// p=1): slow for who stole the table, and still several sign-ins a second on a small server.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Hashes computed at once: more would let anybody fill the memory from the sign-in page.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Letters of a password at least.
pub(crate) const LEAST: usize = 10;
/// Letters at most: longer texts only cost time.
const MOST: usize = 200;

const SYLLABLES: [&str; 32] = [
    "bac", "ninh", "giang", "song", "cau", "thuong", "luc", "nam", "dong", "tay", "nui", "rung", "lua",
    "che", "vai", "mo", "da", "tre", "trung", "son", "yen", "tan", "viet", "hiep", "hoa", "kep", "voi",
    "chu", "quan", "ho", "cot", "moc",
];

/// A password that can be read out and typed: three syllables and five digits, 2¹⁵ × 10⁵ possibilities behind a lock
/// after five wrong tries.
#[must_use]
pub fn fresh() -> String {
    let secret = kit_base::secret();
    let byte = |i: usize| usize::from_str_radix(&secret[2 * i..2 * i + 2], 16).unwrap_or(0);
    let words: Vec<_> = (0..3).map(|i| SYLLABLES[byte(i) % SYLLABLES.len()]).collect();
    let digits: String = (3..8).map(|i| char::from(b'0' + u8::try_from(byte(i) % 10).unwrap_or(0))).collect();
    format!("{}-{digits}", words.join("-"))
}

/// What is wrong with a password that somebody wants to set.
pub(crate) fn fault(password: &str) -> Option<Message> {
    match plain(password).chars().count() {
        count if count < LEAST => Some(Message::new("password.short").with("least", LEAST)),
        count if MOST < count => Some(Message::new("password.long").with("most", MOST)),
        _ => None,
    }
}

/// The hash to keep of a password, as a PHC string.
pub(crate) async fn hash(password: &str) -> Result<String> {
    let password = plain(password);
    blocking(move || {
        // 128 bits of salt, written as 32 digits.
        let salt = kit_base::secret();
        let hashed: PasswordHash = hasher()?
            .hash_password_with_salt(password.as_bytes(), &salt.as_bytes()[..32])
            .map_err(|cause| Error::fault("hash a password", cause))?;
        Ok(hashed.to_string())
    })
    .await
}

/// Whether a password is the one behind the hash. Without a hash it takes as long and is wrong.
pub(crate) async fn is_right(password: &str, hash: Option<String>) -> Result<bool> {
    let password = plain(password);
    let (known, hash) = (hash.is_some(), hash.unwrap_or_else(nobodys));
    let same =
        blocking(move || Ok(hasher()?.verify_password(password.as_bytes(), hash.as_str()).is_ok())).await?;
    Ok(known && same)
}

/// Blanks around it do not count, and an `ế` is the same from every keyboard.
fn plain(password: &str) -> String {
    password.trim().nfkc().collect()
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None);
    let params = params.map_err(|cause| Error::fault("hash a password", cause))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// A hash like all others that no password has.
fn nobodys() -> String {
    format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$bm9ib2R5bm9ib2R5${}", "A".repeat(43))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let turn = AT_ONCE.acquire().await.map_err(|cause| Error::fault("hash a password", cause))?;
    let done = spawn_blocking(work).await.map_err(|cause| Error::fault("hash a password", cause));
    drop(turn);
    done?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_another_is_not() {
        let kept = hash("mật khẩu của Lan").await.unwrap();
        assert!(is_right(" mật khẩu của Lan ", Some(kept.clone())).await.unwrap());
        let decomposed: String = "mật khẩu của Lan".nfd().collect();
        assert!(is_right(&decomposed, Some(kept.clone())).await.unwrap());
        assert!(!is_right("mật khẩu của lan", Some(kept)).await.unwrap());
    }

    #[tokio::test]
    async fn without_a_hash_every_password_is_wrong() {
        assert!(!is_right("", None).await.unwrap());
        assert!(!is_right("bất cứ điều gì", None).await.unwrap());
    }

    #[tokio::test]
    async fn the_hash_of_nobody_costs_as_much_as_any_other() {
        let (kept, nobody) = (hash("mật khẩu của Lan").await.unwrap(), nobodys());
        let (kept, nobody) = (PasswordHash::new(&kept).unwrap(), PasswordHash::new(&nobody).unwrap());
        assert_eq!(kept.params.to_string(), nobody.params.to_string());
        assert_eq!(kept.params.to_string(), "m=19456,t=2,p=1");
        assert_eq!(kept.hash.unwrap().len(), nobody.hash.unwrap().len());
    }

    #[test]
    fn a_fresh_password_is_long_and_never_the_same() {
        let (a, b) = (fresh(), fresh());
        assert!(fault(&a).is_none());
        assert_ne!(a, b);
    }

    #[test]
    fn the_length_of_a_password_is_counted_in_letters() {
        assert!(fault("chín chữ!").is_some());
        assert!(fault("mười chữ ạ").is_none());
        assert!(fault(&"a".repeat(201)).is_some());
    }
}
