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

enum class State { in_review, rejected, live, superseded };
const char* to_string(State state);
std::optional<State> parse_state(std::string_view name);

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
  std::string submitted_by;  // an account, or "provider:<id>"
  Time submitted_at{};
  std::optional<std::string> decided_by;
  std::optional<Time> decided_at;
  std::optional<std::string> reason;
  std::vector<Finding> findings;
  std::vector<SignatureNote> signatures;
  std::string report_digest;  // of the whole report, as the release's signature states it
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
  std::optional<std::string> gone_at;     // RFC 3339: since when the provider has it no more
};

// What became of a row that was heard of again.
enum class Heard { added, updated, unchanged };

// The last time that a provider's catalogue was taken, and where to go on.
struct Ingest {
  std::string provider;
  std::string at;      // RFC 3339; empty: never
  bool whole = false;  // the whole catalogue, not what changed since the time before
  std::int64_t added = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::int64_t gone = 0;
  std::string trouble;           // why it ended early; empty: it did not
  std::string cursor;            // of the provider's changes; empty: from the beginning
  std::int64_t completions = 0;  // kept of the provider
  std::string completions_cursor;

  void count(Heard heard) {
    ++(heard == Heard::added ? added : heard == Heard::updated ? updated : unchanged);
  }
};

// That a learner finished a course, as the provider says, and what we make of it.
struct Completion {
  std::string provider;
  std::string learner;  // the partner's own id
  std::string external_id;
  std::string began_at;  // as the partner wrote it; may be empty
  std::string finished_at;
  std::optional<double> score;  // from 0 to 1
  std::optional<double> hours;
  std::string certificate;
  std::string verdict;   // "plausible", or the kind of what is not
  std::string reason;    // in a sentence; empty if it is plausible
  std::string heard_at;  // RFC 3339: when it was last told, or told otherwise
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
