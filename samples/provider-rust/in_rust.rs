//! A provider in Rust, with the standard library alone: a catalogue of two pages, and packages.
//!
//!     rustc --edition 2021 --crate-type cdylib -C panic=abort -O in_rust.rs -o in_rust.so
//!
//! The declarations below say in Rust what haat/provider.h says in C.

use std::ffi::{c_void, CStr, CString};
use std::os::raw::c_char;
use std::ptr;

type Status = i32;
const OK: Status = 0;
const NOT_FOUND: Status = 1;

#[repr(C)]
pub struct Host {
    abi: u32,
    host_data: *mut c_void,
    name: *const c_char,
    version: *const c_char,
    settings: *const c_char,
    log: extern "C" fn(*const Host, i32, *const c_char),
    explain: extern "C" fn(*const Host, *const c_char),
    get_interface: extern "C" fn(*const Host, *const c_char) -> *const c_void,
}

#[repr(C)]
pub struct Descriptor {
    id: *const c_char,
    name: *const c_char,
    vendor: *const c_char,
    version: *const c_char,
    description: *const c_char,
}

#[repr(C)]
pub struct Provider {
    provider_data: *mut c_void,
    init: extern "C" fn(*const Provider) -> Status,
    destroy: extern "C" fn(*const Provider),
    get_interface: extern "C" fn(*const Provider, *const c_char) -> *const c_void,
}

#[repr(C)]
pub struct Entry {
    abi: u32,
    descriptor: *const Descriptor,
    create: extern "C" fn(*const Host) -> *const Provider,
}

#[repr(C)]
pub struct Course {
    external_id: *const c_char,
    title: *const c_char,
    description: *const c_char,
    language: *const c_char,
    duration: *const c_char,
    version: *const c_char,
    licence: *const c_char,
    has_package: i32,
}

#[repr(C)]
pub struct PageSink {
    host_data: *mut c_void,
    add: extern "C" fn(*const PageSink, *const Course) -> Status,
    next: extern "C" fn(*const PageSink, *const c_char) -> Status,
}

#[repr(C)]
pub struct ByteSink {
    host_data: *mut c_void,
    write: extern "C" fn(*const ByteSink, *const c_void, usize) -> Status,
}

#[repr(C)]
pub struct Catalogue {
    list: extern "C" fn(*const Provider, *const c_char, *const PageSink) -> Status,
}

#[repr(C)]
pub struct Content {
    fetch: extern "C" fn(*const Provider, *const c_char, *const ByteSink) -> Status,
}

// What is constant is read by one thread at a time, and never changed.
unsafe impl Sync for Entry {}
unsafe impl Sync for Descriptor {}

macro_rules! text {
    ($text:literal) => {
        concat!($text, "\0").as_ptr() as *const c_char
    };
}

const COURSES: [(&str, &str, &str); 3] = [
    ("first-aid-burns", "First aid: burns", "en"),
    ("first-aid-burns-hi", "प्राथमिक उपचार: जलना", "hi"),
    ("first-aid-cuts", "First aid: cuts", "en"),
];
const PAGE: usize = 2;
// Begins as a zip does. A real provider reads a file piece by piece.
const PACKAGE: &[u8] = b"PK\x03\x04 the package of a course";

fn text_of<'a>(pointer: *const c_char) -> &'a [u8] {
    unsafe { CStr::from_ptr(pointer) }.to_bytes()
}

fn explain(provider: *const Provider, sentence: &str) {
    let host = unsafe { (*provider).provider_data } as *const Host;
    if let Ok(sentence) = CString::new(sentence) {
        unsafe { ((*host).explain)(host, sentence.as_ptr()) };
    }
}

extern "C" fn init(_: *const Provider) -> Status {
    OK
}

extern "C" fn destroy(provider: *const Provider) {
    drop(unsafe { Box::from_raw(provider as *mut Provider) });
}

// A cursor is the number of the page.
fn number_of(cursor: &[u8]) -> Option<usize> {
    if cursor.is_empty() {
        return Some(0);
    }
    (1..(COURSES.len() + PAGE - 1) / PAGE).find(|number| number.to_string().as_bytes() == cursor)
}

extern "C" fn list(
    provider: *const Provider,
    cursor: *const c_char,
    sink: *const PageSink,
) -> Status {
    let number = match number_of(text_of(cursor)) {
        Some(number) => number,
        None => {
            explain(provider, "there is no such page");
            return NOT_FOUND;
        }
    };
    for (id, title, language) in COURSES.iter().skip(number * PAGE).take(PAGE) {
        let [id, title, language] = [*id, *title, *language].map(|one| CString::new(one).unwrap());
        let course = Course {
            external_id: id.as_ptr(),
            title: title.as_ptr(),
            description: ptr::null(),
            language: language.as_ptr(),
            duration: text!("PT20M"),
            version: text!("1.0.0"),
            licence: text!("CC-BY-4.0"),
            has_package: 1,
        };
        let status = unsafe { ((*sink).add)(sink, &course) };
        if status != OK {
            return status; // the host wants no more
        }
    }
    if (number + 1) * PAGE >= COURSES.len() {
        return OK;
    }
    let next = CString::new((number + 1).to_string()).unwrap();
    unsafe { ((*sink).next)(sink, next.as_ptr()) }
}

extern "C" fn fetch(
    provider: *const Provider,
    external_id: *const c_char,
    sink: *const ByteSink,
) -> Status {
    let wanted = text_of(external_id);
    if !COURSES.iter().any(|(id, _, _)| id.as_bytes() == wanted) {
        explain(provider, "the catalogue has no such course");
        return NOT_FOUND;
    }
    unsafe { ((*sink).write)(sink, PACKAGE.as_ptr() as *const c_void, PACKAGE.len()) }
}

static CATALOGUE: Catalogue = Catalogue { list };
static CONTENT: Content = Content { fetch };

extern "C" fn get_interface(_: *const Provider, id: *const c_char) -> *const c_void {
    match text_of(id) {
        b"haat.catalogue/1" => &CATALOGUE as *const Catalogue as *const c_void,
        b"haat.content/1" => &CONTENT as *const Content as *const c_void,
        _ => ptr::null(),
    }
}

extern "C" fn create(host: *const Host) -> *const Provider {
    Box::into_raw(Box::new(Provider {
        provider_data: host as *mut c_void,
        init,
        destroy,
        get_interface,
    }))
}

static DESCRIPTOR: Descriptor = Descriptor {
    id: text!("org.example.in-rust"),
    name: text!("In Rust"),
    vendor: text!("Example"),
    version: text!("1.0.0"),
    description: text!("A provider in Rust"),
};

#[no_mangle]
#[allow(non_upper_case_globals)]
pub static haat_provider_entry: Entry = Entry {
    abi: 1,
    descriptor: &DESCRIPTOR,
    create,
};
