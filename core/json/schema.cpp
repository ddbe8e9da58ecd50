// The only file that includes valijson: it costs eight seconds a translation unit.
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "core/json/json.hpp"

namespace haat {
namespace {

// The deepest place that is named: valijson reports the innermost failure first, and then each thing around it.
std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (std::size_t i = 1; i < context.size(); ++i) {
    const auto& part = context[i];  // "[name]"
    pointer += "/" + (part.size() > 2 ? part.substr(1, part.size() - 2) : part);
  }
  return pointer;
}

}  // namespace

Result<void> validate_json(const Json& value, std::string_view schema_text, const std::string& name) {
  const auto document = Json::parse(schema_text);
  valijson::Schema schema;
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema);

  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(value), &results)) return {};
  valijson::ValidationResults::Error error;
  if (!results.popError(error)) return fail(Errc::invalid_argument, "json-schema", name + " does not follow its schema");

  const std::string pointer = pointer_of(error.context);
  std::string why = error.description;
  while (!why.empty() && (why.back() == '.' || why.back() == ' ')) why.pop_back();
  // A "description" in the schema beside the failing rule says what is wanted in our own words.
  const auto wanted = [&]() -> std::string {
    const Json* rule = &document;
    for (std::size_t i = 1; i < error.context.size(); ++i) {
      const auto& part = error.context[i];
      const std::string member = part.size() > 2 ? part.substr(1, part.size() - 2) : part;
      if (rule->contains("properties") && (*rule)["properties"].contains(member)) rule = &(*rule)["properties"][member];
      else if (rule->contains("items")) rule = &(*rule)["items"];
      else if (rule->contains("additionalProperties") && (*rule)["additionalProperties"].is_object()) rule = &(*rule)["additionalProperties"];
      else return {};
      while (rule->contains("$ref")) {
        const auto reference = (*rule)["$ref"].get<std::string>();
        rule = &document.at(Json::json_pointer(reference.substr(1)));
      }
    }
    return rule->value("description", "");
  }();
  return fail(Errc::invalid_argument, "json-schema",
              name + ": " + (pointer.empty() ? "the document" : pointer) + " is wrong" +
                  (wanted.empty() ? "" : " (it should be " + wanted + ")") + ": " + why);
}

}  // namespace haat
