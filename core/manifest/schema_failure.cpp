#include "core/manifest/schema_failure.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/manifest/schema_rules.hpp"

namespace haat {
namespace {

// "{http://example.org/}item" -> "item"
std::string local(std::string_view name) {
  const auto close = name.rfind('}');
  return std::string(close == std::string_view::npos ? name : name.substr(close + 1));
}

std::string name_of(const xmlNode* node) {
  return node == nullptr || node->name == nullptr ? "" : reinterpret_cast<const char*>(node->name);
}

// Values are as long as strangers make them.
std::string quoted(std::string_view text) {
  constexpr std::size_t most = 80;
  if (text.size() <= most) return "\"" + std::string(text) + "\"";
  auto end = most;
  while (end > 0 && (text[end] & 0xc0) == 0x80) --end;  // not through a character
  return "\"" + std::string(text.substr(0, end)) + "…\"";
}

std::string tag(std::string_view name) {
  return "<" + std::string(name) + ">";
}

std::string listed(const std::vector<std::string>& names, const char* last) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? last : ", ") + tag(names[i]);
  return text;
}

bool is_element(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE;
}

const xmlNode* element_before(const xmlNode* node) {
  do node = node->prev;
  while (node != nullptr && !is_element(node));
  return node;
}

const xmlNode* first_child(const xmlNode& node) {
  const xmlNode* child = node.children;
  while (child != nullptr && !is_element(child)) child = child->next;
  return child;
}

bool comes_later(const xmlNode& node, const std::string& name) {
  for (const auto* each = node.next; each != nullptr; each = each->next)
    if (is_element(each) && name_of(each) == name) return true;
  return false;
}

// What the error says, taken apart. libxml2 has values apart from its text, but not everything.
class Reading {
 public:
  Reading(const xmlError& error, const ElementNames& known)
      : error_(error),
        known_(known),
        text_(error.message == nullptr ? "" : error.message),
        node_(static_cast<const xmlNode*>(error.node)),
        value_(error.str1 == nullptr ? "" : error.str1),
        limit_(error.str2 == nullptr ? "" : error.str2) {
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
        return node_ != nullptr && node_->parent != nullptr && !is_element(node_->parent)
                   ? foreign_root()
                   : unexpected(node_, {});
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
  std::string element() const { return name_of(node_); }

  SchemaFailure at_element(const char* id, const std::string& message) const {
    return {id, node_, "", message};
  }
  SchemaFailure at_attribute(const char* id, const std::string& message) const {
    return {id, node_, attribute_, message};
  }

  SchemaFailure missing_attribute() const {
    const auto wanted = local(value_);
    return SchemaFailure{"attribute-missing", node_, wanted,
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

  SchemaFailure content() const {
    if (node_ == nullptr) return at_element("element-unexpected", "the root is not expected");
    const auto wanted = expected();
    if (text_.find("Missing child element") != std::string_view::npos)
      return at_element("element-missing",
                        "this " + tag(element()) + " lacks " + listed(wanted, " or "));
    const auto* before = element_before(node_);
    const auto parent = name_of(node_->parent);
    if (!known_.contains(element())) return unexpected(node_, wanted);
    if (before != nullptr && name_of(before) == element())
      return at_element("element-repeated", "this " + tag(parent) + " has a second " +
                                                tag(element()) + ", but can have only one");
    for (const auto& name : wanted)
      if (comes_later(*node_, name))
        return at_element("element-misplaced", tag(name) + " has to come before " + tag(element()) +
                                                   " in this " + tag(parent));
    if (wanted.size() == 1)
      return SchemaFailure{"element-missing", node_->parent, "",
                           "this " + tag(parent) + " lacks " + tag(wanted.front()) +
                               ", which has to come before " + tag(element())};
    for (; before != nullptr; before = element_before(before))
      if (name_of(before) == element())
        return at_element("element-misplaced", "this " + tag(element()) + " has to stand beside " +
                                                   "the others in this " + tag(parent));
    return unexpected(node_, wanted);
  }

  SchemaFailure foreign_root() const {
    const auto* space = node_->ns == nullptr ? nullptr : node_->ns->href;
    return at_element(
        "element-unexpected",
        "the root " + tag(element()) + " is in " +
            (space == nullptr ? "no namespace"
                              : "the namespace " + quoted(reinterpret_cast<const char*>(space))) +
            ", where its standard has no such element");
  }

  static SchemaFailure unexpected(const xmlNode* node, const std::vector<std::string>& wanted) {
    const auto* parent = node == nullptr ? nullptr : node->parent;
    std::string message = tag(name_of(node)) + " cannot stand ";
    message += parent != nullptr && is_element(parent) ? "here in " + tag(name_of(parent)) : "here";
    if (!wanted.empty()) message += ", where " + listed(wanted, " or ") + " can";
    return {"element-unexpected", node, "", message};
  }

  // An element that has a value or nothing.
  SchemaFailure closed_content() const {
    if (node_ != nullptr && text_.find("Element content") != std::string_view::npos)
      if (const auto* child = first_child(*node_)) return unexpected(child, {});
    return at_element("text-unexpected", tag(element()) + " cannot have text of its own");
  }

  // LOM lets an element be there once in any order, which a schema can say only in this way. No
  // other has such a constraint.
  SchemaFailure not_unique() const {
    return at_element("element-repeated",
                      "this " + tag(name_of(node_ == nullptr ? nullptr : node_->parent)) +
                          " has a second " + tag(element()) + ", but can have only one");
  }

  std::string subject() const {
    return attribute_.empty()
               ? "the text " + quoted(value_) + " of " + tag(element())
               : "the attribute " + attribute_ + " of " + tag(element()) + " is " + quoted(value_);
  }
  SchemaFailure wrong(const char* id, const std::string& behind) const {
    return at_attribute(id, subject() + (attribute_.empty() ? " " : ", which ") + behind);
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
        return wrong("value-too-short", "is too short: " + reason());
      case XML_SCHEMAV_CVC_MAXLENGTH_VALID:
        return wrong("value-too-long", "is too long: " + reason());
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
    if (type == "xs:ID" &&
        xmlValidateNCName(reinterpret_cast<const xmlChar*>(value_.data()), 1) == 0)
      return at_element("identifier-not-unique",
                        subject() + ", which something else is identified by already");
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

  const xmlError& error_;
  const ElementNames& known_;
  std::string_view text_;
  const xmlNode* node_;
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

SchemaFailure schema_failure(const xmlError& error, const ElementNames& known) {
  return Reading(error, known).failure();
}

}  // namespace haat
