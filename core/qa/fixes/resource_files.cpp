#include "core/qa/fixes/resource_files.hpp"

namespace haat::fixes {
namespace {

// Where files can be added, and what has to stand around them.
struct Spot {
  std::size_t at = 0, end = 0;  // what is replaced
  std::string before, after;
  std::string line;  // the break and the indentation of each
  std::string prefix;
  bool behind = true;  // each follows a break, rather than being followed by one
};

std::optional<Spot> spot_in(const SourceText& manifest, const Element& resource) {
  const auto tag = manifest.tag_at(resource.place);
  if (!tag) return std::nullopt;
  const auto outer = manifest.indentation(tag->begin);
  Spot spot;
  if (!outer.empty()) spot.line = outer + "  ";
  spot.prefix = tag->prefix();
  if (tag->empty) {
    const auto slash = manifest.text().rfind('/', tag->end - 1);
    spot.at = slash;
    spot.end = tag->end;
    spot.before = ">";
    spot.after = outer + "</" + std::string(tag->name) + ">";
    return spot;
  }
  const Element* file = nullptr;
  const Element* dependency = nullptr;
  for (const auto& child : resource.children) {
    if (child.name == "file") file = &child;
    if (child.name == "dependency" && dependency == nullptr) dependency = &child;
  }
  if (file == nullptr && dependency == nullptr) {
    if (!resource.children.empty()) return std::nullopt;  // metadata alone: its end is not known
    spot.at = spot.end = tag->end;
    return spot;
  }
  const auto child = manifest.tag_at(file != nullptr ? file->place : dependency->place);
  if (!child) return std::nullopt;
  spot.line = manifest.indentation(child->begin);
  if (file != nullptr && child->empty) {
    spot.at = spot.end = child->end;
  } else {
    spot.at = spot.end = child->begin;
    spot.behind = false;
  }
  return spot;
}

}  // namespace

void add_files(SourceText& manifest, const Element& resource,
               const std::vector<std::string>& addresses) {
  const auto spot = spot_in(manifest, resource);
  if (!spot) return;
  std::string added = spot->before;
  for (const auto& address : addresses) {
    const auto file = "<" + spot->prefix + "file href=\"" + quotable(address) + "\"/>";
    added += spot->behind ? spot->line + file : file + spot->line;
  }
  manifest.replace(spot->at, spot->end, added + spot->after);
}

}  // namespace haat::fixes
