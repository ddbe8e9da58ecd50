#include <algorithm>
#include <map>
#include <set>

#include "core/manifest/aicc_course.hpp"

namespace haat {
namespace {

using Names = std::set<std::string, std::less<>>;

class Consequences {
 public:
  explicit Consequences(std::vector<ManifestProblem>& problems) : problems_(problems) {
    for (const auto& problem : problems) about_[problem.id].insert(problem.about);
  }

  void drop() {
    // What a table says whose lines are not as they should be is not held against the others.
    if (has("aicc-row-uneven") || has("aicc-table-malformed") || has("aicc-column-missing"))
      for (const auto* id :
           {"aicc-unit-not-in-structure", "aicc-unit-unknown", "aicc-block-unknown",
            "aicc-descriptor-missing", "aicc-descriptor-unused", "aicc-relation-dangling",
            "aicc-root-missing", "aicc-unit-count-wrong", "aicc-block-count-wrong",
            "aicc-objective-count-wrong", "aicc-structure-wider-than-said"})
        drop_all(id);
    // Of the names that the structure has and no other, and those that it lacks, each is the other.
    Names unknown = names_of("aicc-unit-unknown");
    unknown.merge(names_of("aicc-block-unknown"));
    const Names spare = names_of("aicc-unit-not-in-structure");
    if (!unknown.empty() && spare.size() <= unknown.size()) {
      drop_all("aicc-unit-not-in-structure");
      for (const auto* id : {"aicc-descriptor-missing", "aicc-unit-id-unusual"}) drop(id, spare);
    }
    for (const auto* id : {"aicc-descriptor-missing", "aicc-unit-id-unusual"})
      drop(id, names_of("aicc-unit-not-in-structure"));
    for (const auto* id : {"aicc-descriptor-unused", "aicc-relation-dangling"}) drop(id, unknown);
    if (names_of("aicc-descriptor-unused").size() <= names_of("aicc-descriptor-missing").size())
      drop_all("aicc-descriptor-unused");
    drop_repeated("aicc-relation-dangling");
    drop_counts();
  }

 private:
  bool has(std::string_view id) const { return about_.contains(id); }
  Names names_of(std::string_view id) const {
    const auto at = about_.find(id);
    return at == about_.end() ? Names() : at->second;
  }

  void drop_all(std::string_view id) {
    std::erase_if(problems_, [&](const ManifestProblem& each) { return each.id == id; });
    about_.erase(std::string(id));
  }
  void drop(std::string_view id, const Names& names) {
    std::erase_if(problems_, [&](const ManifestProblem& each) {
      return each.id == id && names.contains(each.about);
    });
  }
  // Of a name that many lines have, the first.
  void drop_repeated(std::string_view id) {
    Names told;
    std::erase_if(problems_, [&](const ManifestProblem& each) {
      return each.id == id && !told.insert(each.about).second;
    });
  }
  // What is there twice, or not there, is not counted as well.
  void drop_counts() {
    const auto explain = [this](const char* count, std::initializer_list<const char*> causes) {
      if (std::any_of(causes.begin(), causes.end(), [&](const char* id) { return has(id); }))
        drop_all(count);
    };
    explain("aicc-unit-count-wrong",
            {"aicc-unit-repeated", "aicc-unit-unknown", "aicc-unit-not-in-structure"});
    explain("aicc-block-count-wrong",
            {"aicc-block-unknown", "aicc-root-missing", "aicc-unit-not-in-structure"});
    explain("aicc-objective-count-wrong",
            {"aicc-descriptor-repeated", "aicc-descriptor-missing", "aicc-descriptor-unused"});
  }

  std::vector<ManifestProblem>& problems_;
  std::map<std::string, Names, std::less<>> about_;  // by the problem's id
};

}  // namespace

void drop_aicc_consequences(std::vector<ManifestProblem>& problems) {
  Consequences(problems).drop();
}

}  // namespace haat
