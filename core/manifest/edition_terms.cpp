#include "core/manifest/edition_terms.hpp"

#include "core/manifest/name_spaces.hpp"

namespace haat {
namespace {

bool is_of_fourth_edition(const Element& element) {
  if (element.name_space == xmlns::adlcp && (element.name == "data" || element.name == "map"))
    return true;
  if (element.name_space == xmlns::adlseq && element.name == "objectives") return true;
  if (element.name_space == xmlns::adlcp && element.name == "completionThreshold")
    for (const char* name : {"completedByMeasure", "minProgressMeasure", "progressWeight"})
      if (element.find("", name) != nullptr) return true;
  return element.find(xmlns::adlcp, "sharedDataGlobalToSystem") != nullptr;
}

}  // namespace

const Element* fourth_edition_term(const Element& root) {
  if (is_of_fourth_edition(root)) return &root;
  for (const auto& each : root.children)
    if (const auto* found = fourth_edition_term(each)) return found;
  return nullptr;
}

}  // namespace haat
