#include "core/manifest/write_cmi5.hpp"

#include <charconv>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "core/manifest/address.hpp"
#include "core/manifest/element_writer.hpp"
#include "core/manifest/name_spaces.hpp"

namespace haat {

namespace {

// Whatever a URN cannot hold is escaped, '%' as well: different names stay different.
std::string escaped(const std::string& name) {
  return percent_encoded(name, is_unreserved);
}

// "75" of a hundred -> "0.75"
std::string scaled(const std::string& percent) {
  int value = 0;
  std::from_chars(percent.data(), percent.data() + percent.size(), value);
  if (value >= 100) return "1";
  return std::string(value < 10 ? "0.0" : "0.") + std::to_string(value);
}

class Writer {
 public:
  Writer(const CourseStructure& structure, const Course& course) : course_(course) {
    for (const Resource& resource : structure.resources)
      resources_[resource.identifier] = &resource;
    for (const Unit& unit : course.units) units_[unit.id] = &unit;
  }

  void add_course(pugi::xml_node root) {
    auto node = root.append_child("course");
    set(node, "id", id_);
    describe(node, course_.title,
             course_.description.empty() ? course_.title : course_.description);
  }

  // A competency has a name in a dictionary, which may say it otherwise tomorrow; its id is what
  // it is known by.
  void add_objectives(pugi::xml_node root) {
    if (course_.competencies.empty()) return;
    auto list = root.append_child("objectives");
    std::set<std::string> seen;
    for (const CompetencyTag& tag : course_.competencies) {
      if (!seen.insert(tag.id).second) continue;
      auto node = list.append_child("objective");
      set(node, "id", "urn:haat:competency:" + escaped(tag.id));
      describe(node, {{"en", tag.id}},
               {{"en", "Competency " + tag.id +
                           (tag.level > 0 ? ", level " + std::to_string(tag.level) : "")}});
    }
  }

  void add_items(pugi::xml_node parent, const std::vector<Item>& items) {
    for (const Item& item : items) {
      if (item.identifierref.empty())
        add_block(parent, item);
      else
        add_unit(parent, item);
    }
  }

 private:
  void add_block(pugi::xml_node parent, const Item& item) {
    auto node = parent.append_child("block");
    name(node, item);
    add_items(node, item.children);
  }

  void add_unit(pugi::xml_node parent, const Item& item) {
    const auto resource = resources_.find(item.identifierref);
    auto node = parent.append_child("au");
    name(node, item);
    set(node, "moveOn", item.mastery_score ? "Passed" : "Completed");
    if (item.mastery_score) set(node, "masteryScore", scaled(*item.mastery_score));
    set(node, "launchMethod", "AnyWindow");
    set(node, "activityType",
        std::string("http://adlnet.gov/expapi/activities/") +
            (item.mastery_score ? "assessment" : "lesson"));
    add(node, "url", resource == resources_.end() ? "" : resource->second->launch);
    if (!item.parameters.empty()) add(node, "launchParameters", item.parameters);
  }

  // A description is asked for, and no unit has one of its own.
  void name(pugi::xml_node node, const Item& item) {
    set(node, "id", id_ + ":" + escaped(item.identifier));
    const auto unit = units_.find(item.identifier);
    const Translated title =
        unit == units_.end() ? Translated{{"und", item.title}} : unit->second->title;
    describe(node, title, title);
  }

  static void describe(pugi::xml_node node, const Translated& title,
                       const Translated& description) {
    for (const auto& [element, texts] :
         {std::pair{"title", &title}, std::pair{"description", &description}}) {
      auto list = node.append_child(element);
      for (const auto& [language, text] : *texts)
        set(add(list, "langstring", text), "lang", language);
    }
  }

  const Course& course_;
  const std::string id_ = "urn:haat:course:" + escaped(course_.id);
  std::map<std::string, const Resource*> resources_;
  std::map<std::string, const Unit*> units_;
};

}  // namespace

std::string write_cmi5(const CourseStructure& structure, const Course& course) {
  pugi::xml_document document;
  auto root = document.append_child("courseStructure");
  set(root, "xmlns", std::string(xmlns::cmi5));
  Writer writer(structure, course);
  writer.add_course(root);
  writer.add_objectives(root);
  for (const Organization& organization : structure.organizations)
    writer.add_items(root, organization.items);
  return to_text(document);
}

}  // namespace haat
