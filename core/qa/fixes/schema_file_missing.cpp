#include <algorithm>

#include "core/manifest/control_documents.hpp"
#include "core/qa/fixes/source_text.hpp"
#include "core/qa/rules/named_schemas.hpp"

namespace haat::fixes {
namespace {

// Schemas refer to each other by name: all of the standard's go where one was looked for.
Result<void> mend(const Subject& subject, const Limits&, Draft& draft) {
  if (!subject.manifest.structure) return {};
  const auto documents = control_documents(subject.manifest.structure->standard);
  std::map<std::string, std::string_view> wanted;
  const auto add_to = [&](const std::string& folder) {
    for (const auto& file : documents) wanted[folder + std::string(file.path)] = file.bytes;
  };
  for (const auto& missing : rules::missing_schemas(subject)) {
    const auto slash = missing.path.rfind('/') + 1;  // 0: it lies in the root
    const auto name = missing.path.substr(slash);
    if (find_embedded(documents, name) != nullptr) add_to(missing.path.substr(0, slash));
  }
  if (rules::lacks_all_schemas(subject)) add_to("");
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
