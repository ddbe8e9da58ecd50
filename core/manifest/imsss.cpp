#include "core/manifest/readers.hpp"

namespace haat {
namespace {

std::string word(const pugi::xml_node& node, const char* name) {
  return collapsed(node.attribute(name).value());
}
void take(const pugi::xml_node& node, const char* name, std::string& into) {
  if (node.attribute(name)) into = word(node, name);
}
void take(const pugi::xml_node& node, const char* name, bool& into) {
  const auto text = word(node, name);
  if (text == "true" || text == "1") into = true;
  if (text == "false" || text == "0") into = false;
}

class Reader {
 public:
  Reader(const XmlDocument& document, const pugi::xml_node& own, const pugi::xml_node& shared)
      : document_(document), own_(own), shared_(shared) {}

  Sequencing read() {
    sequencing_.place = document_.place(own_);
    read_control_mode(part("controlMode"));
    read_rules(part("sequencingRules"));
    const auto limits = part("limitConditions");
    take(limits, "attemptLimit", sequencing_.limits.attempt_limit);
    take(limits, "attemptAbsoluteDurationLimit",
         sequencing_.limits.attempt_absolute_duration_limit);
    read_rollup(part("rollupRules"));
    read_objectives(part("objectives"));
    read_randomization(part("randomizationControls"));
    read_delivery(part("deliveryControls"));
    read_considerations();
    return std::move(sequencing_);
  }

 private:
  // What stands in the activity itself replaces what it shares (SN 3.1).
  pugi::xml_node part(const char* name) const {
    const auto mine = child(own_, name);
    return mine ? mine : child(shared_, name);
  }

  void read_control_mode(const pugi::xml_node& node) {
    auto& mode = sequencing_.control_mode;
    take(node, "choice", mode.choice);
    take(node, "choiceExit", mode.choice_exit);
    take(node, "flow", mode.flow);
    take(node, "forwardOnly", mode.forward_only);
    take(node, "useCurrentAttemptObjectiveInfo", mode.use_current_attempt_objective_info);
    take(node, "useCurrentAttemptProgressInfo", mode.use_current_attempt_progress_info);
  }

  static std::vector<Sequencing::Condition> conditions(const pugi::xml_node& parent,
                                                       const char* name) {
    std::vector<Sequencing::Condition> read;
    for (const auto& node : children(parent, name))
      read.push_back({.condition = word(node, "condition"),
                      .negated = word(node, "operator") == "not",
                      .referenced_objective = word(node, "referencedObjective"),
                      .measure_threshold = word(node, "measureThreshold")});
    return read;
  }

  void read_rules(const pugi::xml_node& parent) {
    using Kind = Sequencing::Rule::Kind;
    for (const auto& node : parent.children()) {
      const auto name = local_name(node);
      Sequencing::Rule rule;
      if (name == "preConditionRule")
        rule.kind = Kind::pre_condition;
      else if (name == "exitConditionRule")
        rule.kind = Kind::exit_condition;
      else if (name == "postConditionRule")
        rule.kind = Kind::post_condition;
      else
        continue;
      const auto all = child(node, "ruleConditions");
      take(all, "conditionCombination", rule.condition_combination);
      rule.conditions = conditions(all, "ruleCondition");
      rule.action = word(child(node, "ruleAction"), "action");
      rule.place = document_.place(node);
      sequencing_.rules.push_back(std::move(rule));
    }
  }

  void read_rollup(const pugi::xml_node& parent) {
    auto& rollup = sequencing_.rollup;
    take(parent, "rollupObjectiveSatisfied", rollup.objective_satisfied);
    take(parent, "rollupProgressCompletion", rollup.progress_completion);
    take(parent, "objectiveMeasureWeight", rollup.objective_measure_weight);
    for (const auto& node : children(parent, "rollupRule")) {
      Sequencing::RollupRule rule;
      take(node, "childActivitySet", rule.child_activity_set);
      take(node, "minimumCount", rule.minimum_count);
      take(node, "minimumPercent", rule.minimum_percent);
      const auto all = child(node, "rollupConditions");
      take(all, "conditionCombination", rule.condition_combination);
      rule.conditions = conditions(all, "rollupCondition");
      rule.action = word(child(node, "rollupAction"), "action");
      rule.place = document_.place(node);
      rollup.rules.push_back(std::move(rule));
    }
  }

  void read_objectives(const pugi::xml_node& parent) {
    for (const auto& node : parent.children()) {
      const bool primary = local_name(node) == "primaryObjective";
      if (!primary && local_name(node) != "objective") continue;
      Sequencing::Objective objective{.primary = primary,
                                      .id = word(node, "objectiveID"),
                                      .satisfied_by_measure = false,
                                      .min_normalized_measure = std::nullopt,
                                      .map_infos = {},
                                      .place = document_.place(node)};
      take(node, "satisfiedByMeasure", objective.satisfied_by_measure);
      if (const auto measure = child(node, "minNormalizedMeasure"))
        objective.min_normalized_measure = text_of(measure);
      for (const auto& map : children(node, "mapInfo")) {
        Sequencing::MapInfo info{.target_objective_id = word(map, "targetObjectiveID")};
        take(map, "readSatisfiedStatus", info.read_satisfied_status);
        take(map, "readNormalizedMeasure", info.read_normalized_measure);
        take(map, "writeSatisfiedStatus", info.write_satisfied_status);
        take(map, "writeNormalizedMeasure", info.write_normalized_measure);
        objective.map_infos.push_back(std::move(info));
      }
      sequencing_.objectives.push_back(std::move(objective));
    }
  }

  void read_randomization(const pugi::xml_node& node) {
    auto& randomization = sequencing_.randomization;
    take(node, "randomizationTiming", randomization.randomization_timing);
    take(node, "reorderChildren", randomization.reorder_children);
    take(node, "selectionTiming", randomization.selection_timing);
    take(node, "selectCount", randomization.select_count);
  }

  void read_delivery(const pugi::xml_node& node) {
    take(node, "tracked", sequencing_.delivery.tracked);
    take(node, "completionSetByContent", sequencing_.delivery.completion_set_by_content);
    take(node, "objectiveSetByContent", sequencing_.delivery.objective_set_by_content);
  }

  void read_considerations() {
    const auto choice = part("constrainedChoiceConsiderations");
    take(choice, "preventActivation", sequencing_.constrained_choice.prevent_activation);
    take(choice, "constrainChoice", sequencing_.constrained_choice.constrain_choice);
    const auto rollup = part("rollupConsiderations");
    auto& considerations = sequencing_.rollup_considerations;
    take(rollup, "requiredForSatisfied", considerations.required_for_satisfied);
    take(rollup, "requiredForNotSatisfied", considerations.required_for_not_satisfied);
    take(rollup, "requiredForCompleted", considerations.required_for_completed);
    take(rollup, "requiredForIncomplete", considerations.required_for_incomplete);
    take(rollup, "measureSatisfactionIfActive", considerations.measure_satisfaction_if_active);
  }

  const XmlDocument& document_;
  const pugi::xml_node own_;
  const pugi::xml_node shared_;
  Sequencing sequencing_;
};

}  // namespace

SharedSequencing::SharedSequencing(const pugi::xml_node& manifest) {
  for (const auto& node : children(child(manifest, "sequencingCollection"), "sequencing"))
    by_id_.emplace(word(node, "ID"), node);
}

std::optional<Sequencing> read_sequencing(const XmlDocument& document,
                                          const pugi::xml_node& activity,
                                          const SharedSequencing& shared) {
  const auto own = child(activity, "sequencing");
  if (!own) return std::nullopt;
  return Reader(document, own, shared.find(word(own, "IDRef"))).read();
}

}  // namespace haat
