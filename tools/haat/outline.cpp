#include "tools/haat/outline.hpp"

#include <map>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "tools/haat/progress.hpp"

namespace haat::cli {
namespace {

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

// The control modes that are not what every activity has anyway, by their names in the standard.
void tell_modes(const Sequencing& sequencing, std::vector<std::string>& told) {
  const auto& mode = sequencing.control_mode;
  if (mode.flow) told.emplace_back("flow");
  if (mode.forward_only) told.emplace_back("forwardOnly");
  if (!mode.choice) told.emplace_back("no choice");
  if (!mode.choice_exit) told.emplace_back("no choiceExit");
  if (sequencing.constrained_choice.constrain_choice) told.emplace_back("constrainChoice");
  if (sequencing.constrained_choice.prevent_activation) told.emplace_back("preventActivation");
  if (!sequencing.delivery.tracked) told.emplace_back("not tracked");
}

void tell_sequencing(const Sequencing& sequencing, std::vector<std::string>& told) {
  tell_modes(sequencing, told);
  if (!sequencing.limits.attempt_limit.empty())
    told.push_back("attemptLimit " + sequencing.limits.attempt_limit);
  if (!sequencing.rules.empty())
    told.push_back(counted(sequencing.rules.size(), "sequencing rule"));
  if (!sequencing.rollup.rules.empty())
    told.push_back(counted(sequencing.rollup.rules.size(), "rollup rule"));
  if (!sequencing.objectives.empty())
    told.push_back(counted(sequencing.objectives.size(), "objective"));
}

void tell(const char* name, const std::string& value, std::vector<std::string>& told) {
  if (!value.empty()) told.push_back(std::string(name) + " " + value);
}

void tell_details(const ItemDetails& details, std::vector<std::string>& told) {
  tell("activity", details.activity_type, told);
  tell("entitlement", details.entitlement_key, told);
  for (const auto& each : details.shared_data)
    told.push_back("shares " + each.target_id +
                   (each.read && each.write ? ""
                    : each.read             ? ", to read"
                    : each.write            ? ", to write"
                                            : ", neither to read nor to write"));
  if (!details.hidden_controls.empty())
    told.push_back("hides " + joined(details.hidden_controls, ", "));
  if (details.metadata) tell("takes", details.metadata->duration, told);
}

std::vector<std::string> facts_of(const Item& item) {
  std::vector<std::string> told;
  const auto& details = details_of(item);
  tell("mastery", item.mastery_score.value_or(""), told);
  tell("after", details.prerequisites, told);
  tell("time", details.max_time_allowed, told);
  tell("at its end", details.time_limit_action, told);
  tell("completion from", details.completion_threshold, told);
  tell("moveOn", item.move_on, told);
  tell("in", details.launch_method, told);
  tell("completes", details.completion, told);
  if (!details.objectives.empty()) told.push_back("objectives " + joined(details.objectives, ", "));
  if (!details.data_from_lms.empty()) told.emplace_back("launch data");
  if (!item.visible) told.emplace_back("hidden");
  tell_details(details, told);
  if (item.sequencing) tell_sequencing(*item.sequencing, told);
  return told;
}

class Printer {
 public:
  Printer(const CourseStructure& course, Io& io) : course_(course), io_(io) {
    for (const auto& resource : course.resources)
      resources_.emplace(resource.identifier, &resource);
  }

  void print(const Organization& organization) {
    const bool standard = course_.default_organization == organization.identifier;
    io_.out << "\n"
            << bold(printable(organization.title.empty() ? "(no title)" : organization.title));
    if (course_.organizations.size() > 1)
      io_.out << dim("  " + printable(organization.identifier) + (standard ? ", the default" : ""));
    io_.out << "\n";
    std::vector<std::string> told;
    if (organization.sequencing) tell_sequencing(*organization.sequencing, told);
    if (!told.empty())
      io_.out << (organization.items.empty() ? "  " : "│ ") << dim(joined(told, " · ")) << "\n";
    print(organization.items, "");
  }

 private:
  std::string bold(const std::string& text) const { return styled("\x1b[1m", text); }
  std::string dim(const std::string& text) const { return styled("\x1b[2m", text); }
  std::string styled(const char* style, const std::string& text) const {
    return io_.colour ? style + text + "\x1b[0m" : text;
  }

  void print(const std::vector<Item>& items, const std::string& stem) {
    for (const auto& item : items) {
      if (!io_.out) return;
      const bool last = &item == &items.back();
      const std::string below = stem + (last ? "   " : "│  ");
      io_.out << stem << (last ? "└─ " : "├─ ")
              << printable(item.title.empty() ? "(" + item.identifier + ")" : item.title);
      if (const auto address = address_of(item); !address.empty())
        io_.out << "  " << dim(printable(address));
      io_.out << "\n";
      if (const auto told = facts_of(item); !told.empty())
        io_.out << below << (item.children.empty() ? "   " : "│  ")
                << dim(printable(joined(told, " · "))) << "\n";
      print(item.children, below);
    }
  }

  std::string address_of(const Item& item) const {
    if (item.identifierref.empty()) return {};
    const auto found = resources_.find(item.identifierref);
    if (found == resources_.end()) return "(" + item.identifierref + " is not there)";
    const Resource& resource = *found->second;
    const auto mark = resource.href.find_first_of("?#");
    const std::string suffix = mark == std::string::npos || resource.launch == resource.href
                                   ? ""
                                   : resource.href.substr(mark);
    if (resource.launch.empty()) return "(launches nothing)";
    return resource.launch + suffix + (item.parameters.empty() ? "" : "  with " + item.parameters);
  }

  const CourseStructure& course_;
  Io& io_;
  std::map<std::string_view, const Resource*> resources_;
};

void print_row(std::ostream& out, const char* name, const std::string& value) {
  if (value.empty()) return;
  out << "  " << name << std::string(13 - std::char_traits<char>::length(name), ' ')
      << printable(value) << "\n";
}

}  // namespace

void print(const Outline& outline, Io& io) {
  const auto& course = outline.manifest.structure;
  const std::string heading = course && !course->title.empty() ? course->title : outline.package;
  io.out << (io.colour ? "\x1b[1m" : "") << printable(heading) << (io.colour ? "\x1b[0m" : "")
         << "\n";
  if (course) {
    print_row(io.out, "standard", to_string(course->standard));
    print_row(io.out, "manifest", course->manifest);
    print_row(io.out, "identifier", course->identifier);
    print_row(io.out, "version", course->version);
    print_row(io.out, "languages", joined(course->languages, ", "));
    print_row(io.out, "duration", course->metadata.duration);
    for (const auto& [language, text] : course->metadata.descriptions)
      print_row(io.out, "description", text + (language.empty() ? "" : " (" + language + ")"));
    for (const auto& each : course->objectives)
      print_row(io.out, "objective",
                each.identifier + (each.titles.empty() ? "" : "  " + each.titles.front().text));
  }
  print_row(io.out, "files",
            std::to_string(outline.files) + " of " + human_size(outline.bytes) + " in all");
  if (course) {
    Printer printer(*course, io);
    for (const auto& organization : course->organizations) printer.print(organization);
    return;
  }
  io.out.flush();
  for (const auto& problem : outline.manifest.problems) {
    if (!problem.path.empty()) io.err << printable(problem.path) << ": ";
    io.err << printable(problem.message) << "\n";
  }
}

}  // namespace haat::cli
