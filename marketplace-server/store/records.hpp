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

// That a domain says of a partner that the namespace is its own.
struct NamespaceProof {
  std::string place;  // "dns", "well-known"
  Time seen_at{};
};

// Somebody who can sign in.
struct Account {
  std::string name;
  Role role = Role::partner;
  std::string partner;     // whose person they are; empty: the marketplace's
  std::string name_space;  // this and the next: the partner's
  int threshold = 1;
  Time created_at{};
  std::optional<Time> closed_at;     // since then they cannot sign in
  std::optional<Time> suspended_at;  // the same, until an admin resumes it
};

// An account as the list of them shows it.
struct ListedAccount {
  Account account;
  bool has_password = false;
  int identities = 0;
};

// Somebody as an OpenID provider knows them, and whose account they sign in to.
struct Identity {
  std::string id;
  std::string issuer;  // this and the next are who they are, together
  std::string subject;
  std::string account;
  Time linked_at{};
  std::string linked_by;
};

// A sign-in by OpenID Connect on its way: what was sent along, to be compared with what comes back.
struct BegunSignIn {
  std::string state_hash;   // SHA-256, in hex; of a value that is used once
  std::string secret_hash;  // of what whoever began it comes back with
  std::string nonce;
  std::string verifier;  // of PKCE
  std::string redirect;
  std::string peer;  // where it came from
  Time expires_at{};
};

// What an admin hands to somebody, who uses it once.
struct OneTimeCode {
  std::string hash;  // SHA-256, in hex
  std::string account;
  std::string purpose;
  std::string given_by;
  Time expires_at{};
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
  std::string issuer{};            // this and the next: whoever asked signed in so (see Identity)
  std::string subject{};
};
const char* to_string(Registration::State state);
std::optional<Registration::State> parse_registration_state(std::string_view name);

// The offer of a course to another partner, and what was said to it.
struct Transfer {
  enum class State { offered, accepted, declined, withdrawn, expired };

  std::string id;
  std::string course;
  std::string former_owner;  // the partner whose it is until this is accepted
  std::string new_owner;
  State state = State::offered;
  std::string offered_by;
  bool by_admin = false;  // in the place of a partner that is gone
  std::string reason;     // why it is offered; perhaps none, of a partner's
  Time offered_at{};
  Time expires_at{};
  std::optional<By> ended;  // who accepted, declined or withdrew it
  std::string answer;       // why it was declined
};
const char* to_string(Transfer::State state);
std::optional<Transfer::State> parse_transfer_state(std::string_view name);

// Whose a course is that was transferred.
struct CourseOwner {
  std::string partner;
  std::string former_owner;
  Time since{};
};

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
  std::int64_t number = 0;  // in the order in which they were brought
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
  std::string problem;             // of a refused one: the kind of the reason, as in problems
  std::optional<Time> checked_at;
  std::optional<std::int64_t> position;  // of one that waits to be checked: 1 is next
};

// That a submission is to be checked, and how.
struct Check {
  std::string submission;
  std::string partner;    // between whom the turns go round; of a provider's course "provider:<id>"
  std::string account;    // who brought it
  bool as_draft = false;  // it is not handed in yet
  std::string external_id;  // of the provider's course; else empty
  int attempts = 0;         // how often it was begun
  std::string holder = {};  // the server that does it; empty: it waits
  std::int64_t beat = 0;    // grows as long as that server lives
};

// A package that comes piece by piece.
struct Upload {
  std::string id;
  std::string account;       // who alone sees it
  std::string partner;       // whose quota it counts against
  std::uint64_t length = 0;  // bytes of the whole
  std::uint64_t offset = 0;  // how many of them are safely on disk
  std::string metadata;      // the header Upload-Metadata, as it was sent
  Time created_at{};
  Time expires_at{};
  std::string submission;  // that was made of it; empty: none yet
};

// What a partner brought in a span of time: submissions, and uploads that may become some.
struct Usage {
  std::uint64_t bytes = 0;
  int submissions = 0;
  std::optional<Time> first_submission;
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

// How much waits to be done.
struct Queues {
  std::int64_t deliveries_waiting = 0;
  std::int64_t deliveries_dead = 0;
  std::int64_t publications = 0;  // accepted, to be published now or later
  std::int64_t endings = 0;       // to be retired later
  std::int64_t scans = 0;
  std::int64_t checks = 0;           // that wait or are under way
  std::optional<Time> oldest_check;  // since when the first of these is here
};

// What a write with an Idempotency-Key was answered, for when it comes again.
struct KeptAnswer {
  std::string id;       // digest of who asked and their key
  std::string who;      // "account asha", "address 192.0.2.1"
  std::string request;  // digest of the request
  std::string sealed;   // the answer, which only who asked can open; empty: there is none yet
  Time at{};            // when the request came
};

// What a marketplace should know about itself.
struct Kpis {
  using Counts = std::map<std::string, std::int64_t>;
  Counts submissions;                            // by state
  std::map<std::string, Counts> by_partner;      // the same of each of the most active ones
  Counts releases;                               // by state
  std::int64_t accepted = 0;                     // submissions that were, ever
  std::int64_t rejected = 0;                     // the same
  std::optional<std::int64_t> median_to_decide;  // seconds from submission to the first decision
  Counts completions;                            // that providers told of, by verdict
  std::int64_t learners = 0;                     // of these
  std::int64_t certificates = 0;                 // of these
  std::int64_t packages = 0;                     // that are kept
  std::int64_t bytes = 0;                        // of these
  std::int64_t checks = 0;                   // packages that wait to be checked, or are just now
  std::optional<std::int64_t> oldest_check;  // seconds since the first of them was brought
  std::int64_t checked_lately = 0;           // in the last minute
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
  std::optional<std::string> gone_at;     // RFC 3339: since when the provider has it no more
  std::int64_t sweep = 0;                 // of the whole catalogue, in which it was last heard of
};

// What became of a row that was heard of again. `again`: it was there in this sweep already.
enum class Heard { added, updated, unchanged, again };

// A provider's settings as an admin has set them, sealed.
struct KeptSettings {
  std::string provider;
  std::string sealed;
  std::string revision;  // another one each time
  By set;
};

// What became of a row of a provider's catalogue, the last time that it was taken.
struct IngestRow {
  std::int64_t number = 0;  // in that run, from 1
  std::string external_id;  // empty if it could not be read
  std::string verdict;      // "added", "updated", "unchanged", "gone", "refused"
  std::string field;        // that was wrong; of a row that was taken, left out
  std::string reason;
};

// The last time that a provider's catalogue was taken, and where to go on.
struct Ingest {
  std::string provider;
  std::string at;      // RFC 3339; empty: never
  bool whole = false;  // the whole catalogue, not what changed since the time before
  std::int64_t added = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::int64_t gone = 0;
  std::int64_t refused = 0;
  std::int64_t rows = 0;         // told in this run
  std::string trouble;           // why it ended early; empty: it did not
  std::string cursor;            // of the provider's changes; empty: from the beginning
  std::int64_t completions = 0;  // kept of the provider
  std::string completions_cursor;
  std::int64_t kept_rows = 0;  // verdicts that are there, of the last run that told of any rows
  std::int64_t run = 0;        // which of its runs: only the one that was begun last writes

  // Through the whole catalogue, and not at its end yet.
  struct Walk {
    std::int64_t sweep = 0;  // 0: there is none
    std::string cursor;      // where it goes on
    std::string began_at;    // RFC 3339
    std::string edition;     // of what the cursor is good for
  };
  Walk walk;

  void start_counting() { added = updated = unchanged = gone = refused = rows = 0; }
  void count(Heard heard) {
    ++(heard == Heard::added       ? added
       : heard == Heard::updated   ? updated
       : heard == Heard::unchanged ? unchanged
                                   : refused);
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

// The server that does what only one of a marketplace's has to do, and a number that grows as long
// as it lives.
struct DutyRow {
  std::string server;
  std::int64_t beat = 0;
  bool operator==(const DutyRow&) const = default;
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
