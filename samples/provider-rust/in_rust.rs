//! A provider in Rust, with the standard library alone and every interface there is.
//!
//!     rustc --edition 2021 --crate-type cdylib -C panic=abort -O in_rust.rs -o in_rust.so
//!
//! Its courses are made up as they are asked for: as many as the settings say, so that you can see
//! what a larger catalogue does, or what is told of those that a smaller one has no more. Even
//! lessons have a package, odd ones are launched at the partner's.

/// What haat/provider.h says, in Rust.
mod haat {
    use std::ffi::c_void;
    pub use std::os::raw::c_char;

    pub type Status = i32;
    pub const OK: Status = 0;
    pub const NOT_FOUND: Status = 1;

    pub const CERTIFICATE_UNKNOWN: i32 = 0;
    pub const CERTIFICATE_VALID: i32 = 1;
    pub const HEALTH_OK: i32 = 0;

    pub type Text = *const c_char;

    #[repr(C)]
    pub struct Host {
        pub abi: u32,
        pub host_data: *mut c_void,
        pub name: Text,
        pub version: Text,
        pub settings: Text,
        pub log: extern "C" fn(*const Host, i32, Text),
        pub explain: extern "C" fn(*const Host, Text),
        pub get_interface: extern "C" fn(*const Host, Text) -> *const c_void,
    }

    #[repr(C)]
    pub struct Descriptor {
        pub id: Text,
        pub name: Text,
        pub vendor: Text,
        pub version: Text,
        pub description: Text,
    }

    #[repr(C)]
    pub struct Provider {
        pub provider_data: *mut c_void,
        pub init: extern "C" fn(*const Provider) -> Status,
        pub destroy: extern "C" fn(*const Provider),
        pub get_interface: extern "C" fn(*const Provider, Text) -> *const c_void,
    }

    #[repr(C)]
    pub struct Entry {
        pub abi: u32,
        pub descriptor: *const Descriptor,
        pub create: extern "C" fn(*const Host) -> *const Provider,
    }

    // What is constant is read by one thread at a time, and never changed.
    unsafe impl Sync for Entry {}
    unsafe impl Sync for Descriptor {}

    #[repr(C)]
    pub struct Course {
        pub external_id: Text,
        pub title: Text,
        pub description: Text,
        pub language: Text,
        pub duration: Text,
        pub version: Text,
        pub licence: Text,
        pub has_package: i32,
    }

    #[repr(C)]
    pub struct Record {
        pub json: Text,
        pub has_package: i32,
    }

    #[repr(C)]
    pub struct Completion {
        pub learner: Text,
        pub external_id: Text,
        pub began_at: Text,
        pub finished_at: Text,
        pub score: *const f64,
        pub hours: *const f64,
        pub certificate: Text,
    }

    // Where an answer goes: the host's functions, one after another.
    #[repr(C)]
    pub struct PageSink {
        host_data: *mut c_void,
        pub add: extern "C" fn(*const PageSink, *const Course) -> Status,
        pub next: extern "C" fn(*const PageSink, Text) -> Status,
    }
    #[repr(C)]
    pub struct RecordSink {
        host_data: *mut c_void,
        pub add: extern "C" fn(*const RecordSink, *const Record) -> Status,
        pub next: extern "C" fn(*const RecordSink, Text) -> Status,
    }
    #[repr(C)]
    pub struct ByteSink {
        host_data: *mut c_void,
        pub write: extern "C" fn(*const ByteSink, *const c_void, usize) -> Status,
    }
    #[repr(C)]
    pub struct LaunchSink {
        host_data: *mut c_void,
        pub tell: extern "C" fn(*const LaunchSink, Text) -> Status,
    }
    #[repr(C)]
    pub struct DeltaSink {
        host_data: *mut c_void,
        pub changed: extern "C" fn(*const DeltaSink, *const Course) -> Status,
        pub gone: extern "C" fn(*const DeltaSink, Text) -> Status,
        pub next: extern "C" fn(*const DeltaSink, Text, i32) -> Status,
    }
    #[repr(C)]
    pub struct CompletionSink {
        host_data: *mut c_void,
        pub add: extern "C" fn(*const CompletionSink, *const Completion) -> Status,
        pub next: extern "C" fn(*const CompletionSink, Text, i32) -> Status,
    }
    #[repr(C)]
    pub struct HealthSink {
        host_data: *mut c_void,
        pub tell: extern "C" fn(*const HealthSink, i32, Text) -> Status,
    }
    #[repr(C)]
    pub struct CertificateSink {
        host_data: *mut c_void,
        pub tell: extern "C" fn(*const CertificateSink, i32, Text) -> Status,
        pub fact: extern "C" fn(*const CertificateSink, Text, Text) -> Status,
    }

    /// An interface of a provider. Those there are so far have one function each, which takes a
    /// text and the sink of its answer.
    #[repr(C)]
    pub struct Interface<Sink>(pub extern "C" fn(*const Provider, Text, *const Sink) -> Status);
    /// haat.health is asked for nothing in particular.
    #[repr(C)]
    pub struct Health(pub extern "C" fn(*const Provider, *const HealthSink) -> Status);
    /// The host's haat.settings.
    #[repr(C)]
    pub struct Settings {
        pub declare: extern "C" fn(*const Host, Text) -> Status,
    }
}

use haat::{Provider, Status, Text, NOT_FOUND, OK};
use std::ffi::{c_void, CStr, CString};
use std::ptr;

const PAGE: u32 = 3;
const USUAL_COURSES: u32 = 7;
const MOST_COURSES: u32 = 1_000_000;

macro_rules! text {
    ($text:expr) => {
        concat!($text, "\0").as_ptr() as Text
    };
}

const SCHEMA: Text = text!(
    r#"{"type": "object", "additionalProperties": false, "properties": {"courses": {
        "type": "integer", "minimum": 0, "maximum": 1000000, "title": "Courses",
        "description": "how many courses the catalogue has; 7, unless it is said"}}}"#
);

/// A zip with one page in it.
const PACKAGE: &[u8] = b"PK\x03\x04\x14\0\0\0\0\0\0\0!\0\xe0\xddDc\x13\0\0\0\x13\0\0\0\x0a\0\0\0\
    index.html<h1>First aid</h1>\x0aPK\x01\x02\x14\0\x14\0\0\0\0\0\0\0!\0\xe0\xddDc\x13\0\0\0\x13\
    \0\0\0\x0a\0\0\0\0\0\0\0\0\0\0\0\x80\x01\0\0\0\0index.htmlPK\x05\x06\0\0\0\0\x01\0\x01\08\0\0\
    \0;\0\0\0\0\0";

struct Told {
    learner: &'static str,
    external_id: &'static str,
    finished_at: &'static str,
    certificate: &'static str,
    score: f64,
    hours: f64,
}
const COMPLETIONS: [Told; 2] = [
    Told {
        learner: "emp-17",
        external_id: "lesson-0",
        finished_at: "2026-11-20T10:30:00+05:30",
        certificate: "FA-0017",
        score: 0.87,
        hours: 0.5,
    },
    Told {
        learner: "emp-18",
        external_id: "lesson-1",
        finished_at: "2026-11-21T16:05:00+05:30",
        certificate: "FA-0018",
        score: 1.0,
        hours: 0.25,
    },
];

/// What provider_data points to.
struct Lessons {
    host: *const haat::Host,
    courses: u32,
}

fn of<'a>(provider: *const Provider) -> &'a Lessons {
    unsafe { &*((*provider).provider_data as *const Lessons) }
}

/// The contract promises UTF-8; a host that breaks it ends us.
fn str_of<'a>(text: Text) -> &'a str {
    unsafe { CStr::from_ptr(text) }
        .to_str()
        .expect("the host hands over UTF-8")
}

fn c(text: impl ToString) -> CString {
    CString::new(text.to_string()).expect("no text of ours has a NUL")
}

/// Hands the first status that is not OK through: the host wants no more then.
fn each(statuses: impl Iterator<Item = Status>) -> Status {
    let mut statuses = statuses;
    statuses.find(|status| *status != OK).unwrap_or(OK)
}

fn not_found(provider: *const Provider, why: &str) -> Status {
    let host = of(provider).host;
    unsafe { ((*host).explain)(host, c(why).as_ptr()) };
    NOT_FOUND
}

/// All cursors are numbers, "" is 0.
fn number_of(cursor: &str) -> Option<u32> {
    if cursor.is_empty() {
        return Some(0);
    }
    cursor
        .parse()
        .ok()
        .filter(|number: &u32| number.to_string() == cursor)
}

/// The lesson that an external id names.
fn lesson_of(provider: *const Provider, external_id: Text) -> Option<u32> {
    let number = str_of(external_id)
        .strip_prefix("lesson-")
        .filter(|rest| !rest.is_empty())?;
    number_of(number).filter(|lesson| *lesson < of(provider).courses)
}

fn has_package(lesson: u32) -> bool {
    lesson % 2 == 0
}

/// Hands a course over; it is the host's during that call only.
fn with_course(lesson: u32, give: impl FnOnce(*const haat::Course) -> Status) -> Status {
    let (id, title) = (
        c(format!("lesson-{lesson}")),
        c(format!("First aid: lesson {}", lesson + 1)),
    );
    give(&haat::Course {
        external_id: id.as_ptr(),
        title: title.as_ptr(),
        description: text!("One thing to do until help comes."),
        language: text!("en"),
        duration: text!("PT20M"),
        version: text!("1.0.0"),
        licence: text!("CC-BY-4.0"),
        has_package: has_package(lesson) as i32,
    })
}

/// A page of the catalogue or of its records: a cursor is the number of the page's first lesson.
fn page(
    provider: *const Provider,
    cursor: Text,
    add: impl Fn(u32) -> Status,
    next: impl FnOnce(Text) -> Status,
) -> Status {
    let courses = of(provider).courses;
    let first = match number_of(str_of(cursor)) {
        Some(first) if first < courses || first == 0 => first,
        _ => return not_found(provider, "there is no such page"),
    };
    let end = courses.min(first + PAGE);
    let status = each((first..end).map(add));
    if status != OK || end == courses {
        return status;
    }
    next(c(end).as_ptr())
}

extern "C" fn list(provider: *const Provider, cursor: Text, sink: *const haat::PageSink) -> Status {
    let to = unsafe { &*sink };
    let add = |lesson| with_course(lesson, |course| (to.add)(sink, course));
    page(provider, cursor, add, |cursor| (to.next)(sink, cursor))
}

extern "C" fn records(
    provider: *const Provider,
    cursor: Text,
    sink: *const haat::RecordSink,
) -> Status {
    let to = unsafe { &*sink };
    let add = |lesson| {
        let json = c(format!(r#"{{"code": "lesson-{lesson}", "minutes": 20}}"#));
        let record = haat::Record {
            json: json.as_ptr(),
            has_package: has_package(lesson) as i32,
        };
        (to.add)(sink, &record)
    };
    page(provider, cursor, add, |cursor| (to.next)(sink, cursor))
}

/// A real one reads a file piece by piece.
extern "C" fn fetch(provider: *const Provider, id: Text, sink: *const haat::ByteSink) -> Status {
    if !lesson_of(provider, id).is_some_and(has_package) {
        return not_found(provider, "there is no such package");
    }
    let to = unsafe { &*sink };
    each(
        PACKAGE
            .chunks(64)
            .map(|piece| (to.write)(sink, piece.as_ptr() as *const c_void, piece.len())),
    )
}

extern "C" fn address(
    provider: *const Provider,
    id: Text,
    sink: *const haat::LaunchSink,
) -> Status {
    match lesson_of(provider, id) {
        Some(lesson) if !has_package(lesson) => {
            let address = c(format!("https://lms.example.org/lesson/{lesson}"));
            unsafe { ((*sink).tell)(sink, address.as_ptr()) }
        }
        _ => not_found(provider, "there is no such course, or it has a package"),
    }
}

/// A cursor is how many lessons the host knows of: those that are new come one after another, those
/// that there are no more go from the last.
extern "C" fn changes(
    provider: *const Provider,
    cursor: Text,
    sink: *const haat::DeltaSink,
) -> Status {
    let to = unsafe { &*sink };
    let courses = of(provider).courses;
    let known = match number_of(str_of(cursor)) {
        Some(known) if known <= MOST_COURSES => known,
        _ => return not_found(provider, "there is no such cursor"),
    };
    let (status, now) = if known <= courses {
        let now = courses.min(known + PAGE);
        let change = |lesson| with_course(lesson, |course| (to.changed)(sink, course));
        (each((known..now).map(change)), now)
    } else {
        let now = courses.max(known.saturating_sub(PAGE));
        let go = |lesson| (to.gone)(sink, c(format!("lesson-{lesson}")).as_ptr());
        (each((now..known).rev().map(go)), now)
    };
    if status != OK {
        return status;
    }
    (to.next)(sink, c(now).as_ptr(), (now != courses) as i32)
}

/// A cursor is how many of them the host has. One a page, to show how pages follow each other.
extern "C" fn completions(
    provider: *const Provider,
    cursor: Text,
    sink: *const haat::CompletionSink,
) -> Status {
    let to = unsafe { &*sink };
    let first = match number_of(str_of(cursor)) {
        Some(first) if first as usize <= COMPLETIONS.len() => first as usize,
        _ => return not_found(provider, "there is no such cursor"),
    };
    let told = COMPLETIONS.iter().skip(first).take(1);
    let status = each(told.map(|one| {
        let [learner, external_id, finished_at, certificate] = [
            one.learner,
            one.external_id,
            one.finished_at,
            one.certificate,
        ]
        .map(c);
        let completion = haat::Completion {
            learner: learner.as_ptr(),
            external_id: external_id.as_ptr(),
            began_at: ptr::null(),
            finished_at: finished_at.as_ptr(),
            score: &one.score,
            hours: &one.hours,
            certificate: certificate.as_ptr(),
        };
        (to.add)(sink, &completion)
    }));
    if status != OK {
        return status;
    }
    let now = COMPLETIONS.len().min(first + 1);
    (to.next)(sink, c(now).as_ptr(), (now < COMPLETIONS.len()) as i32)
}

extern "C" fn verify(_: *const Provider, text: Text, sink: *const haat::CertificateSink) -> Status {
    let to = unsafe { &*sink };
    let text = str_of(text);
    let Some(one) = COMPLETIONS.iter().find(|one| one.certificate == text) else {
        let sentence = text!("it is not in our register");
        return (to.tell)(sink, haat::CERTIFICATE_UNKNOWN, sentence);
    };
    let status = (to.tell)(
        sink,
        haat::CERTIFICATE_VALID,
        text!("it is in our register"),
    );
    if status != OK {
        return status;
    }
    let facts = [
        ("course", one.external_id),
        ("finished at", one.finished_at),
    ];
    each(
        facts
            .iter()
            .map(|(name, value)| (to.fact)(sink, c(name).as_ptr(), c(value).as_ptr())),
    )
}

extern "C" fn check(_: *const Provider, sink: *const haat::HealthSink) -> Status {
    unsafe { ((*sink).tell)(sink, haat::HEALTH_OK, text!("the courses are compiled in")) }
}

/// The host has judged the settings by the schema: if "courses" is there, it is a number, and
/// nothing else is.
extern "C" fn init(provider: *const Provider) -> Status {
    let lessons = unsafe { &mut *((*provider).provider_data as *mut Lessons) };
    let settings = str_of(unsafe { (*lessons.host).settings });
    let number = settings
        .split(':')
        .nth(1)
        .map(|rest| rest.trim_matches(|c: char| c == '}' || c.is_whitespace()));
    lessons.courses = number
        .and_then(|number| number.parse::<f64>().ok()) // 1e3 is an integer, too
        .map_or(USUAL_COURSES, |number| number as u32);
    OK
}

extern "C" fn destroy(provider: *const Provider) {
    let provider = unsafe { Box::from_raw(provider as *mut Provider) };
    drop(unsafe { Box::from_raw(provider.provider_data as *mut Lessons) });
}

extern "C" fn get_interface(_: *const Provider, id: Text) -> *const c_void {
    fn at<T>(interface: &'static T) -> *const c_void {
        interface as *const T as *const c_void
    }
    match unsafe { CStr::from_ptr(id) }.to_bytes() {
        b"haat.catalogue/1" => at(&haat::Interface(list)),
        b"haat.content/1" => at(&haat::Interface(fetch)),
        b"haat.launch/draft-1" => at(&haat::Interface(address)),
        b"haat.delta/draft-1" => at(&haat::Interface(changes)),
        b"haat.records/draft-1" => at(&haat::Interface(records)),
        b"haat.completions/draft-1" => at(&haat::Interface(completions)),
        b"haat.certificates/draft-1" => at(&haat::Interface(verify)),
        b"haat.health/draft-1" => at(&haat::Health(check)),
        _ => ptr::null(),
    }
}

extern "C" fn create(host: *const haat::Host) -> *const Provider {
    unsafe {
        let settings = ((*host).get_interface)(host, text!("haat.settings/draft-1"));
        if let Some(settings) = (settings as *const haat::Settings).as_ref() {
            (settings.declare)(host, SCHEMA);
        }
    }
    let lessons = Box::new(Lessons {
        host,
        courses: USUAL_COURSES,
    });
    Box::into_raw(Box::new(Provider {
        provider_data: Box::into_raw(lessons) as *mut c_void,
        init,
        destroy,
        get_interface,
    }))
}

static DESCRIPTOR: haat::Descriptor = haat::Descriptor {
    id: text!("org.example.in-rust"),
    name: text!("In Rust"),
    vendor: text!("Example"),
    version: text!("1.0.0"),
    description: text!("A provider in Rust"),
};

#[no_mangle]
#[allow(non_upper_case_globals)]
pub static haat_provider_entry: haat::Entry = haat::Entry {
    abi: 1,
    descriptor: &DESCRIPTOR,
    create,
};
