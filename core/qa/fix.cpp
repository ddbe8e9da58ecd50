#include "core/qa/fix.hpp"

#include <optional>

#include "core/content/file_names.hpp"
#include "core/package/entry_name.hpp"

namespace haat {
namespace {

constexpr std::uint64_t most_held = 8u << 20;       // bytes
constexpr std::uint64_t largest_mended = 4u << 20;  // bytes of one file
constexpr std::size_t most_left = 20;               // files that are named which are not mended

std::optional<Course> course_of(const Package& package, const Limits& limits) {
  if (package.find(course_json_path) == nullptr) return std::nullopt;
  const auto text = package.read(course_json_path, limits.course_size);
  if (!text) return std::nullopt;
  auto course = parse_course(*text, limits);
  return course ? std::optional(*std::move(course)) : std::nullopt;
}

// What a change takes beside the bytes of a file: its paths are in the draft, in the overlay and in
// the packages that are made of it.
std::uint64_t cost_of(std::string_view from, std::string_view to) {
  return 500 + 6 * (from.size() + to.size());
}

}  // namespace

void Draft::write(std::string_view path, std::string bytes) {
  if (bytes.size() > largest_mended)
    return leave(std::string(path) + " would have " + std::to_string(bytes.size()) +
                 " bytes; the limit of what is mended is " + std::to_string(largest_mended));
  const auto before = written_.find(std::string(path));
  const auto held = before == written_.end() ? 0 : before->second;
  if (!has_room(bytes.size() > held ? bytes.size() - held : 0)) return;
  written_[std::string(path)] = bytes.size();
  overlay_.write(path, std::move(bytes));
  changes_.push_back({Change::Kind::written, std::string(path), "", rule_});
}

void Draft::remove(std::string_view path) {
  if (!has_room(cost_of(path, ""))) return;
  overlay_.remove(path);
  changes_.push_back({Change::Kind::removed, std::string(path), "", rule_});
}

void Draft::rename(std::string_view from, std::string_view to) {
  if (!has_room(cost_of(from, to))) return;
  overlay_.rename(from, to);
  changes_.push_back({Change::Kind::renamed, std::string(from), std::string(to), rule_});
}

void Draft::leave(std::string_view what) {
  if (left_.size() < most_left)
    left_.push_back(std::string(rule_) + " is not mended: " + std::string(what));
  else
    ++no_room_[rule_];
}

bool Draft::has_room(std::uint64_t bytes) {
  if (held_ + bytes > most_held) {
    ++no_room_[rule_];
    return false;
  }
  held_ += bytes;
  return true;
}

std::vector<std::string> Draft::left() const {
  auto sentences = left_;
  for (const auto& [rule, count] : no_room_)
    sentences.push_back(std::string(rule) + " could be mended at " + std::to_string(count) +
                        " files more than one run has room for, which is " +
                        std::to_string(most_held) + " bytes; mend what this one writes");
  return sentences;
}

std::string unmendable(const Package& package) {
  for (const auto& defect : package.defects())
    if (defect.id != "entry-name-backslash" && defect.id != "entry-name-unmarked")
      return defect.message;
  return {};
}

namespace {

// Why a fix is left out.
using LeftOut = std::map<const Fix*, std::string>;

// Does the fixes but for those. Of one that makes a manifest which is not read, this one and why.
struct Spoilt {
  const Fix* by = nullptr;
  std::string why;
};
Result<Spoilt> mend_without(const LeftOut& left_out, const std::shared_ptr<const Package>& package,
                            const Dictionary& dictionary, const Profile& profile, Draft& draft,
                            const Limits& limits) {
  // Names that the container does not mark are known to it alone.
  std::optional<Package> changed;
  Manifest manifest;
  std::optional<Course> course;
  const Fix* last = nullptr;               // that changed something
  auto seen = draft.changes().size() + 1;  // changes in what was read
  const auto read = [&]() -> Result<bool> {
    if (seen == draft.changes().size()) return true;
    seen = draft.changes().size();
    const bool was_read = manifest.structure.has_value();
    manifest = {};  // there is room for one
    changed.reset();
    if (!draft.overlay().empty()) changed.emplace(lay_over(package, draft.overlay(), limits));
    const Package& now = changed ? *changed : *package;
    HAAT_TRY(manifest, read_manifest(now, limits));
    course = course_of(now, limits);
    return manifest.structure.has_value() || !was_read;
  };
  const auto spoilt = [&] {
    return Spoilt{last, manifest.problems.empty() ? "" : manifest.problems.front().message};
  };
  for (const auto* fix : all_fixes()) {
    const auto* rule = find_rule(fix->rule);
    if (rule == nullptr || !profile.severity(*rule) || left_out.contains(fix)) continue;
    HAAT_TRY(const bool sound, read());
    if (!sound) return spoilt();
    const Package& now = changed ? *changed : *package;
    const std::optional<Error> none;
    const FileNames names(now, manifest.structure ? &*manifest.structure : nullptr);
    const std::vector<Spoken> unspoken;
    draft.on_behalf_of(fix->rule);
    HAAT_TRY_VOID(
        fix->mend({now, manifest, course, none, none, dictionary, names, unspoken}, limits, draft));
    if (seen != draft.changes().size()) last = fix;
  }
  HAAT_TRY(const bool sound, read());
  return sound ? Spoilt{} : spoilt();
}

}  // namespace

Result<void> mend(std::shared_ptr<const Package> package, const Dictionary& dictionary,
                  const Profile& profile, Draft& draft, const Limits& limits) {
  const Draft given = draft;
  for (LeftOut left_out;;) {
    HAAT_TRY(const auto spoilt,
             mend_without(left_out, package, dictionary, profile, draft, limits));
    if (spoilt.by == nullptr) return {};
    left_out.emplace(spoilt.by, spoilt.why);
    draft = given;
    for (const auto& [fix, why] : left_out) {
      draft.on_behalf_of(fix->rule);
      draft.leave(why);
    }
  }
}

}  // namespace haat
