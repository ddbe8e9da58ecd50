#include <map>
#include <set>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule identifier_not_unique;

namespace {

const Element::Attribute* identifier_of(const Element& element) {
  for (const char* name : {"identifier", "id", "ID"})
    if (const auto* identifier = element.find("", name)) return identifier;
  return nullptr;
}

// The identifiers in an element that was copied as a whole: they are used twice because it is there
// twice.
class Copies {
 public:
  explicit Copies(const Subject& subject) {
    if (subject.manifest.root) walk(*subject.manifest.root, nullptr, nullptr);
  }
  const std::set<Place>& within() const { return within_; }

 private:
  // `around` has an identifier, `original` is what an element around this one is a copy of.
  void walk(const Element& element, const Element* around, const Element* original) {
    if (const auto* identifier = identifier_of(element)) {
      const auto [at, fresh] = first_.emplace(collapse(identifier->value), &element);
      if (fresh)
        around_[&element] = around;
      else if (original != nullptr && stands_in(at->second, original))
        within_.insert({element.place, identifier->place});
      else
        original = at->second;
      around = &element;
    }
    for (const auto& child : element.children) walk(child, around, original);
  }
  bool stands_in(const Element* element, const Element* outer) const {
    while (element != nullptr && element != outer) {
      const auto at = around_.find(element);
      element = at == around_.end() ? nullptr : at->second;
    }
    return element != nullptr;
  }

  std::map<std::string, const Element*> first_;  // by identifier
  std::map<const Element*, const Element*> around_;
  std::set<Place> within_;
};

void check(const Subject& subject, const Rule::Reporter& report) {
  std::vector<std::pair<const Identifier*, int>> again;  // and the line where it is first
  std::map<std::string_view, int> first;
  const auto& course = subject.manifest.structure;
  if (course)
    for (const auto& identifier : course->identifiers)
      if (const auto [at, fresh] = first.emplace(identifier.value, identifier.place.line); !fresh)
        again.emplace_back(&identifier, at->second);
  const auto& problems = subject.manifest.problems;
  if (again.empty() && std::none_of(problems.begin(), problems.end(), [](const auto& problem) {
        return problem.id == identifier_not_unique.id;
      }))
    return;
  const Copies copies(subject);
  report_problems(identifier_not_unique.id, subject, report, copies.within());
  // Of a second organization of a cartridge a rule of its own tells, whatever it is called.
  std::set<Place> second;
  if (course && is_common_cartridge(course->standard))
    for (const auto& organization : course->organizations) second.insert(organization.place);
  for (const auto& [identifier, line] : again)
    if (!second.contains(identifier->place) && !copies.within().contains(identifier->place))
      report(course->manifest, identifier->place,
             "the identifier \"" + identifier->value + "\" is used already in line " +
                 std::to_string(line));
}

}  // namespace

constinit const Rule identifier_not_unique{
    .id = "identifier-not-unique",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "Two things in the manifest have one identifier.",
    .why = "References to it mean one of the two, and LMSs differ in which.",
    .fix = "Give each an identifier of its own, and correct the references.",
    .spec =
        "IMS CP 1.1.4, xs:ID; SCORM 2004 CAM 3.4.1; cmi5 13.1.2 (13.1.2.0-1), 13.1.3 (13.1.3.0-1), "
        "13.1.4 (13.1.4.0-1)",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="r" identifierref="r"><title>Start</title></item>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
