#include "tools/haat/rule_reference.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "core/qa/rule.hpp"

namespace haat::cli {
namespace {

const char* title_of(Layer layer) {
  switch (layer) {
    case Layer::container:
      return "Container";
    case Layer::schema:
      return "Schema";
    case Layer::standard:
      return "Standard";
    case Layer::practice:
      return "Practice";
  }
  return "";
}

const char* about(Layer layer) {
  switch (layer) {
    case Layer::container:
      return "The zip itself, and the names in it. A package that has one of these can be reported "
             "on, but is never unpacked\nor signed.";
    case Layer::schema:
      return "Whether the manifest is XML, can be read at bounded cost, and follows the schema of "
             "its standard.";
    case Layer::standard:
      return "What the standards say in prose, where no schema can say it.";
    case Layer::practice:
      return "What no standard of packages asks for, and learners, platforms or catalogues suffer "
             "from.";
  }
  return "";
}

// Our own sentences name elements and patterns, which are no Markdown.
std::string plain(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (std::string_view("\\`*_<>[]#|~").find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

// Whom the clauses are of. A rule that several standards ask for counts for each.
constexpr std::array standards{std::string_view("SCORM 1.2"), std::string_view("SCORM 2004"),
                               std::string_view("cmi5"), std::string_view("AICC")};

void print_count(std::ostream& out, std::string_view title, std::optional<Layer> layer) {
  const auto count = [&](auto wanted) {
    const auto rules = all_rules();
    return std::count_if(rules.begin(), rules.end(), [&](const Rule* rule) {
      return (!layer || rule->layer == *layer) && wanted(rule->spec);
    });
  };
  out << "| " << title << " | " << count([](std::string_view) { return true; });
  for (const auto standard : standards)
    out << " | " << count([&](std::string_view spec) {
      return spec.find(standard) != std::string_view::npos;
    });
  out << " |\n";
}

void print_counts(std::ostream& out) {
  out << "\n| rules | all";
  for (const auto standard : standards) out << " | by " << standard;
  out << " |\n|---|---|---|---|---|---|\n";
  for (const auto layer : all_layers()) print_count(out, title_of(layer), layer);
  print_count(out, "**all**", std::nullopt);
}

void print_example(std::ostream& out, const char* title, std::string_view tree) {
  if (tree.empty()) return;
  out << "\n" << title << "\n\n";
  for (std::size_t at = 0; at < tree.size();) {
    const std::size_t end = std::min(tree.find('\n', at), tree.size());
    if (end > at) out << "    " << tree.substr(at, end - at) << "\n";
    at = end + 1;
  }
}

void print_rule(std::ostream& out, const Rule& rule) {
  out << "\n### " << rule.id << "\n\n"
      << "*" << to_string(rule.severity) << "*: " << plain(rule.summary) << "\n\n"
      << "- **Why** " << plain(rule.why) << "\n"
      << "- **Fix** " << plain(rule.fix) << "\n"
      << "- **From** " << plain(rule.spec) << "\n";
  print_example(out, "Wrong (what differs from a package that is right):", rule.bad);
  print_example(out, "Right:", rule.good);
}

}  // namespace

void print_rule_reference(std::ostream& out) {
  out << "# What haat check looks for\n\n"
         "Written by `haat rules --markdown`; a test compares. An *error* breaks the standard or "
         "keeps the course from running, a\n*warning* is likely harm, *advice* is given only when "
         "asked for (`--advice`). A profile may take any rule or a whole layer\nmore or less "
         "severely.\n";
  print_counts(out);
  for (const auto layer : all_layers()) {
    out << "\n## " << title_of(layer) << "\n\n" << about(layer) << "\n\n| | | |\n|---|---|---|\n";
    for (const Rule* rule : all_rules())
      if (rule->layer == layer)
        out << "| [" << rule->id << "](#" << rule->id << ") | " << to_string(rule->severity)
            << " | " << plain(rule->summary) << " |\n";
    for (const Rule* rule : all_rules())
      if (rule->layer == layer) print_rule(out, *rule);
  }
}

}  // namespace haat::cli
