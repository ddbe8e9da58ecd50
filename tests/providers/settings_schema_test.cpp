#include "sdk/host/worker/settings_schema.hpp"

#include <gtest/gtest.h>

// A plugin's schema is refused in words before anything is judged by it: the validator would follow
// some of these for ever, and fall over others.
namespace haat::test {
namespace {

std::string trouble_of(const std::string& schema) {
  const auto judged = judge_schema(schema);
  return judged ? "" : judged.error().message;
}

TEST(SettingsSchema, ThatCannotBeUsedIsToldWhy) {
  const std::pair<const char*, const char*> schemas[] = {
      {R"({"properties": {"a": {"$ref": "#/$defs/gone"}}})",
       "its $ref \"#/$defs/gone\" leads nowhere"},
      {R"({"properties": {"a": {"$ref": "#name"}}})", "its $ref \"#name\" leads nowhere"},
      {R"({"properties": {"a": {"$ref": ""}}})", "its $ref leads to another document"},
      {R"({"properties": {"a": {"$ref": "other.json"}}})", "its $ref leads to another document"},
      {R"({"properties": {"a": {"$ref": 7}}})", "its $ref leads to another document"},
      {R"({"$ref": "#"})", "its $ref \"#\" leads to itself"},
      {R"({"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}})", "leads to itself"},
      {R"({"properties": {"a": {"pattern": "((("}}})", "its pattern \"(((\" is none: "},
      {R"({"patternProperties": {"[": {}}})", "its pattern \"[\" is none: "},
      {R"({"properties": {"a": {"prefixItems": []}}})", "it uses prefixItems"}};
  for (const auto& [schema, why] : schemas)
    EXPECT_NE(trouble_of(schema).find(why), std::string::npos)
        << schema << ": " << trouble_of(schema);
}

TEST(SettingsSchema, MayReferToItsPartsAndToItself) {
  for (
      const char* schema :
      {R"({"$defs": {"a": {"type": "string"}}, "properties": {"a": {"$ref": "#/$defs/a"}}})",
       R"({"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {}}, "properties": {"a": {"$ref": "#/$defs/a"}}})",
       R"({"properties": {"within": {"$ref": "#"}, "$ref": {"type": "string"}, "pattern": {}}})",
       R"({"properties": {"a": {"pattern": "^[a-z]+$", "default": {"$ref": "x", "pattern": "((("}}}})"})
    EXPECT_EQ(trouble_of(schema), "") << schema;
  EXPECT_TRUE(judge_settings(R"({"within": {"within": {}}})",
                             R"({"properties": {"within": {"$ref": "#"}}})"));
}

}  // namespace
}  // namespace haat::test
