#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// The files that a resource has with it: its own, and those of the resources that it depends on.
class ListedFiles {
 public:
  explicit ListedFiles(const Subject& subject) {
    each_resource(subject, [&](const CourseStructure&, const Resource& resource) {
      resources_.emplace(resource.identifier, &resource);
    });
  }
  std::vector<const Resource::File*> of(const Resource& resource) const {
    std::vector<const Resource::File*> files;
    std::set<const Resource*> seen{&resource};
    for (std::vector<const Resource*> open{&resource}; !open.empty();) {
      const auto& next = *open.back();
      open.pop_back();
      for (const auto& file : next.files) files.push_back(&file);
      for (const auto& dependency : next.dependencies)
        if (const auto at = resources_.find(dependency);
            at != resources_.end() && seen.insert(at->second).second)
          open.push_back(at->second);
    }
    return files;
  }

 private:
  std::map<std::string_view, const Resource*> resources_;
};

}  // namespace haat::rules
