#include "core/manifest/control_documents.hpp"

namespace haat {

namespace {

std::string_view set_of(Standard standard) {
  if (standard == Standard::scorm12) return "scorm12edition/";
  if (standard == Standard::scorm2004_3) return "scorm20043rdedition/";
  if (standard == Standard::scorm2004_4) return "scorm20044thedition/";
  return {};
}

}  // namespace

std::vector<EmbeddedFile> control_documents(Standard standard) {
  std::vector<EmbeddedFile> documents;
  const auto set = set_of(standard);
  if (set.empty()) return documents;
  for (auto file : standard_schemas()) {
    if (!file.path.starts_with(set)) continue;
    file.path.remove_prefix(set.size());
    documents.push_back(file);
  }
  // Of IEEE's metadata, whose own schema may not be passed on.
  for (const auto& file : own_schemas())
    if (file.path == "lom.xsd" && is_scorm2004(standard)) documents.push_back(file);
  return documents;
}

}  // namespace haat
