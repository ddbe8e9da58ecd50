#include <algorithm>

#include "core/qa/fixes/manifest_addresses.hpp"
#include "core/qa/fixes/source_text.hpp"

namespace haat::fixes {
namespace {

std::string with_slashes(std::string text) {
  std::replace(text.begin(), text.end(), '\\', '/');
  return text;
}

void write_slashes(SourceText& manifest, const Element& element, std::string_view attribute) {
  const auto tag = manifest.tag_at(element.place);
  const auto* value = tag ? tag->attribute(attribute) : nullptr;
  if (value == nullptr) return;
  const auto written = manifest.text().substr(value->begin, value->end - value->begin);
  if (written.find('\\') != std::string_view::npos)
    manifest.replace(value->begin, value->end, with_slashes(std::string(written)));
}

// Only where a file is by the name that comes of it: what else a backslash may mean is not known.
Result<void> mend(const Subject& subject, const Limits& limits, Draft& draft) {
  if (!subject.manifest.structure || !is_scorm(subject.manifest.structure->standard)) return {};
  auto manifest = manifest_text(subject, limits);
  if (!manifest) return {};
  bool around = false;  // a base that others have in common has backslashes, too
  each_address(*subject.manifest.root, [&](const Element& element, const std::string& base) {
    const auto* href = element.attribute("", "href");
    if (href == nullptr) return;
    const auto path = package_path(with_slashes(base), with_slashes(collapse(*href)));
    if (subject.package.find(path) == nullptr && subject.names.but_for_case(path) == nullptr)
      return;
    write_slashes(*manifest, element, "href");
    if (base.find('\\') == std::string::npos) return;
    around = true;
    if (element.name == "resource") write_slashes(*manifest, element, "base");
  });
  if (around) {
    const auto& root = *subject.manifest.root;
    for (const auto& resources : root.children)
      if (resources.name == "resources") write_slashes(*manifest, resources, "base");
    write_slashes(*manifest, root, "base");
  }
  keep(subject, *manifest, draft);
  return {};
}

}  // namespace

extern const Fix address_not_portable;
constinit const Fix address_not_portable{
    .rule = "address-not-portable",
    .does = "Writes \"/\" between the folders of an address in the manifest.",
    .mend = mend,
};

}  // namespace haat::fixes
