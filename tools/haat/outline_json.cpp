#include <map>

#include "core/json/json.hpp"
#include "tools/haat/outline.hpp"

namespace haat::cli {
namespace {

// What the manifest does not say is left out.
void put(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = value;
}

Json to_json(Place place) {
  return {{"line", place.line}, {"column", place.column}};
}
void put(Json& json, const char* name, Place place) {
  if (place.line > 0) json[name] = to_json(place);
}

Json to_json(const std::vector<LanguageText>& texts) {
  Json list = Json::array();
  for (const auto& [language, text] : texts)
    list.push_back({{"language", language}, {"text", text}});
  return list;
}
void put(Json& json, const char* name, const std::vector<LanguageText>& texts) {
  if (!texts.empty()) json[name] = to_json(texts);
}

Json to_json(const std::vector<Sequencing::Condition>& conditions) {
  Json list = Json::array();
  for (const auto& each : conditions) {
    Json json{{"condition", each.condition}, {"operator", each.negated ? "not" : "noOp"}};
    put(json, "referencedObjective", each.referenced_objective);
    put(json, "measureThreshold", each.measure_threshold);
    list.push_back(std::move(json));
  }
  return list;
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

Json rules_of(const Sequencing& sequencing) {
  Json list = Json::array();
  for (const auto& rule : sequencing.rules)
    list.push_back({{"kind", kind_of(rule)},
                    {"conditionCombination", rule.condition_combination},
                    {"conditions", to_json(rule.conditions)},
                    {"action", rule.action},
                    {"place", to_json(rule.place)}});
  return list;
}

Json rollup_of(const Sequencing::Rollup& rollup) {
  Json list = Json::array();
  for (const auto& rule : rollup.rules)
    list.push_back({{"childActivitySet", rule.child_activity_set},
                    {"minimumCount", rule.minimum_count},
                    {"minimumPercent", rule.minimum_percent},
                    {"conditionCombination", rule.condition_combination},
                    {"conditions", to_json(rule.conditions)},
                    {"action", rule.action},
                    {"place", to_json(rule.place)}});
  return {{"rollupObjectiveSatisfied", rollup.objective_satisfied},
          {"rollupProgressCompletion", rollup.progress_completion},
          {"objectiveMeasureWeight", rollup.objective_measure_weight},
          {"rules", std::move(list)}};
}

template <class Part, std::size_t Count>
Json to_json(const std::array<Flag<Part>, Count>& flags, const Part& part) {
  Json json = Json::object();
  for (const auto& [attribute, member] : flags) json[attribute] = part.*member;
  return json;
}

Json objectives_of(const Sequencing& sequencing) {
  std::multimap<std::string_view, const Sequencing::SharedState*> states;
  for (const auto& state : sequencing.shared_states) states.emplace(state.objective_id, &state);
  Json list = Json::array();
  for (const auto& objective : sequencing.objectives) {
    Json maps = Json::array();
    for (const auto& map : objective.map_infos) {
      maps.push_back(to_json(map_info_flags, map));
      maps.back()["targetObjectiveID"] = map.target_objective_id;
    }
    Json json{{"primary", objective.primary},
              {"objectiveID", objective.id},
              {"satisfiedByMeasure", objective.satisfied_by_measure},
              {"mapInfo", std::move(maps)},
              {"place", to_json(objective.place)}};
    const auto [from, to] = states.equal_range(objective.id);
    for (auto at = from; at != to; ++at) {
      auto& shared = json["adlseq:mapInfo"];
      shared.push_back(to_json(shared_state_flags, *at->second));
      shared.back()["targetObjectiveID"] = at->second->target_objective_id;
    }
    states.erase(from, to);  // of two objectives with one ID the first has them
    if (objective.min_normalized_measure)
      json["minNormalizedMeasure"] = *objective.min_normalized_measure;
    list.push_back(std::move(json));
  }
  return list;
}

Json to_json(const Sequencing& sequencing) {
  const auto& random = sequencing.randomization;
  const auto& considerations = sequencing.rollup_considerations;
  Json limits = Json::object();
  put(limits, "attemptLimit", sequencing.limits.attempt_limit);
  put(limits, "attemptAbsoluteDurationLimit", sequencing.limits.attempt_absolute_duration_limit);
  Json randomization{{"randomizationTiming", random.randomization_timing},
                     {"reorderChildren", random.reorder_children},
                     {"selectionTiming", random.selection_timing}};
  put(randomization, "selectCount", random.select_count);
  return {{"controlMode", to_json(control_mode_flags, sequencing.control_mode)},
          {"sequencingRules", rules_of(sequencing)},
          {"limitConditions", std::move(limits)},
          {"rollupRules", rollup_of(sequencing.rollup)},
          {"objectives", objectives_of(sequencing)},
          {"randomizationControls", std::move(randomization)},
          {"deliveryControls", to_json(delivery_flags, sequencing.delivery)},
          {"constrainedChoiceConsiderations",
           to_json(constrained_choice_flags, sequencing.constrained_choice)},
          {"rollupConsiderations",
           {{"requiredForSatisfied", considerations.required_for_satisfied},
            {"requiredForNotSatisfied", considerations.required_for_not_satisfied},
            {"requiredForCompleted", considerations.required_for_completed},
            {"requiredForIncomplete", considerations.required_for_incomplete},
            {"measureSatisfactionIfActive", considerations.measure_satisfaction_if_active}}},
          {"place", to_json(sequencing.place)}};
}

Json to_json(const Metadata& metadata) {
  Json json = Json::object();
  put(json, "titles", metadata.titles);
  put(json, "descriptions", metadata.descriptions);
  put(json, "keywords", metadata.keywords);
  put(json, "duration", metadata.duration);
  put(json, "copyright", metadata.copyright);
  return json;
}

void put_details(Json& json, const ItemDetails& details) {
  put(json, "description", details.description);
  put(json, "prerequisites", details.prerequisites);
  put(json, "completion", details.completion);
  if (!details.objectives.empty()) json["objectives"] = details.objectives;
  put(json, "max_time_allowed", details.max_time_allowed);
  put(json, "time_limit_action", details.time_limit_action);
  put(json, "data_from_lms", details.data_from_lms);
  put(json, "completion_threshold", details.completion_threshold);
  put(json, "launch_method", details.launch_method);
  for (const auto& each : details.shared_data)
    json["shared_data"].push_back(
        {{"target", each.target_id}, {"read", each.read}, {"write", each.write}});
  if (!details.hidden_controls.empty()) json["hidden_controls"] = details.hidden_controls;
  put(json, "activity_type", details.activity_type);
  put(json, "entitlement_key", details.entitlement_key);
  if (details.metadata) json["metadata"] = to_json(*details.metadata);
}

Json to_json(const std::vector<Item>& items) {
  Json list = Json::array();
  for (const auto& item : items) {
    Json json{{"identifier", item.identifier}, {"title", item.title}, {"visible", item.visible}};
    put(json, "resource", item.identifierref);
    put(json, "parameters", item.parameters);
    put(json, "mastery_score", item.mastery_score.value_or(""));
    put(json, "move_on", item.move_on);
    if (item.details) put_details(json, *item.details);
    if (item.sequencing) json["sequencing"] = to_json(*item.sequencing);
    put(json, "place", item.place);
    if (!item.children.empty()) json["items"] = to_json(item.children);
    list.push_back(std::move(json));
  }
  return list;
}

Json organizations_of(const CourseStructure& course) {
  Json list = Json::array();
  for (const auto& organization : course.organizations) {
    Json json{{"identifier", organization.identifier},
              {"title", organization.title},
              {"default", course.default_organization == organization.identifier},
              {"items", to_json(organization.items)}};
    if (organization.sequencing) json["sequencing"] = to_json(*organization.sequencing);
    put(json, "place", organization.place);
    list.push_back(std::move(json));
  }
  return list;
}

Json resources_of(const CourseStructure& course) {
  Json list = Json::array();
  for (const auto& resource : course.resources) {
    Json files = Json::array();
    for (const auto& file : resource.files) {
      Json json{{"path", file.path}};
      put(json, "place", file.place);
      files.push_back(std::move(json));
    }
    Json json{{"identifier", resource.identifier},
              {"reports", resource.sco},
              {"files", std::move(files)},
              {"dependencies", resource.dependencies}};
    put(json, "href", resource.href);
    put(json, "launch", resource.launch);
    put(json, "type", resource.type);
    if (resource.metadata) json["metadata"] = to_json(*resource.metadata);
    put(json, "place", resource.place);
    list.push_back(std::move(json));
  }
  return list;
}

Json metadata_of(const CourseStructure& course) {
  Json json = to_json(course.metadata);
  for (const auto& file : course.metadata_files) json["files"].push_back(file.path);
  return json;
}

Json objectives_of(const CourseStructure& course) {
  Json list = Json::array();
  for (const auto& objective : course.objectives) {
    Json json{{"identifier", objective.identifier}};
    put(json, "titles", objective.titles);
    put(json, "descriptions", objective.descriptions);
    put(json, "place", objective.place);
    list.push_back(std::move(json));
  }
  return list;
}

Json problems_of(const Manifest& manifest) {
  Json list = Json::array();
  for (const auto& problem : manifest.problems) {
    Json json{{"rule", problem.id}, {"message", problem.message}};
    put(json, "path", problem.path);
    put(json, "place", problem.place);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string to_json(const Outline& outline) {
  Json json{{"package", outline.package}, {"files", outline.files}, {"bytes", outline.bytes}};
  if (const auto& course = outline.manifest.structure) {
    json["standard"] = to_string(course->standard);
    json["manifest"] = course->manifest;
    json["title"] = course->title;
    put(json, "identifier", course->identifier);
    put(json, "version", course->version);
    json["languages"] = course->languages;
    json["metadata"] = metadata_of(*course);
    if (!course->objectives.empty()) json["objectives"] = objectives_of(*course);
    json["organizations"] = organizations_of(*course);
    json["resources"] = resources_of(*course);
  } else {
    json["problems"] = problems_of(outline.manifest);
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace haat::cli
