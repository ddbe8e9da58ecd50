#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <vector>

#include "core/ascii.hpp"
#include "core/json/json.hpp"
#include "core/mapping/mapping.hpp"
#include "core/wording.hpp"
#include "plugins/table/table.hpp"
#include "sdk/authoring/file.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t max_mapping = 1u << 20;
constexpr std::uint64_t max_records = 64u << 20;

struct Options {
  std::string mapping;
  std::string records;
  std::string before;
  bool dry_run = false;
  bool json = false;
};

struct Row {
  std::size_t number = 0;  // of the record, from 1
  std::string verdict;
  Mapping::Mapped mapped;
};

using Known = std::map<std::string, MappedCourse>;  // by external_id

Result<void> each_of_json(const fs::path& file, const table::OnRecord& take) {
  HAAT_TRY(const std::string text, read_file(file, max_records));
  Limits limits;
  limits.json_size = max_records;
  HAAT_TRY(const Json list, parse_json(text, file.filename().string(), limits));
  if (!list.is_array())
    return fail(Errc::invalid_argument, "records-invalid",
                file.filename().string() + " is no list of records");
  if (list.size() > table::max_rows)
    return fail(Errc::too_large, "records-too-many",
                file.filename().string() + " has " + std::to_string(list.size()) +
                    " records; the limit is " + std::to_string(table::max_rows));
  for (const Json& record : list) take(record.dump());
  return {};
}

Result<void> each_record(const fs::path& file, const table::OnRecord& take) {
  const std::string kind = lower_case(file.extension().string());
  if (kind == ".json") return each_of_json(file, take);
  if (kind != ".csv" && kind != ".xlsx")
    return fail(Errc::unsupported, "records-of-no-kind",
                file.filename().string() + " is neither .json nor .csv nor .xlsx");
  try {
    table::read(file, take);
    return {};
  } catch (const table::Unreadable& problem) {
    return fail(Errc::corrupt, "records-unreadable", problem.what());
  }
}

// As the marketplace judges them: a course is what it was before, or another; and of two rows about
// one course the first counts.
Result<std::vector<Row>> judge(const Mapping& mapping, const fs::path& file, const Known& before) {
  std::vector<Row> rows;
  std::map<std::string, std::size_t> seen;  // row by external_id
  HAAT_TRY_VOID(each_record(file, [&](std::string_view record) {
    Row row{rows.size() + 1, {}, mapping.apply(record)};
    Mapping::Mapped& mapped = row.mapped;
    const std::string& id = mapped.course.external_id;
    if (!mapped.refused)
      if (const auto [first, is_new] = seen.try_emplace(id, row.number); !is_new)
        mapped.refused = {"external_id", "it is that of row " + std::to_string(first->second)};
    const auto known = before.find(id);
    row.verdict = mapped.refused                   ? "refused"
                  : known == before.end()          ? "added"
                  : known->second == mapped.course ? "unchanged"
                                                   : "updated";
    rows.push_back(std::move(row));
  }));
  return rows;
}

Known courses_of(const std::vector<Row>& rows) {
  Known known;
  for (const Row& row : rows)
    if (!row.mapped.refused) known.emplace(row.mapped.course.external_id, row.mapped.course);
  return known;
}

std::size_t count_of(const std::vector<Row>& rows, const std::string& verdict) {
  std::size_t count = 0;
  for (const Row& row : rows) count += row.verdict == verdict ? 1 : 0;
  return count;
}

std::string summary_of(const std::vector<Row>& rows) {
  std::vector<std::string> parts;
  for (const char* verdict : {"added", "updated", "unchanged", "refused"})
    parts.push_back(std::to_string(count_of(rows, verdict)) + " " + verdict);
  return counted(rows.size(), "row") + ": " + joined(parts, ", ");
}

Json to_json(const Mapping::Fault& fault) {
  return {{"field", fault.field}, {"reason", fault.reason}};
}

Json to_json(const MappedCourse& course) {
  return {{"external_id", course.external_id}, {"title", course.title},
          {"description", course.description}, {"language", course.language},
          {"duration", course.duration},       {"version", course.version},
          {"licence", course.licence}};
}

Json to_json(const Row& row) {
  Json json{{"row", row.number}, {"verdict", row.verdict}, {"left_out", Json::array()}};
  for (const Mapping::Fault& fault : row.mapped.left_out)
    json["left_out"].push_back(to_json(fault));
  json["refused"] = row.mapped.refused ? to_json(*row.mapped.refused) : Json(nullptr);
  json["course"] = row.mapped.refused ? Json(nullptr) : to_json(row.mapped.course);
  return json;
}

void print_json(const std::vector<Row>& rows, Io& io) {
  Json list = Json::array();
  for (const Row& row : rows) list.push_back(to_json(row));
  io.out << Json{{"rows", list}}.dump(2) << "\n";
}

void print_table(const std::vector<Row>& rows, Io& io) {
  Table table({"ROW", "COURSE", "VERDICT", "FIELD", "WHY"});
  for (const Row& row : rows) {
    const auto add = [&](const std::string& verdict, const Mapping::Fault& fault) {
      table.add({std::to_string(row.number), row.mapped.course.external_id, verdict, fault.field,
                 fault.reason});
    };
    add(row.verdict, row.mapped.refused.value_or(Mapping::Fault{}));
    for (const Mapping::Fault& fault : row.mapped.left_out) add("left out", fault);
  }
  if (!table.empty()) table.print(io);
}

// As the folder provider takes it.
void print_catalogue(const Known& courses, Io& io) {
  Json list = Json::array();
  for (const auto& [id, course] : courses) list.push_back(to_json(course));
  io.out << list.dump(2) << "\n";
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const std::string text, read_file(options.mapping, max_mapping));
  HAAT_TRY(const Mapping mapping,
           Mapping::parse(text, fs::path(options.mapping).filename().string()));
  Known before;
  if (!options.before.empty()) {
    HAAT_TRY(const std::vector<Row> rows, judge(mapping, options.before, {}));
    before = courses_of(rows);
  }
  HAAT_TRY(const std::vector<Row> rows, judge(mapping, options.records, before));
  if (options.json)
    print_json(rows, io);
  else if (options.dry_run)
    print_table(rows, io);
  else
    print_catalogue(courses_of(rows), io);
  io.err << summary_of(rows) << "\n";
  return count_of(rows, "refused") > 0 ? 1 : 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("MAPPING", options->mapping, "how a course is read from a record");
  syntax.required("RECORDS", options->records,
                  "what the partner has: a list in .json, or .csv or .xlsx with a row of headings");
  syntax.flag("--dry-run", options->dry_run,
              "show what would become of every row, not the courses");
  syntax.option("--before", options->before,
                "the records as they were, to tell what is updated and what unchanged");
  syntax.flag("--json", options->json, "the rows with their courses, for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_map_command;
const Command provider_map_command{
    .name = "provider map",
    .summary = "Read a partner's records by a mapping file, and say what becomes of each.",
    .examples =
        "haat provider map acme.mapping.json records.csv --dry-run\n"
        "haat provider map acme.mapping.json records.json > catalogue.json\n",
    .define = define,
};

}  // namespace haat::cli
