#include <memory>
#include <ostream>

#include "core/json/json.hpp"
#include "core/qa/rule.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/nearest.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  bool json = false;
};

Json to_json(const Rule& rule) {
  return {{"id", rule.id},           {"severity", to_string(rule.severity)},
          {"summary", rule.summary}, {"why", rule.why},
          {"fix", rule.fix},         {"spec", rule.spec},
          {"bad", rule.bad},         {"good", rule.good}};
}

void print_example(std::ostream& out, const char* title, std::string_view tree) {
  out << "\n" << title << "\n";
  for (std::size_t at = 0; at < tree.size();) {
    const std::size_t end = std::min(tree.find('\n', at), tree.size());
    if (end > at) out << "  " << tree.substr(at, end - at) << "\n";
    at = end + 1;
  }
}

void print_page(const Rule& rule, Io& io) {
  const char* bold = io.colour ? "\x1b[1m" : "";
  const char* plain = io.colour ? "\x1b[0m" : "";
  io.out << bold << rule.id << plain << " (" << to_string(rule.severity) << ")\n\n"
         << rule.summary << "\n\n"
         << "Why   " << rule.why << "\n"
         << "Fix   " << rule.fix << "\n"
         << "From  " << rule.spec << "\n";
  print_example(io.out, "Wrong (what differs from a package that is right)", rule.bad);
  print_example(io.out, "Right", rule.good);
}

Result<int> one(const Options& options, Io& io) {
  if (const Rule* rule = find_rule(options.id)) {
    if (options.json)
      io.out << to_json(*rule).dump(2) << "\n";
    else
      print_page(*rule, io);
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
  if (!options.id.empty()) return one(options, io);
  if (options.json) {
    Json rules = Json::array();
    for (const Rule* rule : all_rules()) rules.push_back(to_json(*rule));
    io.out << Json{{"rules", rules}}.dump(2) << "\n";
    return 0;
  }
  Table table({"RULE", "SEVERITY", "WHAT IT FINDS"});
  for (const Rule* rule : all_rules())
    table.add({std::string(rule->id), to_string(rule->severity), std::string(rule->summary)});
  table.print(io.out, io.colour);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.optional("ID", options->id, "one rule: why it matters, how to fix it, an example");
  syntax.flag("--json", options->json, "for programs");
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
