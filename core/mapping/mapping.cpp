#include "core/mapping/mapping.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <span>

#include "core/ascii.hpp"
#include "core/characters.hpp"
#include "core/course/spdx.hpp"
#include "core/duration.hpp"
#include "core/embedded.hpp"
#include "core/json/json.hpp"
#include "core/mapping/conversion.hpp"
#include "core/mapping/pointer.hpp"
#include "core/nearest.hpp"
#include "core/package/digest.hpp"
#include "core/wording.hpp"

namespace haat {

std::span<const EmbeddedFile> mapping_files();

namespace {

constexpr std::size_t max_mapping = 1u << 20;

using Reason = std::optional<std::string>;

struct Field {
  const char* name;
  std::string MappedCourse::*member;
  std::size_t limit;  // bytes, as in provider.h; an id has room for a cursor's sign
};
constexpr std::array fields{Field{"external_id", &MappedCourse::external_id, 511},
                            Field{"title", &MappedCourse::title, 4096},
                            Field{"description", &MappedCourse::description, 65536},
                            Field{"language", &MappedCourse::language, 4096},
                            Field{"duration", &MappedCourse::duration, 4096},
                            Field{"version", &MappedCourse::version, 4096},
                            Field{"licence", &MappedCourse::licence, 4096}};

struct FieldRule {
  const Field* field;
  std::vector<Pointer> from;
  std::string constant;
  bool required = false;
  std::string fallback;
  std::map<std::string, std::string> values;  // by what stands there, in lower case
  std::string unit;
  std::string date;
  bool may_be_left_out = false;
};

tl::unexpected<Error> invalid(const std::string& name, const std::string& place,
                              const std::string& what) {
  return fail(Errc::invalid_argument, "mapping-invalid", name + ": " + place + " " + what);
}

// Comparing costs the product of the lengths, and strangers write some of the words.
constexpr std::size_t longest_slip = 64;

std::string nearest_to(std::string_view word, const std::vector<std::string>& known) {
  return word.size() > longest_slip ? std::string() : nearest(word, known);
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const std::string meant = nearest_to(word, known);
  return meant.empty() ? "" : "; did you mean " + meant + "?";
}

std::vector<std::string> names_in(const Json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

// What a schema can only refuse, told with the word that was probably meant.
Result<void> know_all_words(const Json& object, const Json& properties, const std::string& place,
                            const std::string& name) {
  const std::vector<std::string> known = names_in(properties);
  if (!object.is_object()) return {};  // the schema says so
  for (const auto& [word, value] : object.items())
    if (!properties.contains(word) && word.size() <= 200) {
      const std::string meant = did_you_mean(word, known);
      return invalid(
          name, place + "/" + word,
          "is not known there" + (meant.empty() ? "; known are " + joined(known, ", ") : meant));
    }
  return {};
}

Result<void> judge_words(const Json& json, const std::string& name) {
  const Json schema = Json::parse(mapping_schema());
  const Json& top = schema["properties"];
  HAAT_TRY_VOID(know_all_words(json, top, "", name));
  if (!json.is_object() || !json.contains("course")) return {};
  const Json& course = json["course"];
  HAAT_TRY_VOID(know_all_words(course, top["course"]["properties"], "/course", name));
  if (!course.is_object()) return {};
  for (const auto& [field, rule] : course.items())
    HAAT_TRY_VOID(know_all_words(rule, schema["definitions"]["field"]["properties"],
                                 "/course/" + field, name));
  return {};
}

Result<std::vector<Pointer>> pointers_in(const Json& rule, const std::string& place,
                                         const std::string& name) {
  std::vector<Pointer> pointers;
  const Json from = rule.value("from", Json::array());
  for (const Json& text : from.is_string() ? Json::array({from}) : from) {
    const auto pointer = Pointer::parse(text.get<std::string>());
    if (!pointer || pointer->steps.empty())
      return invalid(name, place + "/from",
                     "is \"" + text.get<std::string>() +
                         "\", which is no JSON Pointer into a record, such as /lessonName");
    pointers.push_back(*pointer);
  }
  return pointers;
}

Result<FieldRule> rule_of(const Field& field, const Json& json, const std::string& name) {
  const std::string place = std::string("/course/") + field.name;
  FieldRule rule;
  rule.field = &field;
  HAAT_TRY(rule.from, pointers_in(json, place, name));
  rule.constant = json.value("constant", "");
  const bool needed = &field == &fields[0] || &field == &fields[1];
  rule.required = needed || json.value("required", false);
  rule.fallback = json.value("default", "");
  rule.unit = json.value("unit", "");
  rule.date = json.value("date", "");
  rule.may_be_left_out = json.value("if_wrong", "refuse") == "leave-out";
  const Json values = json.value("values", Json::object());
  for (const auto& [said, meant] : values.items())
    rule.values.emplace(lower_case(said), meant.get<std::string>());
  if (rule.from.empty() == rule.constant.empty())
    return invalid(name, place, "has to have either \"from\" or \"constant\"");
  if (!rule.unit.empty() && field.name != std::string_view("duration"))
    return invalid(name, place + "/unit", "is for the duration alone");
  if (!rule.date.empty() && !is_date_form(rule.date))
    return invalid(
        name, place + "/date",
        "is \"" + rule.date +
            "\", which is no form of a date; use yyyy, MM, dd, HH, mm and ss, each once");
  if ((rule.values.empty() ? 0 : 1) + (rule.unit.empty() ? 0 : 1) + (rule.date.empty() ? 0 : 1) > 1)
    return invalid(name, place, "has to have one of \"values\", \"unit\" and \"date\" at most");
  if (rule.required && rule.may_be_left_out)
    return invalid(name, place + "/if_wrong", "is leave-out, but the field is required");
  return rule;
}

std::string in_quotes(const std::string& text) {
  constexpr std::size_t most = 80;
  return "\"" + std::string(first_bytes(text, most)) + (text.size() > most ? "...\"" : "\"");
}

const Json* step_into(const Json& value, const std::string& step) {
  if (value.is_object()) {
    const auto found = value.find(step);
    return found == value.end() ? nullptr : &*found;
  }
  std::size_t index = 0;
  const auto [end, problem] = std::from_chars(step.data(), step.data() + step.size(), index);
  const bool is_index = problem == std::errc{} && end == step.data() + step.size() &&
                        (step.size() == 1 || step.front() != '0');
  return value.is_array() && is_index && index < value.size() ? &value[index] : nullptr;
}

// The text at the place; empty if there is none. A reason if what is there is no text.
tl::expected<std::string, std::string> text_at(const Json& record, const Pointer& pointer) {
  const Json* value = &record;
  for (const std::string& step : pointer.steps)
    if ((value = step_into(*value, step)) == nullptr) return std::string();
  if (value->is_null()) return std::string();
  if (value->is_string()) return std::string(trimmed(value->get_ref<const std::string&>()));
  if (!value->is_structured()) return value->dump();
  return tl::unexpected<std::string>("its " + pointer.text + " is " +
                                     (value->is_array() ? "a list" : "an object") + ", no text");
}

// Where the record ends on the way there, and what stands there instead.
std::string missing(const Json& record, const std::vector<Pointer>& pointers) {
  if (pointers.empty()) return "it has none";
  const Json* value = &record;
  std::string place;
  for (const std::string& step : pointers.front().steps) {
    const Json* const next = step_into(*value, step);
    if (next == nullptr) {
      const std::string meant =
          value->is_object() ? nearest_to(step, names_in(*value)) : std::string();
      return "its " + pointers.front().text + " is not there" +
             (meant.empty() ? "" : "; did you mean " + place + "/" + meant + "?");
    }
    place += "/" + step;
    value = next;
  }
  return "its " + place + " is empty";
}

bool is_language_tag(std::string_view text) {
  for (bool first = true; !text.empty(); first = false) {
    const std::string_view part = text.substr(0, text.find('-'));
    const bool letters = std::all_of(part.begin(), part.end(), [](char c) {
      return lower_case(c) >= 'a' && lower_case(c) <= 'z';
    });
    const bool whole = std::all_of(part.begin(), part.end(), is_letter_or_digit);
    if (part.empty() || part.size() > 8 || !whole || (first && (!letters || part.size() < 2)))
      return false;
    if (part.size() == text.size()) return true;
    text.remove_prefix(part.size() + 1);
  }
  return false;
}

// What the course's field may not be, as "no ...".
Reason fault_of(const Field& field, const std::string& text) {
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  if (text.size() > field.limit)
    return counted(text.size(), "byte") + " long (limit " + std::to_string(field.limit) + ")";
  if (text.find('\0') != std::string::npos) return "no text, for it has a NUL in it";
  if (field.member == &MappedCourse::external_id &&
      std::any_of(text.begin(), text.end(), is_control))
    return "no id, for it has control characters";
  if (field.member == &MappedCourse::language && !is_language_tag(text))
    return "no tag of BCP 47 such as hi or en-IN";
  if (field.member == &MappedCourse::duration && !parse_duration(text))
    return "no duration of ISO 8601 such as PT1H30M";
  if (field.member == &MappedCourse::licence)
    if (const auto fault = spdx_fault(text)) return "no SPDX licence: " + *fault;
  return std::nullopt;
}

Converted meant_by(const FieldRule& rule, const std::string& said) {
  const auto found = rule.values.find(lower_case(said));
  if (found != rule.values.end()) return found->second;
  std::vector<std::string> known;
  for (const auto& [one, meant] : rule.values) known.push_back(one);
  return tl::unexpected<std::string>("none of the values of the mapping" +
                                     did_you_mean(lower_case(said), known));
}

Converted convert(const FieldRule& rule, const std::string& said) {
  if (!rule.values.empty()) return meant_by(rule, said);
  if (!rule.unit.empty()) return to_duration(said, rule.unit);
  if (!rule.date.empty()) return to_date(said, rule.date);
  return said;
}

tl::expected<std::string, std::string> read(const FieldRule& rule, const Json& record) {
  std::string place = "constant", said = rule.constant;
  for (const Pointer& pointer : rule.from) {
    auto text = text_at(record, pointer);
    if (!text) return text;
    place = pointer.text;
    said = *std::move(text);
    if (!said.empty()) break;
  }
  if (said.empty() && rule.required && rule.fallback.empty())
    return tl::unexpected<std::string>(missing(record, rule.from));
  const auto wrong = [&](const std::string& what) {
    return tl::unexpected<std::string>("its " + place + " is " + in_quotes(said) + ", which is " +
                                       what);
  };
  if (said.empty()) {
    place = "default";
    said = rule.fallback;
  }
  const bool as_it_is = said.empty() || place == "default" || place == "constant";
  const Converted converted = as_it_is ? Converted(said) : convert(rule, said);
  if (!converted) return wrong(converted.error());
  if (const Reason fault = converted->empty() ? Reason() : fault_of(*rule.field, *converted))
    return wrong(*fault);
  if (converted->empty() && rule.required) return wrong("nothing by the mapping");
  return *converted;
}

}  // namespace

struct Mapping::Rules {
  std::vector<FieldRule> fields;
  std::string digest;
};

std::string_view mapping_schema() {
  return mapping_files().front().bytes;
}

Result<Mapping> Mapping::parse(std::string_view text, const std::string& name) {
  Limits limits;
  limits.json_size = max_mapping;
  HAAT_TRY(const Json json, parse_json(text, name, limits));
  HAAT_TRY_VOID(judge_words(json, name));
  if (auto valid = validate_json(json, mapping_schema(), name); !valid)
    return fail(Errc::invalid_argument, "mapping-invalid", valid.error().message);
  auto rules = std::make_shared<Rules>();
  rules->digest = to_hex(sha256(text));
  for (const Field& field : fields) {
    if (!json["course"].contains(field.name)) continue;
    HAAT_TRY(FieldRule rule, rule_of(field, json["course"][field.name], name));
    rules->fields.push_back(std::move(rule));
  }
  Mapping mapping;
  mapping.rules_ = std::move(rules);
  return mapping;
}

const std::string& Mapping::digest() const {
  return rules_->digest;
}

Mapping::Mapped Mapping::apply(std::string_view record) const {
  Mapped mapped;
  Limits limits;
  limits.json_size = max_record;
  limits.json_depth = 32;
  const auto json = parse_json(record, "it", limits);
  if (!json || !json->is_object()) {
    mapped.refused = {"", json ? "it is no object" : json.error().message};
    return mapped;
  }
  for (const FieldRule& rule : rules_->fields) {
    auto text = read(rule, *json);
    if (text) {
      mapped.course.*rule.field->member = *std::move(text);
    } else if (rule.may_be_left_out) {
      mapped.left_out.push_back({rule.field->name, std::move(text).error()});
    } else {
      mapped.refused = {rule.field->name, std::move(text).error()};
      return mapped;
    }
  }
  return mapped;
}

}  // namespace haat
