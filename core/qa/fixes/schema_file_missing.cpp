#include <algorithm>

#include "core/manifest/control_documents.hpp"
#include "core/qa/fixes/source_text.hpp"
#include "core/qa/rules/named_schemas.hpp"

namespace haat::fixes {
namespace {

std::string_view set_of(Standard standard) {
  if (standard == Standard::scorm12) return "scorm12edition/";
  if (standard == Standard::scorm2004_3) return "scorm20043rdedition/";
  if (standard == Standard::scorm2004_4) return "scorm20044thedition/";
  return {};
}

// Schemas refer to each other by name: all of the standard's go where one was looked for.
Result<void> mend(const Subject& subject, const Limits&, Draft& draft) {
  if (!subject.manifest.structure) return {};
  const auto set = set_of(subject.manifest.structure->standard);
  if (set.empty()) return {};
  std::map<std::string, std::string_view> wanted;
  for (const auto& missing : rules::missing_schemas(subject)) {
    const auto slash = missing.path.rfind('/') + 1;  // 0: it lies in the root
    const auto name = missing.path.substr(slash);
    const auto is_wanted = [&](const EmbeddedFile& file) {
      return file.path.starts_with(set) && file.path.substr(set.size()) == name;
    };
    const auto schemas = standard_schemas();
    if (std::none_of(schemas.begin(), schemas.end(), is_wanted)) continue;
    for (const auto& file : schemas)
      if (file.path.starts_with(set))
        wanted[missing.path.substr(0, slash) + std::string(file.path.substr(set.size()))] =
            file.bytes;
  }
  if (rules::lacks_all_schemas(subject))
    for (const auto& file : standard_schemas())
      if (file.path.starts_with(set))
        wanted[std::string(file.path.substr(set.size()))] = file.bytes;
  for (const auto& [path, bytes] : wanted)
    if (subject.package.find(path) == nullptr && subject.names.but_for_case(path) == nullptr)
      draft.write(path, std::string(bytes));
  return {};
}

}  // namespace

extern const Fix schema_file_missing;
constinit const Fix schema_file_missing{
    .rule = "schema-file-missing",
    .does = "Adds the standard's schemas where the manifest looks for them.",
    .mend = mend,
};

}  // namespace haat::fixes
