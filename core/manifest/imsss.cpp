#include <algorithm>

#include "core/manifest/name_spaces.hpp"
#include "core/manifest/readers.hpp"

namespace haat {
namespace {

void take(const Element* node, const char* name, std::string& into) {
  if (attribute(node, "", name) != nullptr) into = value_of(node, name);
}
void take(const Element* node, const char* name, bool& into) {
  const auto text = value_of(node, name);
  if (text == "true" || text == "1") into = true;
  if (text == "false" || text == "0") into = false;
}

template <class Part, std::size_t Count>
void take(const Element* node, const std::array<Flag<Part>, Count>& flags, Part& into) {
  for (const auto& [attribute, member] : flags) take(node, attribute, into.*member);
}

class Reader {
 public:
  // What stands in the activity itself replaces what it shares (SN 3.1), part by part.
  Reader(const Element& own, const Sequencing* shared) : own_(own) {
    if (shared != nullptr) sequencing_ = *shared;
    sequencing_.place = own.place;
  }

  Sequencing read() {
    if (const auto* mode = part("controlMode"))
      take(mode, control_mode_flags, sequencing_.control_mode = {});
    if (const auto* rules = part("sequencingRules")) read_rules(*rules);
    if (const auto* limits = part("limitConditions")) read_limits(*limits);
    if (const auto* rollup = part("rollupRules")) read_rollup(*rollup);
    if (const auto* objectives = part("objectives")) read_objectives(*objectives);
    if (const auto* objectives = part("objectives", xmlns::adlseq)) read_shared_states(*objectives);
    if (const auto* controls = part("randomizationControls")) read_randomization(*controls);
    if (const auto* controls = part("deliveryControls"))
      take(controls, delivery_flags, sequencing_.delivery = {});
    if (const auto* choice = part("constrainedChoiceConsiderations", xmlns::adlseq))
      take(choice, constrained_choice_flags, sequencing_.constrained_choice = {});
    if (const auto* rollup = part("rollupConsiderations", xmlns::adlseq))
      read_considerations(*rollup);
    return std::move(sequencing_);
  }

 private:
  const Element* part(std::string_view name, std::string_view name_space = xmlns::imsss) const {
    for (const auto& each : own_.children)
      if (each.name == name && each.name_space == name_space) return &each;
    return nullptr;
  }

  static std::vector<Sequencing::Condition> conditions(const Element* parent,
                                                       std::string_view name) {
    std::vector<Sequencing::Condition> read;
    for (const auto* node : children(parent, name))
      read.push_back({.condition = value_of(node, "condition"),
                      .negated = value_of(node, "operator") == "not",
                      .referenced_objective = value_of(node, "referencedObjective"),
                      .measure_threshold = value_of(node, "measureThreshold")});
    return read;
  }

  // What both kinds of rules say, in elements of their own names: under which conditions they do
  // what.
  template <class Rule>
  void read_consequence(const Element& node, const std::string& kind, Rule& rule) {
    const auto* all = child(&node, kind + "Conditions");
    take(all, "conditionCombination", rule.condition_combination);
    rule.conditions = conditions(all, kind + "Condition");
    rule.action = value_of(child(&node, kind + "Action"), "action");
    rule.place = node.place;
  }

  void read_rules(const Element& parent) {
    using Kind = Sequencing::Rule::Kind;
    std::vector<Sequencing::Rule> rules;
    for (const auto& node : parent.children) {
      const auto name = node.name;
      Sequencing::Rule rule;
      if (name == "preConditionRule")
        rule.kind = Kind::pre_condition;
      else if (name == "exitConditionRule")
        rule.kind = Kind::exit_condition;
      else if (name == "postConditionRule")
        rule.kind = Kind::post_condition;
      else
        continue;
      read_consequence(node, "rule", rule);
      rules.push_back(std::move(rule));
    }
    sequencing_.rules = SharedList(std::move(rules));
  }

  void read_limits(const Element& node) {
    auto& limits = sequencing_.limits = {};
    take(&node, "attemptLimit", limits.attempt_limit);
    take(&node, "attemptAbsoluteDurationLimit", limits.attempt_absolute_duration_limit);
  }

  void read_rollup(const Element& parent) {
    auto& rollup = sequencing_.rollup = {};
    take(&parent, "rollupObjectiveSatisfied", rollup.objective_satisfied);
    take(&parent, "rollupProgressCompletion", rollup.progress_completion);
    take(&parent, "objectiveMeasureWeight", rollup.objective_measure_weight);
    std::vector<Sequencing::RollupRule> rules;
    for (const auto* node : children(&parent, "rollupRule")) {
      Sequencing::RollupRule rule;
      take(node, "childActivitySet", rule.child_activity_set);
      take(node, "minimumCount", rule.minimum_count);
      take(node, "minimumPercent", rule.minimum_percent);
      read_consequence(*node, "rollup", rule);
      rules.push_back(std::move(rule));
    }
    rollup.rules = SharedList(std::move(rules));
  }

  void read_objectives(const Element& parent) {
    std::vector<Sequencing::Objective> objectives;
    for (const auto& node : parent.children) {
      const bool primary = node.name == "primaryObjective";
      if (!primary && node.name != "objective") continue;
      Sequencing::Objective objective{.primary = primary,
                                      .id = value_of(&node, "objectiveID"),
                                      .satisfied_by_measure = false,
                                      .min_normalized_measure = std::nullopt,
                                      .map_infos = {},
                                      .place = node.place};
      take(&node, "satisfiedByMeasure", objective.satisfied_by_measure);
      if (const auto* measure = child(&node, "minNormalizedMeasure"))
        objective.min_normalized_measure = text_of(measure);
      for (const auto* map : children(&node, "mapInfo")) {
        Sequencing::MapInfo info{.target_objective_id = value_of(map, "targetObjectiveID")};
        take(map, map_info_flags, info);
        objective.map_infos.push_back(std::move(info));
      }
      objectives.push_back(std::move(objective));
    }
    sequencing_.objectives = SharedList(std::move(objectives));
  }

  // They stand apart from the objectives that they belong to, and name them.
  void read_shared_states(const Element& parent) {
    std::vector<Sequencing::SharedState> states;
    for (const auto* node : children(&parent, "objective"))
      for (const auto* map : children(node, "mapInfo")) {
        Sequencing::SharedState state{.objective_id = value_of(node, "objectiveID"),
                                      .target_objective_id = value_of(map, "targetObjectiveID")};
        take(map, shared_state_flags, state);
        states.push_back(std::move(state));
      }
    sequencing_.shared_states = SharedList(std::move(states));
  }

  void read_randomization(const Element& node) {
    auto& randomization = sequencing_.randomization = {};
    take(&node, "randomizationTiming", randomization.randomization_timing);
    take(&node, "reorderChildren", randomization.reorder_children);
    take(&node, "selectionTiming", randomization.selection_timing);
    take(&node, "selectCount", randomization.select_count);
  }

  void read_considerations(const Element& rollup) {
    auto& considerations = sequencing_.rollup_considerations = {};
    take(&rollup, "requiredForSatisfied", considerations.required_for_satisfied);
    take(&rollup, "requiredForNotSatisfied", considerations.required_for_not_satisfied);
    take(&rollup, "requiredForCompleted", considerations.required_for_completed);
    take(&rollup, "requiredForIncomplete", considerations.required_for_incomplete);
    take(&rollup, "measureSatisfactionIfActive", considerations.measure_satisfaction_if_active);
  }

  const Element& own_;
  Sequencing sequencing_;
};

}  // namespace

SharedSequencing::SharedSequencing(const Element& manifest) {
  for (const auto* node : children(manifest.child("sequencingCollection"), "sequencing"))
    if (auto id = value_of(node, "ID"); !by_id_.contains(id))
      by_id_.emplace(std::move(id), Reader(*node, nullptr).read());
}

std::shared_ptr<const Sequencing> read_sequencing(const Element& activity,
                                                  const SharedSequencing& shared) {
  const auto* own = activity.child("sequencing");
  if (own == nullptr) return nullptr;
  return std::make_shared<Sequencing>(Reader(*own, shared.find(value_of(own, "IDRef"))).read());
}

}  // namespace haat
