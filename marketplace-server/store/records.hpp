#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/course/course.hpp"
#include "core/qa/finding.hpp"
#include "core/signing/trust.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/store/state.hpp"

namespace haat::server {

// Who does something, and when: part of every change, since every change is logged.
struct By {
  std::string name;
  Time at{};
};

struct Account {
  std::string name;
  Role role = Role::partner;
  std::string name_space;  // of a partner; else empty
  int threshold = 1;       // of a partner: how many of their keys sign each package
  Time created_at{};
};

// A public key that a partner registered, and for how long it counts.
struct RegisteredKey {
  std::string id;
  std::string account;
  TrustedKey key;
};

struct SignatureNote {
  std::string key_id;
  std::string name;
  std::string kind;  // "authored", "released"
};

// A package that somebody brought, and what became of it. It is never deleted.
struct Submission {
  std::string id;
  Course course;
  std::string standard;    // "SCORM 1.2"
  std::string digest;      // of the package (its inventory), in hex
  std::string blob;        // of the zip, in hex: its name in the blob folder
  std::uint64_t size = 0;  // of the zip
  State state = State::in_review;
  int revision = 1;          // grows with every act: who acts on an older one is told so
  std::string submitted_by;  // an account, or "provider:<id>"
  Time submitted_at{};
  std::optional<std::string> assigned_to;  // the curator who is to judge it
  std::optional<Time> publish_at;          // of an accepted one: not before
  std::optional<Time> retire_at;           // of a live one
  std::optional<std::string> decided_by;   // this and the next two: of the last act that moved it
  std::optional<Time> decided_at;
  std::optional<std::string> reason;
  std::vector<Finding> findings;
  std::vector<SignatureNote> signatures;
  std::string report_digest;  // of the whole report, as the release's signature states it
  std::string facts;          // haat::to_json(Facts): what the machine answers the rubric from
  std::string statement;      // of an accepted one: the release statement that is signed
};

// What becomes of a submission by an act.
struct Move {
  State to{};
  std::optional<By> decided;  // nothing: as before; so with the next two
  std::optional<std::string> reason;
  std::optional<std::string> assigned_to;
  std::optional<Time> publish_at;  // nothing: none
  std::optional<Time> retire_at;
};

// Somebody's answers to the rubric about a submission's package, and what they come to.
struct KeptAssessment {
  std::string submission;
  std::string package;  // digest, in hex
  std::string author;
  bool self = false;    // by the partner
  std::string answers;  // haat::to_json(Assessment)
  std::string rubric;
  bool complete = false;
  int hundredths = 0;  // of a percent
  std::string grade;
  Time at{};
};

// A word in the talk between a partner and the curators about a submission.
struct Comment {
  std::int64_t number = 0;
  std::string submission;
  std::optional<std::int64_t> reply_to;  // the number of another
  std::string rule;                      // of the finding that it is about; empty: about the whole
  std::string path;                      // of that finding
  std::string text;
  std::string author;
  Time at{};
};

// Where somebody wants to hear what happens.
struct Webhook {
  std::string id;
  std::string account;
  std::string url;
  std::string secret;               // the key of its signatures, bytes
  std::vector<std::string> events;  // the beginnings of those that are wanted; none: all
  Time created_at{};
  std::string stopped;  // why nothing is sent any more; empty: it is
};

// Something that one webhook is told.
struct Delivery {
  enum class State { waiting, delivered, dead };
  std::int64_t number = 0;
  std::string id;  // the same in every attempt
  std::string webhook;
  std::string body;
  State state = State::waiting;
  int attempts = 0;
  Time created_at{};
  Time next_at{};
  int status = 0;       // of the last answer; 0: there was none
  std::string trouble;  // why the last attempt failed
};
const char* to_string(Delivery::State state);

// A look at everything that was published, for what has become known since.
struct Scan {
  std::string id;
  std::string by;
  Time at{};
  std::string pattern;  // JSON, as schemas::scan
  std::string act;      // what is done with what is found: "flag", "take_down"; empty: it is told
  std::string reason;
  std::int64_t cursor = 0;  // number of the last release that was looked at
  int looked_at = 0;
  int found = 0;
  bool done = false;
};
struct ScanHit {
  std::string scan;
  std::string course;
  std::string version;
  std::string submission;
  std::string found;    // what and where, in words
  std::string outcome;  // "taken_down", or why it was left
};

// What a request was answered that may come again.
struct KeptAnswer {
  std::string id;       // digest of the account and its Idempotency-Key
  std::string request;  // digest of the request
  std::string sealed;   // the answer, which only the one who asked can open
  Time at{};
};

// How much waits, for those who watch over the server.
struct Queues {
  std::int64_t deliveries_waiting = 0;
  std::int64_t deliveries_dead = 0;
  std::int64_t publications = 0;  // accepted, to be published now or later
  std::int64_t endings = 0;       // to be retired later
  std::int64_t scans = 0;
};

// What DOMAIN asks a marketplace to know about itself.
struct Kpis {
  using Counts = std::map<std::string, std::int64_t>;
  Counts submissions;                            // by state
  std::map<std::string, Counts> by_partner;      // the same of each: of the most active ones
  std::int64_t courses = 0;                      // that are given out
  std::int64_t without_competencies = 0;         // of these
  Counts areas;                                  // of these, by area of competency
  Counts languages;                              // of these, by language of the title
  std::optional<std::int64_t> median_to_decide;  // seconds from submission to decision
  std::int64_t accepted = 0;                     // decisions, ever
  std::int64_t rejected = 0;
  std::int64_t packages = 0;  // that are kept
  std::int64_t bytes = 0;     // of these
};

// A course that the public sees, or saw.
struct Release {
  std::string submission;
  Course course;
  std::string standard;
  std::string digest;
  std::string blob;  // of the countersigned zip
  std::uint64_t size = 0;
  Time published_at{};
  State state = State::live;
};

struct NumberedRelease {
  std::int64_t number = 0;
  Release release;
};

// A signed document of the TUF repository, as clients read it.
struct TufDocument {
  std::string role;  // "root", "bin-0f"
  std::uint64_t version = 0;
  Time expires{};
  std::string text;
};

// A course of a provider's catalogue, as it was last heard of.
struct OfferedCourse {
  std::string provider;
  std::string external_id;
  std::string title;
  std::string description;
  std::string language;
  std::string duration;
  std::string version;
  std::string licence;
  bool has_package = false;
  std::optional<std::string> submission;  // that was made of it
};

// A row of the log. `hash` is SHA-256 over the hash of the row before and this row's canonical
// JSON.
struct AuditRow {
  std::int64_t number = 0;
  Time at{};
  std::string actor;
  std::string action;
  std::string subject;
  std::map<std::string, std::string> details;
  std::string previous;
  std::string hash;
};

// A stretch of a list. The cursor is opaque to clients: it comes out of one answer and goes into
// the next request.
struct PageRequest {
  std::string cursor;
  int limit = 50;
};

template <class Item>
struct Page {
  std::vector<Item> items;
  std::string next;  // empty: this was the last
};

}  // namespace haat::server
