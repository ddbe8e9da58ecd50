#include <map>
#include <ostream>

#include "core/json/json_writer.hpp"
#include "tools/haat/outline.hpp"

namespace haat::cli {
namespace {

// What the manifest does not say is left out.
void put(JsonWriter& json, const char* name, const std::string& value) {
  if (!value.empty()) json.member(name, value);
}

void write(JsonWriter& json, Place place) {
  json.object([&] {
    json.member("line", place.line);
    json.member("column", place.column);
  });
}
void put(JsonWriter& json, const char* name, Place place) {
  if (place.line > 0) write(json.name(name), place);
}

void put(JsonWriter& json, const char* name, const std::vector<LanguageText>& texts) {
  if (texts.empty()) return;
  json.name(name).array(texts, [&](const LanguageText& each) {
    json.object([&] {
      json.member("language", each.language);
      json.member("text", each.text);
    });
  });
}

void put(JsonWriter& json, const char* name, const std::vector<std::string>& texts) {
  json.name(name).array(texts, [&](const std::string& each) { json.value(each); });
}

void put(JsonWriter& json, const char* name, const std::vector<Sequencing::Condition>& conditions) {
  json.name(name).array(conditions, [&](const Sequencing::Condition& each) {
    json.object([&] {
      json.member("condition", each.condition);
      json.member("operator", each.negated ? "not" : "noOp");
      put(json, "referencedObjective", each.referenced_objective);
      put(json, "measureThreshold", each.measure_threshold);
    });
  });
}

const char* kind_of(const Sequencing::Rule& rule) {
  switch (rule.kind) {
    case Sequencing::Rule::Kind::pre_condition:
      return "preConditionRule";
    case Sequencing::Rule::Kind::exit_condition:
      return "exitConditionRule";
    case Sequencing::Rule::Kind::post_condition:
      return "postConditionRule";
  }
  return "";
}

// What both kinds of rules say: under which conditions they do what.
template <class Rule>
void put_consequence(JsonWriter& json, const Rule& rule) {
  json.member("conditionCombination", rule.condition_combination);
  put(json, "conditions", rule.conditions);
  json.member("action", rule.action);
  write(json.name("place"), rule.place);
}

void write(JsonWriter& json, const Sequencing::Rule& rule) {
  json.object([&] {
    json.member("kind", kind_of(rule));
    put_consequence(json, rule);
  });
}

void write(JsonWriter& json, const Sequencing::RollupRule& rule) {
  json.object([&] {
    json.member("childActivitySet", rule.child_activity_set);
    json.member("minimumCount", rule.minimum_count);
    json.member("minimumPercent", rule.minimum_percent);
    put_consequence(json, rule);
  });
}

void write(JsonWriter& json, const Sequencing::Rollup& rollup) {
  json.object([&] {
    json.member("rollupObjectiveSatisfied", rollup.objective_satisfied);
    json.member("rollupProgressCompletion", rollup.progress_completion);
    json.member("objectiveMeasureWeight", rollup.objective_measure_weight);
    json.name("rules").array(rollup.rules,
                             [&](const Sequencing::RollupRule& rule) { write(json, rule); });
  });
}

template <class Part, std::size_t Count>
void put(JsonWriter& json, const std::array<Flag<Part>, Count>& flags, const Part& part) {
  for (const auto& [attribute, member] : flags) json.member(attribute, part.*member);
}
template <class Part, std::size_t Count>
void write(JsonWriter& json, const std::array<Flag<Part>, Count>& flags, const Part& part) {
  json.object([&] { put(json, flags, part); });
}

void write_objectives(JsonWriter& json, const Sequencing& sequencing) {
  std::multimap<std::string_view, const Sequencing::SharedState*> states;
  for (const auto& state : sequencing.shared_states) states.emplace(state.objective_id, &state);
  json.array(sequencing.objectives, [&](const Sequencing::Objective& objective) {
    json.object([&] {
      json.member("primary", objective.primary);
      json.member("objectiveID", objective.id);
      json.member("satisfiedByMeasure", objective.satisfied_by_measure);
      json.name("mapInfo").array(objective.map_infos, [&](const Sequencing::MapInfo& map) {
        json.object([&] {
          json.member("targetObjectiveID", map.target_objective_id);
          put(json, map_info_flags, map);
        });
      });
      write(json.name("place"), objective.place);
      const auto same = states.equal_range(objective.id);
      if (same.first != same.second)
        json.name("adlseq:mapInfo").array([&] {
          for (auto at = same.first; at != same.second; ++at)
            json.object([&] {
              json.member("targetObjectiveID", at->second->target_objective_id);
              put(json, shared_state_flags, *at->second);
            });
        });
      states.erase(same.first, same.second);  // of two objectives with one ID the first has them
      if (objective.min_normalized_measure)
        json.member("minNormalizedMeasure", *objective.min_normalized_measure);
    });
  });
}

void write(JsonWriter& json, const Sequencing::Limits& limits) {
  json.object([&] {
    put(json, "attemptLimit", limits.attempt_limit);
    put(json, "attemptAbsoluteDurationLimit", limits.attempt_absolute_duration_limit);
  });
}

void write(JsonWriter& json, const Sequencing::Randomization& random) {
  json.object([&] {
    json.member("randomizationTiming", random.randomization_timing);
    json.member("reorderChildren", random.reorder_children);
    json.member("selectionTiming", random.selection_timing);
    put(json, "selectCount", random.select_count);
  });
}

void write(JsonWriter& json, const Sequencing::RollupConsiderations& considerations) {
  json.object([&] {
    json.member("requiredForSatisfied", considerations.required_for_satisfied);
    json.member("requiredForNotSatisfied", considerations.required_for_not_satisfied);
    json.member("requiredForCompleted", considerations.required_for_completed);
    json.member("requiredForIncomplete", considerations.required_for_incomplete);
    json.member("measureSatisfactionIfActive", considerations.measure_satisfaction_if_active);
  });
}

void write(JsonWriter& json, const Sequencing& sequencing) {
  json.object([&] {
    write(json.name("controlMode"), control_mode_flags, sequencing.control_mode);
    json.name("sequencingRules").array(sequencing.rules, [&](const Sequencing::Rule& rule) {
      write(json, rule);
    });
    write(json.name("limitConditions"), sequencing.limits);
    write(json.name("rollupRules"), sequencing.rollup);
    write_objectives(json.name("objectives"), sequencing);
    write(json.name("randomizationControls"), sequencing.randomization);
    write(json.name("deliveryControls"), delivery_flags, sequencing.delivery);
    write(json.name("constrainedChoiceConsiderations"), constrained_choice_flags,
          sequencing.constrained_choice);
    write(json.name("rollupConsiderations"), sequencing.rollup_considerations);
    write(json.name("place"), sequencing.place);
  });
}

void put(JsonWriter& json, const Metadata& metadata) {
  put(json, "titles", metadata.titles);
  put(json, "descriptions", metadata.descriptions);
  put(json, "keywords", metadata.keywords);
  put(json, "duration", metadata.duration);
  put(json, "copyright", metadata.copyright);
}
void write(JsonWriter& json, const Metadata& metadata) {
  json.object([&] { put(json, metadata); });
}

void put(JsonWriter& json, const ItemDetails& details) {
  put(json, "description", details.description);
  put(json, "prerequisites", details.prerequisites);
  put(json, "completion", details.completion);
  if (!details.objectives.empty()) put(json, "objectives", details.objectives);
  put(json, "max_time_allowed", details.max_time_allowed);
  put(json, "time_limit_action", details.time_limit_action);
  put(json, "data_from_lms", details.data_from_lms);
  put(json, "completion_threshold", details.completion_threshold);
  put(json, "launch_method", details.launch_method);
  if (!details.shared_data.empty())
    json.name("shared_data").array(details.shared_data, [&](const ItemDetails::SharedData& each) {
      json.object([&] {
        json.member("target", each.target_id);
        json.member("read", each.read);
        json.member("write", each.write);
      });
    });
  if (!details.hidden_controls.empty()) put(json, "hidden_controls", details.hidden_controls);
  put(json, "activity_type", details.activity_type);
  put(json, "entitlement_key", details.entitlement_key);
  if (details.metadata) write(json.name("metadata"), *details.metadata);
}

void write(JsonWriter& json, const std::vector<Item>& items) {
  json.array(items, [&](const Item& item) {
    json.object([&] {
      json.member("identifier", item.identifier);
      json.member("title", item.title);
      json.member("visible", item.visible);
      put(json, "resource", item.identifierref);
      put(json, "parameters", item.parameters);
      put(json, "mastery_score", item.mastery_score.value_or(""));
      put(json, "move_on", item.move_on);
      if (item.details) put(json, *item.details);
      if (item.sequencing) write(json.name("sequencing"), *item.sequencing);
      put(json, "place", item.place);
      if (!item.children.empty()) write(json.name("items"), item.children);
    });
  });
}

void write_organizations(JsonWriter& json, const CourseStructure& course) {
  json.array(course.organizations, [&](const Organization& organization) {
    json.object([&] {
      json.member("identifier", organization.identifier);
      json.member("title", organization.title);
      json.member("default", course.default_organization == organization.identifier);
      if (organization.sequencing) write(json.name("sequencing"), *organization.sequencing);
      put(json, "place", organization.place);
      write(json.name("items"), organization.items);
    });
  });
}

void write_resources(JsonWriter& json, const CourseStructure& course) {
  json.array(course.resources, [&](const Resource& resource) {
    json.object([&] {
      json.member("identifier", resource.identifier);
      json.member("reports", resource.sco);
      put(json, "href", resource.href);
      put(json, "launch", resource.launch);
      put(json, "type", resource.type);
      json.name("files").array(resource.files, [&](const auto& file) {
        json.object([&] {
          json.member("path", file.path);
          put(json, "place", file.place);
        });
      });
      put(json, "dependencies", resource.dependencies);
      if (resource.metadata) write(json.name("metadata"), *resource.metadata);
      put(json, "place", resource.place);
    });
  });
}

void write_metadata(JsonWriter& json, const CourseStructure& course) {
  json.object([&] {
    put(json, course.metadata);
    if (!course.metadata_files.empty())
      json.name("files").array(course.metadata_files,
                               [&](const auto& file) { json.value(file.path); });
  });
}

void write_objectives(JsonWriter& json, const CourseStructure& course) {
  json.array(course.objectives, [&](const auto& objective) {
    json.object([&] {
      json.member("identifier", objective.identifier);
      put(json, "titles", objective.titles);
      put(json, "descriptions", objective.descriptions);
      put(json, "place", objective.place);
    });
  });
}

void write_problems(JsonWriter& json, const Manifest& manifest) {
  json.array(manifest.problems, [&](const ManifestProblem& problem) {
    json.object([&] {
      json.member("rule", problem.id);
      json.member("message", problem.message);
      put(json, "path", problem.path);
      put(json, "place", problem.place);
    });
  });
}

void put(JsonWriter& json, const CourseStructure& course) {
  json.member("standard", to_string(course.standard));
  json.member("manifest", course.manifest);
  json.member("title", course.title);
  put(json, "identifier", course.identifier);
  put(json, "version", course.version);
  put(json, "languages", course.languages);
  write_metadata(json.name("metadata"), course);
  if (!course.objectives.empty()) write_objectives(json.name("objectives"), course);
  write_organizations(json.name("organizations"), course);
  write_resources(json.name("resources"), course);
}

}  // namespace

void print_json(const Outline& outline, std::ostream& out) {
  JsonWriter json([&](std::string_view bytes) { out << bytes; });
  json.object([&] {
    json.member("package", outline.package);
    json.member("files", outline.files);
    json.member("bytes", outline.bytes);
    if (outline.manifest.structure)
      put(json, *outline.manifest.structure);
    else
      write_problems(json.name("problems"), outline.manifest);
  });
  out << "\n";
}

}  // namespace haat::cli
