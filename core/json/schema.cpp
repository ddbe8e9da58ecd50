// The only file that includes valijson: it costs eight seconds a translation unit.
#include <optional>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "core/json/schema_fault.hpp"

namespace haat {
namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;
using Failure = valijson::ValidationResults::Error;

constexpr std::size_t name_limit = 200;  // of a member's name, in bytes

// std::regex, which valijson uses, needs stack for each character. So lengths are judged first,
// without any pattern, and only what is short enough then meets the patterns. (Every "pattern" of
// ours stands beside a "maxLength".)
void drop_patterns(Json& schema) {
  if (schema.is_object() && schema.contains("maxLength")) schema.erase("pattern");
  for (auto& child : schema)
    if (child.is_structured()) drop_patterns(child);
}

bool has_long_name(const Json& value) {
  if (!value.is_structured()) return false;
  for (const auto& [name, child] : value.items())
    if ((value.is_object() && name.size() > name_limit) || has_long_name(child)) return true;
  return false;
}

std::optional<Failure> first_failure(const Json& value, const Json& document) {
  valijson::Schema schema;
  valijson::SchemaParser parser;
  parser.populateSchema(Adapter(document), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(schema, Adapter(value), &results)) return std::nullopt;
  Failure failure;
  results.popError(failure);  // the innermost comes first, then each thing around it
  return failure;
}

// The members and indexes that lead to the failure: valijson's context is "<root>", "[name]",
// "[0]", ...
std::vector<std::string> steps_of(const Failure& failure) {
  std::vector<std::string> steps;
  for (std::size_t i = 1; i < failure.context.size(); ++i) {
    const auto& part = failure.context[i];
    steps.push_back(part.size() > 2 ? part.substr(1, part.size() - 2) : part);
  }
  return steps;
}

// The "description" that stands in the schema at that place: what is wanted, in our own words.
std::string wanted_at(const Json& document, const std::vector<std::string>& steps) {
  const Json* rule = &document;
  for (const auto& step : steps) {
    if (rule->contains("properties") && (*rule)["properties"].contains(step))
      rule = &(*rule)["properties"][step];
    else if (rule->contains("patternProperties"))
      rule = &(*rule)["patternProperties"].front();
    else if (rule->contains("items"))
      rule = &(*rule)["items"];
    else
      return {};
    while (rule->contains("$ref"))
      rule = &document.at(Json::json_pointer((*rule)["$ref"].get<std::string>().substr(1)));
  }
  return rule->value("description", "");
}

std::string reason_of(const Failure& failure) {
  const auto quoted = [&] {
    const auto end = failure.description.rfind('\'');
    const auto begin = failure.description.rfind('\'', end - 1);
    return failure.description.substr(begin + 1, end - begin - 1);
  };
  if (failure.description.starts_with("Object contains a property that could not be validated"))
    return "it has a member \"" + quoted() + "\" that is not known there";
  if (failure.description.starts_with("Missing required property"))
    return "it lacks the member \"" + quoted() + "\"";
  if (failure.description.starts_with("Failed to match against any enum values"))
    return "it is none of the values allowed there";
  if (failure.description.starts_with("Object should have no fewer than 1 properties"))
    return "it is empty";
  std::string reason = failure.description;
  while (!reason.empty() && (reason.back() == '.' || reason.back() == ' ')) reason.pop_back();
  return reason;
}

}  // namespace

std::optional<SchemaFault> find_fault(const Json& value, std::string_view schema) {
  const auto document = Json::parse(schema);
  if (has_long_name(value))
    return SchemaFault{"", "",
                       "it has a member whose name is longer than the limit of " +
                           std::to_string(name_limit) + " bytes"};
  auto short_of_patterns = document;
  drop_patterns(short_of_patterns);
  auto failure = first_failure(value, short_of_patterns);
  if (!failure) failure = first_failure(value, document);
  if (!failure) return std::nullopt;

  const auto steps = steps_of(*failure);
  SchemaFault fault;
  for (const auto& step : steps) fault.place += "/" + step;
  const auto wanted = wanted_at(document, steps);
  if (!wanted.empty()) fault.wanted = "it should be " + wanted;
  // Where a pattern or a list of values failed, what is wanted says it all.
  const bool said = !wanted.empty() && (failure->description.find("regex") != std::string::npos ||
                                        failure->description.find("enum") != std::string::npos);
  if (!said) fault.reason = reason_of(*failure);
  return fault;
}

Result<void> validate_json(const Json& value, std::string_view schema, const std::string& name) {
  if (has_long_name(value))
    return fail(Errc::invalid_argument, "json-schema",
                name + " has a member whose name is longer than the limit of " +
                    std::to_string(name_limit) + " bytes");
  const auto fault = find_fault(value, schema);
  if (!fault) return {};
  return fail(Errc::invalid_argument, "json-schema",
              name + ": " + (fault->place.empty() ? "the document" : fault->place) + " is wrong" +
                  (fault->wanted.empty() ? "" : "; " + fault->wanted) +
                  (fault->reason.empty() ? "" : " (" + fault->reason + ")"));
}

}  // namespace haat
