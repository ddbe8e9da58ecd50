#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string text;
  std::string server;
  bool json = false;
};

constexpr std::size_t most_rows = 200;  // more are not read by anybody: a better word finds them

std::string competencies(const CatalogueCourse& course) {
  std::string text;
  for (const CompetencyTag& tag : course.competencies)
    text += (text.empty() ? "" : " ") + tag.id +
            (tag.level == 0 ? "" : ":" + std::to_string(tag.level));
  return text;
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  std::vector<CatalogueCourse> found;
  std::string cursor;
  do {
    HAAT_TRY(Page<CatalogueCourse> page, client.courses(options.text, cursor));
    for (CatalogueCourse& course : page.rows) found.push_back(std::move(course));
    cursor = page.next;
  } while (!cursor.empty() && found.size() < most_rows);
  if (options.json) {
    io.out << rows_json("courses", found) << "\n";
    return 0;
  }
  if (found.empty()) {
    io.err << (options.text.empty() ? "The catalogue is empty.\n" : "No course was found.\n");
    return 0;
  }
  Table table({"COURSE", "VERSION", "TITLE", "COMPETENCIES", "DURATION", "PROVIDER"});
  for (const CatalogueCourse& course : found)
    table.add({course.id, course.version, std::string(in_language(course.title, "en")),
               competencies(course), course.duration, course.provider});
  table.print(io.out, io.colour);
  if (!cursor.empty()) io.err << "There are more; a longer text finds fewer.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.optional("TEXT", options->text,
                  "words of the title or description, in any language; all courses without it");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command search_command;
const Command search_command{
    .name = "search",
    .summary = "Find courses in the marketplace's catalogue.",
    .examples = "haat search\nhaat search \"first aid\"\n",
    .define = define,
};

}  // namespace haat::cli
