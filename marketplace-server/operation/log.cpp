#include "marketplace-server/operation/log.hpp"

#include <iostream>
#include <mutex>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"

namespace haat::server {
namespace {

void write(const std::string& line) {
  static std::mutex lock;
  const std::lock_guard guard(lock);
  std::cerr << line << std::endl;
}

void write(const Json& json) {
  write(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

double milliseconds(std::chrono::microseconds time) {
  return static_cast<double>(time.count()) / 1000;
}

}  // namespace

void Log::line(const std::string& sentence) const {
  if (form_ == Form::text) return write(sentence);
  write(Json{{"at", to_rfc3339(clock_())}, {"message", printable(sentence)}});
}

void Log::exchange(const Exchange& it) const {
  if (form_ == Form::text)
    return write(printable(it.method) + " " + printable(it.path) + " " + std::to_string(it.status) +
                 " " + std::to_string(it.taken.count() / 1000) + "ms " + it.id);
  Json json{{"at", to_rfc3339(clock_())}, {"request", it.id},
            {"client", it.client},        {"method", printable(it.method)},
            {"path", printable(it.path)}, {"route", it.route},
            {"status", it.status},        {"ms", milliseconds(it.taken)},
            {"received", it.received},    {"sent", it.sent}};
  if (!it.account.empty()) json["account"] = it.account;
  write(json);
}

}  // namespace haat::server
