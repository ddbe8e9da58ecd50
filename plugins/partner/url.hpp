#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace partner {

// Percent-encoded, so that it is one piece of a path or of a query.
std::string encode(const std::string& text);

// "page=2&q=a%20b": a query, or a form as POST sends it.
using Field = std::pair<std::string, std::string>;
std::string form(const std::vector<Field>& fields);

// The parts of an absolute URL of http or https without user and fragment; all empty if it is none.
struct Address {
  std::string scheme;  // "https"
  std::string host;    // "lms.example.org:8443"
  std::string path;
  std::string query;
};
Address address_of(const std::string& url);

// Of the first field of that name in a query, decoded; empty if there is none.
std::string query_value(const std::string& query, std::string_view name);

}  // namespace partner
