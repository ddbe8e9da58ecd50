#include "marketplace-server/http/target.hpp"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include "core/package/entry_name.hpp"
#include "marketplace-server/http/headers.hpp"

namespace haat::server {
namespace {

tl::unexpected<Error> invalid(const std::string& why) {
  return fail(Errc::invalid_argument, "target-invalid", "the request's path " + why);
}

Result<std::string> decode(std::string_view text) {
  try {
    std::string decoded;
    Poco::URI::decode(std::string(text), decoded);
    return decoded;
  } catch (const Poco::Exception&) {
    return invalid("has a '%' that no two hexadecimal digits follow");
  }
}

// A decoded segment may hold '/', so each part between them is judged.
bool climbs(std::string_view segment) {
  for (;;) {
    const auto slash = segment.find('/');
    const auto part = segment.substr(0, slash);
    if (part == "." || part == "..") return true;
    if (slash == std::string_view::npos) return false;
    segment.remove_prefix(slash + 1);
  }
}

Result<std::vector<std::string>> split_path(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the '/'
    const auto end = std::min(path.find('/'), path.size());
    HAAT_TRY(std::string segment, decode(path.substr(0, end)));
    if (has_control_character(segment)) return invalid("has a control character");
    if (!is_utf8(segment)) return invalid("is not UTF-8");
    if (climbs(segment) || segment.find('\\') != std::string::npos)
      return invalid("has '.', '..' or a backslash in it");
    segments.push_back(std::move(segment));
    path.remove_prefix(end);
  }
  return segments;
}

Result<std::map<std::string, std::string>> split_query(std::string_view query) {
  std::map<std::string, std::string> values;
  try {
    Poco::URI uri;
    uri.setRawQuery(std::string(query));
    for (auto& [name, value] : uri.getQueryParameters()) {
      if (has_control_character(value) || !is_utf8(value) || !is_utf8(name))
        return fail(Errc::invalid_argument, "query-invalid",
                    "a query parameter has a control character or is not UTF-8");
      if (!values.emplace(name, value).second)
        return fail(Errc::invalid_argument, "query-invalid",
                    "the query parameter \"" + printable(name) + "\" is given twice");
    }
  } catch (const Poco::Exception&) {
    return fail(Errc::invalid_argument, "query-invalid", "the query cannot be decoded");
  }
  return values;
}

}  // namespace

Result<Target> parse_target(std::string_view target) {
  if (target.empty() || target.front() != '/') return invalid("does not start with '/'");
  const auto question = std::min(target.find('?'), target.size());
  Target parsed;
  HAAT_TRY(parsed.segments, split_path(target.substr(0, question)));
  if (question < target.size()) {
    HAAT_TRY(parsed.query, split_query(target.substr(question + 1)));
  }
  return parsed;
}

}  // namespace haat::server
