#include <algorithm>

#include "core/json/json.hpp"
#include "marketplace-server/catalogue/catalogue.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr double day = 24 * 60 * 60;

// What the catalogue knows beyond the store's counts.
struct Offer {
  std::int64_t courses = 0;
  std::int64_t without_competencies = 0;
};

// Of the dictionary: the facets down to this one are.
bool is_term(const FacetValue& value) {
  return value.facet <= Facet::knowledge_resource;
}

Result<Offer> offer_of(Session& session) {
  HAAT_TRY(const auto entries, session.catalogue_entries());
  Offer offer{.courses = static_cast<std::int64_t>(entries.size())};
  offer.without_competencies =
      std::count_if(entries.begin(), entries.end(), [](const CatalogueEntry& entry) {
        return std::none_of(entry.facets.begin(), entry.facets.end(), is_term);
      });
  return offer;
}

Json counts(const std::vector<FacetCount>& values) {
  Json json = Json::object();
  for (const FacetCount& each : values) json[each.value] = each.courses;
  return json;
}

Json decisions(const Kpis& kpis) {
  const auto decided = static_cast<double>(kpis.accepted + kpis.rejected);
  Json json = {{"accepted", kpis.accepted},
               {"rejected", kpis.rejected},
               {"rejection_rate", nullptr},
               {"median_days", nullptr}};
  if (decided > 0) json["rejection_rate"] = static_cast<double>(kpis.rejected) / decided;
  if (kpis.median_to_decide)
    json["median_days"] = static_cast<double>(*kpis.median_to_decide) / day;
  return json;
}

}  // namespace

Result<Response> show_kpis(Request&, Services& services) {
  return services.store.view([&](Session& session) -> Result<Response> {
    HAAT_TRY_VOID(services.catalogue.follow(session).map([](const Catalogue::State&) {}));
    HAAT_TRY(const Kpis kpis, session.kpis(services.clock()));
    HAAT_TRY(const Offer offer, offer_of(session));
    return json_response(
        200,
        Json{{"submissions", {{"by_state", kpis.submissions}, {"by_partner", kpis.by_partner}}},
             {"releases", {{"by_state", kpis.releases}}},
             {"courses",
              {{"listed", offer.courses},
               {"without_competencies", offer.without_competencies},
               {"by_area", counts(services.catalogue.values(Facet::area))},
               {"by_language", counts(services.catalogue.values(Facet::language))},
               {"by_provider", counts(services.catalogue.values(Facet::provider))}}},
             {"decisions", decisions(kpis)},
             {"checks",
              {{"waiting", kpis.checks},
               {"oldest_seconds", kpis.oldest_check ? Json(*kpis.oldest_check) : Json(nullptr)},
               {"last_minute", kpis.checked_lately}}},
             {"completions",
              {{"by_verdict", kpis.completions},
               {"learners", kpis.learners},
               {"certificates", kpis.certificates}}},
             {"storage", {{"packages", kpis.packages}, {"bytes", kpis.bytes}}}});
  });
}

}  // namespace haat::server
