#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/competency/dictionary.hpp"
#include "core/course/course.hpp"

namespace haat::server {

// What courses are sorted into for whoever looks for one. A new facet is a line here, a name in
// facets.cpp, and what facets_of() says of it.
enum class Facet : unsigned char {
  area,
  theme,
  sub_theme,
  role,
  competency,
  position,
  activity,
  knowledge_resource,
  tag,  // a term with a level, "CID1:2": can be asked for, but is not counted
  level,
  language,
  provider,
  duration,
  standard,
  licence,
};
inline constexpr std::size_t facet_count = 15;

std::string_view to_string(Facet facet);
std::optional<Facet> parse_facet(std::string_view name);
Facet facet_of(TermType type);
bool is_counted(Facet facet);

struct FacetValue {
  Facet facet{};
  std::string value;
  auto operator<=>(const FacetValue&) const = default;
};

// The facets of a release, sorted, each once. Terms are those that the course itself names; what
// they belong to is the dictionary's to say.
std::vector<FacetValue> facets_of(const Course& course, const std::string& standard);

// How long a course is, in the words of the catalogue; what is not between them is none.
struct DurationBand {
  std::string_view name;
  std::uint64_t below;  // seconds
};
inline constexpr std::array duration_bands{
    DurationBand{"under-15m", 15 * 60}, DurationBand{"15m-to-1h", 3600},
    DurationBand{"1h-to-4h", 4 * 3600}, DurationBand{"over-4h", ~std::uint64_t{0}}};

}  // namespace haat::server
