#include "marketplace-server/operation/log.hpp"

#include <iostream>
#include <mutex>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/http/route.hpp"

namespace haat::server {
namespace {

void write(const std::string& line) {
  static std::mutex lock;
  const std::lock_guard guard(lock);
  std::cerr << line + "\n";  // in one write
}

// In ASCII: what a terminal would obey, or show the other way round, stands there as its number.
void write(const Json& json) {
  write(json.dump(-1, ' ', true, Json::error_handler_t::replace));
}

}  // namespace

void Log::line(const std::string& sentence) const {
  if (form_ == Form::text) return write(printable(sentence));
  write(Json{{"at", to_rfc3339(clock_())}, {"message", sentence}});
}

void Log::exchange(const Exchange& it) const {
  if (form_ == Form::text)
    return write(printable(it.method) + " " + printable(it.path) + " " + std::to_string(it.status) +
                 " " + std::to_string(it.taken.count()) + "us " + it.id);
  write(Json{{"at", to_rfc3339(clock_())},
             {"request", it.id},
             {"client", it.client},
             {"actor", it.actor.empty() ? Json() : Json(it.actor)},
             {"method", it.method},
             {"path", it.path},
             {"route", it.route ? Json(std::string(it.route->name)) : Json()},
             {"status", it.status},
             {"us", it.taken.count()},
             {"received", it.received},
             {"sent", it.sent}});
}

}  // namespace haat::server
