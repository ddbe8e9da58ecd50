#include "core/manifest/structure_cost.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>

#include "core/manifest/course_structure.hpp"
#include "core/manifest/name_spaces.hpp"

namespace haat {
namespace {

constexpr std::uint64_t details = sizeof(ItemDetails) + 32;
constexpr std::uint64_t place_in_map = 64, finding_memory = 512;

struct Weight {
  std::string_view name;         // of an element
  std::uint64_t bytes;           // that what is made of it takes, texts apart
  std::uint64_t remembered = 0;  // places in maps of the rules that look at it
};
constexpr std::array weights{
    Weight{"item", sizeof(Item) + sizeof(Identifier), 1},
    Weight{"au", sizeof(Item) + sizeof(Resource) + 2 * sizeof(Identifier) + details, 1},
    Weight{"block", sizeof(Item) + sizeof(Identifier) + details, 1},
    Weight{"activity", sizeof(Item) + sizeof(Resource) + 2 * sizeof(Identifier) + details, 2},
    Weight{"organization", sizeof(Organization) + sizeof(Identifier), 1},
    Weight{"resource", sizeof(Resource) + sizeof(Identifier), 3},
    Weight{"title", 0},
    Weight{"file", sizeof(Resource::File) + 16, 1},
    Weight{"dependency", 2 * sizeof(std::string), 1},
    Weight{"sequencing", sizeof(Sequencing), 3},
    Weight{"objective", sizeof(Sequencing::Objective), 2},
    Weight{"primaryObjective", sizeof(Sequencing::Objective), 2},
    Weight{"mapInfo", sizeof(Sequencing::SharedState), 1},
    Weight{"preConditionRule", 2 * sizeof(Sequencing::Rule)},
    Weight{"exitConditionRule", 2 * sizeof(Sequencing::Rule)},
    Weight{"postConditionRule", 2 * sizeof(Sequencing::Rule)},
    Weight{"rollupRule", 2 * sizeof(Sequencing::RollupRule)},
    Weight{"ruleCondition", 2 * sizeof(Sequencing::Condition)},
    Weight{"rollupCondition", 2 * sizeof(Sequencing::Condition)},
    Weight{"map", 2 * sizeof(ItemDetails::SharedData), 1},
    Weight{"data", details},
    Weight{"presentation", details},
    Weight{"hideLMSUI", 2 * sizeof(std::string)},
    Weight{"prerequisites", details, 1},
    Weight{"maxtimeallowed", details},
    Weight{"timelimitaction", details},
    Weight{"timeLimitAction", details},
    Weight{"datafromlms", details},
    Weight{"dataFromLMS", details},
    Weight{"completionThreshold", details},
    Weight{"lom", sizeof(Metadata) + 32},
    Weight{"location", sizeof(MetadataFile), 1},
    Weight{"string", 2 * sizeof(LanguageText)},
    Weight{"langstring", 2 * sizeof(LanguageText)},
};

// A short text lies in the string itself.
std::uint64_t text_memory(std::size_t size) {
  return size <= std::string().capacity() ? 0 : size + 24;
}

class Cost {
 public:
  // The tree holds the file's bytes, and the structure the texts among them.
  Cost(const Element& root, std::uint64_t bytes, const Limits& limits)
      : limits_(limits), file_(bytes), bytes_(2 * bytes) {
    if (const auto* collection = root.child("sequencingCollection"))
      for (const auto& each : collection->children)
        if (const auto* id = each.attribute("", "ID"))
          shared_.emplace(collapse(*id), elements_in(each));
  }

  // The depth is bounded by the parser's. `base` is how long every xml:base around it is together.
  void add(const Element& element, std::uint64_t base) {
    if (const auto* own = element.find(xmlns::xml, "base")) {
      base += own->value.size();
      if (base > limits_.base_length && !too_long_) too_long_ = {own->place, base};
    }
    if (too_long_) return;
    const auto* weight = std::find_if(weights.begin(), weights.end(), [&](const Weight& each) {
      return each.name == element.name;
    });
    if (weight != weights.end()) {
      bytes_ += weight->bytes + text_memory(element.text.size());
      remembered_ += weight->remembered * place_in_map;
    }
    if (element.name == "item" || element.name == "au" || element.name == "activity") ++items_;
    if (element.name == "file") ++files_;
    bytes_ += sizeof(Element);
    for (const auto& attribute : element.attributes) {
      const bool address =
          attribute.name == "href" && (element.name == "file" || element.name == "resource");
      // Identifiers are kept by themselves, too.
      bytes_ += sizeof(Element::Attribute) +
                2 * text_memory(attribute.value.size() + (address ? base : 0));
      if (attribute.name == "IDRef" && element.name == "sequencing")
        if (const auto at = shared_.find(collapse(attribute.value)); at != shared_.end())
          taken_ += at->second;
    }
    if (element.name == "resource" || element.name == "location") bytes_ += text_memory(base);
    for (const auto& child : element.children) add(child, base);
  }

  std::optional<std::pair<Place, std::string>> fault(const Element& root) const {
    if (too_long_)
      return std::pair(too_long_->first, "the xml:base of this element and those around it have " +
                                             std::to_string(too_long_->second) +
                                             " bytes together; the limit is " +
                                             std::to_string(limits_.base_length));
    if (taken_ > limits_.shared_sequencing)
      return std::pair(root.place, "its activities take " + std::to_string(taken_) +
                                       " elements of sequencing from the collection; the limit "
                                       "is " +
                                       std::to_string(limits_.shared_sequencing));
    if (bytes() > limits_.manifest_memory)
      return std::pair(root.place, "its " + std::to_string(items_) + " items and " +
                                       std::to_string(files_) +
                                       " files, with all that is said of them, would take " +
                                       std::to_string(bytes()) + " bytes of memory; the limit is " +
                                       std::to_string(limits_.manifest_memory));
    return std::nullopt;
  }

 private:
  // First each file is looked into, this one, too; then come the rules about all of the package.
  std::uint64_t bytes() const {
    return bytes_ + std::max(std::min(file_, limits_.text_size),
                             remembered_ + limits_.findings * finding_memory);
  }
  static std::uint64_t elements_in(const Element& element) {
    std::uint64_t count = 1;
    for (const auto& child : element.children) count += elements_in(child);
    return count;
  }

  const Limits& limits_;
  std::map<std::string, std::uint64_t> shared_;  // how large each sequencing of the collection is
  std::uint64_t file_, bytes_, remembered_ = 0, items_ = 0, files_ = 0, taken_ = 0;
  std::optional<std::pair<Place, std::uint64_t>> too_long_;
};

}  // namespace

std::optional<ManifestProblem> structure_too_costly(const Element& root, std::uint64_t bytes,
                                                    const Limits& limits) {
  Cost cost(root, bytes, limits);
  cost.add(root, 0);
  const auto fault = cost.fault(root);
  if (!fault) return std::nullopt;
  return ManifestProblem{"manifest-too-large", "", fault->first,
                         "the manifest is too large: " + fault->second};
}

}  // namespace haat
