#include <memory>
#include <ostream>

#include "core/json/json.hpp"
#include "core/nearest.hpp"
#include "core/qa/rule.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/profile.hpp"
#include "tools/haat/rule_reference.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string profile = "lms-practical";
  bool json = false;
  bool markdown = false;
};

const char* severity_in(const Profile& profile, const Rule& rule) {
  const auto severity = profile.severity(rule);
  return severity ? to_string(*severity) : "off";
}

Json to_json(const Rule& rule, const char* severity) {
  return {{"id", rule.id},           {"severity", severity}, {"layer", to_string(rule.layer)},
          {"summary", rule.summary}, {"why", rule.why},      {"fix", rule.fix},
          {"spec", rule.spec},       {"bad", rule.bad},      {"good", rule.good}};
}

void print_example(std::ostream& out, const char* title, std::string_view tree) {
  out << "\n" << title << "\n";
  for (std::size_t at = 0; at < tree.size();) {
    const std::size_t end = std::min(tree.find('\n', at), tree.size());
    if (end > at) out << "  " << tree.substr(at, end - at) << "\n";
    at = end + 1;
  }
}

void print_page(const Rule& rule, const char* severity, Io& io) {
  const char* bold = io.colour ? "\x1b[1m" : "";
  const char* plain = io.colour ? "\x1b[0m" : "";
  io.out << bold << rule.id << plain << " (" << severity << ")\n\n"
         << rule.summary << "\n\n"
         << "Why   " << rule.why << "\n"
         << "Fix   " << rule.fix << "\n"
         << "From  " << rule.spec << "\n"
         << "Layer " << to_string(rule.layer) << "\n";
  if (!rule.bad.empty())
    print_example(io.out, "Wrong (what differs from a package that is right)", rule.bad);
  if (!rule.good.empty()) print_example(io.out, "Right", rule.good);
}

Result<int> one(const Options& options, const Profile& profile, Io& io) {
  if (const Rule* rule = find_rule(options.id)) {
    const char* severity = severity_in(profile, *rule);
    if (options.json)
      io.out << to_json(*rule, severity).dump(2) << "\n";
    else
      print_page(*rule, severity, io);
    return 0;
  }
  std::vector<std::string> ids;
  for (const Rule* rule : all_rules()) ids.emplace_back(rule->id);
  const std::string meant = nearest(options.id, ids);
  return fail(Errc::invalid_argument, "rule-unknown",
              "there is no rule \"" + options.id + "\"; " +
                  (meant.empty() ? "haat rules lists them" : "did you mean " + meant + "?"));
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const Profile profile, profile_of(options.profile));
  if (!options.id.empty()) return one(options, profile, io);
  if (options.markdown) {
    print_rule_reference(io.out);
    return 0;
  }
  if (options.json) {
    Json rules = Json::array();
    for (const Rule* rule : all_rules())
      rules.push_back(to_json(*rule, severity_in(profile, *rule)));
    io.out << Json{{"rules", rules}}.dump(2) << "\n";
    return 0;
  }
  Table table({"RULE", "SEVERITY", "WHAT IT FINDS"});
  for (const Rule* rule : all_rules())
    table.add({std::string(rule->id), severity_in(profile, *rule), std::string(rule->summary)});
  table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.optional("ID", options->id, "one rule: why it matters, how to fix it, an example");
  syntax.option(
      "--profile", options->profile,
      "show how severely this profile takes them: lms-practical, adl-strict, igot or a file");
  syntax.flag("--json", options->json, "for programs");
  syntax.flag("--markdown", options->markdown, "all of them as one document, each explained");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command rules_command;
const Command rules_command{
    .name = "rules",
    .summary = "List what haat check looks for, or explain one rule.",
    .examples = "haat rules\nhaat rules launch-file-missing\n",
    .define = define,
};

}  // namespace haat::cli
