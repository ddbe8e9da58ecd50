#include "core/manifest/schema_failure.hpp"

#include <libxml/xmlerror.h>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "core/characters.hpp"
#include "core/manifest/packaging_elements.hpp"
#include "core/manifest/schema_rules.hpp"

namespace haat {
namespace {

// "{http://example.org/}item" -> "item"
std::string local(std::string_view name) {
  const auto close = name.rfind('}');
  return std::string(close == std::string_view::npos ? name : name.substr(close + 1));
}

std::string name_of(const Element* element) {
  return std::string(element == nullptr ? "" : element->name);
}

// Values are as long as strangers make them.
std::string quoted(std::string_view text) {
  constexpr std::size_t most = 80;
  return "\"" + std::string(first_bytes(text, most)) + (text.size() > most ? "…\"" : "\"");
}

std::string tag(std::string_view name) {
  return "<" + std::string(name) + ">";
}

std::string named_space(std::string_view name_space) {
  return name_space.empty() ? "no namespace" : "the namespace " + quoted(name_space);
}

std::string listed(const std::vector<std::string>& names, const char* last) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? last : ", ") + tag(names[i]);
  return text;
}

// What the error says, taken apart. libxml2 has values apart from its text, but not everything.
class Reading {
 public:
  Reading(const SchemaError& error, const ElementNames& known)
      : error_(error),
        known_(known),
        text_(error.text),
        node_(*error.element),
        parent_(error.parent),
        value_(error.value),
        limit_(error.limit) {
    // "Element '{..}a', attribute '{..}b': ..."
    constexpr std::string_view word = ", attribute '";
    const auto head = text_.substr(0, text_.find("': "));
    if (const auto at = head.find(word); at != std::string_view::npos)
      attribute_ = local(head.substr(at + word.size()));
  }

  SchemaFailure failure() const {
    switch (error_.code) {
      case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
      case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
      case XML_SCHEMAV_CVC_TYPE_3_1_1:
      case XML_SCHEMAV_CVC_ATTRIBUTE_1:
      case XML_SCHEMAV_CVC_WILDCARD:
        return at_attribute("attribute-unexpected",
                            tag(element()) + " cannot have the attribute " + quoted(attribute_));
      case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
        return missing_attribute();
      case XML_SCHEMAV_ELEMENT_CONTENT:
        return content();
      case XML_SCHEMAV_CVC_ELT_1:
        return parent_ == nullptr ? foreign_root() : unexpected(node_, parent_, {});
      case XML_SCHEMAV_CVC_TYPE_3_1_2:
      case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
      case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
      case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
        return closed_content();
      case XML_SCHEMAV_CVC_IDC:
        return not_unique();
      default:
        return value();
    }
  }

 private:
  std::string element() const { return std::string(node_.name); }

  SchemaFailure at_element(const char* id, const std::string& message) const {
    return {id, &node_, "", message};
  }
  SchemaFailure at_attribute(const char* id, const std::string& message) const {
    return {id, &node_, attribute_, message};
  }

  SchemaFailure missing_attribute() const {
    const auto wanted = local(value_);
    return SchemaFailure{"attribute-missing", &node_, wanted,
                         "this " + tag(element()) + " lacks the attribute " + quoted(wanted)};
  }

  // The elements of "Expected is one of ( {..}a, {..}b, ##other{..}* )".
  std::vector<std::string> expected() const {
    std::vector<std::string> names;
    const auto open = text_.rfind("( ");
    const auto close = text_.rfind(" )");
    if (text_.find("Expected is") == std::string_view::npos || open == std::string_view::npos ||
        close == std::string_view::npos || close < open)
      return names;
    for (auto rest = text_.substr(open + 2, close - open - 2); !rest.empty();) {
      const auto one = rest.substr(0, rest.find(", "));
      rest.remove_prefix(std::min(one.size() + 2, rest.size()));
      if (!one.starts_with("##") && !one.ends_with('*')) names.push_back(local(one));
    }
    return names;
  }

  // Those before and behind the element, in their parent.
  std::span<const Element> before() const {
    return {parent_->children.data(), static_cast<std::size_t>(&node_ - parent_->children.data())};
  }
  bool came_before(const std::string& name) const {
    const auto is_it = [&](const Element& each) { return each.name == name; };
    return std::any_of(before().begin(), before().end(), is_it);
  }
  bool comes_later(const std::string& name) const {
    const auto is_it = [&](const Element& each) { return each.name == name; };
    return std::any_of(parent_->children.data() + before().size() + 1,
                       parent_->children.data() + parent_->children.size(), is_it);
  }

  SchemaFailure content() const {
    const auto wanted = expected();
    if (text_.find("Missing child element") != std::string_view::npos)
      return {"element-missing", &node_, "",
              "this " + tag(element()) + " lacks " + listed(wanted, " or "), wanted};
    if (parent_ == nullptr) return at_element("element-unexpected", "the root is not expected");
    const auto parent = name_of(parent_);
    if (node_.name_space != parent_->name_space &&
        std::find(wanted.begin(), wanted.end(), node_.name) != wanted.end())
      return foreign_element(node_);
    if (!known_.contains(element()) || stands_elsewhere(*parent_, node_) ||
        (parent == "tincan" && element() != "activities"))
      return unexpected(node_, parent_, wanted);
    if (!before().empty() && before().back().name == node_.name &&
        before().back().name_space == node_.name_space)
      return at_element("element-repeated", "this " + tag(parent) + " has a second " +
                                                tag(element()) + ", but can have only one");
    for (const auto& name : wanted)
      if (comes_later(name))
        return at_element("element-misplaced", tag(name) + " has to come before " + tag(element()) +
                                                   " in this " + tag(parent));
    // What extends the standard stands behind what it defines: the one that is out of place is not
    // this element.
    for (const auto& each : before())
      if (wanted.empty() && each.name_space != parent_->name_space &&
          node_.name_space == parent_->name_space) {
        if (packaging_has(parent, each.name)) return foreign_element(each);
        return {
            "element-misplaced", &each, "",
            tag(each.name) + " has to stand behind " + tag(element()) + " in this " + tag(parent)};
      }
    if (!before().empty() && belongs_first(parent, node_.name))
      return at_element("element-misplaced", tag(element()) + " has to come before " +
                                                 tag(before().front().name) + " in this " +
                                                 tag(parent));
    // A manifest may have others in it, and needs none; of what is there already, more may be.
    if (wanted.size() == 1 && wanted.front() != "manifest" && !came_before(wanted.front()))
      return SchemaFailure{"element-missing", parent_, "",
                           "this " + tag(parent) + " lacks " + tag(wanted.front()) +
                               ", which has to come before " + tag(element()),
                           wanted};
    for (const auto& each : before())
      if (each.name == node_.name)
        return at_element("element-misplaced", "this " + tag(element()) + " has to stand beside " +
                                                   "the others in this " + tag(parent));
    return unexpected(node_, parent_, wanted);
  }

  // What Content Packaging begins with: once it is too late for one, its schema names it no more.
  static bool belongs_first(std::string_view parent, std::string_view name) {
    if (name == "title") return parent == "organization" || parent == "item";
    if (name == "schema") return parent == "metadata";
    return name == "metadata" && (parent == "manifest" || parent == "resource" || parent == "file");
  }

  SchemaFailure foreign_root() const {
    return at_element("element-unexpected", "the root " + tag(element()) + " is in " +
                                                named_space(node_.name_space) +
                                                ", where its standard has no such element");
  }

  static SchemaFailure unexpected(const Element& node, const Element* parent,
                                  const std::vector<std::string>& wanted) {
    std::string message = tag(node.name) + " cannot stand ";
    message += parent != nullptr ? "here in " + tag(parent->name) : "here";
    if (!wanted.empty()) message += ", where " + listed(wanted, " or ") + " can";
    return {"element-unexpected", &node, "", message, wanted};
  }

  // An element that has a value or nothing.
  SchemaFailure closed_content() const {
    if (text_.find("Element content") != std::string_view::npos && !node_.children.empty())
      return unexpected(node_.children.front(), &node_, {});
    return at_element("text-unexpected", tag(element()) + " cannot have text of its own");
  }

  // LOM lets an element be there once in any order, which a schema can say only in this way. No
  // other has such a constraint.
  SchemaFailure not_unique() const {
    return at_element("element-repeated", "this " + tag(name_of(parent_)) + " has a second " +
                                              tag(element()) + ", but can have only one");
  }

  std::string subject() const {
    return attribute_.empty()
               ? "the text " + quoted(value_) + " of " + tag(element())
               : "the attribute " + attribute_ + " of " + tag(element()) + " is " + quoted(value_);
  }
  SchemaFailure wrong(const char* id, const std::string& behind) const {
    return at_attribute(id, subject() + (attribute_.empty() ? " " : ", which ") + behind);
  }

  // Here libxml2 tells the length, and not the value.
  SchemaFailure of_length(const char* id, const std::string& word) const {
    const auto what = attribute_.empty() ? "the text of " + tag(element())
                                         : "the attribute " + attribute_ + " of " + tag(element());
    return at_attribute(id, what + " is too " + word + ": it has " + std::string(value_) +
                                " characters, the limit is " + std::string(limit_));
  }

  SchemaFailure value() const {
    switch (error_.code) {
      case XML_SCHEMAV_CVC_ENUMERATION_VALID:
        return wrong("value-not-in-vocabulary", "is none of " + std::string(limit_));
      case XML_SCHEMAV_CVC_MININCLUSIVE_VALID:
      case XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID:
        return wrong("value-out-of-range", "is less than the least, " + std::string(limit_));
      case XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID:
      case XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID:
        return wrong("value-out-of-range", "is more than the most, " + std::string(limit_));
      case XML_SCHEMAV_CVC_MINLENGTH_VALID:
        return of_length("value-too-short", "short");
      case XML_SCHEMAV_CVC_MAXLENGTH_VALID:
        return of_length("value-too-long", "long");
      case XML_SCHEMAV_CVC_PATTERN_VALID:
        return wrong("value-malformed", "does not follow the pattern " + quoted(limit_));
      case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1:
      case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2:
      case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3:
        return wrong_type();
      case XML_SCHEMAV_CVC_ELT_2:
      case XML_SCHEMAV_CVC_ELT_3_1:
      case XML_SCHEMAV_CVC_ELT_3_2_1:
      case XML_SCHEMAV_CVC_ELT_3_2_2:
      case XML_SCHEMAV_CVC_ELT_4_1:
      case XML_SCHEMAV_CVC_ELT_4_2:
      case XML_SCHEMAV_CVC_ELT_4_3:
      case XML_SCHEMAV_CVC_TYPE_1:
      case XML_SCHEMAV_CVC_TYPE_2:
        return at_element("type-override-invalid", "xsi:type or xsi:nil of " + tag(element()) +
                                                       " does not fit: " + reason());
      default:
        return at_attribute("value-malformed",
                            "the value of " + tag(element()) + " does not fit: " + reason());
    }
  }

  // libxml2's own words behind its "Element ...: ", without namespaces and facets.
  std::string reason() const {
    auto rest = text_.substr(std::min(text_.find("': ") + 3, text_.size()));
    if (rest.starts_with("[facet")) rest.remove_prefix(std::min(rest.find("] ") + 2, rest.size()));
    std::string plain;
    for (std::size_t i = 0; i < rest.size() && plain.size() < 200; ++i) {
      const auto close = rest[i] == '{' ? rest.find('}', i) : std::string_view::npos;
      if (close != std::string_view::npos && rest.substr(i, close - i).find("://") != rest.npos)
        i = close;
      else
        plain += rest[i];
    }
    while (!plain.empty() && (plain.back() == '\n' || plain.back() == '.' || plain.back() == ' '))
      plain.pop_back();
    return plain;
  }

  SchemaFailure wrong_type() const {
    const auto open = text_.rfind(" '");
    const auto close = text_.rfind('\'');
    const auto type = open == std::string_view::npos || close <= open + 2
                          ? std::string()
                          : local(text_.substr(open + 2, close - open - 2));
    for (const char* name : {"xs:ID", "xs:IDREF", "xs:NCName", "xs:Name", "xs:NMTOKEN"})
      if (type == name)
        return wrong("identifier-malformed",
                     "is no XML name: a letter or _ first, then only letters, digits, \".\", "
                     "\"-\" and \"_\"");
    return wrong("value-of-wrong-type", "is " + wanted_of(type));
  }

  static std::string wanted_of(std::string_view type) {
    constexpr std::pair<std::string_view, const char*> words[] = {
        {"xs:boolean", "neither true nor false"},
        {"xs:decimal", "no number"},
        {"xs:integer", "no whole number"},
        {"xs:nonNegativeInteger", "no whole number from 0"},
        {"xs:positiveInteger", "no whole number from 1"},
        {"xs:language", "no language tag, such as \"en\""},
        {"xs:anyURI", "no URI"},
        {"xs:duration", "no duration, such as \"PT1H\""},
        {"xs:dateTime", "no time, such as \"2026-01-31T12:00:00\""}};
    for (const auto& [name, text] : words)
      if (type == name) return text;
    return "no value of the type " + std::string(type);
  }

  const SchemaError& error_;
  const ElementNames& known_;
  std::string_view text_;
  const Element& node_;
  const Element* parent_;
  std::string_view value_;
  std::string_view limit_;
  std::string attribute_;
};

}  // namespace

bool is_of_schema(std::string_view rule) {
  constexpr std::array<std::string_view, 15> rules{
      "attribute-missing",    "attribute-unexpected",    "element-misplaced",
      "element-missing",      "element-repeated",        "element-unexpected",
      "identifier-malformed", "text-unexpected",         "type-override-invalid",
      "value-malformed",      "value-not-in-vocabulary", "value-of-wrong-type",
      "value-out-of-range",   "value-too-long",          "value-too-short"};
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

SchemaFailure schema_failure(const SchemaError& error, const ElementNames& known) {
  return Reading(error, known).failure();
}

SchemaFailure foreign_element(const Element& element) {
  return {"element-unexpected", &element, "",
          "this " + tag(element.name) + " is in " + named_space(element.name_space) +
              ", where its standard has no such element"};
}

SchemaFailure unknown_element(const Element& element, const Element& parent) {
  return {"element-unexpected", &element, "",
          tag(element.name) + " cannot stand here in " + tag(parent.name)};
}

SchemaFailure repeated_identifier(const Element& element, const Element::Attribute& identifier) {
  return {"identifier-not-unique", &element, "",
          "the attribute " + identifier.name + " of " + tag(element.name) + " is " +
              quoted(identifier.value) + ", which something else is identified by already"};
}

Place SchemaFailure::place() const {
  if (element == nullptr) return 0;
  for (const auto& each : element->attributes)
    if (!attribute.empty() && each.name == attribute) return each.place;
  return element->place;
}

}  // namespace haat
