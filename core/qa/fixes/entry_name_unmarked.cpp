#include "core/qa/fixes/source_text.hpp"

namespace haat::fixes {
namespace {

// Whatever is written anew is marked.
Result<void> mend(const Subject& subject, const Limits&, Draft& draft) {
  for (const auto& defect : subject.package.defects())
    if (defect.id == "entry-name-unmarked" && subject.package.find(defect.path) != nullptr)
      draft.rename(defect.path, defect.path);
  return {};
}

}  // namespace

extern const Fix entry_name_unmarked;
constinit const Fix entry_name_unmarked{
    .rule = "entry-name-unmarked",
    .does = "Marks a file's name as UTF-8.",
    .mend = mend,
};

}  // namespace haat::fixes
