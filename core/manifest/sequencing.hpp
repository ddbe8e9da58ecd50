#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/place.hpp"
#include "core/shared_list.hpp"

namespace haat {

// What one activity says about its sequencing and navigation, in the terms and with the defaults of
// SCORM 2004 SN, section 3 (IMS Simple Sequencing, with adlseq and adlnav). Numbers, durations and
// tokens are kept as written; what an IDRef takes from the sequencingCollection is filled in, and
// shared by all that take it: ten thousand activities may.
struct Sequencing {
  struct ControlMode {
    bool choice = true;
    bool choice_exit = true;
    bool flow = false;
    bool forward_only = false;
    bool use_current_attempt_objective_info = true;
    bool use_current_attempt_progress_info = true;
  };
  struct Condition {
    std::string condition;
    bool negated = false;  // operator="not"
    std::string referenced_objective;
    std::string measure_threshold;
  };
  struct Rule {
    enum class Kind { pre_condition, exit_condition, post_condition };
    Kind kind = Kind::pre_condition;
    std::string condition_combination = "all";
    std::vector<Condition> conditions;
    std::string action;
    Place place;
  };
  struct RollupRule {
    std::string child_activity_set = "all";
    std::string minimum_count = "0";
    std::string minimum_percent = "0";
    std::string condition_combination = "any";
    std::vector<Condition> conditions;
    std::string action;
    Place place;
  };
  struct Rollup {
    bool objective_satisfied = true;
    bool progress_completion = true;
    std::string objective_measure_weight = "1.0";
    SharedList<RollupRule> rules;
  };
  struct MapInfo {
    std::string target_objective_id;
    bool read_satisfied_status = true;
    bool read_normalized_measure = true;
    bool write_satisfied_status = false;
    bool write_normalized_measure = false;
  };
  // SCORM 2004 4th Edition SN 3.10.1 (adlseq:mapInfo): what else an objective shares.
  struct SharedState {
    std::string objective_id;
    std::string target_objective_id;
    bool read_raw_score = true;
    bool read_min_score = true;
    bool read_max_score = true;
    bool read_completion_status = true;
    bool read_progress_measure = true;
    bool write_raw_score = false;
    bool write_min_score = false;
    bool write_max_score = false;
    bool write_completion_status = false;
    bool write_progress_measure = false;
  };
  struct Objective {
    bool primary = false;
    std::string id;
    bool satisfied_by_measure = false;
    std::optional<std::string> min_normalized_measure;
    std::vector<MapInfo> map_infos;
    Place place;
  };
  struct Limits {
    std::string attempt_limit;  // empty: none
    std::string attempt_absolute_duration_limit;
  };
  struct Randomization {
    std::string randomization_timing = "never";
    bool reorder_children = false;
    std::string selection_timing = "never";
    std::string select_count;
  };
  struct Delivery {
    bool tracked = true;
    bool completion_set_by_content = false;
    bool objective_set_by_content = false;
  };
  struct ConstrainedChoice {
    bool prevent_activation = false;
    bool constrain_choice = false;
  };
  struct RollupConsiderations {
    std::string required_for_satisfied = "always";
    std::string required_for_not_satisfied = "always";
    std::string required_for_completed = "always";
    std::string required_for_incomplete = "always";
    bool measure_satisfaction_if_active = true;
  };

  ControlMode control_mode;
  SharedList<Rule> rules;
  Limits limits;
  Rollup rollup;
  SharedList<Objective> objectives;
  SharedList<SharedState> shared_states;
  Randomization randomization;
  Delivery delivery;
  ConstrainedChoice constrained_choice;
  RollupConsiderations rollup_considerations;
  Place place;
};

// What of it is true or false, by the names of the attributes.
template <class Part>
struct Flag {
  const char* attribute;
  bool Part::*member;
};
inline constexpr std::array control_mode_flags{
    Flag<Sequencing::ControlMode>{"choice", &Sequencing::ControlMode::choice},
    Flag<Sequencing::ControlMode>{"choiceExit", &Sequencing::ControlMode::choice_exit},
    Flag<Sequencing::ControlMode>{"flow", &Sequencing::ControlMode::flow},
    Flag<Sequencing::ControlMode>{"forwardOnly", &Sequencing::ControlMode::forward_only},
    Flag<Sequencing::ControlMode>{"useCurrentAttemptObjectiveInfo",
                                  &Sequencing::ControlMode::use_current_attempt_objective_info},
    Flag<Sequencing::ControlMode>{"useCurrentAttemptProgressInfo",
                                  &Sequencing::ControlMode::use_current_attempt_progress_info}};
inline constexpr std::array map_info_flags{
    Flag<Sequencing::MapInfo>{"readSatisfiedStatus", &Sequencing::MapInfo::read_satisfied_status},
    Flag<Sequencing::MapInfo>{"readNormalizedMeasure",
                              &Sequencing::MapInfo::read_normalized_measure},
    Flag<Sequencing::MapInfo>{"writeSatisfiedStatus", &Sequencing::MapInfo::write_satisfied_status},
    Flag<Sequencing::MapInfo>{"writeNormalizedMeasure",
                              &Sequencing::MapInfo::write_normalized_measure}};
inline constexpr std::array shared_state_flags{
    Flag<Sequencing::SharedState>{"readRawScore", &Sequencing::SharedState::read_raw_score},
    Flag<Sequencing::SharedState>{"readMinScore", &Sequencing::SharedState::read_min_score},
    Flag<Sequencing::SharedState>{"readMaxScore", &Sequencing::SharedState::read_max_score},
    Flag<Sequencing::SharedState>{"readCompletionStatus",
                                  &Sequencing::SharedState::read_completion_status},
    Flag<Sequencing::SharedState>{"readProgressMeasure",
                                  &Sequencing::SharedState::read_progress_measure},
    Flag<Sequencing::SharedState>{"writeRawScore", &Sequencing::SharedState::write_raw_score},
    Flag<Sequencing::SharedState>{"writeMinScore", &Sequencing::SharedState::write_min_score},
    Flag<Sequencing::SharedState>{"writeMaxScore", &Sequencing::SharedState::write_max_score},
    Flag<Sequencing::SharedState>{"writeCompletionStatus",
                                  &Sequencing::SharedState::write_completion_status},
    Flag<Sequencing::SharedState>{"writeProgressMeasure",
                                  &Sequencing::SharedState::write_progress_measure}};
inline constexpr std::array delivery_flags{
    Flag<Sequencing::Delivery>{"tracked", &Sequencing::Delivery::tracked},
    Flag<Sequencing::Delivery>{"completionSetByContent",
                               &Sequencing::Delivery::completion_set_by_content},
    Flag<Sequencing::Delivery>{"objectiveSetByContent",
                               &Sequencing::Delivery::objective_set_by_content}};
inline constexpr std::array constrained_choice_flags{
    Flag<Sequencing::ConstrainedChoice>{"preventActivation",
                                        &Sequencing::ConstrainedChoice::prevent_activation},
    Flag<Sequencing::ConstrainedChoice>{"constrainChoice",
                                        &Sequencing::ConstrainedChoice::constrain_choice}};

}  // namespace haat
