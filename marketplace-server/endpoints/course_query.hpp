#pragma once

#include <set>

#include "marketplace-server/catalogue/catalogue.hpp"
#include "marketplace-server/http/request.hpp"

namespace haat::server {

// What GET /api/v1/courses takes; the names of filters are those of the facets (store/facets.cpp).
inline constexpr std::string_view course_parameters =
    "q area theme sub_theme role competency position activity level language provider duration "
    "standard licence facets sort cursor limit";

struct FacetedQuery {
  CourseQuery query;
  std::set<Facet> facets;  // to be told; empty: none
};

// Values are separated by commas, and any of them will do; the name of a provider is one value.
// invalid_argument ("filter-invalid", "facet-unknown", "sort-unknown", "limit-invalid")
Result<FacetedQuery> course_query(const Request& request);

}  // namespace haat::server
