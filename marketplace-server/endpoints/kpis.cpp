#include "core/competency/dictionary.hpp"
#include "core/json/json.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr int most_floors = 16;  // between a competency and its area
constexpr double day = 24 * 60 * 60;

// The competency's area, or "unknown" where the dictionary knows none.
std::string area_of(const std::string& competency) {
  const Dictionary& dictionary = Dictionary::demonstration();
  const Term* term = dictionary.find(competency);
  for (int floor = 0; term && floor < most_floors; ++floor) {
    if (term->type == TermType::area) return term->id;
    term = dictionary.find(term->parent);
  }
  return "unknown";
}

Json rejection_rate(const Kpis& kpis) {
  const auto decided = static_cast<double>(kpis.accepted + kpis.rejected);
  return decided == 0 ? Json() : Json(static_cast<double>(kpis.rejected) / decided);
}

Json to_json(const Kpis& kpis) {
  return {{"submissions", {{"by_state", kpis.submissions}, {"by_partner", kpis.by_partner}}},
          {"courses",
           {{"served", kpis.courses},
            {"without_competencies", kpis.without_competencies},
            {"by_area", kpis.areas},
            {"by_language", kpis.languages}}},
          {"decisions",
           {{"accepted", kpis.accepted},
            {"rejected", kpis.rejected},
            {"rejection_rate", rejection_rate(kpis)},
            {"median_days", kpis.median_to_decide
                                ? Json(static_cast<double>(*kpis.median_to_decide) / day)
                                : Json()}}},
          {"storage", {{"packages", kpis.packages}, {"bytes", kpis.bytes}}}};
}

}  // namespace

Result<Response> show_kpis(Request&, Services& services) {
  HAAT_TRY(const Kpis kpis,
           services.store.view([](Session& session) { return session.kpis(area_of); }));
  return json_response(
      200, Json{{"kpis", to_json(kpis)}}.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace haat::server
