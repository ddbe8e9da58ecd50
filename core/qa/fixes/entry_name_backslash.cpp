#include <algorithm>

#include "core/package/entry_name.hpp"
#include "core/qa/fixes/source_text.hpp"

namespace haat::fixes {
namespace {

Result<void> mend(const Subject& subject, const Limits& limits, Draft& draft) {
  for (const auto& entry : subject.package.entries()) {
    if (entry.path.find('\\') == std::string::npos) continue;
    std::string path = entry.path;
    std::replace(path.begin(), path.end(), '\\', '/');
    if (subject.package.find(path) == nullptr && judge_entry_name(path, limits).empty())
      draft.rename(entry.path, path);
  }
  return {};
}

}  // namespace

extern const Fix entry_name_backslash;
constinit const Fix entry_name_backslash{
    .rule = "entry-name-backslash",
    .does = "Writes \"/\" between the folders of a file's name.",
    .mend = mend,
};

}  // namespace haat::fixes
