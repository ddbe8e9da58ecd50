#include "marketplace-server/endpoints/course_query.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "marketplace-server/endpoints/page.hpp"

namespace haat::server {
namespace {

constexpr std::size_t most_values = 20;  // of one filter

tl::unexpected<Error> invalid(Facet facet, const std::string& value, const std::string& should) {
  return fail(Errc::invalid_argument, "filter-invalid",
              std::string(to_string(facet)) + " \"" + printable(value) + "\" " + should);
}

bool is_level(std::string_view text) {
  return text.size() == 1 && text[0] >= '1' && text[0] <= '5';
}

// "CID1", "COMTHEME-000001", and with a level "CID1:2", whatever the type of the term.
Result<void> add_term(const std::string& value, FacetFilters& filters) {
  const auto colon = std::min(value.find(':'), value.size());
  const auto type = term_type(std::string_view(value).substr(0, colon));
  const bool with_level = colon < value.size();
  if (!type || (with_level && !is_level(std::string_view(value).substr(colon + 1))))
    return invalid(Facet::competency, value,
                   "is no term of a dictionary; write CID1, or CID1:2 with a level");
  filters[with_level ? Facet::tag : facet_of(*type)].push_back(value);
  return {};
}

Result<void> judge(Facet facet, const std::string& value) {
  if (facet == Facet::level && !is_level(value))
    return invalid(facet, value, "is no level; levels are 1 to 5");
  const auto named = [&](const DurationBand& band) { return band.name == value; };
  if (facet == Facet::duration &&
      std::none_of(duration_bands.begin(), duration_bands.end(), named)) {
    std::string names;
    for (const DurationBand& band : duration_bands)
      names += (names.empty() ? "" : ", ") + std::string(band.name);
    return invalid(facet, value, "is not one of " + names);
  }
  return {};
}

Result<void> add_filter(Facet facet, const std::string& text, FacetFilters& filters) {
  const auto values = facet == Facet::provider ? std::vector{text} : split(text, ',');
  if (values.size() > most_values)
    return invalid(facet, text, "has more than " + std::to_string(most_values) + " values");
  for (const std::string& value : values) {
    if (facet == Facet::competency) {
      HAAT_TRY_VOID(add_term(value, filters));
      continue;
    }
    HAAT_TRY_VOID(judge(facet, value));
    filters[facet].push_back(value);
  }
  return {};
}

Result<FacetFilters> filters_of(const Request& request) {
  FacetFilters filters;
  for (const auto& [name, value] : request.query) {
    const auto facet = parse_facet(name);
    if (!facet || !is_counted(*facet) || value.empty()) continue;
    HAAT_TRY_VOID(add_filter(*facet, value, filters));
  }
  return filters;
}

Result<std::set<Facet>> wanted_facets(const std::string& list) {
  std::set<Facet> facets;
  for (const std::string& name : split(list, ',')) {
    const auto facet = parse_facet(name);
    if (name == "all") {
      for (std::size_t i = 0; i < facet_count; ++i)
        if (is_counted(static_cast<Facet>(i))) facets.insert(static_cast<Facet>(i));
    } else if (facet && is_counted(*facet)) {
      facets.insert(*facet);
    } else {
      return fail(Errc::invalid_argument, "facet-unknown",
                  "there is no facet " + printable(name) + "; facets=all names them");
    }
  }
  return facets;
}

Result<std::optional<Sort>> wanted_sort(const std::string& name) {
  if (name.empty()) return std::nullopt;
  if (name == "relevance") return Sort::relevance;
  if (name == "newest") return Sort::newest;
  if (name == "title") return Sort::title;
  return fail(Errc::invalid_argument, "sort-unknown",
              "sort \"" + printable(name) + "\" is not relevance, newest or title");
}

}  // namespace

Result<FacetedQuery> course_query(const Request& request) {
  FacetedQuery asked;
  HAAT_TRY(const PageRequest page, page_request(request));
  asked.query.text = request.query_or("q", "");
  asked.query.cursor = page.cursor;
  asked.query.limit = page.limit;
  HAAT_TRY(asked.query.filters, filters_of(request));
  HAAT_TRY(asked.query.sort, wanted_sort(request.query_or("sort", "")));
  HAAT_TRY(asked.facets, wanted_facets(request.query_or("facets", "")));
  asked.query.counts = !asked.facets.empty();
  return asked;
}

}  // namespace haat::server
