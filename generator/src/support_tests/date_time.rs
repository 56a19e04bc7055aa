use crate::support::date_time::DateTime;

#[track_caller]
fn accepts(text: &str) -> DateTime {
    let date_time: DateTime = text.parse().unwrap();
    assert_eq!(date_time.to_string(), text);
    date_time
}

#[track_caller]
fn refuses(text: &str) {
    assert!(text.parse::<DateTime>().is_err(), "{text}");
}

#[test]
fn text_comes_back_as_it_came() {
    accepts("2024-02-29T23:59:59Z");
    accepts("2024-02-29t23:59:59.123456789012z");
    accepts("0000-01-01T00:00:00-23:59");
    accepts("9999-12-31T23:59:59+23:59");
}

#[test]
fn what_rfc_3339_does_not_have_is_refused() {
    refuses("2023-02-29T00:00:00Z");
    refuses("2024-01-01 00:00:00Z");
    refuses("2024-01-01T00:00:00");
    refuses("2024-01-01T00:00Z");
    refuses("2024-01-01T24:00:00Z");
    refuses("2024-01-01T00:00:00.Z");
    refuses("2024-01-01T00:00:00+0100");
    refuses("2024-01-01T00:00:00+24:00");
    refuses("2024-01-01T00:00:00Z ");
    refuses("+002024-01-01T00:00:00Z");
    refuses("२०२४-01-01T00:00:00Z");
}

#[test]
fn a_leap_second_stands_at_the_end_of_a_day_of_utc() {
    let leap = accepts("2016-12-31T23:59:60Z");
    assert_eq!(leap, accepts("2016-12-31T18:59:60-05:00"));
    assert_ne!(leap, accepts("2016-12-31T23:59:59Z"));
    assert!(leap > accepts("2016-12-31T23:59:59.999Z"));
    assert!(leap < accepts("2017-01-01T00:00:00Z"));
    refuses("2016-12-31T22:59:60Z");
    refuses("2016-12-31T23:59:61Z");
}

#[test]
fn the_same_instant_is_equal_at_every_offset() {
    assert_eq!(
        accepts("2024-01-01T01:00:00.50+01:00"),
        accepts("2024-01-01T00:00:00.5Z")
    );
    assert_ne!(
        accepts("2024-01-01T00:00:00.0000000001Z"),
        accepts("2024-01-01T00:00:00Z")
    );
}

#[test]
fn instants_of_jiff_are_written_in_utc() {
    let timestamp: jiff::Timestamp = "2024-05-06T07:08:09.1+02:00".parse().unwrap();
    let date_time = DateTime::try_from(timestamp).unwrap();
    assert_eq!(date_time.as_str(), "2024-05-06T05:08:09.1Z");
    assert_eq!(date_time.timestamp().unwrap(), timestamp);
    assert!(DateTime::try_from(jiff::Timestamp::MIN).is_err());
}
