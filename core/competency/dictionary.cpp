#include "core/competency/dictionary.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>

#include "core/embedded.hpp"
#include "core/json/json.hpp"

namespace haat {

std::span<const EmbeddedFile> competency_files();

namespace {

struct Prefix {
  std::string_view text;
  TermType type;
  std::size_t width;  // of the number; 0: any, without padding
};

constexpr std::array prefixes{Prefix{"COMAREA-", TermType::area, 6},
                              Prefix{"COMTHEME-", TermType::theme, 6},
                              Prefix{"COMSUBTHEME-", TermType::sub_theme, 6},
                              Prefix{"PID", TermType::position, 0},
                              Prefix{"RID", TermType::role, 0},
                              Prefix{"AID", TermType::activity, 0},
                              Prefix{"CID", TermType::competency, 0},
                              Prefix{"KID", TermType::knowledge_resource, 0}};

constexpr std::string_view schema = R"({
  "type": "object", "required": ["id", "version", "terms"], "additionalProperties": false,
  "properties": {
    "id": {"type": "string", "minLength": 1}, "version": {"type": "string", "minLength": 1}, "notice": {"type": "string"},
    "terms": {"type": "array", "items": {
      "type": "object", "required": ["id", "name"], "additionalProperties": false,
      "properties": {
        "id": {"type": "string"}, "parent": {"type": "string"},
        "name": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string", "minLength": 1}}}}}}
})";

tl::unexpected<Error> invalid(std::string why) {
  return fail(Errc::invalid_argument, "dictionary-invalid",
              "the competency dictionary cannot be used: " + std::move(why));
}

}  // namespace

Result<TermType> term_type(std::string_view id) {
  for (const auto& prefix : prefixes) {
    if (!id.starts_with(prefix.text)) continue;
    const auto number = id.substr(prefix.text.size());
    const bool digits =
        std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool width = prefix.width == 0 ? !number.empty() && number.size() <= 9 && number[0] != '0'
                                         : number.size() == prefix.width;
    if (digits && width) return prefix.type;
  }
  return fail(Errc::invalid_argument, "competency-id-invalid",
              "\"" + std::string(id.substr(0, 60)) +
                  "\" is no id of a term; ids look like CID311, RID42, AID107 or COMTHEME-000046");
}

Result<Dictionary> Dictionary::parse(std::string_view text, const Limits& limits) {
  auto json = parse_json(text, "the dictionary", limits);
  if (!json) return invalid(json.error().message);
  if (auto valid = validate_json(*json, schema, "the dictionary"); !valid)
    return invalid(valid.error().message);

  Dictionary dictionary;
  dictionary.id_ = (*json)["id"];
  dictionary.version_ = (*json)["version"];
  for (const auto& row : (*json)["terms"]) {
    const std::string id = row["id"];
    const auto type = term_type(id);
    if (!type) return invalid(type.error().message);
    dictionary.terms_.push_back(
        {id, *type, row["name"].get<Translated>(), row.value("parent", "")});
  }
  auto& terms = dictionary.terms_;
  std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.id < b.id; });
  const auto twice = std::adjacent_find(terms.begin(), terms.end(),
                                        [](const Term& a, const Term& b) { return a.id == b.id; });
  if (twice != terms.end()) return invalid(twice->id + " is there twice");
  for (const auto& term : terms)
    if (!term.parent.empty() && dictionary.find(term.parent) == nullptr)
      return invalid(term.id + " hangs below " + term.parent + ", which is not there");
  return dictionary;
}

const Dictionary& Dictionary::demonstration() {
  static const Dictionary dictionary = [] {
    auto parsed = parse(competency_files()[0].bytes);
    if (!parsed) std::abort();  // our own file; a unit test reads it
    return *std::move(parsed);
  }();
  return dictionary;
}

const Term* Dictionary::find(std::string_view id) const {
  const auto at =
      std::lower_bound(terms_.begin(), terms_.end(), id,
                       [](const Term& term, std::string_view wanted) { return term.id < wanted; });
  return at != terms_.end() && at->id == id ? &*at : nullptr;
}

}  // namespace haat
