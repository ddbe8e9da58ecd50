#pragma once

#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/store/catalogue_records.hpp"

namespace haat::server {

// A course of the catalogue, with what there is to go by.
template <class Json>
void to_json(Json& json, const ListedRelease& listed) {
  json = listed.release;
  json["partner_since"] = or_null<Json>(listed.ages.partner);
  json["course_since"] = to_rfc3339(listed.ages.course);
  json["key_since"] = or_null<Json>(listed.ages.key);
  const auto& transferred = listed.ages.transferred;
  json["transferred"] = transferred ? Json(*transferred) : Json(nullptr);
}

}  // namespace haat::server
