#include "core/manifest/write_lom.hpp"

#include <initializer_list>

#include "core/ascii.hpp"
#include "core/manifest/element_writer.hpp"

namespace haat {
namespace {

// How the two bindings write one and the same model. IMS Metadata has the names of LOM in small
// letters, but for those that it calls otherwise.
struct Binding {
  const char* prefix;
  const char* text;      // the element that holds a text in one language
  const char* language;  // its attribute
  const char* duration;
  bool small;    // names in small letters
  bool wrapped;  // the terms of vocabularies are texts, too
  const char* purpose;
};

constexpr Binding imsmd{.prefix = "imsmd:",
                        .text = "langstring",
                        .language = "xml:lang",
                        .duration = "datetime",
                        .small = true,
                        .wrapped = true,
                        .purpose = "Competency"};
constexpr Binding lom{.prefix = "lom:",
                      .text = "string",
                      .language = "language",
                      .duration = "duration",
                      .small = false,
                      .wrapped = false,
                      .purpose = "competency"};

constexpr const char* no_language = "x-none";  // LOM 1.0, 3.6: the text is in none

class Writer {
 public:
  Writer(const Binding& binding, const CourseStructure& structure, const Course& course)
      : binding_(binding), structure_(structure), course_(course) {}

  void write(pugi::xml_node metadata) {
    auto root = append(metadata, "lom");
    write_general(append(root, "general"));
    if (!course_.duration.empty())
      add(append(append(root, "educational"), "typicalLearningTime"), named(binding_.duration),
          course_.duration);
    if (!course_.licence.empty()) write_rights(append(root, "rights"));
    if (!course_.competencies.empty()) write_competencies(append(root, "classification"));
  }

 private:
  std::string named(const char* name) const {
    return binding_.prefix + (binding_.small ? lower_case(name) : std::string(name));
  }
  pugi::xml_node append(pugi::xml_node parent, const char* name) const {
    return parent.append_child(named(name).c_str());
  }

  void add_text(pugi::xml_node parent, const std::string& language,
                const std::string& words) const {
    set(add(parent, named(binding_.text), words), binding_.language, language);
  }
  void add_translated(pugi::xml_node parent, const char* name, const Translated& text) const {
    if (text.empty()) return;
    auto node = append(parent, name);
    for (const auto& [language, words] : text) add_text(node, language, words);
  }

  // A term of a vocabulary of LOM.
  void add_term(pugi::xml_node parent, const char* name, const std::string& value) const {
    auto node = append(parent, name);
    for (const auto& [part, words] : std::initializer_list<std::pair<const char*, std::string>>{
             {"source", "LOMv1.0"}, {"value", value}})
      if (binding_.wrapped)
        add_text(append(node, part), no_language, words);
      else
        add(node, named(part), words);
  }

  void write_general(pugi::xml_node general) const {
    add_translated(general, "title", course_.title);
    for (const auto& language : structure_.languages) add(general, named("language"), language);
    add_translated(general, "description", course_.description);
  }

  void write_rights(pugi::xml_node rights) const {
    add_term(rights, "copyrightAndOtherRestrictions", "yes");
    add_text(append(rights, "description"), no_language, course_.licence);
  }

  void write_competencies(pugi::xml_node classification) const {
    add_term(classification, "purpose", binding_.purpose);
    for (const auto& competency : course_.competencies) {
      auto path = append(classification, "taxonPath");
      add_text(append(path, "source"), no_language, "FRAC");
      add(append(path, "taxon"), named("id"), competency.id);
    }
  }

  const Binding& binding_;
  const CourseStructure& structure_;
  const Course& course_;
};

}  // namespace

void write_lom(pugi::xml_node metadata, const CourseStructure& structure, const Course& course) {
  Writer(structure.standard == Standard::scorm12 ? imsmd : lom, structure, course).write(metadata);
}

}  // namespace haat
