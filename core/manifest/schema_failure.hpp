#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/element.hpp"

namespace haat {

// The local names of the elements that a set of schemas declares.
using ElementNames = std::set<std::string, std::less<>>;

struct SchemaFailure {
  std::string id;          // of the rule that reports it
  const Element* element;  // where; nullptr: the document as a whole
  std::string attribute;   // of the element, without its prefix; empty: the element itself
  std::string message;
  // Elements of which one is missing there, or could stand where the element does.
  std::vector<std::string> wanted = {};

  Place place() const;
};

// What libxml2 says while it validates without a tree.
struct SchemaError {
  int code;                // xmlParserErrors
  std::string text;        // its sentence
  std::string value;       // what it is about, where it has that apart from the sentence,
  std::string limit;       // and what it breaks
  const Element* element;  // that it is about
  const Element* parent;   // nullptr: of the root
};

// Named and said in our words. `known`: an element that is in no schema cannot merely stand in the
// wrong place.
SchemaFailure schema_failure(const SchemaError& error, const ElementNames& known);

// An element of the standard's namespace that it does not have, behind another one: libxml2 does
// not look on there.
SchemaFailure unknown_element(const Element& element, const Element& parent);

// An element by a name of the standard's in a namespace that is not the standard's: where any other
// vocabulary may stand, a schema lets it pass.
SchemaFailure foreign_element(const Element& element);

// A value of the type xs:ID that another element has already.
SchemaFailure repeated_identifier(const Element& element, const Element::Attribute& identifier);

}  // namespace haat
