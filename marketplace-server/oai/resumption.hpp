#pragma once

#include <map>
#include <optional>
#include <string>

#include "marketplace-server/store/catalogue_records.hpp"

namespace haat::server {

inline constexpr std::string_view set_prefix = "language-";

// from, until and set of a list. invalid_argument says which of them is wrong.
Result<HarvestQuery> parse_span(const std::map<std::string, std::string>& arguments, Time now);

// Where a list goes on, as harvesters carry it: nothing is kept here for them, so a token is good
// for ever. A course that changes in the meantime comes once more, at the end.
std::string to_token(const HarvestQuery& query);
std::optional<HarvestQuery> parse_token(const std::string& token);

}  // namespace haat::server
