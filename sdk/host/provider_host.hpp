#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace haat {

// A host to which a provider may make requests, all through us.
struct ProviderPartnerHost {
  std::string name;             // "lms.example.org", "lms.example.org:8443"
  bool may_be_private = false;  // it may have an address of this machine or of its networks
  // PEM certificates that vouch for it, in place of those that the system trusts.
  std::filesystem::path authority{};
  bool operator==(const ProviderPartnerHost&) const = default;
};

// One provider as the operator configured it.
struct ProviderConfig {
  std::string id;                 // as the operator calls it: lower-case letters, digits, '-'
  std::filesystem::path library;  // the shared library
  std::string settings = "{}";    // JSON, handed to the plugin as it is
  // Folders that the plugin may read; nothing else of the disk.
  std::vector<std::filesystem::path> readable;
  std::vector<ProviderPartnerHost> hosts{};  // with which it may speak HTTP; no others
  // The keys that may have signed the library, in LIBRARY.sig, as lines of a file of trusted keys
  // (core/signing); none: it need not be signed.
  std::vector<std::string> signed_by{};
  // Of its requests for HTTP; more of them wait. 0: any number.
  std::uint32_t requests_per_second = 50;
  bool strict = false;  // rather refused than run where the kernel lacks a protection
  bool operator==(const ProviderConfig&) const = default;
};

// How a partner's system fares, as its provider tells.
struct PartnerHealth {
  enum class State { ok, degraded, down };
  State state = State::ok;
  std::string sentence;  // without a full stop
  Time at{};             // when it was asked
};

const char* to_string(PartnerHealth::State state);  // "degraded"

struct ProviderHealth {
  enum class State {
    starting,
    running,
    restarting,  // it failed; the next try comes by itself
    refused,     // it can never run as it is (no library, other ABI): an operator must act
    stopped,
  };
  std::string id;
  std::string name;  // as the plugin describes itself; empty before it was loaded
  std::string version;
  State state = State::starting;
  // What is the matter, in words: "running since …", "crashed (segmentation fault) while listing
  // courses; trying again in 200 ms".
  std::string sentence;
  std::uint64_t restarts = 0;
  Time since{};     // of this state
  int process = 0;  // of the worker; 0: none
  // The same as long as its version, library and settings are: a cursor of another one means
  // nothing. Empty before it was loaded.
  std::string edition;
  // Its partner's system has asked (429 or 503 with Retry-After) not to be asked before; an hour
  // ahead at most. Until then calls end at once with "provider-asked-to-wait".
  std::optional<Time> not_before{};
  bool held_back = false;  // since too many calls failed; whether it works again, the next one says
  // What it can do beyond a catalogue; false before it was loaded.
  bool gives_content = false;
  bool tells_changes = false;
  bool gives_records = false;
  bool tells_completions = false;
  bool tells_health = false;
  bool verifies_certificates = false;
  bool launches_courses = false;
  std::optional<PartnerHealth> partner{};  // as it was last told; nothing if it never was
};

const char* to_string(ProviderHealth::State state);

// Why a course is none: a field of it is malformed, or over a limit of provider.h.
struct ProviderRefusal {
  std::string field;   // "title"
  std::string reason;  // "it has 5000 bytes (limit 4096)"
};

// Why a provider does not run with other settings.
struct SettingsRefusal {
  Error error;
  std::optional<ProviderRefusal> setting{};  // by its JSON Pointer, where it is known to be one
};

// A course as a provider tells of it.
struct ProviderCourse {
  std::string external_id;  // the provider's own
  std::string title;
  std::string description;
  std::string language;  // BCP 47
  std::string duration;  // ISO 8601; may be empty
  std::string version;
  std::string licence;
  bool has_package = false;  // whether fetch() gives one
  // Then only its external_id is there, unless that is what is wrong. The rest of the page stands.
  std::optional<ProviderRefusal> refused{};
};

struct ProviderPage {
  std::vector<ProviderCourse> courses;
  std::string next;  // cursor of the next page; empty: this was the last
};

// A course as the partner's system has it: JSON, as the plugin says; nothing of it is checked.
struct ProviderRecord {
  std::string json;
  bool has_package = false;  // whether fetch() gives one
  // Why it is none: "it has 300000 bytes (limit 262144)"; empty: it is one. The rest of the page
  // stands.
  std::string refused{};
};

struct ProviderRecords {
  std::vector<ProviderRecord> rows;
  std::string next;  // cursor of the next page; empty: this was the last
};

struct ProviderTombstone {
  std::string external_id;  // of a course that the catalogue has no more
};

// What changed in a catalogue since a cursor, in the order in which it was told.
struct ProviderChanges {
  std::vector<std::variant<ProviderCourse, ProviderTombstone>> items;
  std::string next;   // cursor of what follows; never empty
  bool more = false;  // it is there already
};

// A learner has finished a course, as the provider tells: nothing of it is checked but its form.
struct ProviderCompletion {
  std::string learner;  // the partner's own id
  std::string external_id;
  std::string began_at;  // RFC 3339, as the partner writes it; may be empty
  std::string finished_at;
  std::optional<double> score;  // from 0 to 1
  std::optional<double> hours;
  std::string certificate;
};

struct ProviderCompletions {
  std::vector<ProviderCompletion> rows;
  std::string next;
  bool more = false;
};

// What a partner says of a certificate.
struct CertificateAnswer {
  enum class Verdict { unknown, valid, invalid };
  struct Fact {
    std::string name;
    std::string value;
  };
  Verdict verdict = Verdict::unknown;
  std::string sentence;
  std::vector<Fact> facts;
};

const char* to_string(CertificateAnswer::Verdict verdict);  // "valid"

// Runs each provider's library in a worker process of its own and keeps it there. Whatever a plugin
// does ends in a sentence of its health and, after a pause that grows, in a new worker; no call
// ever takes longer than its deadline. Threads: every member may be called from any thread.
class ProviderHost {
 public:
  struct Options {
    std::filesystem::path worker;  // the haat-provider-worker program
    // Of a list; of a fetch, from one piece to the next.
    std::chrono::milliseconds call_deadline{10'000};
    std::chrono::milliseconds fetch_deadline{900'000};  // of a whole fetch
    std::chrono::milliseconds load_deadline{10'000};
    std::chrono::milliseconds first_backoff{200};  // doubles up to last_backoff
    std::chrono::milliseconds last_backoff{60'000};
    // How often each partner's health is asked for, first when its provider comes up; 0: never.
    std::chrono::milliseconds health_every{60'000};
    // After so many failed calls in a row calls are held back for so long; then one is let through.
    int failures_to_hold_back = 5;
    std::chrono::seconds hold_back_for{30};
    // Whoever ran so long starts again with first_backoff.
    std::chrono::milliseconds stable_after{10'000};
    // Bytes of address space a worker may add to what it has at start.
    std::uint64_t memory = 512ull << 20;
    // Bytes of one HTTP response, decoded: while a plugin starts and lists, and while it fetches.
    std::uint64_t largest_answer = 64ull << 20;
    std::uint64_t largest_download = 20ull << 30;
    // For tests of plugins: what partners answer is kept in a folder for each provider in here; or
    // is read from there, and no connection is made. Empty: neither.
    std::filesystem::path record_http{};
    std::filesystem::path replay_http{};
    // For debuggers and for comparison, never for a marketplace: run_in_process of worker/
    // in_process.hpp, by which plugins run in threads of this process, with all of its rights. A
    // crash takes the process along, nothing ends a plugin that hangs, and what it says goes
    // straight to stderr. A call has a day, since people sit before a debugger. None: workers.
    std::function<int(int socket, int image)> in_process{};
    // What plugins say, and what befell them: one line each, fit for a log. From any thread, one
    // call at a time.
    std::function<void(const std::string& provider, const std::string& line)> log;
    Clock clock;  // none: the system's
  };

  explicit ProviderHost(Options options);
  ~ProviderHost();  // ends every worker
  ProviderHost(const ProviderHost&) = delete;
  ProviderHost& operator=(const ProviderHost&) = delete;

  // The file of a library may be replaced at any time, best by renaming another over it: the new
  // version is started beside the old one and takes its place when it runs, without a call lost. If
  // it does not come up, the old one stays, and its health says so.

  // Starts it; returns at once. What became of it is in health(). conflict ("provider-exists") for
  // an id that is taken, invalid_argument ("provider-id-invalid", "provider-host-invalid",
  // "provider-authority-missing", "public-key-invalid", "trusted-key-invalid", "time-invalid") for
  // what cannot be meant.
  Result<void> add(ProviderConfig config);

  // Has these and no others: starts those that are new, lets those go that are not named, and gives
  // those a successor whose configuration is another, as for a replaced file. Calls that are under
  // way end where they began; the others are left alone, but what is not in force is tried again.
  // The errors are those of add(); then nothing has changed.
  Result<void> configure(std::vector<ProviderConfig> providers);

  // Other settings (JSON) for one, for which whoever asks waits: its successor is started with them
  // and, once it runs, `keep` is asked to keep them; then it takes its place, as in configure().
  // With an error, of either, nothing has changed. unavailable ("provider-did-not-start") says why,
  // as its health would; not_found ("provider-unknown").
  tl::expected<void, SettingsRefusal> change_settings(const std::string& provider,
                                                      const std::string& settings,
                                                      const std::function<Result<void>()>& keep);

  std::vector<ProviderHealth> health() const;  // sorted by id

  // Whether whoever asked still wants the answer; asked now and then while a call lasts. None: yes.
  // Once it is not, the call ends as soon as its plugin obeys: at once where it waits for a
  // partner, else at its next callback, at the latest when its time is over. ("call-cancelled")
  using Wanted = std::function<bool()>;

  // One call at a time for each provider; a second one waits for the first, up to its deadline
  // ("provider-busy"). Whose fault it was is in the id. Nobody's: not_found "provider-unknown" (no
  // such provider here) and "provider-course-unknown" (the plugin knows no such course or page).
  // The plugin's: unavailable "provider-failed", "provider-crashed", "provider-hung",
  // "provider-garbage", "provider-greedy", "provider-unavailable" while it is not running, and
  // "provider-held-back" for a while after too many failures in a row (but of check_health). The
  // operator's: unavailable "provider-settings". The partner's: unavailable "provider-system" and
  // "provider-asked-to-wait" (until ProviderHealth::not_before), corrupt "provider-data".
  Result<ProviderPage> list(const std::string& provider, const std::string& cursor,
                            const Wanted& wanted = {});

  // What the plugin can do beyond that, as its health tells. Of one that cannot: conflict
  // ("provider-cannot").
  Result<ProviderChanges> changes(const std::string& provider, const std::string& cursor,
                                  const Wanted& wanted = {});
  Result<ProviderRecords> records(const std::string& provider, const std::string& cursor,
                                  const Wanted& wanted = {});
  Result<ProviderCompletions> completions(const std::string& provider, const std::string& cursor,
                                          const Wanted& wanted = {});
  // Asks now; the answer is in health(), too. It is asked every Options::health_every besides.
  Result<PartnerHealth> check_health(const std::string& provider, const Wanted& wanted = {});
  Result<CertificateAnswer> verify(const std::string& provider, const std::string& certificate,
                                   const Wanted& wanted = {});

  // Where a browser starts a course that stays with the partner: https, the same for everybody.
  Result<std::string> launch_address(const std::string& provider, const std::string& external_id,
                                     const Wanted& wanted = {});

  // The JSON Schema of its settings, as the plugin declared it when it was loaded last; whether it
  // then ran or not. not_found ("provider-schema-missing") if it declared none.
  Result<std::string> settings_schema(const std::string& provider) const;

  // The course's package in pieces. Ends with the first error, of the plugin's or of `on_bytes`.
  using OnBytes = std::function<Result<void>(std::string_view piece)>;
  Result<void> fetch(const std::string& provider, const std::string& external_id,
                     const OnBytes& on_bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace haat
