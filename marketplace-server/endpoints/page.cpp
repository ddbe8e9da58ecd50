#include "marketplace-server/endpoints/page.hpp"

#include <charconv>

namespace haat::server {

Result<PageRequest> page_request(const Request& request) {
  constexpr int largest = 200;
  PageRequest page;
  page.cursor = request.query_or("cursor", "");
  const std::string limit = request.query_or("limit", std::to_string(page.limit));
  const char* end = limit.data() + limit.size();
  const auto [at, error] = std::from_chars(limit.data(), end, page.limit);
  if (error != std::errc{} || at != end || page.limit < 1 || page.limit > largest)
    return fail(Errc::invalid_argument, "limit-invalid",
                "limit must be a number from 1 to " + std::to_string(largest));
  return page;
}

}  // namespace haat::server
