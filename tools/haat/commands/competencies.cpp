#include <memory>
#include <ostream>

#include "core/competency/dictionary.hpp"
#include "core/course/course.hpp"
#include "core/json/json.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string dictionary;
  std::string language = "en";
  bool json = false;
};

Result<int> print(const Dictionary& dictionary, const Options& options, Io& io) {
  if (options.json) {
    Json terms = Json::array();
    for (const Term& term : dictionary.terms())
      terms.push_back({{"id", term.id}, {"name", term.name}, {"parent", term.parent}});
    io.out << Json{{"dictionary", dictionary.id()},
                   {"version", dictionary.version()},
                   {"terms", terms}}
                  .dump(2)
           << "\n";
    return 0;
  }
  Table table({"ID", "NAME", "PART OF"});
  for (const Term& term : dictionary.terms())
    table.add({term.id, std::string(in_language(term.name, options.language)), term.parent});
  table.print(io);
  io.err << "From " << dictionary.id() << " " << dictionary.version()
         << "; a course is tagged with an id and a level from 1 to 5.\n";
  return 0;
}

Result<int> run(const Options& options, Io& io) {
  if (options.dictionary.empty()) return print(Dictionary::demonstration(), options, io);
  HAAT_TRY(const std::string text, read_text(options.dictionary));
  HAAT_TRY(const Dictionary dictionary, Dictionary::parse(text));
  return print(dictionary, options, io);
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.option("--dictionary", options->dictionary,
                "a dictionary's JSON file, instead of the demonstration one");
  syntax.option("--language", options->language,
                "of the names, as hi; English, if it is not given");
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command competencies_command;
const Command competencies_command{
    .name = "competencies",
    .summary = "List the competencies that a course can be tagged with.",
    .examples = "haat competencies\nhaat competencies --language hi\n",
    .define = define,
};

}  // namespace haat::cli
