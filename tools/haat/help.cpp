#include "tools/haat/help.hpp"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sstream>

#include "core/wording.hpp"
#include "tools/haat/commands.hpp"
#include "tools/haat/syntax.hpp"

namespace haat::cli {
namespace {

using Kind = Parameter::Kind;

struct Style {
  const char* bold;
  const char* dim;
  const char* name;
  const char* plain;
};

Style style(bool colour) {
  if (colour) return {"\x1b[1m", "\x1b[2m", "\x1b[36m", "\x1b[0m"};
  return {"", "", "", ""};
}

// Text in lines of at most `width` characters; the second and later ones begin after `indent`
// spaces.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width = 79) {
  std::istringstream words{std::string(text)};
  std::string out, word;
  std::size_t column = indent;
  while (words >> word) {
    if (!out.empty() && column + 1 + word.size() > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!out.empty()) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out;
}

std::string signature(const Parameter& parameter) {
  if (parameter.kind != Kind::option) return parameter.name;
  std::string values = joined(parameter.values, "|");
  if (values.empty()) values = parameter.name.substr(2);
  if (parameter.values.empty())
    std::transform(values.begin(), values.end(), values.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return parameter.name + " " + values;
}

std::string usage(const Command& command, const std::vector<Parameter>& all) {
  std::string line = "haat " + std::string(command.name);
  for (const Parameter& parameter : all) {
    if (parameter.kind != Kind::positional) continue;
    const std::string name = parameter.name + (parameter.repeated ? "..." : "");
    line += parameter.required ? " " + name : " [" + name + "]";
  }
  const bool options = std::any_of(all.begin(), all.end(), [](const Parameter& parameter) {
    return parameter.kind != Kind::positional;
  });
  return line + (options ? " [options]" : "");
}

std::vector<std::string> example_lines(const Command& command) {
  std::istringstream text{std::string(command.examples)};
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

void print_rows(std::ostream& out, const Style& s, const std::vector<const Command*>& commands) {
  for (const Command* command : commands) {
    out << "  " << s.name << std::left << std::setw(18) << command->name << s.plain;
    if (command->name.size() > 18) out << "\n" << std::string(20, ' ');
    out << " " << wrapped(command->summary, 21) << "\n";
  }
}

void print_parameters(std::ostream& out, const Style& s, const char* title,
                      const std::vector<Parameter>& all, bool positional) {
  bool any = false;
  for (const Parameter& parameter : all) {
    if ((parameter.kind == Kind::positional) != positional) continue;
    if (!any) out << "\n" << s.bold << title << s.plain << "\n";
    any = true;
    const std::string left = signature(parameter);
    out << "  " << s.name << left << s.plain;
    if (left.size() > 22)
      out << "\n" << std::string(26, ' ');
    else
      out << std::string(24 - left.size(), ' ');
    out << wrapped(parameter.help + (parameter.repeated ? " (may be given again)" : ""), 26)
        << "\n";
  }
}

}  // namespace

void print_overview(std::ostream& out, bool colour) {
  const Style s = style(colour);
  out << s.bold << "haat" << s.plain << ": make, check, sign, publish and verify courses\n\n"
      << s.bold << "Usage" << s.plain << "\n  haat COMMAND [options]\n";
  std::string_view group;
  for (const CommandRow& row : all_commands()) {
    if (row.group != group) out << "\n" << s.bold << row.group << s.plain << "\n";
    group = row.group;
    print_rows(out, s, {row.command});
  }
  out << "\n"
      << s.dim << "haat help COMMAND shows one command with its options and examples.\n"
      << "haat --version shows the version." << s.plain << "\n";
}

void print_group(std::ostream& out, bool colour, std::string_view word) {
  const Style s = style(colour);
  out << s.bold << "haat " << word << s.plain << "\n\n";
  print_rows(out, s, commands_under(word));
}

void print_page(std::ostream& out, bool colour, const Command& command) {
  const Style s = style(colour);
  const std::vector<Parameter> all = parameters(command);
  out << wrapped(command.summary, 0) << "\n\n"
      << s.bold << "Usage" << s.plain << "\n  " << usage(command, all) << "\n";
  print_parameters(out, s, "Arguments", all, true);
  print_parameters(out, s, "Options", all, false);
  const std::vector<std::string> examples = example_lines(command);
  if (!examples.empty()) out << "\n" << s.bold << "Examples" << s.plain << "\n";
  for (const std::string& line : examples) out << "  " << line << "\n";
}

void print_manual(std::ostream& out) {
  out << "# The haat command\n\n"
      << "Written by `haat help --markdown`; a test compares. Exit codes: 0 clean, 1 it found "
         "something wrong,\n"
      << "2 it was asked for something that makes no sense, 3 it could not be done. `haat verify` "
         "and `haat get` tell apart:\n"
      << "0 genuine, 1 tampered, 4 untrusted, 5 expired, 6 revoked, 7 unsigned.\n";
  std::string_view group;
  for (const auto& [title, command] : all_commands()) {
    if (title != group) out << "\n## " << title << "\n";
    group = title;
    const std::vector<Parameter> all = parameters(*command);
    out << "\n### haat " << command->name << "\n\n"
        << command->summary << "\n\n"
        << "    " << usage(*command, all) << "\n";
    if (!all.empty()) out << "\n| | |\n|---|---|\n";
    for (const Parameter& parameter : all) {
      std::string name = signature(parameter);
      for (std::size_t at = 0; (at = name.find('|', at)) != std::string::npos; at += 2)
        name.insert(at, "\\");
      out << "| `" << name << "` | " << parameter.help
          << (parameter.repeated ? " (may be given again)" : "") << " |\n";
    }
    const std::vector<std::string> examples = example_lines(*command);
    if (!examples.empty()) out << "\n";
    for (const std::string& line : examples) out << "    " << line << "\n";
  }
}

}  // namespace haat::cli
