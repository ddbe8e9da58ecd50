#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plugins/partner/json.hpp"
#include "plugins/partner/web_service.hpp"

namespace sunbird {

struct Terms {
  std::string url;
  std::string api_key;  // empty: the platform asks for none
  std::string search;   // path of the search's API
  std::vector<std::string> primary_categories;
  std::vector<std::string> mediums;  // empty: all
  std::string channel;               // empty: all
};

// The content API of a Sunbird platform during one call of the host.
class ContentService {
 public:
  ContentService(const Terms& terms, haat::provider::Http http) : terms_(terms), service_(http) {}

  // The `result` of a search: `count`, and `content`, the rows from `offset` on.
  partner::Json search(std::size_t offset, std::size_t limit);

  // Where the package of it is. HAAT_NOT_FOUND if there is no such content, or it has none.
  std::string download_url(const std::string& identifier);

  partner::WebService& service() { return service_; }

 private:
  partner::Json result_of(const haat::provider::Request& request);
  std::vector<haat::provider::Header> headers() const;

  const Terms& terms_;
  partner::WebService service_;
};

}  // namespace sunbird
