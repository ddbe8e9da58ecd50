#include <algorithm>

#include "core/qa/fixes/manifest_addresses.hpp"
#include "core/qa/fixes/page_addresses.hpp"

namespace haat::fixes {
namespace {

// The address of the file that is meant, with whatever stood behind the path.
void correct(SourceText& manifest, const Element& element, const std::string& folder,
             const Entry& meant) {
  const auto tag = manifest.tag_at(element.place);
  const auto* value = tag ? tag->attribute("href") : nullptr;
  if (value == nullptr || !meant.path.starts_with(folder)) return;
  const auto written = manifest.text().substr(value->begin, value->end - value->begin);
  const auto behind = std::min(written.find_first_of("?#"), written.size());
  manifest.replace(value->begin, value->begin + behind,
                   quotable(address_of(std::string_view(meant.path).substr(folder.size()))));
}

Result<void> mend(const Subject& subject, const Limits& limits, Draft& draft) {
  if (subject.manifest.structure && is_scorm(subject.manifest.structure->standard)) {
    if (auto manifest = manifest_text(subject, limits)) {
      each_address(*subject.manifest.root, [&](const Element& element, const std::string& base) {
        const auto* href = element.attribute("", "href");
        if (href == nullptr) return;
        const auto* meant = subject.names.but_for_case(package_path(base, collapse(*href)));
        if (meant != nullptr) correct(*manifest, element, folder_of_base(base), *meant);
      });
      keep(subject, *manifest, draft);
    }
  }
  return each_link(subject, limits, draft, [&](const Link& link) -> std::string {
    const auto* meant = link.path.empty() ? nullptr : subject.names.but_for_case(link.path);
    if (meant == nullptr) return link.address;
    // Escapes and backslashes would have to be told apart from what they stand for.
    const std::string path = link.address.substr(0, link.address.find_first_of("?#"));
    if (path.find_first_of("%\\&") != std::string::npos) return link.address;
    std::string_view named = path;
    while (named.starts_with("./") || named.starts_with("../"))
      named.remove_prefix(named.find('/') + 1);
    if (named.size() > meant->path.size() || named.find("./") != std::string_view::npos)
      return link.address;
    return path.substr(0, path.size() - named.size()) +
           meant->path.substr(meant->path.size() - named.size()) + link.address.substr(path.size());
  });
}

}  // namespace

extern const Fix address_case_mismatch;
constinit const Fix address_case_mismatch{
    .rule = "address-case-mismatch",
    .does = "Writes an address exactly as the file is named.",
    .mend = mend,
};

}  // namespace haat::fixes
