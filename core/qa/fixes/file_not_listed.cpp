#include <algorithm>

#include "core/qa/fixes/manifest_addresses.hpp"
#include "core/qa/fixes/resource_files.hpp"
#include "core/qa/fixes/source_text.hpp"

namespace haat::fixes {
namespace {

constexpr std::size_t most_listed = 2u << 20;  // bytes of the names of files that are added

struct Home {
  const Element* resource;
  std::string folder;  // what its addresses are relative to
  std::string launch;  // its page, or its first file
};

std::vector<Home> homes_in(const Element& manifest) {
  std::vector<Home> homes;
  each_address(manifest, [&](const Element& element, const std::string& base) {
    const auto* href = element.attribute("", "href");
    const std::string path = href == nullptr ? "" : package_path(base, collapse(*href));
    if (element.name == "resource")
      homes.push_back({&element, folder_of_base(base), path});
    else if (homes.back().launch.empty())
      homes.back().launch = path;
  });
  return homes;
}

// The folder that a path lies in, then those around it; "" is the root.
template <class OnFolder>
void each_folder(std::string_view path, OnFolder on_folder) {
  for (auto slash = path.rfind('/'); slash != std::string_view::npos; slash = path.rfind('/')) {
    path = path.substr(0, slash);
    on_folder(path);
  }
  on_folder(std::string_view());
}

// The resources by the folders that their pages lie in, however deep; of several the first.
class Homes {
 public:
  explicit Homes(const Element& manifest) : homes_(homes_in(manifest)) {
    for (const auto& home : homes_)
      if (!is_absolute_url(home.launch))
        each_folder(home.launch, [&](std::string_view folder) {
          by_folder_.emplace(std::string(folder), &home);
        });
  }

  const Home* nearest(std::string_view path) const {
    const Home* found = nullptr;
    each_folder(path, [&](std::string_view folder) {
      const auto at = found == nullptr ? by_folder_.find(folder) : by_folder_.end();
      if (at != by_folder_.end() && path.starts_with(at->second->folder)) found = at->second;
    });
    return found;
  }

 private:
  const std::vector<Home> homes_;
  std::map<std::string, const Home*, std::less<>> by_folder_;
};

Result<void> mend(const Subject& subject, const Limits& limits, Draft& draft) {
  auto manifest = manifest_text(subject, limits);
  if (!manifest) return {};
  const auto unlisted = found_by("file-not-listed", subject);
  std::size_t bytes = 0;
  for (const auto& found : unlisted) bytes += found.path.size();
  if (bytes > most_listed) {
    draft.leave("the names of " + std::to_string(unlisted.size()) + " files have " +
                std::to_string(bytes) + " bytes; the limit of what is listed is " +
                std::to_string(most_listed));
    return {};
  }
  const Homes homes(*subject.manifest.root);
  std::map<const Home*, std::vector<std::string>> files;
  for (const auto& found : unlisted)
    if (const auto* home = homes.nearest(found.path))
      files[home].push_back(found.path.substr(home->folder.size()));
  for (const auto& [home, paths] : files) {
    std::vector<std::string> addresses;
    for (const auto& path : paths) addresses.push_back(address_of(path));
    add_files(*manifest, *home->resource, addresses);
  }
  keep(subject, *manifest, draft);
  return {};
}

}  // namespace

extern const Fix file_not_listed;
constinit const Fix file_not_listed{
    .rule = "file-not-listed",
    .does = "Lists a file in the resource whose page is nearest to it.",
    .mend = mend,
};

}  // namespace haat::fixes
