#include <map>
#include <memory>
#include <ostream>

#include "core/course/competencies_text.hpp"
#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/catalogue_course.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  CourseSearch search;
  std::map<std::string, std::vector<std::string>> filters;  // by the API's name
  std::string provider;
  bool facets = false;
  std::string server;
  bool json = false;
};

constexpr std::size_t most_rows = 200;   // more are not read by anybody: a better word finds them
constexpr std::size_t most_values = 10;  // of a facet

struct Filter {
  const char* option;
  const char* name;
  const char* help;
};
constexpr Filter filters[] = {
    {"--competency", "competency",
     "a term that it teaches or that its terms belong to: CID1, CID1:2"},
    {"--role", "role", "a role that it is for: RID1"},
    {"--level", "level", "1 (beginner) to 5 (expert)"},
    {"--language", "language", "a language that it is in: hi"},
    {"--duration", "duration", "under-15m, 15m-to-1h, 1h-to-4h or over-4h"},
    {"--standard", "standard", "what it is packed as: cmi5, \"SCORM 1.2\""},
    {"--licence", "licence", "its licence: CC-BY-4.0"}};

std::string day(const std::string& time) {
  return time.empty() ? "-" : time.substr(0, time.find('T'));
}

void print_courses(const std::vector<CatalogueCourse>& found, Io& io) {
  Table table({"COURSE", "VERSION", "TITLE", "COMPETENCIES", "DURATION", "PROVIDER",
               "PARTNER SINCE", "COURSE SINCE", "KEY SINCE"});
  for (const CatalogueCourse& course : found)
    table.add({course.id, course.version, std::string(in_language(course.title, "en")),
               competencies_text(course.competencies), course.duration, course.provider,
               day(course.partner_since), day(course.course_since), day(course.key_since)});
  table.print(io);
}

void print_facets(const CoursePage& page, Io& io) {
  Table table({"FACET", "VALUE", "COURSES", "NAME"});
  for (const FacetCounts& facet : page.facets)
    for (std::size_t i = 0; i < facet.values.size() && i < most_values; ++i) {
      const FacetCounts::Value& each = facet.values[i];
      table.add({i == 0 ? facet.facet : "", each.value, std::to_string(each.courses),
                 std::string(in_language(each.name, "en"))});
    }
  io.out << "\n" << counted(page.total, "course") << "\n";
  if (!table.empty()) table.print(io);
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  CourseSearch search = options.search;
  for (const auto& [name, values] : options.filters)
    search.filters.emplace_back(name, joined(values, ","));
  if (!options.provider.empty()) search.filters.emplace_back("provider", options.provider);
  if (options.facets) search.facets = "all";
  CoursePage first;
  std::vector<CatalogueCourse> found;
  std::string cursor;
  do {
    HAAT_TRY(CoursePage page, client.courses(search, cursor));
    for (CatalogueCourse& course : page.rows) found.push_back(std::move(course));
    if (cursor.empty()) first = page;
    cursor = page.next;
    search.facets.clear();  // of the whole result: once is enough
  } while (!cursor.empty() && found.size() < most_rows);
  if (!first.corrected.empty())
    io.err << "Nothing has \"" << search.text << "\"; meant: " << printable(first.corrected)
           << "\n";
  if (options.json) {
    io.out << rows_json("courses", found) << "\n";
    return 0;
  }
  if (found.empty())
    io.err << (search.text.empty() && search.filters.empty() ? "The catalogue is empty.\n"
                                                             : "No course was found.\n");
  else
    print_courses(found, io);
  if (options.facets) print_facets(first, io);
  if (!cursor.empty()) io.err << "There are more; a longer text finds fewer.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.optional("TEXT", options->search.text,
                  "words of the title or description, in any language; all courses without it");
  for (const Filter& filter : filters)
    syntax.list(filter.option, options->filters[filter.name], filter.help);
  syntax.option("--provider", options->provider, "who answers for it, as the catalogue has it");
  syntax.choice("--sort", options->search.sort, {"relevance", "newest", "title"},
                "by relevance where there is a text, else the newest first");
  syntax.flag("--facets", options->facets, "how many of them there are of each kind");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) {
    std::erase_if(options->filters, [](const auto& filter) { return filter.second.empty(); });
    return run(*options, io);
  };
}

}  // namespace

extern const Command search_command;
const Command search_command{
    .name = "search",
    .summary = "Find courses in the marketplace's catalogue.",
    .examples =
        "haat search\nhaat search \"first aid\"\n"
        "haat search --competency CID1:2 --language hi --facets\n",
    .define = define,
};

}  // namespace haat::cli
