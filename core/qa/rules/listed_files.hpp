#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// The files that a resource has with it: its own, and those of the resources that it depends on.
class ListedFiles {
 public:
  explicit ListedFiles(const Subject& subject) {
    each_resource(subject, [&](const CourseStructure&, const Resource& resource) {
      resources_.emplace(resource.identifier, &resource);
      for (const auto& file : resource.files)
        files_.emplace(std::pair(&resource, std::string_view(file.path)), &file);
    });
  }

  // Whether the resource, or one that it depends on, is such a one. Of resources that depend on too
  // many others each is: an answer for all of them would take too long.
  template <class Is>
  bool is_any(const Resource& resource, Is is) const {
    std::set<const Resource*> seen{&resource};
    for (std::vector<const Resource*> open{&resource}; !open.empty();) {
      const auto& next = *open.back();
      open.pop_back();
      if (is(next)) return true;
      for (const auto& dependency : next.dependencies) {
        if (steps_ == 0) return true;
        --steps_;
        if (const auto at = resources_.find(dependency);
            at != resources_.end() && seen.insert(at->second).second)
          open.push_back(at->second);
      }
    }
    return false;
  }
  // Those of the resource itself that are at a path.
  template <class OnFile>
  void each_at(const Resource& resource, std::string_view path, OnFile on_file) const {
    const auto [from, to] = files_.equal_range(std::pair(&resource, path));
    for (auto at = from; at != to; ++at) on_file(*at->second);
  }
  bool has(const Resource& resource, std::string_view path) const {
    return files_.contains(std::pair(&resource, path));
  }

 private:
  std::map<std::string_view, const Resource*> resources_;
  std::multimap<std::pair<const Resource*, std::string_view>, const Resource::File*> files_;
  mutable int steps_ = 1'000'000;
};

}  // namespace haat::rules
