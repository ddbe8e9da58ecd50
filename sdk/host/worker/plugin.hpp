#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "sdk/host/provider_host.hpp"
#include "sdk/host/worker/http_client.hpp"
#include "sdk/provider/provider.h"

namespace haat {

// How a call of the plugin ended.
struct Outcome {
  haat_status status = HAAT_OK;
  std::string sentence;       // why, if the status is not HAAT_OK
  ProviderRefusal setting{};  // that is wrong, if it is known to be one; a JSON Pointer
};

// A plugin in this process, behind the C ABI: makes what it says fit for the host's protocol, and
// sees that it keeps the contract where that can be seen. Threads: one, all the time.
class Plugin {
 public:
  // `entry` is of a library that stays loaded. Without a client there is no haat.http. `stopped`
  // says whether the host wants no more of the call that runs; none: it does.
  Plugin(const haat_entry& entry, std::string settings, HttpClient* http = nullptr,
         std::function<bool()> stopped = {});
  ~Plugin();
  Plugin(const Plugin&) = delete;
  Plugin& operator=(const Plugin&) = delete;

  // create, after which it may have declared a schema; then start judges the settings by that, and
  // does the rest: init, and the interfaces.
  Outcome create();
  Outcome start();
  const std::string& settings_schema() const { return settings_schema_; }  // empty: none
  std::uint32_t abilities() const;                                         // bits of wire::Ability
  std::string name() const;
  std::string version() const;

  struct Answer {
    Outcome outcome;
    std::string payload;  // of wire::Type::page or answer
  };
  Answer list(const std::string& cursor);
  // Of interfaces that the plugin may not have: then its own fault, since nobody should have asked.
  Answer changes(const std::string& cursor);
  Answer records(const std::string& cursor);
  Answer completions(const std::string& cursor);
  Answer check_health();
  Answer verify(const std::string& certificate);
  Answer launch(const std::string& external_id);

  // Returns false when the host wants no more.
  using OnBytes = std::function<bool(std::string_view bytes)>;
  Outcome fetch(const std::string& external_id, const OnBytes& on_bytes);

 private:
  static void log(const haat_host* host, haat_log_level level, const char* line);
  static void explain(const haat_host* host, const char* sentence);
  static const void* get_interface(const haat_host* host, const char* id);
  static haat_status send_http(const haat_host* host, const haat_http_request* request,
                               const haat_http_sink* sink);
  static const char* why_http(const haat_host* host);
  static std::int32_t is_wanted(const haat_host* host);
  static haat_status declare(const haat_host* host, const char* schema);
  static Plugin& of(const haat_host* host) { return *static_cast<Plugin*>(host->host_data); }

  template <class Functions>
  const Functions* own_interface(const char* id) const;
  template <class Writer, class Ask>
  Answer answer(const Ask& ask);
  Outcome ended(haat_status status);  // with the plugin's explanation, or one in its stead

  const haat_entry& entry_;
  std::string settings_;
  HttpClient* http_;
  std::function<bool()> stopped_;
  haat_host host_{};
  std::string explanation_;
  const haat_provider* provider_ = nullptr;
  const haat_catalogue* catalogue_ = nullptr;
  const haat_content* content_ = nullptr;
  const haat_launch* launch_ = nullptr;
  const haat_delta* delta_ = nullptr;
  const haat_records* records_ = nullptr;
  const haat_completions* completions_ = nullptr;
  const haat_health* health_ = nullptr;
  const haat_certificates* certificates_ = nullptr;
  bool creating_ = false;
  std::string settings_schema_;
  std::string schema_trouble_;  // why the last one that it declared is none
};

}  // namespace haat
