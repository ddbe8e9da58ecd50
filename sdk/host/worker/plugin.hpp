#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "sdk/host/worker/http_client.hpp"
#include "sdk/provider/provider.h"

namespace haat {

// How a call of the plugin ended.
struct Outcome {
  haat_status status = HAAT_OK;
  std::string sentence;  // why, if the status is not HAAT_OK
};

// A plugin in this process, behind the C ABI: makes what it says fit for the host's protocol, and
// sees that it keeps the contract where that can be seen. Threads: one, all the time.
class Plugin {
 public:
  // `entry` is of a library that stays loaded. Without a client there is no haat.http.
  Plugin(const haat_entry& entry, std::string settings, HttpClient* http = nullptr);
  ~Plugin();
  Plugin(const Plugin&) = delete;
  Plugin& operator=(const Plugin&) = delete;

  Outcome start();  // create, init, and the interfaces
  bool has_content() const { return content_ != nullptr; }
  std::string name() const;
  std::string version() const;

  struct Page {
    Outcome outcome;
    std::string payload;  // of wire::Type::page
  };
  Page list(const std::string& cursor);

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
  static Plugin& of(const haat_host* host) { return *static_cast<Plugin*>(host->host_data); }

  Outcome ended(haat_status status);  // with the plugin's explanation, or one in its stead

  const haat_entry& entry_;
  std::string settings_;
  HttpClient* http_;
  haat_host host_{};
  std::string explanation_;
  const haat_provider* provider_ = nullptr;
  const haat_catalogue* catalogue_ = nullptr;
  const haat_content* content_ = nullptr;
};

}  // namespace haat
