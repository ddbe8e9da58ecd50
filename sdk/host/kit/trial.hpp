#pragma once

#include <cstdint>
#include <filesystem>
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
  std::string sentence;  // of one that did not pass: why, without a full stop
};
inline Verdict passed() {
  return {};
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

// What an attacker, or a bug, could have written as a cursor or an id. None has a NUL, and none is
// empty.
std::vector<std::string> garbage(std::uint64_t seed);

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

// What is told page by page: haat.catalogue/1, haat.delta, haat.completions.
enum class Told { catalogue, changes, completions };

// All that happened in one call.
struct Seen {
  haat_status status = HAAT_OK;
  std::string explanation;
  std::vector<SeenCourse> courses;
  std::vector<std::string> gone;
  std::vector<SeenCompletion> completions;
  std::string bytes;                // of fetch, the first 64 MB
  std::optional<std::string> next;  // the cursor of the next page
  bool more = false;                // the next page is there already
  int nexts = 0;
  struct Tell {
    int32_t what = 0;  // a state of health, or a verdict
    std::string sentence;
  };
  std::vector<Tell> tells;
  int facts = 0;
  bool other_thread = false;  // the sink was called on another thread
  int after_stop = 0;         // calls of the sink after it had answered HAAT_STOPPED
};

// When the sink answers HAAT_STOPPED.
struct Stop {
  static constexpr std::size_t never = SIZE_MAX;
  std::size_t at_course = never;  // so many courses, or completions, have been taken
  std::size_t at_bytes = never;   // so many bytes have been taken
  bool at_next = false;
};

// A provider on trial in this process, behind its C ABI, where nothing protects the test from it:
// the process is there for one test.
class Trial {
 public:
  Trial(std::filesystem::path library, std::string settings, std::uint64_t seed, HttpClient& http);
  ~Trial();
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  // The schema that the provider declared in create; empty: none. And what was wrong with how it
  // did.
  const std::string& schema() const { return schema_; }
  const std::string& schema_trouble() const { return schema_trouble_; }
  const std::string& settings() const { return settings_; }

  const std::filesystem::path& library() const { return library_; }
  std::uint64_t seed() const { return seed_; }
  void settings(std::string text) { settings_ = std::move(text); }  // for the next create

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

  // The whole catalogue, or all changes or completions there are, page by page; ends with the first
  // that fails, repeats a cursor, or is one too many.
  struct Walk {
    std::vector<Seen> pages;
    std::vector<std::string> cursors;  // of each page; the first is ""
    std::string trouble;               // empty: it came to its end
    std::string end;                   // of changes and completions: the cursor to come back with
    std::vector<SeenCourse> courses() const;
    std::vector<SeenCompletion> completions() const;
  };
  Walk walk(Told told = Told::catalogue);

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
  static Trial& of(const haat_host* host) { return *static_cast<Trial*>(host->host_data); }
  std::uint64_t stat(int field) const;  // of proc(5)'s stat, counted as there

  std::filesystem::path library_;
  std::string settings_;
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
