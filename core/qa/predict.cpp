#include <algorithm>

#include "core/package/entry_name.hpp"
#include "core/qa/target.hpp"

namespace haat {

const char* to_string(Fate fate) {
  switch (fate) {
    case Fate::accepted:
      return "accepted";
    case Fate::changed:
      return "changed";
    case Fate::partly:
      return "partly";
    case Fate::refused:
      return "refused";
  }
  return "";
}

// Names and texts of strangers end here, as in a Finding.
void Foresight::add(const EffectKind& kind, const std::string& path, Place place,
                    const std::string& message) {
  prediction_.effects.push_back({.id = std::string(kind.id),
                                 .fate = kind.fate,
                                 .path = printable(path),
                                 .line = place.line,
                                 .column = place.column,
                                 .message = printable(message),
                                 .advice = std::string(kind.advice),
                                 .source = std::string(kind.source)});
  prediction_.fate = std::max(prediction_.fate, kind.fate);
}

namespace {

// What no platform of ours carries out, and what takes most of a structure.
void forget_sequencing(std::vector<Item>& items) {
  for (auto& item : items) {
    item.sequencing.reset();
    forget_sequencing(item.children);
  }
}

}  // namespace

Result<Prediction> predict(const Package& package, const Target& target, std::uint64_t size) {
  HAAT_TRY(auto manifest, read_manifest(package));
  // A target reads the XML as its platform does, which is one tree more: there is room for one.
  manifest.root.reset();
  if (manifest.structure)
    for (auto& each : manifest.structure->organizations) forget_sequencing(each.items);
  Prediction prediction{.target = std::string(target.id),
                        .platform = std::string(target.platform),
                        .fate = Fate::accepted,
                        .verdict = {},
                        .effects = {}};
  Foresight foresight(prediction);
  HAAT_TRY_VOID(target.foresee(
      {.package = package, .manifest = manifest, .size = size, .limits = {}}, foresight));
  std::stable_sort(prediction.effects.begin(), prediction.effects.end(),
                   [](const Effect& a, const Effect& b) { return a.fate > b.fate; });
  return prediction;
}

}  // namespace haat
