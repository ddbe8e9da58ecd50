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

// An organisation that brings courses: submissions, keys and the namespace are its own, whichever
// of its people acts.
struct Partner {
  std::string name;
  std::string name_space;  // "org.example"
  int threshold = 1;       // how many of its keys sign each package
  Time created_at{};
};

// Somebody who can sign in.
struct Account {
  std::string name;
  Role role = Role::partner;
  std::string partner;     // whose person they are; empty: the marketplace's
  std::string name_space;  // this and the next: the partner's
  int threshold = 1;
  Time created_at{};
  std::optional<Time> closed_at;  // since then they cannot sign in
};

// What stands for an account in requests. The token itself is not kept.
struct AccessToken {
  std::string id;
  std::string account;
  std::string name;                 // what its owner calls it
  std::string hash;                 // SHA-256, in hex
  std::vector<std::string> scopes;  // auth/scope.hpp
  Time created_at{};
  std::optional<Time> expires_at;    // nothing: never
  std::optional<Time> last_used_at;  // to a minute
  std::optional<Time> revoked_at;
};

// Somebody's wish to become a partner, and what was said to it.
struct Registration {
  enum class State { open, approved, rejected };

  std::string id;
  std::string name;
  std::string name_space;
  std::string about;
  std::string contact;
  std::string peer;         // where it came from
  std::string secret_hash;  // SHA-256, in hex, of what its sender asks with
  State state = State::open;
  Time registered_at{};
  std::optional<By> decided;
  std::string reason;
  std::optional<Time> claimed_at;  // since then the account has its first token
};
const char* to_string(Registration::State state);
std::optional<Registration::State> parse_registration_state(std::string_view name);

// How often a wrong password was given lately, under one name or from one place.
struct Failures {
  int count = 0;
  Time wait_until{};
};

// A public key that a partner registered, and for how long it counts.
struct RegisteredKey {
  std::string id;
  std::string partner;
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
  std::string submitted_by;  // a partner, or "provider:<id>"
  Time submitted_at{};
  std::optional<std::string> assigned_to;  // who is to judge it
  std::optional<Time> publish_at;          // of an accepted one: not before
  std::optional<Time> retire_at;           // of a live one
  std::optional<std::string> decided_by;   // this and the next two: of the last act that moved it
  std::optional<Time> decided_at;
  std::optional<std::string> reason;
  std::vector<Finding> findings;
  std::vector<SignatureNote> signatures;
  std::string report_digest;       // of the whole report, as the release's signature states it
  std::string facts;               // haat::to_json(Facts): what the machine answers the rubric from
  std::string statement;           // of an accepted one: the release statement that is signed
  std::vector<std::string> notes;  // to curators, each a sentence
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
