#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "sdk/host/worker/http_client.hpp"
#include "sdk/provider/provider.h"

namespace haat::kit {

// What came of a test.
struct Verdict {
  enum class Kind : std::uint32_t { passed, failed, skipped };
  Kind kind = Kind::passed;
  // Of one that did not pass: why, without a full stop. Of one that passed: what it was judged by,
  // if that was not all there is.
  std::string sentence;
};
inline Verdict passed(std::string sentence = {}) {
  return {Verdict::Kind::passed, std::move(sentence)};
}
inline Verdict failed(std::string sentence) {
  return {Verdict::Kind::failed, std::move(sentence)};
}
inline Verdict skipped(std::string sentence) {
  return {Verdict::Kind::skipped, std::move(sentence)};
}

bool is_known(haat_status status);  // to the contract
// "HAAT_FAULT_DATA"; "99, which is none" of what the contract does not know
std::string status_name(haat_status status);

std::string quoted(const std::string& text);  // the beginning of it, fit for a sentence

// What an attacker, or a bug, could have written as a cursor, an id or a certificate, as far as a
// host may hand it on: UTF-8 without NUL, at most `limit` bytes. None is empty.
std::vector<std::string> garbage(std::uint64_t seed, std::size_t limit = HAAT_MAX_ID_BYTES);

// A course as the sink saw it; nullopt: the pointer was NULL.
struct SeenCourse {
  std::optional<std::string> external_id, title, description, language, duration, version, licence;
  bool has_package = false;
  friend bool operator==(const SeenCourse&, const SeenCourse&) = default;
};

struct SeenCompletion {
  std::optional<std::string> learner, external_id, began_at, finished_at, certificate;
  std::optional<double> score, hours;
  friend bool operator==(const SeenCompletion&, const SeenCompletion&) = default;
};

struct SeenRecord {
  std::optional<std::string> json;
  bool has_package = false;
  friend bool operator==(const SeenRecord&, const SeenRecord&) = default;
};

// A course that is gone, told after so many courses of its page.
struct SeenTombstone {
  std::string external_id;
  std::size_t after = 0;
};

// What stands for a course where the course itself would take too much room: of two that differ it
// is the same by a chance that nobody meets.
std::size_t digest_of(const SeenCourse& course);

// What is told page by page: haat.catalogue/1, haat.delta, haat.completions, haat.records.
enum class Told { catalogue, changes, completions, records };

// All that happened in one call.
struct Seen {
  haat_status status = HAAT_OK;
  std::string explanation;
  std::vector<SeenCourse> courses;
  std::vector<SeenTombstone> gone;
  std::vector<SeenCompletion> completions;
  std::vector<SeenRecord> records;
  std::string bytes;                // of fetch, the first 64 MB
  std::optional<std::string> next;  // the cursor of the next page
  bool more = false;                // the next page is there already
  int nexts = 0;
  struct Tell {
    int32_t what = 0;      // a state of health, or a verdict
    std::string sentence;  // or a launch address
  };
  std::vector<Tell> tells;
  int facts = 0;
  bool over_limit = false;    // the page is longer than provider.h allows, and was cut
  bool other_thread = false;  // the sink was called on another thread
  int after_stop = 0;         // calls of the sink after it had answered HAAT_STOPPED

  std::size_t rows() const {
    return courses.size() + gone.size() + completions.size() + records.size();
  }
};

// "ends with the status HAAT_NOT_FOUND: why".
std::string ending_of(const Seen& seen);

// When the sink answers HAAT_STOPPED.
struct Stop {
  static constexpr std::size_t never = SIZE_MAX;
  std::size_t at_row = never;    // so many courses, completions or records have been taken
  std::size_t at_bytes = never;  // so many bytes have been taken
  bool at_next = false;
};

// What the provider is configured with: as the operator would, and, where the operator knows how,
// so that the catalogue has nothing in it, or very much. JSON; empty: not known.
struct Settings {
  std::string given;
  std::string empty;
  std::string huge;
};

// A provider on trial in this process, behind its C ABI, where nothing protects the test from it:
// the process is there for one test.
class Trial {
 public:
  Trial(std::filesystem::path library, Settings settings, std::uint64_t seed, HttpClient& http);
  ~Trial();
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  // The schema that the provider declared in create; empty: none. And what was wrong with how it
  // did.
  const std::string& schema() const { return schema_; }
  const std::string& schema_trouble() const { return schema_trouble_; }
  const Settings& settings() const { return settings_; }

  const std::filesystem::path& library() const { return library_; }
  std::uint64_t seed() const { return seed_; }
  // For the next create, in place of those given; empty: those given again.
  void configure(std::string settings) { other_settings_ = std::move(settings); }

  // Each does what the ones before do, too, and answers why it could not; empty: it could.
  std::string open();    // the library
  std::string create();  // a new provider, in place of the last one
  std::string init();
  std::string catalogue();  // haat.catalogue/1, and haat.content/1 if there is one
  void destroy();

  // The same for tests of what comes after: they are skipped, since another test tells of it.
  std::optional<Verdict> opened();
  std::optional<Verdict> created();
  std::optional<Verdict> started();
  std::optional<Verdict> started_with_content();
  std::optional<Verdict> started_with(const char* interface);

  // Of a library that is open, and of a provider that was created or started.
  const haat_entry& entry() const { return *entry_; }
  const haat_provider* provider() const { return provider_; }
  const void* interface(const char* id) const { return provider_->get_interface(provider_, id); }
  haat_status call_init();
  const std::string& explanation() const { return explanation_; }
  bool has_content() const { return content_ != nullptr; }
  Seen list(const std::string& cursor, const Stop& stop = {});
  Seen fetch(const std::string& external_id, const Stop& stop = {});
  // Of an interface that is there.
  Seen ask(Told told, const std::string& cursor, const Stop& stop = {});
  Seen check_health();
  Seen verify(const std::string& certificate);
  Seen launch(const std::string& external_id);

  // All that is told, page by page, with a page in memory at a time: `look` is shown each, with the
  // cursor that it came by, and answers whether to go on. Ends with the first page that fails or
  // repeats a cursor, or before the first that is more than the kit walks.
  struct Walk {
    std::size_t pages = 0;
    std::size_t rows = 0;
    std::string trouble;   // empty: nothing is wrong
    std::string too_long;  // how far it went, if it is longer than the kit walks; else empty
    std::string end;       // of changes and completions: the cursor to come back with

    // Of a test to which every page was right.
    Verdict verdict() const { return trouble.empty() ? passed(too_long) : failed(trouble); }
  };
  using Look = std::function<bool(const Seen& page, const std::string& cursor)>;
  Walk walk(Told told, const Look& look);

  // Of this process: open descriptors, threads, bytes of address space.
  static int descriptors();
  std::uint64_t threads() const { return stat(20); }
  std::uint64_t address_space() const { return stat(23); }

 private:
  static void log(const haat_host* host, haat_log_level level, const char* line);
  static void explain(const haat_host* host, const char* sentence);
  static const void* host_interface(const haat_host* host, const char* id);
  static haat_status send_http(const haat_host* host, const haat_http_request* request,
                               const haat_http_sink* sink);
  static const char* why_http(const haat_host* host);
  static haat_status declare(const haat_host* host, const char* schema);
  Seen changes(const std::string& cursor, const Stop& stop);
  Seen completions(const std::string& cursor, const Stop& stop);
  Seen records(const std::string& cursor, const Stop& stop);
  static Trial& of(const haat_host* host) { return *static_cast<Trial*>(host->host_data); }
  std::uint64_t stat(int field) const;  // of proc(5)'s stat, counted as there

  std::filesystem::path library_;
  Settings settings_;
  std::string other_settings_;
  std::uint64_t seed_;
  HttpClient& http_;
  int stat_;  // opened early: /proc is shut when the library runs
  haat_host host_{};
  std::string explanation_;
  bool creating_ = false;
  std::string schema_, schema_trouble_;
  const haat_entry* entry_ = nullptr;
  const haat_provider* provider_ = nullptr;
  const haat_catalogue* catalogue_ = nullptr;
  const haat_content* content_ = nullptr;
};

// The test of that name, "list-ends". nullopt: there is none.
std::optional<Verdict> run_test(std::string_view name, Trial& trial);

}  // namespace haat::kit
