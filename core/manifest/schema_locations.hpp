#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/element.hpp"

namespace haat {

// What xsi:schemaLocation says: pairs of a namespace and the address of its schema (XML Schema 1.0
// part 1, 4.3.2).
struct SchemaLocations {
  struct Pair {
    std::string name_space;
    std::string address;
  };
  std::vector<Pair> pairs;
  bool is_odd = false;  // a namespace without an address ends it
};

// Those of an element itself; without the attribute there are none.
SchemaLocations schema_locations(const Element& element);

// Every namespace that the element or one below it names a schema for.
std::set<std::string, std::less<>> located_name_spaces(const Element& root);

}  // namespace haat
