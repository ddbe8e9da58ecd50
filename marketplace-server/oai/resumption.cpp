#include "marketplace-server/oai/resumption.hpp"

#include "core/json/json.hpp"
#include "core/signing/hex.hpp"

namespace haat::server {
namespace {

constexpr std::size_t day_length = 10;  // of "2026-11-28"

tl::unexpected<Error> invalid(const std::string& why) {
  return fail(Errc::invalid_argument, "harvest-span-invalid", why);
}

// "2026-11-28", or "2026-11-28T10:00:00Z"; a day begins or ends where the span does.
Result<Time> parse_datestamp(const std::string& text, const char* time_of_day) {
  const auto time = parse_rfc3339(text.size() == day_length ? text + time_of_day : text);
  if (!time)
    return invalid("\"" + text + "\" is no datestamp; write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ");
  return *time;
}

}  // namespace

Result<HarvestQuery> parse_span(const std::map<std::string, std::string>& arguments, Time now) {
  HarvestQuery query;
  query.until = now;
  const auto from = arguments.find("from"), until = arguments.find("until"),
             set = arguments.find("set");
  if (from != arguments.end()) {
    HAAT_TRY(query.from, parse_datestamp(from->second, "T00:00:00Z"));
  }
  if (until != arguments.end()) {
    HAAT_TRY(query.until, parse_datestamp(until->second, "T23:59:59Z"));
  }
  if (from != arguments.end() && until != arguments.end() &&
      from->second.size() != until->second.size())
    return invalid("from and until must both be days, or both be times");
  if (query.from > query.until && until != arguments.end())
    return invalid("from is later than until");
  if (set != arguments.end()) {
    if (!set->second.starts_with(set_prefix) || set->second.size() == set_prefix.size())
      return invalid("there is no set \"" + set->second + "\"; ListSets names them");
    query.language = set->second.substr(set_prefix.size());
  }
  return query;
}

std::string to_token(const HarvestQuery& query) {
  return to_hex(
      Json{to_rfc3339(query.from), query.after, to_rfc3339(query.until), query.language}.dump());
}

std::optional<HarvestQuery> parse_token(const std::string& token) {
  const auto text = from_hex(token);
  if (!text) return std::nullopt;
  const auto json = parse_json(*text, "the token");
  if (!json || !json->is_array() || json->size() != 4 || !(*json)[0].is_string() ||
      !(*json)[1].is_number_unsigned() || !(*json)[2].is_string() || !(*json)[3].is_string())
    return std::nullopt;
  const auto from = parse_rfc3339((*json)[0].get<std::string>());
  const auto until = parse_rfc3339((*json)[2].get<std::string>());
  if (!from || !until) return std::nullopt;
  HarvestQuery query{*from, *until, (*json)[3].get<std::string>()};
  query.after = (*json)[1].get<std::int64_t>();
  return query;
}

}  // namespace haat::server
