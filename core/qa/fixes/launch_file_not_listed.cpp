#include <set>

#include "core/qa/fixes/manifest_addresses.hpp"
#include "core/qa/fixes/resource_files.hpp"

namespace haat::fixes {
namespace {

Result<void> mend(const Subject& subject, const Limits& limits, Draft& draft) {
  auto manifest = manifest_text(subject, limits);
  if (!manifest) return {};
  std::set<Place> found;
  for (const auto& each : found_by("launch-file-not-listed", subject)) found.insert(each.place);
  each_address(*subject.manifest.root, [&](const Element& element, const std::string& base) {
    const auto* href = element.find("", "href");
    if (element.name != "resource" || href == nullptr || !found.contains(href->place)) return;
    const auto path = package_path(base, collapse(href->value));
    const auto folder = folder_of_base(base);
    if (subject.package.find(path) != nullptr && path.starts_with(folder))
      add_files(*manifest, element, {address_of(path.substr(folder.size()))});
  });
  keep(subject, *manifest, draft);
  return {};
}

}  // namespace

extern const Fix launch_file_not_listed;
constinit const Fix launch_file_not_listed{
    .rule = "launch-file-not-listed",
    .does = "Lists the file that a resource launches in the resource.",
    .mend = mend,
};

}  // namespace haat::fixes
