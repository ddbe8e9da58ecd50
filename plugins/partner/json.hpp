#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace partner {

using Json = nlohmann::json;

inline constexpr std::ptrdiff_t max_json_depth = 32;
inline constexpr std::size_t max_json_values = 1'000'000;

// Of what `who`, a host, has answered. Throws HAAT_FAULT_DATA if it is no JSON, nested too deeply
// or has too many values for the memory of a worker.
Json parse_json(const std::string& body, const std::string& who);

using Path = std::initializer_list<const char*>;  // of members, from the outside in

// Null pointer: there is none, or it is null.
const Json* find(const Json& from, Path path);

// Throw HAAT_FAULT_DATA, naming the path, if it is not there or of another type.
const Json& list(const Json& from, Path path);
std::string text(const Json& from, Path path);
std::int64_t number(const Json& from, Path path);

// What is good if it is there, and no reason to do without the rest: empty if it is of another
// type.
std::string text_if_any(const Json& from, Path path);
// A number, or a string that is one.
std::optional<double> number_if_any(const Json& from, Path path);

}  // namespace partner
