#include "core/qa/fix.hpp"

#include "core/content/file_names.hpp"
#include "core/package/entry_name.hpp"

namespace haat {
namespace {

std::optional<Course> course_of(const Package& package, const Limits& limits) {
  if (package.find(course_json_path) == nullptr) return std::nullopt;
  const auto text = package.read(course_json_path, limits.course_size);
  if (!text) return std::nullopt;
  auto course = parse_course(*text, limits);
  return course ? std::optional(*std::move(course)) : std::nullopt;
}

}  // namespace

void Draft::write(std::string_view path, std::string bytes) {
  overlay_.write(path, std::move(bytes));
  changes_.push_back({Change::Kind::written, std::string(path), "", rule_});
}

void Draft::remove(std::string_view path) {
  overlay_.remove(path);
  changes_.push_back({Change::Kind::removed, std::string(path), "", rule_});
}

void Draft::rename(std::string_view from, std::string_view to) {
  overlay_.rename(from, to);
  changes_.push_back({Change::Kind::renamed, std::string(from), std::string(to), rule_});
}

std::string unmendable(const Package& package) {
  for (const auto& defect : package.defects())
    if (defect.id != "entry-name-backslash" && defect.id != "entry-name-unmarked")
      return defect.message;
  return {};
}

Result<void> mend(std::shared_ptr<const Package> package, const Dictionary& dictionary,
                  const Profile& profile, Draft& draft, const Limits& limits) {
  for (const auto* fix : all_fixes()) {
    const auto* rule = find_rule(fix->rule);
    if (rule == nullptr || !profile.severity(*rule)) continue;
    // Names that the container does not mark are known to it alone.
    const Package so_far = lay_over(package, draft.overlay(), limits);
    const Package& seen = draft.overlay().empty() ? *package : so_far;
    HAAT_TRY(const auto manifest, read_manifest(seen, limits));
    const auto course = course_of(seen, limits);
    const std::optional<Error> none;
    const FileNames names(seen, manifest.structure ? &*manifest.structure : nullptr);
    const std::vector<Spoken> unspoken;
    draft.on_behalf_of(fix->rule);
    HAAT_TRY_VOID(fix->mend({seen, manifest, course, none, none, dictionary, names, unspoken},
                            limits, draft));
  }
  return {};
}

}  // namespace haat
