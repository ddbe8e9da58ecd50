#pragma once

#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include <set>
#include <string>
#include <string_view>

namespace haat {

// The local names of the elements that a set of schemas declares.
using ElementNames = std::set<std::string, std::less<>>;

struct SchemaFailure {
  std::string id;          // of the rule that reports it
  const xmlNode* element;  // where; nullptr: the document as a whole
  std::string attribute;   // of the element, without its prefix; empty: the element itself
  std::string message;
};

// What libxml2 found against a schema, named and said in our words. `known`: an element that is in
// no schema cannot merely stand in the wrong place.
SchemaFailure schema_failure(const xmlError& error, const ElementNames& known);

}  // namespace haat
