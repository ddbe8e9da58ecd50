#include "marketplace-server/store/facets.hpp"

#include <algorithm>

#include "core/duration.hpp"

namespace haat::server {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, facet_count> names{
    "area",     "theme",    "sub_theme",          "role",     "competency",
    "position", "activity", "knowledge_resource", "tag",      "level",
    "language", "provider", "duration",           "standard", "licence"};

std::string_view band_of(const std::string& duration) {
  const auto seconds =
      static_cast<std::uint64_t>(parse_duration(duration).value_or(std::chrono::seconds{}).count());
  const auto band = std::find_if(duration_bands.begin(), duration_bands.end(),
                                 [&](const DurationBand& each) { return seconds < each.below; });
  return band == duration_bands.end() ? duration_bands.back().name : band->name;
}

void add_tag(const CompetencyTag& tag, std::vector<FacetValue>& facets) {
  const auto type = term_type(tag.id);
  if (!type) return;  // a term of a dictionary that nobody here knows the form of
  facets.push_back({facet_of(*type), tag.id});
  if (tag.level == 0) return;
  const std::string level = std::to_string(tag.level);
  facets.push_back({Facet::tag, tag.id + ":" + level});
  facets.push_back({Facet::level, level});
}

}  // namespace

std::string_view to_string(Facet facet) {
  return names[static_cast<std::size_t>(facet)];
}

std::optional<Facet> parse_facet(std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Facet>(at - names.begin());
}

Facet facet_of(TermType type) {
  switch (type) {
    case TermType::position:
      return Facet::position;
    case TermType::role:
      return Facet::role;
    case TermType::activity:
      return Facet::activity;
    case TermType::competency:
      return Facet::competency;
    case TermType::knowledge_resource:
      return Facet::knowledge_resource;
    case TermType::area:
      return Facet::area;
    case TermType::theme:
      return Facet::theme;
    case TermType::sub_theme:
      return Facet::sub_theme;
  }
  return Facet::competency;
}

bool is_counted(Facet facet) {
  return facet != Facet::tag;
}

std::vector<FacetValue> facets_of(const Course& course, const std::string& standard) {
  std::vector<FacetValue> facets;
  for (const CompetencyTag& tag : course.competencies) add_tag(tag, facets);
  for (const auto& [language, title] : course.title) facets.push_back({Facet::language, language});
  if (!course.provider.empty()) facets.push_back({Facet::provider, course.provider});
  if (!course.licence.empty()) facets.push_back({Facet::licence, course.licence});
  if (!course.duration.empty())
    facets.push_back({Facet::duration, std::string(band_of(course.duration))});
  facets.push_back({Facet::standard, standard});
  std::sort(facets.begin(), facets.end());
  facets.erase(std::unique(facets.begin(), facets.end()), facets.end());
  return facets;
}

}  // namespace haat::server
