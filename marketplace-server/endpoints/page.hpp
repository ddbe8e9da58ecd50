#pragma once

#include "core/result.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/response.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// ?cursor= and ?limit=, of every list. invalid_argument ("limit-invalid"): 1 to 200.
Result<PageRequest> page_request(const Request& request);

// {"<name>": [...], "next": cursor or null}
template <class Json, class Item>
Response page_response(const char* name, const Page<Item>& page) {
  Json json;
  json[name] = page.items;
  json["next"] = page.next.empty() ? Json(nullptr) : Json(page.next);
  return json_response(200, json);
}

}  // namespace haat::server
