#include "marketplace-server/http/validators.hpp"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/DateTimeParser.h>
#include <Poco/Timestamp.h>

#include "core/ascii.hpp"
#include "core/wording.hpp"

namespace haat::server {
namespace {

std::string quoted_tag(const Validators& validators) {
  return "W/\"" + validators.tag + "\"";
}

bool is_not_newer(Time modified, const std::string& header) {
  Poco::DateTime date;
  int zone = 0;
  return Poco::DateTimeParser::tryParse(Poco::DateTimeFormat::HTTP_FORMAT, header, date, zone) &&
         modified.time_since_epoch().count() <= date.timestamp().epochTime();
}

}  // namespace

bool may_change(const Request& request, const std::string& tag) {
  bool asked = false;
  for (const Header& field : request.headers.all()) {
    if (!equal_but_for_case(field.name, "If-Match")) continue;
    asked = true;
    for (std::string one : split(field.value, ',')) {
      std::erase_if(one, [](char c) { return c == ' ' || c == '\t'; });
      if (one == "*" || one == "\"" + tag + "\"") return true;
    }
  }
  return !asked;
}

std::string http_date(Time time) {
  return Poco::DateTimeFormatter::format(
      Poco::Timestamp::fromEpochTime(time.time_since_epoch().count()),
      Poco::DateTimeFormat::HTTP_FORMAT);
}

bool is_known(const Request& request, const Validators& validators) {
  // Compared without W/: what differs in its encoding only is the same to a client.
  if (const std::string* tags = request.headers.find("If-None-Match"))
    return *tags == "*" || tags->find("\"" + validators.tag + "\"") != std::string::npos;
  const std::string* since = request.headers.find("If-Modified-Since");
  return since && validators.modified && is_not_newer(*validators.modified, *since);
}

void add_validators(Response& response, const Validators& validators) {
  response.headers.add("ETag", quoted_tag(validators));
  if (validators.modified) response.headers.add("Last-Modified", http_date(*validators.modified));
}

Response not_modified(const Validators& validators) {
  Response response;
  response.status = 304;
  add_validators(response, validators);
  return response;
}

}  // namespace haat::server
