use crate::support::base_url::{BaseUrl, NotBaseUrl};

#[track_caller]
fn check(text: &str, expected: Result<&str, NotBaseUrl>) {
    let base: Result<BaseUrl, NotBaseUrl> = text.parse();
    let found = base.map(|base| base.join("/a%2Fb", "c=d").to_string());
    assert_eq!(found, expected.map(str::to_owned));
}

#[test]
fn every_path_is_appended_to_the_base() {
    check("http://h", Ok("http://h/a%2Fb?c=d"));
    check("https://h:8443/base/", Ok("https://h:8443/base/a%2Fb?c=d"));
    check("http://[::1]/v1", Ok("http://[::1]/v1/a%2Fb?c=d"));
}

#[test]
fn what_cannot_be_a_base_is_refused() {
    check("example.org", Err(NotBaseUrl::Syntax));
    check("ftp://h/", Err(NotBaseUrl::Scheme));
    check("http://h/?a", Err(NotBaseUrl::Suffix));
    check("http://h/#a", Err(NotBaseUrl::Suffix));
    check("http://user:pass@h/", Err(NotBaseUrl::Credentials));
}
